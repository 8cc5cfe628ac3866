"""Many rectangles at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from viewer.ui.rectangles import fill, fragments, lines, rectangles

EDGES = st.tuples(*[st.floats(-50, 150, allow_nan=False)] * 4)


def painted(rects, *, plain):
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    fill(painter, rects, QColor("black"), plain=plain)
    painter.end()
    return image


@given(st.lists(EDGES, max_size=20))
def test_both_ways_give_the_same_picture(boxes):
    """Rectangles read from memory look like those handed over one by one."""
    corners = np.array(boxes, np.float64).reshape(-1, 4)
    x, y = np.sort(corners[:, :2], axis=1), np.sort(corners[:, 2:], axis=1)
    rects = rectangles(x[:, 0], y[:, 0], x[:, 1], y[:, 1])
    assert painted(rects, plain=False) == painted(rects, plain=True)


def test_arrays_that_are_not_packed_are_read_right():
    """A view with strides, or of whole numbers, is copied first."""
    wide = np.zeros((2, 8), np.int64)
    wide[:, :4] = [[10, 10, 5, 5], [30, 30, 5, 5]]
    image = painted(wide[:, :4], plain=False)
    assert image.pixelColor(12, 12) == image.pixelColor(32, 32) == QColor("black")
    assert image.pixelColor(0, 0) == QColor("white")


@given(st.lists(EDGES, max_size=20))
def test_lines_look_the_same_both_ways(ends):
    """Lines read from memory look like those handed over one by one."""

    def drawn(*, plain):
        image = QImage(100, 100, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        lines(painter, np.array(ends, np.float64).reshape(-1, 4), QPen(QColor("black"), 1.2), plain=plain)
        painter.end()
        return image

    assert drawn(plain=False) == drawn(plain=True)


def test_fragments_look_the_same_both_ways(qapp):
    """Pieces of a pixmap read from memory look like those drawn one by one."""
    sheet = QPixmap(40, 20)
    sheet.fill(QColor("red"))
    inside = QPainter(sheet)
    inside.fillRect(20, 0, 20, 20, QColor("blue"))
    inside.end()
    pieces = np.array([[10, 10, 0, 0, 20, 20, 1, 1, 0, 1], [50, 60, 20, 0, 20, 20, 0.5, 0.5, 0, 1]], np.float64)

    def drawn(*, plain):
        image = QImage(100, 100, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        fragments(painter, pieces, sheet, plain=plain)
        painter.end()
        return image

    assert drawn(plain=False) == drawn(plain=True)
    assert drawn(plain=False).pixelColor(50, 60) == QColor("blue")
    assert drawn(plain=False).pixelColor(5, 5) == QColor("red")
