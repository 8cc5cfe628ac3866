"""Good rows open, and every bad value is reported once with row, field and remedy."""

import numpy as np
import pytest

from tests.builders import a_table, an_event
from viewer.events.dates import DateFlag, Precision
from viewer.events.event import Place, Relation, Source
from viewer.events.links import closing
from viewer.events.problems import LISTED, Problems
from viewer.events.records import (
    AlternativeRecord,
    EventRecord,
    ParticipantRecord,
    PlaceRecord,
    RelationRecord,
    SourceRecord,
)
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORY_CODE, STATUS_CODE, Organisation


def built(*fields, **head):
    """A table of raw records; each argument has the fields beyond id and title."""
    named = ({"id": chr(97 + n), "title": "T"} | given for n, given in enumerate(fields))
    return EventTable.build([EventRecord(**given) for given in named], **head)


def the_problem(table):
    """The only problem of a table."""
    (problem,) = table.problems
    assert problem.message
    assert problem.remedy
    return problem


@pytest.mark.parametrize(
    ("fields", "where", "dropped", "said"),
    [
        ({"id": None}, "id", "event", "no id"),
        ({"id": " "}, "id", "event", "no id"),
        ({"title": None}, "title", "event", "no title"),
        ({"title": "\t"}, "title", "event", "no title"),
        ({"date": "2025-02-30"}, "date", "field", "2025-02-30"),
        ({"date": "2025-06-24/2025-06-13"}, "date", "field", ""),
        ({"date": "1000000000000000000"}, "date", "field", ""),
        ({"date": ""}, "date", "field", ""),
        ({"category": "agre"}, "category", "", "agree"),
        ({"status": "confrimed"}, "status", "", "confirmed"),
        ({"participants": [ParticipantRecord("ZZZ")]}, "participants[0].country", "field", "ZZZ"),
        ({"participants": [ParticipantRecord("PAK"), ParticipantRecord("Iran")]}, "participants[1].country", "", "IRN"),
        ({"participants": [ParticipantRecord(None, "QQQ")]}, "participants[0].organisation", "", "QQQ"),
        ({"participants": [ParticipantRecord()]}, "participants[0].country", "field", "either"),
        ({"participants": [ParticipantRecord("PAK", None, "hots")]}, "participants[0].role", "", "host"),
        ({"participants": [ParticipantRecord("PAK")] * 2}, "participants[1].role", "field", "twice"),
        ({"place": PlaceRecord("X", 1.0)}, "place", "field", "belong together"),
        ({"part_of": "nobody"}, "part_of", "field", "nobody"),
        ({"part_of": "a"}, "part_of", "field", "itself"),
        ({"relations": [RelationRecord("follows", "nobody")]}, "relations[0].id", "field", "nobody"),
        ({"relations": [RelationRecord("before", "a")]}, "relations[0].type", "field", "before"),
        ({"relations": [RelationRecord(None, "a")]}, "relations[0].type", "field", "no type"),
        ({"sources": [SourceRecord(url="javascript:alert(1)")]}, "sources[0].url", "field", "http"),
        ({"sources": [SourceRecord(), SourceRecord(url="file:///x")]}, "sources[1].url", "field", "http"),
        ({"sources": [SourceRecord(url="http://")]}, "sources[0].url", "field", "http"),
        ({"sources": [SourceRecord(published="July")]}, "sources[0].published", "field", "July"),
        ({"alternative_dates": [AlternativeRecord("soon")]}, "alternative_dates[0].date", "field", "soon"),
        ({"alternative_dates": [AlternativeRecord()]}, "alternative_dates[0].date", "field", "no date"),
        ({"tags": ["\u202e"]}, "tags[0].tag", "field", "empty"),
        ({"tags": ["a\x00b"]}, "tags[0].tag", "", "control"),
        ({"summary": "a\x1b[31mb"}, "summary", "", "control"),
        ({"title": "abc\u202ecba"}, "title", "", "direction"),
        ({"title": "two\nlines"}, "title", "", "control"),
    ],
)
def test_each_fault_is_reported_with_its_field(fields, where, dropped, said):
    """One fault, one problem: row, field, what is wrong, what to do, what was left out."""
    problem = the_problem(built(fields))
    assert (problem.row, problem.field, problem.dropped) == (1, where, dropped)
    assert said in problem.message + problem.remedy


