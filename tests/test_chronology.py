"""The bundled chronology says what its sources say, disputes included."""

import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from viewer import formats
from viewer.bundled import bundled
from viewer.events import vocabulary
from viewer.events.dates import parse

CHRONOLOGY = json.loads(bundled("data/events.json").read_text("utf-8"))
EVENTS = {event["id"]: event for event in CHRONOLOGY["events"]}
SERIES = {series["id"]: series for series in CHRONOLOGY["indicators"]}
SOURCES = [source for event in EVENTS.values() for source in event["sources"]]
SOURCES += [point["source"] for series in SERIES.values() for point in series["points"]]
END = parse("2026-01-31").end_max


def countries(event_id, role=None):
    """Codes of the countries that take part in an event, in one role or in any."""
    people = EVENTS[event_id]["participants"]
    return {p["country"] for p in people if "country" in p and role in (None, p["role"])}


def organisations(event_id):
    return {p["organisation"] for p in EVENTS[event_id]["participants"] if "organisation" in p}


@pytest.mark.parametrize(
    ("event_id", "date", "states", "bodies"),
    [
        ("igc-9-moscow-2024", "2024-12-02/2024-12-04", {"PAK", "RUS"}, {"PK-RU-IGC"}),
        ("iran-israel-conflict-2025", "2025-06-13/2025-06-24", {"IRN", "ISR", "USA", "QAT"}, {"IDF", "IRGC"}),
        ("ceasefire-effective-2025", "2025-06-24", {"IRN", "ISR", "USA", "QAT"}, set()),
        (
            "eco-drr-10-islamabad-2026",
            "2026-01-21/2026-01-22",
            {"PAK", "TUR", "AZE", "IRN", "KGZ", "TJK", "TKM", "UZB"},
            {"ECO", "NDMA"},
        ),
    ],
)
def test_the_four_events_it_is_all_about(event_id, date, states, bodies):
    """The commission, the war, its ceasefire and the ministerial meeting stand with date, participants, first rank."""
    event = EVENTS[event_id]
    assert event["date"] == date
    assert event["importance"] == 5
    assert countries(event_id) == states
    assert organisations(event_id) == bodies
    assert len(event["sources"]) >= 3


# Every date on which the sources disagree: the date chosen, and the others that must stay beside it.
DISPUTED_DATES = {
    "us-strikes-iran-2025": ("2025-06-22", ["2025-06-21"]),
    "ceasefire-announced-2025": ("2025-06-23", ["2025-06-24"]),
    "ceasefire-effective-2025": ("2025-06-24", ["2025-06-23"]),
    "iran-israel-conflict-2025": ("2025-06-13/2025-06-24", ["2025-06-12/2025-06-24"]),
    "israel-opening-strikes-2025": ("2025-06-13", ["2025-06-12"]),
    "g7-statement-2025": ("2025-06-16", ["2025-06-17"]),
    "snapback-effective-2025": ("2025-09-28", ["2025-09-27"]),
    "first-crude-cargo-2023": ("2023-06-11", ["2023-06-12"]),
    "lpg-torkham-2023": ("2023-06-13", ["2023-06-12"]),
    "fedorov-interview-2025": ("2025-06-30", ["2025-07-02"]),
    "eco-drr-9-dushanbe-2024": ("2024-09-17", ["2024-09-16"]),
    "igc-5-moscow-2017": ("2017-11", ["2017-12-01"]),
    "rcd-founded-1964": ("1964-?07", ["1964", "1962"]),
    "psm-built-1970s": ("197X", ["1973", "1971", "1980/1983"]),
    "eco-enlarged-1992": ("1992-11-28", ["1992"]),
    "iran-law-iaea-2025": ("2025-06-25/2025-07-02", ["2025-06-25", "2025-07-01", "2025-07-02"]),
    "iaea-resolution-nov-2025": ("2025-11-20", ["2025-11-19"]),
    "khamenei-refusal-2025": ("2025-06-18", ["2025-06-20"]),
    "resolution-2231-lapse-2025": ("2025-10-18", ["2025-10-17"]),
    "eco-interior-tehran-2025": ("2025-10-27/2025-10-28", ["2025-10-28"]),
    "freight-pilot-august-2025": ("2025-08", ["2025-03", "2025-06-22"]),
}


@pytest.mark.parametrize("event_id", DISPUTED_DATES)
def test_disputed_dates_keep_all_their_versions(event_id):
    """Where sources disagree on the date, the others are kept with their basis, and a note explains."""
    event = EVENTS[event_id]
    date, others = DISPUTED_DATES[event_id]
    assert event["date"] == date
    assert [other["date"] for other in event["alternative_dates"]] == others
    assert all(other["basis"] for other in event["alternative_dates"])
    assert event["date_note"]


