"""One chronology from one format into another, told on the terminal while it goes."""

import sys
from pathlib import Path

from viewer.errors import FileProblem
from viewer.formats import read, report, writer_of

_STEPS = 100  # the least progress worth a new line on the terminal


def convert(source: Path, target: Path, *, force: bool) -> None:
    """Read any file of events and write it in the format its new name asks for; say how much came through.

    Raises:
        FileProblem: one of the files cannot be read or written, or ``target`` exists and ``force`` is not given.
    """
    write = writer_of(target)
    if target.exists() and not force:
        raise FileProblem(f"{target.name} exists already.", "Give --force to replace it.")
    shown = _Shown(source.name)
    try:
        table = read(source, shown)
    finally:
        shown.clear()
    lost = write(table, target) or ()
    sys.stdout.write(report.summary(f"{source} → {target}", len(table), table.read, table.problems) + "\n")
    sys.stdout.writelines(f"{sentence}\n" for sentence in lost)
    if table.problems:
        sys.stdout.write(f"What was left out is listed by: diplomatic-timeline check {source}\n")


class _Shown:
    """Progress on the last line of a terminal; nothing where standard error is none."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last = -1
        self._asked = sys.stderr.isatty()

    def __call__(self, share: float) -> None:
        step = int(share * _STEPS)
        if self._asked and step > self._last:
            self._last = step
            sys.stderr.write(f"\r{self._name}: {step} %")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line empty."""
        if self._asked:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
