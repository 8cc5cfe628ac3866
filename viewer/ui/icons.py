"""Icons: line drawings in ``resources/icons`` that take the colour they are asked for."""

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from viewer.bundled import bundled

SIDE = 16  # px


def icon(name: str, colour: QColor) -> QIcon:
    """An icon in one colour, sharp at scale factors 1, 2 and 3.

    Raises:
        FileNotFoundError: no such icon.
    """
    return _icon(name, colour.name())


def icon_path(name: str) -> str:
    """Where an icon stands, spelled for a style sheet."""
    return bundled(f"resources/icons/{name}.svg").as_posix()


@cache
def _icon(name: str, colour: str) -> QIcon:
    drawing = bundled(f"resources/icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(SIDE * ratio, SIDE * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            renderer.render(painter)
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made
