"""Times of day that stand in a column beside that of their dates, as calendars write them into tables."""

import re
from typing import NamedTuple

import numpy as np

_CLOCK = re.compile(
    r"(\d\d?)(?:[:.h](\d\d))?(?::(\d\d)(?:\.\d+)?)?\s*(?:([AaPp])\.?\s?[Mm]\.?)?\s*(Z|UTC|GMT|[-+]\d\d(?::?\d\d)?)?"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MIDNIGHT = re.compile("T00:00(:00)?$")


class Times(NamedTuple):
    """First and last of an event as EDTF, and whether its end was the midnight after its last day."""

    start: str
    end: str
    midnight: bool = False


def clock_of(text: str) -> str:
    """A time such as "6:30 PM" as "18:30", with seconds and zone where it names them; "" for what is none."""
    found = _CLOCK.fullmatch(text)
    if not found or not (found[2] or found[4]):  # a bare number is no time
        return ""
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    if found[4]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + 12 * (found[4] in "pP")
    if hour > 23 or minute > 59 or second > 59:
        return ""
    zone = re.sub("UTC|GMT", "Z", found[5] or "")
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) == 5 else zone
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if found[3] else "") + zone


def at(day: str, clock: str, instead: str = "") -> str:
    """The moment of a day at a time of ``clock_of``; what is no day, and a day without a time, stays as it is.

    Where a time has no day, ``instead`` is the date whose day it is of.
    """
    day = day or (instead.partition("T")[0] if clock else "")
    return f"{day}T{clock}" if clock and _DAY.fullmatch(day) else day


def in_days(start: str, end: str) -> Times:
    """Days where both are midnight, as for events of all day; a midnight that ends is not of the day it begins."""
    first, last = _MIDNIGHT.sub("", start), _MIDNIGHT.sub("", end)
    if first.startswith(f"{last}T"):  # when on that day it ended is not said
        return Times(start, start)
    if end == last:
        return Times(start, end) if "T" in end else Times(first, end)
    if last <= first.partition("T")[0]:
        return Times(first, last)
    before = str(np.datetime64(last, "D") - 1)
    return Times(first, before, midnight=True) if "T" not in first else Times(start, f"{before}T24:00")
