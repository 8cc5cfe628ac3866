"""From what is wanted to the pages of a file, whoever asks: the command line, the dialog, a notebook."""

from dataclasses import dataclass, replace

import numpy as np

from viewer.events.dates import DISTANT_PAST
from viewer.events.wording import span_in_words
from viewer.session.paper import text_scale, usual_text
from viewer.session.picture_request import NORMAL_TEXT
from viewer.store.questions import EventStore
from viewer.ui.appendix import appendix
from viewer.ui.areas import Page
from viewer.ui.document import Document, Scaled, document, matching_entries
from viewer.ui.fonts import Fonts
from viewer.ui.pictures import Order
from viewer.ui.sheets import tiled
from viewer.ui.theme import load_theme

_ENOUGH, _MOST, _LITTLE = 20, 2 / 3, 1 / 8  # events; share of them that crowd into that share of the time


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that goes into one file.

    Attributes:
        order: what each page shows.
        pages: over how many pages the time is spread.
        rows: into how many strips each of them is folded.
        text_size: of the titles of events, pt.
        tiles: size of the sheets of a poster, "" for pages as large as ordered.
        web: the list of events stands beside the picture, not on pages.
    """

    order: Order
    pages: int = 1
    rows: int = 1
    text_size: float = NORMAL_TEXT
    tiles: str = ""
    web: bool = False


def compose(store: EventStore, plan: Plan) -> Document:
    """The pages; raises ViewerError when there is no room for what is wanted."""
    order = plan.order
    if plan.web:
        order = replace(order, parts=order.parts | {"appendix"})
    made = document(
        store,
        order,
        pages=plan.pages,
        rows=plan.rows,
        text_size=plan.text_size,
        sheets=not (plan.web or plan.tiles),
    )
    return replace(made, pages=tuple(_sheets(made, plan))) if plan.tiles else made


def crowding(store: EventStore, plan: Plan) -> str:
    """Where most events stand in a small part of one axis, and what gives them room, in a sentence; else ""."""
    if plan.rows > 1 or plan.pages > 1:
        return ""
    starts = np.sort(store.marks().start_min[matching_entries(store, plan.order)])
    starts = starts[starts > DISTANT_PAST]
    if len(starts) < _ENOUGH:
        return ""
    most = round(_MOST * len(starts))
    lengths = starts[most - 1 :] - starts[: len(starts) - most + 1]
    first = int(lengths.argmin())
    span = plan.order.span
    if lengths[first] > _LITTLE * (span.length if span else starts[-1] - starts[0]):
        return ""
    words = span_in_words(float(starts[first]), float(starts[first + most - 1]))
    return f"Most events crowd in a small part of the time ({words}): more rows of time give them room."


def _sheets(made: Document, plan: Plan) -> list[Page]:
    """The one page on many sheets, and after them the list of events on pages of the same size."""
    order, poster = plan.order, made.pages[0]
    sheets = tiled(poster, plan.tiles, order.font)
    if not made.events:
        return sheets
    size = sheets[0].width, sheets[0].height
    scale = text_scale(usual_text(*size))
    numbers = {row: number for number, (row, event) in enumerate(made.events, 1) if event.date}
    inner = round(size[0] / scale), round(size[1] / scale)
    look, fonts = load_theme(order.theme), Fonts(order.font)
    lists = appendix(made.events, numbers, made.title, inner, look=look, fonts=fonts)
    return [*sheets, *(Scaled(page, scale, size, "", look=look, fonts=fonts) for page in lists)]
