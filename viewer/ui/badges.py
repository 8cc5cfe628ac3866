"""Badges "+1,234" on the screen: their grounds and figures are pieces of one pixmap, so that a hundred cost little.

While one zooms no count lives longer than a frame: a pixmap for each would be drawn for nothing.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from viewer.timeline.picture import Groups
from viewer.ui.fonts import Fonts
from viewer.ui.lettering import blank
from viewer.ui.rectangles import fragments, pieces, whole
from viewer.ui.theme import Theme

_LETTERS = "+0123456789,"
_CELL = 16  # px of a letter's square on the sheet
Corners = tuple[NDArray[np.float64], NDArray[np.float64]]  # x and y of the upper left corner of each badge, px


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

    def draw(self, painter: QPainter, groups: Groups, ratio: float) -> None:
        """Draw badges on a device with ``ratio`` px in one logical px."""
        if ratio != self._ratio:
            self._ratio, self._grounds = ratio, {}
            self._letters = self._drawn_letters()
        if len(groups):
            x, y = whole(groups.x), whole(groups.y)
            self._draw_grounds(painter, groups, (x, y))
            self._draw_letters(painter, groups, (x, y))

    def _draw_grounds(self, painter: QPainter, groups: Groups, corner: Corners) -> None:
        """The grounds of each size in one call."""
        x, y = corner
        for width, height in set(zip(groups.width.tolist(), groups.height.tolist(), strict=True)):
            at = np.flatnonzero((groups.width == width) & (groups.height == height))
            ground = self._ground(width, height)
            wide, high = ground.width(), ground.height()
            middle = x[at] + wide / self._ratio / 2, y[at] + high / self._ratio / 2
            fragments(painter, pieces(middle, (np.zeros(len(at)), 0), (wide, high), self._ratio), ground)

    def _draw_letters(self, painter: QPainter, groups: Groups, corner: Corners) -> None:
        """All figures of all badges in one call, each text in the middle of its badge."""
        texts = [f"+{count:,}" for count in groups.count.tolist()]
        letters = np.frombuffer("".join(texts).encode(), np.uint8)
        sizes = np.array([len(text) for text in texts])
        badge = np.repeat(np.arange(len(groups)), sizes)
        advance = self._advance[letters]
        ends = np.cumsum(advance)
        last = np.cumsum(sizes) - 1
        end = ends[last]  # of each text, were they all in one line
        begin = np.concatenate(([0.0], end[:-1]))
        shift = corner[0] + (groups.width - end - begin) / 2
        x = whole(shift[badge] + ends - advance) + _CELL / 2 - 1
        y = whole(corner[1] + groups.height / 2)[badge]
        side = _CELL * self._ratio
        fragments(painter, pieces((x, y), (self._place[letters] * side, 0), (side, side), self._ratio), self._letters)

    def _ground(self, width: float, height: float) -> QPixmap:
        pixmap = self._grounds.get((width, height))
        if pixmap is None:
            pixmap = blank(width + 2, height + 2, self._ratio)
            with QPainter(pixmap) as painter:
                draw_ground(painter, QRectF(0, 0, width, height), self._theme)
            pixmap.setDevicePixelRatio(1)  # fragments are cut in px of the device
            self._grounds[width, height] = pixmap
        return pixmap

    def _drawn_letters(self) -> QPixmap:
        sheet = blank(_CELL * len(_LETTERS), _CELL, self._ratio)
        with QPainter(sheet) as painter:
            painter.setFont(self._font)
            painter.setPen(self._theme["muted"])
            for k, letter in enumerate(_LETTERS):
                painter.drawText(QPointF(k * _CELL + 1, round(_CELL / 2 + self._metrics.capHeight() / 2)), letter)
        sheet.setDevicePixelRatio(1)
        return sheet
