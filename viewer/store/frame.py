"""The store of everything that fits in memory: an ``EventTable`` with an inverted index beside it."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events.about import About
from viewer.events.blocks import counted, put
from viewer.events.comparing import Comparison, compared
from viewer.events.event import Event
from viewer.events.indicators import Series
from viewer.events.marks import LaneRows, Marks
from viewer.events.problems import Problem
from viewer.events.query import FACETS, Query
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORIES, label_of, organisations
from viewer.store.lanes import Arrangement, first_lanes
from viewer.store.matching import SEARCHED, Matching
from viewer.store.questions import Context, EventStore, FacetValue, Link, Progress, Totals
from viewer.store.search import arrow_texts
from viewer.store.surroundings import Surroundings

LANES_BY = (*FACETS, "quad", "none")
_ROWS_KEPT = 10_000
_NOBODY = {"country": "No country", "organisation": "No organisation", "role": "No participant", "tag": "No tag"}


class FrameStore:
    """Answers the questions of ``EventStore`` about one table, ``table``; ``lanes_by`` is how to look at it first.

    What is slow to prepare is prepared when first asked for and kept; two threads that ask at once may both prepare
    it and get equal answers.
    """

    def __init__(self, table: EventTable) -> None:
        self.table = table
        self._matching = Matching(table)
        self._marks = self._matching.marks
        self.lanes_by = first_lanes(self._matching.index)
        self.preparations: Sequence[Callable[[], object]] = [
            *(partial(self._matching.column, name) for name in SEARCHED),
            pa.default_memory_pool().release_unused,  # what opening took beyond what it keeps
        ]
        self._dated = table.events["dated"].to_numpy()
        self._undated = ~self._dated
        self.entry_of_row: NDArray[np.int32] = np.full(len(table), -1, np.int32)
        put(self.entry_of_row, self._marks.row, np.arange(len(self._marks), dtype=np.int32))
        self._declared = {body.code: body for body in table.organisations}
        self._arrangements: dict[str, Arrangement] = {}
        self._rows: dict[str, int | None] = {}  # of ids that were asked for: a scan of a million takes milliseconds

    @property
    def about(self) -> About:
        """What the file says of itself."""
        return self.table.about

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the file."""
        return self.table.problems

    @property
    def series(self) -> Sequence[Series]:
        """Numbers over time, in the order of the file."""
        return self.table.series

    def matching(self, query: Query, progress: Progress | None = None) -> NDArray[np.bool_]:
        """Which events of the table match, undated ones included; see ``EventStore.matching``."""
        return self._matching.mask(query, progress=progress)

    def totals(self, query: Query) -> Totals:
        """The honest count."""
        mask = self.matching(query)
        found, shown = int(np.count_nonzero(mask)), int(np.count_nonzero(mask & self._dated))
        return Totals(total=len(mask), shown=shown, undated=found - shown, hidden=len(mask) - found)

    def facets(self, query: Query) -> dict[str, tuple[FacetValue, ...]]:
        """Counts for every facet; see ``EventStore.facets``."""
        # The lanes are mostly asked for at the same time, and prepare what this would wait for.
        matching = self.matching(query)
        found = {name: self._facet(name, query, matching) for name in sorted(FACETS, key=self.lanes_by.__eq__)}
        return {name: found[name] for name in FACETS}

    def marks(self) -> Marks:
        """All dated events, whatever the query."""
        return self._marks

    def lanes(self, query: Query, by: str) -> LaneRows:
        """The matching events in lanes; see ``EventStore.lanes``.  Raises KeyError for an unknown ``by``."""
        chosen = query.facet(by)
        first = chosen.values if chosen and chosen.mode != "none" else ()
        return self._arrangement(by).lanes(self.matching(query), first)

    def event(self, event_id: str) -> Event | None:
        """One record in full, None when there is no such event."""
        row = self.row_of(event_id)
        return None if row is None else self.table.event(row)

    def id_at(self, row: int) -> str:
        """The id of the event at a position of the table.  Raises IndexError when there is no such row."""
        event_id = str(self._ids[row].as_py())
        self._keep_row(event_id, row)
        return event_id

    def row_of(self, event_id: str) -> int | None:
        """The position of an event in the table, None when there is no such event."""
        rows = self._rows  # another thread may replace them
        if event_id not in rows:
            row = int(pc.index(self._ids, pa.scalar(event_id, self._ids.type)).as_py())
            self._keep_row(event_id, None if row < 0 else row)
            return None if row < 0 else row
        return rows[event_id]

    def publishers(self, rows: NDArray[np.int32]) -> list[str]:
        """Who published the sources of events, the most frequent first; see ``EventStore.publishers``."""
        sources = self.table.sources
        wanted = np.zeros(len(self.table), np.bool_)
        wanted[rows] = True
        publishers = sources["publisher"].cat
        counts = counted(publishers.codes[wanted[sources["row"].to_numpy()]], len(publishers.categories), np.int64)
        found = [(str(publishers.categories[code]), int(counts[code])) for code in np.flatnonzero(counts).tolist()]
        return [name for name, _ in sorted(found, key=lambda one: (-one[1], one[0])) if name.strip()]

    def _keep_row(self, event_id: str, row: int | None) -> None:
        if len(self._rows) >= _ROWS_KEPT:
            self._rows = {}
        self._rows[event_id] = row

    def compared(self, older: EventStore) -> Comparison:
        """What was added, changed and removed since another store of this kind was made of the same source."""
        return compared(older.table, self.table) if isinstance(older, FrameStore) else Comparison()

    def context(self, event_id: str) -> Context:
        """What is around an event; see ``EventStore.context``."""
        row = self.row_of(event_id)
        if row is None:
            return Context(())
        events, links = self.table.events, self._surroundings.of(row)
        rows = [other for _, other in links]
        return Context(
            tuple(
                Link(how, self.id_at(other), str(events["title"].iloc[other]), CATEGORIES[category].code)
                for (how, other), category in zip(links, events["category"].iloc[rows], strict=True)
            )
        )

    @cached_property
    def _ids(self) -> pa.ChunkedArray:
        return arrow_texts(self.table.events["id"])

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.table, self._marks, self._matching.index("country"))

    def _label(self, facet: str, value: str) -> str:
        """The name of a value: as the file declares it, or as the vocabulary knows it."""
        declared = self._declared.get(value) if facet == "organisation" else None
        return declared.name if declared else label_of(facet, value)

    def _acronym(self, facet: str, value: str) -> str:
        body = (self._declared.get(value) or organisations().get(value)) if facet == "organisation" else None
        return body.acronym if body else ""

    def _arrangement(self, by: str) -> Arrangement:
        """One way to arrange the table, prepared once."""
        if by not in self._arrangements:
            index = self._matching.index(by)
            names = tuple("All events" if by == "none" else self._label(by, value) for value in index.values)
            self._arrangements[by] = Arrangement(
                index=index,
                row=self._marks.row,
                entry_of_row=self.entry_of_row,
                undated=self._undated,
                names=names,
                nobody=_NOBODY.get(by, ""),
                acronyms=tuple(self._acronym(by, value) for value in index.values),
                fixed=by == "quad",
            )
        return self._arrangements[by]

    def _facet(self, name: str, query: Query, matching: NDArray[np.bool_]) -> tuple[FacetValue, ...]:
        """The values of one facet, the most frequent first, then by name."""
        chosen = query.facet(name)
        mask = self._matching.mask(query, without=name) if chosen and chosen.mode != "all" else matching
        way = self._arrangement(name)
        counts = way.counts(mask)
        order = np.lexsort((way.rank, -counts))
        codes, names, acronyms = way.index.values, way.names, way.acronyms
        found = zip(order.tolist(), counts[order].tolist(), strict=True)
        values = [FacetValue(codes[code], names[code], count, acronyms[code]) for code, count in found]
        missing = (value for value in (chosen.values if chosen else ()) if value not in way.index.code_of)
        values += [FacetValue(value, self._label(name, value), 0, self._acronym(name, value)) for value in missing]
        return tuple(values)
