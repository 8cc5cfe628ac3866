"""Single events above everything else: a selected one must be seen, even where it counts in a "+N" only."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from viewer.timeline.items import Ids, Items
from viewer.timeline.labels import Px, Standing
from viewer.timeline.occupancy import WHOLE
from viewer.timeline.picture import Scene
from viewer.timeline.rows import Placed


def hidden(items: Items, scene: Scene, entries: Set[int]) -> Ids:
    """The items of entries in the lanes of a scene that have no glyph there, found without a look at all others."""
    if not entries:
        return np.zeros(0, np.int32)
    glyphs = scene.glyphs
    lit = np.isin(glyphs.entry, list(entries))
    drawn = set(zip(glyphs.entry[lit].tolist(), glyphs.lane[lit].tolist(), strict=True))
    found: list[int] = []
    for entry in sorted(entries):
        anchor = items.anchor_of(entry)
        for box in scene.lanes:
            first, last = int(items.offsets[box.index]), int(items.offsets[box.index + 1])
            low = first + int(np.searchsorted(items.anchor[first:last], anchor))
            high = first + int(np.searchsorted(items.anchor[first:last], anchor, "right"))
            if (entry, box.index) not in drawn:
                found += (low + np.flatnonzero(items.entry[low:high] == entry)).tolist()
    return np.array(sorted(found), np.int32)


def standing(items: Items, ids: Ids, row: NDArray[np.int64], top: Px, row_height: float) -> Standing:
    """The items in rows of their lanes with their whole extent; ``top`` is the y of each lane's first row."""
    placed = Placed(ids, row.astype(np.int32), np.full(len(ids), WHOLE, np.int32), items.bodies(ids))
    return Standing.of(items, placed, top, row_height)
