"""Our own format for many events: one Parquet file (or Arrow IPC, file or stream), one row per event.

The same as ``events_json`` in columns, with the same names, under the same checks.  Version 1:

    id, title                          text, required
    summary, date_note                 text
    date                               EDTF text
    category, status                   codes
    part_of                            id of another event
    importance                         whole number, 1 to 5
    place                              text
    lat, lon                           degrees WGS 84
    participants                       list of {country, organisation, role}, either a country or an organisation
    sources                            list of {publisher, title, url, published, note}
    tags                               list of text
    relations                          list of {type, id}
    alternative_dates                  list of {date, basis}

Every column but the first two may be missing, every value null.  Text is UTF-8, whether Arrow holds it as (large)
strings or as a dictionary of them.  Bounds of dates are not stored: they follow from the EDTF text, and a file must
not be able to say otherwise.

What JSON has beside its events stands in the file's metadata under the key ``diplomatic-timeline``, as the same JSON
object without ``events``: ``format``, ``version``, ``metadata``, ``organisations`` and ``indicators``.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from viewer.errors import FileProblem
from viewer.events.gathering import CODED, EVENT, PARTS, PIECE, Piece
from viewer.events.problems import Problems
from viewer.events.table import EventTable
from viewer.formats import head
from viewer.formats.arrow_rows import Rows
from viewer.formats.beginnings import Beginning
from viewer.formats.progress import Done, Progress
from viewer.formats.reading import beginning, unreachable

KEY = b"diplomatic-timeline"
ARROW = (b"ARROW1", b"\xff\xff\xff\xff")  # files, and streams: the same rows without a list of where they stand
ROWS_LIMIT = 50_000_000
VALUES_LIMIT = 20 * ROWS_LIMIT  # in one column of lists
SIZE_LIMIT = 2**34  # bytes in memory
_VERY_MANY = 500_000  # rows
_SHARE = 0.7  # of the time goes into reading, the rest into what is checked when all is read
_NOT_OURS = "Choose a file of this program, or save the table as CSV to open it as a table."
_DAMAGED = "It was cut short or damaged; fetch or save it again."
_WRONG = (pa.ArrowException, MemoryError, OSError, UnicodeDecodeError, OverflowError, KeyError)


class _Source(NamedTuple):
    """An open file: what its metadata and columns are, how many rows it claims, and its rows piece by piece."""

    metadata: dict[bytes, bytes]
    schema: Any
    rows: int
    batches: Callable[[Sequence[str]], Iterator[Any]]


def knows_parquet(start: Beginning) -> bool:
    """Whether the file begins as Parquet does, plain or encrypted."""
    return start.data[:4] in (b"PAR1", b"PARE")


def knows_arrow(start: Beginning) -> bool:
    """Whether the file begins as Arrow IPC files or streams do."""
    return start.data.startswith(ARROW)


def read_parquet(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a chronology in Parquet; see ``viewer.formats.read``."""
    return _opened(path, "Parquet", _parquet, progress)


