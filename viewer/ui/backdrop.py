"""What stands around the events: ground, lanes and their headers, grid and axis, background bands, tracks, now.

Drawing order matters more than clipping: ground and grid first, then the events, then the frame of headers
and axis over whatever reaches under them.
"""

from bisect import bisect_left, bisect_right
from itertools import islice
from math import ceil, floor

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.timeline.scene import Band, Scene, Tick
from viewer.ui.clips import clipped
from viewer.ui.lettering import Face, Lettering
from viewer.ui.plain import one_line
from viewer.ui.rectangles import fill, rows_of, whole
from viewer.ui.theme import Theme, faint
from viewer.ui.trends import draw_track

AXIS_HEIGHT = 44.0  # px of the two levels of the axis
KNOB = 4  # px by which the knob of the present instant may reach over the headers
BANDS_HEIGHT = 22.0  # px of the row with the names of containers, below the axis, where there is one
_STRIP = 64.0  # px of height of the ground that are drawn at once
_CROWD = 0.2  # of full density
WASH = 0.11  # strength of a band
_THINNEST = 2.0  # px of a band; shorter ones are lines
_MOST_NAMES = 12  # of bands that are tried
_NAME, _NAME_INSIDE = (
    60.0,
    120.0,
)  # px: the least of a band's name worth showing; from there on it may be cropped inside


def draw_ground(painter: QPainter, scene: Scene, theme: Theme, *, crisp: bool) -> None:
    """Paper, grid lines, bands and ends of lanes: all that lies behind the events; ``crisp`` for the screen."""
    right, bottom = scene.width, scene.lanes_bottom
    if crisp and scene.bands:  # axis and tracks bring their own paper
        strip = _strip_of_ground(scene, theme, painter.device().devicePixelRatioF())
        for top in np.arange(AXIS_HEIGHT, bottom, _STRIP).tolist():
            painter.drawImage(QPointF(0, top), strip)
    else:
        painter.fillRect(QRectF(0, 0, right, scene.height), theme["paper"])
        _draw_upright(painter, scene, theme, (scene.axis_height, scene.height), (AXIS_HEIGHT, bottom))
    for lane in scene.lanes:
        end = round(lane.top + lane.height) - 1
        painter.fillRect(QRectF(scene.header_width, end, right - scene.header_width, 1), theme["line"])


def _strip_of_ground(scene: Scene, theme: Theme, ratio: float) -> QImage:
    """A strip to be repeated: a dozen bands as high as the picture would cost more than all events.

    It is not so high that Qt would share it out to other threads and wait for them.
    """
    row = QImage(round(scene.width * ratio), 1, QImage.Format.Format_RGB32)
    row.fill(theme["paper"])
    with QPainter(row) as painter:
        painter.scale(ratio, 1)
        _draw_upright(painter, scene, theme, (0, 1), (0, 1))
    strip = QImage(row.width(), round(_STRIP * ratio), row.format())
    pixels = np.frombuffer(strip.bits(), np.uint32).reshape(strip.height(), -1)
    pixels[:] = np.frombuffer(row.constBits(), np.uint32)
    strip.setDevicePixelRatio(ratio)
    return strip


def _draw_upright(
    painter: QPainter, scene: Scene, theme: Theme, lines: tuple[float, float], bands: tuple[float, float]
) -> None:
    """Grid lines and bands, between these px from the top."""
    top, bottom = lines
    for ticks, colour in ((scene.axis.minor, theme.mix("line", 0.5)), (scene.axis.major, theme["line"])):
        for x in (floor(tick.x + 0.5) for tick in ticks):
            if x >= scene.header_width:
                painter.fillRect(QRectF(x, top, 1, bottom - top), colour)
    top, bottom = bands
    for band in scene.bands:
        left, width, wash = _wash(band, scene, theme)
        painter.fillRect(QRectF(left, top, width, bottom - top), wash)


def _wash(band: Band, scene: Scene, theme: Theme) -> tuple[float, float, QColor]:
    """Left edge, width and colour of a band; what is shorter than two px is a line."""
    colour = theme.category(band.category)
    if band.x1 - band.x0 < _THINNEST:
        return float(floor(band.x0 + 0.5)), 1.0, faint(colour, 0.3)
    left, right = max(band.x0, scene.header_width), min(band.x1, scene.width)
    return left, right - left, faint(colour, WASH)


