"""Which files are strangers' tables: only those are looked at and mapped, and only then is ``foreign`` imported."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from viewer.errors import FileProblem
from viewer.events.table import EventTable
from viewer.formats import columnar, format_of
from viewer.formats.beginnings import beginning_of
from viewer.formats.progress import Progress
from viewer.formats.reading import opened

_WRONG = (pa.ArrowException, MemoryError, ValueError, OverflowError, OSError, FileProblem)


def takes(path: Path) -> bool:
    """Whether a file is a stranger's table, whose columns are mapped; raises FileProblem when it is no file."""
    start = beginning_of(path)
    in_columns = columnar.knows_parquet(start) or columnar.knows_arrow(start)
    return format_of(path).foreign and not (in_columns and _is_chronology(path))


def _is_chronology(path: Path) -> bool:
    """Whether a file in columns is not a stranger's whole table: one of ours, or one that its reader will refuse."""
    try:
        with open(opened(path), "rb") as file:  # noqa: PTH123 - a descriptor
            parquet = file.peek(4)[:4] == b"PAR1"
            metadata = pq.read_metadata(file).metadata if parquet else columnar.arrow_of(file).schema.metadata
            return columnar.KEY in (metadata or {})
    except _WRONG:
        return True


def read_parquet(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a Parquet file, ours or a stranger's."""
    return columnar.read_parquet(path, progress) if _is_chronology(path) else _read_mapped(path, progress)


def read_arrow(path: Path, progress: Progress | None = None) -> EventTable:
    """Read an Arrow IPC file or stream, ours or a stranger's."""
    return columnar.read_arrow(path, progress) if _is_chronology(path) else _read_mapped(path, progress)


def _read_mapped(path: Path, progress: Progress | None) -> EventTable:
    from viewer.formats import foreign  # noqa: PLC0415 - files of our own need none of it

    return foreign.read(path, progress)
