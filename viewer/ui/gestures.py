"""How hands become movement: held keys, glides and wheels as plain numbers, without widgets.

Speeds are in px a second for panning and in e-folds a second for zooming (positive zooms out).  The feel:
a key moves at once, gets faster while it is held, and glides to a stop when it is released.
"""

import math
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

from viewer.timeline.scale import TimeSpan

Way = Literal["in", "out", "left", "right", "up", "down"]

TICK = 1 / 60  # seconds
_SLOW, _FAST, _SPEEDING = 700.0, 2_800.0, 0.9  # px a second at first and at last; seconds in between
_ZOOM = 1 / 500  # e-folds of zoom that go with one px of pan speed
_STOPPING = 0.14  # seconds in which a released key loses most of its speed
_GLIDING = 0.32  # the same for a released drag
_SETTLED = 12.0  # px a second below which a glide is over
_RECENT = 0.08  # seconds of a drag that tell its speed

# Keys by their place on the keyboard, so that WASD is one hand's cross on any layout (native scan codes).
_PLACES: dict[str, dict[int, Way]] = {
    "linux": {25: "in", 39: "out", 38: "left", 40: "right"},
    "win32": {0x11: "in", 0x1F: "out", 0x1E: "left", 0x20: "right"},
}
_KEYS: dict[int, Way] = {
    Qt.Key.Key_W: "in",
    Qt.Key.Key_Plus: "in",
    Qt.Key.Key_Equal: "in",
    Qt.Key.Key_S: "out",
    Qt.Key.Key_Minus: "out",
    Qt.Key.Key_A: "left",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_D: "right",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_LETTERS = {Qt.Key.Key_W, Qt.Key.Key_S, Qt.Key.Key_A, Qt.Key.Key_D}


def guesses(before: TimeSpan | None, now: TimeSpan) -> list[TimeSpan]:
    """What may be looked at after two spans, the likeliest first: going on, going back, closer, farther."""
    closer, farther = now.zoomed(0.5, now.middle), now.zoomed(2, now.middle)
    later, earlier = now.panned(now.length), now.panned(-now.length)
    if before is None or abs(now.length / before.length - 1) < 1e-9:
        later, earlier = (later, earlier) if before is None or now.begin >= before.begin else (earlier, later)
        return [later, earlier, closer, farther]
    return [closer, farther] if now.length < before.length else [farther, closer]


def way_of(event: QKeyEvent) -> Way | None:
    """Where a key leads; None for other keys and for keys held with Ctrl, Alt or Meta, or Shift with a letter."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shifted = modifiers == Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_Plus
    if modifiers != Qt.KeyboardModifier.NoModifier and not shifted:
        return None
    place = _PLACES.get(sys.platform, {}).get(event.nativeScanCode())
    if place:
        return place
    # A letter that stands elsewhere on this keyboard means its own letter only where places are unknown.
    if event.key() in _LETTERS and event.nativeScanCode() and sys.platform in _PLACES:
        return None
    return _KEYS.get(event.key())


@dataclass
class Motion:
    """What moves by itself: held keys and glides.  Call ``step`` every ``TICK`` while ``moving``."""

    held: dict[Way, float] = field(default_factory=dict)  # seconds each key has been down
    pan: float = 0.0
    zoom: float = 0.0
    scroll: float = 0.0
    stopping: float = _STOPPING

    @property
    def moving(self) -> bool:
        """Whether anything is held or still glides."""
        return bool(self.held) or max(abs(self.pan), abs(self.scroll), abs(self.zoom) / _ZOOM) > _SETTLED

    def press(self, way: Way) -> None:
        """A key goes down."""
        self.held.setdefault(way, 0.0)
        self.stopping = _STOPPING

    def release(self, way: Way) -> None:
        """A key comes up; what it moved glides on."""
        self.held.pop(way, None)

    def fling(self, pan: float, scroll: float) -> None:
        """A drag ends at a speed in px a second."""
        self.pan, self.scroll, self.stopping = pan, scroll, _GLIDING

    def stop(self) -> None:
        """Stand still at once."""
        self.held.clear()
        self.pan = self.zoom = self.scroll = 0.0

    def step(self, seconds: float = TICK) -> tuple[float, float, float]:
        """Go on for a while: px to pan (positive is later), e-folds to zoom out, px to scroll down."""
        for way in self.held:
            self.held[way] += seconds
        self.pan = self._speed("right", "left", self.pan, seconds)
        self.scroll = self._speed("down", "up", self.scroll, seconds)
        self.zoom = self._speed("out", "in", self.zoom / _ZOOM, seconds) * _ZOOM
        return self.pan * seconds, self.zoom * seconds, self.scroll * seconds

    def _speed(self, forth: Way, back: Way, now: float, seconds: float) -> float:
        if forth not in self.held and back not in self.held:
            slower = now * math.exp(-seconds / self.stopping)
            return slower if abs(slower) > _SETTLED else 0.0
        return sum(
            sign * (_SLOW + (_FAST - _SLOW) * min(1.0, self.held[way] / _SPEEDING))
            for way, sign in ((forth, 1), (back, -1))
            if way in self.held
        )


class DragSpeed:
    """How fast a drag was when it ended."""

    def __init__(self) -> None:
        self._trail: deque[tuple[float, float, float]] = deque(maxlen=16)

    def note(self, seconds: float, x: float, y: float) -> None:
        """The pointer is at (x, y) px."""
        self._trail.append((seconds, x, y))

    def at_end(self, seconds: float) -> tuple[float, float]:
        """Px a second in x and y over the last moments; zero when the pointer rested before it let go."""
        recent = [spot for spot in self._trail if seconds - spot[0] <= _RECENT]
        if len(recent) < 2 or recent[-1][0] <= recent[0][0]:
            return 0.0, 0.0
        (t0, x0, y0), (t1, x1, y1) = recent[0], recent[-1]
        return (x1 - x0) / (t1 - t0), (y1 - y0) / (t1 - t0)


def wheel_steps(event: QWheelEvent) -> tuple[float, float]:
    """What a wheel or touch pad asks for, in notches to the right and down.  Exact px come before coarse angles."""
    pixels, angle = event.pixelDelta(), event.angleDelta()
    if not pixels.isNull():
        return -pixels.x() / 40, -pixels.y() / 40
    return _notches(QPoint(-angle.x(), -angle.y()))


def _notches(angle: QPoint) -> tuple[float, float]:
    return angle.x() / 120, angle.y() / 120


def zoom_factor(notches: float) -> float:
    """How much longer the span gets: damped by the logarithm, so that a spun wheel does not leap."""
    return math.exp(math.copysign(math.log1p(abs(notches)) * 0.32, notches))
