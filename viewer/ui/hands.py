"""The hands on the canvas: every pointer, wheel, pinch and key event becomes a request or a movement."""

import math
import time
from collections.abc import Callable
from typing import Literal, Protocol

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Hit, Scene
from viewer.ui.gestures import TICK, DragSpeed, Motion, way_of, wheel_steps, zoom_factor
from viewer.ui.painter import Emphasis

_DRAG_STARTS = 4  # px
_WHEEL_PX = 48  # px that one notch pans or scrolls


class Surface(Protocol):
    """What the hands must know of the canvas they move; see ``Canvas``."""

    animate: bool
    header_width: float
    emphasis: Emphasis

    @property
    def span(self) -> TimeSpan | None:
        """The time shown."""

    @property
    def limits(self) -> TimeSpan | None:
        """How far one may go."""

    def viewport(self) -> QWidget:
        """Where the pointer's coordinates belong."""

    def hit_at(self, position: QPointF) -> Hit | None:
        """What lies at a point."""

    def point_at(self, position: QPointF | None) -> Hit | None:
        """Hover a point."""

    def scroll_lanes(self, px: float) -> bool:
        """Move the lanes; False when they cannot."""

    def scene_shown(self) -> Scene | None:
        """What is in sight."""


class Hands(QObject):
    """Reads input for one canvas.  ``wheel_scrolls`` swaps what the wheel does with and without Shift.

    Signals:
        span_requested(TimeSpan, bool): show this span; True while a movement goes on (one step of history).
        event_clicked(int, object): an entry of ``Marks`` was clicked or stepped to, in a lane or (None) above them.
        event_activated(int): it was double-clicked, or Enter was pressed: bring it close.
        group_clicked(object): a scene.Group.
        range_selected(object): a TimeSpan chosen with Shift+drag.
        background_clicked(): nothing was clicked.
        context_requested(object, QPoint): a Hit, and where on the screen a menu belongs.
    """

    span_requested = Signal(object, bool)
    event_clicked = Signal(int, object)
    event_activated = Signal(int)
    group_clicked = Signal(object)
    range_selected = Signal(object)
    background_clicked = Signal()
    context_requested = Signal(object, QPoint)

    def __init__(self, canvas: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self.wheel_scrolls = False
        self.clock: Callable[[], float] = time.monotonic  # seconds
        self.motion = Motion()
        self._canvas = canvas
        self._doing: Literal["", "maybe", "pan", "range"] = ""
        self._from = self._last = QPointF()
        self._speed = DragSpeed()
        self._clock = QTimer(self, interval=round(TICK * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)
        self._ticked = 0.0

    # requests

    def pan(self, px: float, *, moving: bool = True) -> None:
        """Ask for the span ``px`` px later."""
        span = self._canvas.span
        if span is not None and px:
            shift = px * span.length / self._plot_width()
            self._request(span.begin + shift, span.end + shift, moving=moving)

    def zoom(self, factor: float, x: float | None = None, *, moving: bool = True) -> None:
        """Ask for a span ``factor`` times as long; the instant at ``x`` px (None: the middle) stays in place."""
        span = self._canvas.span
        if span is None or factor == 1:
            return
        share = 0.5 if x is None else min(max((x - self._plot_left()) / self._plot_width(), 0.0), 1.0)
        zoomed = span.zoomed(factor, span.begin + share * span.length)
        self._request(zoomed.begin, zoomed.end, moving=moving)

    def step(self, *, forward: bool) -> bool:
        """Select the next event in sight; False after the last."""
        lane_of = in_reading_order(self._canvas.scene_shown())
        order, lanes = list(lane_of), list(lane_of.values())
        if not order:
            return False
        places = [order.index(entry) for entry in self._canvas.emphasis.selected if entry in order]
        place = (places[0] + (1 if forward else -1)) if places else (0 if forward else len(order) - 1)
        if not 0 <= place < len(order):
            return False
        self.event_clicked.emit(order[place], lanes[place])
        return True

    # pointer

    def press(self, event: QMouseEvent) -> None:
        """Left: the beginning of a click or a drag.  Right: a menu."""
        self.motion.stop()
        self._from = self._last = event.position()
        if event.button() == Qt.MouseButton.RightButton:
            found = self._canvas.hit_at(event.position())
            if found is not None:
                self.context_requested.emit(found, event.globalPosition().toPoint())
            return
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._doing = "range" if shifted and event.position().x() >= self._plot_left() else "maybe"
            self._speed = DragSpeed()

    def move(self, event: QMouseEvent) -> None:
        """Drag, or hover."""
        position = event.position()
        if not self._doing:
            found = self._canvas.point_at(position)
            clickable = found is not None and found.kind in {"event", "group", "band"}
            shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
            self._canvas.viewport().setCursor(shape)
            return
        if self._doing == "maybe" and (position - self._from).manhattanLength() >= _DRAG_STARTS:
            self._doing = "pan"
            self._canvas.point_at(None)
            self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._doing == "pan":
            self._speed.note(self.clock(), position.x(), position.y())
            self.pan(self._last.x() - position.x())
            self._canvas.scroll_lanes(self._last.y() - position.y())
        elif self._doing == "range":
            self._choose(position)
        self._last = position

    def release(self, event: QMouseEvent) -> None:
        """The end of a drag, or a click."""
        doing, self._doing = self._doing, ""
        self._canvas.viewport().unsetCursor()
        if doing == "pan":
            speed_x, speed_y = self._speed.at_end(self.clock())
            if self._canvas.animate:
                self.motion.fling(-speed_x, -speed_y)
                self._start()
        elif doing == "range" and abs(event.position().x() - self._from.x()) >= _DRAG_STARTS:
            self._choose(event.position())
        elif doing and event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position())

    def double_click(self, event: QMouseEvent) -> None:
        """Bring an event close; on empty ground, zoom in there."""
        found = self._canvas.hit_at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if found.kind in {"event", "band"} and found.entry is not None:
            self.event_activated.emit(found.entry)
        elif found.kind == "lane" and event.position().x() >= self._plot_left():
            self.zoom(0.5, event.position().x(), moving=False)

    def _click(self, position: QPointF) -> None:
        found = self._canvas.hit_at(position)
        if found is not None and found.kind in {"event", "band"} and found.entry is not None:
            self.event_clicked.emit(found.entry, found.lane)
        elif found is not None and found.kind == "group":
            self.group_clicked.emit(found.group)
        else:
            self.background_clicked.emit()

    def _choose(self, position: QPointF) -> None:
        begin, end = sorted((self._time_at(self._from.x()), self._time_at(position.x())))
        if end > begin:
            self.range_selected.emit(TimeSpan(begin, end))

    # wheel and pinch

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; with Shift or sideways pan; over the headers scroll the lanes."""
        self.motion.stop()
        across, down = wheel_steps(event)
        x = event.position().x()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) or shifted == self.wheel_scrolls
        event.accept()
        if abs(across) > abs(down):
            self.pan(across * _WHEEL_PX)
        elif x < self._plot_left():
            self._canvas.scroll_lanes(down * _WHEEL_PX)
        elif zooms:
            self.zoom(zoom_factor(down), x)
        elif shifted:
            self.pan(down * _WHEEL_PX)
        else:
            self._canvas.scroll_lanes(down * _WHEEL_PX)

    def gesture(self, event: QEvent) -> bool:
        """A pinch on a touch pad; False for all else."""
        if not isinstance(event, QNativeGestureEvent) or event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoom(math.exp(-event.value()), event.position().x())
        return True

    # keys

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key moves the picture."""
        return way_of(event) is not None

    def key_down(self, event: QKeyEvent) -> bool:
        """Start a movement, or open the selected event."""
        way = way_of(event)
        if way is not None:
            if not event.isAutoRepeat():
                self.motion.press(way)
                self._start()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._canvas.emphasis.selected:
            self.event_activated.emit(min(self._canvas.emphasis.selected))
            return True
        page = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        return page is not None and self._canvas.scroll_lanes(page * 0.8 * self._canvas.viewport().height())

    def key_up(self, event: QKeyEvent) -> bool:
        """Let a movement glide out."""
        way = way_of(event)
        if way is None:
            return False
        if not event.isAutoRepeat():
            self.motion.release(way)
            if not self._canvas.animate:
                self.motion.stop()
        return True

    # movement

    def _start(self) -> None:
        if not self._clock.isActive():
            self._ticked = self.clock()
            self._clock.start()
            self._tick()

    def _tick(self) -> None:
        now = self.clock()
        # A late frame must not make the picture leap.
        seconds = min(max(now - self._ticked, TICK), 3 * TICK)
        self._ticked = now
        pan, zoom, scroll = self.motion.step(seconds)
        self.pan(pan)
        if zoom:
            self.zoom(math.exp(zoom))
        if scroll and not self._canvas.scroll_lanes(scroll):
            self.motion.scroll = 0.0
        if not self.motion.moving:
            self.motion.stop()
            self._clock.stop()

    def _request(self, begin: float, end: float, *, moving: bool) -> None:
        limits = self._canvas.limits
        if limits is not None and end > begin:
            self.span_requested.emit(TimeSpan(begin, end).clamped(limits), moving)

    def _plot_left(self) -> float:
        return self._canvas.header_width

    def _plot_width(self) -> float:
        return float(max(1.0, self._canvas.viewport().width() - self._plot_left()))

    def _time_at(self, x: float) -> float:
        span = self._canvas.span or TimeSpan(0, 1)
        return span.begin + (max(x, self._plot_left()) - self._plot_left()) * span.length / self._plot_width()


def in_reading_order(scene: Scene | None) -> dict[int, int]:
    """The entries in sight, lane by lane, in order of time, each once with the first lane it stands in."""
    if scene is None:
        return {}
    glyphs = scene.glyphs
    seen = (np.fmax(glyphs.x, glyphs.x_max) >= scene.header_width) & (np.fmin(glyphs.x, glyphs.x_min) <= scene.width)
    seen &= (glyphs.y >= scene.axis_height) & (glyphs.y <= scene.lanes_bottom)
    order = np.lexsort((glyphs.x, glyphs.lane))
    order = order[seen[order]]
    lane_of: dict[int, int] = {}
    for entry, lane in zip(glyphs.entry[order].tolist(), glyphs.lane[order].tolist(), strict=True):
        lane_of.setdefault(entry, lane)
    return lane_of


def in_sight(scene: Scene, entry: int, lane: int | None) -> bool:
    """Whether an entry is drawn between axis and tracks, in a lane or in any."""
    for glyphs in (scene.glyphs, scene.raised):
        if glyphs is not None:
            seen = (glyphs.entry == entry) & (glyphs.y >= scene.axis_height) & (glyphs.y <= scene.lanes_bottom)
            if np.any(seen if lane is None else seen & (glyphs.lane == lane)):
                return True
    return False
