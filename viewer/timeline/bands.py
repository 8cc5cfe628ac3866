"""Containers (summits, wars, missions) as bands behind everything."""

import numpy as np
from numpy.typing import NDArray

from viewer.events.marks import Marks
from viewer.timeline.items import Ids, Items
from viewer.timeline.picture import Band
from viewer.timeline.scale import TimeScale

_DEEPEST, _MOST = 12, 500  # most bands on top of each other: more tell nothing; and most in all


class Bands:
    """The foremost containers of some lanes' events: the same ones wherever the view begins.

    Args:
        items: what stands in the lanes.
        marks: what they are.
    """

    def __init__(self, items: Items, marks: Marks) -> None:
        first, (self._begin, self._end) = _foremost(items, marks, items.drawn[marks.container[items.drawn]])
        self._named = [(entry, marks.titles[entry]) for entry in first.tolist()]
        self._categories = marks.category[first].tolist()

    def seen(self, scale: TimeScale) -> tuple[Band, ...]:
        """Those in view, the most important first."""
        seen = ((self._end > scale.span.begin) & (self._begin < scale.span.end)).nonzero()[0]
        left = np.maximum(scale.x_of(self._begin[seen]), scale.x0 - 10).tolist()
        right = np.minimum(scale.x_of(self._end[seen]), scale.x1 + 10).tolist()
        shown = zip(seen.tolist(), left, right, strict=True)
        return tuple([Band(*self._named[k], x0, x1, self._categories[k]) for k, x0, x1 in shown])


def _foremost(items: Items, marks: Marks, entries: Ids) -> tuple[Ids, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Containers in order of importance, none of them over more than a few of those before it; begin and end."""
    first = entries[np.argsort(-marks.importance[entries].astype(np.int64), kind="stable")][:_MOST]
    begin, end = items.ends_of(first)
    kept = np.zeros(len(first), np.bool_)
    for k in range(len(first)):
        kept[k] = np.count_nonzero((begin[:k] < end[k]) & (end[:k] > begin[k]) & kept[:k]) < _DEEPEST
    return first[kept], (begin[kept], end[kept])
