"""Containers (summits, wars, missions) as bands behind everything."""

import numpy as np
from numpy.typing import NDArray

from viewer.events.marks import Marks
from viewer.timeline.items import Ids, Items
from viewer.timeline.picture import Bands
from viewer.timeline.scale import TimeScale

_DEEPEST, _MOST = 12, 500  # most bands on top of each other: more tell nothing; and most in all


class Containers:
    """The foremost containers of some lanes' events: the same ones wherever the view begins.

    Args:
        items: what stands in the lanes.
        marks: what they are.
    """

    def __init__(self, items: Items, marks: Marks) -> None:
        self._entry, (self._begin, self._end) = _foremost(items, marks, items.drawn[marks.container[items.drawn]])
        self._title = np.array([marks.titles[entry] for entry in self._entry.tolist()], np.object_)
        self._category = marks.category[self._entry]

    def seen(self, scale: TimeScale) -> Bands:
        """Those in view, the most important first."""
        seen = np.flatnonzero((self._end > scale.span.begin) & (self._begin < scale.span.end))
        left = np.maximum(scale.x_of(self._begin[seen]), scale.x0 - 10)
        right = np.minimum(scale.x_of(self._end[seen]), scale.x1 + 10)
        return Bands(self._entry[seen], self._title[seen], left, right, self._category[seen])


def _foremost(items: Items, marks: Marks, entries: Ids) -> tuple[Ids, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Containers in order of importance, none of them over more than a few of those before it; begin and end."""
    first = entries[np.argsort(-marks.importance[entries].astype(np.int64), kind="stable")][:_MOST]
    begin, end = items.ends_of(first)
    kept = np.zeros(len(first), np.bool_)
    for k in range(len(first)):
        kept[k] = np.count_nonzero((begin[:k] < end[k]) & (end[:k] > begin[k]) & kept[:k]) < _DEEPEST
    return first[kept], (begin[kept], end[kept])
