"""How long a JSON chronology takes to open, and the peak of memory.

python tests/benchmarks/opening.py [events ...]      default 1000 100000 1000000
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
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
begin = time.perf_counter()
table = read(Path(sys.argv[1]))
took = time.perf_counter() - begin
begin = time.perf_counter()
table.marks()
marks = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{len(table):>9,} events  {took:6.2f} s  marks {marks:5.2f} s  peak {peak:5.0f} MB ({before:.0f} for imports)")
assert not table.problems, table.problems[:3]
"""


def main():
    """Measure each size in a process of its own."""
    counts = [int(argument) for argument in sys.argv[1:]] or [1_000, 100_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.json"
        for count in counts:
            generate(path, count)
            print(f"{path.stat().st_size / 2**20:7.0f} MB", end="  ", flush=True)
            subprocess.run([sys.executable, "-c", MEASURE, str(path)], check=True)


if __name__ == "__main__":
    main()
