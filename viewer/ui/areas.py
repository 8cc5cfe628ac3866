"""Where on a page an event stands: for links in a PDF and for what HTML says under the pointer."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from viewer.events.texts import is_web
from viewer.events.wording import in_words
from viewer.store.questions import EventStore
from viewer.timeline.scene import Scene
from viewer.ui.bars import HEIGHT, bars_of
from viewer.ui.plain import one_line

_HALF = 8.0  # px around the centre of a mark


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in px of the page, what stands there, and where it leads: "" for nowhere.

    Attributes:
        row: the event's position in its table.
        words: date, title and sources, in lines.
    """

    x: float
    y: float
    width: float
    height: float
    row: int
    words: str
    url: str

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> "Area":
        """The same on a page where this one is a part, ``scale`` times as large, at (dx, dy)."""
        x, y, width, height = (side * scale for side in (self.x, self.y, self.width, self.height))
        return replace(self, x=x + dx, y=y + dy, width=width, height=height)


class Page(Protocol):
    """What can be painted as one page, in px at 96 dpi."""

    title: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """For the bookmark."""

    @property
    def description(self) -> str:
        """What stands on it, in words."""

    def paint(self, painter: QPainter) -> None:
        """Draw it with its left top at (0, 0)."""

    def areas(self) -> list[Area]:
        """What on it can be pointed at."""


def event_areas(scene: Scene, corner: QPointF, store: EventStore, rows: NDArray[np.int32]) -> list[Area]:
    """The areas of the events of a scene whose left top is at ``corner``; ``rows`` are the table rows of entries."""
    glyphs, bars, areas = scene.glyphs, bars_of(scene.glyphs), []
    known: dict[int, tuple[str, str]] = {}
    for place in range(len(glyphs)):
        x, y, named = float(glyphs.x[place]), float(glyphs.y[place]), float(glyphs.label_x[place])
        left, right = (
            (float(glyphs.x_min[place]), float(glyphs.x_max[place])) if bars[place] else (x - _HALF, x + _HALF)
        )
        if not np.isnan(named):
            left, right = min(left, named), max(right, named + float(glyphs.label_width[place]))
        left, right = max(left, scene.header_width), min(right, scene.width)
        row = int(rows[glyphs.entry[place]])
        if right > left and scene.axis_height <= y <= scene.lanes_bottom:
            words, url = known.setdefault(row, _said(store, row))
            top = corner.y() + y - HEIGHT / 2
            areas.append(Area(corner.x() + left, top, right - left, HEIGHT, row, words, url))
    return areas


def _said(store: EventStore, row: int) -> tuple[str, str]:
    event = store.event(store.id_at(row))
    if event is None:
        return "", ""
    when = in_words(event.date) if event.date else "undated"
    lines = [when, one_line(event.title, 600), *(one_line(source.publisher) for source in event.sources[:5])]
    web = (source.url.strip() for source in event.sources if source.url and is_web(source.url.strip()))
    return "\n".join(lines), next(web, "")
