"""Events that last, and days, months and years in which something happened at a time unknown.

A bar is a tint with a foot of full colour.  What is certain has both; towards the bounds of what is
possible they fade out; an approximate date is hatched; claimed is dashed, disputed and planned have no tint.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPixmap, QPolygonF

from viewer.events.dates import DateFlag
from viewer.events.marks import flagged
from viewer.events.vocabulary import QUAD_OF, QUADS
from viewer.timeline.scene import Glyphs
from viewer.ui.clips import clipped
from viewer.ui.glyphs import CLAIMED, CONFIRMED, DISPUTED
from viewer.ui.rectangles import fill, fragments, lines, pieces, rectangles, rows_of, whole
from viewer.ui.theme import Theme, faint

HEIGHT = 18.0  # px of a bar
FOOT = 3.0  # px of its full colour
TEXT_LIFT = 1.0  # px that a title in a bar stands higher, clear of the foot
_STEPS = 32  # of a fade in files
_STRIP = 128  # px of a fade before it is stretched
_TICK = 4.0  # px of the corners of a period
_HATCH = 7.0  # px from stroke to stroke
BODY, COVER = 0.32, 0.14  # shares of colour in the tints
_QUAD_OF = np.array(QUAD_OF)
_VAGUE = DateFlag.APPROXIMATE | DateFlag.UNCERTAIN


def draw_covers(painter: QPainter, glyphs: Glyphs, theme: Theme, *, crisp: bool) -> None:
    """Faintly cover the whole period of each instant that is known less exactly than the picture could show."""
    wanted = ~flagged(glyphs.flags, DateFlag.INTERVAL) & (glyphs.x_max - glyphs.x_min > 16)
    if not wanted.any():
        return
    left, right = _edges(glyphs.x_min[wanted], glyphs.x_max[wanted], crisp=crisp)
    y, quads = glyphs.y[wanted], _QUAD_OF[glyphs.category[wanted]]
    box = rectangles(left, y - HEIGHT / 2, right, y + HEIGHT / 2)
    corners, of_corners = _corners(box), np.tile(quads, 4)
    for quad in _present(quads):
        fill(painter, box[quads == quad], faint(theme[QUADS[quad]], COVER))
        fill(painter, corners[of_corners == quad], faint(theme[QUADS[quad]], 0.6))


def _corners(box: NDArray[np.float64]) -> NDArray[np.float64]:
    """Short ticks at the corners of n rectangles: they tell where a period ends and strike no title.

    Shape (4 * n, 4), the upper left ones first.
    """
    x, y, width, height = box.T
    left, top = np.concatenate((x, x, x + width - 1, x + width - 1)), np.concatenate((y, y + height - _TICK))
    return rows_of(left, np.concatenate((top, top)), 1.0, _TICK)


def draw_bars(painter: QPainter, glyphs: Glyphs, theme: Theme, *, width: float, fades: QPixmap | None) -> None:
    """Draw all bars of a picture ``width`` px wide; with ``fades``, see ``strips``, on whole px for the screen."""
    chosen = np.flatnonzero(bars_of(glyphs))
    if not len(chosen):
        return
    start, end = _certain(glyphs, chosen)
    left, right = _edges(start, end, crisp=fades is not None)
    y, quads, status = glyphs.y[chosen], _QUAD_OF[glyphs.category[chosen]], glyphs.status[chosen]
    firm = right > left
    top, low = y - HEIGHT / 2, y + HEIGHT / 2
    body, foot = rectangles(left, top, right, low), rectangles(left, low - FOOT, right, low)
    tinted, footed = firm & (status <= CLAIMED), firm & (status == CONFIRMED)
    for quad in _present(quads):
        of, colour = quads == quad, theme[QUADS[quad]]
        fill(painter, body[of & tinted], faint(colour, BODY))
        fill(painter, foot[of & footed], colour)
    closed = np.abs(glyphs.x_min[chosen] - start) <= 1, np.abs(glyphs.x_max[chosen] - end) <= 1
    outlined = firm & (status != CONFIRMED)
    kinds = 2 * quads + ((status == CLAIMED) | (status == DISPUTED))
    _draw_outlines(painter, body[outlined], kinds[outlined], (closed[0][outlined], closed[1][outlined]), theme)
    _draw_unsure(painter, glyphs, chosen, theme, width=width, fades=fades)


def _present(codes: NDArray[np.int64]) -> list[int]:
    """Which small numbers there are, each once."""
    found: list[int] = np.bincount(codes).nonzero()[0].tolist()
    return found


def bars_of(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Which glyphs are drawn as bars, shape (n,)."""
    drawn: NDArray[np.bool_] = glyphs.bar & flagged(glyphs.flags, DateFlag.INTERVAL)
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