def draw_density(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """Small columns at the foot of each lane where crowds are hidden; of a few a badge tells enough."""
    lanes, columns = scene.density.shape
    if not lanes or not columns:
        return
    first, step = scene.density_at
    in_view = slice(max(0, floor((scene.header_width - first) / step)), max(0, ceil((scene.width - first) / step)))
    lane, column = np.nonzero(scene.density[:, in_view] >= _CROWD)
    column += in_view.start
    foot = np.array([box.top + box.height for box in scene.lanes])[lane] - 1
    height = np.maximum(1.0, np.round(scene.density[lane, column] * 8))
    left, right = whole(first + column * step), whole(first + (column + 1) * step)
    fill(painter, rows_of(left, foot - height, np.maximum(right - left, 1.0), height), theme.mix("muted", 0.45))


def draw_frame(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    """Tracks, upper level of the axis, names of bands and the present instant, over the events."""
    painter.fillRect(QRectF(0, scene.lanes_bottom, scene.width, scene.height - scene.lanes_bottom), theme["paper"])
    for track in scene.tracks:
        draw_track(painter, track, scene, theme, lettering)
    if scene.axis_height > AXIS_HEIGHT:
        for x, name in band_names(scene, lettering):
            lettering.draw(painter, x, (AXIS_HEIGHT + scene.axis_height) / 2, name, ink="ink", face="small")
    _draw_major(painter, scene, theme, lettering)
    if scene.header_width <= scene.now_x <= scene.width:
        _draw_now(painter, scene, theme, lettering, _now_label(scene, lettering))


def draw_minor(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering, *, sticky: bool) -> None:
    """Lower level of the axis and lids of bands; with ``sticky`` a label that the left edge would cut stands beside."""
    half = AXIS_HEIGHT / 2
    painter.fillRect(QRectF(0, 0, scene.width, AXIS_HEIGHT), theme["paper"])
    with clipped(painter, QRectF(scene.header_width, half, scene.width - scene.header_width, half)):
        _draw_ticks(painter, (scene.axis.minor, half, "small", "muted"), scene, theme, lettering, sticky=sticky)
    painter.fillRect(QRectF(0, AXIS_HEIGHT - 1, scene.width, 1), theme["line"])
    if scene.axis_height > AXIS_HEIGHT:
        _draw_lids(painter, scene, theme)


def _draw_lids(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """A strip for the names of bands: each with a lid of its colour."""
    top, bottom = AXIS_HEIGHT, scene.axis_height
    painter.fillRect(QRectF(0, top, scene.width, bottom - top), theme["paper"])
    for band in scene.bands:
        left, width, wash = _wash(band, scene, theme)
        painter.fillRect(QRectF(left, top, width, bottom - top), wash)
        painter.fillRect(QRectF(left, top, width, 2), theme.category(band.category))
    painter.fillRect(QRectF(0, bottom - 1, scene.width, 1), theme["line"])


def hide_cut(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    """Paper over labels of the lower level that an edge cuts: the rest of "19:40" would be another time."""
    half = AXIS_HEIGHT / 2
    for tick in (*scene.axis.minor[:1], *scene.axis.minor[-2:]):  # no other is near an edge
        begin, end = tick.x + 5, tick.x + 5 + lettering.width(tick.label, "small") if tick.label else tick.x
        for edge in (scene.header_width, scene.width):
            if begin < edge < end:
                left, right = max(begin - 2, scene.header_width), min(end + 2, scene.width)
                painter.fillRect(QRectF(left, half, right - left, half - 1), theme["paper"])


def _draw_major(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    """The upper level: of a year cut by the left edge the name keeps in sight."""
    _draw_ticks(painter, (scene.axis.major, 0.0, "bold", "ink"), scene, theme, lettering, sticky=True)


def _draw_ticks(
    painter: QPainter,
    level: tuple[tuple[Tick, ...], float, Face, str],
    scene: Scene,
    theme: Theme,
    lettering: Lettering,
    *,
    sticky: bool,
) -> None:
    """``level``: its ticks, px from the top, face and ink."""
    ticks, top, face, ink = level
    middle = top + AXIS_HEIGHT / 4 + 1
    for tick in ticks:
        if tick.x + 0.5 >= scene.header_width:
            painter.fillRect(QRectF(floor(tick.x + 0.5), top, 1, AXIS_HEIGHT - top), theme["line"])
        x = (max(tick.x, scene.header_width) if sticky else tick.x) + 5
        end = tick.x + tick.width if tick.width else scene.width
        end = min(end, scene.width) if sticky else end
        if tick.label and x + lettering.width(tick.label, face) <= end:  # a month that has no room goes without
            lettering.draw(painter, x, middle, tick.label, ink=ink, face=face)


def band_names(scene: Scene, lettering: Lettering) -> list[tuple[float, str]]:
    """Where the names of bands begin, px, and as much of each as has room: the most important first."""
    made: list[tuple[float, str]] = []
    taken: list[tuple[float, float]] = []
    begins = np.sort(scene.bands.x0).tolist()
    for band in islice(scene.bands, _MOST_NAMES):
        later = begins[bisect_right(begins, band.x0) :]
        x, width = _room_for_name(band, scene, lettering, (taken, later))
        if width > 0:
            taken.append((x, x + width))
            made.append((x, lettering.crop(one_line(band.title), width + 1, "small")))
    return made


def _room_for_name(
    band: Band, scene: Scene, lettering: Lettering, others: tuple[list[tuple[float, float]], list[float]]
) -> tuple[float, float]:
    """Left edge and width of a name in its band or, where that is narrow, at its right as far as the next; else 0.

    ``others``: what other names take, and where later bands begin.
    """
    taken, begins = others
    left, right = max(band.x0, scene.header_width), min(band.x1, scene.width)
    wanted = lettering.width(one_line(band.title), "small")
    inside = right - left - 10 >= min(wanted, _NAME_INSIDE)
    x = left + 5 if inside else right + 5
    later = begins[bisect_left(begins, left if inside else right) :]
    end = min([right if inside else scene.width, *later[:1]]) - 4
    end = min([end, *(begin - 8 for begin, _ in taken if begin >= x)])
    width = min(wanted, end - x)
    if width < min(wanted, _NAME) or any(begin - 8 < x + width and x < stop + 8 for begin, stop in taken):
        return x, 0.0
    return x, width


def _now_label(scene: Scene, lettering: Lettering) -> tuple[float, float] | None:
    """Left edge and width of the word "now" on the axis, px, clear of other words; None where it has no place."""
    width = lettering.width("now", "small") + 10
    first, last = scene.now_x - width - 6, scene.now_x + width + 6
    near = [tick for tick in scene.axis.minor if tick.x < last and (not tick.width or tick.x + tick.width > first)]
    words = [
        (tick.x + 5, tick.x + 5 + lettering.width(tick.label, "small"))
        for tick in near
        if tick.label and (not tick.width or lettering.width(tick.label, "small") + 5 <= tick.width)
    ]
    for left in (scene.now_x - width / 2, scene.now_x + 3, scene.now_x - width - 3):
        clear = all(left - 3 >= end or left + width + 3 <= begin for begin, end in words)
        if clear and scene.header_width <= left <= scene.width - width:
            return round(left), width
    return None


def _draw_now(
    painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering, label: tuple[float, float] | None
) -> None:
    """A line through everything, with its name or at least a knob on the axis."""
    x = round(scene.now_x)
    painter.fillRect(QRectF(x, AXIS_HEIGHT - 4, 1, scene.height - AXIS_HEIGHT + 4), theme["accent"])
    if label is None:
        lettering.plate(painter, (x - 2.5, AXIS_HEIGHT - 7.0, 6.0, 6.0), 3.0, "accent")
    else:
        lettering.plate(painter, (label[0], AXIS_HEIGHT - 19, label[1], 16.0), 4.0, "accent")
        lettering.draw(painter, label[0] + 5, AXIS_HEIGHT - 11, "now", ink="on-accent", face="small")
