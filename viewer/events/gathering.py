"""Records into Arrow columns, a batch at a time, so that a million events never stand in memory as objects.

One table per frame: ``events``, and one row per event and participant, source, tag, relation or alternative
date in the others, each with the position of its event in ``row`` and its own among that event's in ``nth``.
Some thousand events that follow one another are a piece: such tables of their own, whose rows are counted from 0.
Nothing is judged here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from viewer.events.problems import Problems
from viewer.events.records import EventRecord, PlaceRecord

TEXT = pa.string()
LONG_TEXT = pa.large_string()  # its offsets cost twice as much, but a whole column may exceed 2 GiB
CODED = pa.dictionary(pa.int32(), pa.string())
PIECE = 1 << 17  # events: what is made of them on the way stays small, and few calls make it
_BATCH = 2_000

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
    "place": CODED,
    "lat": pa.float64(),
    "lon": pa.float64(),
}
_PLACE = {"place": "name", "lat": "lat", "lon": "lon"}
PARTS: dict[str, dict[str, Any]] = {
    "participants": {"country": CODED, "organisation": CODED, "role": CODED},
    "sources": {"publisher": CODED, "title": TEXT, "url": TEXT, "published": CODED, "note": TEXT},
    "tags": {"tag": CODED},
    "relations": {"type": CODED, "id": TEXT},
    "alternative_dates": {"date": CODED, "basis": TEXT},
}


class Piece(NamedTuple):
    """Some events that follow one another.

    Attributes:
        size: how many there are.
        tables: makes the ``pyarrow`` tables by name, on whatever thread, and notes what cannot stand in them; each
            column is one array.
    """

    size: int
    tables: Callable[[Problems], dict[str, Any]]


def ready(tables: dict[str, Any]) -> Piece:
    """A piece whose tables are made already."""
    return Piece(len(tables["events"]), lambda _: tables)


def gathered(records: Iterable[EventRecord]) -> Iterator[Piece]:
    """The records piece by piece."""
    iterator = iter(records)
    return put_together(map(tables_of, iter(lambda: list(islice(iterator, _BATCH)), [])))


def put_together(batches: Iterable[dict[str, Any]]) -> Iterator[Piece]:
    """Tables of few events, whose rows are counted from 0 in each, piece by piece."""
    waiting: list[dict[str, Any]] = []
    size = 0
    for batch in batches:
        if waiting and size + len(batch["events"]) > PIECE:
            yield _piece(waiting)
            waiting, size = [], 0
        waiting.append(batch | {name: _counted_on(batch[name], size) for name in PARTS})
        size += len(batch["events"])
    if waiting:
        yield _piece(waiting)


def _piece(batches: Sequence[dict[str, Any]]) -> Piece:
    return ready({name: joined([batch[name] for batch in batches]) for name in ("events", *PARTS)})


def _counted_on(parts: Any, begin: int) -> Any:
    """Parts whose rows begin there, and which can stand beside others: some count theirs in fewer bytes."""
    row = pa.array(parts["row"].to_numpy() + np.int32(begin))
    return parts.set_column(0, "row", row).set_column(1, "nth", parts["nth"].cast(pa.int32()))


def nothing() -> Piece:
    """A piece without events."""
    return ready(tables_of([]))


def united(parts: list[Any]) -> Any:
    """Tables one after the other, with the same dictionaries, not copied; the list is emptied."""
    table = pa.concat_tables(parts).unify_dictionaries()
    parts.clear()
    return table


def joined(parts: list[Any]) -> Any:
    """Tables one after the other as one, each column an array; the list is emptied."""
    return united(parts).combine_chunks()


def tables_of(batch: Sequence[EventRecord]) -> dict[str, Any]:
    """The tables of a few records."""
    return {"events": _events(batch)} | {name: _parts(batch, name, columns) for name, columns in PARTS.items()}


def _events(batch: Sequence[EventRecord]) -> Any:
    places = [record.place or PlaceRecord() for record in batch]
    columns = {name: _column(batch, name, kind) for name, kind in EVENT.items() if name not in _PLACE}
    return pa.table(columns | {name: _column(places, key, EVENT[name]) for name, key in _PLACE.items()})


def _parts(batch: Sequence[EventRecord], name: str, columns: dict[str, Any]) -> Any:
    lists = [getattr(record, name) or () for record in batch]
    lengths = np.fromiter(map(len, lists), np.int64, len(lists))
    rows = np.repeat(np.arange(len(batch), dtype=np.int32), lengths)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    parts = list(chain.from_iterable(lists))
    table = {"row": rows, "nth": nth.astype(np.int32)}
    if name == "tags":
        return pa.table(table | {"tag": pa.array(parts, CODED)})
    return pa.table(table | {column: _column(parts, column, kind) for column, kind in columns.items()})


def _column(records: Sequence[Any], name: str, kind: Any) -> Any:
    return pa.array(list(map(attrgetter(name), records)), kind)
