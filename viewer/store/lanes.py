"""Matching events arranged in lanes: one lane for each value, an event in every lane whose value it carries."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viewer.events.blocks import taken, where
from viewer.events.marks import LaneRows
from viewer.store.index import FEW, ValueIndex, sums

_OTHER = "other"  # the category of what has none
_ENOUGH = 0.4  # of the events have a value, else lanes would be a few beside a heap
_MANY = 200  # values beyond which lanes are a list to scroll


@dataclass(frozen=True, eq=False)
class Arrangement:
    """One way to arrange a table: in lanes, or as the values of a facet.

    Attributes:
        index: the values and the rows of the table.
        row: ``Marks.row``.
        entry_of_row: the entry of ``Marks`` of each row, -1 where it has none, shape (rows,).
        undated: which rows have no entry, shape (rows,).
        names: what the reader sees for each value.
        nobody: the name of the lane of events without a value.
        acronyms: of each value, "" where it has none.
        fixed: the order of lanes is that of the values, however many events they have.
    """

    index: ValueIndex
    row: NDArray[np.int32]
    entry_of_row: NDArray[np.int32]
    undated: NDArray[np.bool_]
    names: tuple[str, ...]
    nobody: str
    acronyms: tuple[str, ...]
    fixed: bool = False

    @cached_property
    def rank(self) -> NDArray[np.int64]:
        """Where each value stands among those of the same count: by name, shape (values,)."""
        by_name = sorted(range(len(self.names)), key=lambda code: (self.names[code].casefold(), code))
        rank = np.empty(len(by_name), np.int64)
        rank[by_name] = np.arange(len(by_name))
        return rank

    @cached_property
    def entries(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The entries of ``Marks`` that carry each value, and where those of each begin, see ``ValueIndex.under``."""
        if len(self.row) == self.index.size and bool(np.all(self.row[1:] > self.row[:-1])):
            return self.index.rows, self.index.starts  # all are dated and stand in order: the same again
        return self.index.under(self.entry_of_row)

    @cached_property
    def bare_rows(self) -> NDArray[np.int32]:
        """The rows without a value."""
        return self.index.without_value()

    @cached_property
    def bare_entries(self) -> NDArray[np.int32]:
        """The entries of ``Marks`` without a value."""
        found = taken(self.entry_of_row, self.bare_rows)
        return np.sort(found[found >= 0])

    def counts(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of the masked rows carry each value, shape (values,)."""
        return self.index.counts(mask, int(np.count_nonzero(mask)))

    def lanes(self, mask: NDArray[np.bool_], chosen: tuple[str, ...]) -> LaneRows:
        """Lanes of chosen values first, then the fullest first, those without a value last; none is empty.

        Args:
            mask: the matching rows of the table.
            chosen: values whose lanes stand above all others.
        """
        entries = taken(mask, self.row)
        kept, dated = self._kept(entries)
        counts = dated + self.counts(mask & self.undated)
        order = self._order(counts, chosen)
        order = order[counts[order] > 0]
        starts = np.cumsum([0, *dated]).tolist()
        groups = [kept[starts[code] : starts[code + 1]] for code in order.tolist()]
        keys, names = [self.index.values[code] for code in order], [self.names[code] for code in order]
        totals = counts[order]
        if alone := int(np.count_nonzero(taken(mask, self.bare_rows))):
            groups.append(self.bare_entries.take(np.flatnonzero(taken(entries, self.bare_entries))))
            keys, names, totals = [*keys, ""], [*names, self.nobody], np.append(totals, alone)
        return LaneRows(
            keys=tuple(keys),
            names=tuple(names),
            counts=totals,
            entry=np.concatenate([np.zeros(0, np.int32), *groups]),
            offsets=np.cumsum([0, *map(len, groups)], dtype=np.int64),
        )

    def _kept(self, entries: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The masked entries value after value, and how many each value has, shape (values,)."""
        if np.count_nonzero(entries) < len(entries) * FEW:
            some = where(entries)
            return self.index.each(self.row.take(some), some)
        carrying, starts = self.entries
        keep = taken(entries, carrying)
        return (carrying if keep.all() else carrying[keep]), sums(keep, starts)

    def _order(self, counts: NDArray[np.int64], chosen: tuple[str, ...]) -> NDArray[np.int64]:
        """All values in the order of their lanes."""
        if self.fixed:
            return np.arange(len(counts))
        others = np.ones(len(counts), np.bool_)
        others[[code for value in chosen if (code := self.index.code_of.get(value)) is not None]] = False
        return np.lexsort((self.rank, -counts, others))


def first_lanes(index: Callable[[str], ValueIndex]) -> str:
    """By what to arrange a table nobody has looked at: countries, or else the first facet that tells events apart.

    ``index`` gives that of a facet.
    """
    countries = index("country")
    if not countries.size or _having(countries) >= _ENOUGH * countries.size:
        return "country"
    for by in ("organisation", "category", "tag"):
        known = index(by)
        having, values = _having(known), len(known.values)
        if by == "category" and _OTHER in known.code_of:
            having, values = having - len(known.rows_of(known.code_of[_OTHER])), values - 1
        if having >= _ENOUGH * known.size and 1 < values <= _MANY:
            return by
    return "country" if countries.values else "none"


def _having(index: ValueIndex) -> int:
    """How many rows have a value."""
    return index.size - len(index.without_value())
