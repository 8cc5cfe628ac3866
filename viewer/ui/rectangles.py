"""Many rectangles, lines or marks in one call: Qt reads them from a numpy array instead of from Python objects.

The way is borrowed from pyqtgraph's PrimitiveArray: a QRectF is four doubles, so an array of shape (n, 4)
*is* an array of QRectF.  Where the binding cannot wrap an address, the plain call gives the same picture.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap
from shiboken6 import Shiboken

_HALF = 0.5 + 1e-6  # a px that is found in two ways differs in its last digits, and a half must not fall both ways


def whole(px: NDArray[np.floating]) -> NDArray[np.float64]:
    """The nearest whole px, halves to the right: what is drawn in pieces meets wherever the pieces begin."""
    return np.asarray(np.floor(px + _HALF), np.float64)


def rows_of(*columns: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Columns side by side, the first an array of shape (n,): what numpy's ``column_stack`` takes longer for."""
    rows = np.empty((np.size(columns[0]), len(columns)))
    for k, column in enumerate(columns):
        rows[:, k] = column
    return rows


def rectangles(
    left: NDArray[np.float64], top: NDArray[np.float64], right: NDArray[np.float64], bottom: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Rows of x, y, width, height in px from the four edges, arrays of shape (n,)."""
    return rows_of(left, top, right - left, bottom - top)


def fill(painter: QPainter, rects: NDArray[np.float64], brush: QColor | QBrush, *, plain: bool = False) -> None:
    """Fill rectangles (rows of x, y, width, height in px, shape (n, 4)) without outlines."""
    if not len(rects):
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    if plain:
        painter.drawRects([QRectF(*row) for row in rects.tolist()])
        return
    rects = np.ascontiguousarray(rects, np.float64)
    first = cast(QRectF, Shiboken.wrapInstance(_address(rects), QRectF))
    painter.drawRects(first, len(rects))


def lines(painter: QPainter, ends: NDArray[np.float64], pen: QPen, *, plain: bool = False) -> None:
    """Draw lines (rows of x, y, x, y in px, shape (n, 4))."""
    if not len(ends):
        return
    painter.setPen(pen)
    if plain:
        painter.drawLines([QLineF(*row) for row in ends.tolist()])
        return
    ends = np.ascontiguousarray(ends, np.float64)
    painter.drawLines(cast(QLineF, Shiboken.wrapInstance(_address(ends), QLineF)), len(ends))


def pieces(
    middle: tuple[NDArray[np.float64], NDArray[np.float64]],
    corner: tuple[NDArray[np.floating] | float, NDArray[np.floating] | float],
    size: tuple[NDArray[np.float64] | float, NDArray[np.float64] | float],
    ratio: float,
) -> NDArray[np.float64]:
    """Rows for ``fragments``, shape (n, 10), each the members of a QPainter::PixmapFragment in their order.

    Args:
        middle: x and y of where the pieces go, px, arrays of shape (n,).
        corner: x and y of where they are on the pixmap, px of the device.
        size: width and height of each or of all of them, px of the device.
        ratio: px of the device in one px.
    """
    made = np.empty((len(middle[0]), 10))
    made[:, 0], made[:, 1] = middle
    made[:, 2], made[:, 3] = corner
    made[:, 4], made[:, 5] = size
    made[:, 6:] = 1 / ratio, 1 / ratio, 0.0, 1.0  # scale across and down, turn, opacity
    return made


def fragments(painter: QPainter, rows: NDArray[np.float64], sheet: QPixmap, *, plain: bool = False) -> None:
    """Draw pieces of a pixmap; ``rows`` as ``pieces`` makes them."""
    if not len(rows):
        return
    if plain:
        for x, y, left, top, width, height, across, down, _, _ in rows.tolist():
            size = QSizeF(width * across, height * down)
            corner = QPointF(x - size.width() / 2, y - size.height() / 2)
            painter.drawPixmap(QRectF(corner, size), sheet, QRectF(left, top, width, height))
        return
    rows = np.ascontiguousarray(rows, np.float64)
    first = cast(QPainter.PixmapFragment, Shiboken.wrapInstance(_address(rows), QPainter.PixmapFragment))
    painter.drawPixmapFragments(first, len(rows), sheet)


def _address(array: NDArray[np.float64]) -> int:
    """Where the numbers of an array lie; ``array.ctypes`` says the same in ten times as long."""
    return int(array.__array_interface__["data"][0])
