"""Dates as people and other programs write them, turned into EDTF, one date at a time.

Nothing is guessed from other rows: what may be day-month or month-day is read as the caller says.  Midnight to the
second, in UTC or without a zone, is how programs write a day that has no time, and is read as that day.
"""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from viewer.errors import DateError
from viewer.events.calendars import civil_from_days
from viewer.events.dates import is_edtf, parse
from viewer.events.refusals import MONTHS

LONGEST = 100  # characters; no date is written longer
_DAY = 86_400  # seconds
_LONG_MONTHS = [name.lower() for name in MONTHS]
_ABOUT = re.compile(r"^(?:c\.|ca\.?|circa|about|approximately|approx\.?|around|~)\s*", re.IGNORECASE)
_CLOCK = (
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|(?:GMT|UTC)?\s*(?P<shift>[+-]\d{2}:?\d{2})|GMT|UTC)?(?:\s*\([^)]*\))?)?"
)
_ERA = r"(?:\s*(?P<era>b\.?c\.?(?:e\.?)?|a\.?d\.?|c\.?e\.?))?"
_ISO = re.compile(rf"(?P<year>[+-]?\d{{4,6}})-(?P<month>\d{{1,2}})(?:-(?P<day>\d{{1,2}}){_CLOCK})?")
_SLASHED = re.compile(rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})(?:[/.](?P<day>\d{{1,2}}){_CLOCK})?")
_SHORT = re.compile(rf"(?P<first>\d{{1,2}})[/.](?P<second_>\d{{1,2}})[/.](?P<year>\d{{4}}){_CLOCK}")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})")
_PACKED = re.compile(r"(?P<year>[12]\d{3})(?P<month>[01]\d)(?P<day>[0-3]\d)")
_YEAR = re.compile(rf"(?:a\.?d\.?\s*)?(?P<year>[+-]?\d{{1,12}}){_ERA}", re.IGNORECASE)
_WORDED = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?)?"
    r"(?P<name>[a-z]{3,9})\.?[\s-]*(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+))?,?\s*(?P<year>\d{1,6})"
    rf"{_ERA}{_CLOCK}",
    re.IGNORECASE,
)
_DECADE = re.compile(r"(?P<year>\d{3})0['’]?s")
_CENTURY = re.compile(r"(?P<number>\d{1,2})(?:st|nd|rd|th)\s+century", re.IGNORECASE)


