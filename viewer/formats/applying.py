"""A mapping carried out: from a table as it stands to an event table, a column at a time.

Everything is made of distinct texts (see ``distinct``), so that a million rows with a few thousand dates cost a few
thousand dates.  What cannot be used is reported with its row in the file; nothing is dropped in silence.
"""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from viewer.events import vocabulary
from viewer.events.about import About
from viewer.events.gathering import EVENT, PARTS, ready
from viewer.events.naming import codes_of
from viewer.events.table import EventTable
from viewer.events.texts import is_web, one_line
from viewer.formats.dates_in_tables import decided, edtf_of
from viewer.formats.distinct import Distinct, coded, column, joined, nothing
from viewer.formats.grid import Grid
from viewer.formats.mapped_codes import code_of, unknown_codes
from viewer.formats.mapped_dates import dates_of
from viewer.formats.mapped_names import Listed, Participants, in_rows, participants_of, split
from viewer.formats.mapping import Mapping, braced
from viewer.formats.progress import Done, Progress

_LONG = pa.large_string()
_EDGES = " –—-:,;·/→|"
_URLS = re.compile(r"[;|\s]+(?=https?://)")
_ADDRESS = re.compile(r"https?://[^;|\\\"'<>\x00- \x7f-\U0010ffff]+")  # one and nothing else
_WHOLE = re.compile(r"-?\d+\.0+")
_REPEATS_LISTED = 100
_BLOCK = 50_000  # rows
TITLE_LIMIT = 500


def apply(mapping: Mapping, grid: Grid, title: str = "", progress: Progress | None = None) -> EventTable:
    """The table's records as events.

    Args:
        mapping: what its columns are.
        grid: the table; its problems are added to.
        title: what the whole is called, such as the name of its file.
        progress: told what is done; what it raises ends the work.
    """
    tell = _teller(progress, len(grid))
    rows = _Rows(mapping, grid)
    dated = dates_of(grid, mapping, rows.problems)
    tell(0.2)
    parties = participants_of(grid, mapping, dated.dates, rows.problems)
    tell(0.4)
    category, own = rows.codes(mapping.category, mapping.categories, "category")
    status, _ = rows.codes(mapping.status, mapping.statuses, "status")
    events = {
        "title": rows.titles(),
        "summary": rows.summary(),
        "date": dated.dates.plain(),
        "date_note": dated.notes.plain(),
        "category": category,
        "status": status,
        "importance": rows.importance(),
        "place": rows.text(mapping.place, ", "),
        "lat": rows.degrees(mapping.lat, 90),
        "lon": rows.degrees(mapping.lon, 180),
    }
    events["id"] = rows.ids(events["title"], events["date"])
    rows.repeated(events["title"], events["date"], parties)
    tell(0.6)
    tables = {
        "events": _table(EVENT, events, len(grid)),
        "participants": _participants(parties),
        "sources": rows.sources(),
        "tags": _tags([*rows.tags(), own, parties.tags]),
    }
    tables |= {name: _part(name, np.zeros(0, np.int64), {}) for name in PARTS.keys() - tables.keys()}
    return EventTable.checked(
        [ready(tables)],
        about=About(title=one_line(title)),
        organisations=parties.declared,
        problems=rows.problems,
        numbers=grid.numbers,
    )


def _teller(progress: Progress | None, rows: int) -> Callable[[float], None]:
    return lambda share: progress(Done(share, rows)) if progress else None


def _table(kinds: dict[str, Any], columns: dict[str, Any], count: int) -> Any:
    def fitting(name: str, kind: Any) -> Any:
        values = columns.get(name)
        values = pa.nulls(count, kind) if values is None else values
        values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        if values.type == kind:
            return values
        return values.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else values.cast(kind)

    return pa.table({name: fitting(name, kind) for name, kind in kinds.items()})


def _part(name: str, row: Any, columns: dict[str, Any]) -> Any:
    """A table of what belongs to events; the rows are sorted."""
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    nth = np.arange(len(row)) - np.repeat(begins, np.diff(begins, append=len(row)))
    table = _table(PARTS[name], columns, len(row))
    table = table.add_column(0, "nth", pa.array(nth.astype(np.int32)))
    return table.add_column(0, "row", pa.array(row.astype(np.int32)))


