"""Ways to move the view: each is a function of the session that ends in one ``show``."""

from dataclasses import replace

from viewer.events.query import Query
from viewer.session.session import Session
from viewer.session.walking import place_of
from viewer.timeline.scale import TimeSpan

STEP = 1.5  # how much one zoom command shortens or lengthens the time shown
SHARE = 0.25  # of the time shown, that one pan command moves by
DAY = 86_400
YEAR = 365.2425 * DAY
LENGTHS = {"years": 12 * YEAR, "months": YEAR, "weeks": 12 * 7 * DAY}  # a dozen of each
CLOSE_UP = 3  # a focused event takes a third of the width
LEAST = 2 * 7 * DAY  # and an instant is shown within two weeks


def zoom(session: Session, factor: float, about: float | None = None, by: str = "moves") -> None:
    """Show ``factor`` times as much time; the instant ``about`` (or else the middle) stays where it is."""
    span = session.span
    if span:
        show_span(session, span.zoomed(factor, span.middle if about is None else about), by)


def pan(session: Session, share: float, by: str = "moves") -> None:
    """Move by a share of the time shown, towards the future when positive."""
    span = session.span
    if span:
        show_span(session, span.panned(share * span.length), by)


def show_span(session: Session, span: TimeSpan | None, by: str = "moves") -> None:
    """Show a stretch of time; None is the whole extent."""
    session.show(replace(session.view, span=span), by)


def show_unit(session: Session, unit: str) -> None:
    """Show about a dozen years, months or weeks around the selection if it is in view, else around the middle."""
    span, place = session.span, place_of(session, session.view.selection)
    if span:
        seen = place is not None and span.begin < place.middle < span.end
        _around(session, place.middle if place and seen else span.middle, LENGTHS[unit])


def focus(session: Session) -> None:
    """Bring the selected event to the middle; if it is as near to it as can be, fit it."""
    span, place = session.span, place_of(session, session.view.selection)
    if not span or not place:
        return
    _around(session, place.middle, span.length)
    reached = session.span or span
    if abs(reached.begin - span.begin) + abs(reached.end - span.end) < span.length / 1000:
        _around(session, place.middle, max(LEAST, CLOSE_UP * place.length))


def show_now(session: Session) -> None:
    """Bring the present to the middle."""
    if session.span:
        _around(session, session.now(), session.span.length)


def arrange(session: Session, lanes_by: str) -> None:
    """Arrange the lanes by a facet, "quad" or "none"."""
    if lanes_by != session.view.lanes_by:
        session.show(replace(session.view, lanes_by=lanes_by, lane=None), "moves")


def clear_filters(session: Session) -> None:
    """Ask for every event again."""
    session.show(replace(session.view, query=Query()), "moves")


def back_out(session: Session) -> None:
    """Drop the innermost thing that is there: the range, else the selection, else the filters."""
    view = session.view
    if view.range is not None:
        session.show(replace(view, range=None), "moves")
    elif view.selection is not None:
        session.show(replace(view, selection=None, lane=None), "moves")
    else:
        clear_filters(session)


def can_back_out(session: Session) -> bool:
    """Whether there is anything to drop."""
    view = session.view
    return view.range is not None or view.selection is not None or not view.query.is_empty


def _around(session: Session, middle: float, length: float) -> None:
    show_span(session, TimeSpan(middle - length / 2, middle + length / 2))
