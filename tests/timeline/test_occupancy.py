"""Every item gets the first row of its lane that has room, in its largest form, whoever is sorted out on the way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.timeline.occupancy import BITS, POINT, WHOLE, WHOLE_LABEL, Wanting, settle


@st.composite
def crowds(draw):
    """Rows of some lanes with something in them, and items that want to stand there: far more than find room."""
    rows = np.array(draw(st.lists(st.integers(1, 4), min_size=1, max_size=5)))
    first_row = np.concatenate(([0], np.cumsum(rows)))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(0, 400))
    middle = random.integers(2, draw(st.integers(10, BITS)) - 2, n)
    half = np.array([np.full(n, 2), np.full(n, 2), *random.integers(2, 30, (2, n))])
    begin, end = middle - half, middle + half
    end[[1, 3]] += random.integers(1, 60, n)
    taken = [random.random(BITS) < 0.02 for _ in range(first_row[-1])]
    lane = random.integers(0, len(rows), n)
    whole_below = random.integers(0, rows[lane] + 1)
    wanting = Wanting(lane, whole_below, *np.full((2, n), -1, np.int32), np.concatenate((begin, end)))
    give_places(taken, first_row, wanting, random.permutation(n)[: draw(st.integers(0, 40))])
    return taken, first_row, wanting


def give_places(taken, first_row, wanting, some):
    """Some have a mark, or a mark and a label, in a row of their lanes already."""
    for at in some:
        row, kind = 0, at % 2
        box = slice(wanting.spots[kind, at], wanting.spots[4 + kind, at])
        there = taken[first_row[wanting.lane[at]] + row]
        if box.start >= 0 and box.stop <= BITS and not there[box].any():
            there[box] = True
            wanting.row[at], wanting.form[at] = row, kind


def plainly(taken, first_row, wanting):
    """The same by trying every form in every row for one item after the other."""
    taken = [row.copy() for row in taken]
    for at, lane in enumerate(wanting.lane):
        begins, ends = wanting.spots[:4, at], wanting.spots[4:, at]
        own, old = int(wanting.row[at]), int(wanting.form[at])
        rows = range(first_row[lane], first_row[lane + 1]) if old < 0 else [first_row[lane] + own]
        if old >= 0:
            taken[rows[0]][begins[old] : ends[old]] = False
        fits = (
            (row - first_row[lane], kind)
            for kind in range(WHOLE_LABEL, max(old, POINT - 1), -1)
            for row in rows
            if begins[kind] >= 0 and ends[kind] <= BITS and not taken[row][begins[kind] : ends[kind]].any()
            if kind < WHOLE or row - first_row[lane] < wanting.whole_below[at]
        )
        row, kind = next(fits, (own, old))
        if kind >= 0:
            taken[first_row[lane] + row][begins[kind] : ends[kind]] = True
        yield row, kind


@given(crowds())
def test_sorting_out_what_finds_no_room_changes_nothing(crowd):
    taken, first_row, wanting = crowd
    bits = [int.from_bytes(np.packbits(row, bitorder="little").tobytes(), "little") for row in taken]
    rows, forms = settle(bits, first_row, wanting)
    assert list(zip(rows, forms, strict=True)) == list(plainly(taken, first_row, wanting))
