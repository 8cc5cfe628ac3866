"""How long filters, counts, lanes and text searches take: `python -m tests.benchmarks.filters [events ...]`.

The tables are drawn at random and put into frames directly: 200 countries and 500 organisations of Zipf popularity,
two participants, one tag and one source an event, a title of some 60 and a summary of some 300 letters, a tenth of
the texts with accents, a tenth of the events undated.
"""

import platform
import resource
import statistics
import sys
import threading
from datetime import UTC, datetime
from time import perf_counter

import numpy as np
import pandas as pd
import pyarrow as pa

from viewer.events.dates import Precision
from viewer.events.query import FacetFilter, Query
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORIES, ROLES, STATUSES, countries
from viewer.store.frame import FrameStore

ROUNDS = 15
DAY = 86_400
WORDS = (
    "talks",
    "treaty",
    "border",
    "trade",
    "summit",
    "envoy",
    "ceasefire",
    "accord",
    "sanctions",
    "delegation",
    "minister",
    "protocol",
    "steel",
    "pipeline",
    "Kazakh",
    "Moscow",
    "Islamabad",
    "joint",
    "statement",
    "energy",
    "corridor",
    "rejects",
    "signs",
    "mission",
    "grain",
    "consul",
    "asks",
    "likes",
)
POOL = 20_000  # distinct texts; drawn from as often as need be


def texts(chance, count, words):
    """A column of texts, each of so many words; one in ten has an accent."""
    made = [" ".join(row) for row in np.array(WORDS)[chance.integers(0, len(WORDS), (POOL, words))]]
    made[::10] = [text + " à Téhéran" for text in made[::10]]
    pool = pa.array(made, pa.large_string())
    return column(pool.take(pa.array(chance.integers(0, POOL, count))))


def column(values):
    """An Arrow array as a data frame holds it."""
    return pd.Series(pd.array(values, dtype=pd.ArrowDtype(pa.large_string())))


def popular(chance, count, values):
    """Some of the values, the first much more often than the last."""
    weights = 1 / np.arange(1, len(values) + 1)
    drawn = chance.choice(len(values), count, p=weights / weights.sum())
    return pd.Categorical.from_codes(drawn.astype(np.int32), values)


def table_of(count, seed=1):
    """A table of so many events."""
    chance = np.random.default_rng(seed)
    start = np.sort(chance.integers(-5_000, 20_000, count)) * DAY
    dated = chance.random(count) > 0.1
    nothing = column(pa.array([""], pa.large_string()).take(pa.array(np.zeros(count, np.int64))))
    events = pd.DataFrame(
        {
            "id": column(pa.array([f"event-{number}" for number in range(count)], pa.large_string())),
            "title": texts(chance, count, 8),
            "summary": texts(chance, count, 40),
            "date": nothing,
            "dated": dated,
            **dict.fromkeys(("start_min", "start_max"), np.where(dated, start, 0)),
            **dict.fromkeys(("end_min", "end_max"), np.where(dated, start + DAY, 0)),
            "flags": np.zeros(count, np.uint16),
            "precision": np.full(count, Precision.DAY, np.uint8),
            "importance": chance.integers(1, 6, count).astype(np.uint8),
            "category": chance.integers(0, len(CATEGORIES), count).astype(np.uint8),
            "status": chance.integers(0, len(STATUSES), count).astype(np.uint8),
            "place": nothing,
            "lat": np.full(count, np.nan),
            "lon": np.full(count, np.nan),
            "date_note": nothing,
            "part_of": np.full(count, -1, np.int32),
        }
    )
    participants = pd.DataFrame(
        {
            "row": np.sort(chance.integers(0, count, 2 * count)).astype(np.int32),
            "kind": pd.Categorical.from_codes(chance.integers(0, 2, 2 * count), ["country", "organisation"]),
            "code": popular(chance, 2 * count, [*list(countries())[:200], *(f"ORG-{n}" for n in range(500))]),
            "role": popular(chance, 2 * count, list(ROLES)),
        }
    )
    rows = np.arange(count, dtype=np.int32)
    sources = pd.DataFrame(
        {
            "row": rows,
            "publisher": popular(chance, count, [f"Gazette {n}" for n in range(200)]),
            "title": texts(chance, count, 6),
        }
    )
    tags = pd.DataFrame({"row": rows, "tag": popular(chance, count, [f"tag {n}" for n in range(300)])})
    links = pd.DataFrame({"row": rows[:0], "kind": pd.Categorical([]), "target": rows[:0]})
    return EventTable(events, participants, sources, tags, links, links, read=count)


