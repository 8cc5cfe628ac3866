"""Room 2, how events come in and go out: files in, an event table and a list of problems out.

``read`` raises ``FileProblem`` when a file as a whole cannot be read; what is wrong with single values is in the
table's ``problems``, beside the good rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import FileProblem
from viewer.events.table import EventTable
from viewer.formats import (
    calendar_writing,
    calendars,
    columnar,
    columnar_writing,
    events_json,
    foreign,
    markwhen,
    markwhen_writing,
    simile,
    spreadsheets,
    tabular_writing,
    tei,
    timeline_project,
    timelinejs,
    timelinejs_writing,
    vis,
)
from viewer.formats.beginnings import Beginning, beginning_of
from viewer.formats.writing import write_json

Progress = Callable[[float], None]
Writer = Callable[[EventTable, Path], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Format:
    """One way events are stored: what it is called, how its files end, what shows in them, its reader and writer.

    ``knows`` is asked first, in the order of ``FORMATS``; the suffix decides where the contents tell nothing.
    What a writer returns are sentences that say what the format could not hold.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Progress | None], EventTable]
    knows: Callable[[Beginning], bool]
    write: Writer | None = None


FORMATS = (
    Format("Chronology (JSON)", (".json",), events_json.read, events_json.knows, write_json),
    Format(
        "Large chronology (Parquet)",
        (".parquet",),
        foreign.read_parquet,
        columnar.knows_parquet,
        columnar_writing.write_parquet,
    ),
    Format(
        "Large chronology (Arrow)",
        (".arrow", ".feather"),
        foreign.read_arrow,
        columnar.knows_arrow,
        columnar_writing.write_arrow,
    ),
    Format("iCalendar", (".ics", ".ical"), calendars.read, calendars.knows, calendar_writing.write),
    Format("TimelineJS", (".timelinejs.json",), timelinejs.read, timelinejs.knows, timelinejs_writing.write),
    Format("SIMILE timeline", (), simile.read, simile.knows),
    Format("The Timeline Project", (".timeline",), timeline_project.read, timeline_project.knows),
    Format("vis-timeline", (), vis.read, vis.knows),
    Format("TEI", (".xml", ".tei"), tei.read, tei.knows),
    Format("Markwhen", markwhen.SUFFIXES, markwhen.read, markwhen.knows, markwhen_writing.write),
    # Tables of strangers come last: they know themselves by little.
    Format("Records (JSON, JSON Lines, GeoJSON)", foreign.RECORDS, foreign.read, foreign.knows_records),
    Format("Workbook", spreadsheets.SUFFIXES, foreign.read, foreign.knows_workbook, tabular_writing.write_workbook),
    Format("Text table (CSV, TSV)", foreign.TEXTS, foreign.read, foreign.knows_text, tabular_writing.write_text),
)


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Open a file of events.

    Args:
        path: any file; what it is shows in its contents.
        progress: told from time to time which fraction is done, 0 to 1; whatever it raises ends the reading.

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
