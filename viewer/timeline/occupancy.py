"""Which row of a lane has room: the occupancy of a row is one whole number, a bit for each 4 px."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TILE = 1024  # px
STEP = 4  # px of one bit
BITS = 2 * TILE // STEP  # from half a tile before a tile to half a tile after it
_AT_ONCE = 64  # items that are tried before a look at which of the others need not be

# What an item got: its mark alone or its whole extent, each with or without room for the label.
POINT, POINT_LABEL, WHOLE, WHOLE_LABEL = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class Wanting:
    """Items that want a row, or a larger form in the one they have; arrays of shape (n,), the most important first.

    Attributes:
        lane: of each.
        whole_below: in how many rows of its lane it may take its whole extent.
        row: the one it has, counted within the lane, -1 for none.
        form: what it has so far, -1 for nothing.
        spots: the bits where each of the four forms begins, then those where they end, shape (8, n).
    """

    lane: NDArray[np.int64]
    whole_below: NDArray[np.int64]
    row: NDArray[np.int32]
    form: NDArray[np.int32]
    spots: NDArray[np.int64]


def settle(
    bits: list[int], first_row: NDArray[np.int64], wanting: Wanting
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The row and the form that each item gets.

    In a crowded lane most items find no room for as much as their marks: those are sorted out many at a time once all
    that had a place have their form; until then a label that goes may leave room.

    Args:
        bits: what is taken, a number for each row; filled in.
        first_row: of each lane, and the number of all rows.
        wanting: the items.
    """
    rows, forms = wanting.row.tolist(), wanting.form.tolist()
    left = np.arange(len(rows))
    while len(left):
        _settle(bits, first_row, (wanting, left[:_AT_ONCE]), rows, forms)
        left = left[_AT_ONCE:]
        if len(left) > _AT_ONCE and (wanting.form[left] < 0).all():
            left = left[~_hopeless(bits, first_row, wanting, left)]
    return np.array(rows, np.int32), np.array(forms, np.int32)


def _settle(
    bits: list[int],
    first_row: NDArray[np.int64],
    some: tuple[Wanting, NDArray[np.intp]],
    rows: list[int],
    forms: list[int],
) -> None:
    """The same for some of the items, one after the other, in ``rows`` and ``forms``."""
    wanting, places = some
    lane = wanting.lane[places]
    lanes = first_row[lane].tolist(), np.diff(first_row)[lane].tolist(), wanting.whole_below[places].tolist()
    spots = wanting.spots[:, places].T.tolist()
    for at, first, count, most, spot in zip(places.tolist(), *lanes, spots, strict=True):
        old, own = forms[at], first + rows[at]
        if old < 0:
            mark = (1 << spot[4]) - (1 << max(spot[0], 0))
            free = [row for row in range(first, first + count) if not bits[row] & mark]
            if not free:
                continue
        else:
            bits[own] &= ~((1 << spot[4 + old]) - (1 << max(spot[old], 0)))  # its own place is no obstacle
            free = [own]
        forms[at] = kind = _largest(bits, free, first + most, spot, old)
        if free:
            rows[at] = free[0] - first
            bits[free[0]] |= (1 << spot[4 + kind]) - (1 << max(spot[kind], 0))


def _hopeless(
    bits: list[int], first_row: NDArray[np.int64], wanting: Wanting, left: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which of some items without a place find no row with room for a mark: from now on rows only fill up."""
    packed = np.frombuffer(b"".join([row.to_bytes(BITS // 8, "little") for row in bits]), np.uint8)
    taken = np.zeros((len(bits), BITS + 1), np.int16)  # bits that are set before each
    np.cumsum(np.unpackbits(packed, bitorder="little").reshape(len(bits), BITS), axis=1, out=taken[:, 1:])
    begin, end = (np.clip(wanting.spots[of][left], 0, BITS) for of in (POINT, 4 + POINT))
    met = taken[:, end] > taken[:, begin]
    full: NDArray[np.bool_] = np.logical_and.reduceat(met, first_row[:-1])[wanting.lane[left], np.arange(len(left))]
    return full


def _largest(bits: list[int], free: list[int], whole_below: int, spot: list[int], old: int) -> int:
    """The largest form beyond ``old`` that one of some rows has room for, else ``old``; ``free`` keeps its row only.

    ``spot`` holds where the four forms begin and where they end.  A mark alone needs least, so whatever rows have no
    room for it need not be asked for more.
    """
    for kind in (WHOLE_LABEL, WHOLE, POINT_LABEL, POINT):
        begin, end = spot[kind], spot[4 + kind]
        if kind <= old:
            break
        if begin < 0 or end > BITS:
            continue
        mask = (1 << end) - (1 << begin)
        for row in free:
            if not bits[row] & mask and (kind < WHOLE or row < whole_below):
                free[:] = [row]
                return kind
    if old < 0:
        free.clear()
    return old
