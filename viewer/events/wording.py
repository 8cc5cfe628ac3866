"""Dates, lengths and spans in English, and the same days in other calendars.

A date is worded from its EDTF text, so that what was said of it (about, perhaps, since, one of) is said again; days
are Gregorian.  Brief wording abbreviates months and leaves out lengths and remarks.
"""

from collections.abc import Callable
from math import floor, log10

from viewer.events.calendars import (
    GREGORIAN_REFORM,
    SECONDS_PER_DAY,
    civil_from_days,
    days_from_civil,
    islamic_from_days,
    julian_from_days,
    solar_hijri_from_days,
)
from viewer.events.dates import DateFlag, Precision, UncertainDate, precision_of
from viewer.events.edtf import Choice, Edge, Moment, Stretch, read
from viewer.events.phrases import (
    day_words,
    era_number,
    has_unknown_digits,
    hedged,
    hedges,
    listed,
    moment_words,
    month_name,
    plural,
    plurals,
    with_article,
    year_range,
    year_words,
)
from viewer.events.refusals import MONTHS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SOLAR_HIJRI_MONTHS = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip
ISLAMIC_MONTHS = (
    "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhira",
    "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qada", "Dhu al-Hijja",
)  # fmt: skip

_YEAR = 31_556_952  # seconds in the mean Gregorian year
_MONTH = _YEAR // 12
_HEDGES = DateFlag.APPROXIMATE | DateFlag.UNCERTAIN
_ENDLESS = DateFlag.OPEN_START | DateFlag.OPEN_END | DateFlag.UNKNOWN_START | DateFlag.UNKNOWN_END


def in_words(date: UncertainDate, *, brief: bool = False) -> str:
    """Say a date in English: "22 June 2025", "about 1979", "13–24 June 2025, 12 days", "since 12 May 2020"."""
    written = read(date.text)
    if isinstance(written, Moment):
        return moment_words(written, brief=brief)
    if isinstance(written, Choice):
        return _choice_words(written, brief)
    length = "" if brief else length_of(date)
    words = _stretch_words(written, brief)
    return f"{words}, {length}" if length else words


