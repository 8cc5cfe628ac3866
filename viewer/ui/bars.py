"""Events that last, and days, months and years in which something happened at a time unknown.

A bar is a tint with a foot of full colour.  What is certain has both; towards the bounds of what is
possible they fade out; an approximate date is hatched; claimed is dashed, disputed and planned have no tint.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPen, QPolygonF

from viewer.events.dates import DateFlag
from viewer.events.vocabulary import QUAD_OF, QUADS
from viewer.timeline.scene import Glyphs
from viewer.ui.clips import clipped
from viewer.ui.glyphs import CLAIMED, CONFIRMED, DISPUTED
from viewer.ui.rectangles import fill, rectangles, whole
from viewer.ui.theme import Theme

HEIGHT = 18.0  # px of a bar
FOOT = 3.0  # px of its full colour
TEXT_LIFT = 1.0  # px that a title in a bar stands higher, clear of the foot
_STEPS = 32  # of a fade in files
_STRIP = 128  # px of a fade before it is stretched
_TICK = 4.0  # px of the corners of a period
_HATCH = 7.0  # px from stroke to stroke
BODY, COVER = 0.32, 0.14  # shares of colour in the tints
_QUAD_OF = np.array(QUAD_OF)


def draw_covers(painter: QPainter, glyphs: Glyphs, theme: Theme, *, crisp: bool) -> None:
    """Faintly cover the whole period of each instant that is known less exactly than the picture could show."""
    lasting = (glyphs.flags & DateFlag.INTERVAL) != 0
    wanted = ~lasting & (glyphs.x_max - glyphs.x_min > 16)
    if not wanted.any():
        return
    left, right = _edges(glyphs.x_min[wanted], glyphs.x_max[wanted], crisp=crisp)
    y, quads = glyphs.y[wanted], _QUAD_OF[glyphs.category[wanted]]
    box = rectangles(left, y - HEIGHT / 2, right, y + HEIGHT / 2)
    for quad in np.unique(quads).tolist():
        of = box[quads == quad]
        fill(painter, of, _faint(theme[QUADS[quad]], COVER))
        fill(painter, _corners(of), _faint(theme[QUADS[quad]], 0.6))


def _corners(box: NDArray[np.float64]) -> NDArray[np.float64]:
    """Short ticks at the four corners of rectangles: they tell where a period ends and strike no title."""
    x, y, width, height = box.T
    left, top = np.concatenate((x, x, x + width - 1, x + width - 1)), np.concatenate((y, y + height - _TICK))
    made = np.empty((len(left), 4))
    made[:, 0], made[:, 1], made[:, 2], made[:, 3] = left, np.concatenate((top, top)), 1.0, _TICK
    return made


def draw_bars(painter: QPainter, glyphs: Glyphs, theme: Theme, *, width: float, crisp: bool) -> None:
    """Draw all bars of a picture ``width`` px wide; ``crisp`` puts edges on whole pixels, for the screen."""
    chosen = np.flatnonzero(bars_of(glyphs))
    if not len(chosen):
        return
    start, end = _certain(glyphs, chosen)
    left, right = _edges(start, end, crisp=crisp)
    y, quads, status = glyphs.y[chosen], _QUAD_OF[glyphs.category[chosen]], glyphs.status[chosen]
    firm = right > left
    top, low = y - HEIGHT / 2, y + HEIGHT / 2
    body, foot = rectangles(left, top, right, low), rectangles(left, low - FOOT, right, low)
    tinted, footed = firm & (status <= CLAIMED), firm & (status == CONFIRMED)
    for quad in np.unique(quads).tolist():
        of, colour = quads == quad, theme[QUADS[quad]]
        fill(painter, body[of & tinted], _faint(colour, BODY))
        fill(painter, foot[of & footed], colour)
    outlined = np.flatnonzero(firm & (status != CONFIRMED))
    sharp = np.abs(glyphs.x_min[chosen] - start) <= 1, np.abs(glyphs.x_max[chosen] - end) <= 1
    lines: dict[tuple[int, bool], list[QLineF]] = {}  # by colour, and whether dashed
    for place in outlined.tolist():
        box, closed = QRectF(*body[place].tolist()), (bool(sharp[0][place]), bool(sharp[1][place]))
        kind = int(quads[place]), bool(status[place] in (CLAIMED, DISPUTED))
        lines.setdefault(kind, []).extend(_outline(box, closed))
    for (quad, dashed), edges in lines.items():
        _draw_edges(painter, edges, theme[QUADS[quad]], dashed=dashed)
    _draw_unsure(painter, glyphs, chosen, theme, width=width, crisp=crisp)


def bars_of(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Which glyphs are drawn as bars, shape (n,)."""
    drawn: NDArray[np.bool_] = glyphs.bar & ((glyphs.flags & DateFlag.INTERVAL) != 0)
    return drawn


