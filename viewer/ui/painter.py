"""Draws a Scene with any QPainter: the screen, PNG, SVG and PDF are the same picture.

    ground, bands, grid  →  density  →  covers  →  bars  →  marks  →  titles  →  "+N"  →  headers, axis, tracks

On the screen marks and titles are cached pixmaps on whole pixels; with ``vector=True`` they are paths and text.
The painter knows no event: titles are asked for by entry, and only those that have not been drawn before.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Glyphs, Group, Scene
from viewer.timeline.style import SHAPES
from viewer.ui import layers
from viewer.ui.backdrop import draw_density, draw_frame, draw_ground
from viewer.ui.bars import HEIGHT, TEXT_LIFT, bars_of, draw_bars, draw_covers
from viewer.ui.clips import clipped
from viewer.ui.fonts import Fonts
from viewer.ui.glyphs import MarkSheet, draw_mark
from viewer.ui.lettering import Face, Lettering
from viewer.ui.plain import one_line
from viewer.ui.theme import Theme

RING = 11.0  # px radius of the ring around a selected mark
_MOST_PILLS = 1_000
_OVERHANG = 8.0  # px that a mark at the edge of the time in a file may reach beyond it
_SLACK = 0.5  # px by which measures of a title differ
_STEP = 8  # px: rooms of cropped titles are rounded down to this, so that few pixmaps serve while a bar slides


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What is lit: selected entries, the entry under the pointer, a chosen stretch of time."""

    selected: Set[int] = frozenset()
    hovered: int | None = None
    chosen: TimeSpan | None = None

    @property
    def lit(self) -> Set[int]:
        """All entries that stand out."""
        return self.selected if self.hovered is None else {*self.selected, self.hovered}


NOTHING = Emphasis()


def _between(x: NDArray[np.float64], left: float, right: float) -> NDArray[np.bool_]:
    return (x >= left) & (x <= right)


