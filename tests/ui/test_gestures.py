"""Movement as numbers: keys, glides, wheels."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

from viewer.ui import gestures
from viewer.ui.gestures import TICK, DragSpeed, Motion, way_of, wheel_steps, zoom_factor


def key(code, modifiers=Qt.KeyboardModifier.NoModifier, scan=0):
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers, scan, 0, 0)


def wheel(pixels=(0, 0), angle=(0, 0)):
    return QWheelEvent(
        QPointF(), QPointF(), QPoint(*pixels), QPoint(*angle), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def travelled(motion, ticks):
    return [motion.step() for _ in range(ticks)]


def test_a_held_key_moves_at_once_and_gets_faster():
    """The first tick moves; a second later the speed has more than doubled, and then it stays."""
    motion = Motion()
    motion.press("right")
    steps = [pan for pan, _, _ in travelled(motion, 120)]
    assert steps[0] > 0
    assert steps[60] > 2 * steps[0]
    assert steps[100] == pytest.approx(steps[119])


@pytest.mark.parametrize(
    ("way", "axis", "sign"),
    [("right", 0, 1), ("left", 0, -1), ("out", 1, 1), ("in", 1, -1), ("down", 2, 1), ("up", 2, -1)],
)
def test_a_released_key_glides_to_a_stop(way, axis, sign):
    """After the release the picture goes on, ever slower, for less than a second, and never turns back."""
    motion = Motion()
    motion.press(way)
    travelled(motion, 30)
    motion.release(way)
    assert motion.moving
    glide = [sign * step[axis] for step in travelled(motion, 60)]
    assert glide[0] > 0
    assert all(later <= earlier for earlier, later in itertools.pairwise(glide))
    assert not motion.moving
    assert travelled(motion, 1)[0] == (0, 0, 0)


def test_opposite_keys_hold_still():
    """Left and right together cancel out."""
    motion = Motion()
    motion.press("left")
    motion.press("right")
    assert motion.step()[0] == 0


def test_stop_is_at_once():
    """A press of the mouse ends every movement."""
    motion = Motion()
    motion.press("in")
    motion.fling(900, 0)
    motion.stop()
    assert not motion.moving


def test_a_fling_covers_the_distance_its_speed_promises():
    """A drag let go at 1,000 px a second glides on for about a third of that."""
    motion = Motion()
    motion.fling(1_000, 0)
    assert sum(pan for pan, _, _ in travelled(motion, 200)) == pytest.approx(310, rel=0.1)


def test_a_drag_that_rested_does_not_glide():
    """The speed is that of the last moments only."""
    speed = DragSpeed()
    for i in range(10):
        speed.note(i * TICK, i * 10.0, 0)
    assert speed.at_end(9 * TICK)[0] == pytest.approx(600)
    assert speed.at_end(9 * TICK + 0.2) == (0, 0)


@given(st.floats(-50, 50, allow_nan=False))
def test_wheel_forth_and_back_is_no_change(notches):
    """Zooming out and in by the same turn gives the same span, and a wild spin is bounded."""
    assert zoom_factor(notches) * zoom_factor(-notches) == pytest.approx(1)
    assert 0.25 < zoom_factor(notches) < 4


def test_exact_pixels_come_before_coarse_angles():
    """A touch pad's pixels win over the angles it also sends; a wheel has only angles."""
    assert wheel_steps(wheel(pixels=(0, 40), angle=(0, 120))) == (0, -1)
    assert wheel_steps(wheel(angle=(0, -120))) == (0, 1)
    assert wheel_steps(wheel(angle=(120, 0))) == (-1, 0)


def test_letters_go_by_their_place_on_the_keyboard(monkeypatch):
    """On a French keyboard the key left of S moves left although it says Q; its A does nothing."""
    monkeypatch.setattr(gestures.sys, "platform", "linux")
    assert way_of(key(Qt.Key.Key_Q, scan=38)) == "left"
    assert way_of(key(Qt.Key.Key_A, scan=24)) is None
    assert way_of(key(Qt.Key.Key_A)) == "left"


@pytest.mark.parametrize("modifier", ["ControlModifier", "AltModifier", "ShiftModifier", "MetaModifier"])
def test_keys_with_modifiers_are_commands(modifier):
    """Ctrl+S or Shift+W is somebody else's."""
    assert way_of(key(Qt.Key.Key_S, getattr(Qt.KeyboardModifier, modifier))) is None


def test_plus_moves_with_and_without_shift_and_on_the_pad():
    """Plus is Shift on some keyboards and a key of its own on others."""
    assert way_of(key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)) == "in"
    assert way_of(key(Qt.Key.Key_Minus, Qt.KeyboardModifier.KeypadModifier)) == "out"
    assert way_of(key(Qt.Key.Key_X)) is None


def test_zoom_speed_is_even():
    """A second of holding zooms by the same factor wherever one is."""
    motion = Motion()
    motion.press("out")
    assert 1 < math.exp(sum(zoom for _, zoom, _ in travelled(motion, 60))) < 100
