"""Dates as one says them to a machine that runs every night: "last 90 days", "this year", "2 weeks ago", "2025-06"."""

import re
from datetime import date, timedelta

from viewer.errors import QueryError
from viewer.events.calendars import days_in_month

_UNIT = r"(day|week|month|quarter|year)s?"
HINT = "Write “last 90 days”, “this year”, “last month”, 2025-06 or 2024-12/2026-01."


def stretch(words: str, today: date) -> tuple[str | None, str | None]:
    """First and last day of a stretch of time, as EDTF; the last is included, an open end is None.

    Raises:
        QueryError: neither relative words nor EDTF.
    """
    said = " ".join(words.lower().split())
    if said in {"today", "yesterday"}:
        return (_moment(said, today),) * 2
    if found := re.fullmatch(rf"last (\d+) {_UNIT}", said):
        return _before(today, int(found[1]), found[2]).isoformat(), today.isoformat()
    if found := re.fullmatch(rf"(this|last) {_UNIT}", said):
        first = _first_day(today, found[2])
        if found[1] == "this":
            return first.isoformat(), (_after(first, found[2]) - timedelta(1)).isoformat()
        return _before(first, 1, found[2]).isoformat(), (first - timedelta(1)).isoformat()
    if re.fullmatch(r"[\d.~?%XYxye/:TZ+-]+", words.strip()):
        begin, slash, end = words.strip().partition("/")
        after, before = (None if side in {"", ".."} else side for side in ((begin, end) if slash else (begin, begin)))
        return after, before
    raise QueryError(f"“{words}” is not a stretch of time.", HINT)


def moment(words: str, today: date) -> str:
    """One date as EDTF: "today", "yesterday", "3 months ago", or EDTF itself, returned as it is."""
    return _moment(" ".join(words.lower().split()), today) or words


def _moment(said: str, today: date) -> str | None:
    if said in {"today", "yesterday"}:
        return (today - timedelta(said == "yesterday")).isoformat()
    found = re.fullmatch(rf"(\d+) {_UNIT} ago", said)
    return _before(today, int(found[1]), found[2]).isoformat() if found else None


def _before(day: date, count: int, unit: str) -> date:
    try:
        if unit in {"day", "week"}:
            return day - timedelta(count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 - count * {"month": 1, "quarter": 3, "year": 12}[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))
    except (ValueError, OverflowError) as error:
        raise QueryError(f"{count:,} {unit}s ago is before the year 1.", "Write the date as EDTF instead.") from error


def _first_day(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(day.weekday())
    month = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}.get(unit)
    return day if month is None else date(day.year, month, 1)


def _after(day: date, unit: str) -> date:
    """The first day of the next unit."""
    if unit in {"day", "week"}:
        return day + timedelta(7 if unit == "week" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit], 12)
    return date(year, month + 1, 1)
