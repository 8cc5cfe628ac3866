"""What the store and the layout say about the current view, each kept fresh by its own key."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.events.event import Event
from viewer.events.marks import LaneRows, Texts
from viewer.session.loader import Answer, Desk
from viewer.session.view import View
from viewer.store.questions import Context, EventStore, FacetValue, Totals
from viewer.timeline.scene import Layout

SMALL = 20_000  # dated events up to which every answer is worked out at once


@dataclass(frozen=True, slots=True)
class Room:
    """What the picture offers to the layout.

    Attributes:
        rows: how many rows of events fit below the axis without scrolling.
        row_height: px of one row.
        measure: the width of each label in px, float32 of the same length.
    """

    rows: int
    row_height: int
    measure: Callable[[Texts], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Details:
    """An event in full and what is around it."""

    event: Event
    context: Context


class Answers:
    """Five answers.  ``lanes`` waits for nothing; ``layout`` is made of the latest ``lanes`` and the room.

    Names of the answers in notices: "answers.totals", "answers.facets", "answers.lanes", "answers.layout",
    "answers.details".
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.totals: Answer[Totals] = Answer("answers.totals", desk)
        self.facets: Answer[dict[str, tuple[FacetValue, ...]]] = Answer("answers.facets", desk)
        self.lanes: Answer[LaneRows] = Answer("answers.lanes", desk)
        self.layout: Answer[Layout] = Answer("answers.layout", desk)
        self.details: Answer[Details | None] = Answer("answers.details", desk)
        self._widths: tuple[Hashable, NDArray[np.float32]] | None = None

    def __iter__(self) -> Iterator[Answer[object]]:
        yield from (self.totals, self.facets, self.lanes, self.layout, self.details)  # type: ignore[misc]

    def forget(self) -> None:
        """The store is another one: nothing that was answered is true any more."""
        self._widths = None
        for answer in self:
            answer.forget()

    def ask(self, store: EventStore, view: View) -> None:
        """Ask anew whatever depends on what has changed."""
        at_once = len(store.marks()) <= SMALL
        query, by, selection = view.query, view.lanes_by, view.selection
        self.totals.ask((query,), lambda: store.totals(query), at_once=at_once)
        self.facets.ask((query,), lambda: store.facets(query), at_once=at_once)
        self.lanes.ask((query, by), lambda: store.lanes(query, by), at_once=at_once)
        self.details.ask((selection,), lambda: _details(store, selection), at_once=at_once)

    def lay_out(self, store: EventStore, room: Room) -> None:
        """Ask for the layout of the latest lanes in a room."""
        lanes = self.lanes.value
        if lanes is not None:
            at_once = len(store.marks()) <= SMALL
            key = (self.lanes.value_key, room)
            self.layout.ask(key, lambda: self._layout(store, lanes, room), at_once=at_once)

    def _layout(self, store: EventStore, lanes: LaneRows, room: Room) -> Layout:
        marks = store.marks()
        kept = self._widths
        if kept is None or kept[0] != (marks.titles, room.measure):
            kept = self._widths = ((marks.titles, room.measure), room.measure(marks.titles))
        return Layout(
            marks,
            lanes,
            kept[1],
            rows_that_fit=room.rows,
            now=self._desk.clock(),
            series=store.series,
            row_height=room.row_height,
        )


def _details(store: EventStore, event_id: str | None) -> Details | None:
    event = None if event_id is None else store.event(event_id)
    return None if event is None else Details(event, store.context(event.id))
