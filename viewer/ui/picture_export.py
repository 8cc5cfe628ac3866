"""A picture that was asked for on the command line, from the file of events to the file on disk."""

from pathlib import Path

from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.query import Query
from viewer.session.opening import open_store
from viewer.session.picture_request import PictureRequest
from viewer.timeline.scale import TimeSpan
from viewer.ui.picture_files import save
from viewer.ui.pictures import Order, Picture


def draw(request: PictureRequest, sample: Path) -> None:
    """Write the picture; ``sample`` is read where the request names no file.

    Raises:
        ViewerError: the file cannot be read, or the picture not be drawn or written.
    """
    source = request.source or sample
    order = Order(
        query=request.query,
        span=None if request.whole else span_of(request.query),
        lanes_by=request.lanes_by,
        width=request.width,
        height=request.height,
        theme="dark" if request.theme == "dark" else "light",
        file=source.name,
    )
    picture = Picture(open_store(source, lambda _share: None), order)
    picture.title = request.title or picture.title
    save(picture, request.target, dpi=request.dpi, force=request.force)


def span_of(query: Query) -> TimeSpan | None:
    """The time a query asks for, None where it leaves an end open: then the events decide."""
    bounds = query.bounds()
    if bounds is None or bounds[0] == DISTANT_PAST or bounds[1] == DISTANT_FUTURE:
        return None
    return TimeSpan(float(bounds[0]), float(bounds[1]))
