"""Rows that look alike are found, and merging them loses nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_table, an_event
from viewer.events import duplicates
from viewer.events.duplicates import alike, merged
from viewer.events.event import Relation, Source

DATES = ["1990-10-03", "1991", None]
TITLES = [
    "Treaty of unity signed",
    "Treaty of unity  signed.",
    "Treaty of unity sigend",
    "Resolution 12",
    "Resolution 13",
]


@st.composite
def tables(draw):
    """A few events out of few dates and titles, so that many look alike."""
    events = []
    for number in range(draw(st.integers(1, 7))):
        who = draw(st.lists(st.sampled_from(["FRA", "DEU", ("DEU", "host")]), unique=True))
        sources = draw(st.lists(st.sampled_from(["Times", "Monde", Source("Zeit", "T", "https://zeit.de/a")])))
        tags = tuple(draw(st.lists(st.sampled_from("xyz"), unique=True)))
        at, title = draw(st.sampled_from(DATES)), draw(st.sampled_from(TITLES))
        earlier = tuple(Relation("follows", f"e{draw(st.integers(0, number - 1))}") for _ in range(number > 0))
        events.append(an_event(f"e{number}", title, at=at, who=who, sources=sources, tags=tags, relations=earlier))
    return a_table(*events)


def test_a_slip_and_another_case_are_alike_but_another_number_is_not():
    table = a_table(*(an_event(f"e{n}", title, at="1990") for n, title in enumerate(TITLES)))
    [group] = alike(table)
    assert group.rows == (0, 1, 2)
    assert group.why == "same date and title, same date, similar titles"


def test_who_takes_part_is_looked_up_once_for_each_event(monkeypatch):
    """However many titles of a day are nearly the same."""
    asked, look_up = [], duplicates._parties
    monkeypatch.setattr(duplicates, "_parties", lambda table, row: asked.append(row) or look_up(table, row))
    titles = [f"Meeting of the council {a}{b}" for a in "abcde" for b in "abcde"]
    [group] = alike(a_table(*(an_event(f"e{n}", title, at="1990") for n, title in enumerate(titles))))
    assert group.rows == tuple(range(25))
    assert sorted(asked) == list(range(25))


def test_titles_that_differ_by_a_slip_are_alike_only_among_the_same():
    talks = [("Talks with Iran", "IRN"), ("Talks with Iraq", "IRQ"), ("Talks wiht Iraq", "IRQ")]
    table = a_table(*(an_event(f"e{n}", title, at="1990", who=(who,)) for n, (title, who) in enumerate(talks)))
    assert [group.rows for group in alike(table)] == [(1, 2)]


def test_another_day_or_no_day_is_another_event():
    table = a_table(*(an_event(f"e{n}", TITLES[0], at=at) for n, at in enumerate([None, None, "1990", "1991"])))
    assert alike(table) == ()


def test_a_repeated_id_is_found_by_the_number_it_was_given():
    table = a_table(
        an_event("a", "One", at="1990"), an_event("a-2", "Two", at="1990"), an_event("a-3", "ONE", at="1991")
    )
    [group] = alike(table)
    assert (group.rows, group.why) == ((0, 1, 2), "same id")
    [one] = list(merged(table, [group.rows]).records())
    assert [(a.date, a.basis) for a in one.alternative_dates] == [("1991", "Record a-3")]
    assert one.summary == "Also called: Two\n\nAlso called: ONE"


def test_a_number_after_an_id_alone_makes_no_twins():
    """A second treaty of a pair, of another name and year or of none, is another treaty."""
    pact = [("pact", "One", "1990"), ("pact-2", "Two", "1991"), ("pact-3", "Three", None), ("b-2", "Four", None)]
    treaty = [("treaty", "Five", None), ("treaty-2", "Six", None)]
    assert alike(a_table(*(an_event(id_, title, at=at) for id_, title, at in pact + treaty))) == ()


def test_ids_that_a_reader_made_say_nothing():
    made = "e" + "0" * 16
    table = a_table(an_event(made, TITLES[0], at="1990"), an_event(f"{made}-2", TITLES[0], at="1990"))
    [group] = alike(table)
    assert group.why == "same date and title"


@settings(max_examples=60, deadline=None)
@given(tables())
def test_merging_loses_no_source_participant_or_tag_and_keeping_changes_nothing(table):
    """Whatever is merged: sums stay, references lead to events that are there, and the table given stays as it was."""
    before = list(table.records())
    assert merged(table, []) is table
    groups = [group.rows for group in alike(table)]
    once = merged(table, groups)
    assert list(table.records()) == before
    assert len(once) == len(table) - sum(len(rows) - 1 for rows in groups)
    members = {rows[0]: rows for rows in groups}
    after = {record.id: record for record in once.records()}
    for row, record in enumerate(before):
        kept = after[before[next((first for first, rows in members.items() if row in rows), row)].id]
        for name in ("participants", "sources", "tags"):
            assert all(item in (getattr(kept, name) or []) for item in getattr(record, name) or [])
    ids = set(after)
    assert all(link.id in ids - {record.id} for record in after.values() for link in record.relations or [])
    assert once.problems == table.problems
