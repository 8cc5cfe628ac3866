"""Which row of its lane each item gets, tile by tile and zoom level by zoom level; never changed once found.

    level 0   ┌───────────────── one tile of 1,024 px: all time ─────────────────┐
              │ ◆ Treaty            ■■■ War                                      │   row 0
    level 1   ├────────── even ──────────────┬─────────────── odd ───────────────┤
              │ ◆ Treaty of …     ◆ Visit    │ ■■■■■■■ War                       │   row 0: kept from level 0
              │        ◆ Talks               │          ◆ Truce                  │   row 1: found room here
    level 2   ├──── even ────┬──── odd ──────┼──── even ──────┬──── odd ─────────┤

A tile keeps what its parent has placed and adds what finds room at its own scale, the most important first.  Even
tiles are packed without a look at their neighbours, odd ones around both: whatever the order of visits, neighbours
agree, so panning moves nothing.  Boxes are measured in px at the level's scale and only get shorter in time as one
zooms in, so what did not overlap never will.  Occupancy of a row is one whole number, a bit for each 4 px.

Below level 0 (everything smaller than at first sight) rows are those of level 0, thinned out.
"""

import math
import time
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.events.blocks import distinct
from viewer.events.dates import DateFlag
from viewer.events.marks import flagged
from viewer.timeline.items import Bodies, Ids, Items, Seconds
from viewer.timeline.occupancy import BITS, STEP, TILE, WHOLE, WHOLE_LABEL, Wanting, settle
from viewer.timeline.scale import TimeSpan

_HALF = TILE // 2  # how far the boxes of a tile may reach beyond it
MARK = 8.0  # px from the middle of a mark to where others may begin
GAP = 6.0  # px between a mark or bar and its label, and after the label
ARROW = 10.0  # px of the arrow of an event that goes on
TRIED = 400  # items of a lane up to which each of them is tried
_PER_ROW, _AT_LEAST = 4, 8  # in larger lanes: so many in one tile for each row, and some
_PARTS = 8  # of a tile; from each part as many as there are rows: crowds must not starve what stands alone
_KEPT = 4_000  # tiles remembered

_FORMS = np.arange(4, dtype=np.int32)[:, None]  # makes ``boxes`` answer for all of them, in rows


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Items with a place; arrays of shape (n,).  ``row`` counts within the lane."""

    item: Ids
    row: NDArray[np.int32]
    form: NDArray[np.int32]
    bodies: Bodies

    def __len__(self) -> int:
        return len(self.item)

    def take(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> "Placed":
        """Some of them."""
        b = self.bodies
        bodies = Bodies(b.begin[which], b.end[which], b.mark[which], b.label[which], b.flags[which])
        return Placed(self.item[which], self.row[which], self.form[which], bodies)


def nothing_placed(items: Items) -> Placed:
    """No items."""
    ids = np.zeros(0, np.int32)
    return Placed(ids, ids, ids, items.bodies(ids))


def join(parts: list[Placed]) -> Placed:
    """All of them, each item once, in its largest form."""
    parts = [part for part in parts if len(part)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    item = np.concatenate([part.item for part in parts])
    form = np.concatenate([part.form for part in parts])
    order = np.lexsort((form, item))
    last = np.ones(len(order), np.bool_)
    last[:-1] = item[order][1:] != item[order][:-1]
    keep = order[last]
    fields = ("begin", "end", "mark", "label", "flags")
    bodies = Bodies(*(np.concatenate([getattr(p.bodies, name) for p in parts])[keep] for name in fields))
    return Placed(item[keep], np.concatenate([part.row for part in parts])[keep], form[keep], bodies)


def boxes(bodies: Bodies, form: NDArray[np.int32] | int, q: float) -> tuple[Seconds, Seconds]:
    """What each item covers, from and to in seconds, where a pixel is ``q`` seconds: it never grows as q falls."""
    whole, named = np.asarray(form) >= WHOLE, (np.asarray(form) & 1) == 1
    reach = MARK * q
    left = np.where(whole, np.minimum(bodies.begin, bodies.mark - reach), bodies.mark - reach)
    right = np.where(whole, np.maximum(bodies.end, bodies.mark + reach), bodies.mark + reach)
    lasting = whole & flagged(bodies.flags, DateFlag.INTERVAL)
    inside = lasting & (right - left >= (bodies.label + 2 * GAP) * q)
    right = right + np.where(lasting & flagged(bodies.flags, DateFlag.OPEN_END), ARROW * q, 0.0)
    beside = np.where(lasting, right, bodies.mark + reach) + (bodies.label + 2 * GAP) * q
    return left, np.where(named & ~inside, np.maximum(right, beside), right)


class OutOfTimeError(Exception):
    """The frame's time is spent; what has been found so far is remembered."""


