"""What a picture is to show and how large it is to be: everything ``export`` was told, as one value."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from viewer.events.query import Query

if TYPE_CHECKING:  # what prints the help must not wait for arrays
    from viewer.timeline.scale import TimeSpan

PARTS: Final = {  # around the timeline, each can be left out
    "heading": "title",
    "filter": "filter, time and count in words",
    "legend": "key to shapes and colours",
    "uncertainty": "key to uncertain dates",
    "headers": "names of the lanes",
    "tracks": "indicators",
    "sources": "publishers, file and licence",
    "date": "date of the data",
    "page-numbers": "numbers of pages",
}
EXTRAS: Final = ("numbers", "appendix", "now")  # each can be added: numbers on the events, a list of them, today's line
NORMAL_TEXT: Final = 9.75  # pt


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture to be drawn without a window.

    Attributes:
        target: the file to write; its ending says which format.
        source: the chronology, None for the bundled one.
        query: which events; without a ``span`` its range is the time shown when ``whole`` is False.
        span: the time shown; ``time_shown`` says how it is written.
        today: the day that is marked where "now" is one of the ``parts``.
        view: name of the view that query, span and lanes were taken from, "" where they were given.
        lanes_by: a facet name, "quad" or "none".
        width, height: in px at 96 dpi, the size of a page before ``dpi`` enlarges it.
        dpi: dots per inch of a PNG.
        theme: "light", "dark", "greyscale" or "contrast".
        whole: show the whole extent of what matches even though the query has a range.
        title: heading, "" for the title of the chronology.
        subtitle: a line below it.
        parts: those of ``PARTS`` and ``EXTRAS`` that are wanted.
        text_size: of the titles of events, pt.
        rows: how many strips of time, one below the other, a page is folded into.
        pages: how many pages the time is spread over.
        tiles: size of the sheets that the page is spread over, such as "a4"; "" for one sheet as large as itself.
        font: family of the text, "" for the one that comes along.
        force: replace an existing file.
    """

    target: Path
    source: Path | None = None
    query: Query = field(default_factory=Query)
    span: "TimeSpan | None" = None
    view: str = ""
    lanes_by: str = "country"
    width: int = 1600
    height: int = 900
    dpi: int = 96
    theme: str = "light"
    whole: bool = False
    title: str = ""
    subtitle: str = ""
    parts: frozenset[str] = frozenset(PARTS)
    text_size: float = NORMAL_TEXT
    rows: int = 1
    pages: int = 1
    tiles: str = ""
    font: str = ""
    force: bool = False
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How one request went: what stands in the file, a ``note`` for the reader, or ``error``; ``seconds`` it took."""

    target: Path
    seconds: float
    size: int = 0  # bytes
    pages: int = 0
    events: int = 0
    shown: str = ""
    note: str = ""
    error: Exception | None = None
