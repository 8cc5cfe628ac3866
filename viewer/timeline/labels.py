"""Pixels of placed items: bars, marks, and labels wherever there is room before the next one in the row.

◆ Visit to Moscow   ◆ Talks o…  ◆ ◆      beside a mark as far as the next; cropped, or left out
■■■■ Long war ■■■■■■■■■■■■■■■■■■■■       inside a bar, sliding along so that it stays in view
                       Last summit ◆ │   left of the mark where nothing can stand at its right
"""

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.events.dates import DateFlag
from viewer.events.marks import Marks, flagged
from viewer.timeline.items import Items, Seconds
from viewer.timeline.occupancy import WHOLE
from viewer.timeline.picture import Glyphs
from viewer.timeline.rows import ARROW, GAP, MARK, Placed
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


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """Items at one scale with their labels as they stand where no edge of a view is near: panning shifts them.

    Attributes:
        standing: the items.
        scale: on which their px count.
        drawn: their px.
        cover: which are marks within a long period.
        at, room: left edge of each label, and px there are for it.
        label_x, label_width: the same of those that have a label, else NaN and 0.
    """

    standing: Standing
    scale: TimeScale
    drawn: _Drawn
    cover: NDArray[np.bool_]
    at: Px
    room: Px
    label_x: Px
    label_width: Px

    def shift(self, scale: TimeScale) -> float:
        """Px by which everything stands farther right on another scale with px as long."""
        return scale.x_of(self.scale.span.begin) - self.scale.x0

    def seen(self, scale: TimeScale, *, edges: bool) -> NDArray[np.intp]:
        """The items in view of that scale; without ``edges`` those as well of which only the label is."""
        drawn, shift = self.drawn, self.shift(scale)
        left, right = drawn.left, drawn.right
        if not edges:
            left, right = np.fmin(left, self.label_x), np.fmax(right, self.label_x + self.label_width)
        return np.flatnonzero((right > scale.x0 - shift - _RIM) & (left < scale.x1 - shift + _RIM))

    def at_edges(self, scale: TimeScale, down: float, lit: Set[int]) -> tuple[NDArray[np.intp], Px]:
        """The items in view whose labels an edge of that scale moves or crops, and those of entries that are lit.

        All stand ``down`` px lower.

        Returns:
            Their indices, and the labels that stand no more where they did: x, y and width, shape (n, 3).
        """
        drawn, shift = self.drawn, self.shift(scale)
        first, last = scale.x0 - shift, scale.x1 - shift
        label_end = self.label_x + self.label_width
        cut = (drawn.x_min < first + GAP) & (drawn.x_max > first)
        cut |= (self.label_x < first + GAP) & (label_end > first)
        cut |= (self.label_x < last) & (label_end > last - _CLEAR)
        cut |= self.cover & (drawn.x > last) & (drawn.x_min < last)
        for entry in lit:
            cut |= self.standing.entry == entry
        at = np.flatnonzero(cut)
        seen = (drawn.right[at] > first - _RIM) & (drawn.left[at] < last + _RIM)
        gone = at[~np.isnan(self.label_x[at])]
        columns = (self.label_x[gone] + shift, self.standing.y[gone] + down, self.label_width[gone])
        return at[seen], np.stack(columns, axis=1)


def arrange(standing: Standing, scale: TimeScale, *, end: float, still: bool = False) -> Arranged:
    """Find the px of items, and where their labels stand.

    Args:
        standing: the items.
        scale: where time lies.
        end: instant after which there is nothing: labels that would run beyond stand left of their marks.
        still: the picture will not be moved: so do labels that its right edge would cut.
    """
    drawn = _drawn(standing.placed, scale)
    edge = scale.x1 - _CLEAR if still else scale.x_of(end)
    at, room = _labels(standing, drawn, (scale.x0 + GAP if still else -_FAR, edge), still=still)
    cover = ~drawn.bar & (drawn.x_max - drawn.x_min > _COVER)
    label = _named(at, np.minimum(standing.title, room), standing.title)
    return Arranged(standing, scale, drawn, cover, at, room, *label)


