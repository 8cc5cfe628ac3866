"""Questions to whole Arrow columns, answered as numpy arrays."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.gathering import TEXT

Mask = NDArray[np.bool_]


def holds(condition: Any) -> Mask:
    """An Arrow condition as a mask; null counts as false."""
    mask: Mask = np.asarray(condition.fill_null(False))
    return mask


def mask_of(size: int, rows: NDArray[np.int64]) -> Mask:
    """True for some of so many rows."""
    mask = np.zeros(size, np.bool_)
    mask[rows] = True
    return mask


def numbers(column: Any) -> NDArray[np.int32]:
    """Positions found by Arrow, -1 where nothing was found."""
    numbers: NDArray[np.int32] = column.fill_null(-1).to_numpy()
    return numbers


def plain_text(column: Any) -> Any:
    """A column of repeating texts as one of texts."""
    return column.cast(TEXT) if pa.types.is_dictionary(column.type) else column


def others(dates: Any, plain: Mask) -> tuple[NDArray[np.int64], NDArray[np.int32], list[str]]:
    """The rows with a date that is not plain, which of the distinct texts each has, and those."""
    rows = np.flatnonzero(holds(dates.is_valid()) & ~plain)
    taken = dates.take(pa.array(rows))
    column = taken.dictionary_encode()
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries().combine_chunks()
    return rows, column.indices.to_numpy(), column.dictionary.to_pylist()


def encoded(column: Any) -> tuple[NDArray[np.int32], list[str]]:
    """Which of its distinct texts each row has, -1 for none, and the texts."""
    values = column.combine_chunks()
    index: NDArray[np.int32] = values.indices.fill_null(-1).to_numpy()
    return index, values.dictionary.to_pylist()
