"""Small worlds for layouts: events given by days, arranged in lanes."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST, DateFlag
from viewer.events.marks import LaneRows, Marks, Texts
from viewer.timeline.rows import MARK
from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Layout

DAY = 86_400
NOW = 20_000.0 * DAY
WIDTH, HEIGHT = 1000.0, 700.0


@dataclass(frozen=True)
class Happening:
    """An event: days since 1970 (None for an open or unknown end), and the lanes it stands in."""

    begin: float | None
    end: float | None
    lanes: tuple[int, ...] = (0,)
    importance: int = 3
    lasting: bool = False
    label: float = 90.0
    container: bool = False
    category: int = 0


def arrays(happenings):
    """Marks and label widths, sorted by start as a table gives them, and the happenings in the same order."""
    ordered = sorted(happenings, key=lambda h: -np.inf if h.begin is None else h.begin)
    begin = [DISTANT_PAST if h.begin is None else int(h.begin * DAY) for h in ordered]
    end = [DISTANT_FUTURE if h.end is None else int(h.end * DAY) for h in ordered]
    flags = [
        DateFlag.INTERVAL * (h.lasting or h.begin is None or h.end is None)
        | DateFlag.OPEN_START * (h.begin is None)
        | DateFlag.OPEN_END * (h.end is None)
        for h in ordered
    ]
    zeros = np.zeros(len(ordered), np.uint8)
    marks = Marks(
        row=np.arange(len(ordered), dtype=np.int32),
        start_min=np.array(begin, np.int64),
        start_max=np.array(begin, np.int64),
        end_min=np.array(end, np.int64),
        end_max=np.array(end, np.int64),
        flags=np.array(flags, np.uint16),
        precision=zeros + np.uint8(3),
        importance=np.array([h.importance for h in ordered], np.uint8),
        category=np.array([h.category for h in ordered], np.uint8),
        status=zeros,
        container=np.array([h.container for h in ordered], bool),
        titles=Texts.of(f"event {k}" for k in range(len(ordered))),
    )
    return marks, np.array([h.label for h in ordered], np.float32), ordered


def lanes_of(ordered, count):
    """The lanes of ordered happenings."""
    lanes = [[k for k, h in enumerate(ordered) if lane in h.lanes] for lane in range(count)]
    counts = np.array([len(lane) for lane in lanes], np.int64)
    names = tuple(f"lane {k}" for k in range(count))
    return LaneRows(
        names,
        names,
        counts,
        np.array([entry for lane in lanes for entry in lane], np.int32),
        np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
    )


def a_layout(happenings, *, rows=20, lanes=None, now=NOW, series=()):
    """A layout of happenings."""
    marks, widths, ordered = arrays(happenings)
    count = 1 + max((lane for h in ordered for lane in h.lanes), default=-1) if lanes is None else lanes
    return Layout(marks, lanes_of(ordered, count), widths, rows_that_fit=rows, now=now, series=series)


@st.composite
def happenings(draw, most=60):
    """Events that crowd around a few days, some of them long, open or in several lanes."""
    centre = draw(st.sampled_from([0, 7000, 19_000]))
    begin = draw(st.one_of(st.integers(0, 40), st.integers(0, 20_000), st.just(centre)))
    length = draw(st.sampled_from([0, 1, 1, 1, 30, 365, 9000]))
    lanes = draw(st.sets(st.integers(0, 2), min_size=1, max_size=3))
    kind = draw(st.sampled_from(["instant"] * 4 + ["lasting"] * 3 + ["onward", "since ever"]))
    return Happening(
        None if kind == "since ever" else begin,
        None if kind == "onward" else begin + length,
        tuple(sorted(lanes)),
        draw(st.integers(1, 5)),
        kind != "instant",
        draw(st.sampled_from([20.0, 90.0, 180.0, 600.0])),
    )


worlds = st.lists(happenings(), max_size=60)


def view(layout, place, zoom):
    """A span at a share of the extent, 2**zoom times as close."""
    extent = layout.extent
    length = max(60.0, extent.length / 2**zoom)
    middle = extent.begin + place * extent.length
    return TimeSpan(middle - length / 2, middle + length / 2)


def extents(g):
    """What each glyph and its label cover, px."""
    bare = ~g.bar
    left = np.where(bare, np.minimum(g.x_min, g.x - MARK + 2), g.x_min)
    right = np.where(bare, np.maximum(g.x_max, g.x + MARK - 2), g.x_max)
    named = ~np.isnan(g.label_x)
    left = np.minimum(left, np.where(named, g.label_x, np.inf))
    return left, np.maximum(right, np.where(named, g.label_x + g.label_width, -np.inf))


def assert_no_overlap(scene):
    g = scene.glyphs
    """What each glyph and its label cover is free of others."""
    left, right = extents(g)
    order = np.lexsort((left, g.y))
    same = g.y[order][1:] == g.y[order][:-1]
    gap = left[order][1:] - right[order][:-1]
    assert not np.any(same & (gap < -0.01)), gap[same & (gap < -0.01)]


def scene_of(layout, span, **more):
    """A scene of 1000 by 700 px without tracks."""
    return layout.scene(span, WIDTH, HEIGHT, tracks=False, **more)
