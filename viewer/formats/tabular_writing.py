"""Events as a table for spreadsheets, CSV or XLSX: one row each, one column for each field and each role.

Nothing in it can run: in CSV a cell that a spreadsheet might take for a formula begins with an apostrophe, which our
own reader takes off again; in XLSX every text is a text.  ``dropped`` says what a table has no room for.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viewer.errors import FileProblem
from viewer.events.records import EventRecord, SourceRecord
from viewer.events.table import EventTable
from viewer.formats.losses import Losses, counted, of_the_whole
from viewer.formats.reading import unreachable
from viewer.formats.saving import replace

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SEPARATOR = "; "
ROWS_LIMIT = 1_048_575  # of a sheet, below the header
CELL_LIMIT = 32_767  # characters
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_BEFORE: dict[str, Callable[[EventRecord], object]] = {
    "id": lambda e: e.id,
    "date": lambda e: e.date,
    "title": lambda e: e.title,
    "category": lambda e: e.category,
    "status": lambda e: e.status,
    "importance": lambda e: e.importance,
}
_AFTER: dict[str, Callable[[EventRecord], object]] = {
    "place": lambda e: e.place and e.place.name,
    "lat": lambda e: e.place and e.place.lat,
    "lon": lambda e: e.place and e.place.lon,
    "tags": lambda e: SEPARATOR.join(e.tags or ()),
    "summary": lambda e: e.summary,
    "source url": lambda e: _source(e).url,
    "source publisher": lambda e: _source(e).publisher,
    "source title": lambda e: _source(e).title,
    "source date": lambda e: _source(e).published,
}
_WIDTHS = {"id": 24, "date": 22, "title": 60, "summary": 60, "source url": 40, "source title": 40}
_WIDTH = 14  # characters of other columns
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # the first day that a ZIP archive can name
KINDS = {"country": "countries", "organisation": "organisations"}


def write_text(table: EventTable, path: Path) -> tuple[str, ...]:
    """Write CSV and say what it could not hold; raises FileProblem when the name asks for another kind of text."""
    _asked_for(path, ".csv")
    write_csv(table, path)
    return dropped(table)


def write_workbook(table: EventTable, path: Path) -> tuple[str, ...]:
    """Write XLSX and say what it could not hold; raises FileProblem when the name asks for another kind of workbook."""
    _asked_for(path, ".xlsx")
    losses = Losses()
    write_xlsx(table, path, losses)
    return (*losses.sentences(), *dropped(table))


def _asked_for(path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise FileProblem(f"{path.suffix} is read but not written.", f"Let the name end in {suffix}.")


def write_csv(table: EventTable, path: Path) -> None:
    """Write the events as CSV in UTF-8; raises FileProblem as ``write_events`` does."""
    replace(path, csv_of(table.records(), roles_of(table)))


def write_xlsx(table: EventTable, path: Path, losses: Losses | None = None) -> None:
    """Write the events as a workbook of one sheet; raises FileProblem also when they are too many for one."""
    replace(path, [xlsx_of(table.records(), roles_of(table), len(table), losses)])


def roles_of(table: EventTable, wanted: NDArray[np.bool_] | None = None) -> list[tuple[str, str]]:
    """Every kind of participant with every role it has, such as ("country", "host"): one column of a table each.

    With ``wanted``, shape (events of the table,), only of those events.
    """
    people = table.participants if wanted is None else table.participants[wanted[table.participants["row"]]]
    pairs = people[["kind", "role"]].drop_duplicates()
    return sorted(zip(pairs["kind"], pairs["role"], strict=True))


def xlsx_of(
    events: Iterable[EventRecord], roles: Sequence[tuple[str, str]], count: int, losses: Losses | None = None
) -> bytes:
    """A workbook of one sheet with ``count`` events; those whose texts are cut are noted in ``losses``.

    Its rows wait in a temporary folder, for a million of them would take gigabytes of memory.

    Raises:
        FileProblem: they are too many for one sheet, or the temporary folder is full.
    """
    if count > ROWS_LIMIT:
        raise FileProblem(f"A sheet holds {ROWS_LIMIT:,} events, not {count:,}.", "Filter them, or choose CSV.")
    import xlsxwriter  # noqa: PLC0415 - few write workbooks, and it is slow to load

    memory = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            xlsxwriter.Workbook(memory, {"constant_memory": True, "tmpdir": folder, **plain}) as book,
        ):
            _fill(book, _rows(events, roles), losses or Losses())
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        cause = error if isinstance(error, OSError) else error.args[0]
        raise unreachable(Path(tempfile.gettempdir()) / "rows", cause, doing="written") from error
    return memory.getvalue()


def _fill(book: "Workbook", rows: Iterator[Sequence[object]], losses: Losses) -> None:
    """A sheet with the names of columns, then the cells."""
    book.set_properties({"created": _EPOCH})  # equal events are equal files
    sheet, bold = book.add_worksheet("Events"), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    for column, name in enumerate(next(rows)):
        sheet.set_column(column, column, _WIDTHS.get(str(name), _WIDTH))
        sheet.write_string(0, column, str(name), bold)
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, (int, float)):
                sheet.write_number(row, column, cell)
            elif cell:
                sheet.write_string(row, column, str(cell)[:CELL_LIMIT])
        if any(isinstance(cell, str) and len(cell) > CELL_LIMIT for cell in cells):
            losses.note(said := f"lost the end of a text of more than {CELL_LIMIT:,} characters.", said)


def dropped(table: EventTable) -> tuple[str, ...]:
    """What does not stand in such a table, or not as it was, one sentence each."""
    further = int(table.sources.duplicated("row").sum())
    contained = int((table.events["part_of"] >= 0).sum())
    notes = int((table.events["date_note"] != "").sum())
    source_notes = int((table.sources["note"] != "").sum())
    divided = int(table.tags["tag"].astype(str).str.contains(SEPARATOR, regex=False).sum())
    sentences = [
        *counted(len(table.alternatives), "alternative date is", "alternative dates are", "not written."),
        *counted(len(table.relations), "relation between events is", "relations between events are", "not written."),
        *counted(contained, "membership in a larger event is", "memberships in larger events are", "not written."),
        *counted(notes, "note on a date is", "notes on dates are", "not written."),
        *counted(further, "further source is", "further sources of events that have several are", "not written."),
        *counted(source_notes, "note on a source is", "notes on sources are", "not written."),
        *counted(divided, "tag has", "tags have", f"“{SEPARATOR}” within and will be read as several."),
        *of_the_whole(table, ()),
    ]
    return tuple(sentences)


def csv_of(events: Iterable[EventRecord], roles: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """Events as CSV, line by line; ``roles`` as ``roles_of`` gives them."""
    return csv_lines(_rows(events, roles))


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Rows as CSV in UTF-8, without a cell that a spreadsheet program would take for a formula."""
    memory = io.StringIO(newline="")
    writer = csv.writer(memory)
    yield b"\xef\xbb\xbf"  # without it spreadsheet programs take UTF-8 for something else
    for cells in rows:
        writer.writerow([_safe(cell) for cell in cells])
        yield memory.getvalue().encode("utf-8", "replace")  # the name of a file may be no text
        memory.seek(0)
        memory.truncate()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(_DANGEROUS) else cell


def _rows(events: Iterable[EventRecord], roles: Sequence[tuple[str, str]]) -> Iterator[Sequence[object]]:
    """The header, then a row for each event."""
    yield [*_BEFORE, *(f"{KINDS[kind]}: {role}" for kind, role in roles), *_AFTER]
    for event in events:
        parties = [
            SEPARATOR.join(
                code
                for party in event.participants or ()
                if party.role == role and (code := party.country if kind == "country" else party.organisation)
            )
            for kind, role in roles
        ]
        yield [
            *(_filled(value(event)) for value in _BEFORE.values()),
            *parties,
            *(_filled(value(event)) for value in _AFTER.values()),
        ]


def _filled(value: object) -> object:
    return "" if value is None else value


def _source(event: EventRecord) -> SourceRecord:
    return event.sources[0] if event.sources else SourceRecord()
