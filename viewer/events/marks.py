"""Flat arrays of what is needed to place events in time: the form in which facts travel to the picture.

A data frame never leaves the rooms that own it; above them travel these arrays.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Many strings in one UTF-8 buffer (the Arrow layout), so that a million titles cost no Python objects.

    Attributes:
        data: the bytes of all strings, one after the other, shape (total bytes,), uint8.
        offsets: where each string begins, shape (strings + 1,), int64.
        which: the string that each of the texts is, shape (n,), int32; None where all of them are meant, in order.
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    which: NDArray[np.int32] | None = None

    def __len__(self) -> int:
        return len(self.offsets) - 1 if self.which is None else len(self.which)

    def __getitem__(self, index: int) -> str:
        string = index if self.which is None else self.which[index]
        begin, end = self.offsets[string], self.offsets[string + 1]
        return self.data[begin:end].tobytes().decode("utf-8", "replace")


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
