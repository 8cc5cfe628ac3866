"""From the frames of an event table back to records as a file spells them, a slice at a time."""

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from viewer.events.records import (
    AlternativeRecord,
    EventRecord,
    ParticipantRecord,
    PlaceRecord,
    RelationRecord,
    SourceRecord,
)
from viewer.events.vocabulary import CATEGORIES, STATUSES

_NAMES = ("id", "title", "summary", "date", "date_note", "category", "status", "place", "lat", "lon", "importance")


def spelled(frames: Mapping[str, Any], begin: int, end: int) -> list[EventRecord]:
    """The events of rows ``begin`` to ``end`` (exclusive); ``frames`` by the names ``EventTable`` gives them."""
    columns = [_values(frames["events"][name].iloc[begin:end]) for name in (*_NAMES, "part_of")]
    participants = _parts(frames["participants"], begin, end, _participant)
    sources = _parts(frames["sources"], begin, end, SourceRecord)
    alternatives = _parts(frames["alternatives"], begin, end, AlternativeRecord)
    tags = _parts(frames["tags"], begin, end, str)
    ids = frames["events"]["id"].array
    relations = _parts(frames["relations"], begin, end, lambda kind, target: RelationRecord(kind, ids[target]))
    records = []
    for row, values in enumerate(zip(*columns, strict=True), begin):
        id_, title, summary, date, note, category, status, place, lat, lon, importance, part_of = values
        records.append(
            EventRecord(
                id=id_,
                title=title,
                summary=summary or None,
                date=date,
                date_note=note or None,
                alternative_dates=alternatives.get(row),
                category=CATEGORIES[category].code,
                status=STATUSES[status],
                participants=participants.get(row),
                place=_place(place, lat, lon),
                importance=importance,
                tags=tags.get(row),
                part_of=ids[part_of] if part_of >= 0 else None,
                relations=relations.get(row),
                sources=sources.get(row),
            )
        )
    return records


def _participant(kind: str, code: str, role: str) -> ParticipantRecord:
    return ParticipantRecord(code, None, role) if kind == "country" else ParticipantRecord(None, code, role)


def _place(name: str, lat: float, lon: float) -> PlaceRecord | None:
    if math.isnan(lat):
        return PlaceRecord(name) if name else None
    return PlaceRecord(name or None, lat, lon)


def rows_between(frame: pd.DataFrame, begin: int, end: int) -> tuple[int, int]:
    """Which part of a frame belongs to the events from row ``begin`` up to ``end``."""
    rows = frame["row"].to_numpy()  # numpy would write out all of them with as many bits as the two
    first, last = np.searchsorted(rows, np.array([begin, end], rows.dtype)).tolist()
    return first, last


def _parts(frame: pd.DataFrame, begin: int, end: int, make: Any) -> dict[int, list[Any]]:
    """What belongs to each row of the slice, made of the frame's other columns in order."""
    first, last = rows_between(frame, begin, end)
    if first == last:
        return {}
    part = frame.iloc[first:last]
    parts: defaultdict[int, list[Any]] = defaultdict(list)
    for row, *values in zip(*(_values(part[name]) for name in part.columns), strict=True):
        parts[row].append(make(*(value or None if isinstance(value, str) else value for value in values)))
    return parts


def _values(column: "pd.Series[Any]") -> list[Any]:
    """The values as plain Python objects, None for missing text."""
    if isinstance(column.dtype, pd.ArrowDtype):
        values: list[Any] = column.array.__arrow_array__().to_pylist()
        return values
    if isinstance(column.dtype, pd.CategoricalDtype):
        names = column.cat.categories
        return [names[code] if code >= 0 else None for code in column.cat.codes]
    return column.tolist()
