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
from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from viewer.events.indicators import Series
from viewer.events.marks import LaneRows, Marks
from viewer.timeline import detail, labels, raised
from viewer.timeline.bands import Containers
from viewer.timeline.counting import Counting
from viewer.timeline.frames import Frame, Frames
from viewer.timeline.items import Ground, Items
from viewer.timeline.lanes import FEWEST, FOOT, PADDING, Shelf, shelf, stacked
from viewer.timeline.picture import (
    Axis,
    Band,
    Bands,
    Glyphs,
    Group,
    Groups,
    Hit,
    LaneBox,
    Overlay,
    Scene,
    Tick,
    Track,
    TrackPoint,
)
from viewer.timeline.pointing import hit
from viewer.timeline.rows import FOREVER, Patience, nothing_placed
from viewer.timeline.scale import TimeScale, TimeSpan, showable
from viewer.timeline.ticks import axis
from viewer.timeline.tracks import figures
from viewer.timeline.tracks import tracks as track_boxes

__all__ = [
    "Axis",
    "Band",
    "Bands",
    "Glyphs",
    "Group",
    "Groups",
    "Hit",
    "LaneBox",
    "Layout",
    "Overlay",
    "Scene",
    "Tick",
    "Track",
    "TrackPoint",
    "hit",
]

_NARROWEST = 24.0  # px of a plot below which nothing is drawn in it


