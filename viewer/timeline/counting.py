"""How many events begin when, over the whole extent and for each quad class: made once, read at any width."""

import numpy as np
from numpy.typing import NDArray

from viewer.events.vocabulary import QUAD_OF, QUADS
from viewer.timeline.items import Items
from viewer.timeline.scale import TimeSpan

_SLOTS = 1 << 14
_QUAD_OF = np.array(QUAD_OF, np.int64)


class Counting:
    """Events by quad class and slot of the extent; an event in several lanes counts once."""

    def __init__(self, items: Items, extent: TimeSpan) -> None:
        drawn = np.zeros(len(items.marks), np.bool_)
        drawn[items.entry] = True
        share = (items.anchors_of(np.flatnonzero(drawn)) - extent.begin) / extent.length
        slot = np.clip((share * _SLOTS).astype(np.int64), 0, _SLOTS - 1)
        quad = _QUAD_OF[items.marks.category[drawn]]
        counts = np.bincount(quad * _SLOTS + slot, minlength=len(QUADS) * _SLOTS).reshape(len(QUADS), _SLOTS)
        self._upto = np.zeros((len(QUADS), _SLOTS + 1), np.int64)
        np.cumsum(counts, axis=1, out=self._upto[:, 1:])

    def columns(self, columns: int) -> NDArray[np.int64]:
        """Counts over equal parts of the extent, shape (5, columns); together they are all events."""
        borders = np.arange(columns + 1) * _SLOTS // columns
        return np.diff(self._upto[:, borders], axis=1)
