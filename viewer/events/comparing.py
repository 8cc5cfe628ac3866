"""What differs between two readings of one source: events added, changed and removed, field by field.

Events are the same when they have the same id.  Where a reader had to make the ids (of title and date, since the file
has none) those that are left over are paired by what else they have in common: title, participants and sources; title;
date, participants and sources.  Only what occurs once on either side is paired, so nothing is guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events.event import MADE_ID, Event
from viewer.events.table import EventTable

LISTED = 500  # differences of each kind that are kept; beyond they are counted
_COLUMNS = ("date", "title", "summary", "date_note", "category", "status", "importance", "place", "lat", "lon")
_PARTS = {
    "participants": ("kind", "code", "role"),
    "sources": ("publisher", "title", "url", "published", "note"),
    "tags": ("tag",),
    "alternatives": ("date", "basis"),
}
_ODD = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an event before and after, in words; "" where it was empty."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One event that is not as it was.

    Attributes:
        kind: "added", "changed" or "removed".
        id: of the event as it is now; of a removed one, as it was.
        title, date: likewise; the date is EDTF, "" where there is none.
        fields: what changed, () where it was added or removed.
    """

    kind: str
    id: str
    title: str
    date: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many events were added, changed and removed, and the first of each kind.

    ``renamed`` holds the new ids of events that are the same but have another id now.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    differences: tuple[Difference, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.removed)

    def in_words(self) -> str:
        """Such as "3 events added, 1 changed"."""
        counts = [(self.added, "added"), (self.changed, "changed"), (self.removed, "removed")]
        told = [(count, what) for count, what in counts if count]
        if not told:
            return "no event has changed"
        first = "event" if told[0][0] == 1 else "events"
        return ", ".join(f"{count:,} {first + ' ' if at == 0 else ''}{what}" for at, (count, what) in enumerate(told))


def compared(old: EventTable, new: EventTable) -> Comparison:
    """What has to be done to ``old`` to make it ``new``; the order of events and of their parts counts for nothing."""
    before, after = _prints(old, new)
    partner = _partners(before, after)
    kept = np.flatnonzero(partner >= 0)
    differs = before.whole[partner[kept]] != after.whole[kept]
    changed = kept[differs]
    added = np.flatnonzero(partner < 0)
    gone = np.ones(len(old), bool)
    gone[partner[kept]] = False
    removed = np.flatnonzero(gone)
    pairs = [(int(partner[row]), int(row)) for row in changed[:LISTED]]
    differences = [
        *(_whole("added", new, row) for row in added[:LISTED].tolist()),
        *(_changed(old.event(was), new.event(row)) for was, row in pairs),
        *(_whole("removed", old, row) for row in removed[:LISTED].tolist()),
    ]
    return Comparison(
        len(added), len(changed), len(removed), tuple(differences), tuple(_renamed(before, after, partner))
    )


@dataclass(frozen=True, slots=True)
class _Prints:
    """Numbers that are equal where what the events of either table say is equal, one for each event.

    Attributes:
        ids: Arrow text.
        made: which ids were made by a reader.
        whole: of everything but the id.
        keys: for pairing events without ids of their own, the strictest first; 0 where there is too little to go by.
    """

    ids: Any
    made: NDArray[np.bool_]
    whole: Hashes
    keys: tuple[Hashes, ...]


def _prints(*tables: EventTable) -> list[_Prints]:
    """Those of both tables, whose texts are numbered together."""
    frames = [table.events for table in tables]
    own = _numbered([frame["id"] for frame in frames])
    columns = {name: _numbered([frame[name] for frame in frames]) for name in _COLUMNS}
    parts = {name: _of_parts([getattr(table, name) for table in tables], tables, _PARTS[name]) for name in _PARTS}
    kinds = _numbered([table.relations["kind"] for table in tables])
    made = []
    for at, table in enumerate(tables):
        ids = _whole_array(frames[at]["id"])
        here = {name: numbers[at] for name, numbers in {**columns, **parts}.items()}
        links = _mixed([kinds[at], own[at][table.relations["target"].to_numpy()]])
        linked = _summed(len(table), table.relations["row"].to_numpy(), links)
        parent = table.events["part_of"].to_numpy()
        above = np.where(parent >= 0, own[at][parent], np.uint64(0)) if len(table) else own[at]
        around = [here["participants"], here["sources"]]
        dated = table.events["dated"].to_numpy() & (around[0] + around[1] != 0)
        keys = (_mixed([here["title"], *around]), _mixed([here["title"]]), _mixed([here["date"], *around]) * dated)
        is_made = np.asarray(pc.match_substring_regex(ids, f"^{MADE_ID.pattern}$"))
        made.append(_Prints(ids, is_made, _mixed([*here.values(), linked, above]), keys))
    return made


def _whole_array(column: pd.Series) -> Any:
    return pa.chunked_array(pa.array(column)).cast(pa.large_string()).combine_chunks()


