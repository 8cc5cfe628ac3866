"""Records into Arrow columns, a batch at a time, so that a million events never stand in memory as objects.

One table per frame: ``events``, and one row per event and participant, source, tag, relation or alternative
date in the others, each with the position of its event in ``row`` and its own among that event's in ``nth``.
Nothing is judged here.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa

from viewer.events.records import EventRecord, PlaceRecord

TEXT = pa.string()
LONG_TEXT = pa.large_string()  # its offsets cost twice as much, but a whole column may exceed 2 GiB
CODED = pa.dictionary(pa.int32(), pa.string())
BATCH = 2_000

EVENT = {
    "id": TEXT,
    "title": LONG_TEXT,
    "summary": LONG_TEXT,
    "date": TEXT,
    "date_note": TEXT,
    "category": CODED,
    "status": CODED,
    "part_of": TEXT,
    "importance": pa.uint8(),
    "place": TEXT,
    "lat": pa.float64(),
    "lon": pa.float64(),
}
_PLACE = {"place": "name", "lat": "lat", "lon": "lon"}
PARTS: dict[str, dict[str, Any]] = {
    "participants": {"country": CODED, "organisation": CODED, "role": CODED},
    "sources": {"publisher": TEXT, "title": TEXT, "url": TEXT, "published": CODED, "note": TEXT},
    "tags": {"tag": CODED},
    "relations": {"type": CODED, "id": TEXT},
    "alternative_dates": {"date": CODED, "basis": TEXT},
}


def gathered(records: Iterable[EventRecord]) -> dict[str, Any]:
    """The records as ``pyarrow`` tables by name; dictionaries unified, chunks combined."""
    batches: dict[str, list[Any]] = {name: [] for name in ("events", *PARTS)}
    begin = 0
    for batch in _batches(records):
        batches["events"].append(_events(batch))
        for name, columns in PARTS.items():
            batches[name].append(_parts(batch, name, columns, begin))
        begin += len(batch)
    # One table after the other, each without its batches, so that they never stand in memory twice.
    return {name: joined(batches.pop(name)) for name in tuple(batches)}


def joined(parts: list[Any]) -> Any:
    """Batches of one table in one piece; the list is emptied, so that memory can go as it is copied."""
    table = pa.concat_tables(parts).unify_dictionaries()
    parts.clear()
    joined: dict[str, Any] = {}
    for name in table.column_names:
        joined[name] = table[name].combine_chunks()
        table = table.drop_columns([name])
        pa.default_memory_pool().release_unused()  # at once: the next column is as large
    return pa.table(joined)


def _batches(records: Iterable[EventRecord]) -> Iterator[list[EventRecord]]:
    iterator = iter(records)
    yield list(islice(iterator, BATCH))  # even an empty file has columns
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _events(batch: Sequence[EventRecord]) -> Any:
    places = [record.place or PlaceRecord() for record in batch]
    columns = {name: _column(batch, name, kind) for name, kind in EVENT.items() if name not in _PLACE}
    return pa.table(columns | {name: _column(places, key, EVENT[name]) for name, key in _PLACE.items()})


def _parts(batch: Sequence[EventRecord], name: str, columns: dict[str, Any], begin: int) -> Any:
    lists = [getattr(record, name) or () for record in batch]
    lengths = np.fromiter(map(len, lists), np.int64, len(lists))
    rows = np.repeat(np.arange(begin, begin + len(batch), dtype=np.int32), lengths)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    parts = list(chain.from_iterable(lists))
    table = {"row": rows, "nth": nth.astype(np.int32)}
    if name == "tags":
        return pa.table(table | {"tag": pa.array(parts, CODED)})
    return pa.table(table | {column: _column(parts, column, kind) for column, kind in columns.items()})


def _column(records: Sequence[Any], name: str, kind: Any) -> Any:
    return pa.array(list(map(attrgetter(name), records)), kind)