def glyphs(
    arranged: Arranged,
    marks: Marks,
    scale: TimeScale,
    down: float,
    *,
    of: NDArray[np.intp] | None = None,
    edges: bool = True,
) -> Glyphs:
    """The glyphs in view; the plot lies between ``scale.x0`` and ``scale.x1``.

    Args:
        arranged: the items, on a scale with px as long.
        marks: what they are.
        scale: where time lies.
        down: px by which all stand lower.
        of: the items wanted, None for all in view.
        edges: whether labels heed the edges: as long as what they name is in view they are, cropped if need be, and
            none outlives its mark.
    """
    at = arranged.seen(scale, edges=edges) if of is None else of
    standing, drawn, shift = arranged.standing, arranged.drawn, arranged.shift(scale)
    entry, whole, bar = standing.entry[at], standing.placed.form[at] >= WHOLE, drawn.bar[at]
    x, x_min, x_max = (_clip(px[at] + shift, scale) for px in (drawn.x, drawn.x_min, drawn.x_max))
    middle = (np.maximum(x_min, scale.x0) + np.minimum(x_max, scale.x1)) / 2
    label_x, label_width = arranged.label_x[at] + shift, arranged.label_width[at]
    if edges:
        label_x, label_width = _at_edges(arranged, at, scale)
    return Glyphs(
        entry=entry,
        lane=standing.lane[at].astype(np.int32),
        x=np.where(bar, middle, x),
        y=standing.y[at] + down,
        x_min=x_min,
        x_start=np.where(whole, _clip(scale.x_of(standing.start_max[at]), scale), x),
        x_end=np.where(whole, _clip(scale.x_of(standing.end_min[at]), scale), x),
        x_max=x_max,
        bar=bar,
        category=marks.category[entry],
        status=marks.status[entry],
        flags=marks.flags[entry],
        label_x=label_x,
        label_width=label_width,
    )


def _clip(px: Px, scale: TimeScale) -> Px:
    return _held(px, scale.x0 - REACH, scale.x1 + REACH)


def _held(px: Px, low: float, high: float) -> Px:
    """Px between two bounds; ``np.clip`` takes twice as long."""
    return np.minimum(np.maximum(px, low), high)


def _drawn(placed: Placed, scale: TimeScale) -> _Drawn:
    bodies, whole = placed.bodies, placed.form >= WHOLE
    x, begin, end = (_held(scale.x_of(t), -_FAR, _FAR) for t in (bodies.mark, bodies.begin, bodies.end))
    x_min, x_max = np.where(whole, begin, x), np.where(whole, end, x)
    lasting = whole & flagged(bodies.flags, DateFlag.INTERVAL)
    onward = lasting & flagged(bodies.flags, DateFlag.OPEN_END)
    right = np.maximum(x_max, x + MARK) + np.where(onward, ARROW, 0.0)
    return _Drawn(x, x_min, x_max, np.minimum(x_min, x - MARK), right, lasting & (x_max - x_min >= SHORTEST_BAR))


def _labels(standing: Standing, drawn: _Drawn, between: tuple[float, float], *, still: bool) -> tuple[Px, Px]:
    """Left edge of each label, and px there are for it; ``between``: from where to where labels may stand at all."""
    wanted = standing.title
    next_left = np.full(len(wanted), np.inf)
    next_left[:-1] = np.where(standing.joined[:-1], drawn.left[1:], np.inf)
    at = np.where(drawn.bar, drawn.right, drawn.x + MARK) + GAP - 2
    if still:
        at = np.where(_briefly(drawn), np.maximum(at, drawn.x_max + _CLEAR), at)
    room = next_left - _CLEAR - at
    inner = drawn.x_max - drawn.x_min - 2 * GAP
    inside = drawn.bar & ((wanted <= inner) | (np.minimum(wanted, inner) > np.minimum(wanted, room)))
    at = np.where(inside, drawn.x_min + GAP, at)
    room = np.where(inside, inner, room)
    reserved = at + np.minimum(standing.placed.bodies.label, np.maximum(room, 0.0))
    reserved = np.where(inside, drawn.right, np.maximum(reserved, drawn.right))
    return _left_of_marks(standing, drawn, (at, room, inside, reserved), between, still=still)


def _at_edges(arranged: Arranged, at: NDArray[np.intp], scale: TimeScale) -> tuple[Px, Px]:
    """Left edge (NaN for none) and width of the labels of some items, kept in view with what they name."""
    drawn, shift, title = arranged.drawn, arranged.shift(scale), arranged.standing.title[at]
    x, x_min, x_max = (px[at] + shift for px in (drawn.x, drawn.x_min, drawn.x_max))
    bar, cover = drawn.bar[at], arranged.cover[at]
    ahead = cover & (x > scale.x1) & (x_min < scale.x1)
    label_x = np.where(ahead, x_min + GAP, arranged.at[at] + shift)
    end = np.where(ahead, x - MARK - _CLEAR, label_x + arranged.room[at])
    label_x = np.maximum(label_x, scale.x0 + GAP)
    width = np.minimum(title, np.minimum(end, scale.x1 - _CLEAR) - label_x)
    stop = np.where(bar, drawn.right[at] + shift, np.maximum(x + GAP, np.where(cover, x_max - _COVER, x)))
    named = (stop >= scale.x0) & (np.where(bar | cover, x_min, x - MARK) <= scale.x1)
    return _named(label_x, np.where(named, width, 0.0), title)


def _named(at: Px, width: Px, title: Px) -> tuple[Px, Px]:
    """Labels that say something: whole ones, and those of which enough is left."""
    named = (width > 0) & (width >= np.minimum(title, SHORTEST_LABEL))
    return np.where(named, at, np.nan), np.where(named, width, 0.0)


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
    if not over.any():
        return at, room
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
