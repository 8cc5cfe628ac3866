"""Badges "+1,234" on the screen: their grounds and figures are pieces of one pixmap, so that a hundred cost little.

While one zooms no count lives longer than a frame: a pixmap for each would be drawn for nothing.
"""

from collections.abc import Sequence
from math import floor

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from viewer.timeline.picture import Group
from viewer.ui.fonts import Fonts
from viewer.ui.rectangles import fragments, whole
from viewer.ui.theme import Theme

_LETTERS = "+0123456789,"
_CELL = 16  # px of a letter's square on the sheet


def draw_ground(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """The ground of a badge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.mix("muted", 0.35), 1))
    painter.setBrush(theme["band"])
    round_ends = (box.height() - 1) / 2
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), round_ends, round_ends)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class BadgeSheet:
    """Draws badges of any count; call ``draw`` on the screen only."""

    def __init__(self, theme: Theme, fonts: Fonts) -> None:
        self._theme = theme
        self._font = fonts.small
        self._metrics = QFontMetricsF(self._font)
        self._advance, self._place = np.zeros(128), np.zeros(128)  # by ASCII code: px, and place on the sheet
        for k, letter in enumerate(_LETTERS):
            self._advance[ord(letter)], self._place[ord(letter)] = self._metrics.horizontalAdvance(letter), k
        self._ratio = 0.0
        self._letters = QPixmap()
        self._grounds: dict[tuple[float, float], QPixmap] = {}

    def draw(self, painter: QPainter, groups: Sequence[Group], ratio: float) -> None:
        """Draw badges on a device with ``ratio`` px in one logical px."""
        if ratio != self._ratio:
            self._ratio, self._grounds = ratio, {}
            self._letters = self._drawn_letters()
        for group in groups:
            painter.drawPixmap(floor(group.x + 0.5), floor(group.y + 0.5), self._ground(group.width, group.height))
        if groups:
            self._draw_letters(painter, groups)

    def _draw_letters(self, painter: QPainter, groups: Sequence[Group]) -> None:
        """All figures of all badges in one call, each text in the middle of its badge."""
        texts = [f"+{group.count:,}" for group in groups]
        letters = np.frombuffer("".join(texts).encode(), np.uint8)
        corner = whole(np.array([(group.x, group.y) for group in groups]))
        place = corner + np.array([(group.width / 2, group.height / 2) for group in groups])
        sizes = np.array([len(text) for text in texts])
        badge = np.repeat(np.arange(len(groups)), sizes)
        advance = self._advance[letters]
        ends = np.cumsum(advance)
        last = np.cumsum(sizes) - 1
        width = np.diff(ends[last], prepend=0.0)
        left = place[badge, 0] - width[badge] / 2 + ends - advance - (ends[last] - width)[badge]
        side, ones = _CELL * self._ratio, np.ones(len(letters))
        x, y = whole(left) + _CELL / 2 - 1, whole(place[badge, 1])
        # Members of QPainter::PixmapFragment in their order: x, y, source, scale, turn, opacity.
        scale = ones / self._ratio
        columns = (x, y, self._place[letters] * side, 0 * ones, side * ones, side * ones, scale, scale, 0 * ones, ones)
        fragments(painter, np.column_stack(columns), self._letters)

    def _ground(self, width: float, height: float) -> QPixmap:
        pixmap = self._grounds.get((width, height))
        if pixmap is None:
            pixmap = self._grounds[width, height] = self._blank(width + 2, height + 2)
            painter = QPainter(pixmap)
            draw_ground(painter, QRectF(0, 0, width, height), self._theme)
            painter.end()
        return pixmap

    def _drawn_letters(self) -> QPixmap:
        sheet = self._blank(_CELL * len(_LETTERS), _CELL)
        painter = QPainter(sheet)
        painter.setFont(self._font)
        painter.setPen(self._theme["muted"])
        for k, letter in enumerate(_LETTERS):
            painter.drawText(QPointF(k * _CELL + 1, round(_CELL / 2 + self._metrics.capHeight() / 2)), letter)
        painter.end()
        sheet.setDevicePixelRatio(1)  # fragments are cut in px of the device
        return sheet

    def _blank(self, width: float, height: float) -> QPixmap:
        pixmap = QPixmap(round(width * self._ratio), round(height * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap
