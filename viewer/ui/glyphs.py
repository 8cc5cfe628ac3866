"""The marks of events: a shape for what kind of act it is, a colour for its quad class, a stroke for how sure it is.

confirmed  filled          claimed   outlined, lightly filled
disputed   dashed outline  planned   hollow
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from viewer.events.vocabulary import STATUSES
from viewer.timeline.style import SHAPES
from viewer.ui.lettering import blank
from viewer.ui.rectangles import fragments, pieces, whole
from viewer.ui.theme import Theme, blend

RADIUS = 5.5  # px from the centre of a mark to its rim
CONFIRMED, CLAIMED, DISPUTED, PLANNED = (STATUSES.index(name) for name in STATUSES)

# Corners: (how many, degrees clockwise from the top to the first, reach as a share of RADIUS).
_POLYGONS = {
    "diamond": (4, 0.0, 1.2),
    "square": (4, 45.0, 1.25),
    "triangle-up": (3, 0.0, 1.25),
    "triangle-down": (3, 180.0, 1.25),
    "triangle-left": (3, 270.0, 1.25),
    "triangle-right": (3, 90.0, 1.25),
    "pentagon": (5, 0.0, 1.12),
    "hexagon": (6, 30.0, 1.12),
    "octagon": (8, 22.5, 1.08),
}
# Points: (how many, degrees to the first, reach of the points, reach between them).
_STARS = {
    "star": (5, 0.0, 1.35, 0.58),
    "asterisk": (6, 0.0, 1.35, 0.5),
    "spark": (4, 0.0, 1.45, 0.45),
    "burst": (8, 0.0, 1.3, 0.8),
}
_A = 0.4  # half the thickness of a cross's arms
_OUTLINES = {
    "cross": ((-_A, -1.1), (_A, -1.1), (_A, -_A), (1.1, -_A), (1.1, _A), (_A, _A),
              (_A, 1.1), (-_A, 1.1), (-_A, _A), (-1.1, _A), (-1.1, -_A), (-_A, -_A)),
    "hourglass": ((-1, -1.1), (1, -1.1), (0.25, 0), (1, 1.1), (-1, 1.1), (-0.25, 0)),
    "bow-tie": ((-1.1, -1), (0, -0.25), (1.1, -1), (1.1, 1), (0, 0.25), (-1.1, 1)),
    "bar": ((-0.5, -1.2), (0.5, -1.2), (0.5, 1.2), (-0.5, 1.2)),
    "dash": ((-1.2, -0.5), (1.2, -0.5), (1.2, 0.5), (-1.2, 0.5)),
    "shield": ((-1, -1.05), (1, -1.05), (1, 0.2), (0, 1.25), (-1, 0.2)),
    "house": ((0, -1.25), (1, -0.2), (1, 1.05), (-1, 1.05), (-1, -0.2)),
    "arrow-right": ((-1.1, -0.5), (0.1, -0.5), (0.1, -1.1), (1.25, 0), (0.1, 1.1), (0.1, 0.5), (-1.1, 0.5)),
    "arrow-left": ((1.1, -0.5), (-0.1, -0.5), (-0.1, -1.1), (-1.25, 0), (-0.1, 1.1), (-0.1, 0.5), (1.1, 0.5)),
    "bolt": ((0.3, -1.3), (-0.9, 0.25), (-0.1, 0.25), (-0.3, 1.3), (0.9, -0.3), (0.1, -0.3)),
    "chevron": ((-1.1, -0.1), (0, -1.1), (1.1, -0.1), (1.1, 0.9), (0, -0.1), (-1.1, 0.9)),
    "flag": ((-0.9, -1.2), (1.1, -0.55), (-0.35, 0.1), (-0.35, 1.2), (-0.9, 1.2)),
}  # fmt: skip


@cache
def mark_path(shape: str) -> QPainterPath:
    """The outline of a shape around (0, 0).

    Raises:
        KeyError: no such shape.
    """
    path = QPainterPath()
    if shape in {"circle", "ring", "target"}:
        path.addEllipse(QPointF(), RADIUS, RADIUS)
        if shape == "ring":
            path.addEllipse(QPointF(), RADIUS * 0.5, RADIUS * 0.5)
        elif shape == "target":
            path.addEllipse(QPointF(), RADIUS * 0.75, RADIUS * 0.75)
            path.addEllipse(QPointF(), RADIUS * 0.42, RADIUS * 0.42)
        return path
    if shape == "half-circle":
        path.arcMoveTo(QRectF(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS), 0)
        path.arcTo(QRectF(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS), 0, 180)
        path.closeSubpath()
        return path.translated(0, RADIUS / 2)
    if shape == "x":
        return QTransform().rotate(45).map(mark_path("cross"))
    path.addPolygon(QPolygonF([QPointF(RADIUS * x, RADIUS * y) for x, y in _corners(shape)]))
    path.closeSubpath()
    return path


def _corners(shape: str) -> list[tuple[float, float]]:
    if shape in _OUTLINES:
        return list(_OUTLINES[shape])
    if shape in _STARS:
        count, first, far, near = _STARS[shape]
        turns = [(first + 180 * i / count, near if i % 2 else far) for i in range(2 * count)]
    else:
        count, first, far = _POLYGONS[shape]
        turns = [(first + 360 * i / count, far) for i in range(count)]
    return [(reach * math.sin(math.radians(turn)), -reach * math.cos(math.radians(turn))) for turn, reach in turns]


def draw_mark(painter: QPainter, shape: str, colour: QColor, ground: QColor, status: int = CONFIRMED) -> None:
    """Draw a mark around (0, 0) with a thin rim of ``ground``, so that it stands off what lies behind it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = mark_path(shape)
    painter.setPen(QPen(ground, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ground)
    painter.drawPath(path)
    if status == CONFIRMED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPath(path)
        return
    pen = QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    if status == DISPUTED:
        pen.setDashPattern([1.4, 1.1])
    painter.setPen(pen)
    painter.setBrush(ground if status == PLANNED else blend(colour, ground, 0.35))
    painter.drawPath(path)


class MarkSheet:
    """Every mark in every status on one pixmap, so that a thousand of them are one call of Qt's."""

    SIDE = 18  # px of the square a mark fits in, rim and all

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._ratio = 0.0
        self._sheet = QPixmap()

    def draw(
        self,
        painter: QPainter,
        centres: tuple[NDArray[np.float64], NDArray[np.float64]],
        kinds: tuple[NDArray[np.uint8], NDArray[np.uint8]],
        ratio: float,
    ) -> None:
        """Draw marks.

        Args:
            painter: on the screen, in logical px.
            centres: x and y, px, arrays of shape (n,).
            kinds: category (index in the vocabulary) and status of each.
            ratio: device pixels in one px.
        """
        if ratio != self._ratio:
            self._ratio, self._sheet = ratio, self._drawn(ratio)
        side, (category, status) = self._sheet.height() / len(STATUSES), kinds
        middle, corner = (whole(centres[0]), whole(centres[1])), (category * side, status * side)
        fragments(painter, pieces(middle, corner, (side, side), ratio), self._sheet)

    def _drawn(self, ratio: float) -> QPixmap:
        side = round(self.SIDE * ratio)
        sheet = QPixmap(side * len(SHAPES), side * len(STATUSES))
        sheet.fill(Qt.GlobalColor.transparent)
        with QPainter(sheet) as painter:
            for status in range(len(STATUSES)):
                for category in range(len(SHAPES)):
                    mark = mark_pixmap(self._theme, category, status, ratio)
                    mark.setDevicePixelRatio(1)
                    painter.drawPixmap(category * side, status * side, mark)
        return sheet


def mark_pixmap(theme: Theme, category: int, status: int = CONFIRMED, ratio: float = 1.0) -> QPixmap:
    """A mark on transparent ground, ``MarkSheet.SIDE`` px square: for lists, buttons and the canvas."""
    side = MarkSheet.SIDE
    pixmap = blank(side, side, ratio)
    with QPainter(pixmap) as painter:
        painter.translate(side / 2, side / 2)
        draw_mark(painter, SHAPES[category], theme.category(category), theme["paper"], status)
    return pixmap
