"""The timeline on the screen: shows a layout at a span, turns hands into requests, decides nothing.

    pointer, wheel, keys ──► gestures ──► spanRequested, eventClicked …  ──► (commands, elsewhere)
    set_layout, set_span, set_selection  ◄── (the session's news)        ──► Scene ──► Painter

A pyqtgraph view holds one item that paints the whole scene in pixels.  An item whose bounds span all time would vanish
at some zooms, so its bounds are always the view's (see ``SceneItem``).  There is no ViewBox: time becomes pixels in the
Scene, and every change of a ViewBox's range paints twice.
"""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QToolTip, QWidget

from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Hit, Layout, Scene, hit
from viewer.ui.backdrop import AXIS_HEIGHT, BANDS_HEIGHT, KNOB
from viewer.ui.fonts import Fonts
from viewer.ui.gestures import guesses
from viewer.ui.hands import Hands, in_sight
from viewer.ui.painter import Emphasis
from viewer.ui.plain import in_tooltip
from viewer.ui.projector import SLICE_MS, Projector
from viewer.ui.spare_time import SpareTime
from viewer.ui.theme import Theme

HEADER_WIDTH = 120.0  # px of the lane headers
ROW_HEIGHT = 22  # px of one row of events
_PROGRESS_MS = 60  # after which a picture that is not complete shows what has been found meanwhile
_TOOLTIP_MS = 500
_ANIMATION_MS = 200


