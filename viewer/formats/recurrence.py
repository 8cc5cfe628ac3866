"""Occurrences of what repeats, as many as a timeline can use and no more.

A rule may go on for ever, repeat every second, or match nothing until the year 9999.  Rules are therefore bounded
before the library sees them: at most ``LIMIT`` occurrences, none after ``YEARS`` years from now, none more often than
hourly; a rule beyond that gives its first occurrence alone.
"""

import math
import re
import warnings
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import icalendar
import recurring_ical_events

LIMIT, YEARS = 1_000, 5
_PERIODS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}  # days
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH")
_YEARLY = ("BYYEARDAY", "BYWEEKNO")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Expanded(NamedTuple):
    """Components, one for each occurrence, and what was left out of them, as one sentence or ""."""

    found: list[Any]
    left_out: str = ""


def expanded(components: Sequence[Any]) -> Expanded:
    """All occurrences of components with one UID; ``components`` have starts that can be read."""
    master = next((c for c in components if "RECURRENCE-ID" not in c), None)
    repeats = any(part in c for c in components for part in ("RRULE", "RDATE", "RECURRENCE-ID"))
    if master is None or not repeats:
        return Expanded(list(components))
    if len(components) > LIMIT:
        return Expanded(list(components), "The series has too many parts; only their own dates are shown.")
    start = master["DTSTART"].dt
    horizon = date(datetime.now(UTC).year + YEARS, 12, 31)
    stop, endless = max(horizon, _day(start)), False
    for rule in _rules(master):
        if fault := _fault(rule):
            return Expanded(list(components), f"The rule {fault}; only its first date is shown.")
        last = min(horizon, _reach(rule, _day(start)))
        endless |= not ("COUNT" in rule or "UNTIL" in rule)
        stop = min(stop, last)
        until = min((_day(value) for value in rule.get("UNTIL", []) if isinstance(value, date)), default=stop)
        rule["UNTIL"] = [_like(min(until, last), start)]
    calendar = icalendar.Calendar()
    calendar.subcomponents = list(components)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        query = recurring_ical_events.of(calendar, components=[master.name], skip_bad_series=True)
        found = query.between(_day(start) - timedelta(days=1 if _day(start) > date.min else 0), stop)
    found.sort(key=lambda component: _moment(component["DTSTART"].dt))
    if not found:
        return Expanded([master], "The rule gives no date; only its first date is shown.")
    cut = len(found) > LIMIT or endless
    found = found[:LIMIT]
    said = f"It repeats on; the {len(found):,} dates up to {_day(found[-1]['DTSTART'].dt)} are shown."
    return Expanded(found, said if cut else "")


def _rules(component: Any) -> list[Any]:
    rules = component.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _fault(rule: Any) -> str:
    """Why a rule is not followed, or ""."""
    frequency = str(next(iter(rule.get("FREQ", [])), "")).upper()
    interval = next(iter(rule.get("INTERVAL", [1])), 1)
    if frequency not in _PERIODS:
        return (
            "repeats more often than daily" if frequency in ("HOURLY", "MINUTELY", "SECONDLY") else "has no frequency"
        )
    if not isinstance(interval, int) or interval < 1:
        return "has no interval"
    if math.prod(len(rule.get(part, [0])) for part in _CLOCK) > 24:
        return "repeats more often than hourly"
    if frequency in ("DAILY", "WEEKLY") and any(part in rule for part in _YEARLY):
        return "has parts that do not go together"
    if frequency == "DAILY" and "BYSETPOS" in rule:
        return "has parts that do not go together"
    months = [month for month in map(_whole, rule.get("BYMONTH", [])) if 1 <= month <= 12]
    days = [abs(day) for day in map(_whole, rule.get("BYMONTHDAY", []))]
    if "BYMONTH" in rule and not months:
        return "names no month"
    if days and min(days) > max((_LONGEST[month - 1] for month in months), default=31):
        return "matches no day"
    return _fault_of_days(rule, frequency)


def _fault_of_days(rule: Any, frequency: str) -> str:
    """As ``_fault``: a rule that never matches is looked for up to the year 9999, which takes seconds."""
    weekdays = [_whole(re.sub(r"[A-Z]+$", "", str(day).upper())) for day in rule.get("BYDAY", [])]  # 0: all of them
    numbered = any(weekdays)
    if sum([numbered, *(part in rule for part in ("BYMONTHDAY", *_YEARLY))]) > 1:
        return "has parts that do not go together"
    if "BYMONTH" in rule and any(part in rule for part in _YEARLY):
        return "has parts that do not go together"
    in_months = frequency == "MONTHLY" or "BYMONTH" in rule
    bounds = {"BYYEARDAY": 366, "BYWEEKNO": 53}
    out_of_bounds = any(abs(_whole(n)) > most for part, most in bounds.items() for n in rule.get(part, []))
    if out_of_bounds or any(abs(n) > (5 if in_months else 53) for n in weekdays):
        return "matches no day"
    days = _PERIODS[frequency]
    named = len(weekdays) * numbered + len(rule.get("BYMONTHDAY", [])) + len(rule.get("BYYEARDAY", []))
    if named:
        days = min(days, named * (12 if frequency == "YEARLY" else 1))
    elif weekdays and frequency == "MONTHLY":
        days = 5 * len(weekdays)
    clocks = math.prod(max(len(rule.get(part, [0])), 1) for part in _CLOCK)
    positions = [abs(_whole(position)) for position in rule.get("BYSETPOS", [])]
    return "matches no day" if positions and min(positions) > days * clocks else ""


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _reach(rule: Any, start: date) -> date:
    """The day by which a rule has given its first ``LIMIT`` dates, if it gives as many as it can."""
    days = _PERIODS[str(rule["FREQ"][0]).upper()]
    parts = math.prod(max(len(rule.get(part, [0])), 1) for part in (*_DAYS, *_CLOCK))
    weekly = 53 if "BYDAY" in rule and days > 7 else 1
    clocks = math.prod(max(len(rule.get(part, [0])), 1) for part in _CLOCK)
    most = min(parts * weekly, days * clocks)
    try:
        return start + timedelta(days=math.ceil(LIMIT / most) * days * int(next(iter(rule.get("INTERVAL", [1])), 1)))
    except OverflowError:
        return date.max


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _like(day: date, start: date) -> date:
    """The last moment of a day, of the same type as a start."""
    if not isinstance(start, datetime):
        return day
    return datetime.combine(day, time(23, 59, 59), UTC if start.tzinfo else None)


def _moment(value: date) -> float:
    """Something to sort days and times by."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return (moment.replace(tzinfo=None) - datetime.min).total_seconds()  # noqa: DTZ901
