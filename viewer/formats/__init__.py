"""Room 2, how events come in and go out: files in, an event table and a list of problems out.

``read`` raises ``FileProblem`` when a file as a whole cannot be read; what is wrong with single values is in the
table's ``problems``, beside the good rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.events.table import EventTable
from viewer.formats import events_json
from viewer.formats.writing import write_events

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One way events are stored: what it is called, how its files end, and its reader."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Progress | None], EventTable]


FORMATS = (Format("Chronology (JSON)", (".json",), events_json.read),)


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Open a file of events.

    Args:
        path: any file; what it is shows in its contents.
        progress: told from time to time which fraction is done, 0 to 1; whatever it raises ends the reading.

    Raises:
        FileProblem: with one message that names the file, the place in it where that helps, and a remedy.
    """
    return FORMATS[0].read(path, progress)


__all__ = ["FORMATS", "Format", "read", "write_events"]
