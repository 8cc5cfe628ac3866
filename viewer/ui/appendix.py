"""The list of all events behind a picture, with their sources, in columns on pages of its size."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from viewer.errors import ViewerError
from viewer.events.event import Event
from viewer.events.vocabulary import label_of
from viewer.events.wording import in_words, precision_in_words
from viewer.formats.citations import Citation, in_a_line, web_address
from viewer.session.paper import page_margin
from viewer.ui.areas import Area
from viewer.ui.fonts import Fonts
from viewer.ui.lettering import Face, Lettering
from viewer.ui.plain import one_line
from viewer.ui.theme import Theme

MOST = 5_000  # events in an appendix
_HEAD, _GAP = 56.0, 28.0  # px from the margin to the first line, between columns
_LINE, _APART = 17.0, 10.0  # px of a line, between two events
_COLUMN, _INDENT = 360.0, 36.0  # px a column has at least, px of the numbers
_MOST_LINES = 12  # of one text
_EXACT = ("day known", "both days known")  # goes without saying in a list


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    face: Face
    ink: str
    indent: float
    row: int
    url: str = ""

    @property
    def height(self) -> float:
        """How far below this line the next one is: a number stands beside its title, nothing parts two events."""
        if not self.text:
            return _APART
        return _LINE if self.indent else 0.0


class Appendix:
    """One page of the list; a ``Page``."""

    def __init__(
        self, title: str, name: str, size: tuple[int, int], columns: list[list[_Line]], *, look: Theme, fonts: Fonts
    ) -> None:
        self.title = title
        self.name = name
        self.width, self.height = size
        self._columns = columns
        self._theme = look
        self._lettering = Lettering(fonts, look)
        self._lettering.begin(1.0, vector=True)

    @property
    def description(self) -> str:
        """What stands on the page."""
        return f"{self.title} · {self.name}"

    def paint(self, painter: QPainter) -> None:
        """Draw the page with its left top at (0, 0)."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), self._theme["paper"])
        margin = page_margin(self.width, self.height)
        title = self._lettering.crop(self.title, self.width - 2 * margin, "small")
        self._lettering.draw(painter, margin, margin + 10, self.name, face="large")
        self._lettering.draw(painter, margin, margin + 32, title, ink="muted", face="small")
        for x, y, line in self._placed():
            if line.text:
                self._lettering.draw(painter, x + line.indent, y, line.text, ink=line.ink, face=line.face)

    def areas(self) -> list[Area]:
        """The lines of sources that lead somewhere."""
        return [
            Area(x + line.indent, y - 8, self._lettering.width(line.text, line.face), 16, line.row, line.text, line.url)
            for x, y, line in self._placed()
            if line.url
        ]

    def _placed(self) -> Iterator[tuple[float, float, _Line]]:
        margin = page_margin(self.width, self.height)
        wide = _column_width(self.width, margin) + _GAP
        for number, column in enumerate(self._columns):
            y = margin + _HEAD + _LINE / 2
            for line in column:
                yield margin + number * wide, y, line
                y += line.height


def appendix(
    events: Iterable[tuple[int, Event]],
    numbers: Mapping[int, int],
    title: str,
    size: tuple[int, int],
    *,
    look: Theme,
    fonts: Fonts,
) -> list[Appendix]:
    """Pages that list events, given with their rows; ``numbers`` are those in the picture, by row.

    Raises:
        ViewerError: there are more than anybody would print.
    """
    listed = list(events)
    if len(listed) > MOST:
        raise ViewerError(f"An appendix of {len(listed):,} events is too long.", f"Filter for at most {MOST:,}.")
    lettering, margin = Lettering(fonts, look), page_margin(*size)
    room = _column_width(size[0], margin) - _INDENT
    texts = (_blocks(row, event, numbers.get(row), lettering, room) for row, event in listed)
    columns = _filled(texts, size[1] - _HEAD - 2 * margin)
    each = _columns(size[0], margin)
    sheets = [columns[i : i + each] for i in range(0, len(columns), each)]
    names = [f"All {len(listed):,} events and their sources" + (", continued" if i else "") for i in range(len(sheets))]
    return [
        Appendix(title, name, size, sheet, look=look, fonts=fonts) for name, sheet in zip(names, sheets, strict=True)
    ]


def _filled(texts: Iterable[list[list[_Line]]], high: float) -> list[list[_Line]]:
    """Columns so many px high, of blocks that are never parted."""
    columns: list[list[_Line]] = [[]]
    left = high
    for blocks in texts:
        for block in blocks:
            if columns[-1] and sum(line.height for line in block if line.text) > left:
                columns.append([])
                left = high
            columns[-1] += block
            left -= sum(line.height for line in block)
    return columns


def _columns(width: float, margin: float) -> int:
    return max(1, int((width - 2 * margin + _GAP) // (_COLUMN + _GAP)))


def _column_width(width: float, margin: float) -> float:
    columns = _columns(width, margin)
    return (width - 2 * margin - (columns - 1) * _GAP) / columns


def _blocks(row: int, event: Event, number: int | None, lettering: Lettering, room: float) -> list[list[_Line]]:
    """What is never parted: title, date and first source; each further source, the last one with a gap below."""
    head, *sources = _head(row, event, number, lettering, room), *_sources(row, event, lettering, room)
    blocks = [head + sources[0], *sources[1:]] if sources else [head]
    blocks[-1].append(_Line("", "small", "ink", 0, row))
    return blocks


def _head(row: int, event: Event, number: int | None, lettering: Lettering, room: float) -> list[_Line]:
    """A number beside the first line, the title, the date and the category."""
    beside = [] if number is None else [_Line(f"{number}", "small", "muted", 0, row)]
    words = _breakable(one_line(event.title, 600), lettering, room, "bold")
    title = [_Line(text, "bold", "ink", _INDENT, row) for text in lettering.wrap(words, room, _MOST_LINES, "bold")]
    when = f"{_when(event)} · {label_of('category', event.category)}"
    return [*beside, *title, *(_Line(t, "small", "ink", _INDENT, row) for t in lettering.wrap(when, room, 2, "small"))]


def _sources(row: int, event: Event, lettering: Lettering, room: float) -> Iterator[list[_Line]]:
    """Each source with its address in lines of its own."""
    for source in event.sources:
        said = one_line(in_a_line(Citation("", source, (event,)), address=False, stand_in=False), 600)
        url = web_address(source.url)
        address = one_line(url, 600).removeprefix("https://").removesuffix("/")
        yield [
            _Line(text, "small", ink, _INDENT, row, to)
            for words, ink, to in ((said, "muted", ""), (address, "accent", url))
            for text in lettering.wrap(_breakable(words, lettering, room), room, _MOST_LINES, "small")
        ]


def _when(event: Event) -> str:
    if event.date is None:
        return "undated"
    known = precision_in_words(event.date)
    return in_words(event.date) + ("" if known in _EXACT else f" ({known})")


def _breakable(text: str, lettering: Lettering, room: float, face: Face = "small") -> str:
    """The text with words wider than the room, addresses mostly, in pieces for a line each, parted at marks."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while lettering.width(rest, face) > room:
            end = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or lettering.width(rest[:n], face) <= room)
            mark = max(rest.rfind(mark, 0, end) for mark in "/-_.?&=,")
            end = mark + 1 if mark > end // 2 else end
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return " ".join(pieces)
