"""Dates as historians know them: EDTF text and the four instants between which the event began and ended."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, IntFlag

from viewer.errors import DateError
from viewer.events.calendars import SECONDS_PER_DAY


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
    """What else a date says about itself."""

    INTERVAL = 1
    APPROXIMATE = 2
    UNCERTAIN = 4
    OPEN_START = 8
    OPEN_END = 16
    UNKNOWN_START = 32
    UNKNOWN_END = 64
    SET = 128
    TIMED = 256


DISTANT_PAST, DISTANT_FUTURE = -(2**62), 2**62
_PLAIN = DateFlag(0)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """EDTF text and its bounds in seconds since 1970-01-01 UTC, half open."""

    text: str
    start_min: int
    start_max: int
    end_min: int
    end_max: int
    precision: Precision
    flags: DateFlag


def parse(text: str) -> UncertainDate:
    """Read EDTF; raises DateError."""
    try:
        start = (date.fromisoformat(text).toordinal() - _EPOCH_ORDINAL) * SECONDS_PER_DAY
    except ValueError:
        raise DateError(f"{text!r} is not a date.") from None
    return UncertainDate(text, start, start, start + SECONDS_PER_DAY, start + SECONDS_PER_DAY, Precision.DAY, _PLAIN)


def is_edtf(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except DateError:
        return False
    return True
