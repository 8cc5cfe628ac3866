"""Realistic large event tables, the same for the same seed, made column by column: ten million in a minute or two.

Crises cluster, treaties last, a tenth of the dates is known to the month or the year only, some are uncertain, some
are open at an end; events have one to four countries, titles come in several scripts, all have a source.  Events stand
in order of time, as in a chronology.

python tests/benchmarks/tables.py COUNT FILE        writes such a chronology
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from viewer.events.about import About
from viewer.events.gathering import ready
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORIES, ROLES, STATUSES, countries, organisations
from viewer.formats import write_events

FIRST, LAST = "0622-01-01", "2026-01-31"
SUBJECTS = (
    "Foreign ministers of the neighbouring states meet",
    "Treaty of friendship and cooperation signed at the summit",
    "Sanctions on exports tightened",
    "Переговоры о прекращении огня",
    "外长会谈",
    "محادثات وقف إطلاق النار",
    "Ξεκινούν συνομιλίες για τα σύνορα",
    "Joint statement on trade, transit and regional connectivity",
    "Embassy recalls its ambassador",
    "Délégation reçue à Genève",
)
SENTENCES = (
    "The two sides agreed to hold further talks at the level of experts before the end of the year.",
    "The delegation was received by the president; no statement was made afterwards.",
    "Observers spoke of a breakthrough, while the press of both capitals remained sceptical.",
)
PLACES = ("Geneva", "Tehran", "Москва", "Islamabad", "北京", "New York", "Astana", "Wien")
LAT = np.array([46.2, 35.7, 55.8, 33.7, 39.9, 40.7, 51.2, 48.2])
LON = np.array([6.1, 51.4, 37.6, 73.1, 116.4, -74.0, 71.4, 16.4])
TAGS = ("talks", "border", "trade", "transit", "energy", "ceasefire", "refugees", "water", "nuclear", "rail")
PUBLISHERS = tuple(f"Gazette of {place}" for place in PLACES)
TEXT = pa.string()


def table(count, seed=1):
    """``count`` checked events."""
    return EventTable.checked([ready(columns(count, seed))], about=About(title=f"{count:,} made-up events"))


def columns(count, seed=1):
    """The events before they are checked, as ``viewer.events.gathering`` has them."""
    random = np.random.default_rng(seed)
    days = _days(random, count)
    number = pa.array(np.arange(count)).cast(TEXT)
    where = random.integers(0, len(PLACES), count)
    nowhere = random.random(count) < 0.4
    events = {
        "id": _joined("event-", number),
        "title": _joined(_of(random, SUBJECTS, count), " ", number).cast(pa.large_string()),
        "summary": _some(random, 0.6, _of(random, SENTENCES, count)).cast(pa.large_string()),
        "date": _dates(random, days),
        "date_note": pa.nulls(count, TEXT),
        "category": _coded(random.integers(0, len(CATEGORIES), count), [category.code for category in CATEGORIES]),
        "status": _coded(random.choice(4, count, p=[0.85, 0.08, 0.05, 0.02]), STATUSES),
        "part_of": _some(random, 0.03, _joined("event-", pa.array(np.arange(count) // 100 * 99 // 100).cast(TEXT))),
        "importance": pa.array(random.choice(5, count, p=[0.3, 0.35, 0.2, 0.1, 0.05]).astype(np.uint8) + np.uint8(1)),
        "place": _coded(where, PLACES, mask=nowhere),
        "lat": pa.array(LAT[where], mask=nowhere),
        "lon": pa.array(LON[where], mask=nowhere),
    }
    events["part_of"] = pc.if_else(pc.equal(events["part_of"], events["id"]), None, events["part_of"])
    return {"events": pa.table(events)} | _parts(random, count, days)


def _days(random, count):
    """Days since 1970-01-01, ascending: half of all in a few hundred crises, most in the last century."""
    first, last = (np.datetime64(day).astype(int) for day in (FIRST, LAST))
    modern = np.datetime64("1900-01-01").astype(int)
    days = np.where(random.random(count) < 0.8, random.uniform(modern, last, count), random.uniform(first, last, count))
    near = random.random(count) < 0.5
    days[near] = random.choice(days, max(2, min(400, count)))[random.integers(0, 2, near.sum())]
    crises = random.choice(days, 400)
    days[near] = random.choice(crises, near.sum()) + random.normal(0, 60, near.sum())
    return np.sort(np.clip(days, first, last).astype(np.int64))


def _dates(random, days):
    """EDTF: days, pairs of days, seconds, months, uncertain years, ongoing spans, and no date at all."""
    kind = random.choice(7, len(days), p=[0.6, 0.2, 0.06, 0.08, 0.04, 0.01, 0.01])
    day = days.astype("datetime64[D]")
    length = random.lognormal(np.log(200), 1.5, len(days)).clip(1, 30_000).astype(np.int64)
    later = (days + length).astype("datetime64[D]")
    second = day.astype("datetime64[s]") + random.integers(0, 86_400, len(days)).astype("timedelta64[s]")
    plain, month, year = (_texts(day.astype(f"datetime64[{unit}]")) for unit in "DMY")
    choices = (
        plain,
        _joined(plain, "/", _texts(later)),
        _joined(_texts(second), "Z"),
        month,
        _joined(year, "~"),
        _joined(plain, "/.."),
        pa.nulls(len(days), TEXT),
    )
    return pc.choose(pa.array(kind), *choices)


def _texts(times):
    """ISO 8601 of numpy times, a part at a time since numpy makes wide letters."""
    parts = [pa.array(np.datetime_as_string(times[at : at + 500_000])) for at in range(0, len(times), 500_000)]
    return pa.concat_arrays([pa.array([], TEXT), *parts])


def _parts(random, count, days):
    """Participants, sources, tags, relations and alternative dates."""
    row, nth = _several(random.choice(4, count, p=[0.15, 0.6, 0.2, 0.05]) + 1)
    codes = sorted(countries())[:220]
    weight = 1 / np.arange(1, len(codes) + 1) ** 1.1
    who = random.choice(len(codes), len(row), p=weight / weight.sum())
    bodies = sorted(organisations())
    body = random.random(len(row)) < 0.1
    people = {
        "country": _coded(who, codes, body),
        "organisation": _coded(random.integers(0, len(bodies), len(row)), bodies, ~body),
        "role": _coded((nth + row) % len(ROLES), ROLES),
    }
    tag_row, tag_nth = _several(random.integers(0, 3, count))
    tags = (random.integers(0, len(TAGS), count)[tag_row] + tag_nth) % len(TAGS)
    one, zero = _several(np.ones(count, np.int64))
    published = _texts(np.clip(days, np.datetime64("1650-01-01").astype(int), None).astype("datetime64[D]"))
    sources = {
        "publisher": _coded(random.integers(0, len(PUBLISHERS), count), PUBLISHERS),
        "title": pa.nulls(count, TEXT),
        "url": _joined("https://example.org/", pa.array(np.arange(count)).cast(TEXT)),
        "published": published.dictionary_encode(),
        "note": pa.nulls(count, TEXT),
    }
    linked = np.flatnonzero(random.random(count) < 0.05)
    linked = linked[linked > 0].astype(np.int32)
    targets = _joined("event-", pa.array(random.integers(0, np.maximum(linked, 1))).cast(TEXT))
    relations = {"type": _coded(np.zeros(len(linked), np.int64), ["follows"]), "id": targets}
    none = {"date": _coded(np.zeros(0, np.int64), [""]), "basis": pa.nulls(0, TEXT)}
    return {
        "participants": _part(row, nth, people),
        "sources": _part(one, zero, sources),
        "tags": _part(tag_row, tag_nth, {"tag": _coded(tags, TAGS)}),
        "relations": _part(linked, np.zeros(len(linked), np.int32), relations),
        "alternative_dates": _part(one[:0], zero[:0], none),
    }


def _part(row, nth, fields):
    return pa.table({"row": row, "nth": nth} | fields)


def _several(counts):
    """The rows that so many parts each belong to, and which part of its row each is."""
    row = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    return row, nth.astype(np.int32)


def _coded(codes, names, mask=None):
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=mask), pa.array(list(names), TEXT))


def _of(random, texts, count):
    return pa.array(texts).take(pa.array(random.integers(0, len(texts), count)))


def _some(random, share, texts):
    return pc.if_else(pa.array(random.random(len(texts)) < share), texts, pa.scalar(None, texts.type))


def _joined(*parts):
    return pc.binary_join_element_wise(*(pa.scalar(p) if isinstance(p, str) else p for p in parts), pa.scalar(""))


def main():
    """Write a chronology."""
    count, path = int(sys.argv[1]), Path(sys.argv[2])
    made = table(count)
    assert not made.problems, made.problems[:3]
    write_events(made, path)


if __name__ == "__main__":
    main()
