"""The grammar of EDTF, the Extended Date/Time Format of ISO 8601-2:2019, levels 0 to 2: text to its parts.

Only the writing is judged here; whether a day exists, and where it lies in time, is for `viewer.events.dates`.
The profile published by the Library of Congress is followed to the letter, with what ISO 8601-1 allows beside it:
times to the minute or hour, decimals of a second, two digits for a century ("19") and three for a decade ("197").
"""

import re
from dataclasses import dataclass
from enum import Enum

from viewer.errors import DateError
from viewer.events.refusals import not_edtf, shortened

LONGEST = 10_000  # characters; a set of a thousand days fits

_YEAR = r"(?P<year>-?[0-9X]{4})"
_DATE = re.compile(
    rf"(?P<y0>[?~%]?){_YEAR}(?P<y1>[?~%]?)"
    r"(?:-(?P<m0>[?~%]?)(?P<month>[0-9X]{2})(?P<m1>[?~%]?)"
    r"(?:-(?P<d0>[?~%]?)(?P<day>[0-9X]{2})(?P<d1>[?~%]?))?)?"
)
_LONG_YEAR = re.compile(
    r"Y(?P<year>-?[1-9][0-9]*)(?:E(?P<power>[1-9][0-9]*))?(?:S(?P<digits>[1-9][0-9]*))?(?P<mark>[?~%]?)"
)
_ROUNDED_YEAR = re.compile(r"(?P<year>-?[0-9]{4})S(?P<digits>[1-9][0-9]*)(?P<mark>[?~%]?)")
_SHORT_YEAR = re.compile(r"(?P<year>-?[0-9]{2,3})(?P<mark>[?~%]?)")
_TIMED = re.compile(
    r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})T"
    r"(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?P<fraction>\.[0-9]+)?)?)?"
    r"(?P<shift>Z|(?P<sign>[+\-\u2212])(?P<shift_hours>[0-9]{2})(?::(?P<shift_minutes>[0-9]{2}))?)?"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day.  ``minute`` and ``second`` are None where not given; ``shift`` is minutes east of UTC or None."""

    hour: int
    minute: int | None
    second: int | None
    fraction: bool
    shift: int | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One date as written: digits with X for those not given, "" for parts not given.

    ``marks`` are the qualifiers that apply to year, month and day: each a subset of "?~%" as a string.
    A year of two or three digits from `_SHORT_YEAR` is filled up with X.  ``digits`` are the significant digits
    of a year, 0 when all are.
    """

    year: str
    month: str = ""
    day: str = ""
    marks: tuple[str, str, str] = ("", "", "")
    digits: int = 0
    clock: Clock | None = None


