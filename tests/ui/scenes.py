"""Small scenes made by hand, so that what is drawn can be told from what is placed."""

from dataclasses import dataclass, replace

import numpy as np

from viewer.events.dates import DateFlag
from viewer.events.marks import Marks, Texts
from viewer.events.vocabulary import CATEGORY_CODE, STATUS_CODE
from viewer.timeline.picture import Axis, Glyphs, Group, LaneBox, Overlay, Scene, Tick
from viewer.timeline.scale import TimeSpan

DAY = 86_400
HEADER, AXIS, ROW = 120.0, 44.0, 22.0


@dataclass(frozen=True)
class Spot:
    """One glyph: ``bounds`` are its four x px, None for a day seen from afar."""

    entry: int = 0
    lane: int = 0
    row: int = 0
    x: float = 300.0
    category: str = "agree"
    status: str = "confirmed"
    bounds: tuple[float, float, float, float] | None = None
    lasts: bool = False
    flags: int = 0
    label: float | None = None
    room: float = 200.0


def a_scene(*spots: Spot, lanes: tuple[str, ...] = ("Pakistan", "Russia"), width: float = 800.0, **changes) -> Scene:
    """A scene of 100 days, its lanes 60 px high."""
    boxes = tuple(LaneBox(i, name[:3].upper(), name, 7, AXIS + 60 * i, 60.0) for i, name in enumerate(lanes))
    columns = list(zip(*(_row(spot) for spot in spots), strict=True)) or [()] * 14
    kinds = (np.int32, np.int32, *[float] * 6, bool, np.uint8, np.uint8, np.uint16, float, float)
    glyphs = Glyphs(*(np.array(column, kind) for column, kind in zip(columns, kinds, strict=True)))
    bottom = AXIS + 60 * len(lanes)
    scene = Scene(
        width=width,
        height=bottom,
        header_width=HEADER,
        axis_height=AXIS,
        row_height=ROW,
        lanes_bottom=bottom,
        span=TimeSpan(0, 100 * DAY),
        axis=Axis((Tick(HEADER, "1970", 680),), (Tick(HEADER, "Jan", 200), Tick(320, "Feb", 200))),
        lanes=boxes,
        glyphs=glyphs,
        content_height=60.0 * len(lanes),
        density_at=(HEADER, 8.0),
    )
    return replace(scene, **changes)


def _row(spot: Spot) -> tuple[object, ...]:
    bounds = spot.bounds or (spot.x - 1, spot.x - 1, spot.x + 1, spot.x + 1)
    y = AXIS + 60 * spot.lane + 14 + ROW * spot.row
    flags = spot.flags | (DateFlag.INTERVAL if spot.lasts else 0)
    label = np.nan if spot.label is None else spot.label
    codes = CATEGORY_CODE[spot.category], STATUS_CODE[spot.status]
    return (spot.entry, spot.lane, spot.x, y, *bounds, spot.lasts, *codes, int(flags), label, spot.room)


def a_group(**changes) -> Group:
    """A badge of six hidden events."""
    return replace(Group(0, 6, 400.0, 80.0, 34.0, 16.0, TimeSpan(DAY, 2 * DAY)), **changes)


def texts(*titles: str) -> Texts:
    """Titles in one buffer."""
    return Texts.of(titles)


class FixedLayout:
    """Stands in for a Layout: always the same scene, at any span."""

    def __init__(self, scene: Scene, titles: tuple[str, ...]) -> None:
        n = len(titles)
        zeros = np.zeros(n, np.int64)
        bytes_ = np.zeros(n, np.uint8)
        self.marks = Marks(
            np.arange(n, dtype=np.int32),
            *[zeros] * 4,
            bytes_.astype(np.uint16),
            *[bytes_] * 4,
            np.zeros(n, np.bool_),
            texts(*titles),
        )
        self.extent = TimeSpan(0, 100 * DAY)
        self.whole = self.extent
        self.figured = False
        self.limits = TimeSpan(-100 * DAY, 200 * DAY)
        self._scene = scene
        self.asked: list[dict[str, object]] = []

    def outline(self, span: TimeSpan, width: float, height: float, **wishes) -> Scene:
        """The scene, whatever is asked for."""
        self.asked.append(wishes)
        del width, height
        return replace(self._scene, span=span)

    def filled(self, outline: Scene, _budget_ms: float) -> Scene:
        """The outline has everything."""
        return outline

    def overlay(self, outline: Scene, _lit: frozenset[int]) -> Overlay:
        """Nothing moves."""
        return Overlay(replace(outline, glyphs=self._scene.glyphs), np.zeros((0, 3)))

    def advance(self, _scene: Scene, _span: TimeSpan, _budget_ms: float) -> bool:
        """There is never anything to lay out."""
        return True

    def stretch(self, scene: Scene, first: float, last: float, _budget_ms: float) -> Scene:
        """All of the scene, moved so that ``first`` is at 0 px."""
        g = scene.glyphs
        moved = {name: getattr(g, name) - first for name in ("x", "x_min", "x_start", "x_end", "x_max", "label_x")}
        groups = replace(scene.groups, x=scene.groups.x - first)
        return replace(scene, width=last - first, header_width=0.0, glyphs=replace(g, **moved), groups=groups)

    def raising(self, scene: Scene, _entries: frozenset[int]) -> Scene:
        return scene

    def overview(self, columns: int) -> np.ndarray:
        """One event in every other column."""
        counts = np.zeros((5, columns), np.int64)
        counts[0, ::2] = 1
        return counts
