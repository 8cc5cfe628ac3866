"""Which events match a query: one mask for each filter and each word, so that a change costs only its own."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial, reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from viewer.events.marks import Marks
from viewer.events.query import Query
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORIES, QUAD_OF, QUADS, STATUSES
from viewer.store.index import ValueIndex
from viewer.store.search import SearchColumn

Mask = NDArray[np.bool_]


class Matching:
    """Masks of one table, each of shape (events,); ``indexes`` has one index for each facet, "quad" and "none"."""

    def __init__(self, table: EventTable, marks: Marks) -> None:
        self._table = table
        self._marks = marks
        self._columns: tuple[SearchColumn, ...] = ()
        # The latest mask of each kind of filter, with what it was asked for.  Replaced whole, never changed,
        # so that threads may read and write it without a lock: at worst one works a mask out again.
        self._latest: dict[str, tuple[Hashable, Mask]] = {}
        self.size = len(table)
        self.indexes = _indexes(table)

    def mask(self, query: Query, without: str = "") -> Mask:
        """The events that match, all filters together but the one of a facet; it cannot be written to."""
        masks = [mask for kind, mask in self._masks(query).items() if kind != without]
        together: Mask = reduce(np.logical_and, masks) if masks else np.ones(self.size, np.bool_)
        together.setflags(write=False)
        return together

    def _masks(self, query: Query) -> dict[str, Mask]:
        """The mask of every filter that the query has."""
        masks = {
            name: self._kept(name, chosen, partial(self.indexes[name].mask, chosen.values, chosen.mode))
            for name, chosen in query.facets
        }
        if bounds := query.bounds():
            masks["range"] = self._kept("range", bounds, partial(self._within, *bounds))
        for number, needle in enumerate(query.needles()):
            masks[f"text {number}"] = self._kept(f"text {number}", needle, partial(self._containing, needle))
        if query.ids:
            masks["ids"] = self._kept("ids", query.ids, partial(self._picked, query.ids))
        return masks

    def _kept(self, kind: str, asked: Hashable, work_out: Callable[[], Mask]) -> Mask:
        latest = self._latest.get(kind)
        if latest is None or latest[0] != asked:
            latest = self._latest[kind] = (asked, work_out())
        return latest[1]

    def _picked(self, ids: tuple[str, ...]) -> Mask:
        return np.asarray(self._table.events["id"].isin(ids), np.bool_)

    def _within(self, begin: int, end: int) -> Mask:
        """Dated events that may overlap a half-open range of seconds."""
        marks = self._marks
        mask = np.zeros(self.size, np.bool_)
        mask[marks.row[(marks.start_min < end) & (marks.end_max > begin)]] = True
        return mask

    def _containing(self, needle: str) -> Mask:
        """Events with a needle in some text: title, summary, place, publisher or title of a source."""
        columns = self._columns = self._columns or _search_columns(self._table)
        return reduce(np.logical_or, (column.find(needle, self.size) for column in columns))


def _search_columns(table: EventTable) -> tuple[SearchColumn, ...]:
    events, sources = table.events, table.sources
    rows = sources["row"].to_numpy()
    return (
        SearchColumn.build(events["title"]),
        SearchColumn.build(events["summary"]),
        SearchColumn.build(events["place"], repeats=True),
        SearchColumn.build(sources["publisher"], rows, repeats=True),
        SearchColumn.build(sources["title"], rows),
    )


def _indexes(table: EventTable) -> dict[str, ValueIndex]:
    """One index for each facet and for the two other ways to arrange lanes."""
    size, people = len(table), table.participants
    every = np.arange(size, dtype=np.int32)
    category = table.events["category"].to_numpy()
    quad_of = np.array(QUAD_OF, np.int32)

    def of_kind(kind: str) -> ValueIndex:
        part = people[people["kind"] == kind]
        return _of_categories(part["row"], part["code"], size)

    return {
        "country": of_kind("country"),
        "organisation": of_kind("organisation"),
        "category": _of_codes([c.code for c in CATEGORIES], size, every, category),
        "role": _of_categories(people["row"], people["role"], size),
        "status": _of_codes(STATUSES, size, every, table.events["status"].to_numpy()),
        "tag": _of_categories(table.tags["row"], table.tags["tag"], size),
        "quad": _of_codes(QUADS, size, every, quad_of[category]),
        "none": _of_codes(("",), size, every, np.zeros(size, np.int32)),
    }


def _of_categories(rows: "pd.Series[int]", values: "pd.Series[str]", size: int) -> ValueIndex:
    """The index of a categorical column of another frame than the events'."""
    return _of_codes(list(values.cat.categories), size, np.asarray(rows, np.int32), values.cat.codes.to_numpy())


def _of_codes(names: Sequence[str], size: int, rows: NDArray[np.int32], codes: NDArray[np.integer]) -> ValueIndex:
    """The index of those values that occur."""
    used = np.bincount(codes, minlength=len(names)) > 0
    number = np.cumsum(used, dtype=np.int32) - 1
    return ValueIndex.build([n for n, u in zip(names, used, strict=True) if u], size, rows, number[codes])