def test_good_rows_open_beside_bad_ones():
    """Bad events are left out, the others keep what belongs to them, links included."""
    table = built(
        {"title": "", "tags": ["lost"]},
        {"participants": [ParticipantRecord("PAK")], "tags": ["kept"]},
        {"id": "b"},
        {"part_of": "b", "relations": [RelationRecord("follows", "b")], "sources": [SourceRecord("APP")]},
    )
    assert [p.row for p in table.problems] == [1, 3]
    assert table.read == 4
    assert table.events["id"].tolist() == ["b", "d"]
    assert table.event(0).tags == ("kept",)
    assert table.event(1).part_of == "b"
    assert table.event(1).relations == (Relation("follows", "b"),)
    assert table.event(1).sources == (Source("APP"),)


def test_an_event_with_a_bad_date_opens_without_one():
    """The text of the date is kept in the note, so that nothing is lost."""
    event = built({"date": "2025-02-30", "date_note": "Sources differ."}).event(0)
    assert event.date is None
    assert event.date_note == "Sources differ. Date in the file: “2025-02-30”."


def test_a_title_of_100_kB_is_cut_and_kept_whole_in_the_summary():
    """The title stays readable, and no text is lost."""
    table = built({"title": "x" * 100_000, "summary": "Short."})
    event = table.event(0)
    assert the_problem(table).field == "title"
    assert len(event.title) == 500
    assert event.summary == "x" * 100_000 + "\n\nShort."


def test_disguised_text_becomes_plain():
    """Control characters and changes of direction are gone; scripts, marks and HTML are left as text."""
    title = "<b>سلام\u200c</b> \u202eevil\u202c \x07山"
    assert built({"title": title}).event(0).title == "<b>سلام\u200c</b> evil  山"


def test_circles_are_opened_where_they_close():
    """Of a circle of containers or of relations one link is left out, the rest stays."""
    table = built({"part_of": "b"}, {"part_of": "c"}, {"part_of": "a"})
    assert the_problem(table).field == "part_of"
    assert (table.events["part_of"] >= 0).sum() == 2
    follows = [[RelationRecord("follows", target)] for target in "bca"]
    table = built(*({"relations": links} for links in follows))
    assert the_problem(table).field == "relations[0].id"
    assert len(table.relations) == 2


def test_long_titles_beside_events_without_any_text():
    """What was cut off stands in the summary, before what stood there."""
    long = "x" * 600
    table = built({"title": long}, {"title": None}, {"title": long, "summary": "More."}, {"summary": "Plain."})
    assert [problem.row for problem in table.problems] == [1, 2, 3]
    assert table.events["summary"].tolist() == [long, f"{long}\n\nMore.", "Plain."]
    assert table.events["title"].str.len().tolist() == [500, 500, 1]


def test_long_chains_need_no_recursion():
    """A chain of 100,000 links forwards is no circle; one more link makes it one."""
    source = np.arange(100_000, dtype=np.int32)
    target = source + np.int32(1)
    assert closing(source, target) == []
    target[-1] = 0
    assert len(closing(source, target)) == 1


def test_declared_organisations_are_known():
    """A file may name its own organisations."""
    fields = {"participants": [ParticipantRecord(None, "QQQ")]}
    assert not built(fields, organisations=(Organisation("QQQ", "Quiet Quorum"),)).problems


