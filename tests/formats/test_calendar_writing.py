"""A calendar written and read again is the same chronology, but for what it says it lost."""

import pytest

from tests.builders import a_table, an_event
from viewer.bundled import bundled
from viewer.formats import read, write_events


@pytest.mark.parametrize(
    "date", ["1919-06-28", "1919-06", "197X", "1919/1920", "2020-05-12/..", "1919~", "2025-06-24T04:00Z"]
)
def test_every_kind_of_date_comes_back(tmp_path, date):
    """The EDTF stands beside the days."""
    path = tmp_path / "x.ics"
    write_events(a_table(an_event("a", "Talks; really, \n", at=date)), path)
    back = read(path)
    assert (len(back), back.event(0).id, back.event(0).date.text, back.event(0).title) == (
        1,
        "a",
        date,
        "Talks; really,",
    )


def test_what_a_calendar_cannot_hold_is_said(tmp_path):
    """An undated event and one before the year 1 are left out, and counted."""
    said = write_events(a_table(an_event("a", "X", at=None), an_event("b", "Y", at="-0489")), tmp_path / "x.ics")
    assert "2 events have no date that a calendar can hold, and were left out." in said


def test_the_bundled_chronology_comes_back(tmp_path):
    """All of it, with its dates, categories and containers."""
    table = read(bundled("data/events.json"))
    write_events(table, tmp_path / "x.ics")
    back = read(tmp_path / "x.ics")
    assert not back.problems
    for column in ("id", "date", "category", "part_of", "importance"):
        assert back.events[column].tolist() == table.events[column].tolist(), column
