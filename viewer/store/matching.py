"""Which events match a query: one mask for each filter and each word, so that a change costs only its own."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial, reduce
from threading import Lock

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.blocks import counted, taken
from viewer.events.query import Mode, Query
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORIES, QUAD_OF, QUADS, STATUSES
from viewer.store.index import ValueIndex
from viewer.store.questions import Progress
from viewer.store.search import Scan, SearchColumn, plain

Mask = NDArray[np.bool_]


class Matching:
    """Masks of one table, each of shape (events,), and an index for each facet, "quad" and "none".

    What takes long is worked out by one thread at a time, while others that want the same wait for it.

    Attributes:
        marks: the dated events.
        size: how many events there are.
    """

    def __init__(self, table: EventTable) -> None:
        self._table = table
        self._columns: dict[str, SearchColumn] = {}
        # The latest mask of each kind of filter, with what it was asked for.  Replaced whole, never changed.
        self._latest: dict[str, tuple[Hashable, Mask]] = {}
        self._indexes: dict[str, ValueIndex] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self.size = len(table)
        with ThreadPoolExecutor(1) as other:  # two that take long, and that every file is asked for
            countries = other.submit(self.index, "country")
            self.marks = table.marks()
            countries.result()

    def index(self, by: str) -> ValueIndex:
        """The index of a facet, "quad" or "none", made when it is first asked for.  Raises KeyError for others."""
        build = _INDEXES[by]
        with self._locks[by]:
            if by not in self._indexes:
                self._indexes[by] = build(self._table)
            return self._indexes[by]

    def mask(self, query: Query, without: str = "", progress: Progress | None = None) -> Mask:
        """The events that match, all filters together but the one of a facet; it cannot be written to.

        ``progress`` as in ``EventStore.matching``.
        """
        masks = [mask for kind, mask in self._masks(query, progress).items() if kind != without]
        together: Mask = reduce(np.logical_and, masks) if masks else np.ones(self.size, np.bool_)
        together.setflags(write=False)
        return together

    def _masks(self, query: Query, progress: Progress | None) -> dict[str, Mask]:
        """The mask of every filter that the query has."""
        masks = {
            name: self._kept(name, chosen, partial(self._carrying, name, chosen.values, chosen.mode))
            for name, chosen in query.facets
        }
        if bounds := query.bounds():
            masks["range"] = self._kept("range", bounds, partial(self._within, *bounds))
        for number, needle in enumerate(query.needles()):
            kind = f"text {number}"
            masks[kind] = self._kept(kind, needle, partial(self._containing, kind, needle, progress))
        if query.ids:
            masks["ids"] = self._kept("ids", query.ids, partial(self._picked, query.ids))
        return masks

    def _kept(self, kind: str, asked: Hashable, work_out: Callable[[], Mask]) -> Mask:
        with self._locks[f"mask of {kind}"]:
            latest = self._latest.get(kind)
            if latest is None or latest[0] != asked:
                latest = self._latest[kind] = (asked, work_out())
            return latest[1]

    def _carrying(self, name: str, values: Sequence[str], mode: Mode) -> Mask:
        """Events with any, all or none of some values of a facet."""
        return self.index(name).mask(values, mode)

    def _picked(self, ids: tuple[str, ...]) -> Mask:
        return np.asarray(self._table.events["id"].isin(ids), np.bool_)

    def _within(self, begin: int, end: int) -> Mask:
        """Dated events that may overlap a half-open range of seconds."""
        marks = self.marks
        mask = np.zeros(self.size, np.bool_)
        mask[marks.row[(marks.start_min < end) & (marks.end_max > begin)]] = True
        return mask

    def _containing(self, kind: str, needle: str, progress: Progress | None) -> Mask:
        """Events with a needle in some text: title, summary, place, publisher or title of a source."""
        # Where a letter was added to a word, only what held the shorter one can hold the longer one.
        shorter, among = self._latest.get(kind, ("", None))
        scan = Scan(needle, among if shorter and plain(str(shorter)) in plain(needle) else None, self.size)
        for number, name in enumerate(SEARCHED):
            scan.over(self.column(name), partial(_share, progress, number, len(SEARCHED)) if progress else None)
        pa.default_memory_pool().release_unused()  # scans take memory of many threads, and leave holes
        return scan.found

    def column(self, name: str) -> SearchColumn:
        """One of the texts that are searched, made when it is first asked for.  Raises KeyError for others."""
        build = SEARCHED[name]
        with self._locks[f"texts of {name}"]:
            if name not in self._columns:
                self._columns[name] = build(self._table)
            return self._columns[name]


def _share(progress: Progress, part: int, parts: int, share: float) -> None:
    progress((part + share) / parts)


def _of_sources(table: EventTable, name: str) -> SearchColumn:
    """A text of the sources of events."""
    return SearchColumn.build(table.sources[name], table.sources["row"].to_numpy())


def _of_kind(table: EventTable, kind: str) -> ValueIndex:
    """The index of the countries or of the organisations."""
    people, codes = table.participants, table.participants["code"].cat
    here = (people["kind"] == kind).to_numpy()
    rows = people["row"].to_numpy()[here]
    return _of_codes(list(codes.categories), len(table), rows, codes.codes.to_numpy()[here])


def _of_roles(table: EventTable) -> ValueIndex:
    return _of_categories(table.participants["row"], table.participants["role"], len(table))


def _of_tags(table: EventTable) -> ValueIndex:
    return _of_categories(table.tags["row"], table.tags["tag"], len(table))


def _of_one_each(names: Sequence[str], codes: NDArray[np.integer]) -> ValueIndex:
    """The index of something that every event has once."""
    return _of_codes(names, len(codes), np.arange(len(codes), dtype=np.int32), codes)


def _of_categories(rows: "pd.Series[int]", values: "pd.Series[str]", size: int) -> ValueIndex:
    """The index of a categorical column of another frame than the events'."""
    return _of_codes(list(values.cat.categories), size, np.asarray(rows, np.int32), values.cat.codes.to_numpy())


def _of_codes(names: Sequence[str], size: int, rows: NDArray[np.int32], codes: NDArray[np.integer]) -> ValueIndex:
    """The index of those values that occur."""
    used = counted(codes, len(names), np.int64) > 0
    number = (np.cumsum(used) - 1).astype(np.min_scalar_type(np.count_nonzero(used)))
    return ValueIndex.build([n for n, u in zip(names, used, strict=True) if u], size, rows, taken(number, codes))


SEARCHED: Mapping[str, Callable[[EventTable], SearchColumn]] = {
    "title": lambda t: SearchColumn.build(t.events["title"]),
    "summary": lambda t: SearchColumn.build(t.events["summary"]),
    "place": lambda t: SearchColumn.build(t.events["place"]),
    "publisher": partial(_of_sources, name="publisher"),
    "source": partial(_of_sources, name="title"),
}
_QUAD_OF = np.array(QUAD_OF, np.int32)
_INDEXES: Mapping[str, Callable[[EventTable], ValueIndex]] = {
    "country": partial(_of_kind, kind="country"),
    "organisation": partial(_of_kind, kind="organisation"),
    "category": lambda t: _of_one_each([c.code for c in CATEGORIES], t.events["category"].to_numpy()),
    "role": _of_roles,
    "status": lambda t: _of_one_each(STATUSES, t.events["status"].to_numpy()),
    "tag": _of_tags,
    "quad": lambda t: _of_one_each(QUADS, _QUAD_OF[t.events["category"].to_numpy()]),
    "none": lambda t: _of_one_each(("",), np.zeros(len(t), np.int32)),
}
