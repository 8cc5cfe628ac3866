"""Pixels of placed items: bars, marks, and labels wherever there is room before the next one in the row.

◆ Visit to Moscow   ◆ Talks o…  ◆ ◆      beside a mark as far as the next; cropped, or left out
■■■■ Long war ■■■■■■■■■■■■■■■■■■■■       inside a bar, sliding along so that it stays in view
                       Last summit ◆ │   left of the mark where nothing can stand at its right
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
LONGEST = 420.0  # px of a label where there is room; packing reserves less
REACH = (
    LONGEST + 40.0
)  # px beyond the picture that are still looked at, so that no label changes as its neighbour comes in
_BRIEF = 30.0  # px from a mark to the end of its period, up to which the title stands behind that
_COVER = 2 * MARK  # px from which the period of an instant is drawn
_FAR = 1e5  # px beyond which nothing is drawn
_RIM = 2.0  # px that a mark may stand out beyond what is kept clear for it
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
        title: px of the whole title, or as much of it as is ever shown.
        start_max, end_min: the inner bounds, seconds.
        joined: True where the next item stands in the same row.
    """

    placed: Placed
    lane: NDArray[np.int64]
    y: Px
    entry: NDArray[np.int32]
    title: Px
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
            np.minimum(items.titles(entry), LONGEST),
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


def glyphs(
    standing: Standing, marks: Marks, scale: TimeScale, down: float, *, end: float, still: bool = False
) -> Glyphs:
    """The glyphs in view; the plot lies between ``scale.x0`` and ``scale.x1``.

    Args:
        standing: the items.
        marks: what they are.
        scale: where time lies.
        down: px by which all stand lower.
        end: instant after which there is nothing: labels that would run beyond stand left of their marks.
        still: the picture will not be moved: labels that the right edge would cut stand left of their marks as well,
            or are cropped, and none outlives its mark.  In a picture that moves labels go where their marks go, so that
            nothing flickers; only those within bars and periods slide.
    """
    drawn = _drawn(standing.placed, scale)
    edge = scale.x1 - _CLEAR if still else scale.x_of(end)
    label_x, label_width, slides = _labels(standing, drawn, scale, edge, still=still)
    if still:
        label_width = np.fmin(label_width, edge - label_x)
        label_x = np.where(label_width < np.minimum(standing.title, SHORTEST_LABEL), np.nan, label_x)
        label_width = np.where(np.isnan(label_x), 0.0, label_width)
    label_end = np.where(np.isnan(label_x), drawn.right, label_x + label_width)
    seen = np.maximum(drawn.right, label_end) > scale.x0 - _RIM
    seen &= np.fmin(drawn.left, label_x) < scale.x1 + _RIM
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
        slides=slides[at],
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


def _labels(
    standing: Standing, drawn: _Drawn, scale: TimeScale, edge: float, *, still: bool
) -> tuple[Px, Px, NDArray[np.bool_]]:
    """Left edge (NaN for none) and width of each label, and which slide along their bars and periods.

    Beyond ``edge`` px labels rather stand left of their marks.
    """
    wanted = standing.title
    next_left = np.full(len(wanted), np.inf)
    next_left[:-1] = np.where(standing.joined[:-1], drawn.left[1:], np.inf)
    at = np.where(drawn.bar, drawn.right, drawn.x + MARK) + GAP - 2
    if still:
        at = np.where(_briefly(drawn), np.maximum(at, drawn.x_max + _CLEAR), at)
    room = next_left - _CLEAR - at
    inner = drawn.x_max - drawn.x_min - 2 * GAP
    inside = drawn.bar & ((wanted <= inner) | (np.minimum(wanted, inner) > np.minimum(wanted, room)))
    at = np.where(inside, np.maximum(drawn.x_min, scale.x0) + GAP, at)
    room = np.where(inside, drawn.x_max - GAP - at, room)
    cover = ~drawn.bar & (drawn.x_max - drawn.x_min > _COVER)
    reserved = at + np.minimum(standing.placed.bodies.label, np.maximum(room, 0.0))
    reserved = np.where(inside, drawn.right, np.maximum(reserved, drawn.right))
    at, room = _within_cover(drawn, cover, at, room, scale)
    first = scale.x0 + GAP if still else -_FAR
    at, room = _left_of_marks(standing, drawn, (at, room, inside, reserved), (first, edge), still=still)
    width = np.minimum(wanted, room)
    begin, end = np.where(drawn.bar | cover, drawn.x_min, drawn.x), np.where(drawn.bar, drawn.x_max, drawn.x)
    end = np.where(cover, np.maximum(end, drawn.x_max - _COVER), end)
    slides = inside | cover
    named = (width > 0) & (width >= np.minimum(wanted, SHORTEST_LABEL))
    # In a still picture a label without its mark would be a cut text from nowhere.
    named &= ((end >= scale.x0) & (begin <= scale.x1)) | (~slides & (not still))
    return np.where(named, at, np.nan), np.where(named, width, 0.0), slides


def _left_of_marks(
    standing: Standing,
    drawn: _Drawn,
    right: tuple[Px, Px, NDArray[np.bool_], Px],
    between: tuple[float, float],
    *,
    still: bool,
) -> tuple[Px, Px]:
    """Move labels that would run over the edge to the left of their marks: whole ones, in a still picture longer ones.

    The neighbour before keeps what packing reserved for its label; more only where it is in nobody's way.

    Args:
        standing: the items.
        drawn: their px.
        right: where labels stand otherwise, their room, which stand inside their bars, and where what they are sure of
            ends.
        between: from where to where labels may stand, px.
        still: whether less than the whole label may move.
    """
    (at, room, inside, reserved), wanted = right, standing.title
    first, edge = between
    over = ~inside & (at + np.minimum(wanted, room) > edge) & (drawn.x <= edge)
    limit = np.full(len(wanted), first)
    limit[1:] = np.where(standing.joined[:-1], np.maximum(first, reserved[:-1] + 2 * _CLEAR), first)
    end = np.where(drawn.bar, drawn.x_min, drawn.x - MARK) - GAP + 2
    if still:
        end = np.where(_briefly(drawn), np.minimum(end, drawn.x_min - _CLEAR), end)
    width = np.minimum(wanted, end - limit)
    least = np.minimum(wanted, np.maximum(edge - at, SHORTEST_LABEL)) if still else wanted - 0.5
    goes = over & (width > least)
    held = np.zeros(len(wanted))
    held[:-1] = np.where(goes[1:] & standing.joined[:-1], drawn.left[1:] - (end - width)[1:], 0.0)
    room = np.where(inside, room, room - np.maximum(held, 0.0))
    return np.where(goes, end - width, at), np.where(goes, width, room)


def _briefly(drawn: _Drawn) -> NDArray[np.bool_]:
    """Marks in a short period: in print no edge of it goes through a title."""
    return ~drawn.bar & (drawn.x_max - drawn.x < _BRIEF)


def _within_cover(drawn: _Drawn, cover: NDArray[np.bool_], at: Px, room: Px, scale: TimeScale) -> tuple[Px, Px]:
    """Keep labels of long periods in view although the mark in their middle is not."""
    near = scale.x0 + GAP
    behind = cover & (at < near)
    room = np.where(behind, room + at - near, room)
    at = np.where(behind, near, at)
    ahead = cover & (drawn.x > scale.x1) & (drawn.x_min < scale.x1)
    first = np.maximum(drawn.x_min + GAP, near)
    room = np.where(ahead, drawn.x - MARK - _CLEAR - first, room)
    return np.where(ahead, first, at), room
