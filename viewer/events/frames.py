"""From checked Arrow tables to the data frames of an ``EventTable``: codes to numbers, dates to bounds."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.gathering import TEXT
from viewer.events.plain_dates import BOUNDS
from viewer.events.vocabulary import CATEGORY_CODE, STATUS_CODE


def frames_of(tables: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The frames by the names ``EventTable`` gives them; ``tables`` are taken out, so that memory can go."""
    relations, alternatives, tags = (tables.pop(name) for name in ("relations", "alternative_dates", "tags"))
    return {
        "events": _events(tables.pop("events")),
        "participants": _participants(tables.pop("participants")),
        "sources": _sources(tables.pop("sources")),
        "tags": pd.DataFrame({"row": _row(tags), "tag": _categorical(tags["tag"])}),
        "relations": pd.DataFrame(
            {"row": _row(relations), "kind": _categorical(relations["type"]), "target": relations["id"].to_numpy()}
        ),
        "alternatives": pd.DataFrame(
            {"row": _row(alternatives), "date": _text(alternatives["date"]), "basis": _text(alternatives["basis"], "")}
        ),
    }


def _events(table: Any) -> pd.DataFrame:
    columns: dict[str, Any] = {name: _text(table[name], "") for name in ("id", "title", "summary")}
    columns["date"] = _text(table["date"])
    columns["dated"] = table["date"].is_valid().to_numpy()
    columns.update({name: table[name].to_numpy() for name in (*BOUNDS, "flags", "precision")})
    columns["importance"] = table["importance"].fill_null(3).to_numpy()
    columns["category"] = _numbered(table["category"], CATEGORY_CODE, CATEGORY_CODE["other"])
    columns["status"] = _numbered(table["status"], STATUS_CODE, STATUS_CODE["confirmed"])
    columns["place"] = _text(table["place"], "")
    columns["lat"] = table["lat"].to_numpy()
    columns["lon"] = table["lon"].to_numpy()
    columns["date_note"] = _text(table["date_note"], "")
    columns["part_of"] = table["part_of"].to_numpy()
    return pd.DataFrame(columns, copy=False)


def _participants(table: Any) -> pd.DataFrame:
    countries, organisations = (_one(table[name]) for name in ("country", "organisation"))
    is_organisation = np.asarray(organisations.is_valid())
    shift = len(countries.dictionary)
    codes = np.where(is_organisation, _index(organisations) + shift, _index(countries))
    names = [*countries.dictionary.to_pylist(), *organisations.dictionary.to_pylist()]
    kinds = pd.Categorical.from_codes(is_organisation.astype(np.int8), pd.Index(["country", "organisation"]))
    return pd.DataFrame(
        {
            "row": _row(table),
            "kind": kinds,
            "code": _of_names(codes, names),
            "role": _categorical(table["role"], "participant"),
        }
    )


def _sources(table: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": _row(table),
            "publisher": _text(table["publisher"], ""),
            "title": _text(table["title"]),
            "url": _text(table["url"]),
            "published": _text(table["published"]),
            "note": _text(table["note"], ""),
        }
    )


def _row(table: Any) -> NDArray[np.int32]:
    row: NDArray[np.int32] = table["row"].to_numpy()
    return row


def _text(column: Any, default: str | None = None) -> pd.Series:
    """A text column as Arrow strings, shared and not copied where it is one already."""
    plain = column.cast(TEXT) if pa.types.is_dictionary(column.type) else column
    kind = pd.ArrowDtype(plain.type)
    return pd.Series(pd.array(plain if default is None else plain.fill_null(default), dtype=kind))


def _one(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _index(column: Any) -> NDArray[np.int32]:
    """Which value of the dictionary each row has, -1 where it has none."""
    index: NDArray[np.int32] = column.indices.fill_null(-1).to_numpy()
    return index


def _categorical(column: Any, default: str = "") -> pd.Categorical:
    """A dictionary column as categories; null is ``default``."""
    column = _one(column)
    return _of_names(_index(column), [*column.dictionary.to_pylist(), default])


def _of_names(codes: NDArray[np.int32], names: list[str]) -> pd.Categorical:
    """Categories in order of code points, unused ones left out; ``names`` may repeat, code -1 is the last of them."""
    used = np.bincount(np.where(codes < 0, len(names) - 1, codes), minlength=len(names)) > 0
    distinct = sorted({name for name, is_used in zip(names, used.tolist(), strict=True) if is_used})
    place = {name: number for number, name in enumerate(distinct)}
    number_of: NDArray[np.integer] = np.array(
        [place.get(name, -1) for name in names], np.min_scalar_type(-max(1, len(distinct)))
    )
    made: pd.Categorical = pd.Categorical.from_codes(number_of[codes], pd.Index(distinct, dtype="str"), validate=False)
    return made


def _numbered(column: Any, numbers: dict[str, int], default: int) -> NDArray[np.uint8]:
    """A dictionary column of vocabulary codes as their numbers."""
    column = column.combine_chunks()
    table = np.array([*(numbers.get(code, default) for code in column.dictionary.to_pylist()), default], np.uint8)
    numbered: NDArray[np.uint8] = table[column.indices.fill_null(-1).to_numpy()]
    return numbered
