"""Dates as they stand in other people's tables, into EDTF: strictly, by a layout decided from the whole column.

Three things cannot be told from one cell and are decided once for all: which of day and month comes first in
"7/1/1989", what a bare number such as "19890107" or "32515" counts, and the century of two-digit years.  Everything
else follows from the form of the text.  What fits no form is refused, never guessed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from viewer.events.dates import is_edtf
from viewer.formats.date_phrases import LONGEST, phrase, plain
from viewer.formats.written_dates import qualified

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:size]: at + 1 for at, name in enumerate(MONTH_NAMES) for size in range(3, len(name) + 1)}
_TO_DATE = {"sept": 9}
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE]\+?\d+)?")
_ISO = re.compile(
    r"([-+]?\d{4,12})-(\d\d?)(?:-(\d\d?))?"
    r"(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|[-+]\d\d(?::?\d\d)?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/. ](\d\d?)[/. ](\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?")
_YEAR_LAST = re.compile(
    r"(\d\d?)([/.-])(\d\d?)\2(\d{4}|\d\d)(?:,?[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([AaPp][Mm])?)?"
)
_MONTH_YEAR = re.compile(r"(\d\d?)[/.](\d{4})")
_WORDS = re.compile(r"(?:(\d\d?)(?:st|nd|rd|th)?[\s.-]+)?([A-Za-z]{3,9})\.?[\s,-]+(\d{4}|\d\d)")
_WORDS_US = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{4})")
_WORDS_ERA = re.compile(r"(?:(\d\d?)\s+)?([A-Za-z]{3,9})\s+(\d{1,4}) BC")
_WORDS_YEAR_FIRST = re.compile(r"(\d{4})[\s.-]+([A-Za-z]{3,9})\.?(?:[\s-]+(\d\d?))?")
_WEEKDAY = re.compile(r"(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+")
_ABOUT = re.compile(r"(?i)^(?:c\.|ca\.?|circa|about|around|approx\.?|~)\s*(?=[\dA-Za-z])")
_ERA = re.compile(r"(?i)^(?:(\d{1,7})\s*(BCE?|B\.C\.(?:E\.)?)|(?:AD|A\.D\.)\s*(\d{1,4})|(\d{1,4})\s*(?:CE|AD|A\.D\.))$")
_FOOTNOTES = re.compile(r"(?<=\w)\s?(?:\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\])+$")  # as encyclopedias have
_DECADE = re.compile(r"(\d{3})0s")
_YEARS = re.compile(r"(\d{3,4})\s*[-–—]\s*(\d{4})")
_FEW_YEARS = re.compile(r"\d{4}-(?:1[3-9]|20|4[2-9]|[5-9]\d)")
_SERIAL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PER_SECOND = {"seconds": 1, "milliseconds": 1_000, "microseconds": 1_000_000}
_LAST_SERIAL = 2_958_465  # 9999-12-31


@dataclass(frozen=True, slots=True)
class Layout:
    """What was decided for a column.

    Attributes:
        order: one of ``mapping.ORDERS``.
        number: one of ``mapping.NUMBERS``.
        last_year: two-digit years lie within the hundred years that end with it.
        undecided: whether ``order`` is a default, since no date of the column says which it is.
        evident: whether ``order`` follows from a date of the column.
        spans: whether "1920-25" is six years, as "1914-18" shows, and no season of EDTF.
    """

    order: str = "day-month"
    number: str = "year"
    last_year: int = 2049
    undecided: bool = False
    evident: bool = False
    spans: bool = False


class Cell(NamedTuple):
    """What a cell says: EDTF, or "" and why not."""

    edtf: str
    fault: str = ""


def decided(texts: Iterable[str], order: str = "", number: str = "") -> Layout:
    """The layout of a column from its distinct texts; what is given stays as given."""
    first = second = ambiguous = dotted = 0
    numbers: list[str] = []
    spans = False
    for raw in texts:
        if len(raw) > LONGEST:
            continue
        text = _WEEKDAY.sub("", raw.strip())
        spans = spans or _FEW_YEARS.fullmatch(text) is not None
        if found := _YEAR_LAST.match(text):
            a, b = int(found[1]), int(found[3])
            first += a > 12 >= b
            second += b > 12 >= a
            ambiguous += a <= 12 and b <= 12 and a != b
            dotted += found[2] == "."  # nobody puts the month first and dots between
        elif _NUMBER.fullmatch(text):
            numbers.append(text)
    layout = Layout(order=order, number=number or _kind_of(numbers), spans=spans)
    if order:
        return layout
    if first or second:
        return replace(layout, order="month-day" if second > first else "day-month", evident=True)
    return replace(layout, order="day-month", undecided=bool(ambiguous) and not dotted, evident=bool(dotted))


def _kind_of(numbers: list[str]) -> str:
    """What most of the bare numbers of a column count."""
    votes: dict[str, int] = {}
    for text in numbers:
        whole = text.lstrip("+-").partition(".")[0]
        kind = "year"
        if "e" in whole.lower():  # a number as 1e+300
            continue
        if len(whole) == 8:
            kind = "yyyymmdd" if int(whole[4:6]) <= 12 and int(whole[6:]) <= 31 else "seconds"
        elif len(whole) == 6 and 1 <= int(whole[4:]) <= 12 and 1000 <= int(whole[:4]) <= 2200:
            kind = "yyyymm"
        elif len(whole) == 5 and not text.startswith("-"):
            kind = "serial"
        elif len(whole) >= 9:
            kind = "seconds" if len(whole) <= 11 else "milliseconds" if len(whole) <= 14 else "microseconds"
            kind = "yyyymmdd" if len(whole) == 14 and whole[:2] in ("18", "19", "20") else kind
        votes[kind] = votes.get(kind, 0) + 1
    return max(votes, key=votes.__getitem__) if votes else "year"


def edtf_of(raw: str, layout: Layout) -> Cell:
    """One cell as EDTF."""
    if len(raw) > LONGEST:
        return Cell("", "This is no date of a known form.")
    raw = _FOOTNOTES.sub("", " ".join(raw.split()))
    text = _WEEKDAY.sub("", raw)
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    cell = _strict(text, layout)
    if cell is not None and cell.edtf:
        return Cell(qualified(cell.edtf, "~")) if about else cell
    said = phrase(raw, lambda part: (_strict(part, layout) or Cell("")).edtf)
    return Cell(said) if said else cell or Cell("", "This is no date of a known form.")


def _strict(text: str, layout: Layout) -> Cell | None:
    return next((cell for read in _FORMS if (cell := read(text, layout)) is not None), None)


def _plain(text: str, layout: Layout) -> Cell | None:  # noqa: ARG001
    """The commonest form, by the quickest way."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return Cell(text)


