"""The inverted index answers as a list of sets would."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.events import blocks
from viewer.store import index as index_module
from viewer.store.index import ValueIndex, sums

NAMES = ("a", "b", "c", "d", "e")


@st.composite
def carried(draw):
    """What each of some rows carries, a set of codes; mostly many rows, so that few and many can be selected."""
    size = draw(st.integers(0, 120))
    sets = draw(st.lists(st.sets(st.integers(0, 4), max_size=3), min_size=size, max_size=size))
    return [*sets]


def index_of(sets, order=None):
    """The index, from pairs in any order."""
    pairs = np.array([(row, code) for row, codes in enumerate(sets) for code in codes], np.int32).reshape(-1, 2)
    pairs = pairs[order(len(pairs))] if order else pairs
    return ValueIndex.build(NAMES, len(sets), pairs[:, 0], pairs[:, 1])


@given(carried(), st.integers(0, 2**32 - 1))
def test_order_and_repetition_of_pairs_do_not_matter(sets, seed):
    """Pairs may come shuffled and several times, also more often than are compared one by one."""
    chance = np.random.default_rng(seed)
    index = index_of(sets, lambda n: chance.permutation(np.repeat(np.arange(n), chance.integers(1, 9))))
    for code in range(len(NAMES)):
        assert index.rows_of(code).tolist() == [row for row, codes in enumerate(sets) if code in codes]
    for row, codes in enumerate(sets):
        assert sorted(index.codes_of(row).tolist()) == sorted(codes)
    assert index.without_value().tolist() == [row for row, codes in enumerate(sets) if not codes]


def test_many_rows(monkeypatch):
    """The size of the blocks does not show, nor where repeated pairs stand in them."""
    sets = [{row % 5, row * row % 3} if row % 7 else set() for row in range(200)]
    twice = [index_of(sets, lambda n: np.repeat(np.arange(n), 2)), None]
    monkeypatch.setattr(blocks, "BLOCK", 7)
    monkeypatch.setattr(index_module, "_SORTED", 7)
    monkeypatch.setattr(index_module, "_PER_VALUE", 1)
    twice[1] = index_of(sets, lambda n: np.repeat(np.arange(n), 2))
    for name in ("rows", "starts", "codes", "row_starts"):
        assert getattr(twice[0], name).tolist() == getattr(twice[1], name).tolist()
    assert twice[1].rows_of(1).tolist() == [row for row, codes in enumerate(sets) if 1 in codes]


@given(carried(), st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_counts_in_any_selection(sets, share, seed):
    """Whether nothing, a few, many or all rows are selected, the counts are exact."""
    mask = np.random.default_rng(seed).random(len(sets)) < share
    counts = index_of(sets).counts(mask, int(mask.sum()))
    assert counts.tolist() == [sum(code in sets[row] for row in np.flatnonzero(mask)) for code in range(len(NAMES))]


@given(st.lists(st.lists(st.booleans(), max_size=9), max_size=9))
def test_what_is_kept_of_each_group(groups):
    """Whether there are many in a group or few, and none at all."""
    kept = np.array([flag for group in groups for flag in group], np.bool_)
    starts = np.cumsum([0, *map(len, groups)])
    with pytest.MonkeyPatch.context() as patch:
        for per_sum in (0, 100):
            patch.setattr(index_module, "_PER_SUM", per_sum)
            assert sums(kept, starts).tolist() == list(map(sum, groups))


@given(carried(), st.lists(st.sampled_from([*NAMES, "absent"]), min_size=1, unique=True))
def test_any_all_and_none(sets, values):
    """A value that nobody carries is carried by no row in every mode."""
    chosen = {NAMES.index(v) if v in NAMES else -1 for v in values}
    index = index_of(sets)
    assert index.mask(values, "any").tolist() == [bool(chosen & codes) for codes in sets]
    assert index.mask(values, "all").tolist() == [chosen <= codes for codes in sets]
    assert index.mask(values, "none").tolist() == [not chosen & codes for codes in sets]


@given(carried(), st.data())
def test_rows_under_other_numbers(sets, data):
    """Each value keeps its rows; those without a number are left out, all others stand in the order of theirs."""
    order = data.draw(st.permutations(range(len(sets))))[: data.draw(st.integers(0, len(sets)))]
    numbers = np.full(len(sets), -1, np.int32)
    numbers[order] = np.arange(len(order))
    rows, starts = index_of(sets).under(numbers)
    wanted = [[i for i, row in enumerate(order) if code in sets[row]] for code in range(len(NAMES))]
    assert [rows[starts[code] : starts[code + 1]].tolist() for code in range(len(NAMES))] == wanted
    found, counts = index_of(sets).each(np.array(order, np.int32), np.arange(len(order), dtype=np.int32))
    assert found.tolist() == [i for some in wanted for i in some]
    assert counts.tolist() == [len(some) for some in wanted]
