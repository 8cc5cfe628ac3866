"""A stranger's table as it stands: named columns of text and the row of the file that each record came from.

Every reader of tables makes one of these, whatever the file was; nothing in it has been interpreted yet.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events.problems import Problems
from viewer.formats.footers import LOOKED_AT, below

COLUMN_LIMIT = 2_000
ROW_LIMIT = 20_000_000
CELL_LIMIT = 100_000  # characters
_BATCH = 4_000  # rows turned into columns at once: what holds the interpreter must be short
_NAME_LIMIT = 120
_BRACES = str.maketrans("{}\n\r\t", "()   ")


@dataclass(eq=False)
class Grid:
    """Columns of text.

    Attributes:
        columns: Arrow text by name, all of one length; "" for an empty cell, never null.
        numbers: int64, 1-based row in the file of each record, as a spreadsheet program counts: a heading is row 1.
        problems: what was wrong with the file before anything was interpreted.
        parts: the names of the tables the file holds, when there are several.
        part: which of them this is.
        headed: whether the names of the columns stand in the file.
    """

    columns: dict[str, Any]
    numbers: NDArray[np.int64]
    problems: Problems = field(default_factory=Problems)
    parts: tuple[str, ...] = ()
    part: str = ""
    headed: bool = True

    def __len__(self) -> int:
        return len(self.numbers)

    def head(self, count: int) -> "Grid":
        """The first rows."""
        columns = {name: column.slice(0, count) for name, column in self.columns.items()}
        return Grid(columns, self.numbers[:count], self.problems, self.parts, self.part, self.headed)

    def fresh(self) -> "Grid":
        """The same cells without the problems that were found in interpreting them."""
        return Grid(dict(self.columns), self.numbers, Problems(), self.parts, self.part, self.headed)

    def rows(self, count: int) -> tuple[tuple[str, ...], ...]:
        """The first rows as texts."""
        lists = [column.slice(0, count).to_pylist() for column in self.columns.values()]
        return tuple(zip(*lists, strict=True))

    def distinct(self, name: str) -> tuple[NDArray[np.int64], list[str]]:
        """Which of its distinct texts each row of a column has, and those texts."""
        column = self.columns[name]
        column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        encoded = pc.dictionary_encode(column)
        index: NDArray[np.int64] = encoded.indices.to_numpy().astype(np.int64)
        return index, encoded.dictionary.to_pylist()


class GridMaker:
    """Takes rows as they are read and keeps the columns that are wanted, a batch of rows at a time.

    Attributes:
        problems: reports of rows that have not the width of the header.
    """

    def __init__(self, names: Sequence[str], only: Collection[str] | None, problems: Problems) -> None:
        self.names = tuple(names)
        kept = range(min(len(names), COLUMN_LIMIT))
        self._wanted = [at for at in kept if only is None or names[at] in only]
        self._chunks: list[list[Any]] = [[] for _ in self._wanted]
        self._rows: list[Sequence[str]] = []
        self._batch_numbers: list[int] = []
        self._numbers: list[NDArray[np.int64]] = []
        self._last: list[tuple[Sequence[str], int]] = []
        self._short: Counter[int] = Counter()
        self._first_short = 0
        self._last_short: dict[int, int] = {}  # width by number
        self._kept = 0
        self.problems = problems
        if len(names) > COLUMN_LIMIT:
            said = f"The table has {len(names):,} columns; the first {COLUMN_LIMIT:,} are read."
            problems.add(0, "columns", "", said, "Remove the columns nobody needs.", dropped="field")

    def __len__(self) -> int:
        return self._kept + len(self._rows)

    def add(self, row: Sequence[str], number: int) -> None:
        """Keep a row; cells beyond the header are reported, missing ones are empty."""
        width = len(self.names)
        self._rows.append(row if len(row) == width else self._fitted(row, number, width))
        self._batch_numbers.append(number)
        if len(self._rows) >= _BATCH:
            self._flush()

    def extend(self, rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
        """Keep a batch of rows with their numbers in the file."""
        width = len(self.names)
        for row, number in zip(rows, numbers, strict=True):
            self._rows.append(row if len(row) == width else self._fitted(row, number, width))
        self._batch_numbers += numbers
        self._flush()

    def _fitted(self, row: Sequence[str], number: int, width: int) -> Sequence[str]:
        if len(row) < width:
            self._short[len(row)] += 1
            self._first_short = self._first_short or number
            self._last_short[number] = len(row)
            if len(self._last_short) > LOOKED_AT:
                del self._last_short[next(iter(self._last_short))]
            return [*row, *[""] * (width - len(row))]
        if beyond := [cell for cell in row[width:] if cell.strip()]:
            said = f"The row has {len(row):,} cells, the header {width:,}; the cells beyond are left out."
            remedy = "Put cells that hold the separator in quotes."
            self.problems.add(number, "columns", beyond[0], said, remedy, dropped="field")
        return row[:width]

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = list(zip(*self._rows, strict=True))
        for chunks, at in zip(self._chunks, self._wanted, strict=True):
            chunk = pa.array(columns[at], pa.string())
            long = chunk.nbytes > CELL_LIMIT and pc.max(pc.binary_length(chunk)).as_py() > CELL_LIMIT
            chunks.append(self._shortened(columns[at], self.names[at]) if long else chunk)
        self._numbers.append(np.array(self._batch_numbers, np.int64))
        self._kept += len(self._rows)
        last = zip(self._rows[-LOOKED_AT:], self._batch_numbers[-LOOKED_AT:], strict=True)
        self._last = [*self._last, *last][-LOOKED_AT:]
        self._rows, self._batch_numbers = [], []

    def _shortened(self, cells: Sequence[str], name: str) -> Any:
        """The cells, cut where one is longer than any that a person wrote."""
        for number, cell in zip(self._batch_numbers, cells, strict=True):
            if len(cell) > CELL_LIMIT:
                said = f"The cell has {len(cell):,} characters; the first {CELL_LIMIT:,} are read."
                self.problems.add(number, name, cell[:200], said, "Shorten it.", dropped="field")
        return pa.array([cell[:CELL_LIMIT] for cell in cells], pa.string())

    def grid(self, *, headed: bool = True, footed: bool = True) -> Grid:
        """All that was kept; with ``footed`` but for sums and notes below the table."""
        self._flush()
        left_out = self._left_out() if footed else 0
        for width, count in sorted((+self._short).items()):
            rows = "1 row has" if count == 1 else f"{count:,} rows have"
            said = f"{rows} {width:,} of {len(self.names):,} cells; the others count as empty."
            self.problems.add(self._first_short, "columns", "", said, "Check where cells are missing.")
        numbers = np.concatenate(self._numbers) if self._numbers else np.zeros(0, np.int64)
        numbers = numbers[: len(numbers) - left_out]
        columns = {
            self.names[at]: pa.chunked_array(chunks, pa.string()).slice(0, len(numbers))
            for chunks, at in zip(self._chunks, self._wanted, strict=True)
        }
        return Grid(columns, numbers, self.problems, headed=headed)

    def _left_out(self) -> int:
        """How many of the last rows stand below the table; each is reported."""
        rows = [row for row, _ in self._last]
        count = below(rows, [number for _, number in self._last])
        for row, number in self._last[len(rows) - count :]:
            self._short[self._last_short.get(number, 0)] -= 1
            text = " ".join(" ".join(row).split())
            said = "The row stands below the table, as sums and notes do, and is left out."
            self.problems.add(number, "", text, said, "If it is an event, fill more of its cells.", kind="layout")
        return count


def named(header: Sequence[str]) -> tuple[str, ...]:
    """Names of columns as a mapping can use them: none empty, none twice, without braces and line breaks."""
    seen: Counter[str] = Counter()
    names = []
    for at, raw in enumerate(header):
        name = " ".join(raw.translate(_BRACES).split())[:_NAME_LIMIT] or f"Column {at + 1}"
        seen[name] += 1
        while seen[name] > 1:
            name = f"{name} ({seen[name]})"
            seen[name] += 1
        names.append(name)
    return tuple(names)
