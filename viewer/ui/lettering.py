"""Text on the canvas: cached pixmaps on the screen, real text in SVG and PDF.

Drawing a string costs Qt about 12 µs, a pixmap of it 2 µs.  Titles of events are in ``titles``.
So it is with small boxes with round corners, for which Qt would fetch all it needs for any smooth path.
"""

from collections import OrderedDict
from math import ceil, floor
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from viewer.ui import layers
from viewer.ui.fonts import Fonts
from viewer.ui.plain import runs_leftwards
from viewer.ui.theme import Theme

Face = Literal["small", "normal", "bold", "large"]

_BYTES = 2 * 2**20  # of pixmaps that are kept: a frame asks for a tenth of that
_WIDTHS = 10_000  # texts whose widths are remembered


class Lettering:
    """Draws short texts; call ``begin`` once a frame."""

    def __init__(self, fonts: Fonts, theme: Theme) -> None:
        self._theme = theme
        self._faces = {"small": fonts.small, "normal": fonts.normal, "bold": fonts.bold, "large": fonts.large}
        self._metrics = {face: QFontMetricsF(font) for face, font in self._faces.items()}
        # Half a capital and the ascent, px: asked of Qt for every text they would be a third of what drawing costs.
        self._heights = {face: (m.capHeight() / 2, round(m.ascent())) for face, m in self._metrics.items()}
        self._pixmaps: OrderedDict[tuple[str, str, Face], QPixmap] = OrderedDict()
        self._plates: dict[tuple[float, float, float, float, float, str], QPixmap] = {}
        self._widths: dict[tuple[str, Face], float] = {}
        self._bytes = 0
        self._ratio = 1.0
        self._vector = False

    def begin(self, ratio: float, *, vector: bool) -> None:
        """Start a frame on a device of this pixel ratio; ``vector`` draws real text."""
        if ratio != self._ratio:
            self._pixmaps.clear()
            self._plates.clear()
            self._bytes = 0
        self._ratio = ratio
        self._vector = vector

    def width(self, text: str, face: Face = "normal") -> float:
        """Width in px."""
        width = self._widths.get((text, face))
        if width is None:
            if len(self._widths) >= _WIDTHS:
                self._widths.clear()
            width = self._widths[text, face] = self._metrics[face].horizontalAdvance(text)
        return width

    def crop(self, text: str, room: float, face: Face = "normal") -> str:
        """The text, shortened with an ellipsis where it is wider than ``room`` px."""
        if self.width(text, face) <= room:
            return text
        return self._metrics[face].elidedText(text, Qt.TextElideMode.ElideRight, room)

    def wrap(self, text: str, room: float, most: int, face: Face = "normal") -> list[str]:
        """Lines of at most ``room`` px, broken between words; at most ``most`` of them, the last one cropped."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}", face) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        if len(lines) > most:
            lines[most - 1 :] = [" ".join(lines[most - 1 :])]
        return [self.crop(line, room, face) for line in lines]

    def draw(
        self,
        painter: QPainter,
        x: float,
        middle: float,
        text: str,
        *,
        ink: str = "ink",
        face: Face = "normal",
    ) -> None:
        """Draw one line, its left edge at ``x`` and its x-height centred on ``middle`` px."""
        metrics = self._metrics[face]
        if self._vector:
            painter.setFont(self._faces[face])
            painter.setPen(self._theme[ink])
            if layers.writes_svg(painter) and (text.startswith("~") or not text.isascii()):
                leftwards = runs_leftwards(text)
                x, text = (
                    x + (metrics.horizontalAdvance(text) if leftwards else 0),
                    layers.whole(text, leftwards=leftwards),
                )
            painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), text)
            return
        key = (text, ink, face)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = written(text, self._faces[face], metrics, self._theme[ink], self._ratio)
            self._keep(key, pixmap)
        else:
            self._pixmaps.move_to_end(key)
        half, ascent = self._heights[face]
        top = round(middle + half) - ascent
        painter.drawPixmap(floor(x + 0.5) - 1, top, pixmap)

    def plate(self, painter: QPainter, box: tuple[float, float, float, float], radius: float, ink: str) -> None:
        """Draw a small box with round corners: ``box`` is its x, y, width and height, px."""
        x, y, width, height = box
        if self._vector:
            _round(painter, QRectF(*box), radius, self._theme[ink])
            return
        left, top = floor(x), floor(y)
        key = (x - left, y - top, width, height, radius, ink)
        pixmap = self._plates.get(key)
        if pixmap is None:
            pixmap = blank(ceil(x - left + width), ceil(y - top + height), self._ratio)
            with QPainter(pixmap) as inside:
                _round(inside, QRectF(x - left, y - top, width, height), radius, self._theme[ink])
            self._plates[key] = pixmap
        painter.drawPixmap(left, top, pixmap)

    def _keep(self, key: tuple[str, str, Face], pixmap: QPixmap) -> None:
        self._pixmaps[key] = pixmap
        self._bytes += pixmap.width() * pixmap.height() * 4
        while self._bytes > _BYTES:
            _, oldest = self._pixmaps.popitem(last=False)
            self._bytes -= oldest.width() * oldest.height() * 4


def written(
    text: str, font: QFont, metrics: QFontMetricsF, ink: QColor, ratio: float, *, rows: tuple[int, int] | None = None
) -> QPixmap:
    """One line as a pixmap with ``ratio`` px in one logical px; the text begins 1 px from its left edge.

    ``rows``: from where to where there is ink, px from the top of the line; None for the whole height of the font.
    """
    width, (top, foot) = metrics.horizontalAdvance(text) + 3, rows or (0, metrics.height() + 2)
    pixmap = blank(width, foot - top, ratio)
    with QPainter(pixmap) as painter:
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(1, round(metrics.ascent()) - top), text)
    return pixmap


def blank(width: float, height: float, ratio: float) -> QPixmap:
    """A transparent pixmap of so many logical px."""
    pixmap = QPixmap(max(1, round(width * ratio)), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _round(painter: QPainter, box: QRectF, radius: float, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
