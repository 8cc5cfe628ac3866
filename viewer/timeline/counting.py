"""How many events begin when, over the whole extent and for each quad class: made once, read at any width."""

import numpy as np
from numpy.typing import NDArray

from viewer.events.blocks import blocks
from viewer.events.vocabulary import QUAD_OF, QUADS
from viewer.timeline.items import Items
from viewer.timeline.scale import TimeSpan

_SLOTS = 1 << 14
_FIRST_SLOT = np.array(QUAD_OF, np.int32) * np.int32(_SLOTS)  # of each category


class Counting:
    """Events by quad class and slot of the extent; an event in several lanes counts once."""

    def __init__(self, items: Items, extent: TimeSpan) -> None:
        counts = np.zeros(len(QUADS) * _SLOTS, np.int64)
        for part in blocks(len(items.drawn)):
            entry = items.drawn[part]
            share = (items.anchors_of(entry) - extent.begin) / extent.length
            slot = np.clip((share * _SLOTS).astype(np.int32), 0, _SLOTS - 1)
            slot += _FIRST_SLOT[items.marks.category[entry]]
            counts += np.bincount(slot, minlength=len(counts))
        self._upto = np.zeros((len(QUADS), _SLOTS + 1), np.int64)
        np.cumsum(counts.reshape(len(QUADS), _SLOTS), axis=1, out=self._upto[:, 1:])

    def columns(self, columns: int) -> NDArray[np.int64]:
        """Counts over equal parts of the extent, shape (5, columns); together they are all events."""
        borders = np.arange(columns + 1) * _SLOTS // columns
        return np.diff(self._upto[:, borders], axis=1)
