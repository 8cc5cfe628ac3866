"""What is around one event: what it is part of, answers and is answered by, and the same countries near in time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.events.marks import Marks
from viewer.events.table import EventTable
from viewer.store.index import ValueIndex

_OUTGOING = {"follows": "follows", "responds-to": "responds to", "ends": "ends", "implements": "implements"}
_INCOMING = {
    "follows": "followed by",
    "responds-to": "answered by",
    "ends": "ended by",
    "implements": "implemented by",
}
_LINKS = 50  # a panel is read from top to bottom: more than this is a list of its own
_NEAR = 6


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Links of one table, found from either end.

    Attributes:
        table: the events.
        marks: its dated events.
        countries: which events a country takes part in.
    """

    table: EventTable
    marks: Marks
    countries: ValueIndex

    def of(self, row: int) -> list[tuple[str, int]]:
        """How and to which row the event is linked, most telling first, each row once."""
        part_of = self.table.events["part_of"].to_numpy()
        links = [("part of", int(part_of[row]))] if part_of[row] >= 0 else []
        links += self._relations(row, "row", "target", _OUTGOING) + self._relations(row, "target", "row", _INCOMING)
        links += [("includes", int(part)) for part in np.flatnonzero(part_of == row)[:_LINKS]]
        first: dict[int, str] = {}
        for how, other in links[:_LINKS]:
            first.setdefault(other, how)
        near = self._near(row, {row, *first})
        return [(how, other) for other, how in first.items()] + [("same countries", other) for other in near]

    def _relations(self, row: int, here: str, there: str, words: dict[str, str]) -> list[tuple[str, int]]:
        """Typed links that have the event at one end."""
        relations = self.table.relations
        found = relations[relations[here].to_numpy() == row].head(_LINKS)
        return [(words[kind], int(other)) for kind, other in zip(found["kind"], found[there], strict=True)]

    def _near(self, row: int, known: set[int]) -> list[int]:
        """Dated events that share two countries with a dated event, the nearest in time first."""
        codes = self.countries.codes_of(row)
        entry = np.flatnonzero(self.marks.row == row)
        if len(codes) < 2 or not len(entry):
            return []
        shared = np.zeros(self.countries.size, np.uint8)
        for code in codes:
            shared[self.countries.rows_of(int(code))] += 1
        shared[list(known)] = 0
        entries = np.flatnonzero(shared[self.marks.row] >= 2)
        away = np.abs(self._middle(entries) - self._middle(entry))
        nearest = np.lexsort((entries, away))[:_NEAR]
        return [int(other) for other in self.marks.row[entries[nearest]]]

    def _middle(self, entries: NDArray[np.int64]) -> NDArray[np.float64]:
        """The middle of what is known of when each event began; ends may be open, so they do not count."""
        middle: NDArray[np.float64] = (self.marks.start_min[entries] + self.marks.start_max[entries].astype(float)) / 2
        return middle
