"""Spreadsheets (XLSX, XLSM, XLSB, XLS, ODS) by calamine: the values of the cells, never their formulas.

A workbook is unpacked by somebody else's code, so what it claims is measured before: how large it is unpacked, and how
far apart its cells lie.  What is not written in XML, XLS and XLSB, is tried by another process first: asked for more
memory than there is, calamine ends the process it runs in.
"""

import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

import python_calamine as calamine

from viewer.errors import FileProblem
from viewer.events.problems import Problems
from viewer.formats.cell_errors import CellErrors
from viewer.formats.encodings import BOMB_FREE, BOMB_RATIO
from viewer.formats.grid import Grid, GridMaker, named
from viewer.formats.progress import Done, Progress
from viewer.formats.reading import opened, unreachable
from viewer.formats.tables import header_of

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
UNPACKED_LIMIT = 2**29  # bytes of one workbook
CELLS_LIMIT = 30_000_000
_FILE_LIMIT = 2**28
_BLOCK = 2**18  # bytes; what is looked for in one keeps others waiting
_LONGEST = 9  # letters or digits of a place; none that is within reach has as many
_LOOKED_AT = 200  # rows, to know the header by
_STEP = 4_000  # rows between two words of how far it is
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)""")  # of a cell or row, written anyhow
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d{1,9})"')
_Range = tuple[tuple[int, int], tuple[int, int]]
_OLE = b"\xd0\xcf\x11\xe0"
_TRIAL = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2 ** 32, 2 ** 32))
except ImportError:
    pass  # Windows, where the system itself refuses
import python_calamine
book = python_calamine.load_workbook(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name)
"""
_PATIENCE = 60  # seconds
_DAMAGED = "It was cut short or damaged; fetch or save it again, or save it as CSV."


def knows(data: bytes, suffix: str) -> bool:
    """Whether a file with this beginning and suffix is a workbook."""
    return suffix in SUFFIXES and data[:4] in (b"PK\x03\x04", _OLE)


def read_workbook(
    path: Path,
    *,
    part: str = "",
    only: Collection[str] | None = None,
    progress: Progress | None = None,
    headed: bool | None = None,
) -> Grid:
    """One sheet of a workbook.

    Args:
        path: the file.
        part: the name of the sheet; "" for the one with most cells.
        only: the columns wanted; None for all.
        progress: told what is read.
        headed: whether the first row names the columns; None where that shows.

    Raises:
        FileProblem: it cannot be read, is damaged, too large, or has no such sheet.
    """
    errors = _measured(path)
    if errors is None:
        _try(path)
    if progress:
        progress(Done(0.2))
    try:
        book = calamine.load_workbook(str(path))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names if part in ("", name)]
        if not sheets:
            raise FileProblem(f"{path.name} has no sheet “{part}”.", "Choose another one.")
        name, sheet = max(sheets, key=lambda pair: pair[1].height * pair[1].width)
        grid = _grid(_texts(sheet, progress), (sheet.start or (0, 0))[0], path.name, only, headed)
        (errors or _errors_of_old(path)).tell(name, grid.problems)
    except (calamine.CalamineError, ValueError, OSError, MemoryError) as error:
        raise FileProblem(f"{path.name} cannot be read as a workbook.", _DAMAGED, repr(error)) from error
    grid.parts, grid.part = tuple(book.sheet_names), name
    return grid


def _spread(rows: Iterator[list[Any]], merged: Sequence[_Range], start: tuple[int, int]) -> Iterator[list[Any]]:
    """What stands in a cell merged over several rows belongs to each of them."""
    begins: dict[int, dict[int, int]] = {}  # by row and column, the last row
    for (top, left), (bottom, _) in merged:
        if bottom > top:
            begins.setdefault(top - start[0], {})[left - start[1]] = bottom - start[0]
    running: dict[int, tuple[Any, int]] = {}  # by column, what stands there and down to which row
    for at, row in enumerate(rows):
        for column, (value, last) in list(running.items()):
            if at > last or row[column] != "":  # ranges that overlap end here, however many a file has
                del running[column]
            else:
                row[column] = value
        for column, last in begins.get(at, {}).items():
            if 0 <= column < len(row):
                running[column] = row[column], last
        yield row