def test_frames_have_the_documented_columns_and_types():
    """Rows are int32, bounds int64, codes small numbers; nothing is an object column."""
    table = a_table(
        an_event("a", at="2025-06", who=("PAK", "ECO"), place=Place("X", 1, 2), tags=("t",), sources=("S",))
    )
    kinds = table.events.dtypes.astype(str).to_dict()
    assert [kinds[name] for name in ("start_min", "flags", "precision", "category", "part_of", "lat")] == [
        "int64",
        "uint16",
        "uint8",
        "uint8",
        "int32",
        "float64",
    ]
    frames = (table.events, table.participants, table.sources, table.tags, table.relations, table.alternatives)
    assert not any(str(kind) == "object" for frame in frames for kind in frame.dtypes)
    assert all(str(frame["row"].dtype) == "int32" for frame in frames[1:])
    assert table.participants.astype(str).to_numpy().tolist() == [
        ["0", "country", "PAK", "participant"],
        ["0", "organisation", "ECO", "participant"],
    ]


def test_marks_are_sorted_and_leave_out_the_undated():
    """Entries by start, then row; codes, flags and the container bit as documented."""
    table = a_table(
        an_event("late", at="2025-06", category="agree", status="planned", importance=5),
        an_event("none", at=None),
        an_event("early", at="1900/1950", part_of="late"),
        an_event("twin", at="2025-06"),
    )
    marks = table.marks()
    assert marks.row.tolist() == [2, 0, 3]
    assert [marks.titles[n] for n in range(3)] == ["Title of early", "Title of late", "Title of twin"]
    assert marks.container.tolist() == [False, True, False]
    assert (marks.flags[0], marks.precision[1]) == (DateFlag.INTERVAL, Precision.MONTH)
    assert (marks.category[1], marks.status[1], marks.importance[1]) == (
        CATEGORY_CODE["agree"],
        STATUS_CODE["planned"],
        5,
    )
    assert (np.diff(marks.start_min) >= 0).all()


def test_an_empty_table_has_everything_but_events():
    """No records: all frames are there, the marks are empty."""
    table = EventTable.build([])
    assert len(table) == 0
    assert len(table.marks()) == 0
    assert len(table.marks().titles) == 0
    assert list(table.records()) == []
    with pytest.raises(IndexError):
        table.event(0)


def test_faults_of_many_kinds_keep_to_their_rows():
    """Each faulty value is reported where it stands, whatever the others are, and only so many are listed."""
    dates = ["soon", None, "2025", "later", "soon", "2025~", "later/2025"]
    table = built(*({"date": date, "participants": [ParticipantRecord(f"Z{date}")]} for date in dates))
    misdated = [(p.row, p.value) for p in table.problems if p.field == "date"]
    assert misdated == [(1, "soon"), (4, "later"), (5, "soon"), (7, "later/2025")]
    notes = [table.event(row).date_note for row in range(len(dates))]
    assert notes == [f"Date in the file: “{d}”." if d in ("soon", "later", "later/2025") else "" for d in dates]
    assert [p.value for p in table.problems if "country" in p.field] == [f"Z{date}" for date in dates]


def test_more_faults_than_are_listed_are_counted():
    """The list ends with the number of those that are not in it."""
    records = (EventRecord(id=str(n), title="T", date=f"day {n}") for n in range(LISTED + 7))
    table = EventTable.build(records)
    assert [p.row for p in table.problems[:LISTED]] == list(range(1, LISTED + 1))
    assert table.problems[-1].message == "7 more problems of the kind “Dates” are not listed."
    assert not table.events["dated"].any()


def test_a_problem_of_a_row_knows_its_event():
    """The reader of a table knows rows only; whoever lists the problem wants the title."""
    found = Problems()
    for row in (0, 1, 2, 9):
        found.add(row, "who", "X", "Wrong.", "Right it.")
    records = [EventRecord(id="a", title="Talks"), EventRecord(id="b", title="War")]
    table = EventTable.build(records, problems=found)
    assert [problem.id for problem in table.problems] == ["", "a", "b", ""]
    assert table.titles({"b", "c", ""}) == {"b": "War"}
