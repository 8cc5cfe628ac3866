"""Large arrays a block at a time: what numpy makes on the way stays close to the processor and takes no new memory."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 18  # numbers


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
