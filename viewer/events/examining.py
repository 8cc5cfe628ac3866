"""Tables that are being checked: how a fault in them is reported, and how a bad value is taken out."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events.codes import Verdict
from viewer.events.columns import Mask, one
from viewer.events.problems import Problems, shown


class Examined:
    """The tables of ``gathering`` while somebody looks for faults in them.

    Attributes:
        tables: ``pyarrow`` tables by name.
        record: 0-based position in the file of each remaining event, shape (events,).
        problems: those that were found.
        size: how many events there were at first.
    """

    def __init__(self, tables: dict[str, Any], record: NDArray[np.integer], problems: Problems) -> None:
        self.tables = tables
        self.record = record
        self.problems = problems
        self.size = len(record)

    def report(self, table: str, mask: Mask, field: str, message: str, remedy: str, *, dropped: str = "") -> None:
        """Report every row of ``table`` where ``mask`` holds."""
        self.report_rows(table, np.flatnonzero(mask), field, lambda _row: Verdict(None, message, remedy, dropped))

    def report_rows(self, table: str, rows: NDArray[np.int64], field: str, judge: Callable[[int], Verdict]) -> None:
        """Report these rows of ``table``; ``judge`` says what is wrong with the n-th of them, if it is to be listed."""
        frame, events = self.tables[table], self.tables["events"]
        owners = None if table == "events" else frame["row"].to_numpy()
        values = frame[field]
        listed = rows[: self.problems.room]
        if more := len(rows) - len(listed):
            self.problems.count(more, field, judge(len(listed)).dropped)
        for number, at in enumerate(listed.tolist()):
            row, path = at, field
            if owners is not None:
                row = int(owners[at])
                path = f"{table}[{frame['nth'][at].as_py()}].{field}"
            value, id_ = values[at].as_py() or "", events["id"][row].as_py() or ""
            _, message, remedy, dropped = judge(number)[:4]
            said = message.replace("{value}", shown(value))
            self.problems.add(int(self.record[row]) + 1, path, value, said, remedy, id_=id_, dropped=dropped)

    def put(self, table: str, column: str, values: Any) -> None:
        """Replace a column."""
        frame = self.tables[table]
        self.tables[table] = frame.set_column(frame.column_names.index(column), column, one(values))

    def blank(self, table: str, column: str, mask: Mask) -> None:
        """Take the values out where ``mask`` holds."""
        if mask.any():
            values = self.tables[table][column]
            self.put(table, column, pc.if_else(pa.array(mask), pa.scalar(None, values.type), values))

    def keep(self, table: str, mask: Mask) -> None:
        """Leave out the rows where ``mask`` does not hold."""
        if not mask.all():
            self.tables[table] = self.tables[table].filter(pa.array(mask)).combine_chunks()

    def keep_events(self, keep: Mask) -> None:
        """Leave events out, and renumber what belongs to the others."""
        if keep.all():
            return
        place = np.cumsum(keep, dtype=np.int32) - np.int32(1)
        self.record = self.record[keep]
        self.keep("events", keep)
        for name in self.tables.keys() - {"events"}:
            rows = self.tables[name]["row"].to_numpy()
            self.keep(name, keep[rows])
            self.put(name, "row", pa.array(place[rows[keep[rows]]]))
