"""Answers that may take a while: asked by key, worked out elsewhere, the newest wins, the old one stays visible.

    ask(a) ──► works on a …  ask(b), ask(c): only c waits … ──► a comes back and is dropped ──► works on c ──► value

A request captures all it needs and changes nothing.  Everything but the work itself happens on the thread
that asks, so there are no locks.  A failure is kept, reported once, and leaves the old value in place; the same
key is not tried again.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, Protocol, TypeVar, cast

T = TypeVar("T")


class GivenUp(Exception):  # noqa: N818 - nothing went wrong: the reader wanted something else
    """Raised within work whose result nobody waits for any more."""


class Executor(Protocol):
    """Whoever runs work elsewhere: a ThreadPoolExecutor, a QThreadPool in disguise, or a test."""

    def submit(self, work: Callable[[], None], /) -> object:
        """Run ``work`` at some time, on some thread."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every answer is given.

    Attributes:
        executor: runs the work.
        post: runs a function on the asking thread, soon.
        clock: seconds since 1970-01-01 UTC.
        report: told of every failure, once.
        arrived: told the name of an answer whenever its value or its error is new.
        patient: runs work as the executor does, but not before what has changed on the screen is painted; None where
            there is no screen.
    """

    executor: Executor
    post: Callable[[Callable[[], None]], None]
    clock: Callable[[], float]
    report: Callable[[Exception], None]
    arrived: Callable[[str], None]
    patient: Executor | None = None


class Answer(Generic[T]):
    """One question whose key changes over time.

    Attributes:
        name: how the answer is called in notices.
        key: what was asked last, None before the first question.
        value: the latest result, perhaps of an earlier key; None before the first.
        value_key: the key that ``value`` belongs to.
        error: why the latest key has no result, None when it has one or is under way.
        since: when the work under way was asked for, in seconds of the clock; None when nothing is under way.
    """

    def __init__(self, name: str, desk: Desk) -> None:
        self.name = name
        self.key: Hashable = None
        self.value: T | None = None
        self.value_key: Hashable = None
        self.error: Exception | None = None
        self.since: float | None = None
        self._desk = desk
        self._work: Callable[[], T] | None = None  # waits until the work under way is done
        self._running = False
        self._patient = False

    @property
    def fresh(self) -> bool:
        """Whether the value is the result of what was asked last."""
        return self.key is not None and self.key == self.value_key

    def ask(self, key: Hashable, work: Callable[[], T], *, at_once: bool, patient: bool = False) -> None:
        """Want the result of ``work``, called ``key``; with ``at_once`` it is there when this returns.

        With ``patient`` it may come after the picture.
        """
        if key == self.key:
            return
        self.key, self.error, self._work, self._patient = key, None, None, patient
        if key == self.value_key:
            self.since = None
            self._desk.arrived(self.name)
        elif at_once:
            self.since = None
            self._settle(key, *outcome(work))
        else:
            self.since = self._desk.clock()
            if self._running:
                self._work = work
            else:
                self._start(key, work)

    def cancel(self) -> None:
        """Want nothing more than what is there; work under way is dropped when it comes back."""
        self.key, self.error, self.since, self._work = self.value_key, None, None, None

    def forget(self) -> None:
        """Be as new."""
        self.value = None
        self.value_key = None
        self.cancel()

    def _start(self, key: Hashable, work: Callable[[], T]) -> None:
        self._running = True

        def run() -> None:
            value, error = outcome(work)
            self._desk.post(lambda: self._back(key, value, error))

        patient = self._desk.patient if self._patient else None
        (patient or self._desk.executor).submit(run)

    def _back(self, key: Hashable, value: T | None, error: Exception | None) -> None:
        self._running = False
        if self._work is not None:
            work, self._work = self._work, None
            self._start(self.key, work)
        elif key == self.key and self.since is not None and not isinstance(error, GivenUp):
            self.since = None
            self._settle(key, value, error)

    def _settle(self, key: Hashable, value: T | None, error: Exception | None) -> None:
        if error is None:
            self.value, self.value_key = value, key
        else:
            self.error = error
            self._desk.report(error)
        self._desk.arrived(self.name)


class Shared(Generic[T]):
    """Work that several need: the first of them does it, the others wait; all get its result, or its failure."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._lock = Lock()
        self._outcome: tuple[T | None, Exception | None] | None = None

    def __call__(self) -> T:
        """The result."""
        with self._lock:
            if self._outcome is None:
                self._outcome = outcome(self._work)
        value, error = self._outcome
        if error is not None:
            raise error
        return cast("T", value)


def outcome(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """What some work comes to, or why it fails."""
    try:
        return work(), None
    except GivenUp as reason:
        return None, reason.with_traceback(None)  # nobody asks where, and its frames would keep a whole file in memory
    except Exception as error:  # noqa: BLE001 - whatever went wrong is reported through the one door
        return None, error
