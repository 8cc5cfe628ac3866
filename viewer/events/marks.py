"""Flat arrays of what is needed to place events in time: the form in which facts travel to the picture.

A data frame never leaves the rooms that own it; above them travel these arrays.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from viewer.events.dates import DateFlag


class Strings(NamedTuple):
    """Strings in one UTF-8 buffer (the Arrow layout), so that a million titles cost no Python objects.

    Attributes:
        data: the bytes of all strings, one after the other, shape (total bytes,), uint8.
        offsets: where each string begins, shape (strings + 1,), int64.
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]


class Texts:
    """Many strings in the pieces in which they were read: to put them together would take as much memory again.

    Attributes:
        pieces: all strings.
        which: the string that each of the texts is, shape (n,), int32; None where all of them are meant, in order.
    """

    def __init__(self, pieces: Iterable[Strings], which: NDArray[np.int32] | None = None) -> None:
        self.pieces = tuple(pieces)
        self.which = which
        self._begins = [0, *accumulate(len(piece.offsets) - 1 for piece in self.pieces)]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The same as some strings of Python."""
        data = [text.encode("utf-8", "replace") for text in texts]
        offsets = np.cumsum([0, *map(len, data)], dtype=np.int64)
        return cls([Strings(np.frombuffer(b"".join(data), np.uint8), offsets)])

    def __len__(self) -> int:
        return self._begins[-1] if self.which is None else len(self.which)

    def __getitem__(self, index: int) -> str:
        string = index if self.which is None else int(self.which[index])
        piece = bisect_right(self._begins, string) - 1
        data, offsets = self.pieces[piece]
        at = string - self._begins[piece]
        return data[offsets[at] : offsets[at + 1]].tobytes().decode("utf-8", "replace")


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """One entry per dated event of a table, sorted by ``start_min``; all arrays of shape (n,).

    The four bounds are seconds since 1970-01-01 UTC, proleptic Gregorian, half open: an event known
    to the day has ``start_min == start_max`` at its midnight and ``end_min == end_max`` at the next.
    ``flags`` holds ``dates.DateFlag`` bits.  Codes index the vocabulary's order of categories.

    Attributes:
        row: position of the event in its table, int32.
        start_min, start_max, end_min, end_max: int64 seconds.
        flags: uint16, ``dates.DateFlag``.
        precision: uint8, ``dates.Precision``.
        importance: uint8, 1 to 5.
        category: uint8, index into ``vocabulary.CATEGORIES``.
        status: uint8, index into ``vocabulary.STATUSES``.
        container: bool, True where other events name this one as the whole they are part of.
        titles: the title of each entry.
    """

    row: NDArray[np.int32]
    start_min: NDArray[np.int64]
    start_max: NDArray[np.int64]
    end_min: NDArray[np.int64]
    end_max: NDArray[np.int64]
    flags: NDArray[np.uint16]
    precision: NDArray[np.uint8]
    importance: NDArray[np.uint8]
    category: NDArray[np.uint8]
    status: NDArray[np.uint8]
    container: NDArray[np.bool_]
    titles: Texts

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True, eq=False)
class LaneRows:
    """Which marks stand in which lane: one event may stand in several (compressed sparse rows).

    Attributes:
        keys: the value each lane stands for (a code, or "" for those without one), in drawing order.
        names: what the reader sees, same order.
        counts: matching events of each lane, undated ones included, shape (lanes,).
        entry: indices into ``Marks``, grouped by lane, ascending (hence sorted by start) within each.
        offsets: where each lane's entries begin, shape (lanes + 1,), int64.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    counts: NDArray[np.int64]
    entry: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.keys)


def flagged(flags: NDArray[np.integer], which: DateFlag) -> NDArray[np.bool_]:
    """Which of many dates have any of some flags; numpy takes plain numbers four times as quickly as flags."""
    found: NDArray[np.bool_] = (flags & int(which)) != 0
    return found
