"""Dates as historians know them: EDTF text, and the instants between which something began and ended.

`parse` reads EDTF (ISO 8601-2:2019, levels 0 to 2) strictly and never guesses.  All instants are seconds since
1970-01-01 UTC in the proleptic Gregorian calendar, as Python integers; a period ends where the next one begins.

Conventions that the standard leaves open:

* Seasons without a hemisphere (21 to 24) are northern, and seasons are those of meteorology (World Meteorological
  Organization): spring is March to May, and winter begins in the December of its year.
* Qualifiers (``~ ? %``) are kept as flags and do not widen the bounds; unspecified digits and significant digits do.
* A time without a difference from UTC is placed as if it were UTC.
* An interval may not end before it begins, nor in a period that begins before it does ("2004-06-11/2004-06"); an end
  on an unknown day of that month is written "2004-06-11/2004-06-XX".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, IntFlag
from itertools import product
from typing import NamedTuple

from viewer.errors import DateError
from viewer.events.calendars import SECONDS_PER_DAY, days_from_civil, days_in_month
from viewer.events.edtf import Choice, Clock, Edge, Moment, Stretch, read
from viewer.events.refusals import MONTHS, shortened


class Precision(IntEnum):
    """How finely a date is known; coarser is larger."""

    SECOND = 0
    MINUTE = 1
    HOUR = 2
    DAY = 3
    MONTH = 4
    SEASON = 5
    YEAR = 6
    DECADE = 7
    CENTURY = 8
    MILLENNIUM = 9


class DateFlag(IntFlag):
    """What else a date says of itself."""

    INTERVAL = 1  # "a/b": something that lasts; without it, an instant known to its precision
    APPROXIMATE = 2  # "~" and "%", or significant digits
    UNCERTAIN = 4  # "?" and "%"
    OPEN_START = 8  # ".." before the first date
    OPEN_END = 16  # ".." after the last date: still going on
    UNKNOWN_START = 32  # nothing before the slash
    UNKNOWN_END = 64  # nothing after the slash
    SET = 128  # [one of these] or {all of these}
    TIMED = 256  # has a time of day


DISTANT_PAST, DISTANT_FUTURE = -(2**62), 2**62  # where open and unknown ends lie

# First month and number of months of the codes that stand for a month (ISO 8601-2:2019, 4.8).
_PARTS_OF_YEAR = {
    **{first: (month, 3) for first, month in zip(range(21, 29), (3, 6, 9, 12) * 2, strict=True)},
    **{first: (month, 3) for first, month in zip(range(29, 33), (9, 12, 3, 6), strict=True)},
    **{33 + at: (1 + 3 * at, 3) for at in range(4)},
    **{37 + at: (1 + 4 * at, 4) for at in range(3)},
    **{40 + at: (1 + 6 * at, 6) for at in range(2)},
}
_NONE = DateFlag(0)
_QUALIFIED = {
    "": _NONE,
    "~": DateFlag.APPROXIMATE,
    "?": DateFlag.UNCERTAIN,
    "%": DateFlag.APPROXIMATE | DateFlag.UNCERTAIN,
}
_CLOCK_SECONDS = {Precision.SECOND: 1, Precision.MINUTE: 60, Precision.HOUR: 3600}
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_DAY = Precision.DAY
_plain_date = date.fromisoformat


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """One date of any kind: its EDTF text as given, and what follows from it.

    It began in ``start_min <= t < start_max`` and ended in ``end_min < t <= end_max``; the minima never exceed the
    maxima, nor the starts the ends.  For an instant known to a period, both starts are the period's first second and
    both ends the first second after it.  ``precision`` is the coarsest in the text.
    """

    text: str
    start_min: int
    start_max: int
    end_min: int
    end_max: int
    precision: Precision
    flags: DateFlag


class _Placed(NamedTuple):
    """A part of a date laid on the line of seconds: from ``lower`` up to ``upper``."""

    lower: int
    upper: int
    precision: Precision
    flags: DateFlag


def parse(text: str) -> UncertainDate:
    """Read EDTF text; raises DateError, saying why, for anything else and for what cannot be placed in time."""
    if len(text) == 10:  # nearly every date is a day or a pair of days: worth a way of their own
        start = _plain_day(text)
        if start is not None:
            end = start + SECONDS_PER_DAY
            return UncertainDate(text, start, start, end, end, _DAY, _NONE)
    elif len(text) == 21 and text[10] == "/":
        start, end_min = _plain_day(text[:10]), _plain_day(text[11:])
        if start is not None and end_min is not None and start <= end_min:
            start_max, end_max = start + SECONDS_PER_DAY, end_min + SECONDS_PER_DAY
            return UncertainDate(text, start, start_max, end_min, end_max, _DAY, DateFlag.INTERVAL)
    written = read(text)
    if isinstance(written, Stretch):
        return _interval(text, written)
    placed = _place_choice(written, text) if isinstance(written, Choice) else _place(written)
    return UncertainDate(text, placed.lower, placed.lower, placed.upper, placed.upper, placed.precision, placed.flags)


def is_edtf(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except DateError:
        return False
    return True


def _plain_day(text: str) -> int | None:
    """Seconds at the start of a day of the years 1 to 9999, None for any other text of ten characters."""
    if text[4] != "-" or text[7] != "-":
        return None
    try:
        return (_plain_date(text).toordinal() - _EPOCH_ORDINAL) * SECONDS_PER_DAY
    except ValueError:
        return None


def _interval(text: str, written: Stretch) -> UncertainDate:
    """Place an interval; each bound of an open or unknown end lies at the far end of time, or at the other end."""
    start = _place(written.start) if isinstance(written.start, Moment) else None
    end = _place(written.end) if isinstance(written.end, Moment) else None
    if start and end:
        _check_order(written, start, end, text)
    known = [placed for placed in (start, end) if placed]
    flags = DateFlag.INTERVAL
    for placed in known:
        flags |= placed.flags
    if start:
        start_min, start_max = start.lower, start.upper
    elif written.start is Edge.OPEN:
        start_min = start_max = DISTANT_PAST
        flags |= DateFlag.OPEN_START
    else:
        start_min, start_max = DISTANT_PAST, end.upper if end else DISTANT_FUTURE
        flags |= DateFlag.UNKNOWN_START
    if end:
        end_min, end_max = max(end.lower, start_min), end.upper
    elif written.end is Edge.OPEN:
        end_min = end_max = DISTANT_FUTURE
        flags |= DateFlag.OPEN_END
    else:
        end_min, end_max = start_min, DISTANT_FUTURE
        flags |= DateFlag.UNKNOWN_END
    precision = max((placed.precision for placed in known), default=Precision.MILLENNIUM)
    return UncertainDate(text, start_min, min(start_max, end_max), end_min, end_max, precision, flags)


def _check_order(written: Stretch, start: _Placed, end: _Placed, text: str) -> None:
    """Refuse an end before the start, as far as known digits show it."""
    if end.upper <= start.lower:
        raise DateError(f"{shortened(text)} ends before it begins.", "Write the earlier date first.")
    if end.lower < start.lower and not (_unspecified(written.start) or _unspecified(written.end)):
        hint = "Write the earlier date first, or X for what is not known of the end"
        raise DateError(
            f"{shortened(text)} ends in a period that begins before the start.", f"{hint}, as in 2004-06-XX."
        )


def _unspecified(moment: Moment | Edge) -> bool:
    return isinstance(moment, Moment) and "X" in moment.year + moment.month + moment.day


def _place_choice(choice: Choice, text: str) -> _Placed:
    """Place a set: all that its members cover."""
    lower, upper, precision, flags = DISTANT_FUTURE, DISTANT_PAST, Precision.SECOND, DateFlag.SET
    for member in choice.members:
        if isinstance(member, Stretch):
            parts = [_place(end) for end in (member.start, member.end) if isinstance(end, Moment)]
            if len(parts) == 2:
                _check_order(member, parts[0], parts[1], text)
            flags |= DateFlag.OPEN_START if member.start is Edge.OPEN else _NONE
            flags |= DateFlag.OPEN_END if member.end is Edge.OPEN else _NONE
        else:
            parts = [_place(member)]
        for placed in parts:
            lower, upper = min(lower, placed.lower), max(upper, placed.upper)
            precision, flags = max(precision, placed.precision), flags | placed.flags
    if flags & DateFlag.OPEN_START:
        lower = DISTANT_PAST
    if flags & DateFlag.OPEN_END:
        upper = DISTANT_FUTURE
    return _Placed(lower, upper, precision, flags)


def _place(moment: Moment) -> _Placed:
    """Place one date; raises DateError when there is no such date."""
    flags = _NONE
    for mark in "".join(moment.marks):
        flags |= _QUALIFIED[mark]
    if moment.year.startswith("-") and not moment.year.strip("-0"):
        raise DateError("There is no year −0.", "0000 is 1 BCE, -0001 is 2 BCE.")
    if len(moment.year.lstrip("-")) > 4 or moment.digits:
        return _place_year(moment, flags)
    first = _extreme(moment, False)
    last = _extreme(moment, True) if _unspecified(moment) else first
    lower, upper = _days(*first)[0] * SECONDS_PER_DAY, _days(*last)[1] * SECONDS_PER_DAY
    if moment.clock:
        return _place_clock(moment, moment.clock, lower)
    return _Placed(lower, upper, precision_of(moment), flags)


def _place_year(moment: Moment, flags: DateFlag) -> _Placed:
    """Place a year of any length, of which perhaps only the first digits are significant."""
    size = abs(int(moment.year))
    width = 10 ** max(0, len(str(size)) - moment.digits) if moment.digits else 1
    nearest = size // width * width
    first, last = nearest, nearest + width - 1
    if moment.year.startswith("-"):
        first, last = -last, -first
    lower, upper = (days_from_civil(year, 1, 1) * SECONDS_PER_DAY for year in (first, last + 1))
    if lower <= DISTANT_PAST or upper >= DISTANT_FUTURE:
        raise DateError(f"The year {moment.year} cannot be placed.", "Years within 146 billion of ours can be placed.")
    precision = Precision(min(Precision.YEAR + len(str(width)) - 1, Precision.MILLENNIUM))
    return _Placed(lower, upper, precision, flags | DateFlag.APPROXIMATE if width > 1 else flags)


def _place_clock(moment: Moment, clock: Clock, midnight: int) -> _Placed:
    """Place a time of day within its hour, minute or second."""
    precision = precision_of(moment)
    lower = midnight + clock.hour * 3600 + (clock.minute or 0) * 60 + (clock.second or 0) - (clock.shift or 0) * 60
    return _Placed(lower, lower + _CLOCK_SECONDS[precision], precision, DateFlag.TIMED)


def precision_of(moment: Moment) -> Precision:
    """Tell how finely a written date is known: the coarsest part that is missing or has a digit unspecified."""
    if "X" in moment.year:
        return Precision(Precision.MILLENNIUM + 1 - max(1, moment.year.lstrip("-").index("X")))
    if not moment.month or "X" in moment.month:
        return Precision.YEAR
    if int(moment.month) > 12:
        return Precision.SEASON
    if not moment.day or "X" in moment.day:
        return Precision.MONTH
    if not moment.clock:
        return Precision.DAY
    if moment.clock.minute is None:
        return Precision.HOUR
    return Precision.MINUTE if moment.clock.second is None else Precision.SECOND


def _days(year: int, month: int, day: int) -> tuple[int, int]:
    """First day of a period and of the next one, since 1970-01-01; month or day 0 means all of the year or month."""
    if day:
        first = days_from_civil(year, month, day)
        return first, first + 1
    begin, count = _PARTS_OF_YEAR[month] if month > 12 else (month, 1) if month else (1, 12)
    after = begin + count - 1
    return days_from_civil(year, begin, 1), days_from_civil(year + after // 12, after % 12 + 1, 1)


def _extreme(moment: Moment, latest: bool) -> tuple[int, int, int]:
    """Find the first (or last) date that the known digits allow, as year, month, day with 0 for parts not given."""
    months = list(_months(moment, latest))
    days = list(_matches(moment.day, latest)) if moment.day else [0]
    for year in _years(moment.year, latest):
        for month in months:
            longest = days_in_month(year, month) if 1 <= month <= 12 else 0
            for day in days:
                if 0 < day <= longest or not moment.day:
                    return year, month, day
    raise _no_such_day(moment)


def _years(pattern: str, latest: bool) -> Iterator[int]:
    if pattern.startswith("-"):
        yield from (-size for size in _matches(pattern[1:], not latest) if size)
    else:
        yield from _matches(pattern, latest)


def _months(moment: Moment, latest: bool) -> Iterator[int]:
    if not moment.month:
        yield 0
        return
    months = [month for month in _matches(moment.month, latest) if 1 <= month <= 12]
    if "X" not in moment.month and int(moment.month) in _PARTS_OF_YEAR:
        if moment.day:
            raise DateError(f"{moment.month} stands for a part of a year, which has no day.", "Months run 01 to 12.")
        months = [int(moment.month)]
    if not months:
        hint = "Months run 01 to 12; 21 to 41 are seasons, quarters and other parts of a year."
        raise DateError(f"There is no month {moment.month}.", hint)
    yield from months


def _matches(pattern: str, latest: bool) -> Iterator[int]:
    """All numbers whose digits fit a pattern such as "1X", rising, or falling when the latest come first."""
    digits = "9876543210" if latest else "0123456789"
    return (int("".join(number)) for number in product(*(digits if d == "X" else d for d in pattern)))


def _no_such_day(moment: Moment) -> DateError:
    """Say why a day does not exist, and what the last day of its month is."""
    text = f"{moment.year}-{moment.month}-{moment.day}"
    if _unspecified(moment):
        return DateError(f"No day fits {text}.", "Check the digits that are given.")
    year, month = int(moment.year), int(moment.month)
    length = days_in_month(year, month)
    hint = f"The days of that month run from 01 to {length}."
    return DateError(f"There is no day {text}: {MONTHS[month - 1]} {moment.year} has {length} days.", hint)
