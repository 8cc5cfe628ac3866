"""What the whole window costs at one size: the real program off screen, a canvas of 1600 by 900 px.

A frame is everything from the request of another span to the end of painting, the overview included.  Between two
frames the program gets the rest of a sixtieth of a second, as on a screen.  Each figure is a list of milliseconds.
"""

import time
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QPointF, QTimer
from PySide6.QtWidgets import QApplication

from viewer.app import assemble
from viewer.bundled import bundled
from viewer.events.query import FacetFilter, Query
from viewer.session import moves
from viewer.session.workspace import Workspace
from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import hit
from viewer.ui.notices import Door, MessageBar

FRAMES = 120
CHANGES, WORDS = 25, 15  # values of each facet that are chosen, words that are typed
FRAME = 1 / 60  # seconds
DAY, YEAR = 86_400.0, 31_556_952.0
SIZE = (1600, 900)  # px of the canvas
LAST = 120  # seconds after which an answer is given up


class Program:
    """The program with nothing open."""

    def __init__(self):
        self.application = QApplication.instance() or QApplication(["benchmark"])
        bar = MessageBar()
        self.window = assemble(Workspace(None, print), bar, Door(bar))
        self.session, self.canvas = self.window.session, self.window.stage.canvas
        self.session.set("animate", False)
        self.window.resize(SIZE[0] + 700, SIZE[1] + 240)
        self.window.show()
        self.turn(0.2)
        self.awake = QTimer(interval=1000)  # so that no wait is for ever
        self.awake.start()
        self.painted, self.painted_at = None, 0.0  # the layout that was painted last, and when that was done
        render = self.canvas._item._render

        def counted(painter):
            render(painter)
            self.painted, self.painted_at = self.canvas._layout, time.perf_counter()

        self.canvas._item._render = counted

    def begin(self):
        """Open what the program opens at its start."""
        self.session.open(bundled("data/events.json"), "start")
        self.until(self.settled)
        self.turn(0.5)

    def fit(self):
        """Give the canvas its size, whatever the panels take."""
        view = self.canvas.viewport()
        missing = SIZE[0] - view.width(), SIZE[1] - view.height()
        self.window.resize(self.window.width() + missing[0], self.window.height() + missing[1])
        self.turn(0.3)

    def go_on(self, flags=QEventLoop.ProcessEventsFlag.AllEvents):
        """One turn of the loop; what is to be deleted waits for a loop that runs, and there is none."""
        self.application.processEvents(flags)
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def turn(self, seconds):
        """Let the program go on for a while; the longest turn of its loop in ms of processor time."""
        until, longest = time.perf_counter() + seconds, 0.0
        while time.perf_counter() < until:
            begin = time.thread_time()
            self.go_on()
            longest = max(longest, time.thread_time() - begin)
            time.sleep(0.0005)
        return longest * 1000

    def until(self, condition):
        """Wall-clock ms until something is true.

        The loop waits for events, as that of the program does: looking again and again would take turns of the
        interpreter from those who work.  What is painted counts when it is, before timers for what is prepared later.
        """
        begin = time.perf_counter()
        while not condition():
            assert time.perf_counter() - begin < LAST, "an answer never came"
            for _ in range(2):  # what has arrived, then what is painted because of it
                self.go_on(QEventLoop.ProcessEventsFlag.X11ExcludeTimers)
            if not condition():
                self.go_on(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return (time.perf_counter() - begin) * 1000

    def drawn(self):
        """Whether the picture of what is open is on the screen."""
        layout = self.session.answers.layout
        return layout.fresh and self.painted is layout.value

    def hits_shown(self):
        """Whether what matches is on the screen, and how many there are."""
        totals = self.session.answers.totals
        return totals.fresh and (not totals.value.shown or self.drawn())

    def settled(self):
        """Whether everything that was asked for is on the screen."""
        return self.session.waiting_since is None and self.hits_shown()

    def open(self, path):
        """Open a file; ms until the first picture is painted, and until all values of the panel are counted."""
        begin, before = time.perf_counter(), self.session.store
        self.session.open(path)
        self.until(lambda: self.session.store is not before and self.drawn())
        drawn = self.painted_at
        self.until(self.settled)
        return (drawn - begin) * 1000, (time.perf_counter() - begin) * 1000

    def frames(self, spans):
        """Ms of each frame: wall clock and processor time of the thread that paints."""
        wall, cpu = [], []
        for span in spans:
            begin, busy = time.perf_counter(), time.thread_time()
            moves.show_span(self.session, span, "canvas")
            self.application.sendPostedEvents()
            cpu.append((time.thread_time() - busy) * 1000)
            wall.append((time.perf_counter() - begin) * 1000)
            while time.perf_counter() - begin < FRAME:
                self.go_on()
                time.sleep(0.0005)
        return wall, cpu


def busiest(program):
    """The instant about which most events lie."""
    layout = program.session.answers.layout.value
    counts = layout.overview(2000).sum(axis=0)
    return layout.extent.begin + (int(counts.argmax()) + 0.5) * layout.extent.length / 2000


def pans(program, length):
    """A slow pan of a window of so many seconds through the busiest time."""
    extent = program.session.answers.layout.value.extent
    if length >= extent.length:
        return [extent.panned(extent.length * 0.002 * k) for k in range(FRAMES)]
    begin = busiest(program) - length / 2
    return [TimeSpan(begin + length * k * 0.0075, begin + length * (1 + k * 0.0075)) for k in range(FRAMES)]


def zooms(program):
    """From everything down to a day and back."""
    extent, about = program.session.answers.layout.value.extent, busiest(program)
    factor = (DAY / extent.length) ** (1 / (FRAMES / 2 - 1))
    spans = [extent]
    while len(spans) < FRAMES // 2:
        spans.append(spans[-1].zoomed(factor, about))
    return spans + spans[::-1]


def cold(program):
    """Another layout of the same events, in which nothing has been looked at."""
    session = program.session
    session.answers._layouts.clear()
    session.answers.layout.forget()
    program.window.stage.give_room()
    program.until(program.settled)
    session.show(replace(session.view, span=None))
    program.turn(0.3)


def queries(program):
    """Filters and texts to change to, never the same twice in a row."""
    facets = program.session.answers.facets.value
    names = ("country", "category", "organisation", "tag")
    values = [(name, value.value) for name in names for value in facets[name][:CHANGES]]
    return [Query(facets=((name, FacetFilter((value,))),)) for name, value in values]


def changes(program, asked, shown=None):
    """Ms from asking for each query to its picture, painted, with all counts; or until something else is ``shown``."""
    took, session = [], program.session
    for query in asked:
        program.turn(0.05)
        begin = time.perf_counter()
        session.show(replace(session.view, query=query))
        program.until(shown or program.settled)
        took.append((time.perf_counter() - begin) * 1000)
        program.until(program.settled)
    return took


def hits(program):
    """Ms of asking what lies under each of many points."""
    scene, took = program.canvas.scene_shown(), []
    for x, y in np.random.default_rng(3).uniform((0, 0), SIZE, (500, 2)):
        begin = time.perf_counter()
        hit(scene, float(x), float(y))
        program.canvas.hit_at(QPointF(x, y))
        took.append((time.perf_counter() - begin) * 500)
    return took


def typed(program):
    """Ms until the hits of each letter of some words of the titles are shown, as they are typed."""
    took, titles = [], program.session.store.marks().titles
    for number in range(1, WORDS + 1):
        word = max(titles[number * len(titles) // (WORDS + 1)].split(), key=len)[:7]
        letters = [Query(text=word[:length]) for length in range(1, len(word) + 1)]
        took += changes(program, letters, program.hits_shown)
        changes(program, [Query()])
    return took


def measured(program):
    """Every figure of an open chronology: lists of ms by name."""
    found = {}
    program.fit()
    program.until(program.settled)
    for name, length in (("pan, everything", np.inf), ("pan, 10 years", 10 * YEAR), ("pan, 30 days", 30 * DAY)):
        spans = pans(program, length)
        moves.show_span(program.session, spans[0], "canvas")
        program.turn(0.3)
        found[name], found[f"{name} (cpu)"] = program.frames(spans)
    cold(program)
    found["zoom, cold"], found["zoom, cold (cpu)"] = program.frames(zooms(program))
    found["hit test"] = hits(program)
    moves.show_span(program.session, None, "canvas")
    found["change a filter"] = changes(program, queries(program))
    found["clear the filters"] = changes(program, [query for q in queries(program) for query in (Query(), q)])[::2]
    changes(program, [Query()])
    found["search as typed"] = typed(program)
    return found
