"""Room 2, how events come in and go out: files in, an event table and a list of problems out.

``read`` raises ``FileProblem`` when a file as a whole cannot be read; what is wrong with single values is in the
table's ``problems``, beside the good rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import FileProblem
from viewer.events.table import EventTable
from viewer.formats import columnar, columnar_writing, events_json
from viewer.formats.beginnings import Beginning, beginning_of
from viewer.formats.writing import write_json

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One way events are stored: what it is called, how its files end, what shows in them, its reader and writer.

    ``knows`` is asked first, in the order of ``FORMATS``; the suffix decides where the contents tell nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Progress | None], EventTable]
    knows: Callable[[Beginning], bool]
    write: Callable[[EventTable, Path], None] | None = None


FORMATS = (
    Format("Chronology (JSON)", (".json",), events_json.read, events_json.knows, write_json),
    Format(
        "Large chronology (Parquet)",
        (".parquet",),
        columnar.read_parquet,
        columnar.knows_parquet,
        columnar_writing.write_parquet,
    ),
    Format(
        "Large chronology (Arrow)",
        (".arrow", ".feather"),
        columnar.read_arrow,
        columnar.knows_arrow,
        columnar_writing.write_arrow,
    ),
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


def writer_of(path: Path) -> Callable[[EventTable, Path], None]:
    """What writes a file of this name; raises FileProblem when nothing does."""
    for entry in FORMATS:
        if entry.write and path.suffix.lower() in entry.suffixes:
            return entry.write
    known = ", ".join(suffix for entry in FORMATS if entry.write for suffix in entry.suffixes)
    raise FileProblem(f"{path.name} does not say what to write.", f"Let its name end in one of: {known}.")


def write_events(table: EventTable, path: Path) -> None:
    """Write the table in the format that the name of the file asks for; an existing file is replaced.

    Raises:
        FileProblem: there is no such format, or the folder is missing, read-only or full; the old file is as it was.
    """
    writer_of(path)(table, path)


__all__ = ["FORMATS", "Format", "format_of", "read", "write_events", "writer_of"]
