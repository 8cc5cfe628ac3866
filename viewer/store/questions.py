"""The questions the program asks of its facts, and the shapes of the answers.

A store is whatever can answer them.  Answers are plain values: arrays, counts, records; never a data frame.
Every answer may be computed on any thread; a store is never changed after it was made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.events.about import About
from viewer.events.comparing import Comparison
from viewer.events.event import Event
from viewer.events.indicators import Series
from viewer.events.marks import LaneRows, Marks
from viewer.events.problems import Problem
from viewer.events.query import Query
from viewer.events.table import EventTable

Progress = Callable[[float], None]


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
    """One line of a facet.

    Attributes:
        value: the code.
        name: what the reader sees.
        count: matching events that carry the value.  The facet's own filter is left out when its mode is any or
            none, so that the counts say what each value is worth; with all it counts, so that they say how many
            events would be left if the value were chosen as well.
        acronym: of an organisation, "" where it has none.
    """

    value: str
    name: str
    count: int
    acronym: str = ""


class Link(NamedTuple):
    """An event around another one.

    Attributes:
        how: "part of", "follows", "responds to", "ends", "implements", the same from the other end ("includes",
            "followed by", "answered by", "ended by", "implemented by"), or "same countries".
        id, title, category: of the other event.
    """

    how: str
    id: str
    title: str
    category: str


@dataclass(frozen=True, slots=True)
class Context:
    """Events around one event, most telling first, each once; at most some fifty."""

    links: tuple[Link, ...]


class EventStore(Protocol):
    """The questions.  Those that take a query raise QueryError when its range cannot be understood.

    Attributes:
        lanes_by: how lanes tell most to whoever looks for the first time: a facet name or "none".
        entry_of_row: the index in ``marks`` of each event of the table, -1 of an undated one; shape (events,).
        preparations: what makes the first question of a kind slow, in pieces that may be done before, on any thread.
    """

    lanes_by: str
    entry_of_row: NDArray[np.int32]
    preparations: Sequence[Callable[[], object]]

    @property
    def about(self) -> About:
        """What the file says of itself."""

    @property
    def table(self) -> EventTable:
        """All facts as they were read."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the file."""

    @property
    def series(self) -> Sequence[Series]:
        """Numbers over time, in the order of the file."""

    def matching(self, query: Query, progress: Progress | None = None) -> NDArray[np.bool_]:
        """Which events of the table match, undated ones included; shape (events of the table,).

        ``progress`` is told from time to time which share is done, 0 to 1; whatever it raises ends the search.

        An event matches when every filter lets it pass.  Text: each needle of ``Query.needles`` stands literally,
        but for case and accents, in its title, summary, place, or in the publisher or title of one of its sources.
        Range: it is dated and may overlap the range.
        """

    def totals(self, query: Query) -> Totals:
        """The honest count."""

    def facets(self, query: Query) -> dict[str, tuple[FacetValue, ...]]:
        """Counts for every facet, most frequent first, ties by name.

        Every value of the table is listed, with count 0 where nothing matches, and after them the chosen values that
        the table does not have.
        """

    def marks(self) -> Marks:
        """All dated events, whatever the query: the arrays behind the picture."""

    def lanes(self, query: Query, by: str) -> LaneRows:
        """The matching events arranged in lanes by ``by`` (a facet name, "quad" or "none").

        Lanes of chosen values first, then the fullest first, ties by name; the quads in the order of the vocabulary;
        events without a value in a last lane with key "".  A lane without matching events is left out.
        """

    def event(self, event_id: str) -> Event | None:
        """One record in full, None when there is no such event."""

    def id_at(self, row: int) -> str:
        """The id of the event at a position of the table."""

    def row_of(self, event_id: str) -> int | None:
        """The position of an event in the table, None when there is no such event."""

    def compared(self, older: "EventStore") -> Comparison:
        """What was added, changed and removed since another store was made of the same source."""

    def publishers(self, rows: NDArray[np.int32]) -> list[str]:
        """Who published the sources of the events at these positions, the most frequent first, ties by name."""

    def context(self, event_id: str) -> Context:
        """What the event is part of, answers, ends, implements, is followed by; same countries near in time."""
