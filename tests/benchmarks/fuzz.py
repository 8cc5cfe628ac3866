"""Damaged files by the hundred thousand through every reader: none may crash, hang or take long.

    python -m tests.benchmarks.fuzz [--inputs 100000] [--seed 1] [--only calendars]

Seeds are the real files of ``../shared/data`` where they are, and small samples of each format otherwise.  Each input
is a seed with a few bytes, pieces or tokens changed.  A reader may raise ``FileProblem``; anything else is a failure,
and so is an input that takes longer than five seconds.  On two shared cores: see the numbers at the end of a run.
"""

import argparse
import io
import random
import re
import signal
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from viewer.bundled import bundled
from viewer.errors import FileProblem
from viewer.events.table import EventTable
from viewer.formats import foreign, read, write_events

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LIMIT = 5  # seconds
VALUE = re.compile(rb"""[:,\[]\s*(?:"[^"]*"|-?\d+)|="[^"]*"|>[^<>]+<""")
LARGEST = 6_000  # bytes of a seed; larger files are cut to a piece of that size
READERS = {  # which function, how files end, real ones
    "calendars": ("calendars.read", "ics", "ics/*/*.ics"),
    "timelinejs": ("timelinejs.read", "json", "timelinejs/**/*.json"),
    "simile": ("simile.read", "xml", "simile/*.xml"),
    "vis": ("vis.read", "json", "vis/*.json"),
    "timeline_project": ("timeline_project.read", "timeline", "timelineproj/*.timeline"),
    "markwhen": ("markwhen.read", "mw", "markwhen/*.mw"),
    "tei": ("tei.read", "xml", "us_state_dept/[rtva]*/*.xml"),
    "chronologies": ("events_json.read", "json", ""),
    "records": ("fuzz.mapped", "json", "treaties/**/*batch.json"),
    "lines": ("fuzz.mapped", "jsonl", "t*/**/*.jsonl"),
    "places": ("fuzz.mapped", "geojson", "ucdp/*.geojson"),
    "commas": ("fuzz.mapped", "csv", "[bgtuw]*/**/*.csv"),
    "tabs": ("fuzz.mapped", "tsv", "gdelt/*.CSV"),
    "xlsx": ("fuzz.mapped", "xlsx", ""),
    "xls": ("fuzz.mapped", "xls", "simile/*.xls"),
    "parquet": ("foreign.read_parquet", "parquet", ""),
    "arrow": ("foreign.read_arrow", "arrow", ""),
}
BYTES = ("xlsx", "xls", "parquet", "arrow")  # no text: most of what is damaged is refused
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
TOKENS = (
    b"<", b">", b"&", b'"', b"'", b"{", b"}", b"[", b"]", b":", b";", b",", b"/", b"-", b"..", b"0", b"9999", b"-1",
    b"\x00", b"\r", b"\n", b"\xff", b"\xef\xbb\xbf",
    b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"FREQ=SECONDLY", b"FREQ=DAILY;",
    b"INTERVAL=0;", b"COUNT=999999999;", b"BYMONTHDAY=31;", b"BYMONTH=2;", b"BYDAY=5MO;", b"DURATION:P999999999D\n",
    b"DTSTART:00010101\n", b"DTEND:99991231\n", b"TZID=/x/Europe/Paris", b"RDATE:19970714T123000Z\n", b"null", b"1e999",
    b"true", b"<![CDATA[", b"<!--", b"<!DOCTYPE a>", b"&#0;", b"<date when='-0000'>", b"now", b"99999999999999",
    b"3 weeks", b"2025-06-22T25:61", b"-0001-02-29", b"1 May 1900 BC", b"[1..2]", b"Y1e99", b"//x", b"javascript:x",
)  # fmt: skip


def reader(name: str) -> Callable[[Path, None], EventTable]:
    """The function that reads files of a kind."""
    module, function = READERS[name][0].split(".")
    if module == "fuzz":
        return mapped
    found: Callable[[Path, None], EventTable] = getattr(import_module(f"viewer.formats.{module}"), function)
    return found


def mapped(path: Path, progress: None) -> EventTable:
    """A stranger's table; one whose columns are not clear is read by what was guessed."""
    try:
        return foreign.read(path, progress)
    except foreign.NeedsMapping as asked:
        return foreign.read_sheet(asked.sheet, asked.sheet.guess.mapping)


