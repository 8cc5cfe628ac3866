"""A reader in a hurry and a large chronology: no turn of the window's loop keeps the reader waiting.

It measures time, so it is run by itself on a quiet machine: ``python -m pytest tests/benchmarks/test_never_blocks.py``.
"""

import subprocess
import sys
import time
import weakref
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.benchmarks.filters import table_of
from tests.benchmarks.tables import table
from tests.benchmarks.votes import FOLDER
from viewer.bundled import bundled
from viewer.events.query import FacetFilter, Query
from viewer.formats import write_events
from viewer.session import moves
from viewer.session.view import LANES_BY
from viewer.store.frame import FrameStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.collecting import Collector
from viewer.ui.export_dialog import ExportDialog

LONGEST = 0.1  # seconds that the window may go without a look at the keyboard
YEAR = 31_556_952.0
VOTES = FOLDER / "UNVotesPublished.csv.gz"


class Watch:
    """Runs steps and turns of the event loop, and knows the longest of each.

    By the clock, but no more than the processor time of the whole program: what it keeps itself from counts, the
    interpreter held by another of its threads as well; another program on the machine does not.
    """

    def __init__(self, window):
        self.window = window
        self.took = {}

    def does(self, name, step):
        """Do something on the window's thread, and what follows from it until all answers are there."""
        self._time(name, step)
        end = time.monotonic() + 20
        while True:
            self.turns(name)
            if self.window.session.waiting_since is None or time.monotonic() > end:
                break
            time.sleep(0.002)
        assert self.window.session.waiting_since is None, f"{name}: no answer"

    def turns(self, name):
        """One turn of the loop, whatever is under way."""
        self._time(name, QApplication.sendPostedEvents)
        self._time(name, QApplication.processEvents)

    def hurries(self, name, steps):
        """Do things one after the other without waiting for answers."""
        for step in steps:
            self._time(name, step)
            self.turns(name)
        self.does(name, lambda: None)

    def reads(self, path):
        """Open a large file, up to its first picture and all counts."""
        session, end = self.window.session, time.monotonic() + 120
        session.open(path)
        while session.answers.layout.value is None or session.waiting_since is not None:
            assert time.monotonic() < end, "never opened"
            self.turns("read")
            time.sleep(0.002)

    def _time(self, name, work):
        clock, busy = time.perf_counter(), time.process_time()
        work()
        took = min(time.perf_counter() - clock, time.process_time() - busy)
        self.took[name] = max(self.took.get(name, 0.0), took)


def spans(extent):
    """A pan, and a zoom from everything to a day and back."""
    about = extent.begin + 0.6 * extent.length
    pan = [TimeSpan(about + k * YEAR / 50, about + (10 + k / 50) * YEAR) for k in range(15)]
    zoom = [extent.zoomed(0.5**k, about) for k in range(15)]
    return [*pan, *zoom, *zoom[::-1]]


def filtered(window, query):
    return lambda: window.session.show(replace(window.session.view, query=query))


