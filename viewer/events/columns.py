"""Questions to whole Arrow columns, answered as numpy arrays."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

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


def one(column: Any) -> Any:
    """A column as one array, without a copy where it is one already."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def worded(texts: Any) -> Any:
    """Texts with "" for null, over the same bytes: where Arrow writes nothing for a null, nothing need be copied."""
    if not texts.null_count:
        return texts
    _, offsets, data = texts.buffers()
    kind = pa.LargeStringArray if pa.types.is_large_string(texts.type) else pa.StringArray
    made = kind.from_buffers(len(texts), offsets, data or pa.py_buffer(b""), None, 0, texts.offset)
    same = pc.sum(pc.binary_length(made)).as_py() == (pc.sum(pc.binary_length(texts)).as_py() or 0)
    return made if same else texts.fill_null("")


def others(dates: Any, plain: Mask) -> tuple[NDArray[np.int64], NDArray[np.int32], list[str]]:
    """The rows with a date that is not plain, which of the distinct texts each has, and those."""
    rows = np.flatnonzero(holds(dates.is_valid()) & ~plain)
    column = one(dates).take(pa.array(rows)).dictionary_encode()
    return rows, column.indices.to_numpy(), column.dictionary.to_pylist()


def encoded(column: Any) -> tuple[NDArray[np.int32], list[str]]:
    """Which of its distinct texts each row has, -1 for none, and the texts."""
    values = one(column)
    return numbers(values.indices), values.dictionary.to_pylist()