def _certain(glyphs: Glyphs, chosen: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The part that is certain; where the bounds of start and end overlap, nothing at their middle."""
    start, end = glyphs.x_start[chosen], glyphs.x_end[chosen]
    middle = (start + end) / 2
    crossed = start > end
    return np.where(crossed, middle, start), np.where(crossed, middle, end)


def _edges(
    left: NDArray[np.float64], right: NDArray[np.float64], *, crisp: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return (whole(left), whole(right)) if crisp else (left, right)


def _faint(colour: QColor, share: float) -> QColor:
    return QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), share)


def _outline(box: QRectF, closed: tuple[bool, bool]) -> list[QLineF]:
    """Above and below, and at the ends that are ``closed``: elsewhere the bar fades and its title runs on."""
    box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    edges = [QLineF(box.topLeft(), box.topRight()), QLineF(box.bottomLeft(), box.bottomRight())]
    sides = QLineF(box.topLeft(), box.bottomLeft()), QLineF(box.topRight(), box.bottomRight())
    return [*edges, *(side for side, drawn in zip(sides, closed, strict=True) if drawn)]


def _draw_edges(painter: QPainter, edges: list[QLineF], colour: QColor, *, dashed: bool) -> None:
    pen = QPen(colour, 1.2)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawLines(edges)


def _draw_unsure(
    painter: QPainter, glyphs: Glyphs, chosen: NDArray[np.intp], theme: Theme, *, width: float, crisp: bool
) -> None:
    """Fading ends, hatching and arrows: few in any picture, hence one by one."""
    start, end = _certain(glyphs, chosen)
    flags = glyphs.flags[chosen]
    fade_in, fade_out = start - glyphs.x_min[chosen] > 1, glyphs.x_max[chosen] - end > 1
    hatched = (flags & (DateFlag.APPROXIMATE | DateFlag.UNCERTAIN)) != 0
    onward = (flags & DateFlag.OPEN_END) != 0
    for place in np.flatnonzero(fade_in | fade_out | hatched | onward):
        glyph = chosen[place]
        y, colour = float(glyphs.y[glyph]), theme.category(int(glyphs.category[glyph]))
        x_min, x_max = float(glyphs.x_min[glyph]), float(glyphs.x_max[glyph])
        firm = glyphs.status[glyph] == CONFIRMED
        for fades, outer, inner in ((fade_in, x_min, float(start[place])), (fade_out, x_max, float(end[place]))):
            if fades[place] and crisp:
                box = QRectF(
                    QPointF(outer, y - HEIGHT / 2), QPointF(math.floor(inner + 0.5), y + HEIGHT / 2)
                ).normalized()
                painter.drawImage(box, _strip(colour.rgb(), firm=firm, rising=outer < inner))
            elif fades[place]:
                _steps(painter, (outer, inner), y, colour, firm=firm)
        if hatched[place]:
            _hatch(painter, (x_min, min(x_max, width)), y, colour)
        if onward[place]:
            _arrow(painter, x_max, y, colour)


def _fade(painter: QPainter, ends: tuple[float, float], y: float, colour: QColor, *, firm: bool) -> None:
    """From nothing at the first of ``ends`` to the strength of a bar at the second, in either direction."""
    from_x, to_x = ends
    gradient = QLinearGradient(from_x, 0, to_x, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    box = QRectF(QPointF(from_x, y - HEIGHT / 2), QPointF(to_x, y + HEIGHT / 2)).normalized()
    for strength, part in ((BODY, box), (1.0, box.adjusted(0, HEIGHT - FOOT, 0, 0)))[: 2 if firm else 1]:
        for share in (0.0, 1.0):
            gradient.setColorAt(share, _faint(colour, strength * share))
        painter.setBrush(QBrush(gradient))
        painter.drawRect(part)
    painter.setBrush(Qt.BrushStyle.NoBrush)  # SVG would write the gradient again at every later change


def _steps(painter: QPainter, ends: tuple[float, float], y: float, colour: QColor, *, firm: bool) -> None:
    """A fade for files, in steps on whole px: not every reader of PDF knows gradients that are transparent."""
    from_x, to_x = ends
    borders = np.unique(np.round(np.linspace(min(ends), max(ends), _STEPS + 1)))
    borders[0], borders[-1] = min(ends), max(ends)  # without a gap beside the bar
    shares = np.clip(((borders[:-1] + borders[1:]) / 2 - from_x) / (to_x - from_x), 0.0, 1.0)
    parts = ((y - HEIGHT / 2, HEIGHT, BODY), (y + HEIGHT / 2 - FOOT, FOOT, 1.0))[: 2 if firm else 1]
    for top, height, strength in parts:
        for left, right, share in zip(borders[:-1].tolist(), borders[1:].tolist(), shares.tolist(), strict=True):
            painter.fillRect(QRectF(left, top, right - left, height), _faint(colour, strength * share))


@lru_cache(64)
def _strip(rgb: int, *, firm: bool, rising: bool) -> QImage:
    """A fade for the screen, to be stretched: a gradient costs ten times as much."""
    strip = QImage(_STRIP, int(HEIGHT), QImage.Format.Format_ARGB32_Premultiplied)
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    _fade(painter, (0, _STRIP) if rising else (_STRIP, 0), HEIGHT / 2, QColor(rgb), firm=firm)
    painter.end()
    return strip


def _hatch(painter: QPainter, ends: tuple[float, float], y: float, colour: QColor) -> None:
    """Slanting strokes; their places follow the bar, so that they move with it and do not crawl."""
    x_min, x_max = ends
    with clipped(painter, QRectF(x_min, y - HEIGHT / 2, x_max - x_min, HEIGHT - FOOT)):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_faint(colour, 0.4), 1.0))
        first = x_min + max(0.0, -x_min // _HATCH) * _HATCH - HEIGHT
        places = np.arange(first, x_max, _HATCH).tolist()
        painter.drawLines([QLineF(x, y + HEIGHT / 2, x + HEIGHT, y - HEIGHT / 2) for x in places])


def _arrow(painter: QPainter, x: float, y: float, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half = HEIGHT / 2
    painter.drawPolygon(QPolygonF([QPointF(x, y - half), QPointF(x + 8, y), QPointF(x, y + half)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
