"""Times of day in columns of their own: as calendars write them, with whole days from midnight to midnight."""

import pytest

from viewer.formats.applying import apply
from viewer.formats.guessing import guess
from viewer.formats.mapping import Mapping, When
from viewer.formats.tables import read_pasted
from viewer.formats.times_of_day import clock_of, in_days

HEADER = "Subject\tStart Date\tStart Time\tEnd Date\tEnd Time\tAll day event\tReminder Time"


def opened(*rows, header=HEADER):
    grid = read_pasted("\n".join([header, *rows]))
    found = guess(grid)
    assert found.certain
    return apply(found.mapping, grid), found.mapping


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        *(("6:30 PM", "18:30"), ("12:00:00 AM", "00:00:00"), ("12:15 p.m.", "12:15"), ("9h05", "09:05")),
        *(("23:59:59", "23:59:59"), ("7 pm", "19:00"), ("10:00 UTC", "10:00Z"), ("10:00+0530", "10:00+05:30")),
        *(("24:00", ""), ("13:00 pm", ""), ("7", ""), ("noon", ""), ("10:61", "")),
    ],
)
def test_a_time_is_read_in_the_ways_people_write_it(text, clock):
    assert clock_of(text) == clock


def test_a_calendar_that_was_saved_as_a_table_keeps_its_times():
    table, mapping = opened(
        "Talks\t3/15/2024\t10:00:00 AM\t3/15/2024\t11:30:00 AM\tFalse\t9:45:00 AM",
        "Reception\t4/1/2024\t6:30:00 PM\t4/2/2024\t12:00:00 AM\tFalse\t6:15:00 PM",
        "Arrival\t4/3/2024\t6:30:00 PM\t\t\tFalse\t",
    )
    assert (mapping.start.time, mapping.end.time) == ("Start Time", "End Time")
    assert Mapping.from_json(mapping.to_json()) == mapping
    assert list(table.events["date"]) == ["2024-03-15", "2024-04-01", "2024-04-03T18:30:00"]
    assert table.events["date_note"][0] == "From 2024-03-15 10:00:00 to 2024-03-15 11:30:00."
    assert table.events["date_note"][1] == "From 2024-04-01 18:30:00 to 2024-04-01 24:00."
    assert not table.problems


def test_whole_days_end_at_the_midnight_after_them_and_that_is_told():
    table, _ = opened(
        "Holiday\t3/23/2024\t12:00:00 AM\t3/24/2024\t12:00:00 AM\tTrue\t",
        "Summit\t5/1/2024\t12:00:00 AM\t5/4/2024\t12:00:00 AM\tTrue\t",
        "Visit\t5/6/2024\t\t5/8/2024\t\tTrue\t",
    )
    assert list(table.events["date"]) == ["2024-03-23", "2024-05-01/2024-05-03", "2024-05-06/2024-05-08"]
    [problem] = table.problems
    assert problem.message.startswith("2 events end at a midnight of “End Time”")


def test_an_end_may_be_but_a_time_of_the_same_day():
    table, _ = opened("Talks\t2024-03-15\t10:00\t11:30", header="title\tdate\ttime\tend time")
    assert table.events["date_note"][0] == "From 2024-03-15 10:00 to 2024-03-15 11:30."


def test_a_time_without_a_day_is_of_the_day_of_the_start():
    table, _ = opened(
        "Talks\t3/15/2024\t10:00\t\t11:30\tFalse\t",
        "Call\t3/16/2024\t\t\t11:30\tFalse\t",
        "Visit\t3/17/2024\t10:00\t32/32/2024\t11:30\tFalse\t",
        "Wake\t3/18/2024\t22:00\t\t0:00\tFalse\t",
        *(f"Trip\t3/{day}/2024\t\t3/{day + 1}/2024\t\tTrue\t" for day in (20, 22, 24)),
    )
    assert list(table.events["date"])[:4] == ["2024-03-15", "2024-03-16", "2024-03-17T10:00", "2024-03-18T22:00"]
    assert list(table.events["date_note"])[:2] == [
        "From 2024-03-15 10:00 to 2024-03-15 11:30.",
        "From 2024-03-16 to 2024-03-16 11:30.",
    ]
    assert [problem.value for problem in table.problems] == ["32/32/2024"]


