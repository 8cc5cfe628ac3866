"""Records in JSON, JSON Lines and GeoJSON as a table: a path leads to the list of records, their keys are the columns.

A table may also stand as columns ({"date": […], "title": […]}), as rows below a row of names, or split into both, as
data frames are written.  Keys of nested objects are joined by dots ("properties.date_start"), members of lists by
semicolons, and the two coordinates of a point become ``lon`` and ``lat``.  Terms of RDF are their values.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from viewer.errors import FileProblem
from viewer.events.problems import Problems
from viewer.formats.grid import Grid, GridMaker, named
from viewer.formats.json_text import decoded
from viewer.formats.progress import Done, Progress, within
from viewer.formats.reading import Contents, contents

SIZE_LIMIT = 2**29  # bytes; values take ten times as much once they are decoded
SEPARATOR = "; "
_DEPTH = 6
_PATHS = 50
_LOOKED_AT = 100_000  # records looked at to learn the keys
_STEP = 20_000
_CELLS = 30_000_000  # of a table; columns of rare keys are left out beyond
_TERMS = ("uri", "literal", "typed-literal", "bnode")  # of RDF, as in the results of SPARQL
Record = Mapping[str, Any]


def read_records(
    path: Path, *, part: str = "", only: Collection[str] | None = None, progress: Progress | None = None
) -> Grid:
    """The records of a JSON file as a table.

    Args:
        path: JSON, JSON Lines or GeoJSON.
        part: where the records are, such as "features" or "response.items"; "" for the list with most values.
        only: the columns wanted; None for all.
        progress: told what is read.

    Raises:
        FileProblem: it cannot be read, is not valid JSON, or holds no records.
    """
    text = contents(path, limit=SIZE_LIMIT, progress=within(progress, 0.0, 0.3))
    problems = Problems()
    lines = _is_lines(text)
    if lines:
        parts, records = {"": list(_of_lines(text, problems))}, []
    else:
        parts = dict(_lists(decoded(text, text.data, Any)))
    if part and part not in parts:
        raise FileProblem(f"{path.name} has no records under “{part}”.", "Choose another path.")
    chosen = part or max(parts, key=lambda name: len(parts[name]) * len(_flat(parts[name][0][1])), default="")
    records = parts.get(chosen, [])
    if not records:
        raise FileProblem(f"{path.name} holds no list of records.", "Choose a file with a list of objects.")
    grid = _grid(records, only, problems, progress)
    grid.parts, grid.part = tuple(parts), chosen
    return grid


def _is_lines(text: Contents) -> bool:
    """Whether the first line is an object of its own and another follows."""
    head = bytes(text.data[: 2**24])
    first, _, rest = head.lstrip().partition(b"\n")
    if not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
        return False
    try:
        msgspec.json.decode(first)
    except (msgspec.DecodeError, RecursionError):
        return b"}" in first and not rest.lstrip().startswith(b"}")
    return True


def _of_lines(text: Contents, problems: Problems) -> Iterator[tuple[int, Record]]:
    """Each line's object with the number of the line; a bad line is reported, the others are read."""
    decode = msgspec.json.Decoder().decode
    for number, line in enumerate(_lines(text), 1):
        if not line.strip():
            continue
        try:
            value = decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            shown = line[:120].decode("utf-8", "replace")
            problems.add(number, "record", shown, f"The line is not JSON: {error}.", "Correct it.", dropped="event")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            problems.add(number, "record", value, "The line is no object.", "Write it in braces: {…}.", dropped="event")


def _lines(text: Contents) -> Iterator[bytes]:
    begin, data = 0, bytes(text.data)
    while begin < len(data):
        end = data.find(b"\n", begin)
        end = len(data) if end < 0 else end
        yield data[begin:end]
        begin = end + 1


def _lists(top: Any) -> Iterator[tuple[str, list[tuple[int, Record]]]]:
    """Every list of objects and the path to it, and objects of objects as if they were such lists."""
    waiting, found = [("", _as_records(top), 0)], 0
    while waiting and found < _PATHS:
        path, value, depth = waiting.pop(0)
        if isinstance(value, list):
            records: list[tuple[int, Record]] = [
                (at, item) for at, item in enumerate(value, 1) if isinstance(item, dict)
            ]
            if records:
                found += 1
                yield path, records
        elif isinstance(value, dict):
            inner = list(value.values())
            if len(inner) > 2 and all(isinstance(item, dict) for item in inner):
                found += 1
                yield path, [(at, {"key": key, **item}) for at, (key, item) in enumerate(value.items(), 1)]
            elif depth < _DEPTH:
                waiting += [(f"{path}.{key}".lstrip("."), item, depth + 1) for key, item in value.items()]


