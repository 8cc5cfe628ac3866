"""Events of the open table that look alike: looked for as long as somebody waits for them, and merged on request."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from viewer.events.duplicates import alike, merged
from viewer.events.event import Event
from viewer.events.table import EventTable
from viewer.formats.progress import Done, Progress
from viewer.session.loader import Answer, GivenUp
from viewer.session.opening import Found
from viewer.session.session import Session
from viewer.store.frame import FrameStore

GROUPS = 1_000  # that are listed; when these are merged, there may be more
_SHOWN = 10  # events of each
_STEP = 0.01  # of the work, between two reports


class Twins(NamedTuple):
    """Rows of the open table that look like one event, what they have in common, and the first of these events."""

    rows: tuple[int, ...]
    why: str
    events: tuple[Event, ...]


class Search:
    """A search for events that look alike; begins at once.

    Attributes:
        found: how many groups there are, and the first ``GROUPS`` of them.
        share: how much was looked through, 0 to 1.

    ``heed`` is called when there is more to tell of either.
    """

    def __init__(self, session: Session, heed: Callable[[], None]) -> None:
        store = session.store
        assert store is not None
        self.share = 0.0
        self._heed = heed
        self._post = session.desk.post
        self._stopped = False
        self._told = 0.0
        desk = replace(session.desk, arrived=lambda _name: self._heed())
        self.found: Answer[tuple[int, tuple[Twins, ...]]] = Answer("alike", desk)
        self.found.ask("alike", lambda: _twins(store.table, self._tell), at_once=False)

    def stop(self) -> None:
        """Want nothing more; the work under way ends at its next step."""
        self._stopped = True
        self._heed = lambda: None
        self.found.cancel()

    def _tell(self, share: float) -> None:
        if self._stopped:
            raise GivenUp
        if share >= self._told + _STEP:
            self._told = share
            self._post(lambda: self._progressed(share))

    def _progressed(self, share: float) -> None:
        self.share = share
        self._heed()


def _twins(table: EventTable, tell: Callable[[float], None]) -> tuple[int, tuple[Twins, ...]]:
    groups = alike(table, lambda share: tell(share / 2))
    listed = []
    for at, group in enumerate(groups[:GROUPS], 1):
        tell((1 + at / min(len(groups), GROUPS)) / 2)  # in a large table to fetch them takes as long as to find them
        listed.append(Twins(*group, tuple(map(table.event, group.rows[:_SHOWN]))))
    return len(groups), tuple(listed)


def merge(session: Session, groups: Sequence[Sequence[int]]) -> None:
    """Show a table in which the rows of each group are one event; the file stays as it is."""
    store, mapped = session.store, session.mapped
    assert store is not None

    def make(_path: Path, tell: Progress) -> Found:
        made = FrameStore(merged(store.table, groups, lambda share: tell(Done(share))))
        return replace(mapped, store=made) if mapped else made

    session.open(session.path or Path(), "merge", opener=make, stamp=session.stamp)