def test_no_other_event_has_alternative_dates():
    """The table above is complete."""
    assert {i for i, event in EVENTS.items() if "alternative_dates" in event} == set(DISPUTED_DATES)


@pytest.mark.parametrize(
    ("event_id", "words"),
    [
        ("trade-fy2024", ["97 percent", "770 million"]),
        ("trade-jul24-may25", ["one billion"]),
        ("draft-resolution-june-2025", ["draft only", "vote or adoption"]),
        ("iran-toll-1060-2025", ["28 or 29", "fits Iran only"]),
        ("iran-israel-conflict-2025", ["1,062", "1,190"]),
        ("fatemi-lavrov-2025", ["Ten days before", "only dated"]),
        ("putin-calls-13-june-2025", ["one article alone"]),
        ("steel-mill-agreed-2025", ["new mill", "old one"]),
        ("psm-protocol-2025", ["new mill", "old one"]),
        ("freight-pilot-august-2025", ["no source seen shows that the train ran"]),
        ("eco-drr-10-islamabad-2026", ["all ten", "eight", "Kazakhstan", "Kabul"]),
        ("eco-islamabad-declaration-2026", ["2025", "January 2026"]),
        ("fedorov-interview-2025", ["Federov", "Fedorov", "50 percent"]),
        ("iaea-noncompliance-2025", ["Burkina Faso", "Venezuela"]),
        ("unsc-vote-19-sept-2025", ["wrongly"]),
        ("india-pakistan-ceasefire-2025", ["9 May"]),
        ("al-udeid-attack-2025", ["19 (Qatari officials)", "02:45"]),
        ("ceasefire-breaches-2025", ["contested"]),
    ],
)
def test_conflicting_reports_are_told(event_id, words):
    """What the sources contradict each other about is said in the note, in so many words."""
    note = EVENTS[event_id]["date_note"]
    assert not [word for word in words if word not in note]


@pytest.mark.parametrize(
    ("status", "ids"),
    [
        (
            "disputed",
            {
                "trade-fy2024",
                "trade-jul23-may24",
                "trade-jul24-may25",
                "ceasefire-breaches-2025",
                "resolution-2231-lapse-2025",
                "ashgabat-forum-2025",
            },
        ),
        ("claimed", {"iran-toll-1060-2025", "hormuz-vote-2025", "discounted-crude-announced-2022"}),
        ("planned", {"freight-pilot-august-2025"}),
    ],
)
def test_what_is_not_confirmed_says_so(status, ids):
    """Exactly these events are less than confirmed."""
    assert {i for i, event in EVENTS.items() if event["status"] == status} == ids


def test_nothing_lies_beyond_the_coverage():
    """Events and figures end with January 2026, and the metadata says what is left out after it."""
    dates = [event["date"] for event in EVENTS.values()]
    dates += [point["date"] for series in SERIES.values() for point in series["points"]]
    assert max(parse(date).end_max for date in dates) <= END
    coverage = CHRONOLOGY["metadata"]["coverage"]
    assert coverage["to"] == "2026-01"
    assert "28 February 2026" in coverage["note"]


def test_size_is_as_advertised():
    """About a hundred events and sixteen series of figures."""
    assert 95 <= len(EVENTS) <= 115
    assert len(SERIES) == 16
    assert sum(len(series["points"]) for series in SERIES.values()) == 58


def test_ids_are_unique():
    """One id, one event; one id, one series."""
    assert len(EVENTS) == len(CHRONOLOGY["events"])
    assert len(SERIES) == len(CHRONOLOGY["indicators"])
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) for i in [*EVENTS, *SERIES])


def test_events_stand_in_order_of_time():
    """The file reads from the earliest event to the latest."""
    starts = [parse(event["date"]).start_min for event in EVENTS.values()]
    assert starts == sorted(starts)


def test_a_whole_comes_before_its_parts_and_a_cause_before_its_answer():
    """Within one day the order of the file is the order of things, so that stepping through it makes sense."""
    position = {event_id: index for index, event_id in enumerate(EVENTS)}
    for event_id, event in EVENTS.items():
        earlier = [relation["id"] for relation in event.get("relations", [])]
        earlier += [event["part_of"]] if "part_of" in event else []
        assert all(position[other] < position[event_id] for other in earlier)


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_event_is_whole(event):
    """Short title, prose summary, known codes, a place on earth, an importance, a tag, a source."""
    assert 0 < len(event["title"]) <= 80
    assert event["summary"].endswith(".")
    assert event["category"] in vocabulary.CATEGORY_CODE
    assert event["status"] in vocabulary.STATUSES
    assert event["importance"] in range(1, 6)
    assert event["participants"]
    assert event["sources"]
    assert event["tags"] == sorted(set(event["tags"]), key=str.casefold) != []
    for participant in event["participants"]:
        assert participant["role"] in vocabulary.ROLES
        assert participant.get("country", "PAK") in vocabulary.countries()
        assert participant.get("organisation", "ECO") in vocabulary.organisations()
    named = [p.get("country") or p["organisation"] for p in event["participants"]]
    assert len(set(named)) == len(named)
    if "place" in event:
        assert -90 <= event["place"]["lat"] <= 90
        assert -180 <= event["place"]["lon"] <= 180


