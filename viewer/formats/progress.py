"""How far the reading of a file is: told by every reader, said in one line by the window and the terminal."""

import time
from collections.abc import Callable
from dataclasses import dataclass

_LOOK = 0.1  # of the work, in which a stranger's table is looked at before it is read


@dataclass(frozen=True, slots=True)
class Done:
    """What is done so far.

    Attributes:
        share: of the whole work, 0 to 1.
        rows: rows of a table, or events, that were read; 0 where nobody counts them.
    """

    share: float
    rows: int = 0


Progress = Callable[[Done], None]


def within(progress: Progress | None, begin: float, end: float) -> Progress | None:
    """What to tell about a piece of the work that goes from one share of the whole to another."""
    if progress is None:
        return None
    return lambda done: progress(Done(begin + done.share * (end - begin), done.rows))


def looking(progress: Progress | None) -> Progress | None:
    """What to tell of the first look at a table; its rows are counted when they are read for good."""
    if progress is None:
        return None
    return lambda done: progress(Done(done.share * _LOOK))


def after_looking(progress: Progress | None) -> Progress | None:
    """What to tell of the reading that follows it."""
    return within(progress, _LOOK, 1.0)


class Pace:
    """Words for what is done, with the rows a second from the first word until the last row came."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._clock = clock
        self._began = clock()
        self._rows = 0
        self._seconds = 0.0

    def words(self, done: Done) -> str:
        """Such as "Reading votes.csv.gz · 41 % · 412,000 rows · 96,000 rows/s"."""
        if done.rows > self._rows:
            self._rows, self._seconds = done.rows, self._clock() - self._began
        said = [f"Reading {self._name}"]
        if 0 < done.share < 1:
            said.append(f"{int(done.share * 100)} %")
        if self._rows:
            said.append(f"{self._rows:,} rows")
        if self._rows and self._seconds > 0:
            said.append(f"{round(self._rows / self._seconds, -2 if self._rows > 20_000 else 0):,.0f} rows/s")
        return " · ".join(said)