def _number(text: str, layout: Layout) -> Cell | None:
    if not _NUMBER.fullmatch(text):
        return None
    if "e" in text.lower():
        return Cell("", "The number was shortened by a spreadsheet program; its digits are lost.")
    whole = text.removeprefix("+").partition(".")[0]
    bare = whole.lstrip("-")
    if layout.number == "yyyymmdd" and len(bare) in (8, 12, 14) and not whole.startswith("-"):
        clock = tuple(int(bare[at : at + 2]) for at in range(8, len(bare), 2))
        return _day(int(bare[:4]), int(bare[4:6]), int(bare[6:8]), clock, "Z" if clock else "")
    if layout.number == "yyyymm" and len(bare) == 6:
        return _day(int(bare[:4]), int(bare[4:]), 0)
    if layout.number == "serial" and not whole.startswith("-") and len(bare) <= 7:
        return _serial(float(text))
    if layout.number in _PER_SECOND and len(bare) <= 20:
        return _since_1970(int(whole), _PER_SECOND[layout.number])
    if layout.number in ("serial", *_PER_SECOND) or len(bare) > 12:
        return Cell("", "The number is too large to be a date.")
    if layout.number != "year" and len(bare) > 4:
        return Cell("", f"The number is not of the form {layout.number}.")
    return Cell(_year(int(whole)))


def _serial(days: float) -> Cell:
    """A day as spreadsheet programs count them; the 1900 system, in which 60 is a day that never was."""
    if not 0 < days <= _LAST_SERIAL or 60 <= days < 61:
        return Cell("", "No date has this number in a spreadsheet.")
    moment = _SERIAL_EPOCH + timedelta(days=days + (days < 60))
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return _clocked(moment, days % 1 != 0)


