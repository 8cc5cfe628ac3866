"""Marks: shape, colour and stroke."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.events.vocabulary import CATEGORIES, STATUSES
from viewer.timeline.style import SHAPES
from viewer.ui.glyphs import MarkSheet, draw_mark, mark_path, mark_pixmap
from viewer.ui.theme import load_theme


def grey_picture(shape, status=0):
    """Shape (36, 36) of greys: the mark in black on white at twice its size."""
    image = QImage(36, 36, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.translate(18, 18)
    painter.scale(2, 2)
    draw_mark(painter, shape, QColor("#555555"), QColor("#ffffff"), status)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(36, image.bytesPerLine())[:, :36].astype(float)


def test_no_two_categories_look_alike_in_greyscale(qapp):
    """Any two shapes differ by at least a twelfth of the ink of a mark."""
    pictures = {shape: grey_picture(shape) for shape in SHAPES}
    assert len(pictures) == len(CATEGORIES)
    ink = (255 - pictures["circle"]).sum()
    for one, other in itertools.combinations(pictures, 2):
        assert np.abs(pictures[one] - pictures[other]).sum() > ink / 12, (one, other)


def test_each_status_has_its_own_stroke(qapp):
    """Confirmed, claimed, disputed and planned marks differ in greyscale, and confirmed has the most ink."""
    pictures = [grey_picture("diamond", status) for status in range(len(STATUSES))]
    ink = [(255 - picture).sum() for picture in pictures]
    assert ink[0] == max(ink)
    for one, other in itertools.combinations(pictures, 2):
        assert np.abs(one - other).sum() > ink[0] / 12


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mark_fits_its_square_around_the_centre(qapp, shape):
    """Shapes stay inside the square of the cache and cover their own middle region."""
    box = mark_path(shape).boundingRect()
    half = MarkSheet.SIDE / 2
    assert max(-box.left(), box.right(), -box.top(), box.bottom()) < half
    assert abs(box.center().x()) < 2
    assert abs(box.center().y()) < 2.5


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_marks_from_the_sheet_are_those_drawn_one_by_one(qapp, ratio):
    """A thousand marks in one call look like each of them alone, on a sharper screen as well."""
    theme = load_theme("light")
    categories, statuses = np.arange(len(SHAPES), dtype=np.uint8), np.arange(len(SHAPES), dtype=np.uint8) % 4
    x, y = 20.2 * (categories + 1), np.full(len(SHAPES), 14.8)

    def painted(draw):
        image = QImage(round(520 * ratio), round(30 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw(painter)
        painter.end()
        return image

    def one_by_one(painter):
        for at_x, at_y, *kind in zip(x, y, categories, statuses, strict=True):
            half = MarkSheet.SIDE // 2
            painter.drawPixmap(round(at_x) - half, round(at_y) - half, mark_pixmap(theme, *kind, ratio))

    together = painted(lambda painter: MarkSheet(theme).draw(painter, (x, y), (categories, statuses), ratio))
    assert together == painted(one_by_one)


def test_an_unknown_shape_is_a_mistake():
    """A shape that nobody drew is refused, not drawn as nothing."""
    with pytest.raises(KeyError):
        mark_path("unicorn")
