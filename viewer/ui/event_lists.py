"""The matching events as a file of words: a table for spreadsheets or word processors, or their sources as citations.

Only its ending says which; ``LISTS`` knows them all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import compress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.errors import ViewerError
from viewer.events.query import Query
from viewer.events.records import EventRecord, event_of
from viewer.events.vocabulary import label_of
from viewer.formats.citations import WRITERS, gathered
from viewer.formats.tabular_writing import csv_of, roles_of, xlsx_of
from viewer.store.questions import EventStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.picture_files import check_target, write_whole
from viewer.ui.plain import one_line
from viewer.ui.table_page import table_page


@dataclass(frozen=True)
class Listing:
    """Events that are to be listed: those that match ``query`` and, with a ``span``, may fall into it.

    ``given_up`` is asked before each of them; once it says so, no more is written.
    """

    store: EventStore
    query: Query
    span: TimeSpan | None = None
    title: str = ""
    given_up: Callable[[], bool] = field(default=lambda: False, compare=False)

    @cached_property
    def wanted(self) -> NDArray[np.bool_]:
        """Which rows of the table."""
        matching = self.store.matching(self.query)
        if self.span is None:
            return matching
        marks = self.store.marks()
        inside = np.zeros(len(matching), np.bool_)
        inside[marks.row[(marks.start_min < self.span.end) & (marks.end_max > self.span.begin)]] = True
        return matching & inside

    def __len__(self) -> int:
        return int(np.count_nonzero(self.wanted))

    def records(self) -> Iterator[EventRecord]:
        """The events, in the order of the file; raises ViewerError once they are given up."""
        for record in compress(self.store.table.records(), self.wanted.tolist()):
            if self.given_up():
                raise ViewerError("The export was given up.", "Nothing was written.")
            yield record

    @property
    def roles(self) -> list[tuple[str, str]]:
        """The kinds of participants and their roles, one column of a table each."""
        return roles_of(self.store.table, self.wanted)

    @property
    def heading(self) -> str:
        """What stands above a list."""
        return one_line(self.title or self.store.about.title) or "Timeline"

    @property
    def said(self) -> str:
        """What is listed, in words."""
        words = self.query.sentence(label_of)
        return f"{words[:1].upper()}{words[1:]} · {len(self):,} of {len(self.wanted):,} events"


def _csv(listing: Listing) -> Iterable[bytes]:
    return csv_of(listing.records(), listing.roles)


def _xlsx(listing: Listing) -> Iterable[bytes]:
    return [xlsx_of(listing.records(), listing.roles, len(listing))]


def _table(listing: Listing) -> Iterable[bytes]:
    facets = listing.store.facets(Query())
    names = {(kind, value.value): value.name for kind in ("country", "organisation") for value in facets[kind]}
    return table_page(
        listing.records(),
        listing.heading,
        listing.said,
        lambda kind, code: names.get((kind, code)) or label_of(kind, code),
    )


def _citations(listing: Listing, ending: str) -> Iterable[bytes]:
    return [WRITERS[ending](gathered(map(event_of, listing.records()))).encode("utf-8", "replace")]


LISTS: dict[str, Callable[[Listing], Iterable[bytes]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".table.html": _table,
    **{ending: partial(_citations, ending=ending) for ending in WRITERS},
}


def ending_of(path: Path) -> str:
    """The ending that stands for a list, "" when the name asks for a picture."""
    return next((ending for ending in LISTS if path.name.lower().endswith(ending)), "")


def write_list(listing: Listing, path: Path, *, force: bool) -> None:
    """Write a list in the format of the path's ending.

    Raises:
        FileProblem: it exists and ``force`` is not given, or it cannot be written; a sheet cannot hold so many events.
    """
    check_target(path, force=force)
    write_whole(path, LISTS[ending_of(path)](listing))
