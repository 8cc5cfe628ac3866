"""From arrays to the picture: where every event goes at a span of time, and what lies under a point.

Marks, LaneRows ──► Layout (once per filter, arrangement or room)
                      │ scene(span, width, height)   only what is in view: tiles already packed cost next to nothing
                      ▼
                    Scene ──► painter;  hit(scene, x, y) ──► the mouse
"""

import math
import time
from collections.abc import Sequence, Set
from copy import copy
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.events.indicators import Series
from viewer.events.marks import LaneRows, Marks
from viewer.timeline import detail, labels, raised
from viewer.timeline.counting import Counting
from viewer.timeline.items import Items, finite_range
from viewer.timeline.lanes import FEWEST, FOOT, PADDING, Shelf, packed, shelf, stacked
from viewer.timeline.picture import (
    Axis,
    Band,
    Glyphs,
    Group,
    Hit,
    LaneBox,
    Scene,
    Tick,
    Track,
    TrackPoint,
)
from viewer.timeline.pointing import hit
from viewer.timeline.rows import (
    FOREVER,
    Packing,
    Patience,
    Placed,
    join,
    nothing_placed,
)
from viewer.timeline.scale import TimeScale, TimeSpan, showable
from viewer.timeline.ticks import axis
from viewer.timeline.tracks import figures
from viewer.timeline.tracks import tracks as track_boxes

__all__ = [
    "Axis",
    "Band",
    "Glyphs",
    "Group",
    "Hit",
    "LaneBox",
    "Layout",
    "Scene",
    "Tick",
    "Track",
    "TrackPoint",
    "hit",
]

DENSITY = 8.0  # px of a column of the density
_NARROWEST = 24.0  # px of a plot below which nothing is drawn in it
_BANDS = 12  # most that are drawn at once: more on top of each other tell nothing
_FRAMES = 16  # tiles put together that are remembered
_PACKING = 0.75  # of a frame's budget; the rest is for putting the picture together
_FINEST = 60  # the finest level


