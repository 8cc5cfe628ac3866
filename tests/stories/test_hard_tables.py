"""Whatever stands in a table, the session answers, the picture is sound, and every event is in it."""

from dataclasses import replace

import pytest

from tests.session.fakes import ROOM, Desk
from tests.stories import hard_tables
from viewer.events.query import FacetFilter, Query
from viewer.store.frame import FrameStore


def country(value):
    return Query(facets=(("country", FacetFilter((value,))),))


def a_session(table):
    """A session that has opened a table and shows it."""
    session = Desk().session
    session.adopt(FrameStore(table))
    session.give_room(ROOM)
    return session


def assert_sound(session):
    """All that matches is counted, in the facets and in the picture; at the widest and at the narrowest view."""
    answers = session.answers
    totals, layout = answers.totals.value, answers.layout.value
    assert totals.shown + totals.undated + totals.hidden == totals.total
    assert sum(value.count for value in answers.facets.value["category"]) == totals.shown + totals.undated
    assert int(layout.overview(200).sum()) == totals.shown
    for span in (layout.extent, layout.extent.zoomed(1e-6, layout.extent.middle)):
        scene = layout.scene(span, 1200, 600)
        assert scene.complete
    scene = layout.scene(layout.extent, 1200, 600)
    assert len(scene.glyphs) + len(scene.groups) > 0 or not totals.shown


@pytest.mark.parametrize("count", [0, 1, 400])
@pytest.mark.parametrize("shape", hard_tables.SHAPES, ids=lambda shape: shape.__name__)
def test_every_event_is_there(shape, count):
    """None, one, and a crowd."""
    count = min(count, 60) if shape is hard_tables.long_labels else count
    session = a_session(hard_tables.table_of(shape, count))
    assert session.answers.totals.value.shown == count
    assert_sound(session)


@pytest.mark.parametrize("shape", hard_tables.SHAPES, ids=lambda shape: shape.__name__)
def test_a_filter_that_flips_at_every_key(shape):
    """In the end what was asked last is shown."""
    session = a_session(hard_tables.table_of(shape, 40))
    view = session.view
    for number in range(20):
        session.show(replace(view, query=country("PAK") if number % 2 else Query(text="Event 1")))
        session.show(replace(view, query=Query()))
    session.show(replace(view, query=country("PAK")))
    assert session.answers.totals.fresh
    assert session.answers.totals.value.shown == (40 if shape is hard_tables.one_lane else 10)
    assert_sound(session)