class SceneItem(pg.GraphicsObject):  # type: ignore[misc]
    """The one item of the canvas; as large as the view, whatever the view shows."""

    def __init__(self, render: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._render = render

    def boundingRect(self) -> QRectF:
        """Exactly what is visible, in px."""
        visible: QRectF = self.viewRect()
        return visible

    def viewRangeChanged(self) -> None:
        """The bounds move with the view."""
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Paint in px of the viewport."""
        painter.resetTransform()
        self._render(painter)


class Canvas(pg.GraphicsView):  # type: ignore[misc]
    """The timeline widget.

    Signals: those of ``Hands``, which are also attributes of the canvas, and
        room_changed(): there is more or less room for lanes than before.

    Attributes:
        describe: the words of the tooltip of an entry, plain text.
        animate: whether movements glide and far views are travelled to.
        emphasis: what is lit.
        lanes_scrolled: px by which the lanes have been moved up.
        bands: whether there is a strip for events that contain others; known before the first layout.
        spare_time: completes the picture, then prepares what may be seen next.
    """

    room_changed = Signal()
    _ready = False  # Qt sends events while its own constructor still runs

    def __init__(self, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.describe: Callable[[int], str] = self._title
        self.animate = True
        self.header_width = HEADER_WIDTH
        self.show_tracks = True
        self._view = self.viewport()  # held, for PySide would wrap it anew for every use
        self._projector = Projector(theme, fonts, self._title)
        self._layout: Layout | None = None
        self._span: TimeSpan | None = None
        self._shown: TimeSpan | None = None  # differs from _span while an animation runs
        self._outline: Scene | None = None  # of what is shown
        self._scene: Scene | None = None  # the same with its events, made when it is asked for
        self._complete = True  # whether all lanes were laid out in what was painted
        self.lanes_scrolled = 0.0
        self.bands = False
        self.emphasis = Emphasis()
        self._item = SceneItem(self._render)
        self.addItem(self._item)
        self.hands = Hands(self, self)
        self.span_requested = self.hands.span_requested
        self.event_clicked = self.hands.event_clicked
        self.event_activated = self.hands.event_activated
        self.group_clicked = self.hands.group_clicked
        self.range_selected = self.hands.range_selected
        self.background_clicked = self.hands.background_clicked
        self.context_requested = self.hands.context_requested
        self._animation = QVariantAnimation(self, duration=_ANIMATION_MS, startValue=0.0, endValue=1.0)
        self._animation.valueChanged.connect(self._animated)
        self._journey = (TimeSpan(0, 1), TimeSpan(0, 1))
        self._ahead: list[TimeSpan] = []  # what may be looked at next
        self._painted = QElapsedTimer()
        self.spare_time = SpareTime(self._use_spare_time, self)
        self._tip = QTimer(self, singleShot=True, interval=_TOOLTIP_MS)
        self._tip.timeout.connect(self._show_tip)
        self._prepare_widget()

    def _prepare_widget(self) -> None:
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # an empty background as large as the view costs 1.4 ms a frame
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._view.setMouseTracking(True)
        self._view.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 160)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(
            "Events in lanes over time. Tab goes from event to event, Enter brings one close, arrow keys move."
        )
        self._ready = True

    # what is shown

    @property
    def rows_that_fit(self) -> int:
        """How many rows of events have room below the axis without scrolling."""
        return max(1, int((self.height() - self._axis_height()) // ROW_HEIGHT))

    @property
    def span(self) -> TimeSpan | None:
        """The time shown, None before there is anything to show."""
        return self._span

    @property
    def limits(self) -> TimeSpan | None:
        """How far one may zoom out."""
        return None if self._layout is None else self._layout.limits

    def set_layout(self, layout: Layout | None) -> None:
        """Show other events, or the same in other lanes."""
        if layout is self._layout:
            return
        if self._layout is None or layout is None or layout.marks is not self._layout.marks:
            self._projector.painter.forget_titles()
            self.bands = bool(layout.marks.container.any()) if layout else self.bands
        self._layout, self._ahead = layout, []
        self._renew()

    def set_span(self, span: TimeSpan, *, animated: bool = False) -> None:
        """Show another stretch of time; ``animated`` travels there unless animation is off."""
        if span == self._span:
            return
        begin, self._span = self._shown, span
        self._animation.stop()
        if animated and self.animate and begin is not None and self.isVisible():
            self._journey = (begin, span)
            self._animation.start()
            return
        self._show_span(span)

    def set_selection(self, entries: frozenset[int], chosen: TimeSpan | None = None) -> None:
        """Light the selected entries in all their lanes, and the chosen stretch of time."""
        self.emphasis = Emphasis(entries, self.emphasis.hovered, chosen)
        self._raise()
        if entries and self._layout is not None:
            self.setAccessibleDescription(" ".join(self.describe(entry) for entry in sorted(entries)))
        self._view.update()

    def set_hover(self, entry: int | None) -> None:
        """Light one entry lightly, wherever the pointer is."""
        if entry != self.emphasis.hovered:
            self.emphasis = Emphasis(self.emphasis.selected, entry, self.emphasis.chosen)
            self._raise()
            self._view.update()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._projector.wear(theme)
        self._view.update()

    def set_show_tracks(self, show: bool) -> None:
        """Show or hide the indicator tracks."""
        self.show_tracks = show
        self._renew()

    def scroll_lanes(self, px: float) -> bool:
        """Move the lanes up by so many px; False when they cannot move."""
        scene = self.scene_shown()
        if scene is None:
            return False
        most = max(0.0, scene.content_height - (scene.lanes_bottom - scene.axis_height))
        scroll = min(max(self.lanes_scrolled + px, 0.0), most)
        if scroll == self.lanes_scrolled:
            return False
        self.lanes_scrolled = scroll
        self._renew()
        return True

    def bring_into_view(self, entry: int, lane: int | None) -> None:
        """Scroll the lanes as far as it takes to see an entry in a lane, or in the first that has it."""
        scene, layout = self.scene_shown(), self._layout
        if scene is None or layout is None or in_sight(scene, entry, lane):
            return
        if lane is None:
            there = np.flatnonzero(layout.lanes.entry == entry)
            if not len(there):
                return
            lane = int(np.searchsorted(layout.lanes.offsets, there[0], "right")) - 1
        top, foot = layout.lane_tops[lane : lane + 2]
        room = scene.lanes_bottom - scene.axis_height
        self.scroll_lanes(min(max(self.lanes_scrolled, foot - room), top) - self.lanes_scrolled)

    def scene_shown(self) -> Scene | None:
        """The picture as values, as it would be painted now."""
        outline = self._outline_shown()
        if self._scene is None and self._layout is not None and outline is not None:
            self._scene = self._layout.filled(outline, 0.0)  # places are found in spare time
            self._raise()
        return self._scene

    def _raise(self) -> None:
        """What is lit is also seen where it has no room."""
        if self._scene is not None and self._layout is not None:
            self._scene = self._layout.raising(self._scene, self.emphasis.lit)

    def _outline_shown(self) -> Scene | None:
        if self._outline is None and self._layout is not None and self._shown is not None:
            self._outline = self._layout.outline(
                self._projector.snapped(self._shown),
                float(self._view.width()),
                float(self._view.height()),
                header_width=self.header_width,
                axis_height=self._axis_height(),
                scroll=self.lanes_scrolled,
                tracks=self.show_tracks,
            )
        return self._outline

    def _use_spare_time(self) -> None:
        """While there is nothing else to do: complete the picture, then prepare what may be seen next."""
        scene, layout = self._outline, self._layout
        if scene is None or layout is None or not self.isVisible():
            return
        if not self._complete:
            if layout.advance(scene, scene.span, SLICE_MS) or self._painted.hasExpired(_PROGRESS_MS):
                self._renew()
                return
        else:
            left = self._projector.use_spare_time(layout, scene, self.lanes_scrolled, self.devicePixelRatioF())
            if left == "paint":
                self._view.update()
                return
            if not left and not self._ahead:
                return
            if not left and layout.advance(scene, self._ahead[0], SLICE_MS):
                del self._ahead[0]
        self.spare_time.go_on()

    def hit_at(self, position: QPointF) -> Hit | None:
        """What lies at a point of the viewport."""
        scene = self.scene_shown()
        return None if scene is None else hit(scene, position.x(), position.y())

    def _axis_height(self) -> float:
        return AXIS_HEIGHT + (BANDS_HEIGHT if self.bands else 0.0)

    def _title(self, entry: int) -> str:
        return self._layout.marks.titles[entry] if self._layout is not None else ""

    def _render(self, painter: QPainter) -> None:
        outline, layout = self._outline_shown(), self._layout
        if outline is None or layout is None:
            painter.fillRect(self._view.rect(), self._projector.painter.theme["paper"])
            return
        painted = self._projector.paint(painter, layout, outline, self.emphasis, self.lanes_scrolled)
        self._complete = painted.complete
        if not self._projector.moving:
            self._scene = painted
        self._painted.start()
        self.spare_time.begin(busy=self._projector.moving or self._projector.lacking or not self._complete)

    def _renew(self, left: int = 0) -> None:
        """Paint another picture, from so many px on."""
        self._outline = self._scene = None
        self._view.update(left, 0, self._view.width(), self._view.height())

    def _show_span(self, span: TimeSpan) -> None:
        if self.emphasis.hovered is not None:
            self.point_at(None)  # what was under the pointer has moved away
        self._ahead = guesses(self._shown, span)
        self._shown = span
        below = self._layout is not None and self._layout.figured  # tracks come and go, with headers of their own
        self._renew(0 if below else round(self.header_width) - KNOB)

    def _animated(self, share: float) -> None:
        """Part of the way, decelerating; lengths change by factors, so that zooming is even."""
        begin, end = self._journey
        eased = 1 - (1 - share) ** 3
        length = begin.length * (end.length / begin.length) ** eased
        # The middle moves as the length does, else a deep zoom would miss its aim until the last frame.
        part = (
            eased
            if abs(end.length / begin.length - 1) < 1e-6
            else (begin.length - length) / (begin.length - end.length)
        )
        middle = begin.middle + (end.middle - begin.middle) * part
        self._show_span(end if share >= 1 else TimeSpan(middle - length / 2, middle + length / 2))

    # what hands do

    def point_at(self, position: QPointF | None) -> Hit | None:
        """Hover a point (None leaves the canvas): light what is there and tell it after a moment."""
        found = None if position is None else self.hit_at(position)
        entry = found.entry if found is not None and found.kind in {"event", "band"} else None
        if entry != self.emphasis.hovered:
            self.set_hover(entry)
            QToolTip.hideText()
            self._tip.start() if entry is not None else self._tip.stop()
        return found

    def _show_tip(self) -> None:
        entry = self.emphasis.hovered
        if entry is not None and self.underMouse():
            QToolTip.showText(self.cursor().pos(), in_tooltip(self.describe(entry)), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        if self._ready:
            self._renew()
            self.scroll_lanes(0)
            if event.oldSize().height() != event.size().height():
                self.room_changed.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches arrive here."""
        return (self._ready and self.hands.gesture(event)) or bool(super().viewportEvent(event))

    def event(self, event: QEvent) -> bool:
        """Keys that move the picture are the canvas's own while it has the focus."""
        overrides = self._ready and event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self.hands.wants(event):
            event.accept()
            return True
        return bool(super().event(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See ``Hands``."""
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See ``Hands``."""
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See ``Hands``."""
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See ``Hands``."""
        self.hands.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self.point_at(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See ``Hands``."""
        self.hands.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See ``Hands``."""
        if not self.hands.key_down(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """See ``Hands``."""
        if not self.hands.key_up(event):
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key released elsewhere must not keep moving the picture."""
        self.hands.motion.stop()
        super().focusOutEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from event to event, and on to the next widget after the last."""
        return self.hands.step(forward=forward) or bool(super().focusNextPrevChild(forward))
