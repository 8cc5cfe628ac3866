"""Rows of events that Arrow has read, with lists in them, into the flat tables of ``gathering``."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from viewer.events.gathering import CODED, EVENT, PARTS
from viewer.events.problems import Problems


class Rows:
    """Makes the tables of ``gathering`` of rows that were read; ``begin`` is the 0-based place of the first one."""

    def __init__(self, begin: int, problems: Problems) -> None:
        self._begin = begin
        self._problems = problems

    def tables(self, there: Mapping[str, Any], size: int) -> dict[str, Any]:
        """Take the columns there are, each an array that is valid; null is absent in them."""
        absent = pa.nulls(0, pa.list_(pa.null()))
        made = {"events": self._events(there, size)}
        return made | {name: self._parts(name, there.get(name, absent)) for name in PARTS}

    def _events(self, there: Mapping[str, Any], size: int) -> Any:
        columns = {name: there.get(name, pa.nulls(size, kind)) for name, kind in EVENT.items()}
        ids = columns["id"]
        columns["importance"] = self._within(columns["importance"], "importance", 1, 5, ids)
        for name, limit in (("lat", 90), ("lon", 180)):
            columns[name] = self._within(columns[name], name, -limit, limit, ids)
        return pa.table({name: _as(columns[name], kind) for name, kind in EVENT.items()})

    def _parts(self, name: str, lists: Any) -> Any:
        values = lists.flatten()
        lengths = pc.list_value_length(lists).fill_null(0).to_numpy()
        rows = np.repeat(np.arange(len(lists), dtype=np.int32), lengths)
        narrow = np.min_scalar_type(lengths.max(initial=0))
        nth = np.arange(len(rows)).astype(narrow)  # what is too large wraps round, and back again
        nth -= (np.cumsum(lengths) - lengths).astype(narrow).take(rows)
        columns = {"row": pa.array(rows), "nth": pa.array(nth)}
        if name == "tags":
            columns["tag"] = _as(values, CODED)
        else:
            parts = _fields(values)
            for part, kind in PARTS[name].items():
                columns[part] = _as(parts.get(part, pa.nulls(len(rows), kind)), kind)
        table = pa.table(columns)
        return self._filled(table, name, values) if values.null_count else table

    def _filled(self, table: Any, name: str, values: Any) -> Any:
        """The parts of events without those that are null, which are reported."""
        filled = values.is_valid().to_numpy(zero_copy_only=False)
        for at in np.flatnonzero(~filled).tolist():
            row, nth = table["row"][at].as_py(), table["nth"][at].as_py()
            message = "A member of the list is null."
            self._problems.add(self._begin + row + 1, f"{name}[{nth}]", "", message, "Remove it.", dropped="field")
        return table.filter(pa.array(filled)).combine_chunks()

    def _within(self, values: Any, field: str, least: int, most: int, ids: Any) -> Any:
        """The numbers that lie within bounds; the others are reported and become null."""
        ends = pc.min_max(values).as_py()  # which passes over what is not a number; a sum does not
        if ends["min"] is None or (
            least <= ends["min"] and ends["max"] <= most and pc.is_finite(pc.sum(values)).as_py()
        ):
            return values
        good = pc.and_(pc.greater_equal(values, least), pc.less_equal(values, most))
        bad = np.flatnonzero(pc.invert(good).fill_null(False).to_numpy(zero_copy_only=False))
        if not len(bad):
            return values
        for at in bad.tolist():
            message, remedy = f"This is not a number from {least} to {most}.", "Correct or remove it."
            id_ = ids[at].as_py() or ""
            self._problems.add(
                self._begin + at + 1, field, values[at].as_py(), message, remedy, id_=id_, dropped="field"
            )
        return pc.if_else(good.fill_null(False), values, pa.scalar(None, values.type))


def _fields(values: Any) -> dict[str, Any]:
    """The fields of an array of structs, null where the struct is."""
    if not pa.types.is_struct(values.type):
        return {}
    return {field.name: part for field, part in zip(values.type, values.flatten(), strict=True)}


def _as(values: Any, kind: Any) -> Any:
    """Values as one of the types of ``gathering``."""
    if values.type == kind:
        return values
    if pa.types.is_dictionary(kind) and not pa.types.is_null(values.type):
        coded = pa.types.is_dictionary(values.type)
        if coded and values.dictionary.null_count:
            values, coded = values.cast(values.type.value_type), False
        return (values if coded else values.dictionary_encode()).cast(kind)
    return values.cast(kind)