def _measured(path: Path) -> CellErrors | None:
    """Refuse what would not fit into memory, without trusting what the archive says of itself.

    Gives the errors in its cells, or None where the size does not show.
    """
    try:
        with open(opened(path), "rb") as file:  # noqa: PTH123 - a descriptor
            head = file.read(4)
            size = file.seek(0, 2)
            if size > _FILE_LIMIT:
                raise _too_large(path)
            if head != b"PK\x03\x04":
                return None
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                errors = _unpacked(path, archive)
                return None if any(n.casefold().endswith("workbook.bin") for n in archive.namelist()) else errors
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileProblem(f"{path.name} is a damaged or locked workbook.", _DAMAGED, repr(error)) from error
    except OSError as error:
        raise unreachable(path, error) from error


def _try(path: Path) -> None:
    """Refuse a workbook whose reading ends another process, or takes it too long."""
    command = [sys.executable, "-I", "-c", _TRIAL, str(path)]
    try:
        ended = subprocess.run(  # noqa: S603 - this very interpreter
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise _too_large(path) from error
    if ended.returncode not in (0, 1):  # 1 is an exception, and the same will be raised here
        raise _too_large(path)


def _errors_of_old(path: Path) -> CellErrors:
    errors = CellErrors()
    with open(opened(path), "rb") as file:  # noqa: PTH123 - a descriptor
        data = file.read()
    if data.startswith(_OLE):
        errors.note_old(data)
    return errors


def _unpacked(path: Path, archive: zipfile.ZipFile) -> CellErrors:
    total, errors = 0, CellErrors()
    for entry in archive.infolist():
        columns = rows = repeated = 1
        inside = 0
        tail = b""
        with archive.open(entry) as member:
            while block := member.read(_BLOCK):
                total += len(block)
                inside += len(block)
                if total > UNPACKED_LIMIT or inside > max(BOMB_FREE, BOMB_RATIO * entry.compress_size):
                    raise _too_large(path)
                text = tail + block
                for letters, number in _PLACE.findall(text):
                    columns = max(columns, _column_number(letters[:_LONGEST]))
                    rows = max(rows, int(number[:_LONGEST]))
                repeated = max([repeated, *(int(n) for what, n in _REPEATED.findall(text) if what == b"columns")])
                errors.note(entry.filename, text, len(tail))
                tail = text[-64:]
        if columns * rows > CELLS_LIMIT or (repeated > 20_000 and entry.filename == "content.xml"):
            raise _too_large(path)
    errors.find_sheets(archive)
    return errors


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(path: Path) -> FileProblem:
    said = f"{path.name} is too large a workbook: its cells would fill more than the memory."
    return FileProblem(said, "Save the sheet as CSV, or remove what lies far away from the table.")


def _grid(rows: Iterator[list[str]], above: int, name: str, only: Collection[str] | None, headed: bool | None) -> Grid:
    first = list(islice(rows, _LOOKED_AT))
    begin = next((at for at, row in enumerate(first) if sum(map(bool, row)) > 1), None)
    if begin is None:
        raise FileProblem(f"{name} is no table: no row of the sheet has two cells.", "Choose another sheet or file.")
    width = max(map(len, first))
    header = header_of(first[begin:], width) if headed is None else tuple(first[begin]) if headed else ()
    problems = Problems()
    maker = GridMaker(named(header or [""] * width), only, problems)
    skipped = begin + bool(header)
    for number, row in enumerate(chain(first, rows), 1):
        if number > skipped and any(row):
            maker.add(row, number + above)
    return maker.grid(headed=bool(header))


def _texts(sheet: calamine.CalamineSheet, progress: Progress | None) -> Iterator[list[str]]:
    """The rows from the first that holds anything; one by one, for whoever waits for the interpreter meanwhile."""
    start = sheet.start or (0, 0)
    rows = _spread(islice(sheet.iter_rows(), start[0], None), sheet.merged_cell_ranges or (), start)
    for at, row in enumerate(rows):
        bare = row.count("") == len(row)  # most are, where a cell lies far away from the table
        if progress and at % _STEP == 0:
            progress(Done(0.2 + 0.8 * at / sheet.height, at))
        yield [] if bare else [cell if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Any) -> str:
    """A value as text; days without a time of day, whole numbers without a fraction."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):  # a time in a format that may count beyond a day
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if cell is None else str(cell)