class Room(TypedDict, total=False):
    """What may be said of a picture beside its span and size, see ``Layout.outline``."""

    header_width: float
    axis_height: float
    scroll: float
    tracks: bool
    tracks_room: float | None


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
        others: layouts of these marks; what is known of the same lanes and widths is taken over.

    Attributes:
        extent: the time that holds every matching event, with a margin; what is shown at first.
        whole: the same of all dated events, whatever matches.
        limits: the time beyond which one may not pan or zoom out.
        items: what stands in the lanes.
        drawn: the entries that stand in any lane, ascending, each once; int32.
        figured: whether there are numbers to be drawn below the lanes.
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
        others: Sequence["Layout"] = (),
    ) -> None:
        self.marks = marks
        self.lanes = lanes
        self.row_height = float(row_height)
        alike = (one.items for one in others if one.lanes is lanes and one.items.labels is label_widths)
        self.items: Items = next(alike, None) or Items(ground or Ground(marks, now), lanes, label_widths, now)
        self.now = self.items.now
        self.extent = _with_margin(self.items.range)
        self.whole = _with_margin(self.items.ground.range)
        self.limits = self.whole.fit(0.5)
        self.drawn = self.items.drawn
        self._shelf = shelf(self.items, self.extent, rows_that_fit, self.row_height, FEWEST)
        self._counting = Counting(self.items, self.whole)
        self._figures = figures(series, now)
        self.figured = bool(self._figures)
        nothing = labels.Standing.of(self.items, nothing_placed(self.items), np.zeros(0), self.row_height)
        scale = TimeScale(self.extent, 0, 1)
        self._nothing = labels.glyphs(labels.arrange(nothing, scale, end=self.extent.end), marks, scale, 0.0)
        self._frames = Frames(self.items, self._shelf, self.row_height)
        self._arranged: tuple[Frame, labels.Arranged] | None = None  # what was shown last
        self._lanes_shown: tuple[tuple[int, int, float], tuple[LaneBox, ...]] = ((0, 0, 0.0), ())
        self._containers = Containers(self.items, marks)

    def scene(
        self,
        span: TimeSpan,
        width: float,
        height: float,
        *,
        budget_ms: float | None = None,
        still: bool = False,
        **room: Unpack[Room],
    ) -> Scene:
        """The picture of a span of time: an ``outline``, ``filled``."""
        return self.filled(self.outline(span, width, height, **room), budget_ms, still=still)

    def outline(
        self,
        span: TimeSpan,
        width: float,
        height: float,
        *,
        header_width: float = 96,
        axis_height: float = 44,
        scroll: float = 0.0,
        tracks: bool = True,
        tracks_room: float | None = None,
    ) -> Scene:
        """All of the picture but its events.

        Args:
            span: what is shown between the lane headers and the right edge.
            width: px of the whole picture.
            height: px of the whole picture.
            header_width: px at the left.
            axis_height: px at the top.
            scroll: px that the lanes are moved up; kept within what makes sense.
            tracks: whether to show the numbers below the lanes.
            tracks_room: px that they may take; None gives them a fifth of the height.
        """
        scale = TimeScale(showable(span), header_width, max(width, header_width + 1))
        shown = track_boxes(self._figures, scale, height, tracks_room) if tracks else ()
        bottom = max(axis_height, shown[0].top if shown else height)
        scroll = min(max(scroll, 0.0), max(0.0, float(self._shelf.top[-1]) - (bottom - axis_height)))
        return Scene(
            width=width,
            height=height,
            header_width=header_width,
            axis_height=axis_height,
            row_height=self.row_height,
            lanes_bottom=bottom,
            span=scale.span,
            axis=axis(scale),
            lanes=self._boxes(*self._lanes_between(scroll, scroll + bottom - axis_height), axis_height - scroll),
            glyphs=self._nothing,
            bands=self._containers.seen(scale),
            tracks=shown,
            now_x=scale.x_of(self.now) if scale.span.contains(self.now) else float("nan"),
            content_height=float(self._shelf.top[-1]),
        )

    def filled(self, outline: Scene, budget_ms: float | None = None, *, still: bool = False) -> Scene:
        """An outline with its events.

        Args:
            outline: of this layout.
            budget_ms: how long finding places may take; a scene that is not done by then shows what is known
                (``complete`` is False), and asking again or ``advance`` goes on with the work.  None packs everything.
            still: the picture will not be moved: labels that its right edge would cut rather stand left of their marks.
        """
        scale, low, high, down = self._shown(outline)
        if scale.x1 - scale.x0 < _NARROWEST or low >= high:
            return outline
        frame = self._frames.of(scale, low, high, FOREVER if budget_ms is None else Patience(budget_ms))
        arranged = self._arrangement(frame, scale, still=still)
        found = labels.glyphs(arranged, self.marks, scale, down)
        return self._with(found, outline, frame, (scale, low, high, down), still=still)

    def overlay(self, outline: Scene, lit: Set[int]) -> Overlay:
        """What stands elsewhere in an outline than it would without edges, and the entries that are ``lit``."""
        scale, low, high, down = self._shown(outline)
        if scale.x1 - scale.x0 < _NARROWEST or low >= high:
            return Overlay(outline, np.zeros((0, 3)))
        frame = self._frames.of(scale, low, high, Patience(0.0))
        arranged = self._arrangement(frame, scale, still=False)
        there, gone = arranged.at_edges(scale, down, lit)
        found = labels.glyphs(arranged, self.marks, scale, down, of=there)
        scene = replace(outline, glyphs=found, complete=frame.complete)
        return Overlay(self.raising(scene, lit), gone)

    def _arrangement(self, frame: Frame, scale: TimeScale, *, still: bool) -> labels.Arranged:
        """The items of a frame at a scale; those shown last are only shifted where px are as long."""
        if still:
            return labels.arrange(frame.standing, scale, end=self.extent.end, still=True)
        known = self._arranged
        if known is not None and known[0] is frame and known[1].scale.like(scale):
            return known[1]
        made = labels.arrange(frame.standing, scale, end=self.extent.end)
        self._arranged = frame, made
        return made

    def _with(
        self, found: Glyphs, outline: Scene, frame: Frame, shown: tuple[TimeScale, int, int, float], *, still: bool
    ) -> Scene:
        """An outline with what has a place and what has none: "+N" and density of the lanes from low up to high."""
        scale, low, high, down = shown
        columns = frame.crowding[low - frame.first.lanes.start : high - frame.first.lanes.start]
        left, right = scale.x_of(frame.time_of(np.array([0, frame.columns]))).tolist()
        return replace(
            outline,
            glyphs=found,
            groups=self._groups(frame, scale, (low, high, down), still=still),
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
        part = replace(
            scene,
            width=last - first,
            header_width=0.0,
            span=scale.span,
            axis=axis(scale),
            bands=self._containers.seen(scale),
            glyphs=self._nothing,
            tracks=(),
        )
        if low >= high:
            return part
        frame = self._frames.of(scale, low, high, Patience(budget_ms))
        arranged = labels.arrange(frame.standing, scale, end=self.extent.end)
        found = labels.glyphs(arranged, self.marks, scale, down, edges=False)
        return self._with(found, part, frame, (scale, low, high, down), still=False)

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
        ids = raised.hidden(self.items, scene, entries)
        if not len(ids):
            return scene if scene.raised is None else replace(scene, raised=None)
        lane = self.items.lane_of(ids)
        row = self._shelf.rows[lane] - np.where(self._shelf.foot[lane], 0, 1)
        standing = raised.standing(self.items, ids, row, self._shelf.top[:-1] + PADDING, self.row_height)
        scale, _, _, down = self._shown(scene)
        arranged = labels.arrange(standing, scale, end=self.extent.end)
        return replace(scene, raised=labels.glyphs(arranged, self.marks, scale, down))

    @property
    def lane_tops(self) -> list[float]:
        """Px from the top of the first lane to the top of each, and to the foot of the last."""
        return [float(top) for top in self._shelf.top]

    @property
    def rows(self) -> int:
        """Rows of all lanes."""
        return int(self._shelf.rows.sum())

    def with_rows(self, rows_that_fit: int, fewest_rows: int, shown: TimeScale, wider: float = 1.0) -> "Layout":
        """The same events with other room; rows are those that a still picture needs where ``shown`` is drawn.

        Each crowded lane keeps the ``fewest_rows`` before the lanes take more room than there is.  Where titles are
        taken to be so many times ``wider`` lanes want more rows.
        """
        made = shelf(self.items, self.extent, rows_that_fit, self.row_height, fewest_rows, shown=shown, wider=wider)
        return self._on(made, self.row_height)

    def fitted_to(self, scene: Scene, row_height: float) -> "Layout":
        """The same rows, so many px high, without room for "+N" in lanes where a scene has none."""
        foot = np.isin(np.arange(len(self.lanes)), scene.groups.lane)
        top = stacked(self._shelf.rows, foot, row_height)
        return self._on(replace(self._shelf, top=top, foot=foot), row_height)

    def _on(self, shelf_: Shelf, row_height: float) -> "Layout":
        other = copy(self)
        vars(other).update(
            _shelf=shelf_,
            row_height=row_height,
            _frames=Frames(self.items, shelf_, row_height),
            _arranged=None,
            _lanes_shown=((0, 0, 0.0), ()),
        )
        return other

    def overview(self, columns: int) -> NDArray[np.int64]:
        """Events by quad class over equal parts of all time, shape (5, columns); each counts once."""
        return self._counting.columns(columns)

    def events_in(self, lane: int, span: TimeSpan, limit: int) -> list[int]:
        """The entries of a lane that a "+N" of that span stands for, drawn ones included, in order of time."""
        first, last = self._lane(lane)
        low, high = np.searchsorted(self.items.anchor[first:last], (span.begin, span.end))
        return [int(entry) for entry in self.items.entry[first + low : min(first + high, first + low + limit)]]

    def closer(self, group: Group) -> TimeSpan | None:
        """The span to show to see the events of a group apart; None when they are all at one instant: list them."""
        first, last = self._lane(group.lane)
        anchor = self.items.anchor[first:last]
        low, high = np.searchsorted(anchor, (group.span.begin, group.span.end))
        if high - low < 2 or anchor[high - 1] <= anchor[low]:
            return None
        nearer = TimeSpan(float(anchor[low]), float(anchor[high - 1])).fit(0.1)
        return nearer if nearer.length < group.span.length else group.span

    def _lane(self, lane: int) -> tuple[int, int]:
        return int(self.items.offsets[lane]), int(self.items.offsets[lane + 1])

    def _lanes_between(self, above: float, below: float) -> tuple[int, int]:
        top = self._shelf.top
        low = int(np.searchsorted(top[1:], above, "right"))
        return low, int(np.searchsorted(top[:-1], below, "left"))

    def _boxes(self, low: int, high: int, down: float) -> tuple[LaneBox, ...]:
        """The lanes from ``low`` up to ``high``; while one pans they are the same."""
        shown, boxes = self._lanes_shown
        if shown != (low, high, down):
            lanes, top = self.lanes, self._shelf.top[low : high + 1] + down
            boxes = tuple(
                LaneBox(index, lanes.keys[index], lanes.names[index], int(lanes.counts[index]), upper, lower - upper)
                for index, (upper, lower) in enumerate(pairwise(top.tolist()), start=low)
            )
            self._lanes_shown = (low, high, down), boxes
        return boxes

    def _groups(self, frame: Frame, scale: TimeScale, shown: tuple[int, int, float], *, still: bool) -> Groups:
        low, high, down = shown
        rows = slice(low - frame.first.lanes.start, high - frame.first.lanes.start)
        borders = frame.time_of(np.arange(frame.cells.shape[1] + 1) * detail.cell_size(frame.z))
        room = np.where(self._shelf.foot[low:high], FOOT, self.row_height + PADDING)
        top = self._shelf.top[low + 1 : high + 1] + down - room + (room - PADDING / 2 - detail.BADGE_HEIGHT) / 2
        made = detail.groups(frame.cells[rows], frame.time_of(frame.centres[rows]), borders, scale, (low, top))
        return detail.within(made, scale.x0 + 2, scale.x1 - 2) if still else made


def _with_margin(known: TimeSpan) -> TimeSpan:
    fitted = known.fit(0.04)
    return TimeSpan(fitted.begin, fitted.end + 0.06 * fitted.length)  # room for the last label
