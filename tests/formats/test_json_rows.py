"""What Arrow reads of our JSON is what is read record by record; whatever is unusual is left to that."""

import json

import msgspec
import pytest
from msgspec import Raw

from viewer.bundled import bundled
from viewer.events.gathering import tables_of
from viewer.events.records import EventRecord
from viewer.formats import json_rows, read
from viewer.formats.json_rows import in_parts, tables_of_usual

GOOD = {"id": "a", "title": "A"}


def raws(text):
    """Each member of a JSON list."""
    return msgspec.json.decode(text, type=list[Raw])


def plain(tables):
    """Tables as lists; in how many bits parts are counted does not matter."""
    return {name: table.to_pydict() for name, table in tables.items()}


def same(text):
    """Whether both ways come to the same."""
    events = raws(text)
    records = [msgspec.json.decode(event, type=EventRecord) for event in events]
    return plain(tables_of_usual(events)) == plain(tables_of(records))


def test_both_ways_come_to_the_same():
    """The bundled chronology, as it is written and without any space."""
    events = json.loads(bundled("data/events.json").read_bytes())["events"]
    assert same(json.dumps(events, indent=2))
    assert same(json.dumps(events, separators=(",", ":"), ensure_ascii=False))


@pytest.mark.parametrize(
    "event",
    [
        "{}",
        '{"id": null, "tags": [], "sources": null, "place": {}}',
        '{"place": {"lat": -0, "lon": 0.1e3}, "importance": 5}',
        '{"place": {"lat": 12.345678901234567890123, "lon": 1e-400}}',
        r'{"id": "\u0000\ud83d\ude00\/", "t\u0069tle": "é\n"}',
        '{"participants": [{}, {"country": "FRA"}], "alternative_dates": [{"date": "1900"}]}',
    ],
)
def test_what_is_rare_is_read_the_same(event):
    """Absent and empty values, numbers in every spelling, escapes also in names of fields."""
    assert same(f"[{event}, {event}]")


@pytest.mark.parametrize(
    "event",
    [
        "null",
        "5",
        "[]",
        '{"more": 1}',
        '{"id": 5}',
        '{"id": "a", "id": "b"}',
        '{"importance": 0}',
        '{"importance": 6}',
        '{"importance": 3.0}',
        '{"place": {"lat": 90.5, "lon": 0}}',
        '{"place": {"lat": 1e999, "lon": 0}}',
        '{"tags": [null]}',
        '{"sources": [null]}',
        '{"relations": [[]]}',
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_what_is_unusual_is_left_to_others(event, place):
    """Wherever it stands; a null that no object holds would end the program in Arrow."""
    events = [json.dumps(GOOD)]
    events.insert(place, event)
    assert tables_of_usual(raws(f"[{','.join(events)}]")) is None


def test_very_long_events_are_left_to_others(monkeypatch):
    """A copy of them would take as much memory as they do."""
    monkeypatch.setattr(json_rows, "_MOST", 1_000)
    event = json.dumps(GOOD | {"summary": "x" * 400})
    assert tables_of_usual(raws(f"[{event}, {event}]"))
    assert tables_of_usual(raws(f"[{event}, {event}, {event}]")) is None


def test_a_faulty_event_leaves_others_to_arrow():
    """Only the part that it stands in is read record by record."""
    events = [json.dumps(GOOD)] * 2_500
    events[1_700] = "5"
    assert [(len(part), tables is None) for part, tables in in_parts(raws(f"[{','.join(events)}]"))] == [
        (1_000, False),
        (1_000, True),
        (500, False),
    ]


def test_rows_are_counted_through_however_they_were_read(tmp_path):
    """Two thousand events and more, of which some are mended, one is none, and each has a tag of its own."""
    events = [{"id": f"e{n}", "title": "A", "tags": [f"tag {n}"], "importance": 1 + n % 5} for n in range(12_500)]
    events[1_500]["importance"] = 9
    events[11_000] = 5
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": events}))
    table = read(path)
    assert [(problem.row, problem.field, problem.dropped) for problem in table.problems] == [
        (1_501, "importance", "field"),
        (11_001, "record", "event"),
    ]
    assert (len(table), table.read) == (12_499, 12_500)
    assert [table.event(row).tags for row in (0, 1_500, 10_999, 11_000, 12_498)] == [
        (f"tag {n}",) for n in (0, 1_500, 10_999, 11_001, 12_499)
    ]
