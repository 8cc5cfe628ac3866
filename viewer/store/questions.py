"""The questions the program asks of its facts, and the shapes of the answers.

A store is whatever can answer them.  Answers are plain values: arrays, counts, records; never a data frame.
Every answer may be computed on any thread; a store is never changed after it was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.events.about import About
from viewer.events.event import Event
from viewer.events.indicators import Series
from viewer.events.marks import LaneRows, Marks
from viewer.events.problems import Problem
from viewer.events.query import Query


@dataclass(frozen=True, slots=True)
class Totals:
    """Where every event of the table is: shown + undated + hidden == total.

    Attributes:
        total: all events of the table.
        shown: match the query and have a date, hence stand on the timeline.
        undated: match the query but have no date.
        hidden: do not match the query.
    """

    total: int
    shown: int
    undated: int
    hidden: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One line of a facet: a code, its name, and how many events it would give under the *other* filters."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Context:
    """Events around one event: (how they are linked, event id, title, category), most telling first."""

    links: tuple[tuple[str, str, str, str], ...]


class EventStore(Protocol):
    """The questions.  ``mask`` arrays are boolean of shape (events of the table,)."""

    @property
    def about(self) -> About: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    @property
    def series(self) -> Sequence[Series]: ...

    def matching(self, query: Query) -> NDArray[np.bool_]:
        """Which events of the table match, undated ones included."""

    def totals(self, query: Query) -> Totals:
        """The honest count."""

    def facets(self, query: Query) -> dict[str, tuple[FacetValue, ...]]:
        """Counts for every facet, most frequent first, each facet counted without its own filter."""

    def marks(self) -> Marks:
        """All dated events, whatever the query: the arrays behind the picture."""

    def lanes(self, query: Query, by: str) -> LaneRows:
        """The matching, dated events arranged in lanes by ``by`` (a facet name, "quad" or "none")."""

    def event(self, event_id: str) -> Event | None:
        """One record in full, None when there is no such event."""

    def id_at(self, row: int) -> str:
        """The id of the event at a position of the table."""

    def row_of(self, event_id: str) -> int | None:
        """The position of an event in the table, None when there is no such event."""

    def context(self, event_id: str) -> Context:
        """What the event is part of, answers, ends, implements, is followed by; same countries near in time."""
