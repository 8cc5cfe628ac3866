"""Where to look first in a chronology that nobody has looked at yet.

A few old events must not squeeze all others into a corner: the first view is the shortest stretch that holds most
of the events, unless that is most of the whole extent anyway.
"""

from dataclasses import replace

import numpy as np

from viewer.events.blocks import distinct
from viewer.session.moves import show_span
from viewer.session.session import Session
from viewer.session.view import View
from viewer.session.walking import count_in
from viewer.timeline.scale import TimeSpan

MOST = 0.85  # of the events
FEWEST = 20  # events below which all of them are shown
SAMPLE = 20_000  # entries of lanes that are looked at
CORNER = 16  # part of the width that is one
PADDING = 0.04  # of the stretch, on either side


def stretch_of_most(session: Session) -> TimeSpan | None:
    """The shortest stretch in which most events begin; None where it is half of the extent or more."""
    store, lanes, layout = session.store, session.answers.lanes.value, session.answers.layout.value
    if store is None or lanes is None or layout is None:
        return None
    entries = lanes.entry[:: max(1, len(lanes.entry) // SAMPLE)]  # a sample of a million tells as much as all
    starts = np.sort(store.marks().start_max[distinct(entries)])
    count = int(np.ceil(MOST * len(starts)))
    if len(starts) < FEWEST:
        return None
    lengths = starts[count - 1 :] - starts[: len(starts) - count + 1]
    first = int(np.argmin(lengths))
    length = float(lengths[first])
    if not 0 < length < layout.extent.length / 2:
        return None
    begin = float(starts[first])
    return TimeSpan(begin - PADDING * length, begin + (1 + PADDING) * length)


def look_again(session: Session) -> None:
    """After another query: show everything that matches if none of it is in view, or all of it in a corner."""
    layout, span, totals = session.answers.layout.value, session.span, session.answers.totals.value
    if layout is None or span is None or totals is None or not totals.shown or session.view.span is None:
        return
    if layout.extent.length < span.length / CORNER or not count_in(session, span):
        session.show(replace(session.view, span=None), "query", amend=True)


def look(session: Session) -> None:
    """Show most of the events if nobody has looked anywhere yet."""
    span = stretch_of_most(session) if session.view == View(lanes_by=session.view.lanes_by) else None
    if span:
        show_span(session, span, "opening")
