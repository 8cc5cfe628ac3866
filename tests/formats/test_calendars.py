"""Calendars: whole days, zones, recurrences within bounds, and broken files as far as they go."""

import pytest

from tests.formats.foreign_files import dates, events, opened, said
from viewer.formats import read


def calendar(*lines, around=""):
    return "\r\n".join(
        ("BEGIN:VCALENDAR", around, "BEGIN:VEVENT", "SUMMARY:Talks", *lines, "END:VEVENT", "END:VCALENDAR")
    )


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("DTSTART;VALUE=DATE:20250622",), "2025-06-22"),
        (("DTSTART;VALUE=DATE:20250622", "DTEND;VALUE=DATE:20250623"), "2025-06-22"),
        (("DTSTART;VALUE=DATE:20250622", "DTEND;VALUE=DATE:20250625"), "2025-06-22/2025-06-24"),
        (("DTSTART;VALUE=DATE:20250622", "DURATION:P3D"), "2025-06-22/2025-06-24"),
        (("DTSTART:20250622T090000Z",), "2025-06-22T09:00Z"),
        (("DTSTART:20250622T090000",), "2025-06-22T09:00"),
        (("DTSTART;TZID=Asia/Karachi:20250622T090000",), "2025-06-22T09:00+05:00"),
        (("DTSTART:20250622T090000Z", "DTEND:20250624T100000Z"), "2025-06-22/2025-06-24"),
        (("DTSTART:20250622T000000Z", "DTEND:20250624T000000Z"), "2025-06-22/2025-06-23"),
    ],
)
def test_ends_are_exclusive_and_zones_are_kept(tmp_path, lines, date):
    """An end is the moment after; whole days stay days, times keep their difference from UTC."""
    assert dates(tmp_path, "a.ics", calendar(*lines)) == [date]


def test_a_zone_that_is_none(tmp_path):
    """A name that is a folder to the system's time zones, or nothing to anybody, costs nothing but the zone."""
    for zone in ("America", "Nowhere"):
        assert dates(tmp_path, "a.ics", calendar(f"DTSTART;TZID={zone}:20250622T090000")) == ["2025-06-22T09:00"]
    table = opened(tmp_path, "a.ics", calendar("DTSTART;TZID=Nowhere:20250622T090000"))
    assert any("“Nowhere” is not known" in message for message in said(table))


def test_a_zone_of_the_file_is_used(tmp_path):
    """A time zone that nobody else knows counts as the file defines it."""
    zone = "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    zone += "TZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    text = calendar("DTSTART;TZID=Ours:20250622T090000", around=zone)
    assert dates(tmp_path, "a.ics", text) == ["2025-06-22T09:00+03:30"]


def test_what_a_calendar_says_is_kept(tmp_path):
    """Categories become a category or tags, links sources, places places, and ids last."""
    lines = ("DTSTART:20250622T090000Z", "UID:x1", "CATEGORIES:Agreement,Gas", "LOCATION:Ashgabat", "GEO:37.9;58.4")
    (event,) = events(tmp_path, "a.ics", calendar(*lines, "URL:https://a.org/x", "STATUS:TENTATIVE", "PRIORITY:1"))
    assert (event.id, event.category, event.tags, event.status, event.importance) == (
        "x1",
        "agree",
        ("Gas",),
        "planned",
        5,
    )
    assert (event.place.name, event.place.lat, event.place.lon) == ("Ashgabat", 37.9, 58.4)
    assert [source.url for source in event.sources] == ["https://a.org/x"]


def test_a_rule_without_an_end_stops(tmp_path):
    """Daily for ever gives a thousand dates and says so; exceptions are left out."""
    table = opened(
        tmp_path, "a.ics", calendar("DTSTART:20000101T090000Z", "RRULE:FREQ=DAILY", "EXDATE:20000102T090000Z")
    )
    assert 990 <= len(table) <= 1_000
    assert table.event(1).date.text == "2000-01-03T09:00Z"
    (problem,) = table.problems
    assert ("repeats on" in problem.message, problem.kind) == (True, "value")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYWEEKNO=54",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE=1,2,3,4,5,6,7",
        "FREQ=YEARLY;COUNT=99999999999",
        "FREQ=NEVER",
    ],
)
def test_rules_that_never_come_to_an_end_do(tmp_path, rule):
    """Whatever a rule says, its first date is shown, soon."""
    assert dates(tmp_path, "a.ics", calendar("DTSTART:19000101T090000Z", f"RRULE:{rule}"))[0] == "1900-01-01T09:00Z"


def test_a_broken_event_does_not_cost_the_others(tmp_path):
    """Bad lines, bad dates and a missing end are reported; what can be read is."""
    bad = "BEGIN:VEVENT\r\nthis is no line\r\nSUMMARY:Lost\r\nDTSTART:2025-13-45\r\n"
    table = opened(
        tmp_path, "a.ics", calendar("DTSTART;VALUE=DATE:20250622").replace("BEGIN:VEVENT", bad + "BEGIN:VEVENT")
    )
    assert [table.event(row).title for row in range(len(table))] == ["Lost", "Talks"]
    assert {"It has no end; what there is of it was read.", "It has no start that can be read."} <= set(said(table))
    assert ("VEVENT 1", "One line of it cannot be read.") in [(p.field, p.message) for p in table.problems]


def test_a_fault_has_the_number_of_its_entry_however_many_dates_are_before_it(tmp_path):
    daily = ("UID:a", "DTSTART;VALUE=DATE:20250622", "RRULE:FREQ=DAILY;COUNT=5")
    late = ("END:VEVENT", "BEGIN:VEVENT", "UID:b", "SUMMARY:Late", "DTSTART:20250622T090000Z", "DTEND:20250621T090000Z")
    table = opened(tmp_path, "a.ics", calendar(*daily, *late))
    assert len(table) == 6
    [problem] = table.problems
    assert (problem.row, problem.id) == (2, "b")


def test_busy_times_are_told(tmp_path):
    """They are no events, and nothing of them gets into the event before."""
    busy = (
        "END:VEVENT\r\nBEGIN:VFREEBUSY\r\nSUMMARY:Busy\r\nFREEBUSY:19980415T133000Z/19980415T170000Z\r\nEND:VFREEBUSY"
    )
    table = opened(tmp_path, "a.ics", calendar("DTSTART;VALUE=DATE:20250622").replace("END:VEVENT", busy))
    assert [table.event(row).title for row in range(len(table))] == ["Talks"]
    assert [(p.field, p.message[:30]) for p in table.problems] == [("VFREEBUSY", "1 of its parts say who is busy")]


def test_an_end_before_the_start_is_left_out(tmp_path):
    """The event keeps its start, and the fault is told."""
    text = calendar("DTSTART;VALUE=DATE:20250622", "DTEND;VALUE=DATE:20250601")
    assert dates(tmp_path, "a.ics", text) == ["2025-06-22"]
    assert "It ends before it begins; the end was left out." in said(opened(tmp_path, "a.ics", text))


def test_a_real_calendar_opens(shared_data):
    """All of a large calendar opens, every recurrence within its bounds."""
    table = read(shared_data("ics/libical/2446.ics"))
    assert len(table) > 2_000
    assert (table.events["dated"]).mean() > 0.98
