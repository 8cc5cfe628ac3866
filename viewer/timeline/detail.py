"""What found no room: exact counts of the hidden items of each lane over time, as "+N" badges and as density.

    counts of a tile:  128 columns of 8 px; 16 columns make a cell, and a cell with hidden items gets one badge

label → mark alone → "+N" → density: every item that has no glyph is counted in exactly one cell, that of its anchor.
"""

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from viewer.timeline.items import Items
from viewer.timeline.picture import Group
from viewer.timeline.rows import Packing, Placed
from viewer.timeline.scale import TimeScale, TimeSpan

COLUMNS = 128  # of one tile
CELL = 16  # columns of one "+N"
BADGE_HEIGHT = 14.0  # px of a "+N"
_FULL = 10.0  # a column of 2**10 hidden items is as dense as can be shown

Counts = NDArray[np.int64]
_Number = TypeVar("_Number", np.int64, np.float64)


def edges(packing: Packing, z: int, i: int) -> NDArray[np.float64]:
    """Where the columns of a tile begin and end, shape (COLUMNS + 1,), seconds: those of neighbours are the same."""
    return column_start(packing, z, i * COLUMNS + np.arange(COLUMNS + 1))


def column_start(packing: Packing, z: int, columns: Counts) -> NDArray[np.float64]:
    """Where columns, counted from the first of tile 0, begin, seconds."""
    step = packing.domain.length * 2.0 ** -max(z, 0) / COLUMNS
    return np.asarray(packing.domain.begin + columns * step)


def hidden(items: Items, packing: Packing, z: int, i: int, placed: Placed) -> Counts:
    """Items without a place, for each lane of the packing and each column of a tile, shape (lanes, COLUMNS)."""
    borders = edges(packing, z, i)
    lanes = packing.lanes
    counts = np.empty((len(lanes), COLUMNS), np.int64)
    for k, lane in enumerate(lanes):
        anchor = items.anchor[items.offsets[lane] : items.offsets[lane + 1]]
        counts[k] = np.diff(np.searchsorted(anchor, borders))
    column = np.searchsorted(borders, placed.bodies.mark, "right") - 1
    inside = (column >= 0) & (column < COLUMNS)
    lane_of = items.lane_of(placed.item) - lanes.start
    np.subtract.at(counts, (lane_of[inside], column[inside]), 1)
    return counts


def density(counts: Counts, begin: float, step: float, columns: int) -> NDArray[np.float32]:
    """Counts of time resampled to columns of the picture, 0 to 1, logarithmic.

    Args:
        counts: of shape (lanes, n), equal stretches of time.
        begin: where the first column of the picture begins, counted in columns of ``counts``.
        step: columns of ``counts`` in one of the picture.
        columns: of the picture.
    """
    total = np.zeros((counts.shape[0], counts.shape[1] + 1))
    np.cumsum(counts, axis=1, out=total[:, 1:])
    at = np.clip(begin + np.arange(columns + 1) * step, 0, counts.shape[1])
    whole = np.minimum(at.astype(np.int64), counts.shape[1] - 1)
    part = at - whole
    upto = total[:, whole] * (1 - part) + total[:, whole + 1] * part
    within = np.diff(upto, axis=1)
    return np.where(within > 0.02, np.minimum(1.0, np.log2(1 + within) / _FULL), 0.0).astype(np.float32)


def cells(counts: NDArray[_Number], size: int) -> NDArray[_Number]:
    """Counts of shape (lanes, n * size) added up to cells of ``size`` columns, shape (lanes, n)."""
    return np.add.reduceat(counts, np.arange(0, counts.shape[1], size), axis=1, dtype=counts.dtype)


def centres(counts: Counts, size: int) -> NDArray[np.float64]:
    """The column about which the counts of each cell gather, shape (lanes, n); meaningless where there are none."""
    column = np.arange(counts.shape[1]) + 0.5
    return cells(counts * column, size) / np.maximum(cells(counts, size), 1)


def cell_size(z: int) -> int:
    """Columns of one "+N" at a level: below level 0 columns are narrower, cells stay as wide."""
    return min(COLUMNS, CELL << max(0, -z))


def badge(lane: int, count: int, between: TimeSpan, middle: float, scale: TimeScale) -> Group | None:
    """The "+N" of a cell, as near to ``middle`` px as the cell allows, at y 0; None out of sight.

    It is as wide as its text: where all time takes less, it stands about the middle of it.
    """
    x0, x1 = float(scale.x_of(between.begin)), float(scale.x_of(between.end))
    if x1 <= scale.x0 or x0 >= scale.x1:
        return None
    width = 12.0 + 7 * len(f"+{count:,}")
    left = middle - width / 2
    if x1 - x0 - 2 >= width:
        left = min(max(left, x0 + 1), x1 - width - 1)
    return Group(lane, count, left, 0.0, width, BADGE_HEIGHT, between)


def within(groups: list[Group], left: float, right: float) -> tuple[Group, ...]:
    """The same groups, lane after lane and in order of time, none of them cut by the borders: others make way."""
    made = list(groups)
    for order, inward in ((range(len(made)), 1), (range(len(made) - 1, -1, -1), -1)):
        lane, free = -1, left
        for k in order:
            group = made[k]
            if group.lane != lane:
                lane, free = group.lane, left if inward > 0 else right
            x = max(group.x, free) if inward > 0 else min(group.x, free - group.width)
            made[k] = replace(group, x=x)
            free = x + group.width + 2 if inward > 0 else x - 2
    return tuple(made)
