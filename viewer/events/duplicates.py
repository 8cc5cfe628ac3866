"""Rows that look like the same event, and one event made of them.

Alike are rows of one date whose titles are equal, or differ by a slip while the same take part, and rows that had the
same id in their file (the later ones were given a number).  Nothing is merged unless somebody says so, and then nothing
is lost: participants, sources, tags and relations are united, another date becomes an alternative, another title a line
of the summary.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain, combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from viewer.events.event import MADE_ID
from viewer.events.records import AlternativeRecord, EventRecord, Record
from viewer.events.spelling import rows_between
from viewer.events.table import EventTable
from viewer.events.vocabulary import folded

SLIP = 2  # letters by which two spellings of a title may differ
_LEAST = 8  # characters of a title that may have a slip
_TITLES = 200  # different titles of one date that are compared
_STEP = 10_000  # rows between two reports of progress
_NUMBERED = re.compile(r"(.+)-\d{1,9}")
_DIGITS = re.compile(r"\d+")


Progress = Callable[[float], None]


class Alike(NamedTuple):
    """Rows of a table that look like one event, ascending, and what they have in common."""

    rows: tuple[int, ...]
    why: str


def alike(table: EventTable, progress: Progress = lambda _share: None) -> tuple[Alike, ...]:
    """Every group of rows that look like one event, in order of their first rows.

    ``progress`` is told the share that was looked through, 0 to 1; what it raises ends the search.
    """
    ids: list[str] = table.events["id"].array.__arrow_array__().to_pylist()
    above = list(range(len(ids)))

    def top(row: int) -> int:
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    links: list[tuple[int, int, str]] = []
    said: set[tuple[int, str]] = set()
    for first, second, reason in chain(_same_ids(table, ids), _same_titles(table, progress)):
        one, other = sorted((top(first), top(second)))
        if one != other or (first, reason) not in said:  # else this says nothing new, and there may be millions
            above[other] = one
            said.add((first, reason))
            links.append((first, second, reason))
    groups: dict[int, set[int]] = {}
    why: dict[int, dict[str, None]] = {}
    for first, second, reason in links:
        groups.setdefault(top(first), set()).update((first, second))
        why.setdefault(top(first), {})[reason] = None
    return tuple(Alike(tuple(sorted(groups[row])), ", ".join(why[row])) for row in sorted(groups))


def _same_ids(table: EventTable, ids: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Pairs whose id was one in the file, unless nothing else is: "treaty-2" may well be another treaty."""
    place = {id_: row for row, id_ in enumerate(ids)}
    numbered = ((row, _NUMBERED.fullmatch(id_)) for row, id_ in enumerate(ids) if not MADE_ID.fullmatch(id_))
    pairs = [(place[found[1]], row) for row, found in numbered if found and found[1] in place]
    if not pairs:
        return
    dates, titles = (table.events[name].array.__arrow_array__().to_pylist() for name in ("date", "title"))
    for first, row in pairs:
        if (dates[first] and dates[first] == dates[row]) or folded(titles[first]) == folded(titles[row]):
            yield first, row, "same id"


def _same_titles(table: EventTable, progress: Progress) -> Iterator[tuple[int, int, str]]:
    """Pairs of rows with the same date and the same or nearly the same title."""
    events = table.events
    row = np.flatnonzero(events["dated"].to_numpy())
    date, _ = pd.factorize(events["date"].iloc[row])
    spelling, spellings = pd.factorize(events["title"].iloc[row])
    plain = []
    for at, text in enumerate(spellings):
        if at % _STEP == 0:
            progress(at / len(spellings) / 2)
        plain.append(folded(str(text)))
    title, titles = pd.factorize(np.array(plain, object)[spelling] if plain else np.array([], object))
    frame = pd.DataFrame({"row": row, "date": date, "title": title})
    first = frame.groupby(["date", "title"])["row"].transform("first").to_numpy()
    for later, earlier in zip(row[first != row].tolist(), first[first != row].tolist(), strict=True):
        yield earlier, later, "same date and title"
    distinct = frame[first == row]
    several = distinct[distinct["date"].duplicated(keep=False)].groupby("date")
    for at, (_, day) in enumerate(several):
        progress((1 + at / several.ngroups) / 2)
        if len(day) <= _TITLES:
            yield from _near(table, day["row"].tolist(), [str(titles[at]) for at in day["title"]])