def country(value, mode="any"):
    """A query for one country."""
    return Query(facets=(("country", FacetFilter((value,), mode)),))


def measured(work, *cases):
    """Median and 95th percentile in ms of the work on the cases in turn, so that no answer is the previous one."""
    took = []
    for round_ in range(ROUNDS):
        case = cases[round_ % len(cases)]
        begin = perf_counter()
        work(case)
        took.append((perf_counter() - begin) * 1000)
    return statistics.median(took), sorted(took)[int(0.95 * (ROUNDS - 1))]


def longest_pause(work):
    """The longest time in ms that another Python thread had to wait while the work was done."""
    worst, stop = 0.0, threading.Event()

    def watch():
        nonlocal worst
        while not stop.is_set():
            begin = perf_counter()
            stop.wait(0.001)
            worst = max(worst, (perf_counter() - begin) * 1000 - 1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    work()
    stop.set()
    watcher.join()
    return worst


def report(count):
    """Print the figures of one size."""
    table = table_of(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = perf_counter()
    store = FrameStore(table)
    built = perf_counter() - begin
    common, rarer, *_ = (value.value for value in store.facets(Query())["country"])
    rare = store.facets(Query())["country"][-1].value
    begin = perf_counter()
    store.matching(Query(text="first"))
    print(
        f"{count:,} events: store built in {built * 1000:,.0f} ms, first search {(perf_counter() - begin) * 1000:,.0f}"
    )
    ranged = [country(c).with_range(a, None) for c, a in ((common, "1990"), (rarer, "2000"))]

    def change(query):
        store.totals(query)
        store.facets(query)

    store.lanes(Query(), "country")
    works = {
        "one country": (change, country(common), country(rarer)),
        "a rare country": (change, country(rare), country(rarer)),
        "without a country": (change, country(common, "none"), country(rarer, "none")),
        "country and range": (change, *ranged),
        "everything": (change, Query()),
        "lanes by country": (lambda q: store.lanes(q, "country"), country(common), country(rarer)),
        "text, common word": (store.matching, Query(text="treaty"), Query(text="summit")),
        "text, word with k and s": (store.matching, Query(text="kazakhs"), Query(text="likes")),
        "text, not found": (store.matching, Query(text="zanzibar"), Query(text="nobody")),
        "text, accents": (store.matching, Query(text="Teheran"), Query(text="téhéran")),
        "text, two words": (store.matching, Query(text="treaty steel"), Query(text="summit envoy")),
        "an id": (store.row_of, "event-7", f"event-{count - 1}"),
        "surroundings": (store.context, "event-7", f"event-{count // 2}"),
    }
    for name, (work, *cases) in works.items():
        median, late = measured(work, *cases)
        print(f"  {name:28}{median:9.1f} ms{late:9.1f} ms")
    pause = longest_pause(lambda: [change(ranged[0]), change(Query(text="minister"))])
    print(f"  longest pause of others     {pause:9.1f} ms")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  memory beyond the table     {(after - before) / 1024:9.0f} MB at most")


def main():
    """Print machine and date, then the figures of each size."""
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}, pyarrow {pa.__version__}")
    print(f"{datetime.now(UTC):%Y-%m-%d}, median and 95th percentile of {ROUNDS}")
    for count in map(int, sys.argv[1:] or ("1000", "100000", "1000000")):
        report(count)


if __name__ == "__main__":
    main()
