"""The whole extent as a strip: how much happened when, coloured by quad class, with a window on what is shown.

drag inside the window → pan      drag an edge → make it longer or shorter
drag outside → choose anew        double click, Home → everything      arrows → pan, with Shift → resize
"""

from bisect import bisect_right
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.events.blocks import distinct
from viewer.events.vocabulary import QUADS
from viewer.timeline.scale import SHORTEST, TimeScale, TimeSpan
from viewer.timeline.scene import Axis, Layout, Tick
from viewer.timeline.ticks import axis
from viewer.ui.fonts import Fonts
from viewer.ui.gestures import wheel_steps, zoom_factor
from viewer.ui.lettering import Lettering
from viewer.ui.rectangles import fill, rows_of
from viewer.ui.theme import Theme, faint

HEIGHT = 60  # px
_MARGIN = 12.0  # px at both ends
_FOOT = 16.0  # px of the years
_LID = 3.0  # px above the window
_COLUMN = 6  # px of one column of the density
_GRIP = 6.0  # px on either side of an edge that grab it
_LEAST = 8.0  # px of a window drawn; shorter spans are drawn this wide

Part = Literal["before", "begin", "inside", "end", "after"]


class Overview(QWidget):
    """The strip below the canvas.

    Signals:
        span_requested(TimeSpan, bool): show this span; True while a movement goes on.
    """

    span_requested = Signal(object, bool)

    def __init__(self, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = fonts
        self._lettering = Lettering(fonts, theme)
        self._layout: Layout | None = None
        self._counts: NDArray[np.int64] | None = None
        self._span: TimeSpan | None = None
        self._ticks: NDArray[np.float64] = np.zeros(0)
        self._drag: tuple[Part, float, TimeSpan] | None = None
        self._ground: tuple[object, QPixmap] | None = None  # the strip without events, and what it was drawn for
        self._strips: tuple[QPixmap, QPixmap] | None = None  # what lies outside and inside the window, wherever it is
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Overview")
        self.setAccessibleDescription("The whole extent of the events. Arrow keys move the window, Shift resizes it.")
        self.setToolTip("Drag the window to move, its edges to resize, outside it to choose anew")

    # what is shown

    def set_layout(self, layout: Layout | None) -> None:
        """Show the extent and density of other events."""
        if layout is self._layout:
            return
        self._layout, self._counts, self._strips = layout, None, None
        self.update()

    def set_span(self, span: TimeSpan) -> None:
        """Put the window over what the canvas shows."""
        before, self._span = self._window(), span
        if self._window() != before:  # deep in a zoom it stands where it stood
            self.update()

    def set_ticks(self, instants: NDArray[np.float64]) -> None:
        """Mark instants (seconds, shape (n,)): search hits, for example."""
        if not np.array_equal(instants, self._ticks):
            self._ticks, self._strips = instants, None
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme, self._strips = theme, None
        self._lettering = Lettering(self._fonts, theme)
        self.update()

    def scale(self) -> TimeScale | None:
        """From the time of all events, whatever matches, to px of this widget; None while there is nothing to show."""
        if self._layout is None:
            return None
        return TimeScale(self._layout.whole, _MARGIN, max(_MARGIN + 1, self.width() - _MARGIN))

    def window_edges(self) -> tuple[float, float] | None:
        """The window's edges in px, kept inside the strip and at least a few px apart."""
        scale = self.scale()
        if scale is None or self._span is None:
            return None
        last = self.width() - _MARGIN
        left = min(max(scale.x_of(self._span.begin), _MARGIN), last)
        right = min(max(scale.x_of(self._span.end), _MARGIN), last)
        if right - left < _LEAST:
            middle = min(max((left + right) / 2, _MARGIN + _LEAST / 2), last - _LEAST / 2)
            left, right = middle - _LEAST / 2, middle + _LEAST / 2
        return left, right

    def _window(self) -> tuple[int, int] | None:
        """The same on whole px."""
        edges = self.window_edges()
        return None if edges is None else (round(edges[0]), round(edges[1]))

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Columns, years, window."""
        self._lettering.begin(self.devicePixelRatioF(), vector=False)
        if self._strips is None or self._strips[0].devicePixelRatio() != self.devicePixelRatioF():
            self._strips = self._drawn_strips()
        outside, inside = self._strips
        with QPainter(self) as painter:
            window = self._window()
            painter.drawPixmap(0, 0, inside if window is None else outside)
            if window is not None:
                self._draw_window(painter, inside, window)

    def _drawn_strips(self) -> tuple[QPixmap, QPixmap]:
        """The strip under a veil, and as it is seen in the window."""
        scale = self.scale()
        strip = QPixmap(self._ground_of(scale))
        if scale is None or self._layout is None:
            return strip, strip
        with QPainter(strip) as painter:
            self._draw_columns(painter, self._layout)
        hits = self._hits(scale)
        return self._washed(strip, hits, "panel", 0.6), self._washed(strip, hits, "accent", 0.08)

    def _ground_of(self, scale: TimeScale | None) -> QPixmap:
        """The strip without events: the same whatever matches."""
        key = scale, self.size(), self.devicePixelRatioF(), self._theme
        if self._ground is None or self._ground[0] != key:
            self._ground = key, self._drawn_ground(scale, self.devicePixelRatioF())
        return self._ground[1]

    def _drawn_ground(self, scale: TimeScale | None, ratio: float) -> QPixmap:
        ground = QPixmap(self.size() * ratio)
        ground.setDevicePixelRatio(ratio)
        with QPainter(ground) as painter:
            painter.fillRect(self.rect(), self._theme["panel"])
            painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme["line"])
            if scale is not None:
                self._draw_years(painter, scale)
        return ground

    def _washed(self, strip: QPixmap, hits: NDArray[np.float64], name: str, strength: float) -> QPixmap:
        """A copy of the strip under a wash of a colour, with the hits on it."""
        made = QPixmap(strip)
        with QPainter(made) as painter:
            room = QRectF(0, _LID, self.width(), self.height() - _FOOT - _LID)
            painter.fillRect(room, faint(self._theme[name], strength))
            fill(painter, hits, self._theme["accent"])
        return made

    def _draw_columns(self, painter: QPainter, layout: Layout) -> None:
        columns = max(1, int((self.width() - 2 * _MARGIN) // _COLUMN))
        if self._counts is None or self._counts.shape[1] != columns:
            self._counts = layout.overview(columns)
        foot, room = self.height() - _FOOT - 2, self.height() - _FOOT - 10
        # The square root keeps a lonely event visible beside a crowded year.
        total = self._counts.sum(axis=0)
        heights = np.sqrt(total / max(1, total.max())) * room
        shares = np.cumsum(self._counts, axis=0) / np.maximum(total, 1)
        step = (self.width() - 2 * _MARGIN) / columns
        left = np.floor(_MARGIN + np.arange(columns) * step)
        width = np.maximum(np.floor(_MARGIN + np.arange(1, columns + 1) * step) - left - 1, 1)
        lower = np.zeros(columns)
        for quad, name in enumerate(QUADS):
            upper = shares[quad] * heights
            some = self._counts[quad] > 0
            rects = rows_of(left, foot - upper, width, np.maximum(upper - lower, 1))
            fill(painter, rects[some], self._theme.mix(name, 0.75, "panel"))
            lower = upper

    def _draw_years(self, painter: QPainter, scale: TimeScale) -> None:
        painter.fillRect(QRectF(_MARGIN, self.height() - _FOOT - 2, self.width() - 2 * _MARGIN, 1), self._theme["line"])
        free = _MARGIN
        levels = axis(scale)
        # Decades under one century say more than the century; months without their year say nothing.
        for tick in levels.major if len(levels.major) >= 3 else in_full(levels):
            width = self._lettering.width(tick.label, "small")
            x = min(max(tick.x, _MARGIN), self.width() - _MARGIN - width)
            if tick.label and x >= free:
                self._lettering.draw(painter, x, self.height() - _FOOT / 2, tick.label, ink="muted", face="small")
                free = x + width + 16

    def _hits(self, scale: TimeScale) -> NDArray[np.float64]:
        """A short line of 2 px for each px with marked instants, one for neighbours: rows of x, y, width, height."""
        x = distinct(np.round(scale.x_of(self._ticks)))
        apart = np.diff(x) > 2
        left, right = x[np.append(True, apart)[: len(x)]] - 1, x[np.append(apart, True)[: len(x)]] + 1
        return rows_of(left, 3.0, right - left, 5.0)

    def _draw_window(self, painter: QPainter, inside: QPixmap, edges: tuple[int, int]) -> None:
        left, right = edges
        top, width = int(_LID), right - left
        height, thick, ratio = int(self.height() - _FOOT) - top, 2 if self.hasFocus() else 1, inside.devicePixelRatio()
        source = QRectF(left * ratio, top * ratio, width * ratio, height * ratio)
        painter.drawPixmap(QRectF(left, top, width, height), inside, source)
        accent = self._theme["accent"]
        for box in (
            (left, top, width, thick),
            (left, top + height - thick, width, thick),
            (left, top, thick, height),
            (right - thick, top, thick, height),
        ):
            painter.fillRect(QRect(*box), accent)
        for x in (left - 2, right - 3):
            self._lettering.plate(painter, (x, top + height / 2 - 8, 5, 16), 2, "accent")

    # hands

    def part_at(self, x: float) -> Part:
        """What a press at ``x`` px would grab."""
        edges = self.window_edges()
        if edges is None:
            return "before"
        left, right = edges
        reach = min(_GRIP, (right - left) / 3)  # a narrow window must still have an inside
        if left - _GRIP <= x <= left + reach:
            return "begin"
        if right - reach <= x <= right + _GRIP:
            return "end"
        if left < x < right:
            return "inside"
        return "before" if x < left else "after"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab the window, an edge, or begin a new one."""
        scale = self.scale()
        if event.button() == Qt.MouseButton.LeftButton and scale is not None and self._span is not None:
            self._drag = (self.part_at(event.position().x()), event.position().x(), self._span)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was grabbed, or show what can be."""
        scale = self.scale()
        if scale is None:
            return
        x = event.position().x()
        if self._drag is None:
            self.setCursor(_CURSORS[self.part_at(x)])
            return
        part, start, span = self._drag
        moved = (x - start) * scale.seconds_per_px
        if part == "inside":
            self._request(span.begin + moved, span.end + moved)
        elif part == "begin":
            self._request(min(span.begin + moved, span.end - SHORTEST), span.end)
        elif part == "end":
            self._request(span.begin, max(span.end + moved, span.begin + SHORTEST))
        elif abs(x - start) > 3:
            begin, end = sorted((float(scale.t_of(start)), float(scale.t_of(x))))
            self._request(begin, max(end, begin + SHORTEST))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click outside the window brings the window there."""
        drag, self._drag = self._drag, None
        scale = self.scale()
        if drag is None or scale is None or abs(event.position().x() - drag[1]) > 3:
            return
        if drag[0] in ("before", "after"):
            middle, half = float(scale.t_of(event.position().x())), drag[2].length / 2
            self._request(middle - half, middle + half, moving=False)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Everything."""
        self._show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the window longer or shorter about its middle; sideways moves it."""
        span = self._span
        if span is None:
            return
        across, down = wheel_steps(event)
        if abs(across) > abs(down):
            self._request(span.begin + across * span.length / 20, span.end + across * span.length / 20)
        else:
            half = max(span.length * zoom_factor(down), SHORTEST) / 2
            self._request(span.middle - half, span.middle + half)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the window by a tenth, with Shift they move its end; Home shows everything."""
        span = self._span
        step = {Qt.Key.Key_Left: -0.1, Qt.Key.Key_Right: 0.1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Home:
            self._show_all()
        elif step is None or span is None:
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._request(span.begin, max(span.end + step * span.length, span.begin + SHORTEST))
        else:
            self._request(span.begin + step * span.length, span.end + step * span.length)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns."""
        self._counts = self._strips = None
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """The arrows are the strip's own while it has the focus."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()
            return True
        return super().event(event)

    def _show_all(self) -> None:
        if self._layout is not None:
            self._request(self._layout.extent.begin, self._layout.extent.end, moving=False)

    def _request(self, begin: float, end: float, *, moving: bool = True) -> None:
        if self._layout is not None:
            self.span_requested.emit(TimeSpan(begin, end).clamped(self._layout.limits), moving)


def in_full(levels: Axis) -> list[Tick]:
    """The finer ticks, each with what stands above it: "Mar" is "Mar 2025", "14" is "14 Mar 2025"; years say enough."""
    above = [tick.label for tick in levels.major]
    begins = [tick.x for tick in levels.major]
    full = []
    for tick in levels.minor:
        over = above[max(bisect_right(begins, tick.x + 0.5) - 1, 0)]
        alone = not tick.label or (len(tick.label) >= 4 and ":" not in tick.label)
        full.append(tick if alone else tick._replace(label=f"{tick.label} {over}"))
    return full


_CURSORS: dict[Part, Qt.CursorShape] = {
    "before": Qt.CursorShape.CrossCursor,
    "after": Qt.CursorShape.CrossCursor,
    "inside": Qt.CursorShape.OpenHandCursor,
    "begin": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
}
