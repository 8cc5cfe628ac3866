"""From checked Arrow tables to the data frames of an ``EventTable``: codes to numbers, dates to bounds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.columns import numbers
from viewer.events.gathering import TEXT
from viewer.events.plain_dates import BOUNDS
from viewer.events.vocabulary import CATEGORY_CODE, STATUS_CODE

_MANY = 10_000  # rows whose memory is worth the time it takes to give it back


def frames_of(tables: dict[str, Any], link: Callable[[], None]) -> dict[str, pd.DataFrame]:
    """The frames by the names ``EventTable`` gives them, by two threads; ``tables`` are taken out: memory can go.

    ``link`` makes rows of the ids in "events" and "relations", while the other thread is at tables without any.
    """
    with ThreadPoolExecutor(1) as other:
        parts = other.submit(_parts, tables)
        link()
        relations = tables.pop("relations")
        return {
            "events": _events(_Columns(tables.pop("events"))),
            "relations": _frame(
                row=_row(relations), kind=_categorical(relations["type"], ""), target=_numbers(relations["id"])
            ),
            **parts.result(),
        }


def _parts(tables: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The frames that link no event to another."""
    alternatives, tags = (tables.pop(name) for name in ("alternative_dates", "tags"))
    return {
        "participants": _participants(_Columns(tables.pop("participants"))),
        "sources": _sources(_Columns(tables.pop("sources"))),
        "tags": _frame(row=_row(tags), tag=_categorical(tags["tag"], "")),
        "alternatives": _frame(
            row=_row(alternatives),
            date=_text(alternatives["date"].cast(TEXT)),
            basis=_text(alternatives["basis"]),
        ),
    }


class _Columns:
    """The columns of a table, each of which can be had once, so that its memory can go."""

    def __init__(self, table: Any) -> None:
        self._columns = dict(zip(table.column_names, table.columns, strict=True))
        self._large = len(table) >= _MANY

    def __getitem__(self, name: str) -> Any:
        if self._large:
            pa.default_memory_pool().release_unused()
        return self._columns.pop(name)


def _events(table: _Columns) -> pd.DataFrame:
    columns: dict[str, Any] = {"id": _text(table["id"])}
    columns.update({name: _text(table[name]) for name in ("title", "summary")})
    date = table["date"]
    columns["date"] = _text(date)
    columns["dated"] = date.is_valid().to_numpy()
    columns.update({name: _numbers(table[name]) for name in (*BOUNDS, "flags", "precision")})
    columns["importance"] = _numbers(table["importance"].fill_null(3))
    columns["category"] = _numbered(table["category"], CATEGORY_CODE, CATEGORY_CODE["other"])
    columns["status"] = _numbered(table["status"], STATUS_CODE, STATUS_CODE["confirmed"])
    columns["place"] = _categorical(table["place"], "")
    columns["lat"] = _numbers(table["lat"])
    columns["lon"] = _numbers(table["lon"])
    columns["date_note"] = _text(table["date_note"])
    columns["part_of"] = _numbers(table["part_of"])
    return _frame(**columns)


def _participants(table: _Columns) -> pd.DataFrame:
    countries, organisations = table["country"], table["organisation"]
    names = _names(countries)
    kinds, codes = [np.zeros(0, np.int8)], []
    for part in pa.table({"country": countries, "organisation": organisations}).to_batches():
        code = numbers(part["organisation"].indices)
        is_organisation = code >= 0
        kinds.append(is_organisation.astype(np.int8))
        codes.append(np.where(is_organisation, code + np.int32(len(names)), numbers(part["country"].indices)))
    return _frame(
        row=_row(table),
        kind=pd.Categorical.from_codes(np.concatenate(kinds), pd.Index(["country", "organisation"])),
        code=_of_names(codes, [*names, *_names(organisations)]),
        role=_categorical(table["role"], "participant"),
    )


def _sources(table: _Columns) -> pd.DataFrame:
    return _frame(
        row=_row(table),
        publisher=_categorical(table["publisher"], ""),
        title=_text(table["title"]),
        url=_text(table["url"]),
        published=_categorical(table["published"]),
        note=_text(table["note"]),
    )


def _frame(**columns: Any) -> pd.DataFrame:
    """A frame of columns nobody else has: they need not be copied."""
    return pd.DataFrame(columns, copy=False)


def _row(table: Any) -> NDArray[np.int32]:
    row: NDArray[np.int32] = _numbers(table["row"])
    return row


def _numbers(column: Any) -> NDArray[Any]:
    """A column of numbers as an array; NaN for null."""
    numbers: NDArray[Any] = column.to_numpy()
    return numbers


def _text(column: Any) -> pd.Series:
    """A text column as Arrow strings, shared and not copied."""
    return pd.Series(pd.array(column, dtype=pd.ArrowDtype(column.type)))


def _names(column: Any) -> list[str]:
    """The values of a dictionary column, whose chunks have them in common."""
    return list(column.chunk(0).dictionary.to_pylist()) if column.num_chunks else []


def _codes(column: Any) -> list[NDArray[np.int32]]:
    """Which value of the dictionary each row has, -1 where it has none, piece by piece."""
    return [numbers(chunk.indices) for chunk in column.chunks]


def _categorical(column: Any, default: str | None = None) -> pd.Categorical:
    """A dictionary column as categories; null is ``default``, or stays null where there is none."""
    return _of_names(_codes(column), _names(column), default)


def _of_names(pieces: list[NDArray[np.int32]], names: list[str], default: str | None = None) -> pd.Categorical:
    """Categories in order of code points, unused ones left out; ``names`` may repeat, code -1 is ``default``."""
    meant = [*names, default]
    often = sum((np.bincount(codes + 1, minlength=len(meant)) for codes in pieces), np.zeros(len(meant), np.int64))
    used = np.roll(often > 0, -1)  # what stands for null comes last, too
    distinct = sorted(
        {name for name, is_used in zip(meant, used.tolist(), strict=True) if is_used and name is not None}
    )
    place = {name: number for number, name in enumerate(distinct)}
    kind = np.min_scalar_type(-max(1, len(distinct)))
    made: pd.Categorical = pd.Categorical.from_codes(
        _looked_up(pieces, [place.get(name, -1) if name is not None else -1 for name in meant], kind),
        pd.Index(distinct, dtype="str"),
        validate=False,
    )
    return made


def _looked_up(pieces: list[NDArray[np.int32]], meanings: list[int], kind: Any) -> NDArray[Any]:
    """What each code means, the last for -1, as numbers of a kind, in one piece."""
    table = np.array(meanings, kind)
    return np.concatenate([np.zeros(0, kind), *(table[codes] for codes in pieces)])


def _numbered(column: Any, numbers_of: dict[str, int], default: int) -> NDArray[np.uint8]:
    """A dictionary column of vocabulary codes as their numbers."""
    meanings = [*(numbers_of.get(code, default) for code in _names(column)), default]
    return _looked_up(_codes(column), meanings, np.uint8)
