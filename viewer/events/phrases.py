"""English for the parts of a date: years and eras, months and seasons, one written date, hedges such as "about"."""

import re

from viewer.events.edtf import Clock, Moment
from viewer.events.refusals import MONTHS

_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDINALS = ("first", "second", "third", "fourth")
_NEEDS_ARTICLE = re.compile(r"[0-9]+s\b|[0-9]+(st|nd|rd|th) |(first|second|third|fourth) (quarter|half)")
_PLURALS = {"century": "centuries", "millennium": "millennia", "third of the year": "thirds of the year"}
_PART_NAMES = ("year", "month", "day")


def year_words(year: int) -> str:
    """Astronomical year to words: 2025, 476 CE, 490 BCE (-489), 170,000,002 CE."""
    if year <= 0:
        return f"{era_number(year)} BCE"
    return str(year) if 1000 <= year <= 9999 else f"{era_number(year)} CE"


def era_number(year: int) -> str:
    """Number the year within its era, without naming the era."""
    number = year if year > 0 else 1 - year
    return str(number) if number < 10_000 else f"{number:,}"


def day_words(year: int, month: int, day: int, *, brief: bool = False) -> str:
    """22 June 2025, or 22 Jun 2025."""
    return f"{day} {month_name(month, brief)} {year_words(year)}"


