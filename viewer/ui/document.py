"""Everything that goes into one file: pages of time, strips folded into a page, text of any size, an appendix.

order, one page                 Picture
rows > 1                        Folded: pictures one below the other
text other than normal          Scaled: a page composed smaller or larger than it is drawn
pages > 1, appendix             a Document of several pages, numbered at the foot
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from viewer.errors import ViewerError
from viewer.events.calendars import civil_from_days, seconds_from_civil
from viewer.events.event import Event
from viewer.events.marks import Marks, Texts
from viewer.events.query import Query
from viewer.events.vocabulary import CATEGORIES, label_of
from viewer.events.wording import span_in_words
from viewer.session.paper import check_size, page_margin, text_scale
from viewer.session.picture_request import NORMAL_TEXT
from viewer.store.questions import EventStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.appendix import MOST, appendix
from viewer.ui.areas import Area, Page
from viewer.ui.fitting import shared_out
from viewer.ui.fonts import Fonts
from viewer.ui.legend import KEYS
from viewer.ui.lettering import Lettering
from viewer.ui.pictures import Order, Picture
from viewer.ui.plain import one_line
from viewer.ui.theme import Theme, load_theme

DAY = 86_400
_MOST_NAMED = 12  # characters that are told to be without a font
_ROOMY = 2_000  # px on which a strip shows what it would take
_GRID, _BY_TIME = 4_096, 0.25  # steps in which a span is parted; weight of time beside that of events


@dataclass(frozen=True, slots=True)
class Document:
    """Pages of one size, the events listed with them with their rows, the characters that no font draws, keywords."""

    title: str
    description: str
    pages: tuple[Page, ...]
    events: tuple[tuple[int, Event], ...] = ()
    undrawn: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What the reader should know before printing, in a sentence, or ""."""
        if not self.undrawn:
            return ""
        some = " ".join(self.undrawn[:_MOST_NAMED]) + (" …" if len(self.undrawn) > _MOST_NAMED else "")
        return (
            f"No font on this machine draws {some}: boxes stand for them. Install a font of that script, such as Noto."
        )

    @classmethod
    def of(cls, page: Page) -> "Document":
        """A document of one page."""
        return cls(page.title, page.description, (page,))


class Folded:
    """Strips of time one below the other, as one page; the key below the last explains all of them."""

    def __init__(self, store: EventStore, order: Order, spans: Sequence[TimeSpan], marks: Marks) -> None:
        first, last = frozenset({"heading", "filter"}), frozenset({"legend", "uncertainty", "sources", "date"})
        whole = order.span or Picture(store, order, marks).reach
        said = _matching_in_words(store, order, whole)
        ends = {0: first, len(spans) - 1: last}
        parts = [order.parts - ((first | last) - ends.get(i, frozenset())) for i in range(len(spans))]
        margin = page_margin(order.width, order.height)
        strip = replace(order, said=said, margin=margin)
        orders = [replace(strip, span=s, parts=p, subtitle="") for s, p in zip(spans, parts, strict=True)]
        orders[0] = replace(orders[0], subtitle=order.subtitle)
        # What each strip would take, and what stands around it, is found by composing it once.
        trial = _strips(store, [replace(one, height=max(order.height, _ROOMY)) for one in orders], marks)
        frames = [picture.frame for picture in trial]
        shared = margin * (len(spans) - 1)  # the margins of two strips in one place
        room = order.height - sum(frames) + shared
        if room < 100 * len(spans):
            raise ViewerError("There is no room for so many strips on a page.", "Choose fewer rows, or larger paper.")
        given = shared_out([picture.wish for picture in trial], room)
        heights = [int(frame + height) for frame, height in zip(frames, given, strict=True)]
        self.title, self.width, self.height = trial[0].title, order.width, order.height
        self.name = span_in_words(whole.begin, whole.end)
        self.description = said
        self._paper = load_theme(order.theme)["paper"]
        final = [replace(one, height=height) for one, height in zip(orders, heights, strict=True)]
        tops = accumulate((height - margin for height in heights), initial=0)
        self._strips = tuple(zip(tops, _strips(store, final, marks), strict=False))

    def paint(self, painter: QPainter) -> None:
        """Draw the page with its left top at (0, 0)."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), self._paper)
        for top, picture in self._strips:
            painter.save()
            painter.translate(0, top)
            picture.paint(painter)
            painter.restore()

    def areas(self) -> list[Area]:
        """Those of all strips."""
        return [area.moved(0, top) for top, picture in self._strips for area in picture.areas()]


def _matching_in_words(store: EventStore, order: Order, span: TimeSpan) -> str:
    """What is asked, when, and how many events that is; each strip says itself which lanes it leaves out."""
    words, found = one_line(order.query.sentence(label_of)), len(matching_entries(store, order))
    count = f"{found:,} of {store.totals(order.query).total:,} events"
    return " · ".join((words[:1].upper() + words[1:], span_in_words(span.begin, span.end), count))


def _strips(store: EventStore, orders: Sequence[Order], marks: Marks) -> list[Picture]:
    """The strips of a page from the first to the last, whose key explains what those before it show as they stand."""
    made: list[Picture] = []
    for order in orders:
        explained = [one.scene for one in made] if order.parts & {*KEYS} else ()
        made.append(Picture(store, order, marks, explained))
    return made


class Scaled:
    """A page drawn ``scale`` times as large as it is composed, with its number at the foot where there are several."""

    def __init__(
        self, page: Page, scale: float, size: tuple[int, int], number: str, *, look: Theme, fonts: Fonts
    ) -> None:
        self.title, self.name, self.description = page.title, page.name, page.description
        self.width, self.height = size
        self._page, self._scale, self._number = page, scale, number
        self._paper = look["paper"]
        self._lettering = Lettering(fonts, look)
        self._lettering.begin(1.0, vector=True)

    def paint(self, painter: QPainter) -> None:
        """Draw the page with its left top at (0, 0)."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), self._paper)
        painter.save()
        painter.scale(self._scale, self._scale)
        self._page.paint(painter)
        if self._number:
            margin = page_margin(self._page.width, self._page.height)
            right = self._page.width - margin - self._lettering.width(self._number, "small")
            self._lettering.draw(
                painter, right, self._page.height - margin / 2, self._number, ink="muted", face="small"
            )
        painter.restore()

    def areas(self) -> list[Area]:
        """Those of the page."""
        return [area.moved(0, 0, self._scale) for area in self._page.areas()]


