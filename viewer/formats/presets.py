"""Tables that are known by their header or shape: data in ``resources/presets``, one file each.

name      what it is called
header    columns by which it is known, in any case of letters
shapes    for tables without a header: number of columns → their names
proof     for those, what must stand in some of the columns: {column: pattern}
rename    columns that other editions call otherwise: {theirs: ours}
joins     tables that may lie beside it: {file, on, columns: {column: "list", "min" or "max"}}
mapping   as ``Mapping.to_json`` writes it
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from viewer.bundled import bundled
from viewer.errors import FileProblem
from viewer.formats import mapping as mappings
from viewer.formats.grid import Grid
from viewer.formats.json_tables import SEPARATOR
from viewer.formats.tables import read_table

_PROOF_ROWS = 20


@dataclass(frozen=True, slots=True)
class Join:
    """A table beside the one being read, and what of it is added to each row."""

    file: str
    on: str
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class Preset:
    """A table that is known; see the module for the fields."""

    name: str
    header: tuple[str, ...]
    mapping: mappings.Mapping
    shapes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    proof: dict[str, str] = field(default_factory=dict)
    rename: dict[str, str] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    unquote: bool = False

    def names_for(self, grid: Grid) -> dict[str, str] | None:
        """What each column of the table is called here, None when it is another table."""
        if grid.headed:
            return self._by_header(grid)
        shape = self.shapes.get(str(len(grid.columns)))
        if shape is None:
            return None
        names = dict(zip(grid.columns, shape, strict=True))
        proved = all(
            re.fullmatch(self.proof[ours], cell.strip())
            for theirs, ours in names.items()
            if ours in self.proof
            for cell in grid.columns[theirs].slice(0, _PROOF_ROWS).to_pylist()
        )
        return names if proved else None

    def _by_header(self, grid: Grid) -> dict[str, str] | None:
        known = {name.casefold(): name for name in self._wanted()}
        names = {}
        for theirs in grid.columns:
            ours = known.get(theirs.casefold(), theirs)
            names[theirs] = self.rename.get(theirs, ours)
        found = {ours.casefold() for ours in names.values()}
        return names if {name.casefold() for name in self.header} <= found else None

    def _wanted(self) -> tuple[str, ...]:
        return (*self.header, *(join.on for join in self.joins), *self.mapping.columns())

    def mapping_for(self, grid: Grid) -> mappings.Mapping:
        """Its mapping, without the columns that this edition of the table lacks."""
        return without(self.mapping, lambda name: name in grid.columns)


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, those that ask for more columns first."""
    found = []
    for path in sorted(bundled("resources/presets").glob("*.json")):
        plain = msgspec.json.decode(path.read_bytes())
        found.append(msgspec.convert({**plain, "name": plain["name"]}, Preset))
        found[-1] = replace(found[-1], mapping=replace(found[-1].mapping, name=found[-1].name))
    return tuple(sorted(found, key=lambda preset: -len(preset.header)))


def recognised(grid: Grid) -> Preset | None:
    """The preset that knows a table."""
    return next((preset for preset in presets() if preset.names_for(grid) is not None), None)


def prepared(grid: Grid, preset: Preset, path: Path | None) -> Grid:
    """The table with the names of the preset, and with what the tables beside it add."""
    names = preset.names_for(grid) or {}
    grid.columns = {names.get(name, name): column for name, column in grid.columns.items()}
    if preset.unquote:
        unquoted = pc.replace_substring_regex
        grid.columns = {name: unquoted(text, r"^'('*[=+\-@\t\r])", r"\1") for name, text in grid.columns.items()}
    for join in preset.joins:
        beside = path.parent / join.file if path else None
        if beside is not None and beside.is_file():
            _add(grid, join, beside)
    return grid


def _add(grid: Grid, join: Join, path: Path) -> None:
    """Columns of another table; its faults are reported, and without it the rows stay as they are."""
    try:
        other = read_table(path, only={join.on, *join.columns})
    except FileProblem as error:
        grid.problems.add(0, join.file, "", error.message, error.hint, kind="layout")
        return
    if {join.on, *join.columns} - other.columns.keys():
        return
    at, texts = grid.distinct(join.on)
    keys = other.columns[join.on].to_pylist()
    for name, how in join.columns.items():
        values: dict[str, list[str]] = {}
        for key, value in zip(keys, other.columns[name].to_pylist(), strict=True):
            if value not in ("", "NA"):
                values.setdefault(_key(key), []).append(value)
        made = [_AGGREGATES[how](values.get(_key(text), [])) for text in texts]
        grid.columns[name] = pa.array(made, pa.large_string()).take(pa.array(at))
    some = "Column" if len(join.columns) == 1 else "Columns"
    said = f"{some} {', '.join(join.columns)} came from {join.file}, which lies beside the file."
    grid.problems.add(0, join.on, "", said, "Move it away if they do not belong together.", kind="layout")


def _key(text: str) -> str:
    return text.strip().removesuffix(".0")


_AGGREGATES: Mapping[str, Callable[[list[str]], str]] = {
    "list": lambda values: SEPARATOR.join(dict.fromkeys(values)),
    "min": lambda values: min(values, default=""),
    "max": lambda values: max(values, default=""),
}


def without(mapping: mappings.Mapping, has: Callable[[str], bool]) -> mappings.Mapping:
    """The mapping without what names columns that a table has not; templates stay while one column is there."""

    def one(name: str) -> str:
        return name if has(name) else ""

    def template(text: str) -> str:
        names = mappings.braced(text)
        if not names:
            return one(text)
        for name in names:
            text = text if has(name) else text.replace(f"{{{name}}}", "")
        return text if any(map(has, names)) else ""

    def when(value: mappings.When) -> mappings.When:
        columns = tuple(filter(has, value.columns))
        return replace(value, columns=columns, precision=one(value.precision))

    changed: dict[str, Any] = {"id": template(mapping.id)}
    changed["title"] = template(mapping.title) if mappings.braced(mapping.title) else mapping.title
    for name in ("start", "start_latest", "end_earliest", "end"):
        changed[name] = when(getattr(mapping, name))
    for name in ("category", "status", "lat", "lon", "importance", "url", "publisher", "source_title", "source_date"):
        changed[name] = one(getattr(mapping, name))
    changed["summary"] = tuple(filter(None, map(template, mapping.summary)))
    changed["who"] = tuple(who for who in mapping.who if has(who.column))
    changed["place"] = tuple(filter(has, mapping.place))
    changed["tags"] = tuple(filter(has, mapping.tags))
    return replace(mapping, **changed)
