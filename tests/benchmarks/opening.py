"""How long a chronology takes to open until its store can answer, and the peak of memory.

python tests/benchmarks/opening.py [json|parquet|arrow] [events ...]      default json 1000 100000 1000000

Columns are those of ``tables``; their files are made by a process of its own each.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

CODES = ("PAK", "RUS", "IRN", "CHN", "USA", "TUR", "AFG", "FRA", "DEU", "IND", "KAZ", "AZE")
CATEGORIES = ("agree", "consult", "support", "aid", "demand", "reject", "threaten", "statement", "trade")
WORDS = ("talks", "treaty", "border", "trade", "summit", "envoy", "ceasefire", "accord", "sanctions", "protocol")


def record(number, chance):
    """One event of the usual size: two participants, one source, a sentence of summary."""
    day = f"{chance.randrange(1900, 2030)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return {
        "id": f"event-{number}",
        "title": " ".join(chance.choices(WORDS, k=6)).capitalize(),
        "summary": " ".join(chance.choices(WORDS, k=15)).capitalize() + ".",
        "date": day if number % 10 else f"{day}/{2030 + number % 50}",
        "category": chance.choice(CATEGORIES),
        "participants": [{"country": code, "role": "participant"} for code in chance.sample(CODES, 2)],
        "importance": chance.randrange(1, 6),
        "tags": [chance.choice(WORDS)],
        "sources": [{"publisher": "Gazette", "url": f"https://example.org/{number}", "published": day}],
    }


def generate(path, count):
    """Write a chronology of so many events."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write('{"format":"diplomatic-timeline","version":1,"events":[\n')
        for number in range(count):
            file.write((",\n" if number else "") + json.dumps(record(number, chance)))
        file.write("]}\n")


MEASURE = """
import resource, sys, time
from pathlib import Path
from viewer.formats import read
from viewer.store.frame import FrameStore
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
begin = time.perf_counter()
table = read(Path(sys.argv[1]))
took = time.perf_counter() - begin
FrameStore(table)
ready = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"{len(table):>10,} events  read {took:6.2f} s  ready {ready:6.2f} s  ({used.ru_utime:.1f} user, "
      f"{used.ru_stime:.1f} system)  peak {used.ru_maxrss / 1024 - before:5.0f} MB over {before:.0f} for imports")
assert not table.problems, table.problems[:3]
"""


def main():
    """Measure each size three times, in a process of its own."""
    kind, *sizes = sys.argv[1:] or ["json"]
    if kind.isdecimal():
        kind, sizes = "json", [kind, *sizes]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"events.{kind}"
        for count in map(int, sizes or (1_000, 100_000, 1_000_000)):
            if kind == "json":
                generate(path, count)
            else:
                tables = Path(__file__).with_name("tables.py")
                subprocess.run([sys.executable, tables, str(count), path], check=True)
            for _ in range(3):
                print(f"{path.stat().st_size / 2**20:7.0f} MB", end="  ", flush=True)
                subprocess.run([sys.executable, "-c", MEASURE, str(path)], check=True)


if __name__ == "__main__":
    main()