def test_states_take_part_only_while_they_exist():
    """No withdrawn state acts after its end."""
    for event_id, event in EVENTS.items():
        for code in countries(event_id):
            until = vocabulary.countries()[code].until
            assert until is None or parse(event["date"]).start_min < parse(until).end_max


def test_relations_lead_to_earlier_events():
    """Whatever an event follows, answers, ends or carries out is in the file and did not begin after it."""
    for event in EVENTS.values():
        for relation in event.get("relations", []):
            assert relation["type"] in vocabulary.RELATIONS
            assert parse(EVENTS[relation["id"]]["date"]).start_min <= parse(event["date"]).start_min


def test_parts_lie_within_their_whole():
    """An event that is part of another happened while that one lasted."""
    for event in EVENTS.values():
        if "part_of" in event:
            whole, part = parse(EVENTS[event["part_of"]]["date"]), parse(event["date"])
            assert whole.start_min <= part.start_min
            assert part.end_max <= whole.end_max


def test_the_thread_of_the_war_holds_together():
    """The truce ends the war, carries out the announcement, and the draft answers the American strikes."""
    links = {(i, r["type"], r["id"]) for i, event in EVENTS.items() for r in event.get("relations", [])}
    assert ("ceasefire-effective-2025", "ends", "iran-israel-conflict-2025") in links
    assert ("ceasefire-effective-2025", "implements", "ceasefire-announced-2025") in links
    assert ("draft-resolution-june-2025", "responds-to", "us-strikes-iran-2025") in links
    assert ("india-pakistan-ceasefire-2025", "ends", "india-pakistan-clash-2025") in links
    assert sum(event.get("part_of") == "iran-israel-conflict-2025" for event in EVENTS.values()) >= 30


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source["publisher"])
def test_every_source_can_be_cited(source):
    """A publisher, a web address, a headline or plainly none, a day of publication or plainly none."""
    assert source["publisher"].strip()
    address = urlsplit(source["url"])
    assert address.scheme in ("http", "https")
    assert address.hostname
    assert source["title"] is None or source["title"].strip()
    assert source["published"] is None or parse(source["published"]).end_max <= END


def test_headlines_are_headlines():
    """A source has a title only where its headline was seen; nothing worded from an address passes for one."""
    untitled = [source for source in SOURCES if source["title"] is None]
    assert len(untitled) == 170
    assert not [
        s for s in SOURCES if s["title"] and re.search(r"\((described|sub-headline shown|Russian)\)", s["title"])
    ]


def test_every_figure_has_unit_kind_and_source():
    """Indicators carry numbers that can be traced, in order of time."""
    for series in SERIES.values():
        assert series["name"]
        assert series["unit"]
        for point in series["points"]:
            assert point["value"] > 0
            assert point["kind"] in ("reported", "derived", "lower-bound", "cumulative")
            assert parse(point["date"]).start_min < parse(point["date"]).end_max
        ends = [parse(point["date"]).end_max for point in series["points"]]
        assert ends == sorted(ends)


def test_the_two_compilers_of_trade_stay_apart():
    """Central-bank and ministry figures are separate series; 236 million stands beside 1,810."""
    bank = [point["value"] for point in SERIES["pk-ru-trade-sbp"]["points"]]
    ministry = [point["value"] for point in SERIES["pk-ru-trade-commerce"]["points"]]
    assert bank == [1040, 1810, 236]
    assert 920 in ministry
    assert not set(bank) & set(ministry)


def test_it_opens_without_a_single_problem():
    """The program's own reader accepts every value, and none is lost on the way."""
    table = formats.read(bundled("data/events.json"))
    assert table.problems == ()
    assert [table.event(row).id for row in range(len(table.events))] == list(EVENTS)
    assert [series.id for series in table.series] == list(SERIES)


def test_tags_are_shared():
    """A tag that only one event has would not thread anything."""
    counts = Counter(tag for event in EVENTS.values() for tag in event["tags"])
    assert min(counts.values()) >= 2


def test_the_file_is_tidy():
    """UTF-8, two spaces, one order of keys, so that a change shows as a small difference."""
    text = bundled("data/events.json").read_text("utf-8")
    assert text == json.dumps(CHRONOLOGY, ensure_ascii=False, indent=2) + "\n"
    order = "id title summary date date_note alternative_dates category status participants place importance tags"
    order = [*order.split(), "part_of", "relations", "sources"]
    assert all(list(event) == [key for key in order if key in event] for event in EVENTS.values())
