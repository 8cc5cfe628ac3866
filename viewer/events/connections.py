"""Links from one event to another: what an event is part of, and how it is related to others."""

from concurrent.futures import Executor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events import links
from viewer.events.columns import Mask, holds, numbers
from viewer.events.examining import Examined
from viewer.events.gathering import TEXT


class Connections(Examined):
    """All events of a file while their links are being checked; ids become rows."""

    def run(self, pool: Executor) -> None:
        """Check what events are part of, and then their relations."""
        containers, relations = self.tables["events"]["part_of"], self.tables["relations"]["id"]
        named = pc.unique(pa.chunked_array([*containers.chunks, *relations.chunks], TEXT).drop_null())
        row_of = self._rows_of(named, pool)
        target = row_of[numbers(pc.index_in(containers, value_set=named))]
        row = np.arange(len(target), dtype=np.int32)
        self._refuse("events", "part_of", holds(pc.not_equal(containers, "")), row, target)
        self.put("events", "part_of", pa.array(target))
        row, target = (
            self.tables["relations"]["row"].to_numpy(),
            row_of[numbers(pc.index_in(relations, value_set=named))],
        )
        bad = self._refuse("relations", "id", np.ones(len(row), np.bool_), row, target)
        self.put("relations", "id", pa.array(target))
        self.keep("relations", ~bad)

    def _rows_of(self, named: Any, pool: Executor) -> NDArray[np.int32]:
        """Rows of the events with these ids, -1 where there is none and at the end; all events are looked through."""
        row_of = np.full(len(named) + 1, -1, np.int32)
        if len(named):
            ids = self.tables["events"]["id"]
            half = len(ids) // 2
            parts = pool.map(lambda part: numbers(pc.index_in(part, value_set=named)), (ids[:half], ids[half:]))
            number = np.concatenate(list(parts))
            rows = np.flatnonzero(number >= 0)
            row_of[number[rows]] = rows
        return row_of

    def _refuse(self, table: str, field: str, given: Mask, row: NDArray[np.int32], target: NDArray[np.int32]) -> Mask:
        """Report links that lead nowhere, to themselves or round in a circle; their ``target`` becomes -1."""
        dangling, own = given & (target < 0), given & (target == row)
        message = "“{value}” is no event of this file."
        self.report(table, dangling, field, message, "Correct the id, or add the event.", dropped="field")
        self.report(table, own, field, "The event is linked to itself.", "Remove the link.", dropped="field")
        open_ = np.flatnonzero((target >= 0) & ~own)
        circular = np.zeros(len(target), np.bool_)
        circular[open_[links.closing(row[open_], target[open_])]] = True
        message = "The link to “{value}” closes a circle."
        self.report(table, circular, field, message, "Remove one link of the circle.", dropped="field")
        target[own | circular] = -1
        refused: Mask = dangling | own | circular
        return refused
