"""The canvas under real hands: mouse, wheel, pinch and keys give requests."""

import gc
import itertools
import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest

from tests.ui.scenes import AXIS, DAY, HEADER, FixedLayout, Spot, a_group, a_scene
from viewer.timeline.picture import Groups
from viewer.timeline.scale import TimeSpan
from viewer.ui.canvas import Canvas
from viewer.ui.fonts import Fonts
from viewer.ui.theme import load_theme

WIDTH, HEIGHT = 800, 164
SPAN = TimeSpan(0, 100 * DAY)
ROW_Y = int(AXIS + 14)
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Heard:
    """Every request of a canvas, in order."""

    def __init__(self, canvas):
        self.calls = []
        for name in (
            "span_requested", "event_clicked", "event_activated", "group_clicked",
            "range_selected", "background_clicked", "context_requested",
        ):  # fmt: skip
            getattr(canvas, name).connect(lambda *args, name=name: self.calls.append((name, *args)))

    def names(self):
        return [call[0] for call in self.calls]

    def last(self, name):
        return [call for call in self.calls if call[0] == name][-1]


@pytest.fixture
def canvas(qtbot):
    """A canvas of two lanes that follows its own requests."""
    shown = Canvas(load_theme("light"), Fonts())
    qtbot.addWidget(shown)
    shown.resize(WIDTH, HEIGHT)
    shown.animate = False
    spots = (
        Spot(x=300, label=315, room=60),
        Spot(entry=1, x=500),
        Spot(entry=1, lane=1, x=500),
        Spot(entry=2, lane=1, x=700),
    )
    scene = a_scene(*spots, groups=Groups.of((a_group(),)), content_height=500.0)
    shown.set_layout(FixedLayout(scene, ("First", "Second", "Third")))
    shown.set_span(SPAN)
    shown.span_requested.connect(lambda span, _moving: shown.set_span(span))
    shown.show()
    return shown


@pytest.fixture
def heard(canvas):
    """What it asks for."""
    return Heard(canvas)