def _near(table: EventTable, rows: Sequence[int], titles: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where a date has several titles

    parties = cache(partial(_parties, table))
    long = [
        (row, title, _DIGITS.findall(title)) for row, title in zip(rows, titles, strict=True) if len(title) >= _LEAST
    ]
    for (one, title, number), (two, other, another) in combinations(long, 2):
        if number != another:
            continue  # "Resolution 12" is not "Resolution 13"
        if OSA.distance(title, other, score_cutoff=SLIP) <= SLIP and parties(one) == parties(two):
            yield one, two, "same date, similar titles"


def _parties(table: EventTable, row: int) -> frozenset[str]:
    """Who takes part: "Talks with Iran" are not "Talks with Iraq"."""
    first, last = rows_between(table.participants, row, row + 1)
    return frozenset(map(str, table.participants["code"].iloc[first:last]))


def merged(table: EventTable, groups: Iterable[Sequence[int]], progress: Progress = lambda _share: None) -> EventTable:
    """A table in which the rows of each group are one event; what refers to any of them refers to that.

    Args:
        table: stays as it is.
        groups: rows of it, each in one group at most.
        progress: told the share that is done, 0 to 1; what it raises ends the work.
    """
    records = []
    for row, record in enumerate(table.records()):
        if row % _STEP == 0:
            progress(row / len(table))
        records.append(record)
    gone: set[int] = set()
    now: dict[str | None, str | None] = {}
    for rows in groups:
        first, *others = rows
        now |= {records[row].id: records[first].id for row in others}
        records[first] = _united([records[row] for row in rows])
        gone.update(others)
    if not gone:
        return table
    kept = [_pointed(record, now) for row, record in enumerate(records) if row not in gone]
    made = EventTable.build(kept, about=table.about, organisations=table.organisations, series=table.series)
    return replace(made, problems=table.problems, read=table.read)


def _united(records: Sequence[EventRecord]) -> EventRecord:
    """One event with everything that several say."""
    first = records[0]
    also = [f"Also called: {record.title}" for record in records[1:] if record.title != first.title]
    summaries = dict.fromkeys(filter(None, (record.summary for record in records)))
    dated = next((record.date for record in records if record.date), None)
    others = [
        AlternativeRecord(
            record.date, (record.sources[0].publisher if record.sources else None) or f"Record {record.id}"
        )
        for record in records
        if record.date not in (None, dated)
    ]
    return EventRecord(
        id=first.id,
        title=first.title,
        summary="\n\n".join((*summaries, *dict.fromkeys(also))) or None,
        date=dated,
        date_note=" ".join(dict.fromkeys(filter(None, (record.date_note for record in records)))) or None,
        alternative_dates=_each_once([*_all(records, "alternative_dates"), *others]),
        category=next((record.category for record in records if record.category != "other"), first.category),
        status=first.status,
        participants=_each_once(_all(records, "participants")),
        place=next((record.place for record in records if record.place), None),
        importance=max((record.importance for record in records if record.importance), default=None),
        tags=list(dict.fromkeys(_all(records, "tags"))) or None,
        part_of=next((record.part_of for record in records if record.part_of), None),
        relations=_each_once(_all(records, "relations")),
        sources=_each_once(_all(records, "sources")),
    )


def _all(records: Sequence[EventRecord], name: str) -> list[Any]:
    return [item for record in records for item in getattr(record, name) or ()]


def _each_once(items: Sequence[Record]) -> list[Any] | None:
    distinct: list[Record] = []
    for item in items:
        if item not in distinct:
            distinct.append(item)
    return distinct or None


def _pointed(record: EventRecord, now: dict[str | None, str | None]) -> EventRecord:
    """The record with its references to events that became part of others; none of them to itself."""
    record.part_of = now.get(record.part_of, record.part_of)
    if record.part_of == record.id:
        record.part_of = None
    for relation in record.relations or ():
        relation.id = now.get(relation.id, relation.id)
    record.relations = _each_once([r for r in record.relations or () if r.id != record.id])
    return record
