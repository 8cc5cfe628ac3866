"""The lines below a picture that say where it comes from: publishers, file, day of the data, terms of use."""

from collections.abc import Callable, Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from viewer.errors import DateError
from viewer.events.dates import parse
from viewer.events.wording import in_words
from viewer.store.questions import EventStore
from viewer.ui.plain import one_line

_NAMED = 8  # publishers at most
_LINES = 3  # at most


def said_of(store: EventStore, rows: NDArray[np.int32], file: str, parts: Collection[str]) -> Iterator[str]:
    """What can be said of the events at these positions: first most publishers, then ever fewer, at last none.

    Publishers, file and licence only with "sources" among the ``parts``, the date of the data only with "date".
    """
    about = store.about
    updated = f"data of {_day_in_words(one_line(about.updated))}" if about.updated and "date" in parts else ""
    if "sources" not in parts:
        yield updated[:1].upper() + updated[1:]
        return
    names = [one_line(name) for name in store.publishers(rows)]
    rest = [file, updated, f"licence {one_line(about.license)}" if about.license else ""]
    for named in range(min(_NAMED, len(names)), -1, -1):
        others = len(names) - named
        more = f" and {others:,} {'other' if others == 1 else 'others'}" if others else ""
        sources = f"Sources: {', '.join(names[:named])}{more}" if named else ""
        yield " · ".join(filter(None, (sources, *rest)))


def in_lines(ways: Iterator[str], wrap: Callable[[str], list[str]]) -> list[str]:
    """The first of several texts that three lines hold whole; the last one cropped where none fits."""
    lines: list[str] = []
    for text in ways:
        lines = wrap(text)
        if " ".join(lines) == text:
            break
    return lines


def _day_in_words(date: str) -> str:
    """An EDTF date in words, and what is none as it stands."""
    try:
        return in_words(parse(date))
    except DateError:
        return date
