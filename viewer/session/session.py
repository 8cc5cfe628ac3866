"""The one object that changes: the store, the view, the history, and what was answered about them.

    hands ── commands ──► show(view) ──► compare ──► history, answers ──► one Notice to every listener

Listeners are told once for each change, with the names of what differs; what changes while they are being told is
told afterwards, in order.  No Qt and no data frame here: the executor, the way back to this thread and the clock
are given.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from viewer.events.comparing import Comparison
from viewer.events.problems import Problem
from viewer.formats.progress import Done
from viewer.formats.saved_mappings import SavedMappings
from viewer.session.answers import Answers, Room
from viewer.session.history import History
from viewer.session.loader import Answer, Desk, Executor, GivenUp
from viewer.session.opening import (
    Mapped,
    Opened,
    Opener,
    Stamp,
    Unmapped,
    is_small,
    mapped_again,
    open_or_ask,
    read_again,
)
from viewer.session.settings import Settings, Value
from viewer.session.view import View, changed
from viewer.session.workspace import Workspace
from viewer.store.questions import EventStore
from viewer.timeline.scale import TimeSpan


@dataclass(frozen=True, slots=True)
class Notice:
    """What has changed.

    Attributes:
        old, new: the view before and after; equal when something else changed.
        names: fields of the view, and of "store", "comparison", "opening", "unmapped", "waiting", "answers.totals",
            "answers.facets", "answers.lanes", "answers.layout", "answers.details", "answers.loosened",
            "answers.share", "settings.<name>".
        by: who asked for it, so that a panel can ignore its own echo.
        unmapped: a table whose columns are to be mapped; it may be large, so only who hears of it has it.
    """

    old: View
    new: View
    names: frozenset[str]
    by: str = ""
    unmapped: Unmapped | None = None


Listener = Callable[[Notice], None]


class Session:
    """See the module.  All methods are called on one thread; ``report`` is told of every failure in the background.

    Attributes:
        store: the facts, None before anything was opened.
        path: the file they came from; None for pasted cells.
        stamp: tells whether the file was written to since it was read, see ``opening.stamp_of``.
        comparison: what changed in it when it was read again; None as long as it was read once.
        mapped: how the facts were made of a table, None where no mapping was asked for.
        mappings: those that the reader saved.
        answers: what is known about the view, see ``answers.py``.
        history: the views before and after; move through ``back`` and ``forward``.
        settings: values in force; change them through ``set``.
        workspace: what is remembered between two runs.
        now: seconds since 1970-01-01 UTC, a function.
        desk: what answers of others than this object are given.
        progress: while a file is being read in the background, what of it is done.
    """

    def __init__(
        self,
        executor: Executor,
        post: Callable[[Callable[[], None]], None],
        clock: Callable[[], float],
        report: Callable[[Exception], None],
        *,
        workspace: Workspace | None = None,
        opener: Opener | None = None,
        patient: Executor | None = None,
    ) -> None:
        desk = self.desk = Desk(executor, post, clock, report, self._arrived, patient)
        self.workspace = workspace or Workspace(None, report)
        folder = self.workspace.folder
        self.mappings = SavedMappings(folder / "mappings" if folder else None)
        self.mapped: Mapped | None = None
        self.settings = Settings(self.workspace.settings, report)
        self.answers = Answers(desk)
        self.history = History(View())
        self.store: EventStore | None = None
        self.path: Path | None = None
        self.comparison: Comparison | None = None
        self.now = clock
        self.progress = Done(0.0)
        self._post = post
        self._report = report
        self._opener = opener or partial(open_or_ask, saved=self.mappings)
        self._opened: Answer[Opened] = Answer("opening", desk)
        self.stamp: Stamp | None = None
        self._attempt = 0  # a file that failed may be tried again
        self._wanted_by = ""  # who asked for the file under way
        self._room: Room | None = None
        self._listeners: list[Listener] = []
        self._names: set[str] = set()
        self._unmapped: Unmapped | None = None
        self._gathering = 0
        self._notices: deque[Notice] = deque()
        self._telling = False
        self._was_waiting = False

    # what is there

    @property
    def view(self) -> View:
        """What the reader is looking at."""
        return self.history.current

    @property
    def problems(self) -> Sequence[Problem]:
        """What was wrong in the file."""
        return self.store.problems if self.store else ()

    @property
    def span(self) -> TimeSpan | None:
        """The time shown: the view's, or the whole extent; None before there is a layout."""
        layout = self.answers.layout.value
        return self.view.span or (layout.extent if layout else None)

    @property
    def waiting_since(self) -> float | None:
        """When the oldest answer (or file) still under way was asked for; None when nothing is."""
        waiting = [answer.since for answer in (self._opened, *self.answers) if answer.since is not None]
        return min(waiting, default=None)

    @property
    def opening(self) -> Path | None:
        """The file that is being read in the background, None when there is none."""
        key = self._opened.key
        return key[1] if self._opened.since is not None and isinstance(key, tuple) else None

    # what can be done

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` of every change from now on, until the function that is returned is called."""
        self._listeners.append(listener)

        def dispose() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return dispose

    def show(self, view: View, by: str = "", *, amend: bool = False) -> None:
        """Look at something else.  The span is kept within the limits of the layout; the same view is no news.

        With ``amend`` this belongs to the step before: going back leaves both.

        Raises:
            QueryError: the range of the query cannot be understood; nothing changes.
        """
        view.query.bounds()
        layout = self.answers.layout.value
        if layout and view.span and view.span != self.view.span:
            view = replace(view, span=view.span.clamped(layout.limits))
        if view != self.view:
            with self._change(by):
                if amend:
                    self.history.amend(view)
                else:
                    self.history.record(view, self.now())

    def back(self) -> None:
        """Show the view before this one."""
        with self._change("history"):
            self.history.back()

    def forward(self) -> None:
        """Show the view that was left by going back."""
        with self._change("history"):
            self.history.forward()

    def open(self, path: Path, by: str = "", *, opener: Opener | None = None, stamp: Stamp | None = None) -> None:
        """Read a file, all but small JSON in the background.  When it fails, ``report`` is told, no more.

        The file that is open is read again: view and history stay, and ``comparison`` says what has changed.
        With an ``opener`` it is read in that way, always in the background; ``Path()`` stands for no file.  One that
        makes something of what is open, and does not read the file, hands on its ``stamp``.
        """
        again = opener is None and self.path is not None and path.absolute() == self.path.absolute()
        older, at_once = self.store if again else None, opener is None and is_small(path)
        if again and self.mapped:
            opener = partial(mapped_again, mapped=self.mapped)
        work = opener or self._opener
        self._attempt += 1
        attempt, self._wanted_by = self._attempt, by

        def tell(done: Done) -> None:
            if attempt != self._attempt:
                raise GivenUp
            self._post(lambda: self._progressed(attempt, done))

        with self._change(by):
            self.progress = Done(0.0)
            self._names.add("opening")
            self._opened.ask((attempt, path), lambda: read_again(path, tell, work, older, stamp), at_once=at_once)

    def cancel_opening(self) -> None:
        """Give up the file under way; the one that is open stays."""
        if self.opening:
            with self._change("opening"):
                self._attempt += 1
                self._names.add("opening")
                self._opened.cancel()

    def adopt(self, store: EventStore, path: Path | None = None) -> None:
        """Show other facts, in the view that was last seen of this file."""
        if self.path is not None:
            self.workspace.remember(self.path, self.view)
        with self._change("opening"):
            self.answers.start(store)
            self.store, self.path, self.comparison = store, path, None
            view = (self.workspace.view_of(path) if path else None) or View(lanes_by=store.lanes_by)
            if view.selection is not None and store.row_of(view.selection) is None:
                view = replace(view, selection=None, lane=None)
            self.history = History(view)
            self._names.add("store")
        self.remember()

    def remember(self) -> None:
        """Note the view of the open file for the next time, on disk."""
        if self.path is not None:
            self.workspace.remember(self.path, self.view)
            self.workspace.save()

    def set(self, name: str, value: Value) -> None:
        """Change a setting, see ``settings.py``; raises ViewerError for a value that is not allowed."""
        if self.settings.set(name, value):
            self.workspace.save()
            with self._change("settings"):
                self._names.add(f"settings.{name}")

    def give_room(self, room: Room) -> None:
        """Say how much the picture can hold; another room makes another layout."""
        self._room = room
        with self._change("room"):
            self.answers.lay_out(room)

    # how it is told

    @contextmanager
    def _change(self, by: str) -> Iterator[None]:
        """Gather whatever changes inside, ask what has to be asked, and tell it once."""
        old = self.view
        self._gathering += 1
        try:
            yield
            if self._gathering == 1:
                self.answers.ask(self.view)
        finally:
            self._gathering -= 1
            if not self._gathering:
                self._tell(old, by)

    def _arrived(self, name: str) -> None:
        with self._change(self._wanted_by if name == "opening" else name):
            self._names.add(name)
            if name == "opening" and self._opened.fresh and self._opened.value:
                opened = self._opened.value
                self._opened.forget()  # what was read is held by whoever shows it, and by nobody else
                self._take(opened)
            elif name == "answers.lanes" and self._room:
                self.answers.lay_out(self._room)
            elif name == "answers.facets":
                self.answers.prepare()

    def _take(self, opened: Opened) -> None:
        found = opened.found
        if isinstance(found, Unmapped):
            self._unmapped = found
            self._names.add("unmapped")
            return
        self.stamp, self.mapped = opened.stamp, found if isinstance(found, Mapped) else None
        store = found.store if isinstance(found, Mapped) else found
        if opened.comparison is None:
            self.adopt(store, opened.path if opened.path.name else None)
            return
        with self._change("opening"):
            self.answers.start(store)
            self.store, self.comparison = store, opened.comparison
            selection = self.view.selection
            followed = dict(opened.comparison.renamed).get(selection or "", selection)
            if followed is not None and store.row_of(followed) is None:
                self.history.amend(replace(self.view, selection=None, lane=None))
            else:
                self.history.amend(replace(self.view, selection=followed))
            self._names |= {"store", "comparison"}

    def _progressed(self, attempt: int, done: Done) -> None:
        if attempt == self._attempt and self.opening:
            with self._change("opening"):
                self.progress = done
                self._names.add("opening")

    def _tell(self, old: View, by: str) -> None:
        names = self._names | changed(old, self.view)
        self._names = set()
        waiting = self.waiting_since is not None
        if waiting != self._was_waiting:
            self._was_waiting = waiting
            names.add("waiting")
        if names:
            self._notices.append(Notice(old, self.view, frozenset(names), by, self._unmapped))
            self._unmapped = None
        if self._telling:
            return
        self._telling = True
        while self._notices:
            self._deliver(self._notices.popleft())
        self._telling = False

    def _deliver(self, notice: Notice) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(notice)
            except Exception as error:  # noqa: BLE001 - one listener that fails must not keep the others in the dark
                self._report(error)
