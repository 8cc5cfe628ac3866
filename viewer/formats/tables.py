"""Text tables: comma, semicolon, tab or bar, with or without a header, of any encoding and line end, gzipped or not.

Python's own ``csv`` reads them, because it takes what spreadsheets and scripts really write: rows of unequal length,
breaks of line and NUL bytes within cells, mixed line ends.  What separates the cells, whether quotes mean anything and
whether there is a header is decided from the first rows.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from viewer.errors import FileProblem
from viewer.events.problems import Problems
from viewer.formats.encodings import LINE_LIMIT, TextFile, text_file
from viewer.formats.grid import COLUMN_LIMIT, ROW_LIMIT, Grid, GridMaker, named
from viewer.formats.progress import Progress, within

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 2_000
_SAMPLE_ROWS = 200
_SAMPLE_CHARACTERS, _LINE_LOOKED_AT = 2**19, 2**21
_LINES_IN_A_RECORD = 20_000
_BATCH, _FEW = 4_000, 20  # records at once, and between two looks at how long they are
_BATCH_CHARACTERS, _SHORT = 2**23, 2**14  # of a batch, and of a record that needs no look after it
_ENCODING = 0.1  # of the work, in which it is found out how the text is encoded
_LOOKED_AT = 2**23  # characters after which a look at the first records ends
_A_VALUE = re.compile(r"\s*[-+]?[\d.,:/eE-]*\d[\d.,:/TZ-]*\s*|https?://.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text table is laid out.

    Attributes:
        delimiter: what separates cells.
        quoted: whether a cell may be in double quotes.
        header: the names of the columns, () when the table has none.
        above: records before the header, such as a title.
        width: number of columns.
    """

    delimiter: str
    quoted: bool
    header: tuple[str, ...]
    above: int
    width: int

    def records(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The cells of each record, the header and what stands above it included."""
        csv.field_size_limit(LINE_LIMIT)
        if self.quoted:
            return csv.reader(lines, delimiter=self.delimiter)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)


def read_table(
    path: Path,
    *,
    only: Collection[str] | None = None,
    limit: int = ROW_LIMIT,
    progress: Progress | None = None,
    headed: bool | None = None,
) -> Grid:
    """A text table from a file.

    Args:
        path: any text file.
        only: the columns wanted; None for all.
        limit: how many records to read at most.
        progress: told what is read; what it raises ends the reading.
        headed: whether the first row names the columns; None where that shows.

    Raises:
        FileProblem: it cannot be read, or is no table.
    """
    source = text_file(path, within(progress, 0.0, _ENCODING))
    grid = _grid(source.lines(within(progress, _ENCODING, 1.0)), path.name, only, limit, headed)
    _tell_encoding(source, grid.problems)
    return grid


def read_pasted(text: str, *, headed: bool | None = None) -> Grid:
    """A table from the clipboard, as spreadsheets put it there; raises FileProblem for what is no table."""
    return _grid(iter(io.StringIO(text[: 2**26], newline="")), "The pasted text", None, ROW_LIMIT, headed)


def _tell_encoding(source: TextFile, problems: Problems) -> None:
    if source.guessed:
        strays = f" {source.strays[0]:,} bytes were not of that encoding." if source.strays[0] else ""
        problems.add(0, "encoding", "", source.guessed + strays, "Save it as UTF-8 where letters look wrong.")
    elif source.strays[0]:
        said = f"{source.strays[0]:,} bytes are not {source.encoding} and were read as Windows-1252."
        problems.add(0, "encoding", "", said, "Save it as UTF-8 where letters look wrong.")


def _grid(
    lines: Iterator[str], name: str, only: Collection[str] | None, limit: int, headed: bool | None = None
) -> Grid:
    sample = _sampled(lines)
    dialect = dialect_of(sample)
    if dialect is None:
        raise FileProblem(f"{name} is no table: no row of it has two cells.", "Choose a table with a header.")
    dialect = _as_told(dialect, headed, sample)
    problems = Problems()
    maker = GridMaker(named(dialect.header or [""] * dialect.width), only, problems)
    skipped = dialect.above + bool(dialect.header)
    source = _Counted(chain(sample, lines))
    for first, rows in _batches(dialect, source, name):
        numbers = [number for number, row in enumerate(rows, first) if number > skipped and any(row)]
        numbers = numbers[: limit - len(maker)]
        maker.extend([rows[number - first] for number in numbers], numbers)
        if len(maker) >= limit or (limit < ROW_LIMIT and len(maker) and source.characters > _LOOKED_AT):
            return maker.grid(headed=bool(dialect.header), footed=False)
    return maker.grid(headed=bool(dialect.header))


def _as_told(dialect: Dialect, headed: bool | None, sample: Sequence[str]) -> Dialect:
    """The layout with the header that somebody says there is, or without."""
    if headed is None or headed == bool(dialect.header):
        return dialect
    if not headed:
        return replace(dialect, header=())
    return replace(dialect, header=tuple(next(islice(dialect.records(sample), dialect.above, None))))


class _Counted:
    """Lines on their way, and how many characters they have had so far."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.characters = 0
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.characters += len(line)
            yield line


def _batches(dialect: Dialect, source: _Counted, name: str) -> Iterator[tuple[int, list[list[str]]]]:
    """Records a batch at a time with the number of the first, unless one of them swallows the lines of many."""
    reader = dialect.records(source)
    number, line, step, full = 1, 0, 1, False
    while not full:
        rows: list[list[str]] = []
        enough = source.characters + _BATCH_CHARACTERS
        try:
            while len(rows) < _BATCH and source.characters < enough and not full:
                before, read = len(rows), source.characters
                rows.extend(islice(reader, step))
                full = len(rows) == before
                step = _FEW if source.characters - read < _FEW * _SHORT else 1
        except csv.Error as error:  # what came before it is in the list
            message = f"{name}: a cell of row {number + len(rows):,} has no end."
            raise FileProblem(message, "A quotation mark there is not closed.", str(error)) from error
        lines = reader.line_num - line  # type: ignore[attr-defined]
        if lines - len(rows) > _LINES_IN_A_RECORD:
            _watch(rows, line, name)
        yield number, rows
        number, line = number + len(rows), line + lines


def _watch(rows: list[list[str]], line: int, name: str) -> None:
    for row in rows:
        lines = 1 + sum(cell.count("\n") for cell in row)
        if lines > _LINES_IN_A_RECORD:
            message = f"{name}: the record that begins on line {line + 1:,} has {lines:,} lines."
            raise FileProblem(message, "A quotation mark there is not closed.")
        line += lines


def _sampled(lines: Iterator[str]) -> list[str]:
    sample, size = [], 0
    for line in islice(lines, _SAMPLE_LINES):
        sample.append(line)
        size += len(line)
        if size > _SAMPLE_CHARACTERS:
            break
    return sample


def dialect_of(sample: Sequence[str]) -> Dialect | None:
    """How the table that begins with these lines is laid out; None when it is no table."""
    best: tuple[float, Dialect] | None = None
    for delimiter in DELIMITERS:
        for quoted in (True, False):
            score, dialect = _scored(sample, delimiter, quoted=quoted)
            if dialect is not None and (best is None or score > best[0]):
                best = score, dialect
    return best[1] if best else None


def _scored(sample: Sequence[str], delimiter: str, *, quoted: bool) -> tuple[float, Dialect | None]:
    """How likely the layout is: the more rows agree on a width, and the wider it is, the better."""
    trial = Dialect(delimiter, quoted, (), 0, 0)
    try:
        records = list(islice(trial.records(line[:_LINE_LOOKED_AT] for line in sample), _SAMPLE_ROWS))
    except csv.Error:
        return 0.0, None
    above = next((at for at, row in enumerate(records) if sum(map(bool, row)) > 1), 0)
    rows = [row for row in records[above:] if any(row)]
    if len(rows) > 3:
        rows.pop()  # it may be cut short
    widths = Counter(map(len, rows))
    width, agreeing = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(0, 0))
    if width < 2:
        return 0.0, None
    score = agreeing / len(rows) * (1 - 1 / width) + (0.01 if quoted else 0) - (0.02 if above else 0)
    if not quoted and any('"' in cell for row in rows for cell in row):
        score -= 0.05
    header = header_of(rows, width)
    width = len(header) if header else max(n for n in widths if n <= width or widths[n] > len(rows) // 10)
    if width < 2:
        return 0.0, None
    return score, Dialect(delimiter, quoted, header, above, width)


def header_of(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """The first row when it names the columns: short words, hardly any twice, no values among them."""
    first = [cell.strip() for cell in rows[0]]
    filled = [cell for cell in first if cell]
    values = sum(map(bool, map(_A_VALUE.fullmatch, filled[:COLUMN_LIMIT])))
    if not filled or values > len(filled) * 0.2 or max(map(len, filled)) > 200:
        return ()
    enough = len(set(filled)) >= len(filled) * 0.7 and len(filled) >= min(width, len(first)) * 0.5
    return tuple(rows[0]) if enough else ()