def length_of(date: UncertainDate) -> str:
    """How long an interval lasts, its last day, month or year included; "" where the text does not tell."""
    written = read(date.text)
    if not isinstance(written, Stretch) or date.flags & _ENDLESS:
        return ""
    start, end = written.start, written.end
    if not (isinstance(start, Moment) and isinstance(end, Moment)) or _shape(start) != _shape(end) or not _shape(start):
        return ""
    days = (date.end_max - date.start_min) // SECONDS_PER_DAY
    first, after = (civil_from_days(seconds // SECONDS_PER_DAY) for seconds in (date.start_min, date.end_max))
    months = (after[0] - first[0]) * 12 + after[1] - first[1] - (after[2] < first[2])
    if start.day and months < 3:
        words = plural(days, "day")
    elif start.month:
        words = _years_and_months(months)
    else:
        words = plural(after[0] - first[0], "year")
    inexact = bool(start.day and months >= 3 and after[2] != first[2])
    return hedged(words, inexact or bool(date.flags & _HEDGES), False)


def precision_in_words(date: UncertainDate) -> str:
    """What is known of a date: "day known", "year approximate", "start day known, ongoing"."""
    written = read(date.text)
    if isinstance(written, Choice):
        return "one of several dates" if written.one_of else "several dates"
    if isinstance(written, Moment):
        return _known(written)
    start, end = (None if isinstance(edge, Edge) else edge for edge in (written.start, written.end))
    first, last = (_known(edge) if edge else "" for edge in (start, end))
    if start and first == last:
        return first.replace(_unit(start), f"both {plurals(_unit(start))}", 1)
    begins = f"start {first}" if start else "no start" if written.start is Edge.OPEN else "start unknown"
    ends = f"end {last}" if end else "ongoing" if written.end is Edge.OPEN else "end unknown"
    return f"{begins}, {ends}"


def weekday(date: UncertainDate) -> str | None:
    """Name the day of the week of a date known to the day and not qualified; None for any other."""
    if date.precision > Precision.DAY or date.flags & (_HEDGES | DateFlag.INTERVAL | DateFlag.SET):
        return None
    return WEEKDAYS[(_day_span(date)[0] + 3) % 7]


def in_other_calendars(date: UncertainDate, *, julian: bool = False) -> tuple[tuple[str, str], ...]:
    """Say the same days in other calendars, as pairs of calendar and date.

    For days, months (as a range) and closed intervals of them; () for coarser dates.  Solar Hijri is given from 1304
    (1925), when it became law in Iran, to 1498; Islamic from the year 1, by the tables and not by sight of the moon;
    Julian for days before 15 October 1582, or for all when asked.
    """
    if date.precision > Precision.MONTH or date.flags & (_ENDLESS | DateFlag.SET):
        return ()
    first, last = _day_span(date)
    answers = []
    for name, months, convert, begin, end in _OTHER_CALENDARS:
        earliest, latest = convert(first), convert(last)
        if begin <= earliest[0] and latest[0] <= end and (name != "Julian" or julian or first < GREGORIAN_REFORM):
            words = _day_range(earliest, latest, months, year_words if name == "Julian" else str)
            answers.append((name, hedged(words, *_hedges_of(date))))
    return tuple(answers)


def length_in_words(seconds: float) -> str:
    """Say a length of time, rounded: "12 days", "16 months", "62 years", "4.5 billion years"."""
    for limit, unit, name in (
        (120, 1, "second"),
        (7_200, 60, "minute"),
        (2 * SECONDS_PER_DAY, 3_600, "hour"),
        (2 * _MONTH, SECONDS_PER_DAY, "day"),
        (2 * _YEAR, _MONTH, "month"),
    ):
        if seconds < limit - unit / 2:
            return plural(round(seconds / unit), name)
    if seconds < 10 * _YEAR:
        return _years_and_months(round(seconds / _MONTH))
    return f"{_large(round(seconds / _YEAR))} years"


def span_in_words(begin: float, end: float) -> str:
    """Say a stretch of the time axis (seconds, end excluded): "15 Oct 2024 – 20 Feb 2026", as finely as it is long."""
    length = end - begin
    if length < 2 * SECONDS_PER_DAY:
        return _hours_span(begin, end)
    first, last = (civil_from_days(floor(seconds) // SECONDS_PER_DAY) for seconds in (begin, max(begin, end - 1)))
    if length >= 20 * _YEAR:
        step = _rounding_step(length / 100)
        if step == 1:
            return year_words(first[0]) if first[0] == last[0] else year_range(first[0], last[0])
        until = _rounded_year(last[0], step)
        era = " CE" if first[0] <= 0 < last[0] and not until.endswith("CE") else ""
        return f"{_rounded_year(first[0], step)} – {until}{era}"
    if length >= 4 * _YEAR:
        return (
            f"{month_name(first[1], True)} {year_words(first[0])} – {month_name(last[1], True)} {year_words(last[0])}"
        )
    return _day_range(first, last, tuple(name[:3] for name in MONTHS), year_words)


def _choice_words(choice: Choice, brief: bool) -> str:
    """Say a set: "one of 1667, 1668 or 1670–1672", "1960 and December 1961", "1984 or earlier"."""
    words = []
    for member in choice.members:
        if isinstance(member, Moment):
            words.append(moment_words(member, brief=brief))
        elif isinstance(member.start, Moment) and isinstance(member.end, Moment):
            words.append(_stretch_words(member, brief))
        else:
            known = member.start if isinstance(member.start, Moment) else member.end
            side = "later" if known is member.start else "earlier"
            link = "or" if choice.one_of else "and all"
            words.append(f"{moment_words(known, brief=brief) if isinstance(known, Moment) else ''} {link} {side}")
    joined = listed(words, "or" if choice.one_of else "and")
    return f"one of {joined}" if choice.one_of and len(words) > 1 else joined


def _stretch_words(written: Stretch, brief: bool) -> str:
    """Say an interval."""
    start, end = written.start, written.end
    if isinstance(start, Moment) and isinstance(end, Moment):
        return _from_to(start, end, brief)
    if isinstance(start, Moment):
        words = with_article(moment_words(start, brief=brief))
        return f"since {words}" if end is Edge.OPEN else f"from {words}, end unknown"
    if isinstance(end, Moment):
        words = with_article(moment_words(end, brief=brief))
        return f"until {words}" if start is Edge.OPEN else f"until {words}, start unknown"
    begins = "no beginning" if start is Edge.OPEN else "start unknown"
    return f"{begins}, {'ongoing' if end is Edge.OPEN else 'end unknown'}"


def _from_to(start: Moment, end: Moment, brief: bool) -> str:
    """Say an interval between two dates, the parts that they share once."""
    shape = _shape(start)
    if shape and shape == _shape(end) and start.marks == end.marks == ("", "", ""):
        first, last = _numbers(start), _numbers(end)
        if shape == 1:
            return year_words(first[0]) if first == last else year_range(first[0], last[0])
        names = tuple(month_name(number, brief) for number in range(1, 13))
        if shape == 3:
            return _day_range(first, last, names, year_words)
        if first[0] == last[0] and first != last:
            return f"{names[first[1] - 1]}–{names[last[1] - 1]} {year_words(first[0])}"
    one, other = moment_words(start, brief=brief), moment_words(end, brief=brief)
    return one if one == other else f"{one} – {other}"


def _day_range(
    first: tuple[int, int, int], last: tuple[int, int, int], months: tuple[str, ...], in_year: Callable[[int], str]
) -> str:
    """Say days from first to last in any calendar: "13–24 June 2025", "29 May – 3 June 2025"."""
    end = f"{last[2]} {months[last[1] - 1]} {in_year(last[0])}"
    if first == last:
        return end
    if first[:2] == last[:2]:
        return f"{first[2]}–{end}"
    begin = f"{first[2]} {months[first[1] - 1]}"
    return f"{begin} – {end}" if first[0] == last[0] else f"{begin} {in_year(first[0])} – {end}"


def _shape(moment: Moment) -> int:
    """Count the parts of a date that is all known digits: 1 year, 2 month, 3 day; 0 for any other date."""
    if has_unknown_digits(moment) or moment.digits or (moment.month and int(moment.month) > 12):
        return 0
    return 3 if moment.day else 2 if moment.month else 1


def _numbers(moment: Moment) -> tuple[int, int, int]:
    return int(moment.year), int(moment.month or 1), int(moment.day or 1)


def _day_span(date: UncertainDate) -> tuple[int, int]:
    """First and last day of a date; for a time of day the day as written, wherever that clock stood."""
    if date.flags & DateFlag.TIMED:
        written = read(date.text)
        assert isinstance(written, Moment)
        day = days_from_civil(*_numbers(written))
        return day, day
    return date.start_min // SECONDS_PER_DAY, (date.end_max - 1) // SECONDS_PER_DAY


def _known(moment: Moment) -> str:
    """Say how one date is known: "day known", "month approximate", "day known, year uncertain"."""
    if moment.year.strip("-") == "XXXX":
        return "year unknown"
    shared, remarks = hedges(moment)
    qualities = [word for mark, word in (("~", "approximate"), ("?", "uncertain")) if mark in shared]
    if moment.digits:
        qualities = ["approximate", *qualities[qualities[:1] == ["approximate"] :]]
    return ", ".join([f"{_unit(moment)} {' and '.join(qualities) or 'known'}", *remarks])


def _unit(moment: Moment) -> str:
    """Name the finest unit of time to which a date is known."""
    if moment.digits:
        return "year"
    if moment.month.isdigit() and int(moment.month) > 32:
        return "quarter" if int(moment.month) < 37 else "third of the year" if int(moment.month) < 40 else "half-year"
    return precision_of(moment).name.lower()


def _hedges_of(date: UncertainDate) -> tuple[bool, bool]:
    return bool(date.flags & DateFlag.APPROXIMATE), bool(date.flags & DateFlag.UNCERTAIN)


def _years_and_months(months: int) -> str:
    """16 months, 2 years, 2 years 5 months."""
    if months < 24:
        return plural(months, "month")
    years, rest = divmod(months, 12)
    return plural(years, "year") + (f" {plural(rest, 'month')}" if rest else "")


def _hours_span(begin: float, end: float) -> str:
    """Say a span of hours: "22 Jun 2025, 04:00–16:00 UTC"."""
    (first, start), (last, stop) = (divmod(floor(seconds), SECONDS_PER_DAY) for seconds in (begin, end))
    opening, closing = (f"{second // 3600:02}:{second // 60 % 60:02}" for second in (start, stop))
    days = [day_words(*civil_from_days(day), brief=True) for day in (first, last)]
    if first == last:
        return f"{days[0]}, {opening}–{closing} UTC"
    return f"{days[0]}, {opening} – {days[1]}, {closing} UTC"


def _rounding_step(resolution: float) -> int:
    """Give the power of ten of years, at least 1, that a resolution in seconds warrants."""
    return int(10 ** floor(log10(max(1.0, resolution / _YEAR))))


def _rounded_year(year: int, step: int) -> str:
    """Say a year to the nearest step: "1970", "12,300 BCE", "66 million BCE"."""
    number = round((year if year > 0 else 1 - year) / step) * step
    if not number:
        return year_words(year)
    if number >= 1_000_000:
        return f"{_large(number)} {'CE' if year > 0 else 'BCE'}"
    return year_words(number) if year > 0 else f"{era_number(1 - number)} BCE"


def _large(number: int) -> str:
    """12,000; 1.2 million; 4.5 billion."""
    for unit, name in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if number >= unit:
            return f"{number / unit:.3g} {name}" if number < 1000 * unit else f"{number / unit:,.0f} {name}"
    return era_number(number)


_OTHER_CALENDARS: tuple[tuple[str, tuple[str, ...], Callable[[int], tuple[int, int, int]], int, float], ...] = (
    ("Solar Hijri", SOLAR_HIJRI_MONTHS, solar_hijri_from_days, 1304, 1498),
    ("Islamic (tabular)", ISLAMIC_MONTHS, islamic_from_days, 1, float("inf")),
    ("Julian", MONTHS, julian_from_days, -(2**62), float("inf")),
)
