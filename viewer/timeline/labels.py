"""Pixels of placed items: bars, marks, and labels wherever there is room before the next one in the row.

◆ Visit to Moscow   ◆ Talks o…  ◆ ◆      beside a mark as far as the next; cropped, or left out
■■■■ Long war ■■■■■■■■■■■■■■■■■■■■       inside a bar, sliding along so that it stays in view
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.events.dates import DateFlag
from viewer.events.marks import Marks
from viewer.timeline.items import Items, Seconds
from viewer.timeline.picture import Glyphs
from viewer.timeline.rows import ARROW, GAP, MARK, WHOLE, Placed
from viewer.timeline.scale import TimeScale

SHORTEST_BAR = 10.0  # px below which a span is drawn as a mark
SHORTEST_LABEL = 40.0  # px below which a cropped label says nothing
REACH = 300.0  # px beyond the picture that are still looked at, so that no label changes as its neighbour comes in
_COVER = 2 * MARK  # px from which the period of an instant is drawn
_FAR = 1e5  # px beyond which nothing is drawn
_CLEAR = 4.0  # px between a label and what follows

Px = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Placed items of one scale in order of lane, row and time, with all that does not change while panning.

    Attributes:
        placed: the items.
        lane: of each, index into ``LaneRows``.
        y: vertical centre, px from the top of the first lane.
        entry: index into ``Marks``.
        start_max, end_min: the inner bounds, seconds.
        joined: True where the next item stands in the same row.
    """

    placed: Placed
    lane: NDArray[np.int64]
    y: Px
    entry: NDArray[np.int32]
    start_max: Seconds
    end_min: Seconds
    joined: NDArray[np.bool_]

    @classmethod
    def of(cls, items: Items, placed: Placed, top: Px, row_height: float) -> "Standing":
        """Sort items and find their heights; ``top`` is the y of each lane's first row."""
        lane = items.lane_of(placed.item)
        order = np.lexsort((placed.bodies.mark, placed.row, lane))
        placed, lane = placed.take(order), lane[order]
        entry = items.entry[placed.item]
        joined = np.zeros(len(placed), np.bool_)
        joined[:-1] = (lane[1:] == lane[:-1]) & (placed.row[1:] == placed.row[:-1])
        begin, end = placed.bodies.begin, placed.bodies.end
        return cls(
            placed,
            lane,
            top[lane] + (placed.row + 0.5) * row_height,
            entry,
            np.clip(items.marks.start_max[entry].astype(np.float64), begin, end),
            np.clip(items.marks.end_min[entry].astype(np.float64), begin, end),
            joined,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """Px of items: mark, extent, what others must keep clear of, and which are bars."""

    x: Px
    x_min: Px
    x_max: Px
    left: Px
    right: Px
    bar: NDArray[np.bool_]


def glyphs(standing: Standing, marks: Marks, scale: TimeScale, down: float) -> Glyphs:
    """The glyphs in view, ``down`` px lower than they stand; the plot lies between ``scale.x0`` and ``scale.x1``."""
    drawn = _drawn(standing.placed, scale)
    label_x, label_width = _labels(standing, drawn, scale)
    label_end = np.where(np.isnan(label_x), drawn.right, label_x + label_width)
    seen = (np.maximum(drawn.right, label_end) > scale.x0) & (drawn.left < scale.x1)
    at = np.flatnonzero(seen)
    entry, whole = standing.entry[at], standing.placed.form[at] >= WHOLE
    x, x_min, x_max = (_clip(px[at], scale) for px in (drawn.x, drawn.x_min, drawn.x_max))
    x_start = np.where(whole, _clip(scale.x_of(standing.start_max[at]), scale), x)
    x_end = np.where(whole, _clip(scale.x_of(standing.end_min[at]), scale), x)
    bar = drawn.bar[at]
    middle = (np.maximum(x_min, scale.x0) + np.minimum(x_max, scale.x1)) / 2
    return Glyphs(
        entry=entry,
        lane=standing.lane[at].astype(np.int32),
        x=np.where(bar, middle, x),
        y=standing.y[at] + down,
        x_min=x_min,
        x_start=x_start,
        x_end=x_end,
        x_max=x_max,
        bar=bar,
        category=marks.category[entry],
        status=marks.status[entry],
        flags=marks.flags[entry],
        label_x=label_x[at],
        label_width=label_width[at],
    )


def _clip(px: Px, scale: TimeScale) -> Px:
    return np.clip(px, scale.x0 - REACH, scale.x1 + REACH)


def _drawn(placed: Placed, scale: TimeScale) -> _Drawn:
    bodies, whole = placed.bodies, placed.form >= WHOLE
    x = np.clip(scale.x_of(bodies.mark), -_FAR, _FAR)
    x_min = np.where(whole, np.clip(scale.x_of(bodies.begin), -_FAR, _FAR), x)
    x_max = np.where(whole, np.clip(scale.x_of(bodies.end), -_FAR, _FAR), x)
    lasting = whole & ((bodies.flags & DateFlag.INTERVAL) != 0)
    onward = lasting & ((bodies.flags & DateFlag.OPEN_END) != 0)
    right = np.maximum(x_max, x + MARK) + np.where(onward, ARROW, 0.0)
    return _Drawn(x, x_min, x_max, np.minimum(x_min, x - MARK), right, lasting & (x_max - x_min >= SHORTEST_BAR))


def _labels(standing: Standing, drawn: _Drawn, scale: TimeScale) -> tuple[Px, Px]:
    """Left edge (NaN for none) and width of each label."""
    wanted = standing.placed.bodies.label
    next_left = np.full(len(wanted), np.inf)
    next_left[:-1] = np.where(standing.joined[:-1], drawn.left[1:], np.inf)
    at = np.where(drawn.bar, drawn.right, drawn.x + MARK) + GAP - 2
    room = next_left - _CLEAR - at
    inner = drawn.x_max - drawn.x_min - 2 * GAP
    inside = drawn.bar & ((wanted <= inner) | (np.minimum(wanted, inner) > np.minimum(wanted, room)))
    slid = np.minimum(
        np.maximum(drawn.x_min, scale.x0) + GAP,
        np.maximum(drawn.x_max - GAP - wanted, drawn.x_min + GAP),
    )
    at = np.where(inside, slid, at)
    room = np.where(inside, drawn.x_max - GAP - at, room)
    at, room = _within_cover(drawn, wanted, at, room, scale)
    width = np.minimum(wanted, room)
    width = np.where((width > 0) & (width >= np.minimum(wanted, SHORTEST_LABEL)), width, np.nan)
    return np.where(np.isnan(width), np.nan, at), np.nan_to_num(width)


def _within_cover(drawn: _Drawn, wanted: Px, at: Px, room: Px, scale: TimeScale) -> tuple[Px, Px]:
    """Keep labels of long periods in view although the mark in their middle is not."""
    cover = ~drawn.bar & (drawn.x_max - drawn.x_min > _COVER)
    near = scale.x0 + GAP
    slid = np.minimum(near, drawn.x_max - GAP - wanted)
    behind = cover & (slid > at)
    room = np.where(behind, room + at - slid, room)
    at = np.where(behind, slid, at)
    ahead = cover & (drawn.x > scale.x1) & (drawn.x_min < scale.x1)
    first = np.maximum(drawn.x_min + GAP, near)
    room = np.where(ahead, drawn.x - MARK - _CLEAR - first, room)
    return np.where(ahead, first, at), room