def _numbered(columns: Sequence[pd.Series]) -> list[Hashes]:
    """A number for each value, the same for equal values in all of the columns; 0 for null."""
    kind = columns[0].dtype
    if isinstance(kind, pd.CategoricalDtype):
        numbers = {name: at for at, name in enumerate(sorted({n for c in columns for n in c.cat.categories}), 1)}
        tables = [np.array([*map(numbers.__getitem__, c.cat.categories), 0], np.uint64) for c in columns]
        return [table[column.cat.codes.to_numpy()] for table, column in zip(tables, columns, strict=True)]
    if isinstance(kind, pd.ArrowDtype):
        encoded = pa.concat_arrays([_whole_array(column) for column in columns]).dictionary_encode()
        found = np.asarray(pc.add(encoded.indices, 1).fill_null(0)).astype(np.uint64)
        return np.split(found, np.cumsum([len(column) for column in columns])[:-1])
    if kind.kind == "f":
        return [np.nan_to_num(column.to_numpy(), nan=1e9).view(np.uint64) for column in columns]
    return [column.to_numpy().astype(np.uint64) for column in columns]


def _mixed(numbers: Sequence[Hashes]) -> Hashes:
    """Several numbers of each event in one, in which their places count."""
    whole = np.zeros(len(numbers[0]), np.uint64)
    for each in numbers:
        whole = (whole ^ each) * _ODD
        whole ^= whole >> np.uint64(29)
    return whole


def _of_parts(frames: Sequence[pd.DataFrame], tables: Sequence[EventTable], columns: Sequence[str]) -> list[Hashes]:
    numbers = [_numbered([frame[column] for frame in frames]) for column in columns]
    return [
        _summed(len(table), frames[at]["row"].to_numpy(), _mixed([each[at] for each in numbers]))
        for at, table in enumerate(tables)
    ]


def _summed(count: int, row: NDArray[np.int32], hashes: Hashes) -> Hashes:
    """What belongs to each event added up, so that its order does not count."""
    total = np.zeros(count, np.uint64)
    np.add.at(total, row, hashes * _ODD + np.uint64(1))
    return total


def _partners(before: _Prints, after: _Prints) -> Rows:
    """For each event of ``after`` the row of the same event in ``before``, -1 where there is none."""
    found = pc.index_in(after.ids, value_set=before.ids.cast(after.ids.type))
    partner: Rows = np.asarray(found.fill_null(-1)).astype(np.int64)
    for old_key, new_key in zip(before.keys, after.keys, strict=True):
        free = before.made.copy()
        free[partner[partner >= 0]] = False
        old_rows, new_rows = np.flatnonzero(free), np.flatnonzero((partner < 0) & after.made)
        old_only, new_only = _single(old_key[old_rows]), _single(new_key[new_rows])
        keys, in_old, in_new = np.intersect1d(old_key[old_rows][old_only], new_key[new_rows][new_only], True, True)
        good = keys != 0
        partner[new_rows[new_only][in_new[good]]] = old_rows[old_only][in_old[good]]
    return partner


def _single(keys: Hashes) -> Rows:
    """Where the keys stand that occur once."""
    _, first, count = np.unique(keys, return_index=True, return_counts=True)
    single: Rows = first[count == 1]
    return single


def _renamed(before: _Prints, after: _Prints, partner: Rows) -> Iterator[tuple[str, str]]:
    for row in np.flatnonzero((partner >= 0) & after.made).tolist():
        old, new = before.ids[int(partner[row])].as_py(), after.ids[row].as_py()
        if old != new:
            yield old, new


def _whole(kind: str, table: EventTable, row: int) -> Difference:
    event = table.event(row)
    return Difference(kind, event.id, event.title, event.date.text if event.date else "")


def _changed(old: Event, new: Event) -> Difference:
    before, after = _in_words(old), _in_words(new)
    fields = tuple(FieldChange(name, before[name], after[name]) for name in after if before[name] != after[name])
    return Difference("changed", new.id, new.title, after["date"], fields)


def _in_words(event: Event) -> dict[str, str]:
    """Each field as one text; lists in an order of their own, since that of the file says nothing."""
    place = event.place
    where = (place.lat, place.lon) if place else (None, None)
    degrees = f"{where[0]}, {where[1]}" if where[0] is not None and where[1] is not None else ""
    sources = ((s.publisher, s.title, s.url, s.published, s.note) for s in event.sources)
    return {
        "title": event.title,
        "date": event.date.text if event.date else "",
        "date note": event.date_note,
        "other dates": _list(" ".join((a.date.text, a.basis)).strip() for a in event.alternative_dates),
        "category": event.category,
        "status": event.status,
        "participants": _list(f"{p.code} ({p.role})" for p in event.participants),
        "place": " ".join(filter(None, (place.name if place else "", degrees and f"({degrees})"))),
        "importance": str(event.importance),
        "tags": _list(event.tags),
        "part of": event.part_of or "",
        "relations": _list(f"{r.kind} {r.id}" for r in event.relations),
        "sources": _list(", ".join(filter(None, parts)) for parts in sources),
        "summary": event.summary,
    }


def _list(texts: Any) -> str:
    return "; ".join(sorted(texts))
