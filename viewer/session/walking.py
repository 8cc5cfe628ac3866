"""From event to event: neighbours in a lane, hits, related events; each step brings its goal into view."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.events.blocks import taken
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.marks import LaneRows, Marks
from viewer.session.session import Session
from viewer.timeline.scale import TimeSpan


def select(session: Session, event_id: str, lane: str | None = None, by: str = "") -> None:
    """Select an event; move there if nothing of it is in view.  ``lane`` is the key of the lane to walk on in."""
    view = replace(session.view, selection=event_id, lane=lane)
    place, span = place_of(session, event_id), session.span
    if place and span and not (place.begin < span.end and place.end > span.begin):
        view = replace(view, span=span.panned(place.middle - span.middle))
    session.show(view, by)


def place_of(session: Session, event_id: str | None) -> TimeSpan | None:
    """The time an event may take up, open ends cut at the present; None for an undated or unknown event."""
    entry = session.answers.entry_of(event_id)
    if entry is None or session.store is None:
        return None
    marks = session.store.marks()
    bounds = [int(bound[entry]) for bound in (marks.start_min, marks.start_max, marks.end_min, marks.end_max)]
    known = [bound for bound in bounds if DISTANT_PAST < bound < DISTANT_FUTURE]
    begin = min(known, default=session.now()) if bounds[0] == DISTANT_PAST else bounds[0]
    end = max([*known, session.now()]) if bounds[3] == DISTANT_FUTURE else bounds[3]
    return TimeSpan(float(begin), float(max(end, begin + 1)))


def step_in_lane(session: Session, step: int) -> None:
    """Select the next (1) or previous (-1) event of the lane; with nothing selected, the first one in view."""
    store, lanes = session.store, session.answers.lanes.value
    if store is None or lanes is None or not len(lanes.entry):
        return
    entry = session.answers.entry_of(session.view.selection)
    lane = _lane(lanes, session.view.lane, entry)
    goal = _beyond(_entries(lanes, lane), _first_in_view(session, store.marks()) if entry is None else entry, step)
    if goal is not None:
        select(session, store.id_at(int(store.marks().row[goal])), lanes.keys[lane], "walking")


def step_to_hit(session: Session, step: int) -> None:
    """Select the next (1) or previous (-1) event on the timeline, going round at the ends."""
    store, hits = session.store, _drawn(session)
    if store is None or not len(hits):
        return
    entry = session.answers.entry_of(session.view.selection)
    goal = _beyond(hits, _first_in_view(session, store.marks()) if entry is None else entry, step)
    if goal is None:
        goal = int(hits[0 if step > 0 else -1])
    select(session, store.id_at(int(store.marks().row[goal])), session.view.lane, "walking")


def step_to_related(session: Session, step: int) -> None:
    """Select the first related event that is later (1) or earlier (-1) than the selected one."""
    goal = related(session, step)
    if goal is not None:
        select(session, goal, session.view.lane, "walking")


def related(session: Session, step: int) -> str | None:
    """The id of the most telling related event later (1) or earlier (-1) than the selected one, if there is any."""
    details, entry = session.answers.details.value, session.answers.entry_of(session.view.selection)
    if details is None or entry is None or details.event.id != session.view.selection:
        return None
    for link in details.context.links:
        other = session.answers.entry_of(link.id)
        if other is not None and (other - entry) * step > 0:
            return link.id
    return None


def count_in(session: Session, span: TimeSpan) -> int:
    """How many of the events on the timeline may have been going on at some time within ``span``."""
    if session.store is None:
        return 0
    marks, drawn = session.store.marks(), _drawn(session)
    # What begins after the begin of the span cannot end before it.
    before, upto = (bisect_left(drawn, bisect_left(marks.start_min, edge)) for edge in (span.begin, span.end))
    return upto - before + int(np.count_nonzero(taken(marks.end_max, drawn[:before]) > span.begin))


def _drawn(session: Session) -> NDArray[np.int32]:
    """The entries on the timeline, in order of time."""
    layout = session.answers.layout.value
    return layout.drawn if layout is not None else np.zeros(0, np.int32)


def hits(session: Session, places: int) -> NDArray[np.float64]:
    """When the events that were searched for begin, seconds, at most so many of them; none without words to search."""
    layout = session.answers.layout.value
    if layout is None or not session.view.query.text:
        return np.zeros(0)
    there = np.flatnonzero(layout.overview(places).any(axis=0))
    return np.asarray(layout.whole.begin + (there + 0.5) * (layout.whole.length / places), np.float64)


def has_undated(session: Session) -> bool:
    """Whether any matching event has no date."""
    totals = session.answers.totals.value
    return totals is not None and totals.undated > 0


def undated(session: Session, limit: int) -> list[str]:
    """The ids of the matching events that have no date, hence no place on the timeline, in the order of the file."""
    store = session.store
    if store is None:
        return []
    without = store.matching(session.view.query).copy()
    without[store.marks().row] = False
    return [store.id_at(int(row)) for row in np.flatnonzero(without)[:limit]]


# Here and above: ``bisect`` looks at a few numbers, where ``np.searchsorted`` would make floats of all of them first.


def _first_in_view(session: Session, marks: Marks) -> float:
    """An index just before the first event that begins in view."""
    begin = session.span.begin if session.span else -np.inf
    return bisect_left(marks.start_min, begin) - 0.5


def _beyond(entries: NDArray[np.integer], here: float, step: int) -> int | None:
    at = bisect_right(entries, here) if step > 0 else bisect_left(entries, here) - 1
    return int(entries[at]) if 0 <= at < len(entries) else None


def _entries(lanes: LaneRows, lane: int) -> NDArray[np.int32]:
    return lanes.entry[lanes.offsets[lane] : lanes.offsets[lane + 1]]


def lane_of_selection(session: Session) -> int | None:
    """The index of the lane in which the selection was made; None where it does not stand in that lane any more."""
    lanes, entry = session.answers.lanes.value, session.answers.entry_of(session.view.selection)
    if lanes is None or entry is None or session.view.lane not in lanes.keys:
        return None
    lane = lanes.keys.index(session.view.lane)
    return lane if entry in _entries(lanes, lane) else None


def _lane(lanes: LaneRows, key: str | None, entry: int | None) -> int:
    """The index of the lane to walk in: the one of the selection if it stands there, else the first that has it."""
    if key in lanes.keys and (entry is None or entry in _entries(lanes, lanes.keys.index(key))):
        return lanes.keys.index(key)
    if entry is not None:
        at = np.flatnonzero(lanes.entry == entry)
        if len(at):
            return int(np.searchsorted(lanes.offsets, at[0], "right")) - 1
    return int(np.argmax(np.diff(lanes.offsets) > 0))
