"""Tiles put together: everything that stands in those around a view, remembered while one pans and zooms nearby."""

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.timeline import detail, labels
from viewer.timeline.items import Items
from viewer.timeline.lanes import PADDING, Shelf
from viewer.timeline.rows import OutOfTimeError, Packing, Patience, Placed, join
from viewer.timeline.scale import TimeScale

_FRAMES = 32  # frames that are remembered
_COUNTED = 600  # tiles whose counts are
_LEFT_OVER = 256  # and those whose counts without what has a place are
_FINEST = 60  # the finest level

_Tiles = tuple[int, int, int, int, int]  # level, first and last tile, first packing and the one after the last


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Everything in some tiles of one level.

    Attributes:
        standing: items in their rows.
        cells: hidden items for each lane and cell of a "+N", shape (lanes, cells).
        centres: columns about which they gather, of the same shape.
        crowding: how crowded lanes are over time, 0 to 1, shape (lanes, columns of at least 8 px).
        columns: of the tiles together.
        z, i: level and number of the first tile.
        first: the packing with the first lanes.
        complete: whether everything has been laid out.
    """

    standing: labels.Standing
    cells: NDArray[np.int64]
    centres: NDArray[np.float64]
    crowding: NDArray[np.float32]
    columns: int
    z: int
    i: int
    first: Packing
    complete: bool

    def time_of(self, columns: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Where columns, counted from the first, begin, seconds."""
        return detail.column_start(self.first, self.z, self.i * detail.COLUMNS + columns)


