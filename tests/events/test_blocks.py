"""Large arrays are read and written a block at a time as numpy would do it at once."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.events import blocks

VALUES = st.lists(st.integers(-9, 9), min_size=1, max_size=20)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES, st.data())
def test_taken_and_put_are_as_in_numpy(values, data):
    """Wherever blocks begin and end."""
    values = np.array(values, np.int16)
    places = np.array(data.draw(st.lists(st.integers(0, len(values) - 1), max_size=20, unique=True)), np.int32)
    found = blocks.taken(values, places)
    assert found.dtype == values.dtype
    assert found.tolist() == values[places].tolist()
    other, expected = values.copy(), values.copy()
    blocks.put(other, places, found + np.int16(1))
    expected[places] = values[places] + 1
    assert other.tolist() == expected.tolist()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), max_size=20))
def test_where(mask):
    """Positions of what is true, with 32 bits each."""
    found = blocks.where(np.array(mask, np.bool_))
    assert found.dtype == np.int32
    assert found.tolist() == [at for at, kept in enumerate(mask) if kept]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=20))
def test_counted_repeated_and_distinct_are_as_in_numpy(pairs):
    """How often numbers occur, each of them so many times, and each of them once."""
    numbers, times = np.array(pairs, np.int16).reshape(-1, 2).T
    assert blocks.counted(numbers, 10, np.int32).tolist() == np.bincount(numbers, minlength=10).tolist()
    found = blocks.repeated(numbers, times)
    assert found.dtype == numbers.dtype
    assert found.tolist() == np.repeat(numbers, times).tolist()
    assert blocks.distinct(numbers).tolist() == np.unique(numbers).tolist()


def test_a_place_that_is_not_there_is_an_error():
    """Nothing is taken from elsewhere instead."""
    with pytest.raises(IndexError):
        blocks.taken(np.zeros(3), np.array([3]))
