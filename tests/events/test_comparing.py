"""Two readings of one source compared: what the plain way of comparing finds, and ids that a reader had to make."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_table, an_event
from tests.store.strategies import DECLARED, event_lists
from viewer.events.comparing import Comparison, FieldChange, compared
from viewer.events.dates import parse
from viewer.events.event import AlternativeDate, Relation
from viewer.events.table import EventTable
from viewer.formats.applying import apply
from viewer.formats.mapping import Mapping, When
from viewer.formats.tables import read_pasted


def of(events):
    return EventTable.of(events, organisations=DECLARED)


def normal(event):
    """An event whose lists have no order."""
    parts = ("participants", "tags", "sources")
    return replace(event, **{name: tuple(sorted(getattr(event, name), key=repr)) for name in parts})


@settings(deadline=None)
@given(event_lists(), event_lists(), st.randoms())
def test_it_finds_what_comparing_each_event_with_each_finds(old, new, chance):
    chance.shuffle(new)
    before, after = of(old), of(new)
    was = {e.id: normal(e) for e in map(before.event, range(len(before)))}
    now = {e.id: normal(e) for e in map(after.event, range(len(after)))}
    found = compared(before, after)
    kinds = {(one.kind, one.id) for one in found.differences}
    assert kinds == (
        {("added", id_) for id_ in now.keys() - was.keys()}
        | {("removed", id_) for id_ in was.keys() - now.keys()}
        | {("changed", id_) for id_ in was.keys() & now.keys() if was[id_] != now[id_]}
    )
    assert (found.added + found.changed + found.removed, found.renamed) == (len(kinds), ())
    assert all(one.fields for one in found.differences if one.kind == "changed")


@settings(deadline=None)
@given(event_lists(), st.randoms())
def test_the_order_of_events_and_of_their_parts_is_no_change(events, chance):
    turned = [replace(e, participants=e.participants[::-1], tags=e.tags[::-1], sources=e.sources[::-1]) for e in events]
    chance.shuffle(turned)
    assert compared(of(events), of(turned)).is_empty


def test_each_field_is_told_before_and_after():
    old = [an_event("a"), an_event("b", who=("FRA", ("DEU", "target")), part_of="a", at="1914")]
    new = [
        an_event("a", alternative_dates=(AlternativeDate(parse("1920"), "Reuters"),)),
        an_event("b", who="FRA", at="1914/1918", relations=(Relation("follows", "a"),)),
    ]
    first, second = compared(of(old), of(new)).differences
    assert first.fields == (FieldChange("other dates", "", "1920 Reuters"),)
    assert second.fields == (
        FieldChange("date", "1914", "1914/1918"),
        FieldChange("participants", "DEU (target); FRA (participant)", "FRA (participant)"),
        FieldChange("part of", "a", ""),
        FieldChange("relations", "", "follows a"),
    )


def test_what_was_found_is_said_in_words():
    assert Comparison().in_words() == "no event has changed"
    assert Comparison(1, 0, 2000).in_words() == "1 event added, 2,000 removed"
    assert Comparison(changed=3).in_words() == "3 events changed"


MAPPING = Mapping(title="{what}", start=When(("when",)), url="link", summary=("note",))


def pasted(*rows):
    """A table without ids."""
    return apply(MAPPING, read_pasted("\n".join(["what\twhen\tlink\tnote", *rows])))


SIGNED = "Treaty signed\t1919-06-28\thttps://example.org/1\tat noon"
OTHER = "Talks\t1920-01-01\thttps://example.org/2\t"


def test_events_without_ids_of_their_own_are_known_by_what_else_they_say():
    before = pasted(SIGNED, OTHER)
    moved = compared(before, pasted(OTHER, SIGNED.replace("06-28", "06-29")))
    [one] = moved.differences
    assert (one.kind, one.fields) == ("changed", (FieldChange("date", "1919-06-28", "1919-06-29"),))
    [(was, now)] = moved.renamed
    assert (was, now) == (before.event(0).id, one.id)
    renamed = compared(before, pasted(SIGNED.replace("signed", "initialled"), OTHER))
    assert [(d.kind, d.fields[0].field) for d in renamed.differences] == [("changed", "title")]
    grown = compared(before, pasted(SIGNED, "Notes\t1919\t\t", OTHER))
    assert [(d.kind, d.title) for d in grown.differences] == [("added", "Notes")]


def test_what_could_be_one_of_several_is_not_paired():
    before = pasted("Talks\t1919\t\t", "Talks\t1920\t\t")
    found = compared(before, pasted("Talks\t1921\t\t", "Talks\t1922\t\t"))
    assert (found.added, found.changed, found.removed) == (2, 0, 2)


def test_empty_tables_can_be_compared():
    nothing = EventTable.of([])
    assert compared(nothing, nothing).is_empty
    assert compared(nothing, a_table()).added == compared(a_table(), nothing).removed == 3
