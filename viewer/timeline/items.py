"""Everything that wants a place: one item per event *and lane*, in the order of time within each lane.

        begin          mark                 end            seconds, open ends cut at the extent
          ├─ ─ ─ ─ ─ ─ ─ ◆ Title ─ ─ ─ ─ ─ ─ ┤             an instant: the mark in the middle of its period
          ■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■ Title        a span: the mark stands for its start

The mark is also the item's anchor: it decides in which tile an item is packed and in which "+N" it is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST, DateFlag
from viewer.events.marks import LaneRows, Marks
from viewer.timeline.scale import TimeSpan

LONGEST_LABEL = 260.0  # px that a label may ask for; longer ones are cropped
FEW = 64  # items of the smallest sample of a lane
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: equally important events are picked evenly over time

Ids = NDArray[np.int32]
Seconds = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """Where items lie in time and what their labels ask for; arrays of shape (n,).

    Attributes:
        begin, end: the possible extent, seconds.
        mark: the anchor, seconds, ``begin <= mark <= end``.
        label: px.
        flags: ``DateFlag``.
    """

    begin: Seconds
    end: Seconds
    mark: Seconds
    label: Seconds
    flags: NDArray[np.int32]


class Ground:
    """What is the same for all layouts of the same marks, whatever matches.

    Attributes:
        marks: all dated events.
        range: from the first to the last known instant of all of them.
        anchor: of each entry, seconds; NaN where it depends on which others are drawn, because an end is open.
        rank: what goes first: larger for more important events, then for spans; no two alike.
        entry_of_row: the entry of each row of the table up to the last that has one, -1 where it has none.
    """

    def __init__(self, marks: Marks, now: float) -> None:
        self.marks = marks
        self.range = finite_range(marks, slice(None), now)
        begin, end = marks.start_min, marks.end_max
        lasting = (marks.flags & int(DateFlag.INTERVAL)) != 0
        self.anchor: Seconds = np.where(lasting, begin, begin + (end - begin) / 2)
        self.anchor[(begin <= DISTANT_PAST) | ~lasting & (end >= DISTANT_FUTURE)] = np.nan
        self.entry_of_row: Ids = np.full(int(marks.row.max(initial=-1)) + 1, -1, np.int32)
        self.entry_of_row[marks.row] = np.arange(len(marks), dtype=np.int32)
        self.rank = np.arange(len(marks), dtype=np.uint64) * _SPREAD >> np.uint64(9)
        self.rank |= lasting.astype(np.uint64) << np.uint64(55)
        self.rank |= marks.importance.astype(np.uint64) << np.uint64(56)


class Items:
    """The items of all lanes; ``entry``, ``anchor`` of shape (items,), lane after lane, anchors ascending within."""

    def __init__(self, ground: Ground, lanes: LaneRows, labels: NDArray[np.float32], now: float) -> None:
        self.ground, self.marks = ground, ground.marks
        self.offsets = lanes.offsets
        self._labels = labels
        # Where nothing matches: that of all, so that the axis means something.
        self.range = finite_range(self.marks, lanes.entry, now) if len(lanes.entry) else ground.range
        self.open_end = max(now, self.range.end)
        self.entry: Ids = lanes.entry.copy()
        self.anchor = self.anchors_of(self.entry)
        self.samples: list[list[tuple[Ids, Seconds]]] = []
        for lane in range(len(lanes)):
            self._sort(int(self.offsets[lane]), int(self.offsets[lane + 1]))

    def _sort(self, first: int, last: int) -> None:
        """Order one lane by anchor and choose its samples: the most important 64, 256, 1,024 … and all of it."""
        anchor = self.anchor[first:last]
        if np.any(anchor[1:] < anchor[:-1]):
            order = np.argsort(anchor, kind="stable")
            self.anchor[first:last] = anchor[order]
            self.entry[first:last] = self.entry[first:last][order]
        ids = np.arange(first, last, dtype=np.int32)
        samples = [(ids, self.anchor[first:last])]
        size = FEW
        while size * 4 < last - first:
            size *= 4
        rank = self.rank(ids) if size * 4 > FEW * 4 else None
        while rank is not None and size >= FEW:
            top = rank >= np.partition(rank, len(rank) - size)[len(rank) - size]  # stays in order of time
            ids, rank = ids[top], rank[top]
            samples.append((ids, self.anchor[ids]))
            size //= 4
        self.samples.append(samples[::-1])

    def lane_of(self, ids: Ids) -> NDArray[np.int64]:
        """The lane of each item."""
        return np.searchsorted(self.offsets, ids, "right") - 1

    def rank(self, ids: Ids) -> NDArray[np.uint64]:
        """What goes first, see ``Ground``."""
        return self.ground.rank[self.entry[ids]]

    def bodies(self, ids: Ids) -> Bodies:
        """Where items lie."""
        entry = self.entry[ids]
        begin, end = self.ends_of(entry)
        label = np.minimum(self._labels[entry], LONGEST_LABEL).astype(np.float64)
        return Bodies(begin, end, self.anchor[ids], label, self.marks.flags[entry].astype(np.int32))

    def titles(self, entry: Ids) -> Seconds:
        """Px of the whole titles of entries."""
        return self._labels[entry].astype(np.float64)

    def anchor_of(self, entry: int) -> float:
        """Where an entry is anchored, seconds."""
        return float(self.anchors_of(np.array([entry], np.int32))[0])

    def anchors_of(self, entry: NDArray[np.integer]) -> Seconds:
        """Where entries are anchored, seconds."""
        anchor: Seconds = self.ground.anchor[entry]
        open_ = np.flatnonzero(np.isnan(anchor))
        if len(open_):
            begin, end = self.ends_of(entry[open_])
            lasting = (self.marks.flags[entry[open_]] & DateFlag.INTERVAL) != 0
            anchor[open_] = np.where(lasting, begin, begin + (end - begin) / 2)
        return anchor

    def ends_of(self, entry: NDArray[np.integer]) -> tuple[Seconds, Seconds]:
        """Begins and ends of entries, open ends cut, seconds."""
        begin, end = self.marks.start_min[entry], self.marks.end_max[entry]
        first = np.where(begin <= DISTANT_PAST, self.range.begin, begin.astype(np.float64))
        last = np.where(end >= DISTANT_FUTURE, self.open_end, end.astype(np.float64))
        return np.minimum(first, last), last


def finite_range(marks: Marks, entry: NDArray[np.integer] | slice, now: float) -> TimeSpan:
    """From the first to the last known instant of some events; the day of ``now`` where nothing is known."""
    bounds = (marks.start_min, marks.start_max, marks.end_min, marks.end_max)
    first = min((float(known.min()) for known in _first_known(bounds, entry)), default=float("inf"))
    last = max((float(known.max()) for known in _first_known(bounds[::-1], entry)), default=float("-inf"))
    if int(marks.end_max[entry].max(initial=DISTANT_PAST)) >= DISTANT_FUTURE:
        first, last = min(first, now), max(last, now)
    if first > last:
        return TimeSpan(now - 43_200, now + 43_200)
    return TimeSpan(first, last) if last > first else TimeSpan(first - 30, first + 30)


def _first_known(
    bounds: tuple[NDArray[np.int64], ...], entry: NDArray[np.integer] | slice
) -> Iterator[NDArray[np.int64]]:
    """For each entry its first bound that is a known instant, in as many pieces as it takes."""
    for bound in bounds:
        instant = bound[entry]
        if not len(instant) or (instant.min() > DISTANT_PAST and instant.max() < DISTANT_FUTURE):
            if len(instant):
                yield instant
            return
        known = (instant > DISTANT_PAST) & (instant < DISTANT_FUTURE)
        if known.any():
            yield instant[known]
        entry = np.arange(len(instant))[~known] if isinstance(entry, slice) else entry[~known]
