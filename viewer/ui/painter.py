"""Draws a Scene with any QPainter: the screen, PNG, SVG and PDF are the same picture.

    ground, bands, grid  →  density  →  covers  →  bars  →  marks  →  titles  →  "+N"  →  headers, axis, tracks

On the screen marks and titles are cached pixmaps on whole pixels; with ``vector=True`` they are paths and text.
The painter knows no event: titles are asked for by entry, and only those that have not been drawn before.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Glyphs, Groups, Overlay, Scene
from viewer.timeline.style import SHAPES
from viewer.ui import layers
from viewer.ui.backdrop import draw_density, draw_frame, draw_ground, draw_minor, hide_cut
from viewer.ui.badges import BadgeSheet
from viewer.ui.badges import draw_ground as draw_badge
from viewer.ui.bars import HEIGHT, TEXT_LIFT, bars_of, draw_bars, draw_covers, strips
from viewer.ui.clips import clipped
from viewer.ui.fonts import Fonts
from viewer.ui.glyphs import MarkSheet, draw_mark
from viewer.ui.headers import Headers, draw_headers
from viewer.ui.lettering import Face, Lettering
from viewer.ui.plain import one_line
from viewer.ui.theme import Theme, faint
from viewer.ui.titles import Titles

RING = 11.0  # px radius of the ring around a selected mark
_OVERHANG = 8.0  # px that a mark at the edge of the time in a file may reach beyond it
_SLACK = 0.5  # px by which measures of a title differ


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


def _lit(glyphs: Glyphs, emphasis: Emphasis) -> NDArray[np.bool_]:
    lit = np.zeros(len(glyphs), np.bool_)
    for entry in emphasis.lit:
        lit |= glyphs.entry == entry
    return lit


def _plot(scene: Scene, over: float = 0.0) -> QRectF:
    """Where the lanes are, and so many px to either side."""
    left, top = scene.header_width, scene.axis_height
    return QRectF(left - over, top, scene.width - left + 2 * over, scene.lanes_bottom - top)


def _between(x: NDArray[np.float64], left: float, right: float) -> NDArray[np.bool_]:
    return (x >= left) & (x <= right)


class Painter:
    """One look (theme and fonts) and its caches; make a new one when the theme changes."""

    def __init__(self, theme: Theme, fonts: Fonts) -> None:
        self.theme = theme
        self.lettering = Lettering(fonts, theme)
        self._headers = Headers(theme, self.lettering)
        self._marks = MarkSheet(theme)
        self._badges = BadgeSheet(theme, fonts)
        self._titles = Titles(fonts, theme)
        self._ratio = 1.0

    @cached_property
    def _fades(self) -> QPixmap:
        return strips(self.theme)

    def forget_titles(self) -> None:
        """The entries mean other events now."""
        self._titles.forget()

    @property
    def complete(self) -> bool:
        """Whether every title of the frame was there."""
        return not self._titles.missing

    def make_missing(self, title_of: Callable[[int], str], ms: float) -> bool:
        """Make for so long the titles that were missing in a frame; whether all are there now."""
        return self._titles.make_missing(title_of, ms)

    def begin(self, ratio: float, *, vector: bool = False) -> None:
        """Begin a frame on a device of this pixel ratio."""
        self._ratio = ratio
        self.lettering.begin(ratio, vector=vector)
        self._titles.begin(ratio)

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
            vector: text as text and marks as paths, for files: nothing is missing.

        Returns:
            False when titles are missing: ``make_missing``, then paint again.
        """
        self.begin(painter.device().devicePixelRatioF(), vector=vector)
        if vector:
            self._paint_file(painter, scene, title_of, emphasis)
        else:
            self._paint_screen(painter, scene, title_of, emphasis)
        return self.complete

    def _paint_screen(
        self, painter: QPainter, scene: Scene, title_of: Callable[[int], str], emphasis: Emphasis
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        draw_ground(painter, scene, self.theme, crisp=True)
        with clipped(painter, _plot(scene)):
            self._draw_lasting(painter, scene, crisp=True)
            self._draw_marks(painter, scene, vector=False)
            self._draw_titles(painter, scene.glyphs, ~_lit(scene.glyphs, emphasis))  # those that are lit come later
            self._draw_groups(painter, scene.groups, vector=False)
            self._draw_lit(painter, scene, title_of, emphasis, vector=False)
        draw_minor(painter, scene, self.theme, self.lettering, sticky=False)
        self._draw_frame(painter, scene, vector=False)

    def _paint_file(self, painter: QPainter, scene: Scene, title_of: Callable[[int], str], emphasis: Emphasis) -> None:
        """In layers, and nothing is drawn that would slide under the headers."""
        with clipped(painter, QRectF(-_OVERHANG, 0, scene.width + 2 * _OVERHANG, scene.height)):
            layers.begin(painter, "Ground and grid")
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # hairlines of one weight at any scale
            draw_ground(painter, scene, self.theme, crisp=False)
            layers.begin(painter, "Lanes, axis and indicators")
            draw_minor(painter, scene, self.theme, self.lettering, sticky=True)
            self._draw_frame(painter, scene, vector=True)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            with clipped(painter, _plot(scene)):
                self._draw_lasting(painter, scene, crisp=False)
            with clipped(painter, _plot(scene, _OVERHANG)):
                layers.begin(painter, "Marks")
                self._draw_marks(painter, scene, vector=True)
                layers.begin(painter, "Titles")
                self._write_titles(painter, scene.glyphs, title_of, ~_lit(scene.glyphs, emphasis))
                layers.begin(painter, "Groups")
                self._draw_groups(painter, scene.groups, vector=True)
                self._draw_lit(painter, scene, title_of, emphasis, vector=True)

    def paint_bare(self, painter: QPainter, part: Scene) -> None:
        """Draw on the screen what of a scene stays where it is while one pans, but for its words."""
        draw_ground(painter, part, self.theme, crisp=True)
        self._draw_lasting(painter, part, crisp=True)
        self._draw_marks(painter, part, vector=False)
        draw_minor(painter, part, self.theme, self.lettering, sticky=False)

    def paint_words(self, painter: QPainter, part: Scene) -> bool:
        """Draw the words over that; ``begin`` the frame before, and see ``paint`` for the answer."""
        with clipped(painter, _plot(part)):
            self._draw_titles(painter, part.glyphs, np.ones(len(part.glyphs), np.bool_))
            self._draw_groups(painter, part.groups, vector=False)
        return self.complete

    def paint_over(
        self,
        painter: QPainter,
        overlay: Overlay,
        title_of: Callable[[int], str],
        emphasis: Emphasis,
        uncover: Callable[[NDArray[np.float64]], None],
    ) -> None:
        """Draw on top of that what is different in a view; ``uncover`` takes words off in boxes."""
        scene, glyphs = overlay.scene, overlay.scene.glyphs
        painter.setClipRect(_plot(scene))  # a view of the screen is not clipped otherwise: there is nothing to save
        uncover(self._titles.boxes(overlay.taken_off))
        self._draw_titles(painter, glyphs, ~_lit(glyphs, emphasis))
        self._draw_lit(painter, scene, title_of, emphasis, vector=False)
        painter.setClipping(False)
        self._draw_frame(painter, scene, vector=False)

    def _draw_frame(self, painter: QPainter, scene: Scene, *, vector: bool) -> None:
        if vector:
            draw_headers(painter, scene, self.theme, self.lettering)
        else:
            hide_cut(painter, scene, self.theme, self.lettering)
            self._headers.draw(painter, scene, self._ratio)
        draw_frame(painter, scene, self.theme, self.lettering)

    def _draw_lasting(self, painter: QPainter, scene: Scene, *, crisp: bool) -> None:
        """What ends at the right edge: crowds, periods and bars."""
        if not crisp:
            layers.begin(painter, "Density")
        draw_density(painter, scene, self.theme)
        if not crisp:
            layers.begin(painter, "Bars")
        draw_covers(painter, scene.glyphs, self.theme, crisp=crisp)
        draw_bars(painter, scene.glyphs, self.theme, width=scene.width, fades=self._fades if crisp else None)

    def _draw_lit(
        self,
        painter: QPainter,
        scene: Scene,
        title_of: Callable[[int], str],
        emphasis: Emphasis,
        *,
        vector: bool,
    ) -> None:
        """What stands out: a chosen stretch of time, selected and hovered events in each of their lanes."""
        self._light(painter, scene, emphasis)
        if scene.raised is not None:
            draw_covers(painter, scene.raised, self.theme, crisp=not vector)
            fades = None if vector else self._fades
            draw_bars(painter, scene.raised, self.theme, width=scene.width, fades=fades)
        for glyphs in (scene.glyphs, scene.raised):
            if glyphs is not None and emphasis.lit:
                self._draw_lit_of(painter, scene, glyphs, title_of, emphasis)

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

    def _draw_titles(self, painter: QPainter, glyphs: Glyphs, which: NDArray[np.bool_]) -> None:
        named = np.flatnonzero(~np.isnan(glyphs.label_x) & which)
        lift = np.where(bars_of(glyphs), TEXT_LIFT, 0.0)
        columns = (glyphs.entry, glyphs.label_x, glyphs.y - lift, glyphs.label_width)
        for entry, x, y, room in zip(*(of[named].tolist() for of in columns), strict=True):
            self._titles.draw(painter, (x, y), entry, room)

    def _write_titles(
        self, painter: QPainter, glyphs: Glyphs, title_of: Callable[[int], str], which: NDArray[np.bool_]
    ) -> None:
        """The same as text: cropped ones fill their room, and those left of their marks end beside them."""
        bars = bars_of(glyphs)
        for place in np.flatnonzero(~np.isnan(glyphs.label_x) & which).tolist():
            bar, room = bool(bars[place]), float(glyphs.label_width[place])
            text = self.lettering.crop(one_line(title_of(int(glyphs.entry[place]))), room + _SLACK)
            x, y = float(glyphs.label_x[place]), float(glyphs.y[place]) - (TEXT_LIFT if bar else 0)
            if x + room <= (glyphs.x_min[place] if bar else glyphs.x[place]):
                x += max(0.0, room - self.lettering.width(text))
            self.lettering.draw(painter, x, y, text)

    def _draw_groups(self, painter: QPainter, groups: Groups, *, vector: bool) -> None:
        if not vector:
            self._badges.draw(painter, groups, self._ratio)
            return
        for group in groups:
            box, text = QRectF(group.x, group.y, group.width, group.height), f"+{group.count:,}"
            draw_badge(painter, box, self.theme)
            left = box.center().x() - self.lettering.width(text, "small") / 2
            self.lettering.draw(painter, left, box.center().y(), text, ink="muted", face="small")

    def _light(self, painter: QPainter, scene: Scene, emphasis: Emphasis) -> None:
        """The chosen stretch of time, a wash over the events."""
        if emphasis.chosen is None:
            return
        per_px = scene.span.length / (scene.width - scene.header_width)
        left, right = (
            min(max(scene.header_width + (t - scene.span.begin) / per_px, scene.header_width - 2), scene.width + 2)
            for t in (emphasis.chosen.begin, emphasis.chosen.end)
        )
        wash = faint(self.theme["accent"], 0.1)
        painter.fillRect(QRectF(left, scene.axis_height, right - left, scene.lanes_bottom - scene.axis_height), wash)
        for x in (left, right):
            painter.fillRect(QRectF(round(x), scene.axis_height, 1, scene.lanes_bottom), self.theme["accent"])

    def _draw_lit_of(
        self, painter: QPainter, scene: Scene, glyphs: Glyphs, title_of: Callable[[int], str], emphasis: Emphasis
    ) -> None:
        """Selected and hovered events again, ringed and above all others, in each of their lanes."""
        bars = bars_of(glyphs)
        for place in np.flatnonzero(_lit(glyphs, emphasis)):
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
        x, text = self._lit_title(scene, at, one_line(title), face)
        y = float(glyphs.y[place]) - (TEXT_LIFT if bar else 0)
        if not (bar and glyphs.x_min[place] <= x and x + lettering.width(text, face) <= glyphs.x_max[place]):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme["paper"])
            painter.drawRoundedRect(QRectF(x - 4, y - 9, lettering.width(text, face) + 8, 18), 4, 4)
        lettering.draw(painter, x, y, text, ink="ink", face=face)

    def _lit_title(self, scene: Scene, of: tuple[Glyphs, int], text: str, face: Face) -> tuple[float, str]:
        """Left edge and words of a lit title: where it stands unlit, unless that is cut by the right edge."""
        glyphs, place = of
        bar = bool(bars_of(glyphs)[place])
        width = self.lettering.width(text, face)
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
        return x, self.lettering.crop(text, scene.width - x, face)
