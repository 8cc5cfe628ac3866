"""Damaged files by the hundred thousand through every reader: none may crash, hang or take long.

    python -m tests.benchmarks.fuzz [--inputs 100000] [--seed 1] [--only calendars] [--processes 2] [--summary FILE]

Seeds are the real files of ``../shared/data`` where they are, cut to a few records, and small samples of each format
otherwise.  Each input is a seed with bytes, lines, cells, members or elements changed, or a table of nothing but
hostile cells (see ``mutations``).  A reader may raise ``FileProblem``; anything else is a failure, and so is an input
that takes longer than five seconds.
"""

import argparse
import json
import random
import signal
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks import mutations
from viewer.bundled import bundled
from viewer.errors import FileProblem
from viewer.events.table import EventTable
from viewer.formats import foreign, read, strangers, write_events

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LIMIT = 5  # seconds
TABLES = "[bgtuw]*/**/*.csv"
READERS = {  # which function, how files end, real ones
    "calendars": ("calendars.read", "ics", "ics/*/*.ics"),
    "timelinejs": ("timelinejs.read", "json", "timelinejs/**/*.json"),
    "simile": ("simile.read", "xml", "simile/*.xml"),
    "vis": ("vis.read", "json", "vis/*.json"),
    "timeline_project": ("timeline_project.read", "timeline", "timelineproj/*.timeline"),
    "markwhen": ("markwhen.read", "mw", "markwhen/*.mw"),
    "tei": ("tei.read", "xml", "us_state_dept/[rtva]*/*.xml"),
    "chronologies": ("events_json.read", "json", ""),
    "records": ("fuzz.mapped", "json", "[tuw]*/**/*.json"),
    "lines": ("fuzz.mapped", "jsonl", "t*/**/*.jsonl"),
    "places": ("fuzz.mapped", "geojson", "ucdp/*.geojson"),
    "commas": ("fuzz.mapped", "csv", TABLES),
    "tabs": ("fuzz.mapped", "tsv", "gdelt/*.CSV"),
    "xlsx": ("fuzz.mapped", "xlsx", TABLES),
    "xls": ("fuzz.mapped", "xls", "simile/*.xls"),
    "parquet": ("fuzz.parquet", "parquet", TABLES),
    "arrow": ("fuzz.arrow", "arrow", TABLES),
}
SAMPLES = {
    "calendars": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talks\r\nDTSTART:20250624T090000Z\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=6;BYDAY=2MO\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "timelinejs": b'{"events":[{"start_date":{"year":"1961","month":"8"},"text":{"headline":"Wall","text":"<p>x"}}]}',
    "simile": b'<data><event start="1845" latestStart="1846" end="1850" isDuration="true" title="Talks"/></data>',
    "vis": b'[{"id":1,"content":"Talks","start":"2014-04-20","end":1398000000000,"group":2,"type":"background"}]',
    "timeline_project": b"<timeline><version>2</version><events><event><start>2013-03-30 11:16:00</start>"
    b"<end>2013-04-01 00:00:00</end><text>[1]Talks</text><fuzzy>True</fuzzy></event></events></timeline>",
    "markwhen": b"title: x\ndateFormat: d/M/y\ngroup A #b\n1961-08 / 3 weeks: Talks #t\n[B](location)\nend group\n",
    "tei": b'<TEI><text><body><div><head>x <date notBefore="1790-01-01" notAfter="1790-03-01">1790</date></head>'
    b"<p>Text</p></div></body></text></TEI>",
    "commas": b"date,title,country,place,url\r\n2001-01-02,Talks,France; Spain,Paris,https://example.org\r\n"
    b'12.03.2001,"War, and\nmore",USSR,Rome,\r\nMarch-May 1999,Peace,Italie,,\r\n',
    "tabs": b"Datum\tTitel\tLand\tvon\nc. 1850\tVertrag\tPreussen\t3. Mai 1871\n1914-18\tWahl\tDDR\t\nQ3 98\tB\t-9\t\n",
    "records": b'{"a":{"items":[{"date":"2001-01-02","title":"Talks","who":[{"name":"France"}],"at":{"lat":1}}]}}',
    "lines": b'{"date":"2001-01-02","title":"Talks"}\n\n{"date":978307200000,"title":"War","n":null}\n',
    "places": b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Talks","date":"2001"},'
    b'"geometry":{"type":"Point","coordinates":[2.3,48.8]}}]}',
    "chronologies": b'{"format":"diplomatic-timeline","version":1,"events":[{"id":"a","title":"Talks","date":"2001",'
    b'"participants":[{"country":"FRA","role":"host"}],"sources":[{"publisher":"Gazette"}]}]}',
}


def reader(name: str) -> Callable[[Path, None], EventTable]:
    """The function that reads files of a kind."""
    module, function = READERS[name][0].split(".")
    if module == "fuzz":
        return {"mapped": mapped, "parquet": parquet, "arrow": arrow}[function]
    found: Callable[[Path, None], EventTable] = getattr(import_module(f"viewer.formats.{module}"), function)
    return found


def mapped(path: Path, progress: None, opened: Callable[[Path, None], EventTable] = foreign.read) -> EventTable:
    """A stranger's table; one whose columns are not clear is read by what was guessed."""
    try:
        return opened(path, progress)
    except foreign.NeedsMapping as asked:
        return foreign.read_sheet(asked.sheet, asked.sheet.guess.mapping)


def parquet(path: Path, progress: None) -> EventTable:
    """A Parquet file, ours or a stranger's."""
    return mapped(path, progress, strangers.read_parquet)


def arrow(path: Path, progress: None) -> EventTable:
    """An Arrow file, ours or a stranger's."""
    return mapped(path, progress, strangers.read_arrow)


