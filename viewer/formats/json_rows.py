"""Events of our JSON as Arrow reads them: many at once, in half the time of records, while other threads go on.

What Arrow says of a fault helps nobody, and it stops at the first.  So whatever it stumbles over, or reads but should
not have, is left to be read record by record; nothing is reported here.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.json
from msgspec import Raw

from viewer.events.columns import one
from viewer.events.gathering import EVENT, PARTS
from viewer.events.problems import Problems
from viewer.formats.arrow_rows import Rows

_PART = 1_000  # events
_MOST = 2**26  # bytes that are worth a copy
_PLACE = {"name": "place", "lat": "lat", "lon": "lon"}
# Each in an object of its own: Arrow crashes at a null that none holds, https://github.com/apache/arrow/issues/47409
_BEGIN, _BETWEEN, _END = b'{"event":', b'}\n{"event":', b"}"


def _plain(kind: Any) -> Any:
    """What Arrow can make of JSON; it knows no dictionaries there."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _fields(kinds: dict[str, Any]) -> Any:
    return pa.struct([(name, _plain(kind)) for name, kind in kinds.items()])


def _lists() -> dict[str, Any]:
    return {name: pa.list_(pa.string() if name == "tags" else _fields(kinds)) for name, kinds in PARTS.items()}


_EVENT = _fields(
    {name: kind for name, kind in EVENT.items() if name not in _PLACE.values()}
    | {"place": _fields({name: EVENT[column] for name, column in _PLACE.items()})}
    | _lists()
)
_PARSED = pyarrow.json.ParseOptions(
    explicit_schema=pa.schema([("event", _EVENT)]), newlines_in_values=False, unexpected_field_behavior="error"
)


def in_parts(raws: Sequence[Raw]) -> list[tuple[Sequence[Raw], dict[str, Any] | None]]:
    """The tables of ``gathering`` of events, rows counted from 0: of all of them at once, else of fewer at a time.

    None stands for those of a part in which something is not as it should be.
    """
    tables = tables_of_usual(raws)
    if tables or len(raws) <= _PART:
        return [(raws, tables)]
    parts = (raws[begin : begin + _PART] for begin in range(0, len(raws), _PART))
    return [(part, tables_of_usual(part)) for part in parts]


def tables_of_usual(raws: Sequence[Raw]) -> dict[str, Any] | None:
    """The tables of events, which follow one another in a text; None unless each of them is as it should be."""
    first, last = (pa.py_buffer(memoryview(raw)) for raw in (raws[0], raws[-1]))
    if last.address + last.size - first.address > _MOST:
        return None
    text = b"".join((_BEGIN, _BETWEEN.join(raws), _END))
    whole = pyarrow.json.ReadOptions(use_threads=False, block_size=len(text) + 1)
    try:
        events = one(pyarrow.json.read_json(pa.BufferReader(text), whole, _PARSED)["event"])
        events.validate()  # some lists that begin with null were found to be none
    except pa.ArrowException:
        return None
    if len(events) != len(raws) or events.null_count:
        return None
    columns = dict(zip(_EVENT.names, events.flatten(), strict=True))
    places = columns.pop("place")
    columns |= dict(zip(_PLACE.values(), places.flatten(), strict=True))
    problems = Problems(0)
    tables = Rows(0, problems).tables(columns, len(raws))
    return None if problems.more else tables
