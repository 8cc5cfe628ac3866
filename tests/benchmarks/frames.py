"""How long laying out a frame takes, up to ten million events: ``python -m tests.benchmarks.frames [N ...]``.

Each line is the median and the 95th percentile in milliseconds over at least 100 frames of 1600 by 900 px.
"""

import sys
import time

import numpy as np

from tests.benchmarks import chronologies as made
from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Layout, hit

WIDTH, HEIGHT, FRAMES = 1600.0, 900.0, 120
BUDGET = 8.0  # ms, what the canvas allows for tiles not seen before


def pans(layout, length):
    """A slow pan of a window of so many seconds."""
    middle = (1990 - 1970) * made.YEAR
    if length >= layout.extent.length:
        return [layout.extent.panned(layout.extent.length * 0.001 * k) for k in range(FRAMES)]
    begin = middle - length / 2
    return [TimeSpan(begin + length * k * 0.0075, begin + length * (1 + k * 0.0075)) for k in range(FRAMES)]


def zooms(layout):
    """From everything down to a day about a crisis."""
    about = (1990.37 - 1970) * made.YEAR
    factor = (made.DAY / layout.extent.length) ** (1 / (FRAMES - 1))
    spans = [layout.extent]
    while len(spans) < FRAMES:
        spans.append(spans[-1].zoomed(factor, about))
    return spans


def timed(layout, spans, budget=BUDGET):
    """Milliseconds of each frame, and how many were incomplete."""
    took, incomplete = [], 0
    for span in spans:
        begin = time.perf_counter()
        scene = layout.scene(span, WIDTH, HEIGHT, budget_ms=budget)
        took.append(1000 * (time.perf_counter() - begin))
        incomplete += not scene.complete
    return np.array(took), incomplete


def line(name, took, note=""):
    print(f"  {name:<24}{np.median(took):8.2f}{np.percentile(took, 95):8.2f}{took.max():8.2f}  {note}")


def measure(n):
    marks = made.marks(n)
    lanes = made.lanes(n)
    widths = made.label_widths(marks)
    begin = time.perf_counter()
    layout = Layout(marks, lanes, widths, rows_that_fit=38, now=made.NOW)
    print(f"{n:,} events in {len(lanes)} lanes; layout made in {1000 * (time.perf_counter() - begin):.0f} ms")
    print(f"  {'ms':<24}{'median':>8}{'p95':>8}{'worst':>8}")
    for name, length in (
        ("pan, everything", np.inf),
        ("pan, 10 years", 10 * made.YEAR),
        ("pan, 30 days", 30 * made.DAY),
    ):
        took, incomplete = timed(layout, pans(layout, length))
        line(name, took, f"{incomplete} incomplete" if incomplete else "")
        line(name + ", warm", timed(layout, pans(layout, length))[0])
    layout = Layout(marks, lanes, widths, rows_that_fit=38, now=made.NOW)
    took, incomplete = timed(layout, zooms(layout))
    line("zoom, cold", took, f"{incomplete} incomplete" if incomplete else "")
    timed(layout, zooms(layout), None)
    line("zoom, warm", timed(layout, zooms(layout))[0])
    scene = layout.scene(layout.extent, WIDTH, HEIGHT)
    random = np.random.default_rng(3)
    took = []
    for x, y in random.uniform((0, 0), (WIDTH, HEIGHT), (1000, 2)):
        begin = time.perf_counter()
        hit(scene, float(x), float(y))
        took.append(1000 * (time.perf_counter() - begin))
    line("hit", np.array(took), f"{len(scene.glyphs)} glyphs, {len(scene.groups)} groups")


if __name__ == "__main__":
    for size in sys.argv[1:] or ("1000", "10000", "100000", "1000000"):
        measure(int(size))
