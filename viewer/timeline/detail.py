"""What found no room: exact counts of the hidden items of each lane over time, as "+N" badges and as density.

    counts of a tile:  128 columns of 8 px; 16 columns make a cell, and a cell with hidden items gets one badge

label → mark alone → "+N" → density: every item that has no glyph is counted in exactly one cell, that of its anchor.
"""

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from viewer.timeline.items import Items
from viewer.timeline.picture import Groups
from viewer.timeline.rows import Packing, Placed
from viewer.timeline.scale import TimeScale

COLUMNS = 128  # of one tile
CELL = 16  # columns of one "+N"
BADGE_HEIGHT = 14.0  # px of a "+N"
_FULL = 10.0  # a column of 2**10 hidden items is as dense as can be shown
_TENS = 10 ** np.arange(19, dtype=np.int64)

Counts = NDArray[np.int64]
_Number = TypeVar("_Number", np.int64, np.float64)


def edges(packing: Packing, z: int, i: int) -> NDArray[np.float64]:
    """Where the columns of a tile begin and end, shape (COLUMNS + 1,), seconds: those of neighbours are the same."""
    return column_start(packing, z, i * COLUMNS + np.arange(COLUMNS + 1))


def column_start(packing: Packing, z: int, columns: Counts | NDArray[np.float64]) -> NDArray[np.float64]:
    """Where columns, counted from the first of tile 0, begin, seconds."""
    step = packing.domain.length * 2.0 ** -max(z, 0) / COLUMNS
    return np.asarray(packing.domain.begin + columns * step)


def anchored(items: Items, packing: Packing, z: int, i: int) -> Counts:
    """Items anchored in each column of a tile, for each lane of the packing, shape (lanes, COLUMNS)."""
    borders = edges(packing, z, i)
    counts = np.empty((len(packing.lanes), COLUMNS), np.int64)
    for k, lane in enumerate(packing.lanes):
        anchor = items.anchor[items.offsets[lane] : items.offsets[lane + 1]]
        at = anchor.searchsorted(borders)
        np.subtract(at[1:], at[:-1], out=counts[k])
    return counts


def hidden(items: Items, packing: Packing, at: tuple[int, int], counts: Counts, placed: Placed) -> Counts:
    """The same without those that have a place in the tile ``at`` (level and number)."""
    borders = edges(packing, *at)
    column = np.searchsorted(borders, placed.bodies.mark, "right") - 1
    inside = (column >= 0) & (column < COLUMNS)
    lane_of = items.lane_of(placed.item) - packing.lanes.start
    drawn = np.bincount(lane_of[inside] * COLUMNS + column[inside], minlength=counts.size)
    return counts - drawn.reshape(counts.shape)


def density(counts: Counts) -> NDArray[np.float32]:
    """How crowded each column is, 0 to 1, logarithmic; counts of hidden items of any shape."""
    return np.minimum(1.0, np.log2(1 + counts) / _FULL).astype(np.float32)


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


def widths(counts: Counts) -> NDArray[np.float64]:
    """How wide each "+N" is: as its text, px, shape (n,)."""
    digits = np.searchsorted(_TENS, counts, "right")
    return np.asarray(12.0 + 7 * (1 + digits + (digits - 1) // 3))


def beside(middle: NDArray[np.float64], width: NDArray[np.float64], cell: NDArray[np.float64]) -> NDArray[np.float64]:
    """Left edges of badges as near to their middles as their cells (begin and end px, shape (2, n)) allow.

    Where all time takes less room than its badge, that stands about the middle of it.
    """
    begin, end = cell
    left = middle - width / 2
    fits = end - begin - 2 >= width
    inside = np.minimum(np.maximum(left, begin + 1), np.maximum(end - width - 1, begin + 1))
    return np.where(fits, inside, left)


def groups(
    counts: Counts,
    centres: NDArray[np.float64],
    borders: NDArray[np.float64],
    scale: TimeScale,
    place: tuple[int, NDArray[np.float64]],
) -> Groups:
    """The badges in view, lane after lane and in order of time.

    Args:
        counts: hidden items of each cell, shape (lanes, n).
        centres: the instants about which they gather, of the same shape.
        borders: where the cells begin and end, seconds, shape (n + 1,).
        scale: where time lies.
        place: the first lane, and px of the upper edge of the badges of each, shape (lanes,).
    """
    x, (first, top) = scale.x_of(borders), place
    lane, at = np.nonzero(counts * ((x[1:] > scale.x0) & (x[:-1] < scale.x1)))
    count = counts[lane, at]
    width = widths(count)
    left = beside(scale.x_of(centres[lane, at]), width, np.stack((x[at], x[at + 1])))
    height = np.full(len(lane), BADGE_HEIGHT)
    return Groups(lane + first, count, left, top[lane], width, height, borders[at], borders[at + 1])


def within(groups: Groups, left: float, right: float) -> Groups:
    """The same groups, lane after lane and in order of time, none of them cut by the borders: others make way."""
    lanes, x, width = groups.lane.tolist(), groups.x.tolist(), groups.width.tolist()
    for order, inward in ((range(len(x)), 1), (range(len(x) - 1, -1, -1), -1)):
        lane, free = -1, left
        for k in order:
            if lanes[k] != lane:
                lane, free = lanes[k], left if inward > 0 else right
            x[k] = max(x[k], free) if inward > 0 else min(x[k], free - width[k])
            free = x[k] + width[k] + 2 if inward > 0 else x[k] - 2
    return replace(groups, x=np.array(x, np.float64))
