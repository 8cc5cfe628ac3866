"""Foreign Parquet and Arrow files as tables of text; our own ones are read by ``columnar``."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from viewer.errors import FileProblem
from viewer.formats.columnar import arrow_of
from viewer.formats.grid import COLUMN_LIMIT, ROW_LIMIT, Grid
from viewer.formats.grid import named as named_columns
from viewer.formats.json_tables import SEPARATOR
from viewer.formats.progress import Done, Progress
from viewer.formats.reading import opened, unreachable

_SIZE_LIMIT = 2**32
_WRONG = (pa.ArrowException, MemoryError, ValueError, OverflowError)  # of Python: days before the year 1


def read_columns(path: Path, *, only: Collection[str] | None = None, progress: Progress | None = None) -> Grid:
    """The columns of a Parquet, Feather or Arrow IPC file or stream, every value as text; raises FileProblem."""
    columns: dict[str, Any] = {}
    try:
        with open(opened(path), "rb") as file:  # noqa: PTH123 - a descriptor
            table = _table(path, file, only)
            table.validate(full=True)  # what points outside the file would end the program
            for at, (name, column) in enumerate(zip(named_columns(table.column_names), table.columns, strict=True)):
                columns[name] = _texts(column)
                if progress:
                    progress(Done((at + 1) / table.num_columns, table.num_rows))
    except OSError as error:
        if error.errno:
            raise unreachable(path, error) from error
        raise _damaged(path, error) from error
    except _WRONG as error:
        raise _damaged(path, error) from error
    return Grid(columns, np.arange(1, table.num_rows + 1))


def _damaged(path: Path, error: Exception) -> FileProblem:
    said = f"{path.name} cannot be read as a table in columns."
    return FileProblem(said, "It was cut short or damaged; fetch or save it again.", repr(error))


def _table(path: Path, file: Any, only: Collection[str] | None) -> Any:
    if file.peek(4)[:4] == b"PAR1":
        source = pq.ParquetFile(file)
        meta = source.metadata
        size = sum(meta.row_group(n).total_byte_size for n in range(meta.num_row_groups))
        names = source.schema_arrow.names
        if meta.num_rows > ROW_LIMIT or size > _SIZE_LIMIT:
            raise FileProblem(f"{path.name} is larger than the memory allows.", "Divide it into several files.")
        return source.read(columns=_chosen(names, only))
    reader = arrow_of(file)
    return reader.read_all().select(_chosen(reader.schema.names, only))


def _chosen(names: list[str], only: Collection[str] | None) -> list[str]:
    return [name for name, shown in zip(names, named_columns(names), strict=True) if only is None or shown in only][
        :COLUMN_LIMIT
    ]


def _texts(column: Any) -> Any:
    """Values as text, "" for null; times as ISO 8601, lists with semicolons."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        texts = pa.chunked_array([[_shown(value) for value in column.to_pylist()]], pa.string())
    else:
        texts = column.cast(pa.string())
    return texts.fill_null("")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(_shown(item) for item in value)
    if isinstance(value, bytes):
        return value[:200].decode("utf-8", "replace")
    return "" if value is None else str(value)
