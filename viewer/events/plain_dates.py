"""Whole columns of the commonest dates at once: days, pairs of days, what goes on, months, and times of day.

What ``dates.parse`` says of "2025-06-22", "2025-06-13/2025-06-24", "2025-06-13/..", "2025-06", "2025-06-24T04:00" and
"2025-06-24T04:00:00", the last two also with a "Z", in the years 1 to 9999, said of ten million texts in a second or
two; every other text is left to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.calendars import SECONDS_PER_DAY
from viewer.events.dates import DISTANT_FUTURE, DateFlag, Precision
from viewer.events.scanning import letters

BOUNDS = {"start_min": np.int64, "start_max": np.int64, "end_min": np.int64, "end_max": np.int64}
PLACED = BOUNDS | {"flags": np.uint16, "precision": np.uint8}
_ROWS = 1 << 19  # at a time: what is in between stays small
_MONTHS = np.arange("0001-01", "10000-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
Longs = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class PlainDates:
    """What the plain ones among some texts mean.

    Attributes:
        plain: which of the texts are plain, shape (texts,).
        columns: the fields of ``UncertainDate`` by name, each of shape (texts,), 0 where the text is not plain.
    """

    plain: Mask
    columns: dict[str, NDArray[Any]]


def place_plain(texts: Any) -> PlainDates:
    """Place the plain dates of an Arrow column of strings, in one or in many pieces."""
    columns = {name: np.zeros(len(texts), kind) for name, kind in PLACED.items()}
    found = PlainDates(np.zeros(len(texts), np.bool_), columns)
    at = 0
    for chunk in texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]:
        for begin in range(0, len(chunk), _ROWS):
            piece = chunk.slice(begin, _ROWS)
            _place(found, at, piece)
            at += len(piece)
    return found


def _place(found: PlainDates, at: int, texts: Any) -> None:
    """Place the texts of one piece, which begins at position ``at`` of all."""
    data, offsets = letters(texts)
    valid = texts.is_valid().to_numpy(zero_copy_only=False)
    lengths = np.where(valid, np.diff(offsets), 0)
    for length, reader in _READERS:
        rows = np.flatnonzero(lengths == length)
        if not len(rows):  # as with most kinds in most columns
            continue
        good, start_min, start_max, end_min, end_max, flags, precision = reader(data, offsets[rows])
        rows = at + rows[good]
        found.plain[rows] = True
        for name, values in zip(BOUNDS, (start_min, start_max, end_min, end_max), strict=True):
            found.columns[name][rows] = values[good]
        found.columns["flags"][rows] = flags
        found.columns["precision"][rows] = precision


def _day(data: NDArray[np.uint8], begins: Longs) -> tuple[Any, ...]:
    good, start = _midnights(data, begins)
    end = start + SECONDS_PER_DAY
    return good, start, start, end, end, 0, Precision.DAY


def _days(data: NDArray[np.uint8], begins: Longs) -> tuple[Any, ...]:
    good, first = _midnights(data, begins)
    also_good, last = _midnights(data, begins + 11)
    good &= also_good & (data[begins + 10] == ord("/")) & (first <= last)
    return good, first, first + SECONDS_PER_DAY, last, last + SECONDS_PER_DAY, DateFlag.INTERVAL, Precision.DAY


def _onward(data: NDArray[np.uint8], begins: Longs) -> tuple[Any, ...]:
    good, start = _midnights(data, begins)
    for place in (10, 11, 12):
        good &= data[begins + place] == ord("/" if place == 10 else ".")
    end = np.full(len(begins), DISTANT_FUTURE)
    return good, start, start + SECONDS_PER_DAY, end, end, DateFlag.INTERVAL | DateFlag.OPEN_END, Precision.DAY


def _month(data: NDArray[np.uint8], begins: Longs) -> tuple[Any, ...]:
    good = data[begins + 4] == ord("-")
    index = _months(data, begins, good)
    start, end = _MONTHS[index] * SECONDS_PER_DAY, _MONTHS[index + 1] * SECONDS_PER_DAY
    return good, start, start, end, end, 0, Precision.MONTH


def _time(data: NDArray[np.uint8], begins: Longs, *, seconds: bool, utc: bool) -> tuple[Any, ...]:
    good, start = _midnights(data, begins)
    good &= (data[begins + 10] == ord("T")) & (data[begins + 13] == ord(":"))
    parts = [(11, 24, 3600), (14, 60, 60)]
    if seconds:
        good &= data[begins + 16] == ord(":")
        parts.append((17, 60, 1))
    if utc:
        good &= data[begins + (19 if seconds else 16)] == ord("Z")
    for place, count, worth in parts:
        number = _number(data, begins, place, place + 2, good)
        good &= number < count
        start = start + number * worth
    end = start + parts[-1][2]
    return good, start, start, end, end, DateFlag.TIMED, Precision.SECOND if seconds else Precision.MINUTE


def _midnights(data: NDArray[np.uint8], begins: Longs) -> tuple[Mask, Longs]:
    """Which ten letters are a day that exists, and its first second."""
    good = (data[begins + 4] == ord("-")) & (data[begins + 7] == ord("-"))
    day = _number(data, begins, 8, 10, good)
    index = _months(data, begins, good)
    first = _MONTHS[index]
    good &= (day >= 1) & (day <= _MONTHS[index + 1] - first)
    return good, (first + day - 1) * SECONDS_PER_DAY


def _months(data: NDArray[np.uint8], begins: Longs, good: Mask) -> Longs:
    """Months since the year 1 in the first seven letters; where they are none, ``good`` becomes false and it is 0."""
    year, month = _number(data, begins, 0, 4, good), _number(data, begins, 5, 7, good)
    good &= (year >= 1) & (month >= 1) & (month <= 12)
    return np.where(good, year * 12 + month - 13, 0)


def _number(data: NDArray[np.uint8], begins: Longs, first: int, after: int, good: Mask) -> Longs:
    """The number in some letters of each text; where one is no digit, ``good`` becomes false."""
    number = np.zeros(len(begins), np.int64)
    for place in range(first, after):
        digit = data[begins + place] - np.uint8(ord("0"))  # wraps round, so that anything else is more than 9
        good &= digit < 10
        number = number * 10 + digit
    return number


_READERS: tuple[tuple[int, Callable[[NDArray[np.uint8], Longs], tuple[Any, ...]]], ...] = (
    (10, _day),
    (21, _days),
    (13, _onward),
    (7, _month),
    *(
        (16 + 3 * seconds + utc, partial(_time, seconds=seconds, utc=utc))
        for seconds in (False, True)
        for utc in (False, True)
    ),
)