def month_name(month: int, brief: bool = False) -> str:
    """June, or Jun."""
    return MONTHS[month - 1][:3] if brief else MONTHS[month - 1]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def listed(words: list[str], conjunction: str) -> str:
    """Join words as in "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def plurals(unit: str) -> str:
    """Name several of a unit: days, centuries."""
    return _PLURALS.get(unit, f"{unit}s")


def plural(number: int, unit: str) -> str:
    """Count things: 1 day, 12 days."""
    return f"{number:,} {unit if number == 1 else plurals(unit)}"


def with_article(words: str) -> str:
    """Put "the" before what needs it after a preposition: the 1970s, the 19th century."""
    return f"the {words}" if _NEEDS_ARTICLE.match(words) else words


def moment_words(moment: Moment, *, brief: bool = False) -> str:
    """One date in words, with its hedges; brief abbreviates months and leaves out remarks in brackets."""
    words = _bare(moment, brief)
    shared, remarks = hedges(moment)
    if moment.digits and (width := _rounding(moment)) > 1:
        shared += "~"
        size = abs(int(moment.year)) // width * width
        sign = -1 if moment.year.startswith("-") else 1
        low, high = sorted((sign * size, sign * (size + width - 1)))
        remarks.append(f"between {year_words(low)} and {year_words(high)}")
    words = hedged(words, "~" in shared, "?" in shared)
    return words if brief or not remarks else f"{words} ({', '.join(remarks)})"


def hedged(words: str, approximate: bool, uncertain: bool) -> str:
    """Put "about", "perhaps" or both before the words."""
    hedge = ("perhaps " if uncertain else "") + ("about " if approximate else "")
    return hedge + with_article(words) if hedge else words


def has_unknown_digits(moment: Moment) -> bool:
    """Whether any digit is left unspecified."""
    return "X" in moment.year + moment.month + moment.day


def _rounding(moment: Moment) -> int:
    """How many years share the significant digits."""
    return int(10 ** max(0, len(str(abs(int(moment.year)))) - moment.digits))


def hedges(moment: Moment) -> tuple[str, list[str]]:
    """Split the qualifiers into those of the whole date and remarks about single parts of it."""
    given = [part for part in (moment.year, moment.month, moment.day) if part]
    marks = [{*mark.replace("%", "~?")} for mark in moment.marks[: len(given)]]
    shared = set.intersection(*marks)
    if len(given) > 1 and marks[-1] and not any(marks[:-1]):
        return "".join(marks[-1]), []
    remarks = []
    for mark, name in (("~", "approximate"), ("?", "uncertain")):
        parts = [_PART_NAMES[at] for at in reversed(range(len(given))) if mark in marks[at] - shared]
        if parts:
            remarks.append(f"{listed(parts, 'and')} {name}")
    return "".join(shared), remarks


def _bare(moment: Moment, brief: bool) -> str:
    """One date in words, without hedges."""
    if not moment.month:
        return _year_alone(moment.year)
    if "X" not in moment.month and int(moment.month) > 12:
        return _part_of_year(int(moment.month), moment.year)
    if moment.day:
        words = _with_day(moment, brief)
        return f"{words}, {_clock_words(moment.clock)}" if moment.clock else words
    if moment.month == "XX":
        return f"some month {_within(moment.year, 'of')}"
    if "X" in moment.month:
        return _several_months(moment, brief)
    return f"{month_name(int(moment.month), brief)} {_after(moment.year)}"


def _with_day(moment: Moment, brief: bool) -> str:
    """A date with a day, any of whose digits may be unknown."""
    year, month, day = moment.year, moment.month, moment.day
    if day == "XX" and ("X" not in month or month == "XX"):
        inner = "" if month == "XX" else f"{month_name(int(month), brief)} "
        if brief and inner:
            return inner + _after(year)
        return f"some day in {inner}{_after(year)}" if inner else f"some day {_within(year, 'in')}"
    if month == "XX" and "X" not in day:
        return f"the {ordinal(int(day))} of an unknown month {_within(year, 'of')}"
    if "X" in month:
        return f"a day that fits {year}-{month}-{day}"
    rest = f"{month_name(int(month), brief)} {_after(year)}"
    if "X" not in day:
        return f"{int(day)} {rest}"
    if day in {"0X", "1X", "2X"}:
        return {"0X": "early ", "1X": "mid-", "2X": "late "}[day] + rest
    fitting = [number for number in range(1, 32) if _fits(number, day)]
    return f"{listed([str(number) for number in fitting], 'or')} {rest}"


def _several_months(moment: Moment, brief: bool) -> str:
    """A month with one known digit."""
    names = [month_name(number, brief) for number in range(1, 13) if _fits(number, moment.month)]
    if len(names) > 4:
        return f"some month from {names[0]} to {names[-1]} {_after(moment.year)}"
    return f"{listed(names, 'or')} {_after(moment.year)}"


def _fits(number: int, pattern: str) -> bool:
    return all(given in ("X", digit) for given, digit in zip(pattern, f"{number:02}", strict=True))


def _part_of_year(code: int, year: str) -> str:
    """Seasons, quarters, thirds and halves of a year."""
    if code >= 40:
        return f"{_ORDINALS[code - 40]} half {_within(year, 'of')}"
    if code >= 37:
        return f"{('January–April', 'May–August', 'September–December')[code - 37]} {_after(year)}"
    if code >= 33:
        return f"{_ORDINALS[code - 33]} quarter {_within(year, 'of')}"
    where = "" if code < 25 else "northern " if code < 29 else "southern "
    season = _SEASONS[(code - 21) % 4]
    # The season that runs over the new year belongs to two years.
    if season == ("summer" if where == "southern " else "winter") and "X" not in year and 1000 <= int(year) < 9999:
        following = int(year) + 1
        return f"{where}{season} {year}–{following if following % 100 == 0 else f'{following % 100:02}'}"
    return f"{where}{season} {_after(year)}"


def _clock_words(clock: Clock) -> str:
    """04:00 UTC; 23:20:30 UTC−4; 10:10 local time; between 10:00 and 11:00 UTC."""
    if clock.shift is None:
        zone = "local time"
    elif clock.shift == 0:
        zone = "UTC"
    else:
        hours, minutes = divmod(abs(clock.shift), 60)
        zone = f"UTC{'+' if clock.shift > 0 else '−'}{hours}" + (f":{minutes:02}" if minutes else "")
    if clock.minute is None:
        return f"between {clock.hour:02}:00 and {clock.hour + 1:02}:00 {zone}"
    seconds = "" if clock.second is None else f":{clock.second:02}"
    return f"{clock.hour:02}:{clock.minute:02}{seconds} {zone}"


def _year_alone(year: str) -> str:
    """A year, decade, century or millennium standing alone."""
    if "X" not in year:
        return year_words(int(year))
    era, digits = (" BCE", year[1:]) if year[0] == "-" else ("", year)
    if digits == "XXXX":
        return f"unknown year{era}"
    if digits.endswith("XXX"):
        return f"{ordinal(int(digits[0]) + 1)} millennium{era}"
    if digits.endswith("XX") and "X" not in digits[:2]:
        return f"{ordinal(int(digits[:2]) + 1)} century{era}"
    if "X" not in digits[:3] and not era and int(digits[:3]) >= 100 and digits[2] != "0":
        return f"{digits[:3]}0s"
    low, high = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    if "X" not in digits[:3]:
        return year_range(low, high)
    return f"some year from {year_words(low)} to {year_words(high)} ({year})"


def year_range(low: int, high: int) -> str:
    """1964–2008, 60–51 BCE, 44 BCE – 14 CE."""
    if low <= 0 < high:
        return f"{year_words(low)} – {era_number(high)} CE"
    return f"{era_number(low)}–{year_words(high)}"


def _after(year: str) -> str:
    """The year as it follows a month: "2024", or "in the 1560s"."""
    return _within(year, "of") if "X" in year else year_words(int(year))


def _within(year: str, preposition: str) -> str:
    """Put a preposition before the year, and an article where it needs one."""
    words = _year_alone(year)
    if words.startswith("unknown"):
        return f"of an {words}"
    return f"{'in' if 'X' in year else preposition} {with_article(words)}"
