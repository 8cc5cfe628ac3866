"""Clipping that ends where it should on every device."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEngine, QPainter


@contextmanager
def clipped(painter: QPainter, room: QRectF) -> Iterator[None]:
    """Save the painter, clip to ``room`` within what is clipped already, and restore it.

    Qt's SVG generator keeps the inner clip when it is restored to an outer one; there the outer one is set again.
    """
    svg = painter.paintEngine().type() == QPaintEngine.Type.SVG
    outer = painter.clipPath() if svg and painter.hasClipping() else None
    painter.save()
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    try:
        yield
    finally:
        painter.restore()
        if outer is not None:
            painter.setClipPath(outer)
        elif svg:
            painter.setClipping(False)
