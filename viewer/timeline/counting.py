"""How many events begin when, over the whole extent and for each quad class: made once, read at any width."""

import numpy as np
from numpy.typing import NDArray

from viewer.events.vocabulary import QUAD_OF, QUADS
from viewer.timeline.items import Items
from viewer.timeline.scale import TimeSpan

_SLOTS = 1 << 14
_FIRST_SLOT = np.array(QUAD_OF, np.int32) * np.int32(_SLOTS)  # of each category


class Counting:
    """Events by quad class and slot of the extent; an event in several lanes counts once."""

    def __init__(self, items: Items, extent: TimeSpan) -> None:
        share = (items.anchors_of(items.drawn) - extent.begin) / extent.length
        slot = np.clip((share * _SLOTS).astype(np.int32), 0, _SLOTS - 1)
        slot += _FIRST_SLOT[items.marks.category[items.drawn]]
        counts = np.bincount(slot, minlength=len(QUADS) * _SLOTS).reshape(len(QUADS), _SLOTS)
        self._upto = np.zeros((len(QUADS), _SLOTS + 1), np.int64)
        np.cumsum(counts, axis=1, out=self._upto[:, 1:])

    def columns(self, columns: int) -> NDArray[np.int64]:
        """Counts over equal parts of the extent, shape (5, columns); together they are all events."""
        borders = np.arange(columns + 1) * _SLOTS // columns
        return np.diff(self._upto[:, borders], axis=1)
