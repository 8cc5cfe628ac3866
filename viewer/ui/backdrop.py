"""What stands around the events: ground, lanes and their headers, grid and axis, background bands, tracks, now.

Drawing order matters more than clipping: ground and grid first, then the events, then the frame of headers
and axis over whatever reaches under them.
"""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.timeline.scene import Band, LaneBox, Scene, Tick, Track
from viewer.ui.lettering import Face, Lettering
from viewer.ui.plain import one_line
from viewer.ui.rectangles import fill
from viewer.ui.theme import Theme

AXIS_HEIGHT = 44.0  # px of the two levels of the axis
BANDS_HEIGHT = 22.0  # px of the row with the names of containers, below the axis, where there is one
MARGIN = 12.0  # px between the left edge and the words of a header


def draw_ground(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """Paper, grid lines and bands: all that lies behind the events."""
    painter.fillRect(QRectF(0, 0, scene.width, scene.height), theme["paper"])
    top, bottom = scene.axis_height, scene.lanes_bottom
    fine, strong = theme.mix("line", 0.5), theme["line"]
    for ticks, colour in ((scene.axis.minor, fine), (scene.axis.major, strong)):
        lines = np.array([(round(t.x), top, 1, scene.height - top) for t in ticks if t.x >= scene.header_width])
        fill(painter, lines.reshape(-1, 4), colour)
    for band in scene.bands:
        wash = QColor(theme.category(band.category))
        wash.setAlphaF(0.11)
        left = max(band.x0, scene.header_width)
        painter.fillRect(QRectF(left, AXIS_HEIGHT, max(1.5, band.x1 - left), bottom - AXIS_HEIGHT), wash)


def draw_density(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """Small columns at the foot of each lane: how many events are hidden where."""
    lanes, columns = scene.density.shape
    if not lanes or not columns:
        return
    step = (scene.width - scene.header_width) / columns
    lane, column = np.nonzero(scene.density > 0)
    foot = np.array([box.top + box.height for box in scene.lanes])[lane] - 1
    height = np.maximum(1.0, np.round(scene.density[lane, column] * 8))
    left = scene.header_width + column * step
    rects = np.column_stack((left, foot - height, np.full(len(left), max(step, 1.0)), height))
    fill(painter, rects, theme.mix("muted", 0.45))


def draw_frame(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    """Headers, axis, tracks and the present instant, over the events."""
    painter.fillRect(
        QRectF(0, scene.axis_height, scene.header_width, scene.lanes_bottom - scene.axis_height), theme["panel"]
    )
    for lane in scene.lanes:
        _draw_header(painter, lane, scene, theme, lettering)
    painter.fillRect(QRectF(0, scene.lanes_bottom, scene.width, scene.height - scene.lanes_bottom), theme["paper"])
    for track in scene.tracks:
        _draw_track(painter, track, scene, theme, lettering)
    painter.fillRect(QRectF(0, 0, scene.width, AXIS_HEIGHT), theme["paper"])
    if scene.axis_height > AXIS_HEIGHT:
        _draw_band_names(painter, scene, theme, lettering)
    now = _now_label(scene, lettering)
    _draw_axis(painter, scene, theme, lettering, now)
    if now:
        _draw_now(painter, scene, theme, lettering, now)


def _draw_header(painter: QPainter, lane: LaneBox, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    bottom = lane.top + lane.height
    painter.fillRect(QRectF(0, round(bottom) - 1, scene.width, 1), theme["line"])
    room = scene.header_width - MARGIN - 8
    top = max(lane.top, scene.axis_height)
    first = min(top + 15, bottom - 10)  # stays in sight as long as any of the lane does
    count = f"{lane.count:,}"
    if bottom - top >= 44:
        lettering.draw(painter, MARGIN, first, lettering.crop(lane.name, room, "bold"), ink="ink", face="bold")
        words = f"{count} event" if lane.count == 1 else f"{count} events"
        lettering.draw(painter, MARGIN, first + 18, words, ink="muted", face="small")
        return
    beside = lettering.width(count, "small")
    lettering.draw(painter, MARGIN, first, lettering.crop(lane.name, room - beside - 6, "bold"), ink="ink", face="bold")
    lettering.draw(painter, scene.header_width - 8 - beside, first, count, ink="muted", face="small")


def _draw_axis(
    painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering, kept_free: tuple[float, float] | None
) -> None:
    """Both levels; ``kept_free`` (px from, to) of the lower one belongs to the word "now"."""
    half = AXIS_HEIGHT / 2
    levels: tuple[tuple[tuple[Tick, ...], float, Face, str], ...] = (
        (scene.axis.major, 0.0, "bold", "ink"),
        (scene.axis.minor, half, "small", "muted"),
    )
    for ticks, top, face, ink in levels:
        height = AXIS_HEIGHT if top == 0 else half
        lines = [(round(t.x), AXIS_HEIGHT - height, 1, height) for t in ticks if t.x >= scene.header_width]
        fill(painter, np.array(lines, np.float64).reshape(-1, 4), theme["line"])
        for tick in ticks:
            x = max(tick.x, scene.header_width) + 5
            end = min(tick.x + tick.width, scene.width) if tick.width else scene.width
            right = x + lettering.width(tick.label, face)
            hidden = top > 0 and kept_free is not None and x < kept_free[1] and right > kept_free[0]
            # A year cut by the left edge keeps its name in sight; a month that has no room goes without.
            if tick.label and right <= end and not hidden:
                lettering.draw(painter, x, top + half / 2 + 1, tick.label, ink=ink, face=face)
    painter.fillRect(QRectF(0, AXIS_HEIGHT - 1, scene.width, 1), theme["line"])


def _draw_band_names(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    top, bottom = AXIS_HEIGHT, scene.axis_height
    painter.fillRect(QRectF(0, top, scene.width, bottom - top), theme["paper"])
    taken: list[tuple[float, float]] = []
    for band in sorted(scene.bands, key=lambda b: b.x0 - b.x1):
        colour = theme.category(band.category)
        left, right = max(band.x0, scene.header_width), min(band.x1, scene.width)
        wash = QColor(colour)
        wash.setAlphaF(0.11)
        painter.fillRect(QRectF(left, top, max(1.5, right - left), bottom - top), wash)
        painter.fillRect(QRectF(left, top, max(1.5, right - left), 2), colour)
        _name_band(painter, band, scene, lettering, taken)
    painter.fillRect(QRectF(0, bottom - 1, scene.width, 1), theme["line"])


def _name_band(
    painter: QPainter, band: Band, scene: Scene, lettering: Lettering, taken: list[tuple[float, float]]
) -> None:
    """The name inside its band where it fits, else to its right, else nowhere."""
    left, right = max(band.x0, scene.header_width), min(band.x1, scene.width)
    title = one_line(band.title)
    width = lettering.width(title, "small")
    inside = right - left >= min(width, 120) + 10
    x = left + 5 if inside else right + 5
    end = min([right if inside else scene.width, *(begin for begin, _ in taken if begin >= x)])
    width = min(width, end - x - 4)
    if width < 40 or any(begin <= x < stop for begin, stop in taken):
        return
    taken.append((x, x + width + 8))
    middle = (AXIS_HEIGHT + scene.axis_height) / 2
    lettering.draw(painter, x, middle, lettering.crop(title, width + 1, "small"), ink="ink", face="small")


def _now_label(scene: Scene, lettering: Lettering) -> tuple[float, float] | None:
    """Where the word "now" stands on the axis, px from and to; None when the present is out of sight."""
    if not scene.header_width <= scene.now_x <= scene.width:
        return None
    width = lettering.width("now", "small") + 10
    left = min(max(scene.now_x - width / 2, scene.header_width), scene.width - width)
    return round(left), round(left) + width


def _draw_now(painter: QPainter, scene: Scene, theme: Theme, lettering: Lettering, label: tuple[float, float]) -> None:
    painter.fillRect(QRectF(round(scene.now_x), AXIS_HEIGHT - 4, 1, scene.height - AXIS_HEIGHT + 4), theme["accent"])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["accent"])
    painter.drawRoundedRect(QRectF(label[0], AXIS_HEIGHT - 19, label[1] - label[0], 16), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    lettering.draw(painter, label[0] + 5, AXIS_HEIGHT - 11, "now", ink="on-accent", face="small")


def _draw_track(painter: QPainter, track: Track, scene: Scene, theme: Theme, lettering: Lettering) -> None:
    top, foot = track.top, track.top + track.height - 6
    painter.save()
    painter.setClipRect(QRectF(scene.header_width, top, scene.width - scene.header_width, track.height))
    lasting = [p for p in track.points if p.x1 - p.x0 > 3]
    instants = [p for p in track.points if p.x1 - p.x0 <= 3]
    for point in lasting:
        painter.fillRect(QRectF(point.x0, point.y, point.x1 - point.x0 - 1, foot - point.y), theme.mix("accent", 0.16))
        painter.fillRect(QRectF(point.x0, point.y, point.x1 - point.x0 - 1, 2), theme["accent"])
    if instants:
        line = QPolygonF([QPointF((p.x0 + p.x1) / 2, p.y) for p in instants])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["accent"], 1.5))
        painter.drawPolyline(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if (instants[-1].x0 - instants[0].x0) / len(instants) > 8:
            fill(painter, np.array([((p.x0 + p.x1) / 2 - 2, p.y - 2, 4, 4) for p in instants]), theme["accent"])
    painter.restore()
    painter.fillRect(QRectF(scene.header_width, foot, scene.width - scene.header_width, 1), theme["line"])
    painter.fillRect(QRectF(0, top, scene.header_width, track.height), theme["panel"])
    painter.fillRect(QRectF(0, top, scene.width, 1), theme["line"])
    most = 3 if track.height >= 46 else 2
    words = lettering.wrap(one_line(track.name), scene.header_width - MARGIN - 8, most, "small")
    for number, text in enumerate(words):
        lettering.draw(painter, MARGIN, top + 10 + 14 * number, text, face="small")
    _draw_scale(painter, track, scene, lettering)


def _draw_scale(painter: QPainter, track: Track, scene: Scene, lettering: Lettering) -> None:
    """The unit at the left; highest and lowest value at the right edge."""
    lettering.draw(painter, scene.header_width + 6, track.top + 10, track.unit, ink="muted", face="small")
    for text, middle in ((track.high, track.top + 10), (track.low, track.top + track.height - 13)):
        if text:
            lettering.draw(
                painter, scene.width - lettering.width(text, "small") - 6, middle, text, ink="muted", face="small"
            )