def written(year: int, month: int = 0, day: int = 0) -> str:
    """A year, month or day as EDTF; years of more than four digits stand without their month and day."""
    if abs(year) > 9999:
        return f"Y{year}"
    text = f"{'-' if year < 0 else ''}{abs(year):04}"
    return text + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def timed(moment: datetime) -> str:
    """A moment as EDTF to the minute, or second where it has seconds, with its difference from UTC if it has one."""
    text = moment.replace(microsecond=0, tzinfo=None).isoformat()
    text = text if moment.second else text[:-3]
    shift = moment.utcoffset()
    if shift is None:
        return text
    minutes = round(shift / timedelta(minutes=1))
    if not minutes:
        return text + "Z"
    sign = "+" if minutes > 0 else "-"
    return f"{text}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def of_milliseconds(count: float) -> str | None:
    """Milliseconds since 1970-01-01 UTC as EDTF, None where there is no such date."""
    if not abs(count) < 1e17:
        return None
    days, seconds = divmod(int(count // 1000), _DAY)
    day = written(*civil_from_days(days))
    if not seconds or day.startswith("Y"):
        return day
    hours, seconds = divmod(seconds, 3600)
    return f"{day}T{hours:02}:{seconds // 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "") + "Z"


class Span(NamedTuple):
    """From a start to an end.

    ``date`` is EDTF or None; ``note`` says what EDTF cannot; ``fault``, when there is one, why the end was left out.
    """

    date: str | None
    note: str = ""
    fault: str = ""


def spanned(start: str | None, end: str | None) -> Span:
    """Two EDTF dates as one; an interval runs between days, so that times of day go into the note."""
    if not start or not end or start == end:
        return Span(start if start or not end else f"/{_day_of(end)}")
    first, last = _day_of(start), _day_of(end)
    note = f"Ends at {end.replace('T', ' ')}." if "T" in end else ""
    if first == last:
        return Span(start, note)
    interval = f"{first}/{last}"
    try:
        parse(interval)
    except DateError as error:
        return Span(start, "", error.message)
    if "T" in start:
        note = f"From {start.replace('T', ' ')} to {end.replace('T', ' ')}."
    return Span(interval, note)


def one_of(first: str, last: str) -> str | None:
    """Some time between two EDTF dates: the period that is exactly that, else a set; None when they are no pair."""
    first, last = _day_of(first), _day_of(last)
    if first == last:
        return first
    return period(first, last) or next(filter(is_edtf, (f"[{first}..{last}]", f"{first}/{last}")), None)


def period(first: str, last: str) -> str | None:
    """The month, year, decade or century that runs from one date to another or to the day after, else None."""
    try:
        lower, upper = parse(first).start_min, parse(last).end_max
    except DateError:
        return None
    digits = re.match(r"(\d{4})(-\d\d)?", first)
    if not digits:
        return None
    year = digits[1]
    for text in (digits[0], year, year[:3] + "X", year[:2] + "XX"):
        whole = parse(text)
        if whole.start_min == lower and whole.end_max in (upper, upper - _DAY):
            return text
    return None


def qualified(text: str, mark: str) -> str:
    """EDTF with a qualifier, one of ``~?%``, on each date in it; unchanged where none can be put."""
    marked = "/".join(part + mark if part not in ("", "..") else part for part in text.split("/"))
    return marked if is_edtf(marked) else text


def _day_of(text: str) -> str:
    return text.partition("T")[0]


def loose(text: str, *, day_first: bool = False) -> str | None:
    """EDTF for a date in one of the usual ways of writing it, None for any other text."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if not re.fullmatch(r"[+-]?\d{1,3}|.*T.*", text) and is_edtf(text):
        return text
    body = _ABOUT.sub("", text)
    mark = "~" if body != text else ""
    plain = body.strip("? ")
    if plain != body:
        mark = "%" if mark else "?"
    found = _read(plain, day_first)
    if found is None or not is_edtf(found):
        return None
    return qualified(found, mark) if mark else found


def _read(text: str, day_first: bool) -> str | None:
    if found := _YEAR.fullmatch(text):
        return _packed(text) or written(_year(found["year"], found["era"]))
    for pattern in (_ISO, _SLASHED):
        if found := pattern.fullmatch(text):
            return _clocked(written(int(found["year"]), int(found["month"]), int(found["day"] or 0)), found)
    if found := _SHORT.fullmatch(text):
        first, second = int(found["first"]), int(found["second_"])
        day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
        return _clocked(written(int(found["year"]), month, day), found)
    if found := _MONTH_YEAR.fullmatch(text):
        return written(int(found["year"]), int(found["month"]))
    if found := _WORDED.fullmatch(text):
        return _worded(found)
    if found := _DECADE.fullmatch(text):
        return found["year"] + "X"
    if found := _CENTURY.fullmatch(text):
        return f"{int(found['number']) - 1:02}XX"
    return None


def _packed(text: str) -> str | None:
    """Eight digits that are a day."""
    found = _PACKED.fullmatch(text)
    day = written(*map(int, found.groups())) if found else ""
    return day if day and is_edtf(day) else None


def _year(digits: str, era: str | None) -> int:
    return 1 - int(digits) if era and era.lower().startswith("b") else int(digits)


def _worded(found: re.Match[str]) -> str | None:
    name = found["name"].lower()
    month = next((n for n, full in enumerate(_LONG_MONTHS, 1) if full.startswith(name) or name == full[:3] + "t"), 0)
    if not month or (found["before"] and found["after"]):
        return None
    return _clocked(
        written(_year(found["year"], found["era"]), month, int(found["before"] or found["after"] or 0)), found
    )


def _clocked(day: str, found: re.Match[str]) -> str:
    """A day with the time of day that was found after it."""
    if not found["hour"] or len(day) < 10:
        return day
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * found["half"].lower().startswith("p")
    zone = (found["shift"] or ("Z" if found["zone"] else "")).replace(":", "")
    if zone[1:] == "0000":
        zone = "Z"
    if not (hour or minute or second) and zone in ("", "Z"):
        return day
    shift = f"{zone[:3]}:{zone[3:]}" if len(zone) > 1 else zone
    return f"{day}T{hour:02}:{minute:02}" + (f":{second:02}" if second else "") + shift
