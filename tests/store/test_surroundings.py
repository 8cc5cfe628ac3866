"""What is around an event: typed links from both ends, the whole and its parts, the same countries near in time."""

from tests.builders import a_table, an_event
from viewer.events.event import Relation
from viewer.store.frame import FrameStore


def around(store, event_id):
    """How and to whom an event is linked."""
    return [(link.how, link.id) for link in store.context(event_id).links]


def test_relations_read_from_both_ends():
    """Each type of relation has words for either direction; outgoing ones come first."""
    kinds = {
        "follows": ("follows", "followed by"),
        "responds-to": ("responds to", "answered by"),
        "ends": ("ends", "ended by"),
        "implements": ("implements", "implemented by"),
    }
    targets = [an_event(kind, at="2020") for kind in kinds]
    later = an_event("later", at="2021", relations=tuple(Relation(kind, kind) for kind in kinds))
    store = FrameStore(a_table(*targets, later))
    assert around(store, "later") == [(outgoing, kind) for kind, (outgoing, _) in kinds.items()]
    for kind, (_, incoming) in kinds.items():
        assert around(store, kind) == [(incoming, "later")]


def test_whole_and_parts():
    """A part names its whole, the whole its parts in the order of the file."""
    store = FrameStore(
        a_table(
            an_event("war", at="2025-06"),
            an_event("second", at="2025-06-14", part_of="war"),
            an_event("first", at="2025-06-13", part_of="war"),
        )
    )
    assert around(store, "war") == [("includes", "second"), ("includes", "first")]
    assert around(store, "first") == [("part of", "war")]


def test_same_countries_nearest_first():
    """Events that share two countries, by distance of their beginnings; one shared country is not enough."""
    store = FrameStore(
        a_table(
            an_event("here", at="2020-06-15", who=("PAK", "RUS", "ECO")),
            an_event("far", at="2025", who=("PAK", "RUS")),
            an_event("near", at="2020-06-10", who=("RUS", "PAK", "IRN")),
            an_event("one", at="2020-06-15", who=("PAK", "ECO")),
            an_event("undated", at=None, who=("PAK", "RUS")),
        )
    )
    assert around(store, "here") == [("same countries", "near"), ("same countries", "far")]
    assert around(store, "undated") == around(store, "one") == []


def test_open_ends_do_not_push_an_event_away():
    """What goes on for ever is as near as its beginning."""
    store = FrameStore(
        a_table(
            an_event("here", at="2020-06", who=("PAK", "RUS")),
            an_event("ongoing", at="2020-05/..", who=("PAK", "RUS")),
            an_event("old", at="2010", who=("PAK", "RUS")),
        )
    )
    assert [other for _, other in around(store, "here")] == ["ongoing", "old"]


def test_an_event_is_named_once():
    """What is linked already is not repeated as being near; links carry title and category."""
    store = FrameStore(
        a_table(
            an_event("a", "Pact", at="2020", who=("PAK", "RUS"), category="agree"),
            an_event("b", "Visit", at="2021", who=("PAK", "RUS"), relations=(Relation("implements", "a"),)),
        )
    )
    assert [tuple(link) for link in store.context("b").links] == [("implements", "a", "Pact", "agree")]


def test_the_list_is_bounded():
    """A whole of a thousand parts, and a thousand meetings of two countries, stay short."""
    parts = [an_event(f"p{n}", at=f"{1000 + n}", who=("PAK", "RUS"), part_of="war") for n in range(200)]
    store = FrameStore(a_table(an_event("war", at="1100", who=("PAK", "RUS")), *parts))
    links = around(store, "war")
    assert [how for how, _ in links] == ["includes"] * 50 + ["same countries"] * 6
    assert len({other for _, other in links}) == len(links)
    assert len(around(store, "p7")) == 7


def test_unknown_event_has_no_surroundings():
    """An id that is not in the table is no error."""
    assert around(FrameStore(a_table()), "nobody") == []