def _since_1970(count: int, per_second: int) -> Cell:
    try:
        moment = _EPOCH + timedelta(seconds=count // per_second)
    except OverflowError:
        return Cell("", "The number counts to a time beyond the year 9999.")
    return _clocked(moment, True, "Z")


def _clocked(moment: datetime, timed: bool, zone: str = "") -> Cell:
    text = moment.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    return Cell(text + zone if timed else text[:10])


def _edtf(text: str, layout: Layout) -> Cell | None:  # noqa: ARG001
    """EDTF as it stands, and two dots between two dates."""
    if is_edtf(text):
        return Cell(text)
    first, dots, last = text.partition("..")
    if dots and first and last and is_edtf(f"{first}/{last}"):
        return Cell(f"{first}/{last}")
    return None


def _iso(text: str, layout: Layout) -> Cell | None:
    if not (found := _ISO.fullmatch(text)):
        return None
    if not found[3] and int(found[2]) > 12 and not found[1].startswith(("+", "-")):  # a season, or the last year
        return Cell(text) if is_edtf(text) and not layout.spans else Cell("")
    clock = tuple(int(part) for part in found.group(4, 5, 6) if part)
    zone = found[7] or ""
    return _day(int(found[1]), int(found[2]), int(found[3] or 0), clock, zone.replace("UTC", "Z"))


def _year_first(text: str, layout: Layout) -> Cell | None:  # noqa: ARG001
    if not (found := _YEAR_FIRST.fullmatch(text)):
        return None
    clock = tuple(int(part) for part in found.group(4, 5, 6) if part)
    return _day(int(found[1]), int(found[2]), int(found[3]), clock)


def _year_last(text: str, layout: Layout) -> Cell | None:
    if not (found := _YEAR_LAST.fullmatch(text)):
        if found := _MONTH_YEAR.fullmatch(text):
            return _day(int(found[2]), int(found[1]), 0)
        return None
    a, b = int(found[1]), int(found[3])
    month, day = (a, b) if layout.order == "month-day" else (b, a)
    clock = [int(part) for part in found.group(5, 6, 7) if part]
    if clock and found[8]:
        clock[0] = clock[0] % 12 + 12 * (found[8].lower() == "pm")
    return _day(_full_year(found[4], layout), month, day, tuple(clock))


def _words(text: str, layout: Layout) -> Cell | None:
    if found := _WORDS_US.fullmatch(text):
        name, day, year = found.groups()
    elif found := _WORDS.fullmatch(text):
        day, name, year = found.groups()
    elif found := _WORDS_YEAR_FIRST.fullmatch(text):
        year, name, day = found.groups()
    elif found := _WORDS_ERA.fullmatch(text):
        day, name, year = found[1], found[2], str(1 - int(found[3]))
    else:
        return None
    month = _MONTHS.get(name.lower()) or _TO_DATE.get(name.lower())
    if month is None:
        return Cell("", f"“{name}” is no month.")
    return _day(_full_year(year, layout), month, int(day or 0))


def _era(text: str, layout: Layout) -> Cell | None:  # noqa: ARG001
    if found := _ERA.fullmatch(text):
        before, _, ad, ce = found.groups()
        return Cell(_year(1 - int(before)) if before else _year(int(ad or ce)))
    if found := _DECADE.fullmatch(text):
        return Cell(f"{found[1]}X")
    if (found := _YEARS.fullmatch(text)) and int(found[1]) <= int(found[2]):
        return Cell(f"{_year(int(found[1]))}/{found[2]}")
    return None


def _full_year(text: str, layout: Layout) -> int:
    if len(text) != 2 or not text.isdigit():
        return int(text)
    return layout.last_year - (layout.last_year - int(text)) % 100


def _day(year: int, month: int, day: int, clock: tuple[int, ...] = (), zone: str = "") -> Cell:
    """A date from its numbers; month and day 0 are unknown, midnight is no time of day."""
    if not month:
        return Cell(_year(year)) if not day else Cell("", "There is no month 0.")
    if month > 12:
        return Cell("", f"There is no month {month}.")
    if abs(year) > 9999:
        if (month, day) == (1, 1):  # how databases write a year
            return Cell(_year(year))
        return Cell("", f"Beyond the year 9999 only the year can be written, not month {month}.")
    text = f"{_year(year)}-{month:02}" + (f"-{day:02}" if day else "")
    if any(clock) and day:
        text += "T" + ":".join(f"{part:02}" for part in (*clock, 0)[: max(2, len(clock))]) + _offset(zone)
    exists = _is_usual(year, month, day, clock, zone) or is_edtf(text)
    return Cell(text) if exists else Cell("", f"There is no such day: {text}.")


def _is_usual(year: int, month: int, day: int, clock: tuple[int, ...], zone: str) -> bool:
    """Whether it is a moment of the years people write, found out the quick way."""
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    try:
        return zone in ("", "Z") and bool(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    except ValueError:
        return False


def _offset(zone: str) -> str:
    if len(zone) == 5 and zone[0] in "+-":
        return f"{zone[:3]}:{zone[3:]}"
    return zone


def _year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


_FORMS: tuple[Callable[[str, Layout], Cell | None], ...] = (
    *(_plain, _number, _iso, _year_last, _year_first, _words, _era, _edtf),
)


def from_parts(year: str, month: str, day: str) -> Cell:
    """A date whose year, month and day stand in columns of their own; months may be names, 0 and "" are unknown."""
    try:
        numbers = [int(float(part)) if part else 0 for part in (year, _month_of(month), day)]
    except (ValueError, OverflowError):
        return Cell("", "Year, month and day are not all numbers.")
    if not any(numbers):  # 0, 0, 0 is how some say that there is no end
        return Cell("0000" if year and not (month or day) else "")
    if not year:
        return Cell("", "The year is missing.") if month or day else Cell("")
    if numbers[1] > 12 or numbers[1] < 0 or numbers[2] < 0:
        return Cell("", f"There is no month {numbers[1]}." if numbers[2] >= 0 else f"There is no day {numbers[2]}.")
    return _day(numbers[0], numbers[1], numbers[2] if numbers[1] else 0)


def is_month(text: str) -> bool:
    """Whether a text is the name of a month, in any language."""
    return plain(text).lower() in _MONTHS


def _month_of(text: str) -> str:
    """The number of a month that may be a name in any language."""
    return str(_MONTHS.get(plain(text).lower(), text)) if text and not text[0].isdigit() else text
