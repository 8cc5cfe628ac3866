"""Other people's tables: looked at, mapped, read.

    sheet = inspect(path)                   # columns, sample rows, the guessed mapping, questions left open
    table = preview(sheet, mapping)         # what the sample becomes; quick enough for every change of the mapping
    table = read_mapped(path, mapping)      # the whole file

``read`` does all of it where a preset knows the file, a mapping was saved for its header, or the guess is certain;
otherwise it raises ``NeedsMapping``, whose ``sheet`` is what a mapping dialog starts from.  Pasted cells go the same
way: ``inspect_pasted``, then ``read_sheet``, which also reads files.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.errors import FileProblem
from viewer.events.problems import Problems
from viewer.events.table import EventTable
from viewer.formats import spreadsheets, tables
from viewer.formats.applying import apply
from viewer.formats.beginnings import Beginning, beginning_of
from viewer.formats.columnar import knows_arrow, knows_parquet
from viewer.formats.columns_of_others import read_columns
from viewer.formats.distinct import column, nothing
from viewer.formats.grid import ROW_LIMIT, Grid
from viewer.formats.guessing import Guess, Question, guess
from viewer.formats.json_tables import read_records
from viewer.formats.mapped_codes import unknown_codes
from viewer.formats.mapped_names import Unknown, participants_of
from viewer.formats.mapping import Mapping
from viewer.formats.presets import Preset, prepared, presets, recognised, without
from viewer.formats.progress import Progress, after_looking, looking, within
from viewer.formats.saved_mappings import SavedMappings

TEXTS = (".csv", ".tsv", ".tab", ".txt", ".gz")
_RECORDS = re.compile(r"\[\s*\{|^\{.*\}\s*\n\s*\{")
_COLUMNS = re.compile(r"""\[\s*\[\s*"|\{\s*"[^"]*"\s*:\s*(\[\s*["\d]|\{\s*"0"\s*:)""")  # a data frame
SAMPLE = 2_000  # rows
_SHOWN = 50
PASTED = "Pasted cells"
_BY_MAPPING = (
    "Open it in the window and say there; a mapping saved there serves convert --mapping, too. "
    "Or name the columns after what they hold: date, title, country."
)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A stranger's table, looked at.

    Attributes:
        name: what it is called: its file, or "Pasted cells".
        columns: the names of its columns; "Column 1" and so on where the table has no header.
        rows: up to 50 records as texts, shape (rows, columns).
        guess: the proposed mapping, how sure it is, and its questions.
        parts: the tables the file holds (sheets of a workbook, paths in JSON), () when there is one only.
        part: which of them this is.
        sample: the first records, for ``preview``; not for show.
        path: the file, None for pasted cells.
        headed: whether the names of the columns stand in it.
        header: its columns as they are called in the file; a preset may call them otherwise.
        text: pasted cells as they came, "" for a file.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Guess
    parts: tuple[str, ...]
    part: str
    sample: Grid
    path: Path | None
    headed: bool = True
    header: tuple[str, ...] = ()
    text: str = ""


class NeedsMapping(FileProblem):
    """A table that can be read once somebody says which column is what; ``sheet`` is where to begin."""

    def __init__(self, sheet: Sheet) -> None:
        asked = " ".join(question.text for question in sheet.guess.questions)
        super().__init__(f"{sheet.name} is a table whose columns are not clear. {asked}".strip(), _BY_MAPPING)
        self.sheet = sheet


def inspect(
    path: Path,
    *,
    part: str = "",
    headed: bool | None = None,
    saved: SavedMappings | None = None,
    progress: Progress | None = None,
) -> Sheet:
    """Look at the beginning of a file.

    Args:
        path: any text table, workbook, JSON with records, Parquet or Arrow file.
        part: which sheet of a workbook, or which path in JSON; "" for the largest.
        headed: whether the first row names the columns; None where that shows.
        saved: the reader's own mappings; one made for the same header is preferred to every guess.
        progress: told what is read; what it raises ends it.

    Raises:
        FileProblem: it cannot be read, or holds no table.
    """
    grid = _loaded(path, part, progress=progress, headed=headed)
    own = saved.find(grid.columns) if saved and grid.headed else None
    if own is None or part or headed is not None:
        return _sheet(grid, path.name, path, own)
    if own.part not in ("", grid.part) or own.headed not in (None, grid.headed):
        grid = _loaded(path, own.part, progress=progress, headed=own.headed)
    return _sheet(grid, path.name, path, own)


def inspect_pasted(text: str, *, headed: bool | None = None, saved: SavedMappings | None = None) -> Sheet:
    """As ``inspect``, for cells from the clipboard."""
    grid = _bounded(tables.read_pasted(text, headed=headed), SAMPLE)
    own = saved.find(grid.columns) if saved and grid.headed else None
    return replace(_sheet(grid, PASTED, None, own), text=text)


def look_again(
    sheet: Sheet,
    *,
    part: str,
    headed: bool | None,
    saved: SavedMappings | None = None,
    progress: Progress | None = None,
) -> Sheet:
    """The same file or paste: another of its tables, or with another opinion about its header."""
    if sheet.path is None:
        return inspect_pasted(sheet.text, headed=headed, saved=saved)
    return inspect(sheet.path, part=part, headed=headed, saved=saved, progress=progress)


def proposals(sheet: Sheet, saved: SavedMappings | None = None) -> tuple[Guess, ...]:
    """The mappings to choose from: what is guessed, then presets and mappings of the reader that fit its columns."""
    grid = sheet.sample
    known = [(preset.mapping_for(grid), "preset") for preset in presets()]
    if saved:
        known += [(without(mine, lambda name: name in grid.columns), "saved") for mine in saved.all()]
    fitting = [Guess(cut, 1.0, (), origin) for cut, origin in known if cut.start.columns and cut.title]
    fitting.sort(key=lambda one: one.mapping != sheet.guess.mapping)
    return (sheet.guess if sheet.guess.origin == "guess" else guess(grid), *fitting)


def unknown_names(sheet: Sheet, mapping: Mapping, progress: Progress | None = None) -> tuple[Unknown, ...]:
    """The names and categories of the whole table that have no code, whatever the reader answered before."""
    columns = {name for name in (*(who.column for who in mapping.who), mapping.category) if name}
    if not columns:
        return ()
    known = recognised(sheet.sample)
    # A preset is needed only where it calls columns otherwise, or takes them from tables beside.
    preset = None if columns <= set(sheet.header) else known
    grid = _whole(sheet, mapping, None if preset else columns, preset, progress)
    names = participants_of(grid, replace(mapping, names={}), nothing(len(grid)), Problems()).unknown
    if not mapping.category:
        return names
    meanings = known.mapping.categories if known else {}
    values = column(grid, mapping.category, mapping.sentinels)
    return names + unknown_codes(values, mapping.category, meanings, "category")


def preview(sheet: Sheet, mapping: Mapping) -> EventTable:
    """What the sample becomes by a mapping, with its problems."""
    return apply(mapping, sheet.sample.fresh(), sheet.name)


def read_mapped(path: Path, mapping: Mapping, progress: Progress | None = None) -> EventTable:
    """Read a whole file by a mapping; raises FileProblem as ``inspect`` does."""
    preset = recognised(_loaded(path, mapping.part, headed=mapping.headed, progress=looking(progress)))
    return _read(path, mapping, preset, after_looking(progress))


def read_sheet(sheet: Sheet, mapping: Mapping, progress: Progress | None = None) -> EventTable:
    """Read all of what was looked at by a mapping; raises FileProblem as ``inspect`` does."""
    if sheet.path is not None:
        chosen = mapping if mapping.part else replace(mapping, part=sheet.part)
        return _read(sheet.path, chosen, recognised(sheet.sample), progress)
    return apply(mapping, tables.read_pasted(sheet.text, headed=mapping.headed), PASTED, progress)


def read(path: Path, progress: Progress | None = None, *, saved: SavedMappings | None = None) -> EventTable:
    """Read a file that explains itself.

    Raises:
        NeedsMapping: its columns are not clear.
        FileProblem: it cannot be read, or holds no table.
    """
    sheet = inspect(path, saved=saved, progress=looking(progress))
    if not sheet.guess.certain:
        raise NeedsMapping(sheet)
    return read_sheet(sheet, sheet.guess.mapping, after_looking(progress))


def knows_text(start: Beginning) -> bool:
    """Whether a file of this name may be a text table; what is not is told by its reader."""
    return start.suffix in TEXTS and not start.text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def knows_workbook(start: Beginning) -> bool:
    """Whether a file is a workbook."""
    return spreadsheets.knows(start.data, start.suffix)


def knows_records(start: Beginning) -> bool:
    """Whether a text is JSON with a list of objects, or with an object on each line."""
    text = start.text.lstrip("\ufeff \t\r\n")
    return text.startswith(("{", "[")) and (_RECORDS.search(text) is not None or _COLUMNS.match(text) is not None)


def _whole(
    sheet: Sheet, mapping: Mapping, only: Collection[str] | None, preset: Preset | None, progress: Progress | None
) -> Grid:
    """All rows of what was looked at."""
    if sheet.path is None:
        return tables.read_pasted(sheet.text, headed=sheet.headed)
    whole = _loaded(sheet.path, sheet.part, only=only, limit=ROW_LIMIT, progress=progress, headed=mapping.headed)
    return prepared(whole, preset, sheet.path) if preset else whole


def _read(path: Path, mapping: Mapping, preset: Preset | None, progress: Progress | None) -> EventTable:
    only = None if preset else set(mapping.columns())
    reading = within(progress, 0.0, 0.6)
    whole = _loaded(path, mapping.part, only=only, limit=ROW_LIMIT, progress=reading, headed=mapping.headed)
    if preset:
        whole = prepared(whole, preset, path)
    return apply(mapping, whole, path.name, within(progress, 0.6, 1.0))


def _sheet(grid: Grid, name: str, path: Path | None, own: Mapping | None) -> Sheet:
    header = tuple(grid.columns)
    preset = recognised(grid)
    if preset:
        grid = prepared(grid, preset, path)
    if own:
        guessed = Guess(own, 1.0, (), "saved")
    elif preset:
        guessed = Guess(preset.mapping_for(grid), 1.0, (), "preset")
    else:
        guessed = guess(grid)
        if len(grid.parts) > 1:
            choices = tuple((part, part or "the whole file") for part in grid.parts)
            question = Question("part", "", "Which of the tables?", choices)
            guessed = replace(guessed, questions=(*guessed.questions, question))
    rows, columns = grid.rows(_SHOWN), tuple(grid.columns)
    return Sheet(name, columns, rows, guessed, grid.parts, grid.part, grid, path, grid.headed, header)


def _loaded(
    path: Path,
    part: str,
    *,
    only: Collection[str] | None = None,
    limit: int = SAMPLE,
    progress: Progress | None = None,
    headed: bool | None = None,
) -> Grid:
    """The table in a file, by what its first bytes say."""
    start = beginning_of(path)
    if spreadsheets.knows(start.data, start.suffix):
        return _bounded(spreadsheets.read_workbook(path, part=part, only=only, progress=progress, headed=headed), limit)
    if knows_parquet(start) or knows_arrow(start):
        return _bounded(read_columns(path, only=only, progress=progress), limit)
    if start.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _bounded(read_records(path, part=part, only=only, progress=progress), limit)
    return tables.read_table(path, only=only, limit=limit, progress=progress, headed=headed)


def _bounded(grid: Grid, limit: int) -> Grid:
    return grid if len(grid) <= limit else grid.head(limit)
