"""The cost of a frame over the number of events, as a picture: medians as lines, both axes logarithmic."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator

WIDTH, HEIGHT, LEFT, TOP, RIGHT, FOOT = 720, 360, 56, 40, 190, 40
LINES = {
    "pan, everything": "#1f5fa8",
    "pan, 10 years": "#2f7d4f",
    "pan, 30 days": "#8a6d1f",
    "zoom, cold": "#a23b3b",
}
LEAST, MOST = 0.5, 32.0  # ms
FRAME = 1000 / 60


def draw(results, path):
    """Draw figures such as ``__main__`` collects into an SVG file."""
    application = QGuiApplication.instance() or QGuiApplication(["curve"])
    drawing = QSvgGenerator()
    drawing.setFileName(str(path))
    drawing.setSize(QSize(WIDTH, HEIGHT))
    drawing.setViewBox(QRectF(0, 0, WIDTH, HEIGHT))
    drawing.setTitle("Cost of a frame over the number of events")
    painter = QPainter(drawing)
    font = painter.font()
    font.setPixelSize(12)
    painter.setFont(font)
    sizes = sorted(map(int, results))
    _axes(painter, sizes)
    for line, (name, colour) in enumerate(LINES.items()):
        medians = [sorted(results[str(size)][name])[len(results[str(size)][name]) // 2] for size in sizes]
        points = [QPointF(_x(size, sizes), _y(ms)) for size, ms in zip(sizes, medians, strict=True)]
        _line(painter, name, QColor(colour), points, line)
    painter.end()
    del application


def _x(size, sizes):
    low, high = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] * 10))
    return LEFT + (math.log10(size) - low) / (high - low) * (WIDTH - LEFT - RIGHT)


def _y(ms):
    share = math.log(max(ms, LEAST) / LEAST) / math.log(MOST / LEAST)
    return HEIGHT - FOOT - share * (HEIGHT - TOP - FOOT)


def _axes(painter, sizes):
    painter.setPen(QColor("#444444"))
    painter.drawText(QPointF(LEFT, 22), "Milliseconds a frame, median, over the number of events")
    for ms in (0.5, 1, 2, 4, 8, 16, 32):
        painter.setPen(QPen(QColor("#dddddd"), 1))
        painter.drawLine(QPointF(LEFT, _y(ms)), QPointF(WIDTH - RIGHT, _y(ms)))
        painter.setPen(QColor("#444444"))
        box = QRectF(0, _y(ms) - 9, LEFT - 8, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{ms:g}")
    for size in sizes:
        box = QRectF(_x(size, sizes) - 50, HEIGHT - FOOT + 8, 100, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{size:,}")
    painter.setPen(QPen(QColor("#888888"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(LEFT, _y(FRAME)), QPointF(WIDTH - RIGHT, _y(FRAME)))
    painter.drawText(QPointF(WIDTH - RIGHT + 12, _y(FRAME) + 4), "60 frames a second")


def _line(painter, name, colour, points, line):
    painter.setPen(QPen(colour, 2))
    painter.drawPolyline(points)
    painter.setBrush(colour)
    for point in points:
        painter.drawEllipse(point, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    y = HEIGHT - FOOT - 90 + 22 * line
    painter.drawLine(QPointF(WIDTH - RIGHT + 12, y - 4), QPointF(WIDTH - RIGHT + 32, y - 4))
    painter.drawText(QPointF(WIDTH - RIGHT + 38, y), name)
