"""Links from one event to another: what an event is part of, and how it is related to others."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events import links
from viewer.events.codes import Verdict
from viewer.events.columns import Mask, numbers, one
from viewer.events.examining import Examined
from viewer.events.gathering import TEXT
from viewer.events.problems import Problems
from viewer.events.scanning import may_be_among, prints


class Connections(Examined):
    """All events of a file while their links are being checked; ids become rows.

    ``ids`` are the ``prints`` of theirs, in pieces.
    """

    def __init__(
        self,
        tables: dict[str, Any],
        record: NDArray[np.integer],
        problems: Problems,
        ids: Sequence[NDArray[np.uint64]],
    ) -> None:
        super().__init__(tables, record, problems)
        self._ids = ids

    def run(self) -> None:
        """Check what events are part of, and then their relations."""
        containers, relations = self.tables["events"]["part_of"], self.tables["relations"]["id"]
        given = pc.not_equal(containers, "").fill_null(False)
        at = np.flatnonzero(np.asarray(given))  # most events are part of nothing
        named = pa.chunked_array([*containers.filter(given).chunks, *relations.chunks], TEXT)
        named = one(named.dictionary_encode())
        targets = self._rows_of(named.dictionary)[numbers(named.indices)]
        self._ids = ()
        target = targets[: len(at)]
        self._refuse("events", "part_of", at, at.astype(np.int32), target)
        whole = np.full(len(given), -1, np.int32)
        whole[at] = target
        self.put("events", "part_of", pa.array(whole))
        row = self.tables["relations"]["row"].to_numpy()
        target = targets[len(at) :]
        bad = self._refuse("relations", "id", np.arange(len(row)), row, target)
        self.put("relations", "id", pa.array(target))
        self.keep("relations", ~bad)

    def _rows_of(self, named: Any) -> NDArray[np.int32]:
        """Rows of the events with these ids, -1 where there is none and at the end; all events are looked through."""
        row_of = np.full(len(named) + 1, -1, np.int32)
        if len(named):
            near = may_be_among(self._ids, prints(named))
            known = self.tables["events"]["id"].filter(pa.array(near))
            number = numbers(pc.index_in(known, value_set=named))
            found = np.flatnonzero(number >= 0)
            row_of[number[found]] = np.flatnonzero(near)[found]
        return row_of

    def _refuse(
        self, table: str, field: str, at: NDArray[np.int64], row: NDArray[np.int32], target: NDArray[np.int32]
    ) -> Mask:
        """Report links that lead nowhere, to themselves or round in a circle; their ``target`` becomes -1.

        Args:
            table: where the links stand.
            field: the column that holds them.
            at: the rows of the table they stand in, shape (links,).
            row: the event each comes from, same shape.
            target: the event each leads to, same shape.
        """

        def report(which: Mask, message: str, remedy: str) -> None:
            self.report_rows(table, at[which], field, lambda _link: Verdict(None, message, remedy, "field"))

        dangling, own = target < 0, target == row
        report(dangling, "“{value}” is no event of this file.", "Correct the id, or add the event.")
        report(own, "The event is linked to itself.", "Remove the link.")
        open_ = np.flatnonzero((target >= 0) & ~own)
        circular = np.zeros(len(target), np.bool_)
        circular[open_[links.closing(row[open_], target[open_])]] = True
        report(circular, "The link to “{value}” closes a circle.", "Remove one link of the circle.")
        target[own | circular] = -1
        refused: Mask = dangling | own | circular
        return refused
