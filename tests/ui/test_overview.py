"""The overview strip under real hands."""

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from tests.ui.scenes import DAY, FixedLayout, a_scene
from viewer.timeline.scale import TimeSpan
from viewer.ui.fonts import Fonts
from viewer.ui.overview import Overview
from viewer.ui.theme import load_theme

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
MIDDLE = TimeSpan(40 * DAY, 60 * DAY)


@pytest.fixture
def strip(qtbot):
    """A strip of 100 days, 1024 px wide, with the window on the middle fifth."""
    shown = Overview(load_theme("light"), Fonts())
    qtbot.addWidget(shown)
    shown.resize(1024, 60)
    shown.set_layout(FixedLayout(a_scene(), ("First",)))
    shown.set_span(MIDDLE)
    shown.heard = []

    def follow(span, moving):
        shown.heard.append(moving)
        shown.set_span(span)
        shown.now = span

    shown.now = MIDDLE
    shown.span_requested.connect(follow)
    shown.show()
    return shown


def x_of(strip, days):
    return round(float(strip.scale().x_of(days * DAY)))


def drag(strip, start, end):
    QTest.mousePress(strip, LEFT, PLAIN, QPoint(x_of(strip, start), 20))
    QTest.mouseMove(strip, QPoint(x_of(strip, (start + end) / 2), 20))
    QTest.mouseMove(strip, QPoint(x_of(strip, end), 20))
    QTest.mouseRelease(strip, LEFT, PLAIN, QPoint(x_of(strip, end), 20))


def days(span):
    return pytest.approx((span.begin / DAY, span.end / DAY), abs=0.15)


@pytest.mark.parametrize(
    ("start", "end", "result"),
    [(50, 70, (60, 80)), (40, 20, (20, 60)), (60, 90, (40, 90)), (10, 30, (10, 30)), (90, 70, (70, 90))],
    ids=["inside pans", "left edge", "right edge", "outside chooses anew", "backwards too"],
)
def test_drags(strip, start, end, result):
    """What is grabbed decides what a drag does."""
    drag(strip, start, end)
    assert days(strip.now) == result
    assert all(strip.heard)


def test_an_edge_cannot_pass_the_other(strip):
    """Dragging the left edge beyond the right one leaves the shortest span there is."""
    drag(strip, 40, 90)
    assert strip.now.length > 0
    assert strip.now.end == pytest.approx(60 * DAY)


def test_a_click_outside_brings_the_window_there(strip):
    """With its length, in one step of history."""
    QTest.mouseClick(strip, LEFT, PLAIN, QPoint(x_of(strip, 80), 20))
    assert days(strip.now) == (70, 90)
    assert strip.heard == [False]


def test_a_double_click_and_home_show_everything(strip):
    """The whole extent."""
    QTest.mouseDClick(strip, LEFT, PLAIN, QPoint(x_of(strip, 50), 20))
    assert days(strip.now) == (0, 100)
    strip.set_span(MIDDLE)
    QTest.keyClick(strip, Qt.Key.Key_Home)
    assert days(strip.now) == (0, 100)


def test_arrows_move_and_resize(strip):
    """By a tenth; with Shift the end alone."""
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert days(strip.now) == (42, 62)
    QTest.keyClick(strip, Qt.Key.Key_Left, SHIFT)
    assert days(strip.now) == (42, 60)


def test_arrows_are_the_strips_own(strip):
    """They do not pan the timeline twice."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Left, PLAIN)
    event.ignore()
    strip.event(event)
    assert event.isAccepted()


@pytest.mark.parametrize("begin", [-50, 0, 50, 99.99, 140])
def test_a_window_too_narrow_to_see_can_still_be_grabbed(strip, begin):
    """An hour, anywhere, is drawn a few px wide, inside the strip, and has an inside."""
    strip.set_span(TimeSpan(begin * DAY, begin * DAY + 3_600))
    left, right = strip.window_edges()
    assert right - left >= 8
    assert 0 < left < right < strip.width()
    assert strip.part_at((left + right) / 2) == "inside"


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_it_is_painted_only_where_the_window_moves(strip):
    """A second less of many days is no other picture; a day more is."""
    QCoreApplication.processEvents()
    paints = Paints()
    strip.installEventFilter(paints)
    seen = []
    for end in (60 * DAY - 1, 60 * DAY, 61 * DAY):
        strip.set_span(TimeSpan(40 * DAY, end))
        QCoreApplication.processEvents()
        seen.append(paints.count)
    assert seen == [0, 0, 1]


def test_the_window_and_the_ticks_are_drawn(strip):
    """The edges are in the accent, hits are ticks at the top."""
    strip.set_ticks(np.array([10.0 * DAY]))
    image = strip.grab().toImage()
    accent = load_theme("light")["accent"]
    assert image.pixelColor(x_of(strip, 40), 24) == accent
    assert image.pixelColor(x_of(strip, 10), 5) == accent
    assert image.pixelColor(x_of(strip, 20), 5) != accent


def test_nothing_to_show_is_a_clean_strip(qtbot):
    """No layout: no drawing, no request, no error."""
    empty = Overview(load_theme("dark"), Fonts())
    qtbot.addWidget(empty)
    heard = []
    empty.span_requested.connect(lambda *args: heard.append(args))
    QTest.mouseClick(empty, LEFT, PLAIN, QPoint(50, 20))
    QTest.mouseDClick(empty, LEFT, PLAIN, QPoint(50, 20))
    empty.set_theme(load_theme("light"))
    assert empty.grab().toImage().pixelColor(50, 20) == load_theme("light")["panel"]
    assert heard == []
