"""The names of lanes at the left edge; on the screen a picture of them, since panning changes nothing there."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from viewer.timeline.picture import LaneBox, Scene
from viewer.ui.backdrop import AXIS_HEIGHT
from viewer.ui.lettering import Lettering
from viewer.ui.theme import Theme
from viewer.ui.trends import MARGIN

_LINE, _ROOM_FOR_TWO = 18.0, 58.0  # px of a line of a header, and of a lane whose name may take two


class Headers:
    """Draws headers on the screen."""

    def __init__(self, theme: Theme, lettering: Lettering) -> None:
        self._theme = theme
        self._lettering = lettering
        self._of: tuple[Sequence[LaneBox], float, float, float, float] = ((), 0.0, 0.0, 0.0, 0.0)
        self._picture = QPixmap()

    def draw(self, painter: QPainter, scene: Scene, ratio: float) -> None:
        """Draw the headers of a scene on a device with ``ratio`` px in one logical px."""
        of = (scene.lanes, scene.header_width, scene.axis_height, scene.lanes_bottom, ratio)
        if self._picture.isNull() or of[0] is not self._of[0] or of[1:] != self._of[1:]:
            self._picture = QPixmap(round(scene.header_width * ratio), round(scene.lanes_bottom * ratio))
            self._picture.setDevicePixelRatio(ratio)
            with QPainter(self._picture) as inside:
                draw_headers(inside, scene, self._theme, self._lettering)
            self._of = of
        painter.drawPixmap(0, 0, self._picture)


def draw_headers(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    """The corner beside the axis, and the name and count of each lane."""
    left, top, bottom = scene.header_width, scene.axis_height, scene.lanes_bottom
    painter.fillRect(QRectF(0, 0, left, top), theme["paper"])
    painter.fillRect(QRectF(0, AXIS_HEIGHT - 1, left, 1), theme["line"])
    painter.fillRect(QRectF(0, top - 1, left, 1), theme["line"])
    painter.fillRect(QRectF(0, top, left, bottom - top), theme["panel"])
    for lane in scene.lanes:
        _draw_header(painter, lane, scene, theme, lettering)


def _draw_header(painter: QPainter, lane: LaneBox, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    bottom = lane.top + lane.height
    painter.fillRect(QRectF(0, round(bottom) - 1, scene.header_width, 1), theme["line"])
    room = scene.header_width - MARGIN - 8
    if room <= 0:
        return
    top = max(lane.top, scene.axis_height)
    first = min(top + 15, bottom - 10)  # stays in sight as long as any of the lane does
    count = f"{lane.count:,}"
    if bottom - top >= 44:
        lines = two_lines(lane.name, room, lettering) if bottom - top >= _ROOM_FOR_TWO else (lane.name,)
        for line in lines:
            lettering.draw(painter, MARGIN, first, lettering.crop(line, room, "bold"), ink="ink", face="bold")
            first += _LINE
        words = f"{count} event" if lane.count == 1 else f"{count} events"
        lettering.draw(painter, MARGIN, first, words, ink="muted", face="small")
        return
    beside = lettering.width(count, "small")
    lettering.draw(painter, MARGIN, first, lettering.crop(lane.name, room - beside - 6, "bold"), ink="ink", face="bold")
    lettering.draw(painter, scene.header_width - 8 - beside, first, count, ink="muted", face="small")


def two_lines(name: str, room: float, lettering: Lettering) -> tuple[str, ...]:
    """A name as one line or, where that is too narrow, as two parted between words; the second may still be cropped."""
    words = name.split(" ")
    fits = [k for k in range(1, len(words) + 1) if lettering.width(" ".join(words[:k]), "bold") <= room]
    if not fits or fits[-1] == len(words):
        return (name,)
    return " ".join(words[: fits[-1]]), " ".join(words[fits[-1] :])
