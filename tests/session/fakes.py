"""Stand-ins given to a session: a store of a few plain facts, executors that obey the test, a clock that is set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from viewer.events.comparing import Comparison, Difference
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.event import Event
from viewer.events.marks import LaneRows, Marks, Texts
from viewer.events.problems import Problem
from viewer.events.query import Query
from viewer.formats.progress import Done, Progress
from viewer.session.answers import Room
from viewer.session.session import Notice, Session
from viewer.session.workspace import Workspace
from viewer.store.questions import About, Context, FacetValue, Link, Totals

DAY = 86_400
NOW = 20_000.0 * DAY


@dataclass(frozen=True)
class Fact:
    """An event of the fake store; days since 1970, None for an undated event."""

    id: str
    day: int | None
    length: int = 1
    countries: tuple[str, ...] = ("PAK",)
    links: tuple[str, ...] = ()
    open_start: bool = False
    open_end: bool = False


def marks_of(facts: list[Fact]) -> Marks:
    """Dated facts as marks, sorted by start; the row is the position in the list."""
    dated = sorted(
        (DISTANT_PAST if fact.open_start else (fact.day or 0) * DAY, row)
        for row, fact in enumerate(facts)
        if fact.day is not None
    )
    rows = np.array([row for _, row in dated], np.int32)
    start = np.array([begin for begin, _ in dated], np.int64)
    end = np.array([((facts[r].day or 0) + facts[r].length) * DAY for r in rows], np.int64)
    end[[facts[r].open_end for r in rows]] = DISTANT_FUTURE
    zeros = np.zeros(len(rows), np.uint8)
    return Marks(
        row=rows,
        start_min=start,
        start_max=start.copy(),
        end_min=end,
        end_max=end.copy(),
        flags=zeros.astype(np.uint16),
        precision=zeros + np.uint8(3),
        importance=zeros + np.uint8(3),
        category=zeros,
        status=zeros,
        container=zeros.astype(bool),
        titles=Texts.of(facts[r].id for r in rows),
    )


class FakeStore:
    """Answers from a list; understands the text and any of some countries; says what it was asked in ``asked``."""

    series = ()
    about = About("Fake")
    lanes_by = "country"

    def __init__(self, facts: list[Fact], problems: tuple[Problem, ...] = ()) -> None:
        self.facts = facts
        self.problems = problems
        self.asked: list[str] = []
        self.fails: Exception | None = None
        self._marks = marks_of(facts)
        self.entry_of_row = np.full(len(facts), -1, np.int32)
        self.entry_of_row[self._marks.row] = np.arange(len(self._marks))
        self.preparations = [partial(self.asked.append, f"piece {number}") for number in (1, 2)]

    def _matches(self, fact: Fact, query: Query) -> bool:
        chosen = query.facet("country")
        return query.text in fact.id and (chosen is None or bool({*chosen.values} & {*fact.countries}))

    def matching(self, query: Query, progress: Callable[[float], None] | None = None) -> np.ndarray:
        if progress:
            progress(0.5)
        return np.array([self._matches(fact, query) for fact in self.facts], bool)

    def totals(self, query: Query) -> Totals:
        self.asked.append("totals")
        if self.fails:
            raise self.fails
        found = [fact for fact in self.facts if self._matches(fact, query)]
        shown = sum(fact.day is not None for fact in found)
        return Totals(len(self.facts), shown, len(found) - shown, len(self.facts) - len(found))

    def facets(self, query: Query) -> dict[str, tuple[FacetValue, ...]]:
        self.asked.append("facets")
        return {"country": (FacetValue("PAK", "Pakistan", int(self.matching(query).sum())),)}

    def marks(self) -> Marks:
        return self._marks

    def lanes(self, query: Query, by: str) -> LaneRows:
        self.asked.append("lanes")
        keys = sorted({code for fact in self.facts for code in fact.countries}) if by == "country" else ["all"]
        lanes = [[] for _ in keys]
        for entry, row in enumerate(self._marks.row):
            fact = self.facts[row]
            for code in fact.countries if by == "country" else ["all"]:
                if self._matches(fact, query):
                    lanes[keys.index(code)].append(entry)
        counts = [len(lane) for lane in lanes]
        return LaneRows(
            tuple(keys),
            tuple(keys),
            np.array(counts, np.int64),
            np.array([entry for lane in lanes for entry in lane], np.int32),
            np.cumsum([0, *counts]).astype(np.int64),
        )

    def event(self, event_id: str) -> Event | None:
        return Event(event_id, event_id, None) if self.row_of(event_id) is not None else None

    def id_at(self, row: int) -> str:
        return self.facts[row].id

    def row_of(self, event_id: str) -> int | None:
        return next((row for row, fact in enumerate(self.facts) if fact.id == event_id), None)

    def compared(self, older: "FakeStore") -> Comparison:
        before, now = {fact.id for fact in older.facts}, {fact.id for fact in self.facts}
        added = tuple(Difference("added", id_, id_, "") for id_ in sorted(now - before))
        return Comparison(len(added), 0, len(before - now), added)

    def context(self, event_id: str) -> Context:
        self.asked.append(f"context {event_id}")
        row = self.row_of(event_id)
        assert row is not None
        return Context(tuple(Link("follows", goal, goal, "other") for goal in self.facts[row].links))


class AtOnce:
    """Runs work the moment it is handed over."""

    def submit(self, work: Callable[[], None]) -> None:
        work()


class OnDemand:
    """Keeps work until the test says go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def go(self) -> None:
        """Do what is waiting now, and nothing that it brings about."""
        due, self.waiting = self.waiting, []
        for work in due:
            work()

    def go_on(self) -> None:
        """Do everything."""
        while self.waiting:
            self.go()


def measured(titles: Texts) -> np.ndarray:
    """Every label is 40 px wide."""
    return np.full(len(titles), 40, np.float32)


ROOM = Room(20, 22, measured)


@dataclass
class Desk:
    """A session with everything around it in reach."""

    executor: AtOnce | OnDemand = field(default_factory=AtOnce)
    patient: OnDemand | None = None
    files: dict[str, FakeStore | Exception] = field(default_factory=dict)
    workspace: Workspace | None = None
    time: float = NOW
    errors: list[Exception] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = Session(
            self.executor,
            lambda done: done(),
            lambda: self.time,
            self.errors.append,
            workspace=self.workspace,
            opener=self._open,
            patient=self.patient,
        )
        self.session.listen(self.notices.append)

    def _open(self, path: Path, progress: Progress) -> FakeStore:
        found = self.files[path.name]
        progress(Done(0.5))
        if isinstance(found, Exception):
            raise found
        return found

    def names(self) -> list[set[str]]:
        """What each notice since the last call named."""
        told = [set(notice.names) for notice in self.notices]
        self.notices.clear()
        return told


def a_desk(*facts: Fact, executor: AtOnce | OnDemand | None = None, patient: OnDemand | None = None) -> Desk:
    """A session that shows some facts in a room."""
    desk = Desk(executor or AtOnce(), patient)
    desk.session.give_room(ROOM)
    desk.session.adopt(FakeStore(list(facts)))
    desk.notices.clear()
    return desk