class Layout:
    """Where everything goes; made once per marks, lanes, label widths and room, on any thread.

    Args:
        marks: all dated events.
        lanes: the matching ones, in lanes.
        label_widths: px of each entry's title, float32, shape (len(marks),).
        rows_that_fit: rows of events that the picture can hold without scrolling.
        now: the present instant, seconds: open ends are drawn as far.
        series: numbers to be drawn below the lanes.
        row_height: px.
        fewest_rows: rows that a crowded lane keeps before the lanes take more room than there is.

    Attributes:
        extent: the time that holds every matching event, with a margin; what is shown at first.
        whole: the same of all dated events, whatever matches.
        limits: the time beyond which one may not pan or zoom out.
    """

    def __init__(
        self,
        marks: Marks,
        lanes: LaneRows,
        label_widths: NDArray[np.float32],
        *,
        rows_that_fit: int,
        now: float,
        series: Sequence[Series] = (),
        row_height: float = 22,
        fewest_rows: int = FEWEST,
    ) -> None:
        self.marks = marks
        self.lanes = lanes
        self.now = now
        self.row_height = float(row_height)
        self._items = Items(marks, lanes, label_widths, now)
        self.extent = _with_margin(self._items.range)
        self.whole = _with_margin(finite_range(marks, np.arange(len(marks), dtype=np.int32), now))
        self.limits = self.whole.fit(0.5)
        self._shelf = shelf(self._items, self.extent, rows_that_fit, self.row_height, fewest_rows)
        self._counting = Counting(self._items, self.whole)
        self._figures = figures(series, now)
        self._nothing = labels.Standing.of(self._items, nothing_placed(self._items), np.zeros(0), self.row_height)
        self._frames: dict[tuple[int, int, int, int, int], _Frame] = {}
        entries = np.unique(lanes.entry[marks.container[lanes.entry]])
        first = np.argsort(-marks.importance[entries].astype(np.int64), kind="stable")
        self._containers = entries[first]
        self._container_ends = self._items.ends_of(self._containers)

    def scene(
        self,
        span: TimeSpan,
        width: float,
        height: float,
        *,
        header_width: float = 96,
        axis_height: float = 44,
        scroll: float = 0.0,
        budget_ms: float | None = None,
        tracks: bool = True,
        tracks_room: float | None = None,
        still: bool = False,
    ) -> Scene:
        """The picture of a span of time.

        Args:
            span: what is shown between the lane headers and the right edge.
            width: px of the whole picture.
            height: px of the whole picture.
            header_width: px at the left.
            axis_height: px at the top.
            scroll: px that the lanes are moved up; kept within what makes sense.
            budget_ms: about how long this may take; a scene that is not done by then shows what is known
                (``complete`` is False) and asking again goes on with the work.  None packs everything.
            tracks: whether to show the numbers below the lanes.
            tracks_room: px that they may take; None gives them a fifth of the height.
            still: the picture will not be moved: no label is cut by its right edge.
        """
        patience = FOREVER if budget_ms is None else Patience(time.perf_counter() + _PACKING * budget_ms / 1000)
        scale = TimeScale(showable(span), header_width, max(width, header_width + 1))
        shown = track_boxes(self._figures, scale, height, tracks_room) if tracks else ()
        bottom = max(axis_height, shown[0].top if shown else height)
        scroll = min(max(scroll, 0.0), max(0.0, self._shelf.top[-1] - (bottom - axis_height)))
        low, high = self._lanes_between(scroll, scroll + bottom - axis_height)
        down = axis_height - scroll
        plain = Scene(
            width=width,
            height=height,
            header_width=header_width,
            axis_height=axis_height,
            row_height=self.row_height,
            lanes_bottom=bottom,
            span=scale.span,
            axis=axis(scale),
            lanes=self._boxes(low, high, down),
            glyphs=labels.glyphs(self._nothing, self.marks, scale, down, end=self.extent.end),
            bands=self._bands(scale),
            tracks=shown,
            now_x=scale.x_of(self.now) if scale.span.contains(self.now) else float("nan"),
            content_height=float(self._shelf.top[-1]),
        )
        if scale.x1 - scale.x0 < _NARROWEST or low >= high:
            return plain
        return self._filled(plain, scale, (low, high, down), patience, still=still)

    def _filled(
        self, plain: Scene, scale: TimeScale, shown: tuple[int, int, float], patience: Patience, *, still: bool
    ) -> Scene:
        """A scene with its events: lanes from ``low`` up to ``high`` are shown, moved ``down`` by so many px."""
        low, high, down = shown
        frame = self._frame(scale, low, high, patience)
        return replace(
            plain,
            glyphs=labels.glyphs(frame.standing, self.marks, scale, down, end=self.extent.end, still=still),
            groups=self._groups(frame, scale, low, high, down),
            density=_density(frame, scale, low, high),
            complete=frame.complete,
        )

    def raising(self, scene: Scene, entries: Set[int]) -> Scene:
        """A scene of this layout with those entries above everything that have no glyph in one of its lanes."""
        ids = raised.hidden(self._items, scene, entries)
        if not len(ids):
            return scene if scene.raised is None else replace(scene, raised=None)
        lane = self._items.lane_of(ids)
        row = self._shelf.rows[lane] - np.where(self._shelf.foot[lane], 0, 1)
        standing = raised.standing(self._items, ids, row, self._shelf.top[:-1] + PADDING, self.row_height)
        first = scene.lanes[0]
        down = first.top - float(self._shelf.top[first.index])
        scale = TimeScale(scene.span, scene.header_width, max(scene.width, scene.header_width + 1))
        return replace(scene, raised=labels.glyphs(standing, self.marks, scale, down, end=self.extent.end))

    @property
    def lane_tops(self) -> list[float]:
        """Px from the top of the first lane to the top of each, and to the foot of the last."""
        return [float(top) for top in self._shelf.top]

    @property
    def rows(self) -> int:
        """Rows of all lanes."""
        return int(self._shelf.rows.sum())

    def with_rows(self, rows_that_fit: int, fewest_rows: int, shown: TimeScale) -> "Layout":
        """The same events with other room, as in the constructor; rows are those that a still picture needs."""
        made = shelf(self._items, self.extent, rows_that_fit, self.row_height, fewest_rows, shown=shown)
        return self._on(made, self.row_height)

    def fitted_to(self, scene: Scene, row_height: float) -> "Layout":
        """The same rows, so many px high, without room for "+N" in lanes where a scene has none."""
        foot = np.isin(np.arange(len(self.lanes)), [group.lane for group in scene.groups])
        top = stacked(self._shelf.rows, foot, row_height)
        return self._on(replace(self._shelf, top=top, foot=foot), row_height)

    def _on(self, shelf_: Shelf, row_height: float) -> "Layout":
        other = copy(self)
        vars(other).update(_shelf=shelf_, row_height=row_height, _frames={})
        return other

    def overview(self, columns: int) -> NDArray[np.int64]:
        """Events by quad class over equal parts of all time, shape (5, columns); each counts once."""
        return self._counting.columns(columns)

    def neighbour(self, entry: int, direction: int, lane: int) -> int | None:
        """The entry after (1) or before (-1) another one in a lane; None at its end or when it is not there."""
        first, last = self._lane(lane)
        there = np.flatnonzero(self._items.entry[first:last] == entry)
        if not len(there) or not 0 <= there[0] + direction < last - first:
            return None
        return int(self._items.entry[first + there[0] + direction])

    def events_in(self, lane: int, span: TimeSpan, limit: int) -> list[int]:
        """The entries of a lane that a "+N" of that span stands for, drawn ones included, in order of time."""
        first, last = self._lane(lane)
        low, high = np.searchsorted(self._items.anchor[first:last], (span.begin, span.end))
        return [int(entry) for entry in self._items.entry[first + low : min(first + high, first + low + limit)]]

    def closer(self, group: Group) -> TimeSpan | None:
        """The span to show to see the events of a group apart; None when they are all at one instant: list them."""
        first, last = self._lane(group.lane)
        anchor = self._items.anchor[first:last]
        low, high = np.searchsorted(anchor, (group.span.begin, group.span.end))
        if high - low < 2 or anchor[high - 1] <= anchor[low]:
            return None
        nearer = TimeSpan(float(anchor[low]), float(anchor[high - 1])).fit(0.1)
        return nearer if nearer.length < group.span.length else group.span

    def _lane(self, lane: int) -> tuple[int, int]:
        return int(self._items.offsets[lane]), int(self._items.offsets[lane + 1])

    def _lanes_between(self, above: float, below: float) -> tuple[int, int]:
        top = self._shelf.top
        low = int(np.searchsorted(top[1:], above, "right"))
        return low, int(np.searchsorted(top[:-1], below, "left"))

    def _boxes(self, low: int, high: int, down: float) -> tuple[LaneBox, ...]:
        lanes, top = self.lanes, self._shelf.top[low : high + 1] + down
        return tuple(
            LaneBox(index, lanes.keys[index], lanes.names[index], int(lanes.counts[index]), upper, lower - upper)
            for index, (upper, lower) in enumerate(pairwise(top.tolist()), start=low)
        )

    def _bands(self, scale: TimeScale) -> tuple[Band, ...]:
        """The most important containers in view."""
        begin, end = self._container_ends
        seen = np.flatnonzero((end > scale.span.begin) & (begin < scale.span.end))[:_BANDS]
        x0, x1 = (np.clip(scale.x_of(t[seen]), scale.x0 - 10, scale.x1 + 10).tolist() for t in (begin, end))
        entries = self._containers[seen].tolist()
        return tuple(
            Band(entry, self.marks.titles[entry], left, right, int(self.marks.category[entry]))
            for entry, left, right in zip(entries, x0, x1, strict=True)
        )

    def _frame(self, scale: TimeScale, low: int, high: int, patience: Patience) -> "_Frame":
        """What stands in the tiles in view, from the cache if nothing is new."""
        packings = self._shelf.packings
        p0 = next(k for k, packing in enumerate(packings) if low < packing.lanes.stop)
        p1 = next(k for k, packing in enumerate(packings) if high <= packing.lanes.stop) + 1
        z, i0, i1 = tiles_of(packings[0], scale)
        key = (z, i0, i1, p0, p1)
        frame = self._frames.get(key)
        if frame is None:
            frame = self._new_frame(key, patience)
            if frame.complete:
                if len(self._frames) >= _FRAMES:
                    del self._frames[next(iter(self._frames))]
                self._frames[key] = frame
        return frame

    def _new_frame(self, key: tuple[int, int, int, int, int], patience: Patience) -> "_Frame":
        z, i0, i1, p0, p1 = key
        packings = self._shelf.packings[p0:p1]
        complete = packed(packings, (z, i0, i1), patience)
        parts, counts = [], []
        for packing in packings:
            row = []
            for i in range(i0, i1 + 1):
                placed = packing.tile(z, i) if packing.ready(z, i) else packing.best_known(z, i)
                if z < 0:
                    placed = self._without_badge_row(packing, placed)
                parts.append(placed)
                row.append(detail.hidden(self._items, packing, z, i, placed))
            counts.append(np.concatenate(row, axis=1))
        tops = self._shelf.top[:-1] + PADDING
        standing = labels.Standing.of(self._items, join(parts), tops, self.row_height)
        return _Frame(standing, np.concatenate(counts), z, i0, self._shelf.packings[p0], complete)

    def _without_badge_row(self, packing: Packing, placed: Placed) -> Placed:
        """Below level 0 lanes without a foot show "+N" in their last row, and nothing else there."""
        lanes, shelf_ = packing.lanes, self._shelf
        there = self._items.lane_of(placed.item)
        count = np.bincount(there - lanes.start, minlength=len(lanes))
        total = np.diff(self._items.offsets)[lanes.start : lanes.stop]
        tight = (count < total) & ~shelf_.foot[lanes.start : lanes.stop]
        return placed.take(~(tight[there - lanes.start] & (placed.row == shelf_.rows[there] - 1)))

    def _groups(self, frame: "_Frame", scale: TimeScale, low: int, high: int, down: float) -> tuple[Group, ...]:
        size = detail.cell_size(frame.z)
        first = frame.first.lanes.start
        columns = frame.counts[low - first : high - first]
        counts, centre = detail.cells(columns, size), detail.centres(columns, size)
        borders = frame.time_of(np.arange(counts.shape[1] + 1) * size)
        top, foot = self._shelf.top + down, self._shelf.foot
        lanes, at = np.nonzero(counts)
        made = []
        for lane, cell in zip((lanes + low).tolist(), at.tolist(), strict=True):
            between = TimeSpan(float(borders[cell]), float(borders[cell + 1]))
            room = FOOT if foot[lane] else self.row_height + PADDING
            y = float(top[lane + 1]) - room + (room - PADDING / 2 - detail.BADGE_HEIGHT) / 2
            middle = float(scale.x_of(frame.time_of(centre[lane - low, cell])))
            group = detail.badge(lane, int(counts[lane - low, cell]), between, middle, scale)
            if group is not None:
                made.append(replace(group, y=y))
        return detail.within(made, scale.x0 + 2, scale.x1 - 2)


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """Everything in some tiles of one level: items in their rows, counts of hidden ones for lanes and columns."""

    standing: labels.Standing
    counts: NDArray[np.int64]
    z: int
    i: int
    first: Packing
    complete: bool

    def time_of(self, columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Where columns begin, seconds."""
        return detail.column_start(self.first, self.z, self.i * detail.COLUMNS + columns)


def tiles_of(packing: Packing, scale: TimeScale) -> tuple[int, int, int]:
    """The level whose px are at least as long as those of the scale, and the first and last tile around the view."""
    z = min(_FINEST, math.floor(math.log2(packing.seconds_per_px(0) / scale.seconds_per_px) + 1e-9))
    if z <= 0:
        return z, 0, 0
    tile = packing.domain.length * 2.0**-z
    reach = labels.REACH * scale.seconds_per_px
    begin = math.floor((scale.span.begin - reach - packing.domain.begin) / tile)
    end = math.floor((scale.span.end + reach - packing.domain.begin) / tile)
    last = 2**z - 1
    return z, min(max(begin, 0), last), min(max(end, 0), last)


def _density(frame: _Frame, scale: TimeScale, low: int, high: int) -> NDArray[np.float32]:
    first = frame.first.lanes.start
    columns = max(1, int((scale.x1 - scale.x0) // DENSITY))
    origin, following = frame.time_of(np.array([0, 1])).tolist()
    column = following - origin
    begin = (scale.span.begin - origin) / column
    return detail.density(
        frame.counts[low - first : high - first], begin, scale.span.length / column / columns, columns
    )


def _with_margin(known: TimeSpan) -> TimeSpan:
    fitted = known.fit(0.04)
    return TimeSpan(fitted.begin, fitted.end + 0.06 * fitted.length)  # room for the last label
