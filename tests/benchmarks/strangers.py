"""Every file of ``../shared/data`` opened as the program opens it: records, events, problems by kind, time, memory.

    python -m tests.benchmarks.strangers [FOLDER OR FILE ...] [--each]

One line for a folder, or with ``--each`` for a file.  Each file is read in a process of its own, so that the memory
told is its own; a file that no process finishes is told as such.
"""

import argparse
import os
import pickle
import re
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from viewer.errors import FileProblem
from viewer.formats import format_of, read

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LONGEST = 90  # characters of a kind of problem


def opened(path):
    """What reading a file gives: format, records, events, dated ones, problems by kind, what refused it."""
    begin = time.perf_counter()
    try:
        name, table = format_of(path).name, read(path)
    except FileProblem as error:
        return {"refused": f"{error}", "seconds": time.perf_counter() - begin}
    kinds = Counter(kind(problem) for problem in table.problems)
    return {
        "format": name,
        "records": table.read,
        "events": len(table),
        "dated": int(table.events["dated"].sum()),
        "problems": kinds,
        "seconds": time.perf_counter() - begin,
    }


def kind(problem):
    """A problem without what is its own: its numbers and what it quotes."""
    text = re.sub(r"[“(].*?[”)]", "…", problem.message)
    return f"{re.sub(r'[0-9][0-9,.]*', 'N', text)[:LONGEST]} [{problem.dropped or 'kept'}]"


def apart(path):
    """The same in a process of its own, with its peak memory in MB."""
    receive, send = os.pipe()
    if not (child := os.fork()):
        os.close(receive)
        found = opened(path)
        found["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with os.fdopen(send, "wb") as pipe:
            pickle.dump(found, pipe)
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else {"refused": "THE PROCESS DIED", "seconds": 0.0}


def line(name, found):
    """A line for one or many files."""
    read_, refused = [one for one in found if "refused" not in one], [one for one in found if "refused" in one]
    total = {key: sum(one[key] for one in read_) for key in ("records", "events", "dated")}
    kinds = sum((one["problems"] for one in read_), Counter())
    most, seconds = max((one.get("mb", 0) for one in found), default=0), sum(one["seconds"] for one in found)
    print(
        f"{name}: {len(read_)} opened, {len(refused)} refused; {total['records']:,} records → "
        f"{total['events']:,} events, {total['dated']:,} dated; {seconds:.2f} s, {most:,.0f} MB"
    )
    for said, count in kinds.most_common(12):
        print(f"    {count:6,} × {said}")
    for said, count in Counter(one["refused"] for one in refused).most_common(12):
        print(f"    refused {count} × {said[:200]}")
    sys.stdout.flush()


def main():
    """Read and tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[SHARED])
    parser.add_argument("--each", action="store_true")
    chosen = parser.parse_args()
    folders = {}
    for start in chosen.paths or [SHARED]:
        for path in [start] if start.is_file() else sorted(p for p in start.rglob("*") if p.is_file()):
            folders.setdefault(path if chosen.each else path.parent, []).append(path)
    for name, files in folders.items():
        line(os.path.relpath(name, SHARED), [apart(path) for path in files])


if __name__ == "__main__":
    main()
