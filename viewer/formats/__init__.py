"""Room 2, how events come in and go out: files in, an event table and a list of problems out.

``read`` raises ``FileProblem`` when a file as a whole cannot be read; what is wrong with single values is in the
table's ``problems``, beside the good rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from viewer.errors import FileProblem
from viewer.events.table import EventTable
from viewer.formats.beginnings import Beginning, beginning_of
from viewer.formats.progress import Progress

Writer = Callable[[EventTable, Path], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Format:
    """One way events are stored: what it is called, how its files end, what shows in them, its reader and writer.

    ``knows`` is asked first, in the order of ``FORMATS``; the suffix decides where the contents tell nothing.
    ``foreign`` says that it may be a stranger's table, whose columns are mapped.
    What a writer returns are sentences that say what the format could not hold.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Progress | None], EventTable]
    knows: Callable[[Beginning], bool]
    write: Writer | None = None
    foreign: bool = False


def _late(name: str) -> Callable[..., Any]:
    """A function of a module of this room, imported when it is first called: most runs need one format of them all."""
    module, function = name.split(".")

    def call(*arguments: object) -> Any:
        return getattr(import_module(f"viewer.formats.{module}"), function)(*arguments)

    return call


def _format(name: str, suffixes: tuple[str, ...], read: str, knows: str, write: str | None = None) -> Format:
    foreign = read.startswith(("foreign.", "strangers."))
    return Format(name, suffixes, _late(read), _late(knows), _late(write) if write else None, foreign=foreign)


FORMATS = (
    _format("Chronology (JSON)", (".json",), "events_json.read", "events_json.knows", "writing.write_json"),
    _format(
        "Large chronology (Parquet)",
        (".parquet",),
        "strangers.read_parquet",
        "columnar.knows_parquet",
        "columnar_writing.write_parquet",
    ),
    _format(
        "Large chronology (Arrow)",
        (".arrow", ".feather"),
        "strangers.read_arrow",
        "columnar.knows_arrow",
        "columnar_writing.write_arrow",
    ),
    _format("iCalendar", (".ics", ".ical"), "calendars.read", "calendars.knows", "calendar_writing.write"),
    _format("TimelineJS", (".timelinejs.json",), "timelinejs.read", "timelinejs.knows", "timelinejs_writing.write"),
    _format("SIMILE timeline", (), "simile.read", "simile.knows"),
    _format("The Timeline Project", (".timeline",), "timeline_project.read", "timeline_project.knows"),
    _format("vis-timeline", (), "vis.read", "vis.knows"),
    _format("TEI", (".xml", ".tei"), "tei.read", "tei.knows"),
    _format("Markwhen", (".mw", ".markwhen"), "markwhen.read", "markwhen.knows", "markwhen_writing.write"),
    # Tables of strangers come last: they know themselves by little.
    _format(
        "Records (JSON, JSON Lines, GeoJSON)",
        (".jsonl", ".ndjson", ".geojson"),
        "foreign.read",
        "foreign.knows_records",
    ),
    _format(
        "Workbook",
        (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
        "foreign.read",
        "foreign.knows_workbook",
        "tabular_writing.write_workbook",
    ),
    _format(
        "Text table (CSV, TSV)",
        (".csv", ".tsv", ".tab", ".txt", ".gz"),
        "foreign.read",
        "foreign.knows_text",
        "tabular_writing.write_text",
    ),
)


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Open a file of events.

    Args:
        path: any file; what it is shows in its contents.
        progress: told from time to time what is done; whatever it raises ends the reading.

    Raises:
        FileProblem: with one message that names the file, the place in it where that helps, and a remedy.
    """
    return format_of(path).read(path, progress)


def format_of(path: Path) -> Format:
    """Which format a file is in: what its contents say, else its name, else ours, whose reader says what is wrong."""
    start = beginning_of(path)
    by_name = (entry for entry in FORMATS if start.suffix in entry.suffixes)
    return next((entry for entry in FORMATS if entry.knows(start)), next(by_name, FORMATS[0]))


def writer_of(path: Path) -> Writer:
    """What writes a file of this name; raises FileProblem when nothing does."""
    writers = {suffix: entry.write for entry in FORMATS if entry.write for suffix in entry.suffixes}
    for suffix in sorted(writers, key=len, reverse=True):  # ".timelinejs.json" before ".json"
        if path.name.lower().endswith(suffix):
            return writers[suffix]
    known = ", ".join(suffix for entry in FORMATS if entry.write for suffix in entry.suffixes)
    raise FileProblem(f"{path.name} does not say what to write.", f"Let its name end in one of: {known}.")


def write_events(table: EventTable, path: Path) -> Sequence[str]:
    """Write the table in the format that the name of the file asks for, and say what that format could not hold.

    An existing file is replaced.

    Raises:
        FileProblem: there is no such format, or the folder is missing, read-only or full; the old file is as it was.
    """
    return writer_of(path)(table, path) or ()


__all__ = ["FORMATS", "Format", "format_of", "read", "write_events", "writer_of"]