def document(
    store: EventStore,
    order: Order,
    *,
    pages: int = 1,
    rows: int = 1,
    text_size: float = NORMAL_TEXT,
    sheets: bool = True,
) -> Document:
    """All pages of one file.

    Args:
        store: the facts.
        order: what is wanted; its parts say whether events are numbered and listed.
        pages: over how many pages the time is spread.
        rows: into how many strips each of them is folded.
        text_size: of the titles of events, pt.
        sheets: whether the list of events stands on pages of its own; if not it is only in ``Document.events``.

    Raises:
        ViewerError: there is no room for it.
    """
    check_size(order.width, order.height)
    scale, size = text_scale(text_size), (order.width, order.height)
    inner = replace(order, width=round(order.width / scale), height=round(order.height / scale))
    entries = matching_entries(store, order)
    marks, numbers = store.marks(), dict[int, int]()
    if order.parts & {"numbers", "appendix"}:
        numbers = {int(entry): number for number, entry in enumerate(entries.tolist(), 1)}
    if "numbers" in order.parts:
        marks = replace(marks, titles=numbered(marks.titles, numbers))
    spans = _spans(store, inner, pages * rows, marks)
    made = [_page(store, inner, spans[i : i + rows], marks) for i in range(0, len(spans), rows)]
    look, fonts = load_theme(order.theme), Fonts(order.font)
    events: tuple[tuple[int, Event], ...] = ()
    if "appendix" in order.parts:
        events = tuple(listed(store, order, entries))
    if events and sheets:
        by_row = {int(marks.row[entry]): number for entry, number in numbers.items()}
        made += appendix(events, by_row, made[0].title, (inner.width, inner.height), look=look, fonts=fonts)
    counted = len(made) > 1 and "page-numbers" in order.parts
    if counted or scale != 1:
        folios = [f"{n} / {len(made)}" if counted else "" for n in range(1, len(made) + 1)]
        made = [
            Scaled(page, scale, size, folio, look=look, fonts=fonts) for page, folio in zip(made, folios, strict=True)
        ]
    titles = (marks.titles[entry] for entry in entries[:MOST].tolist())
    undrawn = fonts.undrawable((made[0].title, order.subtitle, *titles))
    return Document(
        made[0].title, made[0].description, tuple(made), events, undrawn, _keywords(order.query, marks, entries)
    )


def _keywords(query: Query, marks: Marks, entries: NDArray[np.intp]) -> tuple[str, ...]:
    """What is asked for, and the categories of what is found."""
    asked = [
        label_of(facet, value) for facet, chosen in query.facets if chosen.mode != "none" for value in chosen.values
    ]
    found = [CATEGORIES[category].name for category in np.unique(marks.category[entries]).tolist()]
    return tuple(dict.fromkeys(map(one_line, (*asked, *found))))


