"""A chronology into the columns of ``columnar``, a group of rows at a time, so that none stands in memory twice."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORIES, STATUSES
from viewer.formats.columnar import KEY
from viewer.formats.saving import replace
from viewer.formats.writing import head_of

_GROUP = 1 << 17  # rows
_TEXTS = ("id", "title", "summary", "date", "date_note", "place")
_REPEATING = (
    *("category", "status", "tags.list.element", "sources.list.element.publisher", "sources.list.element.published"),
    *(f"participants.list.element.{name}" for name in ("country", "organisation", "role")),
    *("relations.list.element.type", "place"),
)


def write_parquet(table: EventTable, path: Path) -> None:
    """Write the table as a Parquet file of the current version; raises as ``writing.write_json``."""

    def writer(file: Any, schema: Any, metadata: dict[bytes, bytes]) -> Any:
        made = pq.ParquetWriter(
            file, schema, compression="zstd", compression_level=1, use_dictionary=list(_REPEATING), store_schema=False
        )
        made.add_key_value_metadata(metadata)
        return made

    replace(path, _written(table, writer))


def write_arrow(table: EventTable, path: Path) -> None:
    """Write the table as an Arrow IPC file of the current version; raises as ``writing.write_json``."""

    def writer(file: Any, schema: Any, metadata: dict[bytes, bytes]) -> Any:
        return pa.ipc.new_file(file, schema.with_metadata(metadata), options=pa.ipc.IpcWriteOptions(compression="lz4"))

    replace(path, _written(table, writer))


def _written(table: EventTable, writer_to: Callable[[Any, Any, Any], Any]) -> Iterator[bytes]:
    """The bytes of the file as they come."""
    file = io.BytesIO()
    writer = writer_to(_Endless(file), _columns(table, 0, 0).schema, {KEY: head_of(table)})
    for begin in range(0, len(table), _GROUP):
        writer.write_table(_columns(table, begin, min(begin + _GROUP, len(table))))
        yield _drained(file)
    writer.close()
    yield _drained(file)


class _Endless(io.RawIOBase):
    """A file that is written from its beginning to its end and emptied on the way."""

    def __init__(self, buffer: io.BytesIO) -> None:
        self._buffer = buffer
        self._written = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Add to the end."""
        self._written += len(data)
        return self._buffer.write(data)

    def tell(self) -> int:
        """How much was written."""
        return self._written


def _drained(file: io.BytesIO) -> bytes:
    data = file.getvalue()
    file.seek(0)
    file.truncate()
    return data


def _columns(table: EventTable, begin: int, end: int) -> Any:
    """The rows from ``begin`` to ``end`` (exclusive) as one Arrow table."""
    events = table.events.iloc[begin:end]
    ids = pa.chunked_array(pa.array(table.events["id"]))
    columns = {name: _text(events[name]) for name in _TEXTS}
    columns["category"] = _named(events["category"].to_numpy(), [category.code for category in CATEGORIES])
    columns["status"] = _named(events["status"].to_numpy(), STATUSES)
    columns["part_of"] = _taken(ids, events["part_of"].to_numpy())
    columns["importance"] = pa.array(events["importance"].to_numpy())
    for name in ("lat", "lon"):
        columns[name] = pa.array(events[name].to_numpy(), from_pandas=True)
    part, offsets = _slice(table.participants, begin, end)
    columns["participants"] = _list(offsets, _participants(part))
    part, offsets = _slice(table.sources, begin, end)
    names = ("publisher", "title", "url", "published", "note")
    columns["sources"] = _list(offsets, _struct({name: _text(part[name]) for name in names}))
    part, offsets = _slice(table.tags, begin, end)
    columns["tags"] = _list(offsets, _category(part["tag"]))
    part, offsets = _slice(table.relations, begin, end)
    ends = {"type": _category(part["kind"]), "id": _taken(ids, part["target"].to_numpy())}
    columns["relations"] = _list(offsets, _struct(ends))
    part, offsets = _slice(table.alternatives, begin, end)
    columns["alternative_dates"] = _list(offsets, _struct({name: _text(part[name]) for name in ("date", "basis")}))
    return pa.table(columns)


def _slice(frame: pd.DataFrame, begin: int, end: int) -> tuple[pd.DataFrame, NDArray[np.int32]]:
    """What belongs to some events, and where what belongs to each begins, shape (events + 1,)."""
    places = np.searchsorted(frame["row"].to_numpy(), np.arange(begin, end + 1, dtype=np.int32))
    return frame.iloc[places[0] : places[-1]], (places - places[0]).astype(np.int32)


def _participants(part: pd.DataFrame) -> Any:
    of_country = (part["kind"] == "country").to_numpy()
    codes, names = part["code"].cat.codes.to_numpy().astype(np.int32), part["code"].cat.categories.to_list()
    fields = {
        kind: pa.DictionaryArray.from_arrays(pa.array(codes, mask=~mask), pa.array(names, pa.string()))
        for kind, mask in (("country", of_country), ("organisation", ~of_country))
    }
    return _struct(fields | {"role": _category(part["role"])})


def _text(column: "pd.Series[str]") -> Any:
    """Texts, null where there is none."""
    texts = pa.array(column)
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    texts = texts.cast(pa.string())
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, texts.type), texts)


def _category(column: "pd.Series[str]") -> Any:
    return _named(column.cat.codes.to_numpy(), column.cat.categories.to_list())


def _named(codes: NDArray[Any], names: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(names), pa.string()))


def _taken(ids: Any, rows: NDArray[np.int32]) -> Any:
    """The ids of some rows, null for row -1."""
    taken = ids.take(pa.array(rows, mask=rows < 0))
    return taken.combine_chunks() if isinstance(taken, pa.ChunkedArray) else taken


def _struct(fields: dict[str, Any]) -> Any:
    return pa.StructArray.from_arrays(list(fields.values()), list(fields))


def _list(offsets: NDArray[np.int32], values: Any) -> Any:
    return pa.ListArray.from_arrays(pa.array(offsets), values)