def wheel(canvas, x, notches, modifiers=PLAIN):
    angle = QPoint(*(120 * notch for notch in notches))
    event = QWheelEvent(
        QPointF(x, ROW_Y), QPointF(x, ROW_Y), QPoint(), angle, Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    canvas.wheelEvent(event)


def time_at(canvas, x):
    span = canvas.span
    return span.begin + (x - HEADER) / (canvas.viewport().width() - HEADER) * span.length


def drag(canvas, *points, modifiers=PLAIN):
    view = canvas.viewport()
    QTest.mousePress(view, LEFT, modifiers, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(view, QPoint(*point))
    QTest.mouseRelease(view, LEFT, modifiers, QPoint(*points[-1]))


def test_a_click_names_the_event_the_badge_or_nothing(canvas, heard):
    """Each thing under the pointer has its own request."""
    view = canvas.viewport()
    QTest.mouseClick(view, LEFT, PLAIN, QPoint(300, ROW_Y))
    QTest.mouseClick(view, LEFT, PLAIN, QPoint(416, 88))
    QTest.mouseClick(view, LEFT, PLAIN, QPoint(600, 120))
    assert heard.names() == ["event_clicked", "group_clicked", "background_clicked"]
    assert heard.calls[0][1:] == (0, 0), "the entry and the lane it was clicked in"
    assert heard.calls[1][1].count == 6


def test_a_double_click_brings_an_event_close(canvas, heard):
    """On an event it activates it, on empty ground it zooms in there."""
    QTest.mouseDClick(canvas.viewport(), LEFT, PLAIN, QPoint(500, ROW_Y))
    assert heard.last("event_activated")[1] == 1
    QTest.mouseDClick(canvas.viewport(), LEFT, PLAIN, QPoint(600, 120))
    assert canvas.span.length == pytest.approx(SPAN.length / 2)


@pytest.mark.parametrize("x", [HEADER + 10, 400, 790])
@pytest.mark.parametrize("notches", [-3, -1, 1, 3])
def test_the_instant_under_the_pointer_stays(canvas, x, notches):
    """Zooming with the wheel keeps what is under the pointer, in both directions."""
    canvas.set_span(TimeSpan(40 * DAY, 60 * DAY))
    before = time_at(canvas, x)
    wheel(canvas, x, notches=(0, notches))
    assert time_at(canvas, x) == pytest.approx(before, abs=1)
    assert (canvas.span.length < 20 * DAY) == (notches > 0)


def test_shift_sideways_and_headers_do_not_zoom(canvas, heard):
    """Shift+wheel and a sideways wheel pan; a wheel over the headers scrolls the lanes."""
    canvas.set_span(TimeSpan(40 * DAY, 60 * DAY))
    wheel(canvas, 400, notches=(0, -1), modifiers=SHIFT)
    assert canvas.span.length == pytest.approx(20 * DAY)
    assert canvas.span.begin > 40 * DAY
    wheel(canvas, 400, notches=(1, 0))
    assert canvas.span.begin == pytest.approx(40 * DAY)
    count = len(heard.calls)
    wheel(canvas, 20, notches=(0, -1))
    assert len(heard.calls) == count
    assert canvas.lanes_scrolled > 0


def test_one_setting_swaps_zoom_and_scroll(canvas):
    """Then the plain wheel scrolls, and Shift+wheel zooms."""
    canvas.hands.wheel_scrolls = True
    wheel(canvas, 400, notches=(0, -1))
    assert canvas.span == SPAN
    assert canvas.lanes_scrolled > 0
    wheel(canvas, 400, notches=(0, 1), modifiers=SHIFT)
    assert canvas.span.length < SPAN.length


def test_a_pinch_zooms(canvas):
    """Spreading two fingers on a touch pad zooms in."""
    spot = QPointF(400, ROW_Y)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        spot,
        spot,
        spot,
        0.2,
        QPointF(),
    )
    assert canvas.viewportEvent(pinch)
    assert canvas.span.length < SPAN.length


def test_a_drag_carries_the_picture_with_the_hand(canvas, heard):
    """The instant and the lane under the pointer travel with it."""
    canvas.set_span(TimeSpan(40 * DAY, 60 * DAY))
    grabbed = time_at(canvas, 600)
    drag(canvas, (600, 120), (560, 110), (500, 100))
    assert time_at(canvas, 500) == pytest.approx(grabbed, abs=1)
    assert canvas.lanes_scrolled == pytest.approx(20)
    assert "background_clicked" not in heard.names()


def test_a_quick_drag_glides_on_and_a_press_stops_it(canvas, qtbot):
    """Inertia: the picture goes on after the release, until it is touched; time is the test's own."""
    canvas.animate = True
    ticks = itertools.count()
    canvas.hands.clock = lambda: next(ticks) / 100
    canvas.set_span(TimeSpan(40 * DAY, 60 * DAY))
    drag(canvas, (600, 120), (570, 120), (540, 120), (500, 120))
    released = canvas.span.begin
    qtbot.waitUntil(lambda: canvas.span.begin > released)
    QTest.mousePress(canvas.viewport(), LEFT, PLAIN, QPoint(600, 120))
    assert not canvas.hands.motion.moving
    QTest.mouseRelease(canvas.viewport(), LEFT, PLAIN, QPoint(600, 120))


def test_shift_drag_chooses_a_stretch_of_time(canvas, heard):
    """In either direction; the view does not move."""
    drag(canvas, (600, 120), (500, 120), (400, 120), modifiers=SHIFT)
    chosen = heard.last("range_selected")[1]
    assert (chosen.begin, chosen.end) == pytest.approx((time_at(canvas, 400), time_at(canvas, 600)))
    assert canvas.span == SPAN


def test_nothing_leaves_the_limits(canvas):
    """However often one zooms out or pans, the span stays within what may be shown."""
    for _ in range(40):
        wheel(canvas, 700, notches=(0, -5))
    assert (canvas.span.begin, canvas.span.end) == pytest.approx((-100 * DAY, 200 * DAY))
    for _ in range(60):
        wheel(canvas, 700, notches=(0, 5))
    assert canvas.span.length >= 60


@pytest.mark.parametrize(
    ("key", "change"), [("Key_W", "shorter"), ("Key_Minus", "longer"), ("Key_D", "later"), ("Key_Left", "earlier")]
)
def test_held_keys_move_until_released(canvas, qtbot, key, change):
    """A key moves while it is down and not long after."""
    canvas.set_span(TimeSpan(40 * DAY, 60 * DAY))
    start = canvas.span
    QTest.keyPress(canvas, getattr(Qt.Key, key))
    qtbot.wait(60)
    QTest.keyRelease(canvas, getattr(Qt.Key, key))
    assert not canvas.hands.motion.moving
    now = canvas.span
    found = {
        "shorter": now.length < start.length,
        "longer": now.length > start.length,
        "later": now.begin > start.begin and now.length == pytest.approx(start.length),
        "earlier": now.begin < start.begin and now.length == pytest.approx(start.length),
    }
    assert found[change]


def test_a_key_that_is_lost_with_the_focus_stops(canvas, qtbot):
    """Releasing the key over another window must not leave the picture running."""
    QTest.keyPress(canvas, Qt.Key.Key_D)
    assert canvas.hands.motion.moving
    canvas.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert not canvas.hands.motion.moving


def test_moving_keys_are_taken_before_shortcuts_and_others_are_left(canvas):
    """W is the canvas's while it has the focus; Ctrl+W and F are not."""
    for key, modifiers, taken in (
        (Qt.Key.Key_W, PLAIN, True),
        (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier, False),
        (Qt.Key.Key_F, PLAIN, False),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        event.ignore()
        canvas.event(event)
        assert event.isAccepted() == taken


def test_tab_walks_through_the_events_and_out(canvas, heard):
    """Lane by lane in order of time, each event once; after the last the focus goes on."""
    canvas.event_clicked.connect(lambda entry, _lane: canvas.set_selection(frozenset({entry})))
    assert [canvas.hands.step(forward=True) for _ in range(4)] == [True, True, True, False]
    assert [call[1] for call in heard.calls] == [0, 1, 2]
    assert canvas.hands.step(forward=False)
    assert heard.calls[-1][:2] == ("event_clicked", 1)


def test_enter_opens_the_selected_event(canvas, heard):
    """And says nothing when there is none."""
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.calls == []
    canvas.set_selection(frozenset({2}))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.calls == [("event_activated", 2)]


def test_hover_lights_and_leaves(canvas):
    """The event under the pointer is lit; nothing is when the pointer has gone."""
    QTest.mouseMove(canvas.viewport(), QPoint(300, ROW_Y))
    assert canvas.emphasis.hovered == 0
    canvas.leaveEvent(QEvent(QEvent.Type.Leave))
    assert canvas.emphasis.hovered is None


def test_the_selection_is_read_out(canvas):
    """A screen reader hears what the selected event is."""
    canvas.describe = lambda entry: f"Event number {entry}"
    canvas.set_selection(frozenset({1}))
    assert canvas.accessibleName() == "Timeline"
    assert canvas.accessibleDescription() == "Event number 1"


def test_a_far_view_is_travelled_to(canvas, qtbot):
    """Animated: not there at once, then exactly there; in between, no further than both ends."""
    canvas.animate = True
    canvas.set_span(TimeSpan(10 * DAY, 11 * DAY), animated=True)
    assert canvas.span == TimeSpan(10 * DAY, 11 * DAY)
    assert canvas.scene_shown().span != canvas.span
    qtbot.waitUntil(lambda: canvas.scene_shown().span == canvas.span)


def test_without_anything_to_show_it_is_paper(qtbot):
    """No layout yet: no error, no request, a clean sheet."""
    empty = Canvas(load_theme("dark"), Fonts())
    qtbot.addWidget(empty)
    empty.resize(400, 300)
    heard = Heard(empty)
    QTest.mouseClick(empty.viewport(), LEFT, PLAIN, QPoint(200, 200))
    wheel(empty, 200, notches=(0, 1))
    QTest.keyClick(empty, Qt.Key.Key_Tab)
    assert empty.grab().toImage().pixelColor(200, 200) == load_theme("dark")["paper"]
    assert "span_requested" not in heard.names()


def test_two_thousand_frames_cost_none_nothing(canvas, qapp):
    """Panning takes no reference from None, True and False: the fault of one release of the binding."""
    canvas.set_span(TimeSpan(0, 10 * DAY))
    qapp.processEvents()
    gc.collect()
    before = [sys.getrefcount(o) for o in (None, True, False)]
    for frame in range(2_000):
        canvas.set_span(TimeSpan(frame * 100.0, frame * 100.0 + 10 * DAY))
        qapp.processEvents()
    gc.collect()
    after = [sys.getrefcount(o) for o in (None, True, False)]
    assert all(now > then - 500 for then, now in zip(before, after, strict=True))
