"""From checked Arrow tables to the data frames of an ``EventTable``: codes to numbers, dates to bounds."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events.checks import BOUNDS
from viewer.events.gathering import TEXT
from viewer.events.vocabulary import CATEGORY_CODE, STATUS_CODE


def frames_of(tables: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The frames by the names ``EventTable`` gives them."""
    relations, alternatives = tables["relations"], tables["alternative_dates"]
    tags = tables["tags"]
    return {
        "events": _events(tables["events"]),
        "participants": _participants(tables["participants"]),
        "sources": _sources(tables["sources"]),
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
    return pd.DataFrame(columns)


def _participants(table: Any) -> pd.DataFrame:
    codes = pc.coalesce(table["country"].cast(pa.string()), table["organisation"].cast(pa.string()))
    is_organisation = np.asarray(pc.is_valid(table["organisation"]).to_numpy())
    kinds = pd.Categorical.from_codes(is_organisation.astype(np.int8), pd.Index(["country", "organisation"]))
    roles = table["role"].cast(pa.string()).fill_null("participant").dictionary_encode()
    return pd.DataFrame(
        {
            "row": _row(table),
            "kind": kinds,
            "code": _categorical(codes.dictionary_encode()),
            "role": _categorical(roles),
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


def _categorical(column: Any) -> pd.Categorical:
    """A dictionary column with its distinct values in order of code points, unused ones left out."""
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    index = column.indices.fill_null(-1).to_numpy()
    return pd.Categorical.from_codes(index, column.dictionary.to_pylist()).remove_unused_categories()


def _numbered(column: Any, numbers: dict[str, int], default: int) -> NDArray[np.uint8]:
    """A dictionary column of vocabulary codes as their numbers."""
    column = column.combine_chunks()
    table = np.array([*(numbers.get(code, default) for code in column.dictionary.to_pylist()), default], np.uint8)
    numbered: NDArray[np.uint8] = table[column.indices.fill_null(-1).to_numpy()]
    return numbered