def _participants(parties: Participants) -> Any:
    index, minus = parties.code, np.int64(-1)
    return _part(
        "participants",
        parties.row,
        {
            "country": coded(np.where(parties.organisation, minus, index), parties.codes),
            "organisation": coded(np.where(parties.organisation, index, minus), parties.codes),
            "role": pa.array(parties.role, pa.string(), from_pandas=True),
        },
    )


def _tags(parts: list[Listed]) -> Any:
    texts = [text for part in parts for text in part.texts]
    sizes = np.cumsum([0, *(len(part.texts) for part in parts)])
    row = np.concatenate([part.row for part in parts])
    index = np.concatenate([part.at + size for part, size in zip(parts, sizes, strict=False)])
    order = np.argsort(row, kind="stable")
    tags = coded(index[order], texts)
    good = tags.is_valid().to_numpy(zero_copy_only=False)
    return _part("tags", row[order][good], {"tag": tags.filter(pa.array(good))})


class _Rows:
    """What is made of the columns of one table.

    Attributes:
        problems: those of the reader, and those found here.
    """

    def __init__(self, mapping: Mapping, grid: Grid) -> None:
        self._mapping = mapping
        self._grid = grid
        self.problems = grid.problems
        for name in mapping.columns():
            if name not in grid.columns:
                said = f"There is no column “{name}”."
                self.problems.add(
                    0, name, "", said, "Name a column that the table has.", dropped="field", kind="layout"
                )

    def _column(self, name: str, *, labelled: bool = True) -> Distinct:
        """A column with its labels in place of its values, or its values as they are."""
        found = column(self._grid, name, self._mapping.sentinels)
        if any(found.texts) and all(_WHOLE.fullmatch(text) for text in found.texts if text):
            found = found.changed(lambda text: text.partition(".")[0])
        if not labelled:
            return found
        labels = self._mapping.labels.get(name) or self._states(name, found.texts)
        return found.changed(lambda text: labels.get(text.removesuffix(".0"), text)) if labels else found

    def _states(self, name: str, numbers: list[str]) -> dict[str, str]:
        """What the states are called whose numbers stand in a column, one after the other where they took turns."""
        system = next((who.codes for who in self._mapping.who if who.column == name and who.codes in ("cow", "gw")), "")
        states = {number: codes_of(number, "country", system) for number in numbers} if system else {}
        return {
            number: " / ".join(vocabulary.country_name(code) for code, _ in turn)
            for number, turn in states.items()
            if turn
        }

    def _report(self, column_: Distinct, number: int, name: str, message: str, remedy: str) -> None:
        for row in self._grid.numbers[column_.rows_of(number)].tolist():
            self.problems.add(row, name, column_.texts[number], message, remedy, dropped="field")

    def text(self, names: tuple[str, ...], by: str) -> Any:
        """Columns joined, null where all are empty."""
        if not names:
            return None
        return joined([self._column(name).plain() for name in names], by)

    def _filled(self, template: str, *, labelled: bool = True) -> Any:
        """The template with the values of its columns, or what they are called; null where they are all empty."""
        names = braced(template)
        if not names:
            return self._column(template, labelled=labelled).plain()
        parts, values, rest = [], [], template
        for name in names:
            before, _, rest = rest.partition(f"{{{name}}}")
            value = self._column(name, labelled=labelled).plain()
            values.append(value.is_valid())
            parts += [pa.scalar(before, _LONG), value.fill_null("")]
        filled = pc.binary_join_element_wise(*parts, pa.scalar(rest, _LONG), pa.scalar("", _LONG))
        some = values[0]
        for valid in values[1:]:
            some = pc.or_(some, valid)
        return pc.if_else(some, filled, pa.scalar(None, _LONG))

    def titles(self) -> Any:
        """The title of each record; "Row 17" where the table gives none."""
        mapping = self._mapping
        fixed = pa.scalar(mapping.title or None, _LONG)  # a title without columns is that of every record
        made = self._filled(mapping.title) if braced(mapping.title) else pa.repeat(fixed, len(self._grid))
        made = pc.replace_substring_regex(made, r"\(\s*\)", "")  # nothing stands within the brackets
        made = pc.utf8_trim(made, characters=_EDGES)
        made = pc.replace_substring_regex(made, r"\s+", " ")
        made = pc.replace_substring_regex(made, r" [→–—-] ?:", ":")  # nobody stands at the end of the arrow
        made = pc.replace_substring_regex(made, r"(^|: )\(([^()]+)\)$", r"\1\2")  # nothing stands before them
        empty = pc.or_(made.is_null(), pc.equal(made, "")).fill_null(True)
        if not pc.any(empty).as_py():
            return made
        numbers = pa.array(self._grid.numbers).cast(pa.string()).cast(_LONG)
        instead = pc.binary_join_element_wise(pa.scalar("Row", _LONG), numbers, pa.scalar(" ", _LONG))
        return pc.if_else(empty, instead, made)

    def summary(self) -> Any:
        """The summary of each record, null where there is none."""
        parts = [self._filled(text) for text in self._mapping.summary]
        return joined(parts, "\n\n") if parts else None

    def codes(self, name: str, meanings: dict[str, str], field: str) -> tuple[Any, Listed]:
        """A column of codes of the vocabulary; and its own values as tags where they are something else."""
        texts = column(self._grid, name, self._mapping.sentinels) if name else nothing(len(self._grid))
        for unknown in unknown_codes(texts, name, meanings, field):
            often = "once" if unknown.times == 1 else f"{unknown.times:,} times"
            said = f"“{unknown.name[:80]}” is no {field} that is known; it occurs {often}"
            if field == "category":  # what it stands for can be said where names are listed
                said, remedy = f"{said} and is kept as a tag.", "Say what it stands for, or leave it."
                self.problems.add(0, name, unknown.name, said, remedy, kind="name")
            else:
                self.problems.add(0, name, unknown.name, f"{said}.", f"Write one of: {', '.join(vocabulary.STATUSES)}.")
        codes = [code_of(text, meanings, field) for text in texts.texts]
        bare = ["" if code else text for code, text in zip(codes, texts.texts, strict=True)]
        own = self._column(name).texts if name in self._mapping.labels else bare
        constant = self._mapping.constant.get(field, "")
        tags = split(Distinct(texts.at, own if field == "category" else [""] * len(own)), "")
        return coded(texts.at, [code or constant for code in codes]), tags

    def importance(self) -> Any:
        """Whole numbers from 1 to 5, null where there is none."""
        name = self._mapping.importance
        constant = self._mapping.constant.get("importance", "")
        texts = self._column(name) if name else nothing(len(self._grid))
        values: list[int | None] = []
        for number, text in enumerate(texts.texts):
            value = _number(text or constant)
            good = value is not None and 1 <= value <= 5 and value == int(value)
            values.append(int(value) if good and value is not None else None)
            if text and not good:
                self._report(texts, number, name, "This is not a whole number from 1 to 5.", "Correct it.")
        return pa.array(values, pa.uint8()).take(pa.array(texts.at))

    def degrees(self, name: str, limit: int) -> Any:
        """Degrees, NaN and null where there are none."""
        if not name:
            return None
        texts = self._column(name)
        values: list[float | None] = []
        for number, text in enumerate(texts.texts):
            value = _number(text)
            good = value is not None and abs(value) <= limit
            values.append(value if good else None)
            if text and not good:
                said = f"This is not a number of degrees from -{limit} to {limit}."
                self._report(texts, number, name, said, "Correct it.")
        return pa.array(values, pa.float64()).take(pa.array(texts.at))

    def tags(self) -> list[Listed]:
        """The tags of each column."""
        listed = [split(self._column(name), self._mapping.tag_separator) for name in self._mapping.tags]
        if constant := self._mapping.constant.get("tag", ""):
            listed.append(split(Distinct(np.zeros(len(self._grid), np.int64), [constant]), ";"))
        return listed

    def sources(self) -> Any:
        """The sources of all records: one for each address, or one for what else is said."""
        mapping = self._mapping
        count = len(self._grid)
        addresses = self._column(mapping.url) if mapping.url else nothing(count)
        listed = _addresses(addresses)
        parts = {
            "publisher": self._column(mapping.publisher) if mapping.publisher else None,
            "title": self._column(mapping.source_title) if mapping.source_title else None,
            "published": self._published(),
        }
        said = np.zeros(count, bool)
        for part in parts.values():
            if part is not None:
                said |= np.array([bool(text) for text in part.texts], bool)[part.at]
        said[listed.row] = False
        bare = np.flatnonzero(said)
        row = np.concatenate([listed.row, bare])
        url = np.concatenate([listed.at, np.full(len(bare), len(listed.texts))])
        order = np.argsort(row, kind="stable")
        row, texts = row[order], [*listed.texts, ""]
        at = Distinct(url[order], texts)
        web = [is_web(text) for text in texts]
        columns: dict[str, Any] = {
            "url": Distinct(at.at, [text if good else "" for text, good in zip(texts, web, strict=True)]).plain(),
            "note": Distinct(at.at, ["" if good else text for text, good in zip(texts, web, strict=True)]).plain(),
        }
        for name, part in parts.items():
            columns[name] = Distinct(part.at[row], part.texts).plain() if part is not None else None
        if publisher := mapping.constant.get("publisher", ""):
            filled = columns["publisher"] if columns["publisher"] is not None else pa.nulls(len(row), _LONG)
            columns["publisher"] = filled.fill_null(publisher)
        return _part("sources", row, columns)

    def _published(self) -> Distinct | None:
        if not self._mapping.source_date:
            return None
        texts = self._column(self._mapping.source_date)
        layout = decided(filter(None, texts.texts))
        return texts.changed(lambda text: edtf_of(text, layout).edtf if text else "")

    def ids(self, titles: Any, dates: Any) -> Any:
        """An id for each record: the table's own, else one made of title and date, with a number where it repeats."""
        mapping = self._mapping
        own = self._filled(mapping.id, labelled=False) if mapping.id else None
        if own is None:
            own = pa.array([f"e{number:016x}" for number in _hashed(titles, dates).tolist()], _LONG)
        own = own.fill_null("row")
        if pc.count_distinct(own).as_py() == len(own):
            return own
        encoded = own.dictionary_encode().indices.to_numpy()
        nth: Any = pd.Series(encoded).groupby(encoded).cumcount().to_numpy()
        again = pa.array([f"-{number + 1}" if number else "" for number in nth.tolist()], _LONG)
        return pc.binary_join_element_wise(own, again, pa.scalar("", _LONG))

    def repeated(self, titles: Any, dates: Any, parties: Participants) -> None:
        """Report records with the date, title and participants of an earlier one."""
        if not len(self._grid):
            return
        who = np.zeros(len(self._grid), np.uint64)
        if len(parties.row):
            each = pd.util.hash_array(np.array(parties.codes, object).astype(str).astype(object))[parties.code]
            np.add.at(who, parties.row, each)
        key = _hashed(titles, dates) ^ who
        codes, _ = pd.factorize(key)
        first = np.zeros(len(codes), np.int64)
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        again = np.flatnonzero(first[codes] != np.arange(len(codes)))
        numbers = self._grid.numbers
        for row in again[:_REPEATS_LISTED].tolist():
            said = f"Row {numbers[first[codes[row]]]:,} has the same date, title and participants."
            remedy = "Remove one of them, or merge them."
            self.problems.add(int(numbers[row]), "title", titles[row].as_py(), said, remedy, kind="repeat")
        if len(again) > _REPEATS_LISTED:
            more = len(again) - _REPEATS_LISTED
            said = f"{more:,} more rows have the date, title and participants of an earlier one."
            self.problems.add(0, "title", "", said, "Remove them, or merge them.", kind="repeat", times=more)


def _hashed(titles: Any, dates: Any) -> Any:
    """A number for each title and date, a block at a time: another thread that paints must not wait for all of them."""
    blocks: list[Any] = [np.zeros(0, np.uint64)]
    for at in range(0, len(titles), _BLOCK):
        texts = {"title": titles.slice(at, _BLOCK), "date": dates.slice(at, _BLOCK)}
        frame = pd.DataFrame({name: pd.array(column_, "str") for name, column_ in texts.items()}, copy=False)
        blocks.append(pd.util.hash_pandas_object(frame, index=False).to_numpy())
    return np.concatenate(blocks)


def _addresses(cells: Distinct) -> Listed:
    """The web addresses of each cell, and whatever stands there instead."""
    return in_rows(cells.at, [[text] if _ADDRESS.fullmatch(text) else _several(text) for text in cells.texts])


def _several(text: str) -> list[str]:
    parts = (one_line(part.strip("\"'<>").replace("\\", "/")) for part in _URLS.split(text))
    return list(dict.fromkeys(filter(None, parts)))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
