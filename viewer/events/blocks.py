"""Large arrays a block at a time: what numpy makes on the way stays close to the processor and takes no new memory.

Where numpy keeps the interpreter to itself, as it does to count and to repeat, the window may go on between two blocks.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 18  # numbers
Kind = TypeVar("Kind", np.int32, np.int64)


def blocks(size: int) -> Iterator[slice]:
    """One after the other, up to ``size``."""
    for begin in range(0, size, BLOCK):
        yield slice(begin, min(begin + BLOCK, size))


def taken(values: NDArray[Any], places: NDArray[np.integer], out: NDArray[Any] | None = None) -> NDArray[Any]:
    """``values.take(places)``, in ``out`` if there is one: numpy would write out all places with 64 bits at first."""
    found = np.empty(len(places), values.dtype) if out is None else out
    for part in blocks(len(places)):
        found[part] = values.take(places[part])
    return found


def put(values: NDArray[Any], places: NDArray[np.integer], given: NDArray[Any]) -> None:
    """``values[places] = given``, in the same way; both of shape (n,)."""
    for part in blocks(len(places)):
        values[places[part]] = given[part]


def where(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """``np.flatnonzero(mask)`` in half the memory."""
    found, at = np.empty(np.count_nonzero(mask), np.int32), 0
    for part in blocks(len(mask)):
        some = np.flatnonzero(mask[part])
        found[at : at + len(some)] = some + part.start
        at += len(some)
    return found


def counted(groups: NDArray[np.integer], size: int, kind: type[Kind]) -> NDArray[Kind]:
    """How often each of the numbers below ``size`` occurs, shape (size,)."""
    counts = np.zeros(size, kind)
    for part in blocks(len(groups)):
        some = groups[part]
        least = int(some.min())  # where groups ascend, as rows do, a block has but a few of them
        here = np.bincount(some - some.dtype.type(least))
        counts[least : least + len(here)] += here.astype(kind, copy=False)
    return counts


def repeated(values: NDArray[Any], times: NDArray[np.integer]) -> NDArray[Any]:
    """``np.repeat(values, times)``; both of shape (n,)."""
    ends = np.cumsum(times, dtype=np.int64)
    found = np.empty(ends[-1] if len(ends) else 0, values.dtype)
    for part in blocks(len(values)):
        some = np.repeat(values[part], times[part])
        end = ends[part.stop - 1]
        found[end - len(some) : end] = some
    return found


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Each of some numbers once, ascending: ``np.unique``, which takes ten to eighty times as long in numpy 2.4."""
    ascending = np.sort(numbers)
    new = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return ascending[new]
