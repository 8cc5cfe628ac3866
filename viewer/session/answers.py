"""What the store and the layout say about the current view, each kept fresh by its own key."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from viewer.events.event import Event
from viewer.events.marks import LaneRows
from viewer.events.query import Query
from viewer.events.vocabulary import label_of
from viewer.session.footing import Footing, Measure
from viewer.session.loader import Answer, Desk, GivenUp, Shared, outcome
from viewer.session.view import View
from viewer.store.questions import Context, EventStore, FacetValue, Totals
from viewer.timeline.scene import Layout

_KEPT = 2  # layouts remembered
_ITEMS_KEPT = 10_000_000  # in them, beyond which only the latest is: more of them would take hundreds of megabytes
SMALL = 2_000  # dated events up to which every answer is worked out at once: in a slow machine, too, in less than 0.1 s

T = TypeVar("T")


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
    measure: Measure


@dataclass(frozen=True, slots=True)
class Details:
    """An event in full and what is around it."""

    event: Event
    context: Context


class Answers:
    """Six answers about one store at a time; ``layout`` is made of the latest ``lanes`` and the room there is.

    Attributes:
        share: of the text of all events the share that was searched so far, 0 to 1; told as "answers.share".

    Their names in notices: "answers.totals", "answers.facets", "answers.lanes", "answers.layout", "answers.details",
    and "answers.loosened": where nothing matches, how many events each query would show that lacks one filter.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.totals: Answer[Totals] = Answer("answers.totals", desk)
        self.facets: Answer[dict[str, tuple[FacetValue, ...]]] = Answer("answers.facets", desk)
        self.lanes: Answer[LaneRows] = Answer("answers.lanes", desk)
        self.layout: Answer[Layout] = Answer("answers.layout", desk)
        self.details: Answer[Details | None] = Answer("answers.details", desk)
        self.loosened: Answer[tuple[tuple[Query, int], ...]] = Answer("answers.loosened", desk)
        self.share = 0.0
        self._store: EventStore | None = None
        self._at_once = True
        self._footing: Footing | None = None
        self._room: Room | None = None  # the latest
        self._found_lanes: Shared[LaneRows] | None = None  # what the latest question for lanes comes to
        self._layouts: dict[Hashable, Layout] = {}  # the latest ones: filters are often taken back
        self._unprepared = True

    def __iter__(self) -> Iterator[Answer[Any]]:
        yield from (self.totals, self.facets, self.lanes, self.layout, self.details, self.loosened)

    @property
    def changing(self) -> bool:
        """Whether other lanes, or another layout of them, are under way."""
        return self.lanes.since is not None or self.layout.since is not None

    def start(self, store: EventStore) -> None:
        """Answer about another store from now on: nothing that was answered is true any more."""
        self._store = store
        self._at_once = len(store.marks()) <= SMALL
        self._footing = Footing(store.marks(), self._desk.clock)
        self._layouts = {}
        self._unprepared = True
        for answer in self:
            answer.forget()

    def ask(self, view: View) -> None:
        """Ask anew whatever depends on what has changed in the view."""
        store, footing = self._store, self._footing
        if store is None or footing is None:
            return
        query, by, selection = view.query, view.lanes_by, view.selection
        if self.totals.key != (query,):
            self.share = 0.0
        self.totals.ask((query,), self._found(store, query, store.totals), at_once=self._at_once)
        if self.lanes.key != (query, by):
            self._found_lanes = Shared(self._found(store, query, lambda q: store.lanes(q, by)))
            self.lanes.ask((query, by), self._found_lanes, at_once=self._at_once)
        if self.lanes.since is not None:
            footing.begin(self._desk.executor, self._room.measure if self._room else None)
            self._lay_out_ahead()
        elif self.layout.since is None or (self.layout.value is not None and not query.text):
            # The first picture comes before the counts, and so do hits, which are waited for at every letter.
            typed = bool(query.text)
            work = self._found(store, query, store.facets)
            self.facets.ask((query,), work, at_once=self._at_once and not typed, patient=typed)
        self.details.ask((selection,), lambda: _details(store, selection), at_once=self._at_once)
        if self.totals.fresh and self.totals.value and not self.totals.value.shown:
            self.loosened.ask((query,), lambda: _loosened(store, query), at_once=self._at_once)

    def _found(self, store: EventStore, query: Query, then: Callable[[Query], T]) -> Callable[[], T]:
        """What is to be said of the events that match, once those are found; given up when others are wanted."""
        if not query.text or self._at_once:
            return lambda: then(query)

        def tell(share: float) -> None:
            if self.totals.key != (query,):
                raise GivenUp
            self._desk.post(lambda: self._told(query, share))

        def work() -> T:
            store.matching(query, tell)
            return then(query)

        return work

    def _told(self, query: Query, share: float) -> None:
        if self.totals.key == (query,):
            self.share = share
            self._desk.arrived("answers.share")

    def lay_out(self, room: Room) -> None:
        """Ask for the layout of the latest lanes in a room."""
        self._room = room
        lanes = self.lanes.value
        if lanes is not None:
            self._ask_layout((self.lanes.value_key, room), lambda: lanes, room)

    def _lay_out_ahead(self) -> None:
        """Have the lanes under way laid out as soon as they are found: the window may be busy when they arrive."""
        room, lanes, key = self._room, self._found_lanes, (self.lanes.key, self._room)
        if room is not None and lanes is not None and self.layout.value is not None and key not in self._layouts:
            self._ask_layout(key, lanes, room)

    def _ask_layout(self, key: Hashable, lanes: Callable[[], LaneRows], room: Room) -> None:
        store, footing = self._store, self._footing
        if store is None or footing is None:
            return
        known = self._layouts.get(key)
        self._keep_layout()
        others = tuple(self._layouts.values())

        def work() -> Layout:
            if known is not None:
                return known
            found, _ = outcome(lanes)
            if found is None or self.layout.key != key:
                raise GivenUp  # why lanes fail is told by their own answer
            return self._layout(store, footing, found, room, others)

        self.layout.ask(key, work, at_once=self._at_once or known is not None)

    def prepare(self) -> None:
        """Once the first picture and its counts are there, let the store get ready for other questions by and by."""
        if self._unprepared and self._store is not None:
            self._unprepared = False
            self._prepare(self._store, self._store.preparations)

    def _prepare(self, store: EventStore, pieces: Sequence[Callable[[], object]]) -> None:
        if store is not self._store or not pieces:
            return

        def work() -> None:
            outcome(pieces[0])  # what fails here fails again where it is asked for, and is told there
            self._desk.post(lambda: self._prepare(store, pieces[1:]))

        self._desk.executor.submit(work)

    def _keep_layout(self) -> None:
        """Remember the layout there is, with those before it."""
        if self.layout.value is not None:
            self._layouts.pop(self.layout.value_key, None)
            self._layouts[self.layout.value_key] = self.layout.value
            kept = list(self._layouts)
            while len(kept) > _KEPT or (len(kept) > 1 and self._items_kept > _ITEMS_KEPT):
                del self._layouts[kept.pop(0)]

    @property
    def _items_kept(self) -> int:
        """In all remembered layouts, which may have them in common."""
        return sum(len(items.entry) for items in {layout.items for layout in self._layouts.values()})

    def entry_of(self, event_id: str | None) -> int | None:
        """The index in ``Marks`` of an event, whether it matches or not; None when it is undated or unknown."""
        if self._store is None or event_id is None:
            return None
        row = self._store.row_of(event_id)
        entry = -1 if row is None else int(self._store.entry_of_row[row])
        return None if entry < 0 else entry

    def _layout(
        self, store: EventStore, footing: Footing, lanes: LaneRows, room: Room, others: Sequence[Layout]
    ) -> Layout:
        return Layout(
            store.marks(),
            lanes,
            footing.widths(room.measure),
            rows_that_fit=room.rows,
            now=self._desk.clock(),
            series=store.series,
            row_height=room.row_height,
            ground=footing.ground(),
            others=others,
        )


def _loosened(store: EventStore, query: Query) -> tuple[tuple[Query, int], ...]:
    wider = (chip.without for chip in query.chips(label_of))
    return tuple((query, store.totals(query).shown) for query in wider)


def _details(store: EventStore, event_id: str | None) -> Details | None:
    event = None if event_id is None else store.event(event_id)
    return None if event is None else Details(event, store.context(event.id))
