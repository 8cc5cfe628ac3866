"""Indicator tracks below the lanes: name and unit above, levels as areas from zero, steps, lines or dots.

   │ Pakistan-Russia trade · USD million
1,810 │        ▁▁▁▁▁▁▁▁▁
      │ 760.5  █████████           areas only where the foot is zero: else they would lie
    0 │▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
"""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from viewer.timeline.scene import Scene, Track, TrackPoint
from viewer.timeline.tracks import BELOW
from viewer.ui.clips import clipped
from viewer.ui.lettering import Lettering
from viewer.ui.plain import one_line
from viewer.ui.rectangles import fill
from viewer.ui.theme import Theme, faint

MARGIN = 12.0  # px between the left edge and the words of a header
_BRIEF = 3.0  # px up to which a period is a dot
_DOT = 2.5  # px radius
_NAME = 18.0  # px at the top that belong to the name
_NAMED = 60  # figures in view up to which they are written beside their levels


def draw_track(painter: QPainter, track: Track, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    """One track over its whole width."""
    left, foot = scene.header_width, track.top + track.height - BELOW
    with clipped(painter, QRectF(left, track.top, scene.width - left, track.height)):
        if track.from_zero:
            painter.fillRect(QRectF(left, foot, scene.width - left, 1), theme["line"])
        _draw_levels(painter, track, foot, theme)
        _draw_dots(painter, track, foot, theme)
    painter.fillRect(QRectF(0, track.top, left, track.height), theme["panel"])
    painter.fillRect(QRectF(0, track.top, scene.width, 1), theme["line"])
    _write_figures(painter, track, scene, lettering)
    _write_name(painter, track, scene, lettering)
    _write_scale(painter, track, scene, lettering)


def lasting(track: Track) -> list[TrackPoint]:
    """Figures over periods wide enough to be seen as such, the longest first, so that shorter ones stay in sight."""
    return sorted((p for p in track.points if p.x1 - p.x0 > _BRIEF), key=lambda p: p.x0 - p.x1)


def _draw_levels(painter: QPainter, track: Track, foot: float, theme: Theme) -> None:
    wash = faint(theme["accent"], 0.14)
    for point in lasting(track):
        width = point.x1 - point.x0 - (0 if track.stepped else 1)
        if track.from_zero:
            painter.fillRect(QRectF(point.x0, point.y, width, foot - point.y), wash)
        painter.fillRect(QRectF(point.x0, point.y - 1, width, 2), theme["accent"])
    if track.stepped:
        start = foot if track.from_zero else track.points[0].y
        for before, point in zip([start, *(p.y for p in track.points)], track.points, strict=False):
            top, bottom = sorted((before, point.y))
            painter.fillRect(QRectF(point.x0 - 0.5, top, 1, bottom - top), theme["accent"])


def _draw_dots(painter: QPainter, track: Track, foot: float, theme: Theme) -> None:
    """Figures of one instant: on stems where the foot is zero, else joined by a line."""
    brief = [QPointF((p.x0 + p.x1) / 2, p.y) for p in track.points if p.x1 - p.x0 <= _BRIEF]
    if not brief:
        return
    if track.from_zero and not track.stepped:
        fill(painter, np.array([(p.x() - 0.5, p.y(), 1, foot - p.y()) for p in brief]), theme.mix("accent", 0.45))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not track.from_zero:
        painter.setPen(QPen(theme.mix("accent", 0.5), 1))
        painter.drawPolyline(QPolygonF(brief))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["accent"])
    apart = (brief[-1].x() - brief[0].x()) / len(brief)
    for point in brief:
        radius = _DOT if apart > 3 * _DOT or len(brief) == 1 else 1.0
        painter.drawEllipse(point, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _write_figures(painter: QPainter, track: Track, scene: Scene, lettering: Lettering) -> None:
    """Each figure above its level, else below it, wherever it meets no level and no other figure."""
    if len(track.points) > _NAMED:
        return
    levels = [QRectF(p.x0 - 1, p.y - 3, p.x1 - p.x0 + 2, 6) for p in track.points]
    lowest = track.top + track.height - BELOW
    taken: list[QRectF] = []
    for point in track.points:
        width = lettering.width(point.figure, "small")
        brief = point.x1 - point.x0 <= _BRIEF
        x = (point.x0 + point.x1 - width) / 2 if brief else max(point.x0, scene.header_width) + 4
        if x < scene.header_width + 2 or x + width > (scene.width - 2 if brief else min(point.x1, scene.width) - 2):
            continue
        for middle in (point.y - 9, point.y + 9):
            box = QRectF(x - 2, middle - 5, width + 4, 10)
            free = box.top() >= track.top + _NAME and box.bottom() <= lowest
            if free and not any(box.intersects(other) for other in (*levels, *taken)):
                taken.append(box)
                lettering.draw(painter, x, middle, point.figure, ink="ink", face="small")
                break


def _write_name(painter: QPainter, track: Track, scene: Scene, lettering: Lettering) -> None:
    """The whole name over the plot, and the unit behind it."""
    x, unit = scene.header_width + 6, f"· {one_line(track.unit)}" if track.unit else ""
    beside = lettering.width(unit, "small") + 4  # px, not a space: SVG would drop it
    name = lettering.crop(one_line(track.name), max(0.0, scene.width - x - 6 - beside), "small")
    lettering.draw(painter, x, track.top + 10, name, ink="ink", face="small")
    if scene.width - x > beside + 60:
        lettering.draw(painter, x + lettering.width(name, "small") + 4, track.top + 10, unit, ink="muted", face="small")


def _write_scale(painter: QPainter, track: Track, scene: Scene, lettering: Lettering) -> None:
    """Highest and lowest value in the header, at their levels; what found no room at its left."""
    right = scene.header_width - 8
    for text, middle in ((track.high, track.top + 24), (track.low, track.top + track.height - BELOW - 2)):
        if text:
            lettering.draw(painter, right - lettering.width(text, "small"), middle, text, ink="muted", face="small")
    if track.more:
        lettering.draw(painter, MARGIN, track.top + 10, f"+{track.more:,} series", ink="muted", face="small")
