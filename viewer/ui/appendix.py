"""The list of all events behind a picture, with their sources, in columns on pages of its size."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from viewer.errors import ViewerError
from viewer.events.event import Event
from viewer.events.wording import in_words, precision_in_words
from viewer.formats.citations import Citation, in_a_line, web_address
from viewer.ui.areas import Area
from viewer.ui.fonts import Fonts
from viewer.ui.lettering import Face, Lettering
from viewer.ui.plain import one_line
from viewer.ui.theme import Theme

MOST = 5_000  # events in an appendix
_MARGIN, _TOP, _GAP = 24.0, 64.0, 28.0  # px around the page, to the first line, between columns
_LINE, _APART = 17.0, 9.0  # px of a line, between two events
_COLUMN, _INDENT = 420.0, 36.0  # px a column has at least, px of the numbers
_MOST_LINES = 12  # of one text


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

    def __init__(self, title: str, name: str, size: tuple[int, int], columns: list[list[_Line]], look: Theme) -> None:
        self.title = title
        self.name = name
        self.width, self.height = size
        self._columns = columns
        self._theme = look
        self._lettering = Lettering(Fonts(), look)
        self._lettering.begin(1.0, vector=True)

    @property
    def description(self) -> str:
        """What stands on the page."""
        return f"{self.title} · {self.name}"

    def paint(self, painter: QPainter) -> None:
        """Draw the page with its left top at (0, 0)."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), self._theme["paper"])
        self._lettering.draw(painter, _MARGIN, _MARGIN + 10, self.name, face="large")
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
        wide = _column_width(self.width) + _GAP
        for number, column in enumerate(self._columns):
            y = _TOP
            for line in column:
                yield _MARGIN + number * wide, y, line
                y += line.height


def appendix(
    events: Iterable[tuple[int, Event]], numbers: Mapping[int, int], title: str, size: tuple[int, int], look: Theme
) -> list[Appendix]:
    """Pages that list events, given with their rows; ``numbers`` are those in the picture, by row.

    Raises:
        ViewerError: there are more than anybody would print.
    """
    listed = list(events)
    if len(listed) > MOST:
        raise ViewerError(f"An appendix of {len(listed):,} events is too long.", f"Filter for at most {MOST:,}.")
    lettering = Lettering(Fonts(), look)
    room = _column_width(size[0]) - _INDENT
    high = size[1] - _TOP - _MARGIN
    columns: list[list[_Line]] = [[]]
    left = high
    for row, event in listed:
        lines = list(_lines(row, event, numbers.get(row), lettering, room))
        need = sum(line.height for line in lines)
        if need > left and columns[-1]:
            columns.append([])
            left = high
        columns[-1] += lines
        left -= need
    each = _columns(size[0])
    sheets = [columns[i : i + each] for i in range(0, len(columns), each)]
    names = [f"All {len(listed):,} events and their sources" + (", continued" if i else "") for i in range(len(sheets))]
    return [Appendix(title, name, size, sheet, look) for name, sheet in zip(names, sheets, strict=True)]


def _columns(width: float) -> int:
    return max(1, int((width - 2 * _MARGIN + _GAP) // (_COLUMN + _GAP)))


def _column_width(width: float) -> float:
    columns = _columns(width)
    return (width - 2 * _MARGIN - (columns - 1) * _GAP) / columns


def _lines(row: int, event: Event, number: int | None, lettering: Lettering, room: float) -> Iterator[_Line]:
    """A number beside the first line, the title, the date, each source, and a gap."""
    if number is not None:
        yield _Line(f"[{number}]", "small", "muted", 0, row)
    title = lettering.wrap(one_line(event.title, 600), room, _MOST_LINES, "bold")
    when = f"{in_words(event.date)} ({precision_in_words(event.date)})" if event.date else "undated"
    yield from (_Line(text, "bold", "ink", _INDENT, row) for text in title)
    yield from (_Line(text, "small", "ink", _INDENT, row) for text in lettering.wrap(when, room, 2, "small"))
    for source in event.sources:
        said, url = in_a_line(Citation("", source, (event,))), web_address(source.url)
        for text in lettering.wrap(_breakable(one_line(said, 900), lettering, room), room, _MOST_LINES, "small"):
            yield _Line(text, "small", "accent" if url else "muted", _INDENT, row, url)
    yield _Line("", "small", "ink", 0, row)


def _breakable(text: str, lettering: Lettering, room: float) -> str:
    """The text with words wider than the room, addresses mostly, in pieces that fill a line each."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while lettering.width(rest, "small") > room:
            end = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or lettering.width(rest[:n], "small") <= room)
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return " ".join(pieces)