class Patience:
    """How long packing may go on: ``ms``, infinite by default; at least one tile is packed unless there is ``none``."""

    def __init__(self, ms: float = math.inf) -> None:
        self._until = time.perf_counter() + ms / 1000
        self._begun = self.none = ms <= 0

    def spend(self) -> None:
        """Called before each tile is packed; raises OutOfTimeError when it is late."""
        if self._begun and self._until < math.inf and time.perf_counter() > self._until:
            raise OutOfTimeError
        self._begun = True


FOREVER = Patience()


class Packing:
    """The rows of some neighbouring lanes, found as they are asked for.

    Args:
        items: of all lanes.
        lanes: the lanes of this packing (a range of indices).
        rows: how many rows each of them has.
        limits: for each of them the rows that items of each class of length may use, shape (lanes, classes).
        domain: the time of the one tile of level 0.
    """

    def __init__(
        self,
        items: Items,
        lanes: range,
        rows: NDArray[np.int64],
        limits: NDArray[np.int64],
        domain: TimeSpan,
    ) -> None:
        self.lanes = lanes
        self.domain = domain
        self._items = items
        self._rows = rows
        self._limits = limits
        self._first_row = np.concatenate(([0], np.cumsum(rows))).astype(np.int64)
        self._tiles: dict[tuple[int, int], Placed] = {}
        self._found: dict[tuple[int, int], Placed] = {}
        self.packed = 0  # tiles so far

    @cached_property
    def _none(self) -> Placed:
        return nothing_placed(self._items)

    def seconds_per_px(self, z: int) -> float:
        """The scale of a level."""
        return float(self.domain.length / TILE * 2.0**-z)

    def edge(self, z: int, i: int) -> float:
        """Where a tile begins."""
        return self.domain.begin + i * (self.domain.length * 2.0**-z)

    def ready(self, z: int, i: int) -> bool:
        """Whether ``tile`` would answer at once."""
        return (z, i) in self._tiles

    def tile(self, z: int, i: int, patience: Patience = FOREVER) -> Placed:
        """Everything that reaches into a tile, below level 0 of all time (``i`` is 0 there).

        Raises:
            OutOfTimeError: patience ended first; asking again goes on from there.
        """
        if z > 0 and not 0 <= i < 2**z:
            return self._none
        placed = self._tiles.get((z, i))
        if placed is None:
            if z < 0:
                placed = self._thinned(z, patience)
            elif z == 0:
                placed = self._own(0, 0, patience)
            else:
                placed = join(
                    [self.tile(z - 1, i >> 1, patience), *(self._own(z, j, patience) for j in (i - 1, i, i + 1))]
                )
                left, right = boxes(placed.bodies, placed.form, self.seconds_per_px(z))
                inside = (right > self.edge(z, i)) & (left < self.edge(z, i + 1))
                placed = placed if inside.all() else placed.take(inside)
            _remember(self._tiles, (z, i), placed)
        return placed

    def best_known(self, z: int, i: int) -> Placed:
        """The tile, or what of its nearest known ancestor reaches into it."""
        for k in range(z + 1):
            placed = self._tiles.get((z - k, i >> k))
            if placed is not None:
                return placed
        return self.tile(0, 0)

    def _own(self, z: int, i: int, patience: Patience) -> Placed:
        """What finds a place, or a larger form in its row, in a tile at its own level."""
        if not 0 <= i < 2**z:
            return self._none
        found = self._found.get((z, i))
        if found is None:
            found = self._pack(z, i, patience)
            self.packed += 1
            _remember(self._found, (z, i), found)
        return found

    def _pack(self, z: int, i: int, patience: Patience) -> Placed:
        begin, end = self.edge(z, i), self.edge(z, i + 1)
        counts = self._counts(begin, end)
        if not counts.any():
            return self._none
        kept = self.tile(z - 1, i >> 1, patience) if z else self._none
        around = [kept, *self._around(z, i, patience)]  # first of all: what they need is time spent well
        patience.spend()
        here = kept.take((kept.bodies.mark >= begin) & (kept.bodies.mark < end))
        small = here.take(here.form < WHOLE_LABEL)
        fresh = self._candidates(begin, end, counts, here)
        if not len(small) and not len(fresh):
            return self._none
        bits = self._occupied(z, i, around)
        ids = np.concatenate((small.item, fresh))
        order = np.argsort(self._items.rank(ids))[::-1]
        row = np.concatenate((small.row, np.full(len(fresh), -1, np.int32)))[order]
        form = np.concatenate((small.form, np.full(len(fresh), -1, np.int32)))[order]
        return self._place((z, i), ids[order], row, form, bits)

    def _counts(self, begin: float, end: float) -> NDArray[np.int64]:
        """Items anchored between two instants, for each lane."""
        borders = pairwise(self._items.offsets[self.lanes.start : self.lanes.stop + 1].tolist())
        cuts = [self._items.anchor[first:last].searchsorted((begin, end)) for first, last in borders]
        return np.diff(cuts)[:, 0]

    def _candidates(self, begin: float, end: float, counts: NDArray[np.int64], here: Placed) -> Ids:
        """Items of each lane that have no place yet: all of few, else the most important, and those of each part."""
        lane = self._items.lane_of(here.item) - self.lanes.start
        taken = np.bincount(lane, minlength=len(self.lanes))
        chosen = [here.item[:0]]
        for k in np.flatnonzero(counts > taken).tolist():
            few = len(self._items.samples[self.lanes.start + k][-1][0]) <= TRIED
            most = TRIED if few else int(self._rows[k]) * _PER_ROW + _AT_LEAST + int(taken[k])
            chosen.append(self._foremost(k, begin, end, most))
            if counts[k] <= most:
                continue
            part = (here.bodies.mark[lane == k] - begin) * (_PARTS / (end - begin))
            held = np.bincount(np.clip(part.astype(np.int64), 0, _PARTS - 1), minlength=_PARTS)
            chosen.append(self._of_each_part(k, np.linspace(begin, end, _PARTS + 1), int(self._rows[k]) + held))
        return np.setdiff1d(distinct(np.concatenate(chosen)), here.item, assume_unique=True)

    def _of_each_part(self, k: int, borders: Seconds, most: NDArray[np.int64]) -> Ids:
        """The ``most`` important items of a lane in each of some stretches of time."""
        samples = self._items.samples[self.lanes.start + k]
        cuts = np.stack([np.searchsorted(anchor, borders) for _, anchor in samples])
        enough = np.diff(cuts, axis=1) >= most
        enough[-1] = True
        level = enough.argmax(axis=0).tolist()
        slices = [samples[j][0][cuts[j, p] : cuts[j, p + 1]] for p, j in enumerate(level)]
        ids, first = np.concatenate(slices), np.cumsum([0, *(len(some) for some in slices)])
        part = np.repeat(np.arange(len(slices)), np.diff(first))
        order = np.lexsort((~self._items.rank(ids), part))
        return np.asarray(ids[order[np.arange(len(ids)) - first[part] < most[part]]])

    def _foremost(self, k: int, begin: float, end: float, most: int) -> Ids:
        """The most important items of a lane (counted within the packing) between two instants."""
        ids = np.zeros(0, np.int32)
        for sample, anchor in self._items.samples[self.lanes.start + k]:
            low, high = np.searchsorted(anchor, (begin, end))
            ids = sample[low:high]
            if high - low >= most:
                break
        if len(ids) > most:
            ids = ids[np.argpartition(self._items.rank(ids), len(ids) - most)[len(ids) - most :]]
        return ids

    def _around(self, z: int, i: int, patience: Patience) -> list[Placed]:
        """What stands beside a tile, and may reach into it."""
        around = []
        if z:
            around.append(self.tile(z - 1, (i - 1 if i % 2 == 0 else i + 1) >> 1, patience))
        if i % 2:
            around += [self._own(z, i - 1, patience), self._own(z, i + 1, patience)]
        return around

    def _occupied(self, z: int, i: int, around: list[Placed]) -> list[int]:
        """For each row of all lanes the bits that are taken between half a tile before and after a tile."""
        bits = [0] * int(self._first_row[-1])
        for placed in around:
            if len(placed):
                low, high = self._columns(z, i, *boxes(placed.bodies, placed.form, self.seconds_per_px(z)))
                rows = (self._base(placed.item) + placed.row).tolist()
                for r, u, v in zip(rows, np.maximum(low, 0).tolist(), np.minimum(high, BITS).tolist(), strict=True):
                    if v > u:
                        bits[r] |= (1 << v) - (1 << u)
        return bits

    def _base(self, ids: Ids) -> NDArray[np.int64]:
        return self._first_row[self._items.lane_of(ids) - self.lanes.start]

    def _columns(self, z: int, i: int, left: Seconds, right: Seconds) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        q = self.seconds_per_px(z)
        origin = self.edge(z, i) - _HALF * q
        far = 4 * BITS  # everything beyond is beyond
        low = np.clip(np.floor((left - origin) / (q * STEP) + 1e-6), -far, far)
        high = np.clip(np.ceil((right - origin) / (q * STEP) - 1e-6), -far, far)
        return low.astype(np.int64), high.astype(np.int64)

    def _place(
        self, key: tuple[int, int], ids: Ids, row: NDArray[np.int32], form: NDArray[np.int32], bits: list[int]
    ) -> Placed:
        """Find a row (or, where ``row`` is known, a larger form) for each item, in the order given."""
        z, i = key
        bodies, q = self._items.bodies(ids), self.seconds_per_px(z)
        spots = np.concatenate(self._columns(z, i, *boxes(bodies, _FORMS, q)))  # begins of each form, then ends
        lane = self._items.lane_of(ids) - self.lanes.start
        limit = self._limits[lane, length_class(bodies.end - bodies.begin)]
        wanting = Wanting(lane, limit, row, form, np.clip(spots, 0, BITS) if z == 0 else spots)
        rows, forms = settle(bits, self._first_row, wanting)
        return Placed(ids, rows, forms, bodies).take(forms > form)

    def _thinned(self, z: int, patience: Patience) -> Placed:
        """What of level ``z + 1`` does not overlap at half its scale, the most important first."""
        finer = self.tile(z + 1, 0, patience)
        finer = finer.take(np.argsort(self._items.rank(finer.item))[::-1])
        q = self.seconds_per_px(z)
        spots = np.concatenate(self._columns(z, 0, *boxes(finer.bodies, _FORMS, q)))
        columns = np.clip(spots, 0, BITS).T.tolist()
        rows, forms = (self._base(finer.item) + finer.row).tolist(), finer.form.tolist()
        bits = [0] * int(self._first_row[-1])
        for at, (r, spot) in enumerate(zip(rows, columns, strict=True)):
            old, forms[at] = forms[at], -1
            for kind in range(old, -1, -1):
                mask = (1 << spot[4 + kind]) - (1 << spot[kind])
                if not bits[r] & mask:
                    bits[r] |= mask
                    forms[at] = kind
                    break
        form = np.array(forms, np.int32)
        placed = Placed(finer.item, finer.row, form, finer.bodies)
        return placed.take(form >= 0)


YEAR = 31_556_952.0
CLASSES = (31 * 86_400.0, YEAR, 30 * YEAR)  # seconds up to which items are instants or short, up to a year, …


def length_class(seconds: Seconds) -> NDArray[np.intp]:
    """The class of length of each item, 0 to 3."""
    return np.searchsorted(np.array(CLASSES), seconds, "left")


def _remember(cache: dict[tuple[int, int], Placed], key: tuple[int, int], placed: Placed) -> None:
    """Keep a tile; forget the oldest when there are many: they would be found again the same."""
    if len(cache) >= _KEPT:
        for old in [k for k in cache if k[0] > 0][: _KEPT // 4]:
            del cache[old]
    cache[key] = placed