def browse(window, watch, qtbot):
    """All that a reader does, one thing after the other."""
    session, canvas = window.session, window.stage.canvas
    extent = session.answers.layout.value.extent
    watch.hurries("move", [lambda span=span: moves.show_span(session, span, "canvas") for span in spans(extent)])
    watch.does("all", lambda: moves.show_span(session, None))
    values = [value.value for value in session.answers.facets.value["country"][:12]]
    queries = [Query(facets=(("country", FacetFilter((value,))),)) for value in values]
    watch.hurries("filter", [filtered(window, query) for query in (*queries, Query(), queries[0], Query())])
    watch.hurries("type", [filtered(window, Query(text="ministers"[:k])) for k in range(1, 10)])
    watch.does("nothing found", filtered(window, Query(text="nobody says this")))
    watch.does("clear", filtered(window, Query()))
    for by in (*LANES_BY, "country"):
        watch.does(f"lanes by {by}", partial(moves.arrange, session, by))
    for by in (*LANES_BY, "country"):
        typing = [filtered(window, Query(text="foreign"[:k])) for k in range(1, 8)]
        watch.hurries(f"lanes by {by}, then type", [partial(moves.arrange, session, by), *typing])
        watch.does(f"clear after lanes by {by}", filtered(window, Query()))
    watch.does("every value", window.filters.sections["organisation"].more.click)
    watch.does("find a value", lambda: window.filters.sections["organisation"].search.setText("org-4"))
    glyphs = canvas.scene_shown().glyphs
    watch.does("select", lambda: window.stage.select(int(glyphs.entry[len(glyphs) // 2])))
    for command in ("go.next-event", "go.previous-event", "go.next-hit", "view.focus", "go.back", "go.forward"):
        watch.does(command, lambda command=command: window.actions_.perform(command))
    watch.does("choose a range", lambda: session.show(replace(session.view, range=extent.zoomed(0.5, extent.middle))))
    watch.does("scroll", lambda: canvas.scroll_lanes(4_000))
    watch.does("resize", lambda: window.resize(1100, 640))
    watch.does("key", lambda: qtbot.keyClick(canvas, Qt.Key.Key_Tab))


@pytest.fixture
def watched(window, qtbot):
    """A window and its watch, with the collector as in the program."""
    collector = Collector(window.session)
    yield Watch(window)
    collector.stop()


def opened(window, watch, store):
    """Open a store that was read in the background, up to its first picture."""
    watch.does("open", lambda: window.session.adopt(store))
    watch.does("first picture", lambda: None)
    assert window.session.answers.layout.value is not None


@pytest.mark.parametrize("count", [1_900, 19_000, 1_000_000])
def test_nothing_blocks(window, watched, qtbot, count):
    """Opening, moving, filtering at every key, other lanes, selecting, stepping: in turns of a tenth of a second."""
    store = FrameStore(table_of(count))
    opened(window, watched, store)
    browse(window, watched, qtbot)
    slow = {name: round(took * 1000) for name, took in watched.took.items() if took > LONGEST}
    assert not slow, f"milliseconds: {slow}"


def test_ten_million_events_block_nothing(window, watched, qtbot, tmp_path):
    """The same, reading the file as well; making it takes a minute or two, and all of it six gigabytes of memory."""
    path = tmp_path / "made.parquet"
    subprocess.run([sys.executable, "-m", "tests.benchmarks.tables", "10000000", str(path)], check=True)
    watched.reads(path)
    browse(window, watched, qtbot)
    store = weakref.ref(window.session.store)
    watched.does("another file", lambda: window.session.open(bundled("data/events.json")))
    watched.does("a moment later", lambda: time.sleep(0.5))
    assert store() is None, "what was open before is still in memory"
    slow = {name: round(took * 1000) for name, took in watched.took.items() if took > LONGEST}
    assert not slow, f"milliseconds: {slow}"


@pytest.mark.parametrize("count", [1_900, 19_000, 1_000_000])
def test_an_export_blocks_nothing(window, watched, qtbot, count, tmp_path):
    """Opening the dialog, another title, another size, a PDF, writing it and a table."""
    watch = watched
    opened(window, watch, FrameStore(table_of(count)))
    watch.does("dialog", lambda: window.actions_.perform("file.export-image"))
    dialog = window.findChild(ExportDialog)

    def settles(name, step):
        watch.does(name, step)
        while isValid(dialog) and not dialog.ready:
            time.sleep(0.005)
            watch.does(name, lambda: None)

    settles("first preview", lambda: None)
    settles("title", lambda: dialog.form.title.setText("Another"))
    settles("size", lambda: dialog.form.size_.setCurrentText("A4"))
    for suffix in (".pdf", ".csv"):
        settles(suffix, lambda suffix=suffix: dialog.form.kind.setCurrentIndex(dialog.form.kind.findData(suffix)))
    dialog.reject()
    for suffix in (".png", ".pdf", ".svg"):
        window.actions_.perform("file.export-image")
        dialog = window.findChildren(ExportDialog)[-1]
        settles(f"choose {suffix}", partial(choose, dialog, suffix))
        settles(f"write {suffix}", partial(dialog.write, tmp_path / f"out{suffix}", force=False))
    watch.does("copy", lambda: window.actions_.perform("file.copy-image"))
    slow = {name: round(took * 1000) for name, took in watch.took.items() if took > LONGEST}
    assert not slow, f"milliseconds: {slow}"


@pytest.mark.parametrize("suffix", [".json", ".parquet", ".arrow", ".csv"])
@pytest.mark.parametrize("count", [300, 1_900])
def test_reading_a_file_blocks_nothing(window, watched, tmp_path, count, suffix):
    """However small it is: what has to be imported to read it takes its time, too."""
    path = tmp_path / f"made{suffix}"
    write_events(table(count), path)
    watched.does("open", lambda: window.session.open(path))
    assert window.session.store is not None
    assert watched.took["open"] <= LONGEST, f"{watched.took['open'] * 1000:.0f} milliseconds"


@pytest.mark.skipif(not VOTES.exists(), reason="the votes are not on this machine")
def test_reading_a_million_votes_blocks_nothing(window, watched):
    """A table of somebody else's, read by Python on another thread: that one has to let the window go on."""
    watched.reads(VOTES)
    assert watched.took["read"] <= LONGEST, f"{watched.took['read'] * 1000:.0f} milliseconds"


def choose(dialog, suffix):
    dialog.form.size_.setCurrentText("A4")
    dialog.form.kind.setCurrentIndex(dialog.form.kind.findData(suffix))
