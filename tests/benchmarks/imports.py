"""What every table of ../shared/data becomes: rows in, events out, problems by kind, seconds, megabytes.

python tests/benchmarks/imports.py [file ...]        each in a process of its own
python tests/benchmarks/imports.py --fuzz 100000     mutated pieces of the same files: none may crash or take 5 s
"""

import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FOLDERS = (
    "treaties",
    "ucdp",
    "battles",
    "unga",
    "unsc",
    "gdelt",
    "wikidata",
    "simile",
    "timesketch",
    "edtf/messydates",
)
SUFFIXES = (".csv", ".tsv", ".gz", ".xlsx", ".xls", ".jsonl", ".geojson", ".json")
MEASURE = r"""
import collections, re, resource, sys, time
from pathlib import Path
from viewer.errors import FileProblem
from viewer.formats import foreign
path = Path(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
begin = time.perf_counter()
try:
    guess = foreign.inspect(path).guess
    table = foreign.read_mapped(path, guess.mapping)
except FileProblem as error:
    print(f"    refused: {error}")
    sys.exit()
took = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
kinds = collections.Counter(re.sub(r"“[^”]*”|\([^)]*\)|\d[\d,]*", "…", p.message) for p in table.problems)
how = guess.mapping.name or f"guess {guess.confidence}{'' if guess.certain else ', asks'}"
print(f"    {table.read:>9,} rows  {len(table):>9,} events  {int(table.events['dated'].sum()):>9,} dated {took:6.2f} s "
      f"{table.read / took:>8,.0f} rows/s  {peak:5,} MB ({before} for imports)  [{how}]")
for kind, count in kinds.most_common(8):
    print(f"        {count:>6,}  {kind}")
"""


def files():
    """Every table there is."""
    for folder in FOLDERS:
        for path in sorted((SHARED / folder).rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def fuzz(count):
    """Mutate pieces of real files; print what went wrong and the slowest."""
    from viewer.errors import FileProblem
    from viewer.formats import foreign

    chance = random.Random(11)
    pieces = [(path.suffix, path.read_bytes()[:4096]) for path in files() if path.suffix not in (".gz", ".xls")]
    slowest, failed = (0.0, ""), 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            suffix, raw = chance.choice(pieces)
            data = bytearray(raw[: chance.randrange(1, 4096)])
            for _ in range(chance.randrange(12)):
                at = chance.randrange(len(data) + 1)
                data[at : at + chance.randrange(9)] = chance.randbytes(chance.randrange(9))
            path = Path(folder) / f"x{suffix}"
            path.write_bytes(data)
            begin = time.perf_counter()
            try:
                foreign.read_mapped(path, foreign.inspect(path).guess.mapping)
            except FileProblem:
                pass
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                failed += 1
                (Path(tempfile.gettempdir()) / f"imports-{number}{suffix}").write_bytes(data)
                print(f"{number}{suffix}: {type(error).__name__}: {error}"[:300])
            slowest = max(slowest, (time.perf_counter() - begin, f"{number}{suffix}"))
    print(f"{count:,} inputs, {failed:,} failed, slowest {slowest[0]:.2f} s ({slowest[1]})")


def main():
    """Measure the files named, or all."""
    if sys.argv[1:2] == ["--fuzz"]:
        fuzz(int(sys.argv[2]))
        return
    for path in [Path(name) for name in sys.argv[1:]] or files():
        print(re.sub(r".*shared/data/", "", str(path)), flush=True)
        subprocess.run([sys.executable, "-c", MEASURE, str(path)], check=False)


if __name__ == "__main__":
    main()
