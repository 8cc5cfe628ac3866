"""Everything that wants a place: one item per event *and lane*, in the order of time within each lane.

        begin          mark                 end            seconds, open ends cut at the extent
          ├─ ─ ─ ─ ─ ─ ─ ◆ Title ─ ─ ─ ─ ─ ─ ┤             an instant: the mark in the middle of its period
          ■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■ Title        a span: the mark stands for its start

The mark is also the item's anchor: it decides in which tile an item is packed and in which "+N" it is counted.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.events.blocks import blocks, counted, taken, where
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST, DateFlag
from viewer.events.marks import LaneRows, Marks, flagged
from viewer.timeline.scale import TimeSpan

LONGEST_LABEL = 260.0  # px that a label may ask for; longer ones are cropped
FEW = 64  # items of the smallest sample of a lane
_SPREAD = np.uint32(0x9E3779B1)  # 2**32 / golden ratio, odd: equally important events are picked evenly over time
_KIND = 28  # bits of a rank below importance and length
_KINDS = 16
_MANY = 1_000_000  # items from which on two threads are quicker than one
_GROUPS = 8  # of lanes that two threads share: what is made of a group on the way stays small
_NOBODY = 2.0**32 - 1  # a rank that no item has

Ids = NDArray[np.int32]
Seconds = NDArray[np.float64]
Sample = tuple[Ids, Seconds]
"""Some items of a lane and their anchors, in order of time."""


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
        order: the entries in order of their anchors, those without one last.
        place: where each entry stands in ``order``.
        rank: what goes first: larger for more important events, then for spans; no two alike.
    """

    def __init__(self, marks: Marks, now: float) -> None:
        self.marks = marks
        self.range = finite_range(marks, None, now)
        entries = np.arange(len(marks), dtype=np.int32)
        self.anchor: Seconds = np.empty(len(marks))
        self.rank = entries.view(np.uint32) * _SPREAD >> np.uint32(32 - _KIND)
        for part in blocks(len(marks)):
            begin, end = marks.start_min[part], marks.end_max[part]
            lasting = flagged(marks.flags[part], DateFlag.INTERVAL)
            anchor = np.where(lasting, begin, begin + (end - begin) / 2)
            anchor[(begin <= DISTANT_PAST) | ~lasting & (end >= DISTANT_FUTURE)] = np.nan
            self.anchor[part] = anchor
            self.rank[part] |= (marks.importance[part].astype(np.uint32) * np.uint32(2) + lasting) << np.uint32(_KIND)
        order = np.argsort(self.anchor, kind="stable")
        self.order: Ids = order.astype(np.int32)
        self.place: Ids = np.empty_like(entries)
        self.place[order] = entries


