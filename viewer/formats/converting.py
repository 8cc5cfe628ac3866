"""One chronology from one format into another, told on the terminal while it goes."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from viewer.errors import FileProblem
from viewer.events.problems import Problem, in_words, shown
from viewer.events.table import EventTable
from viewer.formats import FORMATS, format_of, read, report, writer_of
from viewer.formats.events_json import read_large
from viewer.formats.foreign import read_mapped
from viewer.formats.progress import Done, Pace
from viewer.formats.saved_mappings import read_mapping

_REFRESHED = 0.1  # seconds between two states of the line on the terminal


def convert(source: Path, target: Path, *, force: bool, mapping: Path | None = None) -> None:
    """Read any file of events and write it in the format its new name asks for; say how much came through.

    What could not be used is told on standard error.

    Args:
        source: the file to read.
        target: the file to write.
        force: whether an existing file may be replaced.
        mapping: a file saved in the window that says which column of a stranger's table is what.

    Raises:
        FileProblem: one of the files cannot be read or written, or ``target`` exists and ``force`` is not given.
    """
    write = writer_of(target)
    if target.exists() and not force:
        raise FileProblem(f"{target.name} exists already.", "Give --force to replace it.")
    told = _Shown(source.name)
    try:
        table = read_mapped(source, read_mapping(mapping), told) if mapping else _read(source, told)
    finally:
        told.clear()
    lost = write(table, target) or ()
    sys.stdout.write(report.summary(f"{source} → {target}", len(table), table.read, table.problems) + "\n")
    sys.stdout.writelines(f"{sentence}\n" for sentence in lost)
    if table.problems:
        sys.stderr.write(f"{in_words(len(table), table.problems)}\n{unknown_in_words(table.problems)}")
    if table.problems and not mapping:  # ``check`` takes no mapping
        sys.stderr.write(f"What was left out is listed by: diplomatic-timeline check {source}\n")


def _read(source: Path, told: "_Shown") -> EventTable:
    """The events; JSON of ours may be larger than what the window opens, since this is the way to make it smaller."""
    return read_large(source, told) if format_of(source) is FORMATS[0] else read(source, told)


def unknown_in_words(problems: Sequence[Problem]) -> str:
    """A sentence on the names nobody knows, with the first of them and a line break; "" when there are none."""
    names = [problem.value for problem in problems if problem.kind == "name" and problem.value]
    if not names:
        return ""
    some, more = ", ".join(f"“{name}”" for name in names[:5]), len(names) - 5
    others = f" and {more:,} more" if more > 0 else ""
    return f"Names that are not known, kept as tags: {some}{others}; a mapping can say what they stand for.\n"


class _Shown:
    """Progress on the last line of a terminal; nothing where standard error is none."""

    def __init__(self, name: str) -> None:
        self._pace = Pace(shown(name))
        self._next = 0.0
        self._asked = sys.stderr.isatty()

    def __call__(self, done: Done) -> None:
        words = self._pace.words(done)
        if self._asked and time.monotonic() >= self._next:
            self._next = time.monotonic() + _REFRESHED
            sys.stderr.write(f"\r\x1b[K{words}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line empty."""
        if self._asked:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