def made(suffix: str) -> bytes:
    """A few events in a format that is not text."""
    table = read(bundled("data/events.json"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{suffix}"
        write_events(EventTable.of(map(table.event, range(12))), path)
        return path.read_bytes()


def seeds(name: str) -> list[bytes]:
    """What is to be damaged."""
    _, suffix, pattern = READERS[name]
    found = [SAMPLES[name] if name in SAMPLES else made("xlsx" if suffix == "xls" else suffix)] * 3
    for path in sorted(SHARED.glob(pattern)) if pattern else ():
        data = path.read_bytes()
        if len(data) > LARGEST and suffix in ("json", "geojson", "xml", "timeline", "xls"):  # half of one is none
            found += [data] if len(data) < 10 * LARGEST else []
            continue
        begin = max(0, len(data) // 2 - LARGEST // 2) if len(data) > 10 * LARGEST else 0
        found.append(data[begin : begin + LARGEST] if len(data) > LARGEST else data)
    return found


def twisted(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A sound document with one to six of its values exchanged, so that more than its syntax is tried."""
    made = data
    for _ in range(chance.randint(1, 6)):
        values = list(VALUE.finditer(made))
        if not values:
            break
        value = chance.choice(values)
        inside = value[0].strip(b' :,[="<>\n\t')
        new = damaged(inside, chance, [b"x", *others[:1]]) if chance.random() < 0.5 else chance.choice(TOKENS)
        new = new.translate(None, b"\x00\r\n\"<>&\\'")
        new = new if value[0].rstrip().endswith((b'"', b"<")) else b"%d" % chance.randint(-(10**12), 10**12)
        made = made[: value.start()] + value[0].replace(inside, new, 1) + made[value.end() :]
    return made


def damaged(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A seed with one to six changes."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(6):
            case 0:
                made[at : at + chance.randint(1, 40)] = b""
            case 1:
                made[at:at] = chance.choice(TOKENS)
            case 2 if made:
                made[min(at, len(made) - 1)] = chance.randrange(256)
            case 3:
                made[at : at + 4] = str(chance.randint(-99999, 99999)).encode()
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                made[at:at] = other[begin : begin + chance.randint(1, 300)]
            case _:
                made[at:at] = bytes(made[at : at + chance.randint(1, 200)]) * chance.randint(1, 4)
    return bytes(made)


def repacked(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """A workbook with one of the files in it damaged."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            inside = old.read(name)
            new.writestr(name, twisted(inside, chance, others[:0]) if name == chosen else inside)
    return whole.getvalue()


def changed(name: str, chance: random.Random, others: list[bytes]) -> bytes:
    """One input for a reader."""
    data = chance.choice(others)
    if data.startswith(b"PK") and chance.random() < 0.8:
        return repacked(data, chance, others)
    share = 0.0 if name in ("calendars", "markwhen", "commas", "tabs", *BYTES) else 0.8
    return (twisted if chance.random() < share else damaged)(data, chance, others)


def alarm(*_: object) -> None:
    """Break off what takes too long."""
    raise TimeoutError


def main() -> int:
    """Run; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=tuple(READERS))
    chosen = parser.parse_args()
    signal.signal(signal.SIGALRM, alarm)
    names = [chosen.only] if chosen.only else list(READERS)
    failures = 0
    for name in names:
        failures += run(name, chosen.inputs // len(names) + 1, chosen.seed)
    return min(failures, 1)


def run(name: str, count: int, seed: int) -> int:
    """One reader; how many inputs it failed on, the first of each kind kept for study."""
    chance, opened, others = random.Random(seed), reader(name), seeds(name)
    outcomes: Counter[str] = Counter()
    slowest, began = 0.0, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{READERS[name][1]}"
        for number in range(count):
            data = changed(name, chance, others)
            path.write_bytes(data)
            start = time.perf_counter()
            signal.alarm(LIMIT)
            try:
                table = opened(path, None)
                outcome = "opened" if len(table) else "no events"
            except FileProblem:
                outcome = "refused"
            except Exception as error:  # noqa: BLE001 - that is what is being looked for
                outcome = f"FAILED {type(error).__name__}: {error}"[:90]
                if not outcomes[outcome]:
                    kept = Path(tempfile.gettempdir()) / f"fuzz-{name}-{seed}-{number}.{READERS[name][1]}"
                    kept.write_bytes(data)
                    print(f"  {outcome} → {kept}", flush=True)
            finally:
                signal.alarm(0)
            slowest = max(slowest, time.perf_counter() - start)
            outcomes[outcome] += 1
    rate = count / (time.perf_counter() - began)
    told = ", ".join(f"{number:,} {what}" for what, number in outcomes.most_common(6))
    print(f"{name:17} {count:7,} inputs  {rate:6,.0f}/s  slowest {slowest:.2f} s  {told}", flush=True)
    return sum(number for what, number in outcomes.items() if what.startswith("FAILED"))


if __name__ == "__main__":
    raise SystemExit(main())
