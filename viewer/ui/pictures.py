"""A page for print: title, what is shown, the timeline, its key and its sources, through the painter of the screen.

    title
    filter in words · span · how many of how many
    ┌ axis, lanes, tracks ─────────────────────────┐
    └──────────────────────────────────────────────┘
    categories … kinds of uncertainty
    sources, file, date of the data

Works with a QGuiApplication alone, without a window or a display.  Nothing on the page depends on the day it is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from viewer.errors import ViewerError
from viewer.events.blocks import where
from viewer.events.marks import LaneRows, Marks
from viewer.events.query import Query
from viewer.events.vocabulary import label_of
from viewer.events.wording import span_in_words
from viewer.session.paper import check_size, page_margin
from viewer.session.picture_request import PARTS
from viewer.store.questions import EventStore
from viewer.timeline.items import finite_range
from viewer.timeline.lanes import FOOT, PADDING
from viewer.timeline.scale import TimeScale, TimeSpan
from viewer.timeline.scene import Layout, Scene
from viewer.ui import layers
from viewer.ui.areas import Area, event_areas
from viewer.ui.backdrop import AXIS_HEIGHT, BANDS_HEIGHT, band_names
from viewer.ui.fitting import NOTE, ROW_HEIGHT, fit, lanes_within
from viewer.ui.fonts import Fonts
from viewer.ui.legend import KEYS, LINE, Item, arrange, draw_legend, legend
from viewer.ui.lettering import Face
from viewer.ui.painter import Emphasis, Painter
from viewer.ui.plain import one_line
from viewer.ui.source_lines import in_lines, said_of
from viewer.ui.theme import ThemeName, load_theme
from viewer.ui.trends import MARGIN

_NARROW, _WIDE = 96.0, 0.16  # px that lane headers take at least, share of the page that they take at most
_FAR = 1e5  # px
_TITLE, _LINE = 28.0, 18.0  # px of the title's line, of other lines
_LARGE = 40.0  # px of a margin up to which a page is read in the hand; from there on its title grows in quarters
_APART = 16.0  # px between the words above, the timeline, and the words below
_MOST_NAMES = 40  # lanes whose names are looked at
_TRIES = 3  # how often room is made for key and words


@dataclass(frozen=True, slots=True)
class Order:
    """What picture is wanted.

    Attributes:
        query: which events.
        span: the time shown; None shows the whole extent of what matches.
        lanes_by: a facet name, "quad" or "none".
        width, height: of the page, px at 96 dpi.
        theme: light, dark, greyscale or contrast.
        tracks: whether indicator tracks are shown.
        selection: id of an event to be ringed.
        title: heading, "" for the title of the chronology.
        subtitle: a line below it.
        parts: those of ``picture_request.PARTS`` and ``EXTRAS`` that stand on the page.
        file: name of the file of events, for the source line.
        now: the present in seconds, to be marked; None draws no such line.
        said: what the page shows, in words, where it is part of something larger; "" for its own words.
        font: family of its text, "" for the bundled one.
        margin: px around it where it is part of something larger; None for what suits its size.
    """

    query: Query = field(default_factory=Query)
    span: TimeSpan | None = None
    lanes_by: str = "country"
    width: int = 1600
    height: int = 900
    theme: ThemeName = "light"
    tracks: bool = True
    selection: str | None = None
    title: str = ""
    subtitle: str = ""
    parts: frozenset[str] = frozenset(PARTS)
    file: str = ""
    now: float | None = None
    said: str = ""
    font: str = ""
    margin: int | None = None


class Picture:
    """A page ready to be painted on any device, in px at 96 dpi.

    Args:
        store: the facts.
        order: what is wanted.
        marks: those of the store with other titles, such as numbered ones; None for those of the store.
        beside: scenes that the key of this page explains as well.

    Raises:
        ViewerError: the size is too small or too large.
    """

    def __init__(
        self, store: EventStore, order: Order, marks: Marks | None = None, beside: Sequence[Scene] = ()
    ) -> None:
        if order.margin is None:  # a strip may be lower than any page
            check_size(order.width, order.height)
        self.order = order
        self.title = one_line(order.title or store.about.title) or "Timeline"
        self.width, self.height = order.width, order.height
        self._beside = beside
        self._store = store
        self.marks = store.marks() if marks is None else marks
        self._fonts = Fonts(order.font)
        self._painter = Painter(load_theme(order.theme), self._fonts)
        self._lettering = self._painter.lettering
        self._lettering.begin(1.0, vector=True)
        self._widths = self._fonts.measure(self.marks.titles)
        self._lanes_left_out = 0
        lanes = self._all_lanes = store.lanes(order.query, order.lanes_by)
        self._lanes = lanes if order.span is None else lanes_within(lanes, self.marks, order.span)
        self._layouts: dict[int, Layout] = {}
        self._axis = AXIS_HEIGHT + (BANDS_HEIGHT if self.marks.container.any() else 0.0)
        self.room = QRectF()
        self._subtitle: list[str] = []
        self._compose()

    @property
    def description(self) -> str:
        """What the picture shows, in words."""
        return self.order.said or self._sentence()

    @property
    def name(self) -> str:
        """The time shown, in words."""
        return span_in_words(self.scene.span.begin, self.scene.span.end)

    def areas(self) -> list[Area]:
        """Where the events stand, and their first source on the web."""
        return event_areas(self.scene, self.room.topLeft(), self._store, self.marks.row)

    def paint(self, painter: QPainter) -> None:
        """Draw the page with its left top at (0, 0)."""
        theme, order = self._painter.theme, self.order
        layers.begin(painter, "Paper")
        painter.fillRect(QRectF(0, 0, order.width, order.height), theme["paper"])
        painter.save()
        painter.translate(self.room.topLeft())
        emphasis = Emphasis(self._selected())
        self._painter.paint(painter, self.scene, self.marks.titles.__getitem__, emphasis, vector=True)
        self._write_beside(painter)
        painter.restore()
        layers.begin(painter, "Heading")
        margin = self._margin
        painter.save()
        painter.translate(margin, margin)
        painter.scale(self._larger, self._larger)
        for number, line in enumerate(self._title):
            words = self._lettering.crop(line, self._across / self._larger, "large")
            self._lettering.draw(painter, 0, _TITLE / 2 - 4 + number * _TITLE, words, face="large")
        painter.restore()
        below = margin + self._larger * _TITLE * len(self._title) + _LINE / 2
        self._write(painter, self._head, below)
        self._write(painter, self._subtitle, below + len(self._head) * _LINE, ink="muted")
        layers.begin(painter, "Legend")
        painter.save()
        painter.translate(margin, order.height - margin - self._height_below())
        draw_legend(painter, self._key, self._lettering)
        painter.restore()
        layers.begin(painter, "Sources")
        first = order.height - margin - (len(self._source) - 0.5) * _LINE
        self._write(painter, self._source, first, ink="muted", face="small")

    def _write_beside(self, painter: QPainter) -> None:
        """In the corner above the lanes the time of a strip; below them those that are left out."""
        if self._lanes_left_out or self.order.said:
            layers.begin(painter, "Notes")
        scene, room = self.scene, self.room.width() - MARGIN
        if self._lanes_left_out:
            foot = scene.axis_height + scene.content_height + NOTE / 2
            note = self._lettering.crop(f"{self._not_shown()}: {self._names_left_out()}", room, "small")
            painter.fillRect(QRectF(0, foot - NOTE / 2, self.room.width(), NOTE), self._painter.theme["paper"])
            self._lettering.draw(painter, MARGIN, foot, note, ink="muted", face="small")
        if self.order.said and scene.header_width >= _NARROW:
            for number, line in enumerate(self._lettering.wrap(self.name, scene.header_width - MARGIN, 2, "small")):
                self._lettering.draw(painter, 0, 11 + number * _LINE, line, ink="muted", face="small")

    def _compose(self) -> None:
        """Title and sources take the room they need, the key what a first scene asks for, the timeline the rest."""
        order, parts = self.order, self.order.parts
        self._margin = float(page_margin(order.width, order.height) if order.margin is None else order.margin)
        self._across = order.width - 2 * self._margin
        self._larger = max(1.0, 4 * self._margin // _LARGE / 4)
        title = self._lettering.wrap(self.title, self._across / self._larger, 2, "large") if "heading" in parts else []
        sources = said_of(self._store, self.marks.row[self._distinct(len(self._lanes))], order.file, parts)
        source = in_lines(sources, lambda text: self._wrapped(text, "small", 3))
        around = title, self._wrapped(one_line(order.subtitle, 600), "normal", 2), source
        # What key and words take from the timeline may hide something that they must then tell: lines are kept for
        # them, as many as a rough scene needs, then as many as they took; once more were kept, a few may stay blank.
        self._key = self._explained(self._rough()) if parts & {*KEYS} else []
        self._subtitle = [""] if "filter" in parts else []
        for kept in range(_TRIES):
            self._place(*around)
            had = len(self._key), len(self._subtitle)
            self._key, self._subtitle = self._explained(self.scene), self._said(3)
            key, words = len(self._key) - had[0], len(self._subtitle) - had[1]
            if key == words == 0 or (kept and key <= 0 and words <= 0):
                return
        self._place(*around)
        self._subtitle = self._said(len(self._subtitle))

    def _said(self, most: int) -> list[str]:
        return self._wrapped(self.description, "normal", most) if "filter" in self.order.parts else []

    def _rough(self) -> Scene:
        """All lanes in few rows, however high that is."""
        layout = self._layout(self._lanes)
        return layout.scene(self.order.span or layout.extent, self._across, _FAR, header_width=_NARROW, tracks=False)

    def _explained(self, scene: Scene) -> list[list[tuple[float, Item]]]:
        """The lines of the key that a scene asks for."""
        groups = legend((scene, *self._beside), self._painter.theme, self._lettering)
        wanted = [group for part, group in zip(KEYS, groups, strict=True) if part in self.order.parts]
        return arrange(wanted, self._lettering, self._across)

    def _place(self, *around: list[str]) -> None:
        """Where the timeline has room; on a small page it takes some from the lines around it."""
        self._title, self._head, self._source = map(list, around)
        least = self._axis + ROW_HEIGHT + 2 * PADDING + FOOT + NOTE
        while (height := self.order.height - self.frame) < least:
            words = max((self._source, self._subtitle, self._head, self._title), key=len)
            if len(words) > max(1, len(self._key)):
                words.pop()
                words[-1] += " …"
            elif self._key:
                self._key.pop()
            else:
                raise ViewerError(
                    "The picture is too small for its title, its key and the timeline.",
                    "Make it wider or higher, or filter for fewer categories.",
                )
        top = self._margin + self._height_above()
        self.room = QRectF(self._margin, top, self._across, height)
        self.scene = self._fitted()
        if self._axis > AXIS_HEIGHT and not band_names(self.scene, self._lettering):
            self._axis = AXIS_HEIGHT
            self.room.setHeight(height)
            self.scene = self._fitted()

    def _height_above(self) -> float:
        words = self._larger * _TITLE * len(self._title) + (len(self._head) + len(self._subtitle)) * _LINE
        return words + _APART if words else 0.0

    @property
    def frame(self) -> float:
        """Px of the page's height around the timeline: margins, and words with what parts them from it."""
        words = self._height_below()
        return 2 * self._margin + self._height_above() + (words + _APART / 2 if words else 0.0)

    @property
    def wish(self) -> float:
        """Px that axis and lanes take with rows of the usual height: more only makes them airy."""
        scene, feet = self.scene, len(np.unique(self.scene.groups.lane))
        rows = (scene.content_height - 2 * PADDING * len(scene.lanes) - FOOT * feet) / scene.row_height
        return scene.axis_height + scene.content_height - rows * (scene.row_height - ROW_HEIGHT)

    def _height_below(self) -> float:
        between = 6 if self._key and self._source else 0
        return len(self._key) * LINE + between + len(self._source) * _LINE

    def _fitted(self) -> Scene:
        """The scene with as many rows as have room; lanes that even with one row do not fit are left out."""
        order, axis = self.order, self._axis
        first = self._layout(self._lanes)
        span = order.span or first.extent
        # A plot too narrow for events tells at once how many series have figures in view.
        wanted = first.scene(span, _NARROW + 1, _FAR, header_width=_NARROW, tracks_room=_FAR).tracks
        count = len(wanted) if order.tracks else 0
        header = self._header_width(count)
        shown = TimeScale(span, header, self.room.width())
        fitted = fit(self._layout, self._lanes, shown, self.room.height() - axis, count)
        self._lanes_left_out = fitted.lanes_left_out
        self.room.setHeight(axis + fitted.height)
        scene = fitted.layout.scene(
            span,
            self.room.width(),
            self.room.height(),
            header_width=header,
            axis_height=axis,
            tracks=order.tracks,
            tracks_room=fitted.tracks_room,
            still=True,
        )
        # A "+N" says in print what the columns of a crowd hint at on the screen.
        scene = replace(scene, density=scene.density[:0])
        return scene if order.now is not None else replace(scene, now_x=float("nan"))

    def _header_width(self, tracks: int) -> float:
        """Room for the names of lanes with their counts, within reason; none beside a single lane without tracks."""
        if "headers" not in self.order.parts:
            return 0.0
        if self.order.lanes_by == "none":
            return _NARROW if tracks else 0.0
        of = self._lanes if self.order.margin is None else self._all_lanes  # strips are as wide as one another
        lanes = zip(of.names[:_MOST_NAMES], of.counts[:_MOST_NAMES].tolist(), strict=True)
        width = self._lettering.width
        wanted = [width(one_line(name), "bold") + width(f"{count:,}", "small") for name, count in lanes]
        room = self.room.width()
        return min(max([_NARROW, *(MARGIN + name + 14 for name in wanted)]), max(_WIDE * room, min(132.0, 0.24 * room)))

    def _layout(self, lanes: LaneRows) -> Layout:
        """Of the first lanes, for they are what is ever asked for; made once."""
        if len(lanes) not in self._layouts:
            self._layouts[len(lanes)] = self._laid_out(lanes)
        return self._layouts[len(lanes)]

    def _laid_out(self, lanes: LaneRows) -> Layout:
        now = _last_instant(self.marks) if self.order.now is None else self.order.now
        return Layout(
            self.marks,
            lanes,
            self._widths,
            rows_that_fit=1,
            now=now,
            series=self._store.series,
            row_height=ROW_HEIGHT,
        )

    def _selected(self) -> frozenset[int]:
        row = None if self.order.selection is None else self._store.row_of(self.order.selection)
        return frozenset() if row is None else frozenset(np.flatnonzero(self.marks.row == row).tolist())

    def entries(self) -> NDArray[np.int32]:
        """The entries that stand in the picture, grouped ones included, each once."""
        entries = self._distinct(len(self._lanes) - self._lanes_left_out)
        marks, span = self.marks, self.scene.span
        inside = (marks.start_min[entries] < span.end) & (marks.end_max[entries] > span.begin)
        return entries[inside]

    def _distinct(self, lanes: int) -> NDArray[np.int32]:
        """The entries of the first lanes, each once; sorting a million would take longer."""
        there = np.zeros(len(self.marks), np.bool_)
        there[self._lanes.entry[: self._lanes.offsets[lanes]]] = True
        return where(there)

    @property
    def reach(self) -> TimeSpan:
        """From the first to the last instant of what matches, without the margin that it is drawn with."""
        return finite_range(self.marks, self._distinct(len(self._lanes)), _last_instant(self.marks))

    def _sentence(self) -> str:
        totals, span = self._store.totals(self.order.query), self.order.span or self.reach
        words = one_line(self.order.query.sentence(label_of))
        parts = [words[:1].upper() + words[1:], span_in_words(span.begin, span.end)]
        parts.append(f"Showing {len(self.entries()):,} of {totals.total:,} events")
        if totals.undated:
            parts.append(f"{totals.undated:,} undated")
        if self._lanes_left_out:
            parts.append(self._not_shown())
        return " · ".join(parts)

    def _not_shown(self) -> str:
        return f"{self._lanes_left_out:,} {'lane' if self._lanes_left_out == 1 else 'lanes'} not shown"

    def _names_left_out(self) -> str:
        """The lanes for which there is no room, with their counts, as many as could stand in a line."""
        first = len(self._lanes) - self._lanes_left_out
        lanes = slice(first, first + _MOST_NAMES)
        counted = zip(self._lanes.names[lanes], self._lanes.counts[lanes].tolist(), strict=True)
        return ", ".join(f"{one_line(name)} {count:,}" for name, count in counted)

    def _wrapped(self, text: str, face: Face, most: int) -> list[str]:
        """The text in lines as wide as the page; what goes beyond ``most`` lines ends in an ellipsis."""
        return self._lettering.wrap(text, self._across, most, face)

    def _write(
        self,
        painter: QPainter,
        lines: list[str],
        middle: float,
        *,
        ink: str = "ink",
        face: Face = "normal",
    ) -> None:
        for number, words in enumerate(lines):
            text = self._lettering.crop(words, self._across, face)
            self._lettering.draw(painter, self._margin, middle + number * _LINE, text, ink=ink, face=face)


def _last_instant(marks: Marks) -> float:
    """Up to when the data reach: open ends are drawn so far, whatever day it is."""
    ends = marks.end_min[np.abs(marks.end_min) < 2**61]
    return float(ends.max()) if len(ends) else 0.0
