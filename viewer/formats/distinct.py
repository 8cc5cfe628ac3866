"""Columns as numbers of their distinct texts: what is done to a text is done once, not once for each row."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.formats.grid import Grid

T = TypeVar("T")
Rows = NDArray[np.int64]


class Distinct(NamedTuple):
    """``at[row]`` says which of ``texts`` a row has."""

    at: Rows
    texts: list[str]

    def changed(self, change: Callable[[str], str]) -> "Distinct":
        """Every text changed; equal results stay apart."""
        return Distinct(self.at, [change(text) for text in self.texts])

    def plain(self) -> Any:
        """As an Arrow column of text, null for ""."""
        texts = pa.array([text or None for text in self.texts], pa.large_string())
        return texts.take(pa.array(self.at))

    def coded(self) -> Any:
        """As an Arrow dictionary, null for ""."""
        return coded(self.at, self.texts)

    def rows_of(self, number: int) -> Rows:
        """The rows that have a text."""
        return np.flatnonzero(self.at == number)


def coded(index: Rows, texts: Sequence[str]) -> Any:
    """An Arrow dictionary of text whose values are distinct; null for "" and for index -1."""
    kept, place = np.unique(np.array([*texts, ""], object).astype(str), return_inverse=True)
    numbers = place[index]
    null = (kept == "")[numbers] | (index < 0)
    return pa.DictionaryArray.from_arrays(
        pa.array(numbers.astype(np.int32), mask=null), pa.array(kept.tolist(), pa.string())
    )


def nothing(count: int) -> Distinct:
    """A column of empty cells."""
    return Distinct(np.zeros(count, np.int64), [""])


def column(grid: Grid, name: str, sentinels: Collection[str]) -> Distinct:
    """A column of a grid, without the spaces around its texts; "" where a sentinel stands or the column is missing."""
    if name not in grid.columns:
        return nothing(len(grid))
    index, texts = grid.distinct(name)
    stripped = [text.strip() for text in texts]
    return Distinct(index, ["" if text in sentinels else text for text in stripped])


def combined(columns: Sequence[Distinct], make: Callable[..., T]) -> tuple[Rows, list[T]]:
    """What is made of the texts that several columns have in a row: which result each row has, and the results."""
    if len(columns) == 1:
        return columns[0].at, [make(text) for text in columns[0].texts]
    key = columns[0].at
    sizes = [len(part.texts) for part in columns]
    for part, size in zip(columns[1:], sizes[1:], strict=True):
        key = key * size + part.at
        key, _ = pd.factorize(key) if key.size and int(key.max()) > 2**31 else (key, None)
    codes, uniques = pd.factorize(key)
    first = np.zeros(len(uniques), np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    parts = [np.array(part.texts, object)[part.at[first]] for part in columns]
    return codes.astype(np.int64), [make(*texts) for texts in zip(*parts, strict=True)]


def joined(parts: Sequence[Any], by: str) -> Any:
    """Arrow columns of text in one, ``by`` between those that are not null; null where all are."""
    whole, *others = parts
    for part in others:  # Arrow's own way to skip nulls leaves rows out where all parts are null
        both = pc.binary_join_element_wise(whole, part, pa.scalar(by, pa.large_string()))
        whole = pc.coalesce(both, whole, part)
    return whole