def read_arrow(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a chronology in an Arrow IPC file; see ``viewer.formats.read``."""
    return _opened(path, "Arrow", _arrow, progress)


def arrow_of(file: Any) -> Any:
    """Arrow's reader of an open file, which may hold a stream; raises what Arrow raises."""
    begins = file.read(4)
    file.seek(0)
    return (pa.ipc.open_stream if begins == ARROW[1] else pa.ipc.open_file)(file)


def _opened(path: Path, kind: str, source_of: Callable[[Path, Any], _Source], progress: Progress | None) -> EventTable:
    beginning(path)  # says what is no file at all
    try:
        with pa.OSFile(str(path)) as file:
            return _read(path, source_of(path, file), progress)
    except _WRONG as error:
        if isinstance(error, OSError) and error.errno:
            raise unreachable(path, error) from error
        message = f"{path.name} is no whole {kind} file, or one of a kind that cannot be read."
        raise FileProblem(message, _DAMAGED, detail=repr(error)) from error


def _parquet(path: Path, file: Any) -> _Source:
    found = pq.ParquetFile(file, pre_buffer=True)
    next(found.iter_batches(1), None)  # refuses damaged columns; ``group.column`` below would end the program at one
    meta = found.metadata
    repeating, values, size = set(), 0, 0
    for number in range(meta.num_row_groups):
        group = meta.row_group(number)
        size += max(0, group.total_byte_size)
        for place in range(group.num_columns):
            column = group.column(place)
            values = max(values, column.num_values)
            if column.physical_type == "BYTE_ARRAY" and any("DICTIONARY" in name for name in column.encodings):
                repeating.add(column.path_in_schema)
    if size > SIZE_LIMIT or values > VALUES_LIMIT:
        raise _too_large(path)

    def batches(names: Sequence[str]) -> Iterator[Any]:
        # What the file holds as a dictionary is kept as one: a long text that repeats must not fill the memory.
        again = pq.ParquetFile(file, metadata=meta, read_dictionary=sorted(repeating))
        for group in range(meta.num_row_groups):  # Arrow cannot put dictionaries of two of them into one batch
            yield from again.iter_batches(PIECE, row_groups=[group], columns=list(names))

    return _Source(meta.metadata or {}, found.schema_arrow, meta.num_rows, batches)


def _arrow(_: Path, file: Any) -> _Source:
    found = arrow_of(file)
    metadata = found.schema.metadata or {}
    if isinstance(found, pa.RecordBatchStreamReader):
        return _Source(metadata, found.schema, 0, lambda names: (batch.select(list(names)) for batch in found))
    rows = sum(found.get_batch(number).num_rows for number in range(min(found.num_record_batches, 1)))

    def batches(names: Sequence[str]) -> Iterator[Any]:
        for number in range(found.num_record_batches):
            yield found.get_batch(number).select(list(names))

    return _Source(metadata, found.schema, rows * found.num_record_batches, batches)


def _read(path: Path, source: _Source, progress: Progress | None) -> EventTable:
    problems = Problems()
    about, organisations, series = _head(path, source.metadata, problems)
    if source.rows > ROWS_LIMIT:
        raise _too_large(path)
    names = _known(path, source.schema, problems)

    def pieces() -> Iterator[Piece]:
        rows, size = 0, 0
        for batch in source.batches(names):
            batch.validate()  # as much of it as it takes to measure it
            size += sum(map(_size, batch.columns))
            if size > SIZE_LIMIT or rows + len(batch) > ROWS_LIMIT:
                raise _too_large(path)
            yield Piece(len(batch), partial(_tables, batch, rows))
            rows += len(batch)
            if progress:
                progress(Done(_SHARE * min(1.0, rows / max(1, source.rows)), rows))

    with _roomy(source.rows):
        return EventTable.checked(pieces(), about=about, organisations=organisations, series=series, problems=problems)


@contextmanager
def _roomy(rows: int) -> Iterator[None]:
    """Have Arrow take memory from jemalloc while very many rows are read: it hands on what was given back.

    Ten million events open in four fifths of the time; smaller files take less memory from the system's allocator.
    The setting is that of the whole process: two that read at once would take each other's for the usual one.
    """
    before = pa.default_memory_pool()
    if rows >= _VERY_MANY and "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)
        before.release_unused()  # numpy's: what it held of pieces while they were checked


def _head(path: Path, metadata: dict[bytes, bytes], problems: Problems) -> tuple[Any, Any, Any]:
    """About, organisations and series; refuses tables of others and of versions to come."""
    if KEY not in metadata:
        raise FileProblem(f"{path.name} is a table, but not a chronology of this program.", _NOT_OURS)
    try:
        top = msgspec.json.decode(metadata[KEY], type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise FileProblem(f"The head of {path.name} is damaged.", _DAMAGED, detail=repr(error)) from error
    head.check_version(path.name, top.get("version"))
    return (
        head.about(top.get("metadata"), problems),
        head.organisations(top.get("organisations"), problems),
        head.series(top.get("indicators"), problems),
    )


def _known(path: Path, schema: Any, problems: Problems) -> list[str]:
    """The columns that are ours, after a look at their types; raises FileProblem for missing ones and wrong types."""
    known = {**EVENT, **PARTS}
    for name in ("id", "title"):
        if name not in schema.names:
            raise FileProblem(f"{path.name} has no column “{name}”.", "Every event needs an id and a title.")
    for name in schema.names:
        if name not in known:
            problems.add(0, name, "", f"The schema has no “{name}” here.", f"Use: {', '.join(known)}.", dropped="field")
    names = [name for name in known if name in schema.names]
    for name in names:
        if schema.names.count(name) > 1:
            raise FileProblem(f"{path.name} has two columns “{name}”.", "Remove one of them.")
        kind = schema.field(name).type
        if name in PARTS:
            _check_parts(path, name, kind)
        elif not _fits(kind, EVENT[name]):
            raise _mistyped(path, name, kind, EVENT[name])
    return names


def _check_parts(path: Path, name: str, kind: Any) -> None:
    """Refuse a column of lists that holds something else."""
    if pa.types.is_null(kind):
        return
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        raise _mistyped(path, name, kind, pa.list_(pa.string()))
    if name == "tags":
        if not _fits(kind.value_type, CODED):
            raise _mistyped(path, name, kind, pa.list_(pa.string()))
        return
    if pa.types.is_null(kind.value_type):
        return
    if not pa.types.is_struct(kind.value_type):
        raise _mistyped(path, name, kind, pa.list_(pa.struct({part: pa.string() for part in PARTS[name]})))
    for field in kind.value_type:
        if field.name in PARTS[name] and not _fits(field.type, PARTS[name][field.name]):
            raise _mistyped(path, f"{name}.{field.name}", field.type, pa.string())


def _fits(kind: Any, wanted: Any) -> bool:
    """Whether values of one type can be taken for those of another without a loss."""
    if pa.types.is_null(kind):
        return True
    if pa.types.is_floating(wanted):
        return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))
    if pa.types.is_integer(wanted):
        return bool(pa.types.is_integer(kind))
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(plain) or pa.types.is_large_string(plain))


def _mistyped(path: Path, name: str, kind: Any, wanted: Any) -> FileProblem:
    plain = pa.string() if wanted == CODED else wanted
    return FileProblem(f"{path.name}: the column “{name}” holds {kind}.", f"It should hold {plain}.")


def _too_large(path: Path) -> FileProblem:
    limit = f"{ROWS_LIMIT // 1_000_000} million events and {SIZE_LIMIT // 2**30} GiB"
    return FileProblem(f"{path.name} says that it holds more than {limit}.", "Divide it into several files.")


def _tables(batch: Any, begin: int, problems: Problems) -> dict[str, Any]:
    """The tables of ``gathering`` of rows of a file, the first of which is its ``begin``-th."""
    batch.validate(full=True)
    columns = zip(batch.schema.names, batch.columns, strict=True)
    there = {name: column for name, column in columns if not pa.types.is_null(column.type)}
    return Rows(begin, problems).tables(there, len(batch))


def _size(column: Any) -> int:
    """Bytes of a column when every text is written out."""
    if pa.types.is_dictionary(column.type):
        lengths = pc.binary_length(column.dictionary).take(column.indices)
        return int(column.nbytes + (pc.sum(lengths).as_py() or 0))
    return int(column.nbytes)
