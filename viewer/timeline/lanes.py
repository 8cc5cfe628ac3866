"""How high each lane is: decided once, from its crowding where all time fits the picture, so that it never changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.timeline.items import Items, Seconds
from viewer.timeline.occupancy import STEP, TILE, WHOLE_LABEL
from viewer.timeline.rows import CLASSES, TRIED, Packing, boxes
from viewer.timeline.scale import TimeScale, TimeSpan

PADDING = 4.0  # px above the first row of a lane and below its last
FOOT = 16.0  # px of the strip of "+N" at the foot of a lane that hides anything
FITTED = 640.0  # px that the extent takes at level 0; pictures are wider, so labels get at least their room
_SAMPLED = 1_500  # items of a lane beyond which it wants as many rows as it can get
FEWEST = 4  # rows a lane may have before it makes others scroll
_MOST = 40  # rows that any lane can use
_TOGETHER = 20  # rows that are packed together: neighbouring lanes share the work


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The lanes as they stand one below the other.

    Attributes:
        top: px from the top of the first lane, shape (lanes + 1,), the last being the height of all.
        rows: of each lane.
        foot: True for lanes with a strip for "+N".
        packings: of neighbouring lanes, from top to bottom.
    """

    top: NDArray[np.float64]
    rows: NDArray[np.int64]
    foot: NDArray[np.bool_]
    packings: tuple[Packing, ...]


def shelf(
    items: Items,
    extent: TimeSpan,
    rows_that_fit: int,
    row_height: float,
    fewest: int = FEWEST,
    *,
    shown: TimeScale | None = None,
    wider: float = 1.0,
) -> Shelf:
    """Share out the room: every lane what it needs if it fits, else a fair part and at least a few rows.

    What is needed is found where all time fits, or where only ``shown`` will ever be shown;
    there boxes are taken to be so many times ``wider``.
    """
    if shown is None:
        needed = rows_needed(items, extent.length / FITTED)
    else:
        needed = rows_needed(items, shown.seconds_per_px * wider, shown.span)
    overhead = (2 * PADDING + FOOT / 2) / row_height
    rows = share_out(needed, rows_that_fit - overhead * len(needed), fewest)
    crowded = rows < needed
    limits = _limits(rows, crowded)
    length = extent.length * TILE / FITTED
    domain = TimeSpan(extent.middle - length / 2, extent.middle + length / 2)
    packings = tuple(
        Packing(items, lanes, rows[lanes.start : lanes.stop], limits[lanes.start : lanes.stop], domain)
        for lanes in _neighbours(rows.tolist())
    )
    foot = _hides(items, rows, packings, crowded)
    return Shelf(stacked(rows, foot, row_height), rows, foot, packings)


def stacked(rows: NDArray[np.int64], foot: NDArray[np.bool_], row_height: float) -> NDArray[np.float64]:
    """The tops of lanes one below the other, and the foot of the last, px."""
    height = rows * row_height + 2 * PADDING + np.where(foot, FOOT, 0.0)
    return np.concatenate(([0.0], np.cumsum(height)))


def _neighbours(rows: list[int]) -> Iterator[range]:
    """The lanes that are packed together."""
    first, together = 0, 0
    for lane, own in enumerate(rows):
        if lane > first and together + own > _TOGETHER:
            yield range(first, lane)
            first, together = lane, 0
        together += own
    if rows:
        yield range(first, len(rows))


def _hides(
    items: Items, rows: NDArray[np.int64], packings: Sequence[Packing], crowded: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which lanes may not show all of their items at level 0; packed only where counting does not tell."""
    counts = np.diff(items.offsets)
    hides = crowded & (counts > rows)
    unsure = ~hides & (counts > rows)
    few = np.flatnonzero(unsure & (counts <= TRIED))
    if len(few):
        unsure[few] = _most_met(items, few, packings[0].seconds_per_px(0)) >= rows[few]
    for packing in packings:
        lanes = np.arange(packing.lanes.start, packing.lanes.stop)
        if unsure[lanes].any():
            placed = np.bincount(items.lane_of(packing.tile(0, 0).item), minlength=len(rows))[lanes]
            hides[lanes] |= placed < counts[lanes]
    return hides


def rows_needed(items: Items, q: float, within: TimeSpan | None = None) -> NDArray[np.int64]:
    """The most boxes with labels that lie over one instant in each lane, where a pixel is ``q`` seconds."""
    counts = np.diff(items.offsets)
    needed = np.where(counts > _SAMPLED, _MOST, 1)
    lanes = np.flatnonzero((counts > 0) & (counts <= _SAMPLED))
    if len(lanes):
        left, right, first = _in_a_line(items, lanes, q, within)
        left, right = np.sort(left, kind="stable"), np.sort(right, kind="stable")
        open_at_once = np.arange(1, len(left) + 1) - np.searchsorted(right, left, "right")
        needed[lanes] = np.clip(np.maximum.reduceat(open_at_once, first), 1, _MOST)
    return needed


def _most_met(items: Items, lanes: NDArray[np.intp], q: float) -> NDArray[np.int64]:
    """How many others a box with a label may meet at most in each of some lanes: with more rows all find one."""
    left, right, first = _in_a_line(items, lanes, q)
    right = right + STEP * q  # rows are taken in steps
    begun, ended = np.searchsorted(np.sort(left), right), np.searchsorted(np.sort(right), left, "right")
    return np.maximum.reduceat(begun - ended, first) - 1


def _in_a_line(
    items: Items, lanes: NDArray[np.intp], q: float, within: TimeSpan | None = None
) -> tuple[Seconds, Seconds, NDArray[np.int64]]:
    """The boxes with labels of some lanes, from and to, each lane far beyond the one before; where each lane begins."""
    counts = np.diff(items.offsets)[lanes]
    lane = np.repeat(np.arange(len(lanes)), counts)
    first = np.cumsum(counts) - counts
    ids = (np.arange(len(lane)) - first[lane] + items.offsets[lanes][lane]).astype(np.int32)
    left, right = boxes(items.bodies(ids), WHOLE_LABEL, q)
    if within is not None:  # what is out of sight takes no room
        out = (right < within.begin) | (left > within.end)
        left, right = np.where(out, within.end, left), np.where(out, within.end, right)
    far = lane * (float(right.max()) - float(left.min()) + 2 * STEP * q)
    return left + far, right + far, first


def share_out(needed: NDArray[np.int64], room: float, fewest: int = FEWEST) -> NDArray[np.int64]:
    """Rows for each lane: at most what it needs, at least ``fewest`` of that, together as near to ``room`` as can be.

    The smallest wishes are granted first; what they leave is shared equally among the others.
    """
    rows = np.minimum(needed, fewest)
    level = fewest
    while level < _MOST and int(np.minimum(needed, level + 1).sum()) <= room:
        level += 1
        rows = np.minimum(needed, level)
    spare = int(room - rows.sum())
    for lane in np.flatnonzero(needed > rows).tolist():
        if spare <= 0:
            break
        rows[lane] += 1
        spare -= 1
    return np.asarray(rows, np.int64)


def _limits(rows: NDArray[np.int64], crowded: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rows that each class of length may use: in a crowded lane the longest get a quarter, so that instants show."""
    classes = len(CLASSES) + 1
    limits = np.repeat(rows[:, None], classes, axis=1)
    for k in range(1, classes):
        part = np.minimum(rows - 1, np.ceil(rows * (1 - k / classes)).astype(np.int64))
        limits[:, k] = np.where(crowded, part, rows)
    return limits
