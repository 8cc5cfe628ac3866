"""The one schema in memory: an event table of three main frames and three small ones, checked on entry.

Rows are numbered 0, 1, … in the order of the file, and every frame but ``events`` names its event by that number in
``row`` (int32, ascending).  Text is held by Arrow; codes are categories; nothing is null but where it says so.

    events            one row per event
      id, title, summary, date_note, place   text, "" where there is none
      date                                   EDTF text, null where undated
      start_min, start_max, end_min, end_max int64 seconds since 1970-01-01 UTC, half open; 0 where undated
      dated                                  bool
      flags uint16, precision uint8          ``dates.DateFlag``, ``dates.Precision``
      importance uint8                       1 to 5
      category uint8, status uint8           positions in ``vocabulary.CATEGORIES`` and ``STATUSES``
      lat, lon                               float64 degrees WGS 84, NaN where unknown
      part_of                                int32 row of the event it is part of, -1 where none
    participants      row, kind ("country", "organisation"), code, role: the last three are categories
    sources           row, publisher, title, url, published, note; title, url and published may be null
    tags              row, tag (category)
    relations         row, kind (category), target (int32 row)
    alternatives      row, date (EDTF text), basis
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.about import About
from viewer.events.blocks import taken, where
from viewer.events.checking import checked
from viewer.events.event import Event
from viewer.events.frames import frames_of
from viewer.events.gathering import Piece, gathered
from viewer.events.indicators import Series
from viewer.events.marks import Marks, Strings, Texts
from viewer.events.problems import Problem, Problems
from viewer.events.records import EventRecord, event_of, record_of
from viewer.events.scanning import letters
from viewer.events.spelling import spelled
from viewer.events.vocabulary import Organisation

_CHUNK = 10_000


@dataclass(frozen=True, eq=False)
class EventTable:
    """Checked events; see the module for the columns.

    Attributes:
        organisations: those the file declares beyond the vocabulary.
        read: how many records the file had, the ones left out included.
    """

    events: pd.DataFrame
    participants: pd.DataFrame
    sources: pd.DataFrame
    tags: pd.DataFrame
    relations: pd.DataFrame
    alternatives: pd.DataFrame
    about: About = field(default_factory=About)
    organisations: tuple[Organisation, ...] = ()
    series: tuple[Series, ...] = ()
    problems: tuple[Problem, ...] = ()
    read: int = 0

    def __len__(self) -> int:
        return len(self.events)

    @classmethod
    def of(cls, events: Iterable[Event], **head: Any) -> "EventTable":
        """A table of events made in memory, under the same checks as those of a file; ``head`` as in ``build``."""
        return cls.build(map(record_of, events), **head)

    @classmethod
    def build(
        cls,
        records: Iterable[EventRecord],
        *,
        about: About | None = None,
        organisations: Sequence[Organisation] = (),
        series: Sequence[Series] = (),
        problems: Problems | None = None,
        unreadable: Sequence[int] = (),
    ) -> "EventTable":
        """Check the records and put the good ones into frames; what is wrong is in ``problems``.

        Args:
            records: in the order of the file.
            about: what the file says of itself.
            organisations: those it declares.
            series: its indicators.
            problems: those found while reading; the ones found here are added.
            unreadable: positions of stand-ins for records that were reported already and are to be left out; it may
                grow while ``records`` is consumed.
        """
        return cls.checked(
            gathered(records),
            about=about,
            organisations=organisations,
            series=series,
            problems=problems,
            unreadable=unreadable,
        )

    @classmethod
    def checked(
        cls,
        pieces: Iterable[Piece],
        *,
        about: About | None = None,
        organisations: Sequence[Organisation] = (),
        series: Sequence[Series] = (),
        problems: Problems | None = None,
        unreadable: Sequence[int] = (),
        numbers: NDArray[np.int64] | None = None,
    ) -> "EventTable":
        """As ``build``, from pieces of what stands in Arrow tables already, or nearly so; see ``gathering`` for them.

        ``numbers`` are the 1-based rows of the file that problems shall name, where they are not 1, 2, 3 …
        """
        found = Problems() if problems is None else problems
        whole, count = checked(
            pieces,
            found,
            declared=frozenset(body.code for body in organisations),
            unreadable=unreadable,
            numbers=numbers,
        )
        ids = whole.tables["events"]["id"]
        frames = frames_of(whole.tables, whole.run)
        listed = _owned(found.listed(), whole.record, ids)
        pa.default_memory_pool().release_unused()  # what checking took is as much as what is kept
        return cls(
            **frames,
            about=about or About(),
            organisations=tuple(organisations),
            series=tuple(series),
            problems=listed,
            read=count,
        )

    def event(self, row: int) -> Event:
        """One record in full; raises IndexError when there is no such row."""
        if not 0 <= row < len(self):
            raise IndexError(row)
        return event_of(spelled(vars(self), row, row + 1)[0])

    def titles(self, ids: Set[str]) -> dict[str, str]:
        """The titles of some events by their ids; an id that no event has is left out."""
        found = self.events.loc[self.events["id"].isin(ids), ["id", "title"]]
        return dict(zip(found["id"].tolist(), found["title"].tolist(), strict=True))

    def records(self) -> Iterator[EventRecord]:
        """All events as a file spells them, in order."""
        for begin in range(0, len(self), _CHUNK):
            yield from spelled(vars(self), begin, min(begin + _CHUNK, len(self)))

    def marks(self) -> Marks:
        """The dated events as flat arrays, sorted by start and then by row."""
        events = self.events
        row = where(events["dated"].to_numpy())
        first = taken(events["start_min"].to_numpy(), row)
        in_order = bool(np.all(first[1:] >= first[:-1]))  # most files are
        if not in_order:
            row = taken(row, np.argsort(first, kind="stable"))
        del first
        part_of = events["part_of"].to_numpy()
        container = np.zeros(len(events), np.bool_)
        container[part_of[part_of >= 0]] = True

        def ordered(column: str) -> Any:
            return taken(events[column].to_numpy(), row)

        return Marks(
            row=row,
            start_min=ordered("start_min"),
            start_max=ordered("start_max"),
            end_min=ordered("end_min"),
            end_max=ordered("end_max"),
            flags=ordered("flags"),
            precision=ordered("precision"),
            importance=ordered("importance"),
            category=ordered("category"),
            status=ordered("status"),
            container=taken(container, row),
            titles=_texts(pa.array(events["title"]), None if in_order and len(row) == len(events) else row),
        )


def _owned(problems: Sequence[Problem], record: NDArray[np.integer], ids: Any) -> tuple[Problem, ...]:
    """The problems, each with the id of the event that was made of its row; ``record`` as of ``Examined``."""
    rows = {problem.row for problem in problems if problem.row and not problem.id}
    if not rows:
        return tuple(problems)
    here = np.flatnonzero(np.isin(record, np.array(list(rows)) - 1))
    owner = dict(zip((record[here] + 1).tolist(), ids.take(pa.array(here)).to_pylist(), strict=True))
    return tuple(
        replace(problem, id=owner[problem.row]) if not problem.id and problem.row in owner else problem
        for problem in problems
    )


def _texts(column: Any, which: NDArray[np.int32] | None) -> Texts:
    """Some texts of an Arrow column of strings, or all of them, without a copy."""
    pieces = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return Texts([Strings(*letters(piece)) for piece in pieces], which)