class Items:
    """The items of all lanes; ``entry``, ``anchor`` of shape (items,), lane after lane, anchors ascending within.

    ``drawn`` holds the entries that are items, ascending, each once; ``labels`` the px of each title,
    ``now`` the present instant, as far as open ends are drawn, seconds.
    """

    def __init__(self, ground: Ground, lanes: LaneRows, labels: NDArray[np.float32], now: float) -> None:
        self.ground, self.marks = ground, ground.marks
        self.offsets = lanes.offsets
        self.labels = labels
        self.now = now
        drawn = np.zeros(len(self.marks), np.bool_)
        for part in blocks(len(lanes.entry)):
            drawn[lanes.entry[part]] = True
        self.drawn: Ids = where(drawn)
        # Where nothing matches, too, that of all, so that the axis means something.
        all_ = len(self.drawn) in (0, len(self.marks))
        self.range = ground.range if all_ else finite_range(self.marks, self.drawn, now)
        self.open_end = max(now, self.range.end)
        self.entry: Ids = np.empty_like(lanes.entry)
        self.anchor: Seconds = np.empty(len(self.entry))
        self.samples = self._arranged(lanes.entry)

    def _arranged(self, entry: Ids) -> list[list[Sample]]:
        """Put the entries of each lane in order, on two threads where there are many; the samples of each lane."""
        if len(entry) < _MANY:
            return self._group(entry, 0, len(self.offsets) - 1)
        shares = np.linspace(0, len(entry), _GROUPS + 1)
        borders = np.unique([0, *np.searchsorted(self.offsets, shares[1:-1]), len(self.offsets) - 1]).tolist()
        with ThreadPoolExecutor(2) as pool:
            return list(chain.from_iterable(pool.map(partial(self._group, entry), borders[:-1], borders[1:])))

    def _group(self, entry: Ids, first: int, end: int) -> list[list[Sample]]:
        """The same for the lanes from a first one to an end."""
        self._put_in_order(entry, first, end)
        self._settle_open(first, end)
        return self._samples(first, end)

    def _put_in_order(self, entry: Ids, first: int, end: int) -> None:
        """Sort the entries of some lanes by their anchors."""
        begins = self.offsets[first : end + 1].tolist()
        there = slice(begins[0], begins[-1])
        place = taken(self.ground.place, entry[there])
        for one, other in pairwise(begins):
            place[one - begins[0] : other - begins[0]].sort(kind="stable")  # quick: nearly in order as they come
        taken(self.ground.order, place, self.entry[there])
        taken(self.ground.anchor, self.entry[there], self.anchor[there])

    def _settle_open(self, first: int, end: int) -> None:
        """Give their place to items whose anchors were not known before it was known what is drawn."""
        begin = int(self.offsets[first])
        open_ = (np.flatnonzero(np.isnan(self.anchor[begin : self.offsets[end]])) + begin).astype(np.int32)
        self.anchor[open_] = self.anchors_of(self.entry[open_])
        cuts = np.searchsorted(open_, self.offsets[first : end + 1])
        for lane in (np.flatnonzero(np.diff(cuts)) + first).tolist():
            there = slice(self.offsets[lane], self.offsets[lane + 1])
            order = np.argsort(self.anchor[there], kind="stable")
            self.anchor[there] = self.anchor[there][order]
            self.entry[there] = self.entry[there][order]

    def _samples(self, first: int, end: int) -> list[list[Sample]]:
        """Of each lane all of it, before that about a fourth, the most important one, and so on down to ``FEW``.

        Each is in order of time, the smallest comes first.  Found for many lanes at once: there may be hundreds.
        """
        begin, last = int(self.offsets[first]), int(self.offsets[end])
        ids = np.arange(begin, last, dtype=np.int32)
        offsets = self.offsets[first : end + 1] - begin
        anchor, rank = self.anchor[begin:last], taken(self.ground.rank, self.entry[begin:last])
        samples = [[(ids[one:other], anchor[one:other])] for one, other in pairwise(offsets.tolist())]
        counts = np.diff(offsets)
        shares = 4 ** np.arange(1, 17)
        sizes = counts[:, None] // shares[shares * FEW <= counts.max(initial=0)]
        least = _least_ranks(rank, offsets, sizes)
        for size, wanted in zip(sizes.T, least.T, strict=True):
            top = np.flatnonzero(rank >= np.repeat(wanted, np.diff(offsets)))
            ids, anchor, rank, offsets = ids[top], anchor[top], rank[top], np.searchsorted(top, offsets)
            borders = offsets.tolist()
            for lane in np.flatnonzero(size >= FEW).tolist():
                there = slice(borders[lane], borders[lane + 1])
                samples[lane].append((ids[there], anchor[there]))
        return [lane[::-1] for lane in samples]

    def lane_of(self, ids: Ids) -> NDArray[np.int64]:
        """The lane of each item."""
        return np.searchsorted(self.offsets, ids, "right") - 1

    def rank(self, ids: Ids) -> NDArray[np.uint32]:
        """What goes first, see ``Ground``."""
        return self.ground.rank[self.entry[ids]]

    def bodies(self, ids: Ids) -> Bodies:
        """Where items lie."""
        entry = self.entry[ids]
        begin, end = self.ends_of(entry)
        label = np.minimum(self.labels[entry], LONGEST_LABEL).astype(np.float64)
        return Bodies(begin, end, self.anchor[ids], label, self.marks.flags[entry].astype(np.int32))

    def titles(self, entry: Ids) -> Seconds:
        """Px of the whole titles of entries."""
        return self.labels[entry].astype(np.float64)

    def anchor_of(self, entry: int) -> float:
        """Where an entry is anchored, seconds."""
        return float(self.anchors_of(np.array([entry], np.int32))[0])

    def anchors_of(self, entry: NDArray[np.integer]) -> Seconds:
        """Where entries are anchored, seconds."""
        anchor: Seconds = self.ground.anchor[entry]
        open_ = np.flatnonzero(np.isnan(anchor))
        if len(open_):
            begin, end = self.ends_of(entry[open_])
            lasting = flagged(self.marks.flags[entry[open_]], DateFlag.INTERVAL)
            anchor[open_] = np.where(lasting, begin, begin + (end - begin) / 2)
        return anchor

    def ends_of(self, entry: NDArray[np.integer]) -> tuple[Seconds, Seconds]:
        """Begins and ends of entries, open ends cut, seconds."""
        begin, end = self.marks.start_min[entry], self.marks.end_max[entry]
        first = np.where(begin <= DISTANT_PAST, self.range.begin, begin.astype(np.float64))
        last = np.where(end >= DISTANT_FUTURE, self.open_end, end.astype(np.float64))
        return np.minimum(first, last), last


