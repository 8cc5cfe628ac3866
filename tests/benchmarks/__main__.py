"""The table of what the viewer costs: ``python -m tests.benchmarks [--sizes 1000,100000] [--json FILE]``.

``--curve FILE`` draws the cost of a frame over the number of events.

Every size is measured in a process of its own; chronologies are generated, the same at every run.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

SIZES = (1_000, 100_000, 1_000_000)
LARGEST_JSON = 1_000_000  # events
FEW, TIMES = 1_000_000, 5  # events up to which a file is opened several times
PACKAGES = ("PySide6-Essentials", "pyqtgraph", "pandas", "numpy", "pyarrow")


def megabytes():
    """The most memory this process has held, in millions of bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def measure(path, what):
    """In a process of its own: figures of one file as JSON on standard output.

    ``what`` is "open": how long it takes after the start, when the bundled chronology is there; "memory": what it takes
    over an empty window; or "all": the same, and everything that can be done then.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from viewer.app import share_one_heap

    share_one_heap()  # as the program does, before there are threads
    from tests.benchmarks.window import Program, measured

    program = Program()
    empty = megabytes()
    if what == "open":
        program.begin()
    drawn, counted = program.open(path)
    found = {"open": [drawn], "counted": [counted]} if what == "open" else {"memory": [megabytes() - empty]}
    if what == "all":
        found |= measured(program)
        found["peak memory (MB)"] = [megabytes() - empty]
    program.window.close()
    program.window.pool.finish()
    print(json.dumps(found))


def in_a_process(path, what):
    """What ``measure`` finds."""
    command = [sys.executable, "-m", "tests.benchmarks", "--measure", str(path), "--what", what]
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # as after the first start of the program
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=compiled)
    if run.returncode:
        sys.stderr.write(run.stderr)
        raise SystemExit(run.returncode)
    return json.loads(run.stdout.splitlines()[-1])


def generated(path, count):
    """A made-up chronology of so many events, written by a process of its own."""
    subprocess.run([sys.executable, "-m", "tests.benchmarks.tables", str(count), str(path)], check=True)
    return path


def of_size(count, folder):
    """All figures of one size; all but the largest files are opened several times."""
    found, times = {}, TIMES if count <= FEW else 1
    for kind in ("Parquet", "Arrow", "JSON"):
        if kind == "JSON" and count > LARGEST_JSON:
            continue
        path = generated(folder / f"{count}.{kind.lower()}", count)
        opened = [in_a_process(path, "open") for _ in range(times)]
        found[f"open {kind}"] = [one["open"][0] for one in opened]
        found[f"open {kind}, all counted"] = [one["counted"][0] for one in opened]
        if kind != "Arrow":
            more = in_a_process(path, "all" if kind == "Parquet" else "memory")
            found[f"memory after opening {kind} (MB)"] = more.pop("memory")
            found |= more
        path.unlink()
    return {name: list(map(float, values)) for name, values in found.items()}


def summary(values):
    """Median and 95th percentile, or the one figure there is."""
    ordered = sorted(values)
    median, late = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{median:,.1f}" if len(ordered) == 1 else f"{median:,.1f} / {late:,.1f}"


def show(results):
    """Print the table: a line for each kind of work, a column for each size."""
    sizes = list(results)
    print(f"{'ms, median / p95':32}" + "".join(f"{int(size):>20,}" for size in sizes))
    for name in results[sizes[0]]:
        print(f"{name:32}" + "".join(f"{summary(results[s][name]) if name in results[s] else '':>20}" for s in sizes))


def main():
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of events; 10000000 takes minutes")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    parser.add_argument("--curve", type=Path, help="where to draw the cost of a frame over the number of events")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--what", default="all", choices=("open", "memory", "all"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.measure:
        measure(wanted.measure, wanted.what)
        return
    about = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }
    print(", ".join(f"{name} {value}" if name not in {"date", "machine"} else value for name, value in about.items()))
    subprocess.run([sys.executable, "-m", "compileall", "-q", "viewer"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        results = {str(size): of_size(int(size), Path(folder)) for size in wanted.sizes.split(",")}
    show(results)
    if wanted.json:
        wanted.json.write_text(json.dumps({"about": about, "ms": results}, indent=1) + "\n", "utf-8")
    if wanted.curve:
        from tests.benchmarks.curve import draw

        draw(results, wanted.curve)


if __name__ == "__main__":
    main()
