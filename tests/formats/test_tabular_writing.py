"""What a table for spreadsheets has no room for is told."""

from dataclasses import replace

import pytest

from tests.builders import a_table, an_event
from viewer.formats import read
from viewer.formats.tabular_writing import CELL_LIMIT, write_text, write_workbook


@pytest.mark.parametrize(("suffix", "write"), [(".csv", write_text), (".xlsx", write_workbook)])
def test_what_is_lost_of_the_whole_and_of_tags_is_told(tmp_path, suffix, write):
    table = a_table(an_event(tags=("war; peace", "talks")), an_event("b", tags=("a;b",)))
    table = replace(table, about=replace(table.about, title="Talks", license="CC BY 4.0"))
    path = tmp_path / f"x{suffix}"
    assert write(table, path) == (
        "One tag has “; ” within and will be read as several.",
        "The chronology lost its title and licence.",
    )
    again = read(path)
    assert [again.event(row).tags for row in range(2)] == [("war", "peace", "talks"), ("a;b",)]


def test_texts_too_long_for_a_cell_are_told(tmp_path):
    long = "x" * CELL_LIMIT
    table = a_table(
        *(an_event(name, summary=text) for name, text in zip("abc", (long, long + "y", long * 2), strict=True))
    )
    said = "2 events lost the end of a text of more than 32,767 characters."
    assert write_workbook(table, tmp_path / "x.xlsx") == (said,)
    assert write_text(table, tmp_path / "x.csv") == ()