class Painter:
    """One look (theme and fonts) and its caches; make a new one when the theme changes."""

    def __init__(self, theme: Theme, fonts: Fonts) -> None:
        self.theme = theme
        self.lettering = Lettering(fonts, theme)
        self._marks = MarkSheet(theme)
        self._pills: dict[tuple[str, float, float], QPixmap] = {}
        self._widths: dict[int, float] = {}
        self._ratio = 1.0

    def forget_titles(self) -> None:
        """The entries mean other events now."""
        self.lettering.forget()
        self._widths.clear()

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        title_of: Callable[[int], str],
        emphasis: Emphasis = NOTHING,
        *,
        vector: bool = False,
    ) -> bool:
        """Draw the whole scene at (0, 0).

        Args:
            painter: open on any device, in logical px.
            scene: what to draw.
            title_of: the title of an entry of ``Marks``.
            emphasis: what is lit.
            vector: text as text and marks as paths, without a budget: for files.

        Returns:
            False when titles are still missing because the frame's budget was spent: paint again soon.
        """
        ratio = painter.device().devicePixelRatioF()
        if ratio != self._ratio or len(self._pills) > _MOST_PILLS:
            self._pills.clear()
        self._ratio = ratio
        self.lettering.begin(self._ratio, vector=vector)
        over = _OVERHANG if vector else 0.0
        left, top, high = scene.header_width, scene.axis_height, scene.lanes_bottom - scene.axis_height
        with clipped(painter, QRectF(-over, 0, scene.width + 2 * over, scene.height)):
            layers.begin(painter, "Ground and grid")
            draw_ground(painter, scene, self.theme, crisp=not vector)
            if vector:  # in a file nothing is drawn that would slide under the headers
                self._draw_frame(painter, scene)
            with clipped(painter, QRectF(left, top, scene.width - left, high)):
                self._draw_lasting(painter, scene, emphasis, vector=vector)
            with clipped(painter, QRectF(left - over, top, scene.width - left + 2 * over, high)):
                self._draw_events(painter, scene, title_of, emphasis, vector=vector)
            if not vector:
                self._draw_frame(painter, scene)
        return self.lettering.complete

    def _draw_frame(self, painter: QPainter, scene: Scene) -> None:
        layers.begin(painter, "Lanes, axis and indicators")
        draw_frame(painter, scene, self.theme, self.lettering)

    def _draw_lasting(self, painter: QPainter, scene: Scene, emphasis: Emphasis, *, vector: bool) -> None:
        """What ends at the right edge: the chosen time, crowds, periods and bars."""
        self._light(painter, scene, emphasis)
        layers.begin(painter, "Density")
        draw_density(painter, scene, self.theme)
        layers.begin(painter, "Bars")
        draw_covers(painter, scene.glyphs, self.theme, crisp=not vector)
        draw_bars(painter, scene.glyphs, self.theme, width=scene.width, crisp=not vector)

    def _draw_events(
        self, painter: QPainter, scene: Scene, title_of: Callable[[int], str], emphasis: Emphasis, *, vector: bool
    ) -> None:
        """Marks and all words above them."""
        layers.begin(painter, "Marks")
        self._draw_marks(painter, scene, vector=vector)
        layers.begin(painter, "Titles")
        write = self._write_titles if vector else self._draw_titles
        write(painter, scene.glyphs, title_of, emphasis.lit)
        layers.begin(painter, "Groups")
        for group in scene.groups:
            self._draw_group(painter, group, vector=vector)
        if scene.raised is not None:
            draw_covers(painter, scene.raised, self.theme, crisp=not vector)
            draw_bars(painter, scene.raised, self.theme, width=scene.width, crisp=not vector)
        for glyphs in (scene.glyphs, scene.raised):
            if glyphs is not None and emphasis.lit:
                self._draw_lit(painter, scene, glyphs, title_of, emphasis)

    def _draw_marks(self, painter: QPainter, scene: Scene, *, vector: bool) -> None:
        glyphs = scene.glyphs
        places = np.flatnonzero(~bars_of(glyphs) & ((not vector) | _between(glyphs.x, scene.header_width, scene.width)))
        x, y = glyphs.x[places], glyphs.y[places]
        category, status = glyphs.category[places], glyphs.status[places]
        if not vector:
            self._marks.draw(painter, (x, y), (category, status), self._ratio)
            return
        for mark in zip(x.tolist(), y.tolist(), category.tolist(), status.tolist(), strict=True):
            self._mark_at(painter, *mark)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _mark_at(self, painter: QPainter, x: float, y: float, category: int, status: int) -> None:
        painter.save()
        painter.translate(x, y)
        draw_mark(painter, SHAPES[category], self.theme.category(category), self.theme["paper"], status)
        painter.restore()

    def _draw_titles(self, painter: QPainter, glyphs: Glyphs, title_of: Callable[[int], str], lit: Set[int]) -> None:
        named = np.flatnonzero(~np.isnan(glyphs.label_x) & ~np.isin(glyphs.entry, list(lit)))  # those come later
        lift = np.where(bars_of(glyphs), TEXT_LIFT, 0.0)
        columns = (glyphs.entry, glyphs.label_x, glyphs.y - lift, glyphs.label_width)
        lettering, widths = self.lettering, self._widths
        for entry, x, y, room in zip(*(of[named].tolist() for of in columns), strict=True):
            # Whole titles share one pixmap; rooms of cropped ones change in steps, so that few serve a sliding bar.
            key = (entry, 0 if room >= widths.get(entry, np.inf) else room // _STEP * _STEP)
            if lettering.known(key):
                lettering.draw(painter, x, y, "", key=key)
            elif lettering.may_make():
                text = one_line(title_of(entry))
                width = widths[entry] = lettering.width(text)
                key = (entry, 0 if room >= width else room // _STEP * _STEP)
                lettering.draw(painter, x, y, text if room >= width else lettering.crop(text, key[1]), key=key)

    def _write_titles(self, painter: QPainter, glyphs: Glyphs, title_of: Callable[[int], str], lit: Set[int]) -> None:
        """The same as text: cropped ones fill their room, and those left of their marks end beside them."""
        bars = bars_of(glyphs)
        for place in np.flatnonzero(~np.isnan(glyphs.label_x) & ~np.isin(glyphs.entry, list(lit))).tolist():
            bar, room = bool(bars[place]), float(glyphs.label_width[place])
            text = self.lettering.crop(one_line(title_of(int(glyphs.entry[place]))), room + _SLACK)
            x, y = float(glyphs.label_x[place]), float(glyphs.y[place]) - (TEXT_LIFT if bar else 0)
            if x + room <= (glyphs.x_min[place] if bar else glyphs.x[place]):
                x += max(0.0, room - self.lettering.width(text))
            self.lettering.draw(painter, x, y, text)

    def _draw_group(self, painter: QPainter, group: Group, *, vector: bool) -> None:
        text = f"+{group.count:,}"
        key = (text, group.width, group.height)
        if vector:
            self._pill(painter, QRectF(group.x, group.y, group.width, group.height), text)
            return
        pill = self._pills.get(key)
        if pill is None:
            pill = QPixmap(round((group.width + 2) * self._ratio), round((group.height + 2) * self._ratio))
            pill.setDevicePixelRatio(self._ratio)
            pill.fill(Qt.GlobalColor.transparent)
            inside = QPainter(pill)
            self._pill(inside, QRectF(0, 0, group.width, group.height), text)
            inside.end()
            self._pills[key] = pill
        painter.drawPixmap(round(group.x), round(group.y), pill)

    def _pill(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.mix("muted", 0.35), 1))
        painter.setBrush(self.theme["band"])
        round_ends = (box.height() - 1) / 2
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), round_ends, round_ends)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        left = box.center().x() - self.lettering.width(text, "small") / 2
        self.lettering.draw(painter, left, box.center().y(), text, ink="muted", face="small")

    def _light(self, painter: QPainter, scene: Scene, emphasis: Emphasis) -> None:
        """The chosen stretch of time, behind the events."""
        if emphasis.chosen is None:
            return
        per_px = scene.span.length / (scene.width - scene.header_width)
        left, right = (
            min(max(scene.header_width + (t - scene.span.begin) / per_px, scene.header_width - 2), scene.width + 2)
            for t in (emphasis.chosen.begin, emphasis.chosen.end)
        )
        wash = QColor(self.theme["accent"])
        wash.setAlphaF(0.1)
        painter.fillRect(QRectF(left, scene.axis_height, right - left, scene.lanes_bottom - scene.axis_height), wash)
        for x in (left, right):
            painter.fillRect(QRectF(round(x), scene.axis_height, 1, scene.lanes_bottom), self.theme["accent"])

    def _draw_lit(
        self, painter: QPainter, scene: Scene, glyphs: Glyphs, title_of: Callable[[int], str], emphasis: Emphasis
    ) -> None:
        """Selected and hovered events again, ringed and above all others, in each of their lanes."""
        bars = bars_of(glyphs)
        for place in np.flatnonzero(np.isin(glyphs.entry, list(emphasis.lit))):
            entry, bar = int(glyphs.entry[place]), bool(bars[place])
            firm = entry in emphasis.selected
            self._draw_title_lit(painter, scene, (glyphs, int(place)), title_of(entry), firm=firm, bar=bar)
            self._draw_ring(painter, glyphs, int(place), firm=firm, bar=bar)

    def _draw_ring(self, painter: QPainter, glyphs: Glyphs, place: int, *, firm: bool, bar: bool) -> None:
        x, y = round(float(glyphs.x[place])), round(float(glyphs.y[place]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme["ink"] if firm else self.theme["accent"], 2 if firm else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if bar:
            left, right = float(glyphs.x_min[place]), float(glyphs.x_max[place])
            painter.drawRoundedRect(QRectF(left - 1, y - HEIGHT / 2 - 1, right - left + 2, HEIGHT + 2), 3, 3)
        else:
            painter.setBrush(self.theme["paper"])
            painter.drawEllipse(QPointF(x, y), RING - 1, RING - 1)
            self._mark_at(painter, x, y, int(glyphs.category[place]), int(glyphs.status[place]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_title_lit(
        self, painter: QPainter, scene: Scene, at: tuple[Glyphs, int], title: str, *, firm: bool, bar: bool
    ) -> None:
        """The whole title, on paper of its own so that it can be read over its neighbours."""
        (glyphs, place), lettering = at, self.lettering
        face: Face = "bold" if firm else "normal"
        text = one_line(title)
        width = lettering.width(text, face)
        x = float(glyphs.label_x[place])
        near = float(glyphs.x_max[place] if bar else glyphs.x[place]) + RING + 4
        far = float(glyphs.x_min[place] if bar else glyphs.x[place]) - RING - 4 - width
        if np.isnan(x) or (not bar and x > glyphs.x[place]):
            x = near
        elif not bar:  # the title stands left of its mark and must still end there
            x = far
        if x + width > scene.width and far >= scene.header_width:
            x = far
        x = max(x, scene.header_width + 4)
        text = lettering.crop(text, scene.width - x, face)
        y = float(glyphs.y[place]) - (TEXT_LIFT if bar else 0)
        if not (bar and glyphs.x_min[place] <= x and x + lettering.width(text, face) <= glyphs.x_max[place]):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme["paper"])
            painter.drawRoundedRect(QRectF(x - 4, y - 9, lettering.width(text, face) + 8, 18), 4, 4)
        lettering.draw(painter, x, y, text, ink="ink", face=face)
