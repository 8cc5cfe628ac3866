"""Which rows carry a value, and how often each value occurs in a selection: an inverted index in flat arrays.

Compressed sparse rows in both directions.  Measured against bitmaps, pandas, Arrow lists and an engine, this is the
structure that answers both questions in a few milliseconds for a million rows and needs the least memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from viewer.events.blocks import Kind, blocks, counted, repeated, taken, where

# Below this share of selected rows it is quicker to look at the selected rows than at all of them.
FEW = 0.1
_FEW_PAIRS = 16  # of a row, up to which each is compared with the others
_SORTED = 1 << 20  # pairs sorted at a time: at once they would take four times the memory of what comes out
_PER_VALUE = 512  # of them for each value, so that those of a value are worth a copy
_PER_SUM = 64  # flags of a group


@dataclass(frozen=True, slots=True, eq=False)
class ValueIndex:
    """The values of one facet and the rows that carry them.

    Attributes:
        values: the distinct values, in the order of their codes.
        code_of: the position of each value in ``values``.
        size: how many rows there are, with and without a value.
        rows: the rows of each value, ascending within a value, each once; shape (pairs,), int32.
        starts: where the rows of each value begin, shape (values + 1,), int64.
        codes: the values of each row as positions in ``values``, each once; shape (pairs,), the smallest unsigned
            integers that are large enough.
        row_starts: where the codes of each row begin, shape (size + 1,), int32.
    """

    values: tuple[str, ...]
    code_of: Mapping[str, int]
    size: int
    rows: NDArray[np.int32]
    starts: NDArray[np.int64]
    codes: NDArray[np.unsignedinteger]
    row_starts: NDArray[np.int32]

    @classmethod
    def build(cls, values: Sequence[str], size: int, rows: NDArray[np.int32], codes: NDArray[np.integer]) -> Self:
        """From pairs of row and code in any order, repeated or not."""
        if np.any(rows[1:] < rows[:-1]):
            order = np.argsort(rows, kind="stable")
            rows, codes = rows[order], codes[order]
        narrow: NDArray[np.unsignedinteger] = codes.astype(np.min_scalar_type(len(values)), copy=False)
        row_starts = _starts(rows, size, np.int32)
        again = _repeated(rows, narrow, int(np.diff(row_starts).max(initial=0)))
        if again.any():
            rows, narrow = rows[~again], narrow[~again]
            row_starts = _starts(rows, size, np.int32)
        starts = _starts(narrow, len(values), np.int64)
        return cls(
            values=tuple(values),
            code_of={value: code for code, value in enumerate(values)},
            size=size,
            rows=_by_value(rows, narrow, starts),
            starts=starts,
            codes=narrow,
            row_starts=row_starts,
        )

    def rows_of(self, code: int) -> NDArray[np.int32]:
        """The rows that carry one value, ascending."""
        return self.rows[self.starts[code] : self.starts[code + 1]]

    def codes_of(self, row: int) -> NDArray[np.unsignedinteger]:
        """The values that one row carries, as positions in ``values``."""
        return self.codes[self.row_starts[row] : self.row_starts[row + 1]]

    def mask(self, values: Iterable[str], mode: Literal["any", "all", "none"]) -> NDArray[np.bool_]:
        """Which rows carry any, all or none of some values, shape (size,); a value nobody carries has no rows."""
        found = (self.code_of.get(value) for value in values)
        lists = [self.rows[:0] if code is None else self.rows_of(code) for code in found]
        mask = np.zeros(self.size, np.bool_)
        if mode == "all":
            common, *others = lists
            for rows in others:
                present = np.zeros(self.size, np.bool_)
                present[common] = True
                common = rows[present[rows]]
            lists = [common]
        for rows in lists:
            mask[rows] = True
        return ~mask if mode == "none" else mask

    def counts(self, mask: NDArray[np.bool_], selected: int) -> NDArray[np.int64]:
        """How many of the masked rows carry each value, shape (values,); ``selected`` is the number of them."""
        if selected == self.size:
            return np.diff(self.starts)
        if selected < self.size * FEW:
            places, _ = self._pairs(np.flatnonzero(mask))
            return counted(self.codes.take(places), len(self.values), np.int64)
        return sums(taken(mask, self.rows), self.starts)

    def under(self, numbers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """``rows`` under other numbers, ascending within a value, and their ``starts``; those under -1 are left out.

        ``numbers`` has one for each row, shape (size,).
        """
        found, starts = taken(numbers, self.rows), self.starts
        known = found >= 0
        if not known.all():
            starts = np.cumsum([0, *sums(known, starts)])
            found = found[known]
        for first, end in pairwise(starts.tolist()):
            found[first:end].sort(kind="stable")  # quick: nearly in order as they come
        return found, starts

    def each(self, rows: NDArray[np.int32], numbers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The numbers of some rows value after value, and how many each value has, shape (values,).

        Both are of the same length, and the numbers ascend; those of a row stand with every value that it carries.
        """
        places, lengths = self._pairs(rows)
        codes = self.codes.take(places)
        by_value = repeated(numbers, lengths).take(np.argsort(codes, kind="stable"))
        return by_value, counted(codes, len(self.values), np.int64)

    def without_value(self) -> NDArray[np.int32]:
        """The rows that carry no value at all, ascending."""
        return where(self.row_starts[1:] == self.row_starts[:-1])

    def _pairs(self, rows: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Positions in ``codes`` of everything that some rows carry, and how much each of them carries."""
        begin = self.row_starts.take(rows)
        lengths = self.row_starts.take(rows + 1) - begin
        first = np.cumsum(lengths) - lengths
        pairs = repeated(begin - first, lengths)
        pairs += np.arange(len(pairs))
        return pairs, lengths


def sums(kept: NDArray[np.bool_], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many are kept of each group, shape (groups,); ``starts`` says where each begins, and where the last ends."""
    if len(kept) > _PER_SUM * len(starts):  # flags are counted much quicker than they are added up
        return np.array([np.count_nonzero(kept[begin:end]) for begin, end in pairwise(starts.tolist())], np.int64)
    found = np.zeros(len(starts) - 1, np.int64)
    filled = np.flatnonzero(starts[1:] > starts[:-1])  # reduceat has no sum of nothing
    if len(filled):
        found[filled] = np.add.reduceat(kept, starts[filled], dtype=np.int64)
    return found


def _starts(groups: NDArray[np.integer], size: int, kind: type[Kind]) -> NDArray[Kind]:
    """Where each of ``size`` groups begins once the numbers of groups are sorted, and where the last one ends."""
    starts = np.zeros(size + 1, kind)
    np.cumsum(counted(groups, size, kind), out=starts[1:])
    return starts


def _repeated(rows: NDArray[np.int32], codes: NDArray[np.unsignedinteger], most: int) -> NDArray[np.bool_]:
    """Which pairs stand there already; the rows ascend, and none has more than ``most`` of them."""
    again = np.zeros(len(rows), np.bool_)
    if most > _FEW_PAIRS:
        _, first = np.unique(rows.astype(np.int64) << 32 | codes, return_index=True)
        again[:] = True
        again[first] = False
        return again
    for part in blocks(len(rows)):
        for apart in range(1, most):
            here = slice(part.start + apart, part.stop + apart)
            there = slice(part.start, part.start + len(rows[here]))
            again[here] |= (rows[here] == rows[there]) & (codes[here] == codes[there])
    return again


def _by_value(
    rows: NDArray[np.int32], codes: NDArray[np.unsignedinteger], starts: NDArray[np.int64]
) -> NDArray[np.int32]:
    """The rows of each value one after the other, from pairs of row and value.

    Some pairs at a time are sorted, and the rows of each value among them put behind those that are there already.
    """
    by_value = np.empty(len(codes), np.int32)
    free = starts[:-1].tolist()  # where the next rows of each value go
    block = max(_SORTED, _PER_VALUE * len(free))
    for begin in range(0, len(codes), block):
        some = codes[begin : begin + block]
        order = np.argsort(some, kind="stable")  # numpy sorts numbers of sixteen bits stably in linear time
        found = rows[begin : begin + block].take(order)
        counts = np.bincount(some)
        ends = np.cumsum(counts).tolist()
        for code in np.flatnonzero(counts).tolist():
            count = int(counts[code])
            by_value[free[code] : free[code] + count] = found[ends[code] - count : ends[code]]
            free[code] += count
    return by_value
