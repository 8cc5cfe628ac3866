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
        self._entries = first.tolist()
        self._titles = [marks.titles[entry] for entry in self._entries]
        self._categories = marks.category[first].tolist()

    def seen(self, scale: TimeScale) -> tuple[Band, ...]:
        """Those in view, the most important first."""
        seen = np.flatnonzero((self._end > scale.span.begin) & (self._begin < scale.span.end))
        x0, x1 = (scale.x_of(t[seen]) for t in (self._begin, self._end))
        left, right = np.maximum(x0, scale.x0 - 10).tolist(), np.minimum(x1, scale.x1 + 10).tolist()
        return tuple(
            Band(self._entries[k], self._titles[k], begin, end, self._categories[k])
            for k, begin, end in zip(seen.tolist(), left, right, strict=True)
        )


def _foremost(items: Items, marks: Marks, entries: Ids) -> tuple[Ids, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Containers in order of importance, none of them over more than a few of those before it; begin and end."""
    first = entries[np.argsort(-marks.importance[entries].astype(np.int64), kind="stable")][:_MOST]
    begin, end = items.ends_of(first)
    kept = np.zeros(len(first), np.bool_)
    for k in range(len(first)):
        kept[k] = np.count_nonzero((begin[:k] < end[k]) & (end[:k] > begin[k]) & kept[:k]) < _DEEPEST
    return first[kept], (begin[kept], end[kept])