def _as_records(top: Any) -> Any:
    """What a data frame was written as, row by row; everything else as it is."""
    if isinstance(top, list) and len(top) > 1 and all(isinstance(row, list) for row in top):
        names, rows = top[0], top[1:]
    elif isinstance(top, dict) and isinstance(top.get("columns"), list) and isinstance(top.get("data"), list):
        names, rows = top["columns"], top["data"]
    elif isinstance(top, dict) and len(top) > 1 and (columns := _columns(list(top.values()))):
        names, rows = list(top), list(zip(*columns, strict=True))
    else:
        return top
    names = [_text(name) for name in names]
    return [dict(zip(names, row, strict=False)) for row in rows if isinstance(row, (list, tuple))]


def _columns(values: list[Any]) -> list[list[Any]]:
    """Columns of plain values, all of one length, listed or by the number of the row; else nothing."""
    numbered = all(isinstance(value, dict) and all(key.isdigit() for key in value) for value in values)
    columns = [list(value.values()) for value in values] if numbered else values
    if not all(isinstance(c, list) and len(c) == len(columns[0]) > 0 for c in columns):
        return []
    if numbered and any(value.keys() != values[0].keys() for value in values):
        return []
    return columns if not any(isinstance(item, (dict, list)) for column in columns for item in column) else []


def _grid(
    records: list[tuple[int, Record]], only: Collection[str] | None, problems: Problems, progress: Progress | None
) -> Grid:
    names, later = _keys(records), 0
    kept = set(names)
    maker = GridMaker(_shortened(names), only, problems)
    for at, (number, record) in enumerate(records):
        flat = _flat(record)
        later += len(flat.keys() - kept)
        maker.add([flat.get(name, "") for name in names], number)
        if progress and at % _STEP == 0:
            progress(Done(0.3 + 0.7 * at / len(records), at))
    if later:
        said = f"{later:,} values under rare keys are left out."
        problems.add(0, "columns", "", said, "Put records that have these keys first.", dropped="field")
    return maker.grid(footed=False)


def _keys(records: list[tuple[int, Record]]) -> list[str]:
    """The keys of the records in their order; where all of them would make too many cells, those that are not rare."""
    counts: Counter[str] = Counter()
    for _, record in records[:_LOOKED_AT]:
        counts.update(_flat(record).keys())
    if len(counts) * len(records) <= _CELLS:
        return list(counts)
    few = len(records[:_LOOKED_AT]) // 1000
    return [key for key, count in counts.items() if count > few][: max(1, _CELLS * 3 // len(records))]


def _shortened(keys: list[str]) -> tuple[str, ...]:
    """Names of columns; those of GeoJSON without the levels every feature has."""
    short = [key.removeprefix("properties.").removeprefix("geometry.") for key in keys]
    counts = Counter(short)
    return named([a if counts[a] == 1 else b for a, b in zip(short, keys, strict=True)])


def _flat(record: Record) -> dict[str, str]:
    """The values of a record by their dotted keys."""
    flat: dict[str, str] = {}
    _flatten("", record, 0, flat)
    return flat


def _flatten(path: str, value: Any, depth: int, flat: dict[str, str]) -> None:
    if isinstance(value, dict) and value.get("type") in _TERMS and "value" in value:
        flat[path] = "" if value["type"] == "bnode" else _text(value["value"])
    elif isinstance(value, dict) and depth < _DEPTH:
        value = {key: item for key, item in value.items() if key != "type"} if "coordinates" in value else value
        for key, item in value.items():
            _flatten(f"{path}.{key}" if path else key, item, depth + 1, flat)
    elif isinstance(value, list) and path.endswith("coordinates") and _is_point(value):
        above = path.removesuffix("coordinates")
        flat[f"{above}lon"], flat[f"{above}lat"] = str(value[0]), str(value[1])
    elif isinstance(value, list):
        flat[path] = SEPARATOR.join(filter(None, map(_member, value)))
    else:
        flat[path] = _text(value)


def _is_point(value: list[Any]) -> bool:
    return 2 <= len(value) <= 3 and all(isinstance(number, (int, float)) for number in value)


def _member(value: Any) -> str:
    """A member of a list; of an object, what it is called."""
    if isinstance(value, dict):
        called: Iterable[Any] = (value[key] for key in ("name", "label", "title", "code", "id", "url") if key in value)
        return _text(next(iter(called), value))
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