def finite_range(marks: Marks, entry: NDArray[np.integer] | None, now: float) -> TimeSpan:
    """From the first to the last known instant of some events, None for all; the day of ``now`` if none is known."""
    bounds = (marks.start_min, marks.start_max, marks.end_min, marks.end_max)
    first, last, ongoing = float("inf"), float("-inf"), False
    for part in blocks(len(marks) if entry is None else len(entry)):
        some = part if entry is None else entry[part]
        first = min([first, *(float(known.min()) for known in _first_known(bounds, some))])
        last = max([last, *(float(known.max()) for known in _first_known(bounds[::-1], some))])
        ongoing = ongoing or bool(marks.end_max[some].max() >= DISTANT_FUTURE)
    if ongoing:
        first, last = min(first, now), max(last, now)
    if first > last:
        return TimeSpan(now - 43_200, now + 43_200)
    return TimeSpan(first, last) if last > first else TimeSpan(first - 30, first + 30)


def _first_known(
    bounds: tuple[NDArray[np.int64], ...], entry: NDArray[np.integer] | slice
) -> Iterator[NDArray[np.int64]]:
    """For each event its first bound that is a known instant, in as many pieces as it takes."""
    for bound in bounds:
        instant = bound[entry]
        known = (instant > DISTANT_PAST) & (instant < DISTANT_FUTURE)
        if known.all():
            yield instant
            return
        if known.any():
            yield instant[known]
        if isinstance(entry, slice):
            entry = np.arange(entry.start, entry.start + len(instant))
        entry = entry[~known]


def _least_ranks(rank: NDArray[np.uint32], offsets: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The rank from which on about so many of a lane are; ``sizes`` and ranks of shape (lanes, n).

    Counts of each kind of event tell it: within a kind, see ``Ground.rank``, ranks are spread evenly.
    """
    lanes = len(sizes)
    kind = (rank >> np.uint32(_KIND)).astype(np.uint8)
    counts = np.zeros((lanes, _KINDS), np.int64)
    borders = offsets.tolist()
    for lane in np.flatnonzero((sizes >= FEW).any(axis=1)).tolist():  # the others have no sample
        counts[lane] = counted(kind[borders[lane] : borders[lane + 1]], _KINDS, np.int64)
    above = np.zeros((lanes, _KINDS + 1), np.int64)  # of each kind and those that go before it
    above[:, :-1] = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
    last = np.maximum(np.count_nonzero(above[:, :-1, None] >= sizes[:, None, :], axis=1) - 1, 0)
    every = np.arange(lanes)[:, None]
    share = (sizes - above[every, last + 1]) / np.maximum(counts[every, last], 1)
    ranks = np.minimum((last + 1 - share) * float(1 << _KIND), _NOBODY)
    return np.where(sizes >= FEW, ranks, _NOBODY).astype(np.uint32)
