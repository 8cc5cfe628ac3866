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


def test_a_day_that_was_moved_in_another_program_wins(tmp_path):
    """The EDTF beside it is of the day before."""
    path = tmp_path / "x.ics"
    write_events(a_table(an_event("a", "Talks", at="1919-06~"), an_event("b", "Treaty", at="1919~")), path)
    path.write_bytes(path.read_bytes().replace(b"DATE:19190601", b"DATE:19190602"))
    assert [event.date for event in read(path).records()] == ["1919-06-02/1919-06-30", "1919~"]


def test_tags_that_are_called_like_categories_stay_tags(tmp_path):
    path = tmp_path / "x.ics"
    made = [an_event(str(n), "X", category=code, tags=("trade", "b")) for n, code in enumerate(("agree", "other"))]
    write_events(a_table(*made), path)
    back = read(path)
    assert [(back.event(row).category, back.event(row).tags) for row in range(2)] == [
        ("agree", ("trade", "b")),
        ("other", ("trade", "b")),
    ]


@pytest.mark.parametrize("suffix", [".ics", ".timelinejs.json", ".mw"])
def test_what_is_no_event_is_said_too(tmp_path, suffix):
    said = write_events(read(bundled("data/events.json")), tmp_path / f"x{suffix}")
    assert "16 series of numbers are not written." in said
    assert any("licence" in sentence for sentence in said)
    assert any("sources than links" in sentence for sentence in said)
