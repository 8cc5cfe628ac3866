"""Markwhen: dates before a colon, groups, places, links, tags; out and in again."""

import pytest

from tests.builders import a_table, an_event
from tests.formats.foreign_files import dates, events, opened
from viewer.formats import read, write_events


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("1961-08-13", "1961-08-13"),
        ("1961-08 / 1989-11-09", "1961-08/1989-11-09"),
        ("1930 - 1967", "1930/1967"),
        ("1960-1969", "1960/1969"),
        ("November 1973-now", "1973-11/.."),
        ("10 September 1990-1999", "1990-09-10/1999"),
        ("8/13/1961", "1961-08-13"),
        ("1961-08-13/3 days", "1961-08-13/1961-08-15"),
        ("1450~", "1450~"),
    ],
)
def test_dates(tmp_path, written, date):
    """A date or range in any of its spellings."""
    assert dates(tmp_path, "a.mw", f"title: T\n\n{written}: X\n") == [date]


def test_day_first_by_the_head(tmp_path):
    """The head says that days come first."""
    assert dates(tmp_path, "a.mw", "dateFormat: d/M/y\n3/4/1961: X") == ["1961-04-03"]


def test_what_is_written_around_a_date(tmp_path):
    """Groups and hashes are tags, a location is a place, links are sources, other lines the summary."""
    text = "group Berlin #city\n1961: Wall #east\n[Berlin](location)\nSee [this](https://a.org). Note: 5 more.\n"
    text += "end group\n1962: After"
    wall, after = events(tmp_path, "a.mw", text)
    assert (wall.title, wall.tags, wall.place.name) == ("Wall", ("Berlin", "east"), "Berlin")
    assert (wall.summary, wall.sources[0].url) == ("See this. Note: 5 more.", "https://a.org")
    assert (after.title, after.tags) == ("After", ())


@pytest.mark.parametrize("date", ["1980 ~ 1988", "1980~1988", "1980-09-22 ~ 1988-08-20"])
def test_a_tilde_between_dates_is_no_range_and_that_is_told(tmp_path, date):
    table = opened(tmp_path, "a.mw", f"1979: Before\n{date}: War\n")
    assert len(table) == 1
    [problem] = table.problems
    assert (problem.value, problem.kind) == (date, "date")


def test_written_and_read_again(tmp_path):
    """Every EDTF but sets comes back, with id, tags and text, even text that looks like an event."""
    made = [
        an_event(f"e{n}", "One: two", at=date, summary="1999: no event\n\nline", tags=("a b", "c"))
        for n, date in enumerate(("1919-06-28", "1919~/1920?", "197X", "2020/..", "2025-06-24T04:00Z", "-0489"))
    ]
    path = tmp_path / "x.mw"
    write_events(a_table(*made), path)
    back = read(path)
    found = [back.event(row) for row in range(len(back))]
    assert [(e.id, e.title, e.date.text, e.tags) for e in found] == [(e.id, e.title, e.date.text, e.tags) for e in made]
    assert {e.summary for e in found} == {"1999: no event\n\nline"}