class Frames:
    """Makes frames and keeps the latest."""

    def __init__(self, items: Items, shelf: Shelf, row_height: float) -> None:
        self._items = items
        self._shelf = shelf
        self._row_height = row_height
        self._known: OrderedDict[_Tiles, tuple[int, Frame]] = OrderedDict()
        self._counts: OrderedDict[tuple[int, int, int], detail.Counts] = OrderedDict()
        self._hidden: OrderedDict[tuple[int, int, int], tuple[Placed, detail.Counts]] = OrderedDict()

    def of(self, scale: TimeScale, low: int, high: int, patience: Patience) -> Frame:
        """What stands in the tiles around a view of the lanes from ``low`` up to ``high``.

        Without any patience it is what is known of them, if anything: ``advance`` makes more of it.
        """
        tiles = self._tiles(scale, low, high)
        _, frame = self._around(tiles)
        if frame is not None and (frame.complete or patience.none):
            return frame
        return self._renewed(tiles, complete=self._pack(tiles, patience))

    def advance(self, scale: TimeScale, low: int, high: int, patience: Patience) -> bool:
        """Lay out what such a view needs, as long as patience lasts; whether nothing is missing."""
        tiles = self._tiles(scale, low, high)
        return self._renewed(tiles, complete=self._pack(tiles, patience)).complete

    def _renewed(self, tiles: _Tiles, *, complete: bool) -> Frame:
        """The frame of some tiles, made anew where it is worth while."""
        before, frame = self._around(tiles)
        packed = sum(packing.packed for packing in self._shelf.packings[tiles[3] : tiles[4]])
        if frame is not None and (frame.complete or not (complete or packed - before >= self._worth_while(tiles))):
            return frame
        frame = self._made(tiles, complete=complete)
        self._known.pop(tiles, None)
        self._known[tiles] = packed, frame
        _forget(self._known, _FRAMES)
        return frame

    def _around(self, tiles: _Tiles) -> tuple[int, Frame | None]:
        """The newest frame with all of some tiles and not much more, and how much had been laid out by then."""
        z, i0, i1, p0, p1 = tiles
        for (level, first, last, *packings), known in reversed(self._known.items()):
            around = level == z and packings == [p0, p1] and first <= i0 and i1 <= last
            if around and last - first <= 2 * (i1 - i0) + 1:
                return known
        return 0, None

    def _worth_while(self, tiles: _Tiles) -> int:
        """How many tiles more must have been laid out for an incomplete frame to be made anew."""
        _, i0, i1, p0, p1 = tiles
        return (i1 - i0 + 1) * (p1 - p0)

    def _tiles(self, scale: TimeScale, low: int, high: int) -> _Tiles:
        packings = self._shelf.packings
        p0 = next(k for k, packing in enumerate(packings) if low < packing.lanes.stop)
        p1 = next(k for k, packing in enumerate(packings) if high <= packing.lanes.stop) + 1
        return *tiles_of(packings[0], scale), p0, p1

    def _pack(self, tiles: _Tiles, patience: Patience) -> bool:
        z, i0, i1, p0, p1 = tiles
        try:
            for packing in self._shelf.packings[p0:p1]:
                for i in range(i0, i1 + 1):
                    packing.tile(z, i, patience)
        except OutOfTimeError:
            return False
        return True

    def _made(self, tiles: _Tiles, *, complete: bool) -> Frame:
        z, i0, i1, p0, p1 = tiles
        packings = self._shelf.packings[p0:p1]
        parts, counts = [], []
        for p, packing in enumerate(packings, start=p0):
            row = []
            for i in range(i0, i1 + 1):
                placed = packing.tile(z, i) if packing.ready(z, i) else packing.best_known(z, i)
                if z < 0:
                    placed = self._without_badge_row(packing, placed)
                parts.append(placed)
                row.append(self._left_over(p, z, i, placed))
            counts.append(np.concatenate(row, axis=1))
        tops = self._shelf.top[:-1] + PADDING
        standing = labels.Standing.of(self._items, join(parts), tops, self._row_height)
        hidden, size = np.concatenate(counts), detail.cell_size(z)
        crowding = detail.density(detail.cells(hidden, 1 << min(max(-z, 0), 7)))
        cells, centres = detail.cells(hidden, size), detail.centres(hidden, size)
        return Frame(standing, cells, centres, crowding, hidden.shape[1], z, i0, packings[0], complete)

    def _anchored(self, p: int, z: int, i: int) -> detail.Counts:
        """Counts of a tile, which stay as they are whatever finds a place."""
        key = (p, max(z, 0), i)
        found = self._counts.get(key)
        if found is None:
            found = detail.anchored(self._items, self._shelf.packings[p], z, i)
            self._counts[key] = found
            _forget(self._counts, _COUNTED)
        return found

    def _left_over(self, p: int, z: int, i: int, placed: Placed) -> detail.Counts:
        """Counts of what has no place in a tile: of the same that has one they are the same."""
        seen, counts = self._hidden.get((p, z, i), (None, None))
        if counts is None or seen is not placed:
            counts = detail.hidden(self._items, self._shelf.packings[p], (z, i), self._anchored(p, z, i), placed)
            self._hidden[p, z, i] = placed, counts
            _forget(self._hidden, _LEFT_OVER)
        return counts

    def _without_badge_row(self, packing: Packing, placed: Placed) -> Placed:
        """Below level 0 lanes without a foot show "+N" in their last row, and nothing else there."""
        lanes, shelf_ = packing.lanes, self._shelf
        there = self._items.lane_of(placed.item)
        count = np.bincount(there - lanes.start, minlength=len(lanes))
        total = np.diff(self._items.offsets)[lanes.start : lanes.stop]
        tight = (count < total) & ~shelf_.foot[lanes.start : lanes.stop]
        return placed.take(~(tight[there - lanes.start] & (placed.row == shelf_.rows[there] - 1)))


def _forget(kept: OrderedDict[Any, Any], most: int) -> None:
    """Drop the oldest when there are too many: it would be found again the same."""
    if len(kept) > most:
        kept.popitem(last=False)


def tiles_of(packing: Packing, scale: TimeScale) -> tuple[int, int, int]:
    """The level whose px are at least as long as those of the scale, and the first and last tile around the view."""
    z = min(_FINEST, math.floor(math.log2(packing.seconds_per_px(0) / scale.seconds_per_px) + 1e-9))
    if z <= 0:
        return z, 0, 0
    tile = packing.domain.length * 2.0**-z
    reach = labels.REACH * scale.seconds_per_px
    begin = math.floor((scale.span.begin - reach - packing.domain.begin) / tile)
    end = math.floor((scale.span.end + reach - packing.domain.begin) / tile)
    last = 2**z - 1
    return z, min(max(begin, 0), last), min(max(end, 0), last)
