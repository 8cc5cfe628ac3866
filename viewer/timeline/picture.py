"""The picture as values: everything that is to be drawn, in pixels, and what lies under a point.

A Scene is built for one width, height and time span; it holds arrays and short tuples, no Qt type and no
font.  The painter draws it on the screen, into PNG, SVG or PDF; the mouse is answered from the same arrays.
``scene`` makes it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from viewer.timeline.scale import TimeSpan

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class Tick(NamedTuple):
    """One line of the axis at ``x`` px: ``label`` may be "" (a line without words)."""

    x: float
    label: str
    width: float = 0.0  # px to the next tick of the same level: the room for the label


@dataclass(frozen=True, slots=True)
class Axis:
    """Two levels: ``major`` above (years over months; always at least one label visible), ``minor`` below."""

    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class LaneBox:
    """One lane as it stands in the picture; ``index`` counts in ``LaneRows``; px from the top of the scene."""

    index: int
    key: str
    name: str
    count: int
    top: float
    height: float


class Band(NamedTuple):
    """A container behind everything, from ``x0`` to ``x1`` px; ``entry`` is its index in ``Marks``."""

    entry: int
    title: str
    x0: float
    x1: float
    category: int


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """All bands of a picture, the most important first, as arrays of shape (n,), fields as in ``Band``.

    Each is made when asked for: of a hundred only a dozen are tried for a name while one pans.
    """

    entry: Ints
    title: NDArray[np.object_]
    x0: Floats
    x1: Floats
    category: NDArray[np.uint8]

    @classmethod
    def of(cls, bands: Iterable[Band]) -> "Bands":
        """Bands put together."""
        rows = list(bands)
        px = np.array([(band.x0, band.x1) for band in rows], np.float64).reshape(-1, 2)
        return cls(
            np.array([band.entry for band in rows], np.int32),
            np.array([band.title for band in rows], np.object_),
            px[:, 0],
            px[:, 1],
            np.array([band.category for band in rows], np.uint8),
        )

    def __len__(self) -> int:
        return len(self.entry)

    def __iter__(self) -> Iterator[Band]:
        return (self[k] for k in range(len(self)))

    def __getitem__(self, k: int) -> Band:
        return Band(int(self.entry[k]), self.title[k], float(self.x0[k]), float(self.x1[k]), int(self.category[k]))


@dataclass(frozen=True, slots=True)
class Group:
    """A "+N" badge: ``count`` events of one lane between two instants that found no room of their own."""

    lane: int
    count: int
    x: float
    y: float
    width: float
    height: float
    span: TimeSpan


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """All "+N" badges of a picture as arrays of shape (n,), fields as in ``Group``; each is made when asked for.

    Attributes:
        begin, end: the instants between which the hidden events lie, seconds.
    """

    lane: NDArray[np.int64]
    count: NDArray[np.int64]
    x: Floats
    y: Floats
    width: Floats
    height: Floats
    begin: Floats
    end: Floats

    @classmethod
    def of(cls, groups: Iterable[Group]) -> "Groups":
        """Badges put together."""
        rows = [(g.lane, g.count, g.x, g.y, g.width, g.height, g.span.begin, g.span.end) for g in groups]
        lane, count, *px = np.array(rows, np.float64).reshape(-1, 8).T
        return cls(lane.astype(np.int64), count.astype(np.int64), *px)

    def __len__(self) -> int:
        return len(self.lane)

    def __iter__(self) -> Iterator[Group]:
        return (self[k] for k in range(len(self)))

    def __getitem__(self, k: int) -> Group:
        px = float(self.x[k]), float(self.y[k]), float(self.width[k]), float(self.height[k])
        return Group(int(self.lane[k]), int(self.count[k]), *px, TimeSpan(float(self.begin[k]), float(self.end[k])))


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """A figure over a period: x0..x1 px, y px, the figure alone, and with its unit."""

    x0: float
    x1: float
    y: float
    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """An indicator series below the lanes.

    Attributes:
        id, name, unit: of the series.
        top, height: px.
        points: in order of time.
        low, high: the figures that stand at the foot and at the top.
        from_zero: whether the foot is zero, so that areas may be compared.
        stepped: whether each figure holds until the next, as totals so far do.
        more: series with figures in view that found no room; told in the last track.
    """

    id: str
    name: str
    unit: str
    top: float
    height: float
    points: tuple[TrackPoint, ...]
    low: str = ""
    high: str = ""
    from_zero: bool = True
    stepped: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Drawn events, arrays of shape (n,): one entry per event *and lane* that has a place of its own.

    A glyph is a bar where its certain or possible extent is wide enough, else a mark at ``x``.
    px: ``x_min <= x_start``, ``x_end <= x_max`` are the four bounds, clipped to a little beyond the picture; all
    equal ``x`` where an event had room for a mark only.

    Attributes:
        entry: index into ``Marks``.
        lane: index into ``LaneRows``.
        x: centre of the mark.
        y: vertical centre of the row.
        x_min, x_start, x_end, x_max: earliest start, latest start, earliest end, latest end.
        bar: True where drawn as a bar.
        category, status: vocabulary indices.
        flags: ``dates.DateFlag``.
        label_x: left edge of the label, NaN where there is no label.
        label_width: px the label may take; longer text is cropped with an ellipsis.
    """

    entry: Ints
    lane: Ints
    x: Floats
    y: Floats
    x_min: Floats
    x_start: Floats
    x_end: Floats
    x_max: Floats
    bar: NDArray[np.bool_]
    category: NDArray[np.uint8]
    status: NDArray[np.uint8]
    flags: NDArray[np.uint16]
    label_x: Floats
    label_width: Floats

    def __len__(self) -> int:
        return len(self.entry)


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point.

    Attributes:
        kind: what it is; "nothing" lies below the lanes.
        entry: index into ``Marks`` of an event or a band, else None.
        lane: index into ``LaneRows`` of the lane under the point, whatever lies in it, else None.
        group: the "+N" badge, else None.
        track: the indicator track, else None.
    """

    kind: Literal["event", "group", "lane", "band", "axis", "track", "nothing"]
    entry: int | None = None
    lane: int | None = None
    group: Group | None = None
    track: Track | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the painter needs.  Layout from the left: lane headers ``header_width`` px, then the plot.

    Attributes:
        width, height: px of the whole scene.
        header_width: px of the lane headers at the left.
        axis_height: px of the axis at the top; lanes are clipped below it.
        lanes_bottom: px where the lanes end and the tracks begin.
        span: the time shown between ``header_width`` and ``width``.
        density: counts of hidden events per lane box and column, shape (len(lanes), columns), float32 in 0..1,
            or shape (0, 0).
        density_at: px where the first column begins, and px of each.
        now_x: px of the present instant, NaN outside.
        complete: False while some lanes are not laid out yet; asking again goes on with the work.
        raised: glyphs of single events that have no place in the picture, drawn above everything; None for none.
        content_height: px all lanes would need; more than the room means they can be scrolled.
    """

    width: float
    height: float
    header_width: float
    axis_height: float
    row_height: float
    lanes_bottom: float
    span: TimeSpan
    axis: Axis
    lanes: tuple[LaneBox, ...]
    glyphs: Glyphs
    groups: Groups = field(default_factory=lambda: Groups.of(()))
    bands: Bands = field(default_factory=lambda: Bands.of(()))
    tracks: tuple[Track, ...] = ()
    density: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    density_at: tuple[float, float] = (0.0, 1.0)
    now_x: float = float("nan")
    complete: bool = True
    raised: Glyphs | None = None
    content_height: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """What of a picture the edges of the view change, and what is lit in it; the rest moves as one while one pans.

    Attributes:
        scene: the picture with no other glyphs, and without groups.
        taken_off: labels that do not stand where they would if no edge were near: x, y and width, shape (n, 3).
    """

    scene: Scene
    taken_off: Floats
