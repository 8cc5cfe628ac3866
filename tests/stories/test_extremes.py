"""Chronologies that no one would make on purpose, in the whole window: a picture, a zoom, a filter, a selection."""

from dataclasses import replace

import numpy as np
import pytest

from tests.benchmarks.filters import column, popular, table_of
from viewer.events.dates import DateFlag
from viewer.events.query import FacetFilter, Query
from viewer.session import moves
from viewer.store.frame import FrameStore

MANY = 60_000
YEAR = 31_556_952


def placed(count, start, end, flags=0):
    """A table of dated events at the given bounds (arrays or numbers, seconds)."""
    table = table_of(count)
    bounds = {"start_min": start, "start_max": start, "end_min": end, "end_max": end, "flags": flags, "dated": True}
    events = table.events.assign(**{name: np.broadcast_to(value, count) for name, value in bounds.items()})
    events["flags"] = events["flags"].astype(np.uint16)
    return replace(table, events=events)


def one_second():
    return placed(MANY, 0, 1)


def all_time_and_instants():
    start = np.sort(np.random.default_rng(1).integers(0, 10 * YEAR, MANY))
    start[0], end, flags = -10_000 * YEAR, start + 86_400, np.zeros(MANY, np.uint16)
    end[0], flags[0] = 10_000 * YEAR, DateFlag.INTERVAL
    return placed(MANY, start, end, flags)


def ten_billion_years():
    start = np.sort(np.random.default_rng(1).integers(-10_000_000_000 * YEAR // 2, 5_000_000_000 * YEAR, MANY))
    return placed(MANY, start, start + 1)


def a_second_in_all():
    return placed(MANY, np.arange(MANY) % 2, np.arange(MANY) % 2 + 1)


def one_lane():
    table = table_of(MANY)
    chance = np.random.default_rng(1)
    return replace(table, participants=table.participants.assign(code=popular(chance, 2 * MANY, ["PAK"])))


def long_titles():
    table = table_of(1_000)
    text = "A very long title à Téhéran. " * 3_500  # 100 kB
    import pyarrow as pa

    return replace(table, events=table.events.assign(title=column(pa.array([text] * 1_000, pa.large_string()))))


WORLDS = (one_second, all_time_and_instants, ten_billion_years, a_second_in_all, one_lane, long_titles)
FEW = (0, 1, 2)


def shown(window, qtbot):
    """Wait for all answers and paint."""
    answers = window.session.answers

    def settled():
        drawn = answers.layout.value is not None or (answers.totals.fresh and not answers.totals.value.shown)
        return window.session.waiting_since is None and drawn

    qtbot.waitUntil(settled, timeout=20_000)
    window.grab()


@pytest.mark.parametrize("world", [*WORLDS, *FEW], ids=lambda world: getattr(world, "__name__", str(world)))
def test_whatever_the_events_are_the_window_works(window, qtbot, world):
    """It shows them, zooms from everything to one second, filters, and counts none twice or not at all."""
    table = table_of(world) if isinstance(world, int) else world()
    session, canvas = window.session, window.stage.canvas
    session.adopt(FrameStore(table))
    shown(window, qtbot)
    totals = session.answers.totals.value
    assert totals.shown == len(session.store.marks())
    if not totals.shown:
        return
    scene = canvas.scene_shown()
    assert len(scene.glyphs) or scene.groups
    extent = session.answers.layout.value.extent
    for k in range(1, 30):
        moves.show_span(session, extent.zoomed(0.3**k, float(session.store.marks().start_min[-1])), "canvas")
        window.grab()
    window.stage.select(len(session.store.marks()) // 2)
    shown(window, qtbot)
    assert session.answers.details.value is not None
    country = session.answers.facets.value["country"][0].value
    session.show(replace(session.view, query=Query(facets=(("country", FacetFilter((country,))),)), span=None))
    shown(window, qtbot)
    assert session.answers.totals.value.shown <= totals.shown
