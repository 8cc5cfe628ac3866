"""What a plan is told before it is drawn."""

from dataclasses import replace
from datetime import date

from viewer.bundled import bundled
from viewer.events.query import Query
from viewer.formats import read
from viewer.session.time_shown import span_called
from viewer.store.frame import FrameStore
from viewer.ui.composing import Plan, crowding
from viewer.ui.pictures import Order


def test_a_crowd_in_a_small_part_of_the_time_is_told():
    """Sixty years of which the last four hold most; not when rows or a shorter time give room, or few are shown."""
    store, whole = FrameStore(read(bundled("data/events.json"))), Plan(Order())
    told = crowding(store, whole)
    assert "3 Jul 2024 – 20 Jan 2026" in told
    assert "rows" in told
    span = span_called("2023/2026", date(2026, 1, 31))
    assert not crowding(store, replace(whole, rows=3))
    assert not crowding(store, replace(whole, order=Order(span=span)))
    assert not crowding(store, replace(whole, order=Order(query=Query(text="monsoon"))))