def _page(store: EventStore, order: Order, spans: Sequence[TimeSpan | None], marks: Marks) -> Page:
    strips = [span for span in spans if span is not None]
    if len(strips) > 1:
        return Folded(store, order, strips, marks)
    return Picture(store, replace(order, span=spans[0]), marks)


def _spans(store: EventStore, order: Order, count: int, marks: Marks) -> list[TimeSpan | None]:
    """The span in so many parts that begin with a year, a month or a day where parts are that long."""
    if count == 1:
        return [order.span]
    whole = order.span or Picture(store, order, marks).reach
    if whole.length < count * DAY:
        raise ViewerError("So short a time cannot be spread over so many parts.", "Choose fewer rows or pages.")
    entries = matching_entries(store, replace(order, span=whole))
    middle = (marks.start_min[entries].astype(np.float64) + marks.end_max[entries]) / 2
    cuts = _cuts(np.clip(middle, whole.begin, whole.end), whole, count)
    ends = [whole.begin, *cuts, whole.end]
    spans = [TimeSpan(begin, end) for begin, end in pairwise(ends)]
    if order.span is None:  # room for the first mark and for the last title
        spans[0] = TimeSpan(whole.begin - 0.02 * spans[0].length, spans[0].end)
        spans[-1] = TimeSpan(spans[-1].begin, whole.end + 0.08 * spans[-1].length)
    return list(spans)


def _cuts(instants: NDArray[np.float64], whole: TimeSpan, count: int) -> list[float]:
    """Where to part a span so that no part is crowded and none is empty: by events, and a little by time.

    Where a part would be shorter than a day all are of equal time instead.
    """
    grid = np.linspace(whole.begin, whole.end, _GRID + 1)
    events = np.searchsorted(np.sort(instants), grid) / max(1, len(instants))
    filled = (1 - _BY_TIME) * events + _BY_TIME * np.linspace(0, 1, len(grid))
    ideal = [whole.begin, *np.interp(np.arange(1, count) / count, filled, grid).tolist(), whole.end]
    cuts = [
        _snapped(here, min(here - before, after - here))
        for before, here, after in zip(ideal, ideal[1:-1], ideal[2:], strict=False)
    ]
    ends = [whole.begin, *cuts, whole.end]
    if all(after - before >= DAY for before, after in pairwise(ends)):
        return cuts
    return [_snapped(whole.begin + whole.length * i / count, whole.length / count) for i in range(1, count)]


def _snapped(instant: float, length: float) -> float:
    """The nearest beginning of a year, month or day, whichever is clearly shorter than ``length`` seconds."""
    year, month, _ = civil_from_days(int(instant // DAY))
    if length > 731 * DAY:
        return float(seconds_from_civil(year + (month > 6)))
    if length > 62 * DAY:
        return float(seconds_from_civil(year, month))
    return instant // DAY * DAY


def matching_entries(store: EventStore, order: Order) -> NDArray[np.intp]:
    """Entries of ``Marks`` that match and stand in the span of the order, in order of time."""
    marks = store.marks()
    wanted = store.matching(order.query)[marks.row]
    if order.span is not None:
        wanted &= (marks.start_min < order.span.end) & (marks.end_max > order.span.begin)
    return np.flatnonzero(wanted)


def listed(store: EventStore, order: Order, entries: NDArray[np.intp]) -> Iterator[tuple[int, Event]]:
    """The events of an appendix in order of time, undated ones last; raises ViewerError when they are too many."""
    marks = store.marks()
    matching = store.matching(order.query).copy()
    matching[marks.row] = False
    rows = [*marks.row[entries].tolist(), *np.flatnonzero(matching).tolist()]
    if len(rows) > MOST:
        raise ViewerError(f"An appendix of {len(rows):,} events is too long.", f"Filter for at most {MOST:,}.")
    for row in rows:
        event = store.event(store.id_at(row))
        if event is not None:
            yield row, event


def numbered(titles: Texts, numbers: dict[int, int]) -> Texts:
    """The titles with "[n]" before those that have a number.

    Raises:
        ViewerError: there are more than can be told apart.
    """
    if len(numbers) > MOST:
        raise ViewerError(f"{len(numbers):,} events cannot be numbered.", f"Filter for at most {MOST:,}.")
    return Texts.of(f"[{numbers[i]}] {titles[i]}" if i in numbers else titles[i] for i in range(len(titles)))
