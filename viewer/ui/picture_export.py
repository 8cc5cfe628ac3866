"""Pictures that were asked for on the command line, from the file of events to the file on disk."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from viewer.errors import ViewerError
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.query import Query
from viewer.events.vocabulary import label_of
from viewer.formats.citations import WRITERS, gathered
from viewer.session.opening import open_store
from viewer.session.picture_request import Drawn, PictureRequest
from viewer.store.questions import EventStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.document import document
from viewer.ui.picture_files import check_target, save, write_whole
from viewer.ui.pictures import Order
from viewer.ui.theme import THEMES


def draw_all(requests: Iterable[PictureRequest], sample: Path) -> Iterator[Drawn]:
    """Write the pictures and say how each went; ``sample`` is read where a request names no file."""
    stores: dict[Path, EventStore] = {}
    for request in requests:
        begun = time.perf_counter()
        source = request.source or sample
        try:
            if source not in stores:
                stores = {source: open_store(source, lambda _share: None)}
            target = request.target.name.lower()
            ending = next((ending for ending in WRITERS if target.endswith(ending)), "")
            if ending:
                yield _cited(stores[source], request, ending, begun)
            else:
                yield _drawn(stores[source], request, source, begun)
        except ViewerError as error:
            yield Drawn(request.target, time.perf_counter() - begun, error=error)


def _cited(store: EventStore, request: PictureRequest, ending: str, begun: float) -> Drawn:
    """The sources of all matching events, undated ones included."""
    check_target(request.target, force=request.force)
    rows = np.flatnonzero(store.matching(request.query)).tolist()
    events = [event for row in rows if (event := store.event(store.id_at(row)))]
    data = WRITERS[ending](gathered(events)).encode()
    write_whole(request.target, data)
    shown = request.query.sentence(label_of)
    return Drawn(request.target, time.perf_counter() - begun, size=len(data), events=len(events), shown=shown)


def _drawn(store: EventStore, request: PictureRequest, source: Path, begun: float) -> Drawn:
    order = order_of(request, source.name)
    web = request.target.suffix.lower() == ".html"
    if web:
        order = replace(order, parts=order.parts | {"appendix"})
    made = document(store, order, pages=request.pages, rows=request.rows, text_size=request.text_size, sheets=not web)
    save(made, request.target, dpi=request.dpi, force=request.force, theme=order.theme)
    return Drawn(
        request.target,
        time.perf_counter() - begun,
        size=request.target.stat().st_size,
        pages=len(made.pages),
        events=store.totals(request.query).shown,
        shown=made.description,
        note=made.note,
    )


def order_of(request: PictureRequest, file: str) -> Order:
    """The picture that a request asks for; ``file`` is named on it."""
    return Order(
        query=request.query,
        span=None if request.whole else span_of(request.query),
        lanes_by=request.lanes_by,
        width=request.width,
        height=request.height,
        theme=next(theme for theme in THEMES if theme == request.theme),
        tracks="tracks" in request.parts,
        title=request.title,
        subtitle=request.subtitle,
        parts=request.parts,
        file=file,
    )


def span_of(query: Query) -> TimeSpan | None:
    """The time a query asks for, None where it leaves an end open: then the events decide."""
    bounds = query.bounds()
    if bounds is None or bounds[0] == DISTANT_PAST or bounds[1] == DISTANT_FUTURE:
        return None
    return TimeSpan(float(bounds[0]), float(bounds[1]))