@cache
def made(suffix: str) -> bytes:
    """A few events in a format that is not text."""
    table = read(bundled("data/events.json"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{suffix}"
        write_events(EventTable.of(map(table.event, range(6))), path)
        return path.read_bytes()


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """What is to be damaged: samples, and real files that can be made small."""
    _, suffix, pattern = READERS[name]
    binary = suffix in ("xlsx", "xls", "parquet", "arrow")
    paths = sorted(SHARED.glob(pattern))[:200] if pattern else []
    kind = "csv" if pattern == TABLES else suffix
    small = filter(None, (mutations.cut(path.read_bytes()[: 10**7], kind) for path in paths))
    if binary and pattern != TABLES:
        return (*small, made("xlsx")) if suffix == "xls" else (made(suffix),)
    return ((SAMPLES["commas"] if binary else SAMPLES[name]), *small)


def changed(name: str, chance: random.Random) -> bytes:
    """One input for a reader."""
    others, suffix = seeds(name), READERS[name][1]
    data, way = chance.choice(others), chance.random()
    if suffix in ("xlsx", "parquet", "arrow"):
        whole = mutations.in_cells(data, chance, suffix) if way < 0.6 else made(suffix)
        if way < 0.5:
            return whole
        zipped = suffix == "xlsx" and chance.random() < 0.8
        return mutations.repacked(whole, chance) if zipped else mutations.damaged(whole, chance, [whole])
    if way < 0.5:
        return _rebuilt(name, data, chance)
    share = 0.5 if name in ("calendars", "markwhen", "commas", "tabs", "xls") else 0.95
    return (mutations.twisted if way < share else mutations.damaged)(data, chance, list(others))


def _rebuilt(name: str, data: bytes, chance: random.Random) -> bytes:
    """An input whose parts were exchanged."""
    suffix = READERS[name][1]
    if suffix in ("csv", "tsv"):
        return mutations.in_cells(data, chance, suffix)
    if suffix in ("json", "jsonl", "geojson"):
        return mutations.in_members(data, chance)
    if suffix in ("xml", "timeline"):
        return mutations.in_elements(data, chance)
    return mutations.in_lines(data, chance) if suffix in ("ics", "mw") else mutations.damaged(data, chance, [data])


class TakesTooLong(BaseException):
    """No reader may take it for an error of the file, as ``TimeoutError`` is one of the system."""


def alarm(*_: object) -> None:
    """Break off what takes too long."""
    raise TakesTooLong


def main() -> int:
    """Run; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=tuple(READERS))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--summary", type=Path, help="write what was found as JSON")
    chosen = parser.parse_args()
    names = [chosen.only] if chosen.only else list(READERS)
    count, found = -(-chosen.inputs // len(names)), {}
    with ProcessPoolExecutor(chosen.processes) as pool:
        for name, told in zip(
            names, pool.map(run, names, [count] * len(names), [chosen.seed] * len(names)), strict=True
        ):
            found[name] = told
            print(line(name, told), flush=True)
            if chosen.summary:
                chosen.summary.write_text(json.dumps(found, indent=1))
    print(f"{sum(told['inputs'] for told in found.values()):,} inputs", flush=True)
    return int(any(told["failures"] for told in found.values()))


def line(name: str, told: dict[str, Any]) -> str:
    """What came of one reader."""
    outcomes = ", ".join(f"{told[what]:,} {what}" for what in ("opened", "empty", "refused"))
    failures = "".join(f"\n  FAILED {times} × {what} → {path}" for what, (times, path) in told["failures"].items())
    rate = told["inputs"] / told["seconds"]
    return (
        f"{name:17} {told['inputs']:7,} inputs  {rate:6,.0f}/s  slowest {told['slowest']:.2f} s  {outcomes}{failures}"
    )


def run(name: str, count: int, seed: int) -> dict[str, Any]:
    """What came of a reader's inputs; of each kind of failure the first input is kept for study."""
    signal.signal(signal.SIGALRM, alarm)
    warnings.simplefilter("error")
    chance, opened = random.Random(f"{name}-{seed}"), reader(name)
    outcomes: Counter[str] = Counter()
    failures: dict[str, tuple[int, str]] = {}
    slowest, began = 0.0, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{READERS[name][1]}"
        for number in range(count):
            data = changed(name, chance)
            path.write_bytes(data)
            start = time.process_time()
            outcome, fault = _outcome(opened, path)
            took = time.process_time() - start
            slowest = max(slowest, took)
            fault = fault or (f"took {took:.0f} s" if took > LIMIT else "")
            outcomes[outcome] += 1
            if fault:
                kept = Path(tempfile.gettempdir()) / f"fuzz-{name}-{seed}-{number}.{READERS[name][1]}"
                times, where = failures.get(fault, (0, str(kept)))
                failures[fault] = times + 1, where
                if not times:
                    kept.write_bytes(data)
    told: dict[str, Any] = {what: outcomes[what] for what in ("opened", "empty", "refused")}
    seconds = time.perf_counter() - began
    return told | {"inputs": count, "seconds": round(seconds, 1), "slowest": round(slowest, 2), "failures": failures}


def _outcome(opened: Callable[[Path, None], EventTable], path: Path) -> tuple[str, str]:
    """What became of one input, and what is wrong with that."""
    signal.alarm(LIMIT)
    try:
        return "opened" if len(opened(path, None)) else "empty", ""
    except FileProblem as error:
        return "refused", "" if error.message and error.hint else f"no hint: {error.message}"[:90]
    except (Exception, TakesTooLong) as error:  # noqa: BLE001 - that is what is being looked for
        return "failed", f"{type(error).__name__}: {error}"[:90]
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    raise SystemExit(main())
