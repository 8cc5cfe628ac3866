"""PNG written by ourselves: what Qt reads from it is the image, with its texts and its resolution."""

import pytest
from PySide6.QtGui import QColor, QImage

from viewer.ui.png import encoded


@pytest.mark.parametrize("width", [1, 5, 8])
def test_what_is_written_is_read(width):
    image = QImage(width, 3, QImage.Format.Format_RGB888)  # its rows are padded to four bytes
    for x in range(width):
        for y in range(3):
            image.setPixelColor(x, y, QColor(x * 30, y * 90, 7))
    image.setDotsPerMeterX(11_811)
    image.setDotsPerMeterY(11_811)
    read = QImage.fromData(encoded(image, {"Title": "Überblick · 概览"}), "png")
    assert read.convertToFormat(image.format()) == image
    assert (read.dotsPerMeterX(), read.text("Title")) == (11_811, "Überblick · 概览")