def test_a_date_that_serves_both_ends_is_read_and_told_once():
    header = "title\tdate\ttime\tend time"
    mapping = Mapping(title="{title}", start=When(("date",), time="time"), end=When(time="end time"))
    table = apply(mapping, read_pasted(f"{header}\nTalks\tsoon\t10:00\t11:00\nLast\t9999-12-31\t10:00\t11:00"))
    [problem] = table.problems
    assert problem.value == "soon"


def test_what_ends_earlier_on_the_day_of_its_start_keeps_its_start_and_is_told():
    table, _ = opened("Talks\t2024-03-15\t22:00\t02:00", header="title\tdate\ttime\tend time")
    assert list(table.events["date"]) == ["2024-03-15T22:00"]
    [problem] = table.problems
    assert problem.kind == "order"


def test_an_end_without_a_start_keeps_its_time_in_the_note():
    table, _ = opened("Talks\t3/14/2024\t10:00\t\t\tFalse\t", "Lull\t\t\t3/15/2024\t11:30\tFalse\t")
    assert table.events["date_note"][1] == "Until 2024-03-15 11:30."


def test_the_calendar_of_a_german_office_is_read():
    header = "Betreff\tBeginnt am\tBeginnt um\tEndet am\tEndet um\tOrt"
    table, _ = opened("Gipfel\t01.05.2024\t00:00:00\t04.05.2024\t00:00:00\tRom", header=header)
    assert list(table.events["date"]) == ["2024-05-01/2024-05-03"]


def test_an_event_without_an_end_of_its_own_does_not_go_on_for_its_time_of_day():
    start, end = When(("from",), time="at"), When(("to",), time="till")
    mapping = Mapping(title="{what}", start=start, end=end, end_is_open=True)
    table = apply(mapping, read_pasted("what\tfrom\tat\tto\ttill\nTalks\t2024-03-15\t10:00\t2024-03-15\t"))
    assert list(table.events["date"]) == ["2024-03-15T10:00"]


def test_what_is_no_time_is_told_and_its_day_kept():
    mapping = Mapping(title="{title}", start=When(("date",), time="at"))
    table = apply(mapping, read_pasted("title\tdate\tat\nTalks\t2024-03-15\tlate\nMore\t2024-03\t10:00"))
    assert list(table.events["date"]) == ["2024-03-15", "2024-03"]
    [problem] = table.problems
    assert (problem.row, problem.field, problem.value) == (2, "at", "late")


@pytest.mark.parametrize(
    ("start", "end", "dates"),
    [
        ("2024-01-01T00:00:00", "", ("2024-01-01", "")),
        ("2024-01-01T00:00:00", "2024-01-01T00:00:00", ("2024-01-01", "2024-01-01")),
        ("2024-01-01T00:00:00", "2024-01-01T01:30:00", ("2024-01-01T00:00:00", "2024-01-01T01:30:00")),
        ("2024-01-01T10:00:00", "2024-01-01", ("2024-01-01T10:00:00", "2024-01-01T10:00:00")),
        ("2024-01-01T10:00:00", "2024-01-02", ("2024-01-01T10:00:00", "2024-01-02")),
        ("2024-01-01T10:00:00", "2024-01-01T00:00:00", ("2024-01-01T10:00:00", "2024-01-01T10:00:00")),
        ("2024-01-01T10:00:00", "2024-01-02T00:00:00", ("2024-01-01T10:00:00", "2024-01-01T24:00")),
        ("2024-01-03T10:00:00", "2024-01-02T00:00:00", ("2024-01-03T10:00:00", "2024-01-02")),
        ("-0001-12-31", "0000-01-02T00:00:00", ("-0001-12-31", "0000-01-01")),
        ("", "2024-01-02T00:00", ("", "2024-01-01")),
    ],
)
def test_midnights_are_days(start, end, dates):
    assert in_days(start, end)[:2] == dates
