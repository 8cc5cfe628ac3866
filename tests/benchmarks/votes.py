"""A million real events: every published vote in the General Assembly, browsed in the whole window.

python -m tests.benchmarks.votes [PICTURE]

Reads ../shared/data/unga/derived: one event for each vote of each state, titled by the roll call's short name.
Writes what the window shows to PICTURE.
"""

import os
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from viewer.events.about import About
from viewer.events.dates import Precision
from viewer.events.table import EventTable
from viewer.events.vocabulary import CATEGORY_CODE
from viewer.store.frame import FrameStore

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "unga" / "derived"
WORDS = {1: "Yes", 2: "Abstains", 3: "No", 8: "Absent", 9: "Not a member"}
CATEGORIES = {1: "support", 2: "consult", 3: "reject", 8: "other", 9: "other"}
# Correlates of War codes of those one looks for first; others keep their number.
STATES = {
    2: "USA", 20: "CAN", 70: "MEX", 140: "BRA", 160: "ARG", 200: "GBR", 220: "FRA", 255: "DEU", 290: "POL", 325: "ITA",
    365: "RUS", 380: "SWE", 560: "ZAF", 630: "IRN", 640: "TUR", 651: "EGY", 666: "ISR", 670: "SAU", 700: "AFG",
    710: "CHN", 740: "JPN", 750: "IND", 770: "PAK", 850: "IDN", 900: "AUS", 920: "NZL",
}  # fmt: skip
DAY = 86_400


def text(values):
    """A column of texts as the table holds them."""
    return pd.Series(pd.array(pa.array(values, pa.large_string()), dtype=pd.ArrowDtype(pa.large_string())))


def table_of_votes():
    """All votes as an event table."""
    votes = pd.read_csv(FOLDER / "UNVotesPublished.csv.gz", usecols=["rcid", "vote", "ccode", "date"])
    calls = pd.read_csv(FOLDER / "un_roll_calls.csv", usecols=["rcid", "date", "unres", "short", "descr"])
    calls = calls.drop_duplicates("rcid").set_index("rcid").reindex(votes["rcid"])
    day = pd.to_datetime(calls["date"].to_numpy(), errors="coerce").to_numpy().astype("datetime64[s]")
    other = pd.to_datetime(votes["date"], format="%m/%d/%Y", errors="coerce").to_numpy().astype("datetime64[s]")
    day = np.where(np.isnat(day), other, day)
    dated, count = ~np.isnat(day), len(votes)
    start = np.where(dated, day.astype(np.int64), 0)
    said = votes["vote"].map(WORDS).fillna("Unknown")
    state = votes["ccode"].map(STATES).fillna("COW " + votes["ccode"].astype(str))
    subject = calls["short"].fillna(calls["unres"]).fillna("Vote").astype(str)
    rows = np.arange(count, dtype=np.int32)
    codes = votes["vote"].map(CATEGORIES).fillna("other").map(CATEGORY_CODE)
    events = pd.DataFrame(
        {
            "id": text(("vote-" + pd.Series(rows).astype(str)).to_numpy()),
            "title": text((said.to_numpy() + ": " + subject.to_numpy()).astype(object)),
            "summary": text(calls["descr"].fillna("").astype(str).to_numpy(object)),
            "date": text(np.where(dated, np.datetime_as_string(day, unit="D"), "").astype(object)),
            "dated": dated,
            **dict.fromkeys(("start_min", "start_max"), start),
            **dict.fromkeys(("end_min", "end_max"), np.where(dated, start + DAY, 0)),
            "flags": np.zeros(count, np.uint16),
            "precision": np.full(count, Precision.DAY, np.uint8),
            "importance": np.full(count, 2, np.uint8),
            "category": codes.to_numpy(np.uint8),
            "status": np.zeros(count, np.uint8),
            **dict.fromkeys(("place", "date_note"), text(np.full(count, "", object))),
            **dict.fromkeys(("lat", "lon"), np.full(count, np.nan)),
            "part_of": np.full(count, -1, np.int32),
        }
    )
    people = {"row": rows, "kind": pd.Categorical(["country"] * count), "code": pd.Categorical(state)}
    participants = pd.DataFrame(people | {"role": pd.Categorical(["participant"] * count)})
    source = {name: text(np.full(count, value, object)) for name, value in (("publisher", "UN votes"), ("note", ""))}
    source |= dict.fromkeys(("title", "url", "published"), text(np.full(count, None, object)))
    tags = pd.DataFrame({"row": rows, "tag": pd.Categorical(said)})
    links = pd.DataFrame({"row": rows[:0], "kind": pd.Categorical([]), "target": rows[:0]})
    about = About(title="Votes in the UN General Assembly")
    dates = pd.DataFrame({"row": rows[:0], "date": text([]), "basis": text([])})
    sources = pd.DataFrame({"row": rows, **source})
    return EventTable(events, participants, sources, tags, links, dates, about=about, read=count)


def main():
    """Browse and tell what it took."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.benchmarks.__main__ import summary
    from tests.benchmarks.window import Program, measured

    begin = time.perf_counter()
    store = FrameStore(table_of_votes())
    print(f"{len(store.marks()):,} votes read in {time.perf_counter() - begin:.1f} s")
    program = Program()
    begin = time.perf_counter()
    program.session.adopt(store)
    program.until(program.settled)
    print(f"first picture after {time.perf_counter() - begin:.2f} s")
    for name, values in measured(program).items():
        print(f"{name:32}{summary(values):>20}")
    if len(sys.argv) > 1:
        program.window.grab().save(sys.argv[1])
    program.window.close()
    program.window.pool.finish()


if __name__ == "__main__":
    main()