def _draw_outlines(
    painter: QPainter,
    body: NDArray[np.float64],
    kinds: NDArray[np.int64],
    closed: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    theme: Theme,
) -> None:
    """Lines above and below, and at the ends that are ``closed``: elsewhere a bar fades and its title runs on.

    ``kinds``: twice the number of the quad class, and one more where the line is dashed.
    """
    left, top, width, height = body.T
    left, right, top, foot = left + 0.5, left + width - 0.5, top + 0.5, top + height - 0.5
    over, under = rows_of(left, top, right, top), rows_of(left, foot, right, foot)
    before, after = rows_of(left, top, left, foot)[closed[0]], rows_of(right, top, right, foot)[closed[1]]
    ends = np.concatenate((over, under, before, after))
    of = np.concatenate((kinds, kinds, kinds[closed[0]], kinds[closed[1]]))
    for kind in _present(kinds):
        pen = QPen(theme[QUADS[kind // 2]], 1.2)
        if kind % 2:
            pen.setDashPattern([3, 2])
        lines(painter, ends[of == kind], pen)


def _draw_unsure(
    painter: QPainter, glyphs: Glyphs, chosen: NDArray[np.intp], theme: Theme, *, width: float, fades: QPixmap | None
) -> None:
    """Fading ends; hatching and arrows, which are few in any picture, hence one by one."""
    start, end = _certain(glyphs, chosen)
    first, last = glyphs.x_min[chosen], glyphs.x_max[chosen]
    fade_in, fade_out = np.flatnonzero(start - first > 1), np.flatnonzero(last - end > 1)
    outer = np.concatenate((first[fade_in], last[fade_out]))
    inner = np.concatenate((start[fade_in], end[fade_out]))
    fading = chosen[np.concatenate((fade_in, fade_out))]
    _draw_fades(painter, glyphs, fading, (outer, inner), theme, fades=fades)
    flags = glyphs.flags[chosen]
    hatched = flagged(flags, _VAGUE)
    onward = flagged(flags, DateFlag.OPEN_END)
    for place in np.flatnonzero(hatched | onward).tolist():
        glyph = chosen[place]
        y, colour = float(glyphs.y[glyph]), theme.category(int(glyphs.category[glyph]))
        if hatched[place]:
            _hatch(painter, (float(first[place]), min(float(last[place]), width)), y, colour)
        if onward[place]:
            _arrow(painter, float(last[place]), y, colour)


def _draw_fades(
    painter: QPainter,
    glyphs: Glyphs,
    fading: NDArray[np.intp],
    ends: tuple[NDArray[np.float64], NDArray[np.float64]],
    theme: Theme,
    *,
    fades: QPixmap | None,
) -> None:
    """From nothing at the outer ``ends`` of some glyphs to the strength of their bars at the inner ones."""
    (outer, inner), y = ends, glyphs.y[fading]
    quads, firm = _QUAD_OF[glyphs.category[fading]], glyphs.status[fading] == CONFIRMED
    if fades:
        inner = whole(inner)
        strip = 4 * quads + 2 * firm + (outer < inner)
        middle, corner = ((outer + inner) / 2, y), (0.0, strip * HEIGHT)
        rows = pieces(middle, corner, (_STRIP, HEIGHT), 1.0)
        rows[:, 6] = np.abs(outer - inner) / _STRIP
        fragments(painter, rows, fades)
        return
    for columns in zip(outer.tolist(), inner.tolist(), y.tolist(), quads.tolist(), firm.tolist(), strict=True):
        _steps(painter, columns[:2], columns[2], theme[QUADS[columns[3]]], firm=columns[4])


def _fade(painter: QPainter, ends: tuple[float, float], y: float, colour: QColor, *, firm: bool) -> None:
    """From nothing at the first of ``ends`` to the strength of a bar at the second, in either direction."""
    from_x, to_x = ends
    gradient = QLinearGradient(from_x, 0, to_x, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    box = QRectF(QPointF(from_x, y - HEIGHT / 2), QPointF(to_x, y + HEIGHT / 2)).normalized()
    for strength, part in ((BODY, box), (1.0, box.adjusted(0, HEIGHT - FOOT, 0, 0)))[: 2 if firm else 1]:
        for share in (0.0, 1.0):
            gradient.setColorAt(share, faint(colour, strength * share))
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
            painter.fillRect(QRectF(left, top, right - left, height), faint(colour, strength * share))


def strips(theme: Theme) -> QPixmap:
    """All fades for the screen, to be stretched: a gradient costs ten times as much.

    One below the other: for each quad class falling and rising, without a foot and with one.
    """
    made = QPixmap(_STRIP, 4 * len(QUADS) * int(HEIGHT))
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        for k, (quad, firm, rising) in enumerate(product(QUADS, (False, True), (False, True))):
            ends = (0.0, float(_STRIP)) if rising else (float(_STRIP), 0.0)
            _fade(painter, ends, (k + 0.5) * HEIGHT, theme[quad], firm=firm)
    return made


def _hatch(painter: QPainter, ends: tuple[float, float], y: float, colour: QColor) -> None:
    """Slanting strokes; their places follow the bar, so that they move with it and do not crawl."""
    x_min, x_max = ends
    with clipped(painter, QRectF(x_min, y - HEIGHT / 2, x_max - x_min, HEIGHT - FOOT)):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faint(colour, 0.4), 1.0))
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
