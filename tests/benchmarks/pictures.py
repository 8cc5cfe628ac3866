"""What pictures for print cost, and that none of them has a cut or covered word.

python -m tests.benchmarks.pictures [FILE.parquet]      times; ``tests.benchmarks.tables`` makes a file of a million
python -m tests.benchmarks.pictures --boxes [FILE ...]  every size and arrangement of each file, read back from its SVG

Each in a process of its own: one picture as a cold command, in seconds of the clock; then in a running program,
the first and the next one, in seconds of the processor.
"""

import json
import os
import resource
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = (
    ("A4, 300 dpi", "a4", "png", 300),
    ("A4, SVG", "a4", "svg", 96),
    ("A4, PDF", "a4", "pdf", 96),
    ("A0, 300 dpi", "a0", "png", 300),
)
SIZES = ("a5", "a4", "a4-portrait", "letter", "a3", "a0", "slide-16x9", "1600x900", "500x1100")
ARRANGED = ("country", "organisation", "category", "quad", "none")


def measured(source, size, ending, dpi):
    """Seconds of the processor for the first picture of an open file and for the next; the peak of memory in MB."""
    from dataclasses import replace

    from PySide6.QtGui import QGuiApplication

    from viewer.session.opening import open_store
    from viewer.session.paper import page_size, usual_text
    from viewer.ui.document import document
    from viewer.ui.picture_files import pdf, png, svg
    from viewer.ui.pictures import Order

    application = QGuiApplication([])
    store, (width, height) = open_store(source, lambda _share: None), page_size(size)
    order = replace(Order(), width=width, height=height)
    took = []
    for _ in range(3):
        begun = time.process_time()
        made = document(store, order, text_size=usual_text(width, height))
        {"png": lambda: png(made.pages[0], dpi), "svg": lambda: svg(made.pages[0]), "pdf": lambda: pdf(made)}[ending]()  # noqa: B023
        took.append(time.process_time() - begun)
    application.quit()
    return took[0], min(took[1:]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def times(source):
    """Print a line for each picture of one file."""
    for name, size, ending, dpi in WORK:
        begun = time.perf_counter()
        out = f"/tmp/picture-{os.getpid()}.{ending}"
        command = [sys.executable, "-m", "viewer", "export", str(source), out, "--size", size, "--dpi", str(dpi)]
        subprocess.run([*command, "--force"], check=True, cwd=ROOT)
        cold = time.perf_counter() - begun
        Path(out).unlink()
        job = [sys.executable, "-m", "tests.benchmarks.pictures", "--one", str(source), size, ending, str(dpi)]
        first, again, peak = json.loads(subprocess.run(job, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout)
        print(f"{source.name:<24} {name:<12} command {cold:6.2f} s   first {first:5.2f} s   again {again:5.2f} s   "
              f"peak {peak:5.0f} MB", flush=True)  # fmt: skip


def boxes(source):
    """Check every picture of one file; print how many words were read and what is wrong."""
    from PySide6.QtGui import QGuiApplication

    from tests.pictures.test_boxes import check, made
    from viewer.errors import ViewerError

    application = QGuiApplication.instance() or QGuiApplication([])
    wrong, count = 0, 0
    for size, lanes, rows in product(SIZES, ARRANGED, (1, 3)):
        try:
            check(made(source, size, lanes=lanes, rows=rows))
        except ViewerError:
            continue
        except AssertionError as error:
            wrong += 1
            print(f"{source.name} {size} {lanes} {rows} rows: {str(error)[:400]}")
        count += 1
    print(f"{source.name}: {count} pictures, {wrong} with something wrong", flush=True)
    application.processEvents()
    return wrong


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    bundled_file = ROOT / "data" / "events.json"
    match sys.argv[1:]:
        case ["-h" | "--help", *_]:
            print(__doc__)
        case ["--one", path, size_, ending_, dots]:
            print(json.dumps(measured(Path(path), size_, ending_, int(dots))))
        case ["--boxes", *paths]:
            sys.exit(sum(boxes(Path(path)) for path in paths or [bundled_file]) > 0)
        case paths:
            for path in [bundled_file, *map(Path, paths)]:
                times(path)
