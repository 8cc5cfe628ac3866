"""From arrays to the picture: where every event goes at a span of time, and what lies under a point.

Marks, LaneRows ──► Layout (once per filter, arrangement or room)
                      │ scene(span, width, height)   only what is in view: tiles already packed cost next to nothing
                      ▼
                    Scene ──► painter;  hit(scene, x, y) ──► the mouse
"""

from collections.abc import Sequence, Set
from copy import copy
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.events.indicators import Series
from viewer.events.marks import LaneRows, Marks
from viewer.timeline import detail, labels, raised
from viewer.timeline.counting import Counting
from viewer.timeline.frames import Frame, Frames
from viewer.timeline.items import Ground, Items
from viewer.timeline.lanes import FEWEST, FOOT, PADDING, Shelf, shelf, stacked
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
    Patience,
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

_NARROWEST = 24.0  # px of a plot below which nothing is drawn in it
_BANDS, _CONTAINERS = 12, 500  # most bands on top of each other: more tell nothing; and most in all


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
        ground: what was found out about these marks before, None to find it out.

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
        ground: Ground | None = None,
    ) -> None:
        self.marks = marks
        self.lanes = lanes
        self.now = now
        self.row_height = float(row_height)
        self._items = Items(ground or Ground(marks, now), lanes, label_widths, now)
        self.extent = _with_margin(self._items.range)
        self.whole = _with_margin(self._items.ground.range)
        self.limits = self.whole.fit(0.5)
        self._shelf = shelf(self._items, self.extent, rows_that_fit, self.row_height, FEWEST)
        self._counting = Counting(self._items, self.whole)
        self._figures = figures(series, now)
        nothing = labels.Standing.of(self._items, nothing_placed(self._items), np.zeros(0), self.row_height)
        self._nothing = labels.glyphs(nothing, marks, TimeScale(self.extent, 0, 1), 0.0, end=self.extent.end)
        self._frames = Frames(self._items, self._shelf, self.row_height)
        self._containers, self._container_ends = self._foremost_containers()

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
            budget_ms: how long finding places may take; a scene that is not done by then shows what is known
                (``complete`` is False), and asking again or ``advance`` goes on with the work.  None packs everything.
            tracks: whether to show the numbers below the lanes.
            tracks_room: px that they may take; None gives them a fifth of the height.
            still: the picture will not be moved: no label is cut by its right edge.
        """
        patience = FOREVER if budget_ms is None else Patience(budget_ms)
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
            glyphs=self._nothing,
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
        frame = self._frames.of(scale, low, high, patience)
        columns = frame.crowding[low - frame.first.lanes.start : high - frame.first.lanes.start]
        left, right = scale.x_of(frame.time_of(np.array([0, frame.columns]))).tolist()
        return replace(
            plain,
            glyphs=labels.glyphs(frame.standing, self.marks, scale, down, end=self.extent.end, still=still),
            groups=self._groups(frame, scale, shown, still=still),
            density=columns,
            density_at=(left, (right - left) / columns.shape[1]),
            complete=frame.complete,
        )

    def advance(self, scene: Scene, span: TimeSpan, budget_ms: float) -> bool:
        """Lay out the lanes of a scene at another span for so long; whether nothing is missing there any more."""
        shown, low, high, _ = self._shown(scene)
        scale = TimeScale(showable(span), shown.x0, shown.x1)
        return low >= high or self._frames.advance(scale, low, high, Patience(budget_ms))

    def stretch(self, scene: Scene, first: float, last: float, budget_ms: float) -> Scene:
        """The events of the same picture between two x (px, they may lie beyond its edges), the first being 0 px.

        Put side by side, stretches are one picture; what depends on the edges of the view (axis, tracks) is not in it.
        """
        scale, low, high, down = self._stretched(scene, first, last)
        empty = replace(scene, width=last - first, header_width=0.0, span=scale.span, axis=axis(scale), tracks=())
        empty = replace(empty, bands=self._bands(scale))
        return self._filled(empty, scale, (low, high, down), Patience(budget_ms), still=False) if low < high else empty

    def prepare(self, scene: Scene, first: float, last: float, budget_ms: float) -> bool:
        """Lay out a stretch of a scene for so long; whether nothing is missing there any more."""
        scale, low, high, _ = self._stretched(scene, first, last)
        return low >= high or self._frames.advance(scale, low, high, Patience(budget_ms))

    def _stretched(self, scene: Scene, first: float, last: float) -> tuple[TimeScale, int, int, float]:
        shown, low, high, down = self._shown(scene)
        span = TimeSpan(float(shown.t_of(first)), float(shown.t_of(last)))
        return TimeScale(span, 0.0, last - first), low, high, down

    def _shown(self, scene: Scene) -> tuple[TimeScale, int, int, float]:
        """The scale of a scene, its first lane and the one after its last, and px by which they stand lower."""
        scale = TimeScale(scene.span, scene.header_width, max(scene.width, scene.header_width + 1))
        if not scene.lanes:
            return scale, 0, 0, 0.0
        first = scene.lanes[0]
        return scale, first.index, scene.lanes[-1].index + 1, first.top - float(self._shelf.top[first.index])

    def raising(self, scene: Scene, entries: Set[int]) -> Scene:
        """A scene of this layout with those entries above everything that have no glyph in one of its lanes."""
        ids = raised.hidden(self._items, scene, entries)
        if not len(ids):
            return scene if scene.raised is None else replace(scene, raised=None)
        lane = self._items.lane_of(ids)
        row = self._shelf.rows[lane] - np.where(self._shelf.foot[lane], 0, 1)
        standing = raised.standing(self._items, ids, row, self._shelf.top[:-1] + PADDING, self.row_height)
        scale, _, _, down = self._shown(scene)
        return replace(scene, raised=labels.glyphs(standing, self.marks, scale, down, end=self.extent.end))

    @property
    def drawn(self) -> NDArray[np.int32]:
        """The entries that stand in any lane, ascending, each once."""
        return self._items.drawn

    @property
    def lane_tops(self) -> list[float]:
        """Px from the top of the first lane to the top of each, and to the foot of the last."""
        return [float(top) for top in self._shelf.top]

    @property
    def rows(self) -> int:
        """Rows of all lanes."""
        return int(self._shelf.rows.sum())

    def with_rows(self, rows_that_fit: int, fewest_rows: int, shown: TimeScale) -> "Layout":
        """The same events with other room; rows are those that a still picture needs where ``shown`` is drawn.

        Each crowded lane keeps the ``fewest_rows`` before the lanes take more room than there is.
        """
        made = shelf(self._items, self.extent, rows_that_fit, self.row_height, fewest_rows, shown=shown)
        return self._on(made, self.row_height)

    def fitted_to(self, scene: Scene, row_height: float) -> "Layout":
        """The same rows, so many px high, without room for "+N" in lanes where a scene has none."""
        foot = np.isin(np.arange(len(self.lanes)), [group.lane for group in scene.groups])
        top = stacked(self._shelf.rows, foot, row_height)
        return self._on(replace(self._shelf, top=top, foot=foot), row_height)

    def _on(self, shelf_: Shelf, row_height: float) -> "Layout":
        other = copy(self)
        vars(other).update(_shelf=shelf_, row_height=row_height, _frames=Frames(self._items, shelf_, row_height))
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

    def _foremost_containers(self) -> tuple[NDArray[np.int32], tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """Containers in order of importance, none of them over more than a few of those before it."""
        marks, drawn = self.marks, self._items.drawn
        entries = drawn[self.marks.container[drawn]]
        first = entries[np.argsort(-marks.importance[entries].astype(np.int64), kind="stable")][:_CONTAINERS]
        begin, end = self._items.ends_of(first)
        kept = np.zeros(len(first), np.bool_)
        for k in range(len(first)):
            kept[k] = np.count_nonzero((begin[:k] < end[k]) & (end[:k] > begin[k]) & kept[:k]) < _BANDS
        return first[kept], (begin[kept], end[kept])

    def _bands(self, scale: TimeScale) -> tuple[Band, ...]:
        """The containers in view: the same ones wherever the view begins, so that none comes and goes while panning."""
        begin, end = self._container_ends
        seen = np.flatnonzero((end > scale.span.begin) & (begin < scale.span.end))
        x0, x1 = (np.clip(scale.x_of(t[seen]), scale.x0 - 10, scale.x1 + 10).tolist() for t in (begin, end))
        entries = self._containers[seen].tolist()
        return tuple(
            Band(entry, self.marks.titles[entry], left, right, int(self.marks.category[entry]))
            for entry, left, right in zip(entries, x0, x1, strict=True)
        )

    def _groups(
        self, frame: Frame, scale: TimeScale, shown: tuple[int, int, float], *, still: bool
    ) -> tuple[Group, ...]:
        low, high, down = shown
        first = frame.first.lanes.start
        counts = frame.cells[low - first : high - first]
        borders = frame.time_of(np.arange(counts.shape[1] + 1) * detail.cell_size(frame.z))
        x = scale.x_of(borders)
        lane, at = np.nonzero(counts)
        seen = (x[at + 1] > scale.x0) & (x[at] < scale.x1)
        lane, at = lane[seen], at[seen]
        count = counts[lane, at]
        width = detail.widths(count)
        middle = scale.x_of(frame.time_of(frame.centres[lane + low - first, at]))
        left = detail.beside(middle, width, np.stack((x[at], x[at + 1])))
        lane += low
        room = np.where(self._shelf.foot[lane], FOOT, self.row_height + PADDING)
        y = self._shelf.top[lane + 1] + down - room + (room - PADDING / 2 - detail.BADGE_HEIGHT) / 2
        columns = (lane, count, left, y, width, borders[at], borders[at + 1])
        made = [
            Group(k, n, px, py, wide, detail.BADGE_HEIGHT, TimeSpan(begin, end))
            for k, n, px, py, wide, begin, end in zip(*(of.tolist() for of in columns), strict=True)
        ]
        return detail.within(made, scale.x0 + 2, scale.x1 - 2) if still else tuple(made)


def _with_margin(known: TimeSpan) -> TimeSpan:
    fitted = known.fit(0.04)
    return TimeSpan(fitted.begin, fitted.end + 0.06 * fitted.length)  # room for the last label