class Edge(Enum):
    """An end of an interval that is not a date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one date to another: an interval, or a range within a set."""

    start: Moment | Edge
    end: Moment | Edge


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of dates: one of them when ``one_of``, else all of them."""

    one_of: bool
    members: tuple[Moment | Stretch, ...]


def read(text: str) -> Moment | Stretch | Choice:
    """Take EDTF text apart; raises DateError when it is not EDTF."""
    if not text:
        raise DateError("The date is empty.", "Leave the date out where it is not known.")
    if len(text) > LONGEST:
        raise DateError(f"The date is {len(text):,} characters long.", f"At most {LONGEST:,} are read.")
    if text[0] in "[{":
        return _choice(text)
    if "/" in text:
        return _interval(text)
    return _short_year(text) or _timed(text) or _moment(text, text)


def _moment(text: str, whole: str) -> Moment:
    """Read one date that may stand alone, at an end of an interval or in a set."""
    if found := _DATE.fullmatch(text):
        y0, year, y1, m0, month, m1, d0, day, d1 = (part or "" for part in found.groups())
        # A mark after a part holds for it and all to its left, one before a part for that part alone.
        return Moment(year, month, day, (y0 + y1 + m1 + d1, m0 + m1 + d1, d0 + d1))
    if found := _LONG_YEAR.fullmatch(text):
        return Moment(_long_year(found), marks=(found["mark"], "", ""), digits=int(found["digits"] or 0))
    if found := _ROUNDED_YEAR.fullmatch(text):
        return Moment(found["year"], marks=(found["mark"], "", ""), digits=min(int(found["digits"][:4]), 4))
    raise not_edtf(text, whole)


def _long_year(found: re.Match[str]) -> str:
    """Write out the digits of a year such as Y-17E7."""
    year, power = found["year"], found["power"] or "0"
    if len(power) > 2 or len(year) + int(power) > 14 or len(found["digits"] or "") > 2:
        raise DateError(
            f"The year {shortened(found[0])} cannot be placed.", "Years within 146 billion of ours can be placed."
        )
    year += "0" * int(power)
    if len(year.lstrip("-")) <= 4:
        raise DateError(
            f"{found[0]} is not EDTF: the letter Y is for years of more than four digits.",
            f"Write {int(year):05}." if year[0] == "-" else f"Write {int(year):04}.",
        )
    return year


def _short_year(text: str) -> Moment | None:
    """Read a century or decade by its leading digits."""
    found = _SHORT_YEAR.fullmatch(text)
    if not found:
        return None
    width = 5 if found["year"][0] == "-" else 4
    return Moment(found["year"].ljust(width, "X"), marks=(found["mark"], "", ""))


def _timed(text: str) -> Moment | None:
    """Read a day with a time of day."""
    found = _TIMED.fullmatch(text)
    if not found:
        return None
    clock = Clock(
        int(found["hour"]),
        int(found["minute"]) if found["minute"] else None,
        int(found["second"]) if found["second"] else None,
        bool(found["fraction"] and found["fraction"].strip(".0")),
        _shift(found),
    )
    _check_clock(clock, text)
    return Moment(found["year"], found["month"], found["day"], clock=clock)


def _shift(found: re.Match[str]) -> int | None:
    """Minutes east of UTC."""
    if not found["shift"]:
        return None
    if found["shift"] == "Z":
        return 0
    hours, minutes = int(found["shift_hours"]), int(found["shift_minutes"] or 0)
    east = hours * 60 + minutes
    if found["sign"] != "+":
        east = -east
        if not east:
            raise DateError(f"{found[0]} is not EDTF: no difference from UTC is never negative.", "Write Z for UTC.")
    if minutes > 59 or not -12 * 60 <= east <= 14 * 60:
        raise DateError(
            f"{found[0]} is not a time: no clock differs from UTC by {found['shift']}.",
            "Differences run from -12:00 to +14:00.",
        )
    return east


def _check_clock(clock: Clock, text: str) -> None:
    """Refuse a time of day that no clock shows."""
    minute, second = clock.minute or 0, clock.second or 0
    if second == 60:
        raise DateError(f"{text} cannot be placed: leap seconds have no place of their own.", "Write second 59.")
    if clock.hour == 24 and clock.minute == 0 and not (second or clock.fraction):
        return
    if clock.hour > 23 or minute > 59 or second > 59:
        raise DateError(f"{text} is not a time: {_fault(clock)}.", "Times run from 00:00:00 to 24:00:00.")


def _fault(clock: Clock) -> str:
    if clock.hour == 24:
        return "the day ends at 24:00:00"
    if clock.hour > 23:
        return f"a day has no hour {clock.hour}"
    if (clock.minute or 0) > 59:
        return f"an hour has no minute {clock.minute}"
    return f"a minute has no second {clock.second}"


def _interval(text: str) -> Stretch:
    parts = text.split("/")
    if len(parts) != 2:
        raise not_edtf(text, text)
    if text == "/":
        raise DateError("“/” is an interval with no date at all.", "Leave the date out where it is not known.")
    start, end = (_end(part, text) for part in parts)
    return Stretch(start, end)


def _end(part: str, whole: str) -> Moment | Edge:
    """Read one end of an interval."""
    if part in {"..", ""}:
        return Edge(part)
    if _TIMED.fullmatch(part):
        raise DateError(
            f"{shortened(whole)} is not EDTF: an interval runs between days, without times.",
            f"Write {part[: part.index('T')]}.",
        )
    return _moment(part, whole)


def _choice(text: str) -> Choice:
    """Read a set: [one of its members] or {all of its members}."""
    if len(text) < 3 or text[0] + text[-1] not in {"[]", "{}"}:
        raise DateError(
            f"{shortened(text)} is not EDTF: the set is {'empty' if text in {'[]', '{}'} else 'not closed'}.",
            "Write [1667,1668] for one of the dates, {1667,1668} for all of them.",
        )
    tokens = text[1:-1].split(",")
    last = len(tokens) - 1
    return Choice(text[0] == "[", tuple(_member(token, text, at == 0, at == last) for at, token in enumerate(tokens)))


def _member(token: str, whole: str, first: bool, last: bool) -> Moment | Stretch:
    """Read one member of a set: a date, or a range that may be open at either edge of the set."""
    start, dots, end = token.partition("..")
    if not dots:
        return _moment(token, whole)
    if (not start and not (first and end)) or (not end and not (last and start)):
        raise DateError(
            f"{shortened(whole)} is not EDTF: “..” stands before the first date, after the last or between two.",
            "Write [..1984], [1984..] or [1984..1990].",
        )
    return Stretch(
        _moment(start, whole) if start else Edge.OPEN,
        _moment(end, whole) if end else Edge.OPEN,
    )
