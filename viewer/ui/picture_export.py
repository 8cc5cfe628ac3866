"""Pictures that were asked for on the command line, from the file of events to the file on disk."""

import difflib
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from viewer.errors import QueryError, ViewerError
from viewer.events.calendars import seconds_from_civil
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.query import Query
from viewer.session.opening import open_store
from viewer.session.picture_request import Drawn, PictureRequest
from viewer.store.questions import EventStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.composing import Plan, compose
from viewer.ui.event_lists import Listing, ending_of, write_list
from viewer.ui.fonts import family_called
from viewer.ui.picture_files import save
from viewer.ui.pictures import Order
from viewer.ui.theme import THEMES

_NEAR = 2_000  # ids among which the nearest one is looked for


def draw_all(requests: Iterable[PictureRequest], sample: Path) -> Iterator[Drawn]:
    """Write the pictures and say how each went; ``sample`` is read where a request names no file."""
    stores: dict[Path, EventStore] = {}
    for request in requests:
        begun = time.perf_counter()
        source = request.source or sample
        try:
            if source not in stores:
                stores = {source: open_store(source, lambda _share: None)}
            _check_ids(stores[source], request.query)
            if ending_of(request.target):
                yield _listed(stores[source], request, begun)
            else:
                yield _drawn(stores[source], request, source, begun)
        except ViewerError as error:
            yield Drawn(request.target, time.perf_counter() - begun, error=error)


def _check_ids(store: EventStore, query: Query) -> None:
    """Refuse an event that is not there, naming the nearest one."""
    if unknown := next((one for one in query.ids if store.row_of(one) is None), None):
        ids = [store.id_at(row) for row in range(min(_NEAR, store.totals(Query()).total))]
        near = difflib.get_close_matches(unknown, ids, 1, 0.5)
        raise QueryError(f"There is no event “{unknown}”.", f"Did you mean “{near[0]}”?" if near else "")


def _listed(store: EventStore, request: PictureRequest, begun: float) -> Drawn:
    """All matching events, undated ones included."""
    listing = Listing(store, request.query, None if request.whole else request.span, request.title)
    write_list(listing, request.target, force=request.force)
    size = request.target.stat().st_size
    return Drawn(request.target, time.perf_counter() - begun, size=size, events=len(listing), shown=listing.said)


def _drawn(store: EventStore, request: PictureRequest, source: Path, begun: float) -> Drawn:
    plan = plan_of(request, source.name)
    made = compose(store, plan)
    save(made, request.target, dpi=request.dpi, force=request.force, theme=plan.order.theme)
    return Drawn(
        request.target,
        time.perf_counter() - begun,
        size=request.target.stat().st_size,
        pages=len(made.pages),
        events=store.totals(request.query).shown,
        shown=made.description,
        note=made.note,
    )


def plan_of(request: PictureRequest, file: str) -> Plan:
    """The pages that a request asks for; ``file`` is named on them.  Raises QueryError for a font that is not there."""
    return Plan(
        order_of(request, file),
        pages=request.pages,
        rows=request.rows,
        text_size=request.text_size,
        tiles=request.tiles,
        web=request.target.suffix.lower() == ".html",
    )


def order_of(request: PictureRequest, file: str) -> Order:
    """The picture that a request asks for; ``file`` is named on it.  Raises QueryError for an unknown font."""
    return Order(
        query=request.query,
        span=None if request.whole else request.span or span_of(request.query),
        lanes_by=request.lanes_by,
        width=request.width,
        height=request.height,
        theme=next(theme for theme in THEMES if theme == request.theme),
        tracks="tracks" in request.parts,
        title=request.title,
        subtitle=request.subtitle,
        parts=request.parts,
        font=family_called(request.font),
        file=file,
        now=midnight(request.today) if request.today and "now" in request.parts else None,
    )


def midnight(day: date) -> float:
    """The first second of a day, where today's line stands: a picture is the same at any hour."""
    return float(seconds_from_civil(day.year, day.month, day.day))


def span_of(query: Query) -> TimeSpan | None:
    """The time a query asks for, None where it leaves an end open: then the events decide."""
    bounds = query.bounds()
    if bounds is None or bounds[0] == DISTANT_PAST or bounds[1] == DISTANT_FUTURE:
        return None
    return TimeSpan(float(bounds[0]), float(bounds[1]))
