"""Damaged files by the hundred thousand through every reader: none may crash, hang or take long.

    python -m tests.benchmarks.fuzz [--inputs 100000] [--seed 1] [--only calendars]

Seeds are the real files of ``../shared/data`` where they are, and small samples of each format otherwise.  Each input
is a seed with a few bytes, pieces or tokens changed.  A reader may raise ``FileProblem``; anything else is a failure,
and so is an input that takes longer than five seconds.  On two shared cores: see the numbers at the end of a run.
"""

import argparse
import random
import re
import signal
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

from viewer.errors import FileProblem

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LIMIT = 5  # seconds
VALUE = re.compile(rb"""[:,\[]\s*(?:"[^"]*"|-?\d+)|="[^"]*"|>[^<>]+<""")
LARGEST = 6_000  # bytes of a seed; larger files are cut to a piece of that size
READERS = {
    "calendars": ("ics", "ics/*/*.ics"),
    "timelinejs": ("json", "timelinejs/**/*.json"),
    "simile": ("xml", "simile/*.xml"),
    "vis": ("json", "vis/*.json"),
    "timeline_project": ("timeline", "timelineproj/*.timeline"),
    "markwhen": ("mw", "markwhen/*.mw"),
    "tei": ("xml", "us_state_dept/[rtva]*/*.xml"),
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


def seeds(name: str) -> list[bytes]:
    """What is to be damaged."""
    found = [SAMPLES[name]] * 3
    for path in sorted(SHARED.glob(READERS[name][1])):
        data = path.read_bytes()
        if len(data) > LARGEST and READERS[name][0] in ("json", "xml", "timeline"):  # half of one is none
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
    chance, read, others = random.Random(seed), import_module(f"viewer.formats.{name}").read, seeds(name)
    share = 0.0 if name in ("calendars", "markwhen") else 0.8
    outcomes: Counter[str] = Counter()
    slowest, began = 0.0, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{READERS[name][0]}"
        for number in range(count):
            change = twisted if chance.random() < share else damaged
            data = change(chance.choice(others), chance, others)
            path.write_bytes(data)
            start = time.perf_counter()
            signal.alarm(LIMIT)
            try:
                table = read(path, None)
                outcome = "opened" if len(table) else "no events"
            except FileProblem:
                outcome = "refused"
            except Exception as error:  # noqa: BLE001 - that is what is being looked for
                outcome = f"FAILED {type(error).__name__}: {error}"[:90]
                if not outcomes[outcome]:
                    kept = Path(tempfile.gettempdir()) / f"fuzz-{name}-{seed}-{number}.{READERS[name][0]}"
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
