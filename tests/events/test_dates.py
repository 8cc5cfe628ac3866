"""EDTF in, bounds out: the published strings, the conventions, and properties over every kind of date."""

import csv
import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from viewer.errors import DateError
from viewer.events.calendars import SECONDS_PER_DAY, civil_from_days, seconds_from_civil
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST, DateFlag, Precision, UncertainDate, is_edtf, parse

# Where a published list contradicts the standard (or the other lists), and why.
SPACES = "EDTF has no spaces: the same list refuses “[1667,1668, 1670..1672]”"
NOT_A_LEAP_YEAR = "29 February of a year that has none"
VERDICTS_THAT_ERR = {
    "Y-61000/-2000": "61001 BCE lies before 2001 BCE, and nothing keeps a long year out of an interval",
    "[1667, 1668, 1670..1672]": SPACES,
    "[1760-01, 1760-02, 1760-12..]": SPACES,
    "[1667, 1760-12]": SPACES,
    "{1667,1668, 1670..1672}": SPACES,
    "{1960, 1961-12}": SPACES,
    "[2020, 2021]": SPACES,
    "[2020, 2021, 2023]": SPACES,
    "{2020, 2021}": SPACES,
    "1900-02-29": NOT_A_LEAP_YEAR,
    "2019-02-29": NOT_A_LEAP_YEAR,
}
CALENDAR_QUARTER = "that list takes a season for the calendar quarter of the same number"
SIGNED_DIGITS = "the sign and leading digits of the years: -01 is -0199 to -0100, as -01XX is"
PADDED = "that list puts an unknown end ten years away"
BOUNDS_THAT_ERR = {
    **dict.fromkeys(
        ["2020-21", "2020-22", "2020-23", "2020-24", "1999-24", "2020-25", "2020-30", "2001-21"], CALENDAR_QUARTER
    ),
    "2010-24": "that list cuts winter off at the end of its December",
    "2020-37": "that list gives a third of the year five months",
    **dict.fromkeys(["-01", "-05", "-99", "-005"], SIGNED_DIGITS),
    **dict.fromkeys(["/2006", "2004-06-01/", "1984-06-02?/"], PADDED),
    "2020-05-01T10:30:00\u221205:00": "five hours behind UTC at 10:30 is 15:30 UTC, not 14:30",
    "2020-05-01T00:00:00+14:00": "fourteen hours ahead of UTC at midnight is 10:00 UTC",
    "2020-05-01T00:00:00-12:00": "twelve hours behind UTC at midnight is noon UTC",
    "Y100000": "the bounds given lie in 2062",
    "Y-10000": "the bounds given once are those of -9999",
}


def published(shared_data):
    """The rows of the published strings: text, verdict, level, source, note."""
    with shared_data("edtf/derived/edtf_vectors.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def day(text: str) -> int:
    """Seconds at the start of a day written year-month-day."""
    year, month, number = re.fullmatch(r"(-?\d+)-(\d\d)-(\d\d)", text).groups()
    return seconds_from_civil(int(year), int(month), int(number))


def bounds_of(row) -> tuple[int | None, int | None]:
    """First second and first second after, as the note of a row gives them; None where it does not."""
    note = row["note"]
    if found := re.search(r"min=(\S*) max=(\S*)", note):
        low, high = found.groups()
        if low == high == "0":  # that list's way to leave them out
            return None, None
        timed = "T" in row["string"]
        return (
            int(low) // 1000 if low not in {"", "-Infinity"} else None,
            int(high) // 1000 + 1 if high not in {"", "Infinity"} and not timed else None,
        )
    if not note.startswith("bounds="):
        return None, None
    given = note.removeprefix("bounds=").split("|")
    if re.search(r"S\d", row["string"]):  # the years that share the significant digits come second
        given = given[2:]
    low, high = (given[0], given[0]) if len(given) in {1, 3} else (given[0], given[1])
    return (
        day(low) if low != "-inf" else None,
        day(high) + SECONDS_PER_DAY if high != "inf" else None,
    )


def test_every_published_string_is_accepted_or_refused(shared_data):
    """Three independent lists of EDTF agree with the parser, but for strings where a list errs."""
    disagreeing = {
        row["string"] for row in published(shared_data) if is_edtf(row["string"]) != (row["verdict"] == "valid")
    }
    assert disagreeing == set(VERDICTS_THAT_ERR)


def test_bounds_are_those_published(shared_data):
    """Where a list gives bounds they are ours, but for strings where the list errs."""
    disagreeing, compared = set(), 0
    for row in published(shared_data):
        if row["verdict"] != "valid" or not is_edtf(row["string"]):
            continue
        ours = parse(row["string"])
        low, high = bounds_of(row)
        compared += low is not None or high is not None
        timed = "T" in row["string"] and row["note"].startswith("bounds=")  # those are given to the day only
        start, end = (
            (ours.start_min // SECONDS_PER_DAY * SECONDS_PER_DAY, -(-ours.end_max // SECONDS_PER_DAY) * SECONDS_PER_DAY)
            if timed
            else (ours.start_min, ours.end_max)
        )
        if (low is not None and low != start) or (high is not None and high != end):
            disagreeing.add(row["string"])
    assert compared > 200
    assert disagreeing == set(BOUNDS_THAT_ERR)


def bounds(text: str) -> tuple[str, str, str, str]:
    """The four bounds of a date as days, "past" and "future"."""

    def shown(seconds: int) -> str:
        if seconds in {DISTANT_PAST, DISTANT_FUTURE}:
            return "past" if seconds < 0 else "future"
        assert seconds % SECONDS_PER_DAY == 0
        return strategies.day_text(seconds // SECONDS_PER_DAY)

    read = parse(text)
    return shown(read.start_min), shown(read.start_max), shown(read.end_min), shown(read.end_max)


@pytest.mark.parametrize(
    ("text", "first", "after", "precision"),
    [
        ("2025-06-22", "2025-06-22", "2025-06-23", Precision.DAY),
        ("2024-12", "2024-12-01", "2025-01-01", Precision.MONTH),
        ("2024-02", "2024-02-01", "2024-03-01", Precision.MONTH),
        ("1964", "1964-01-01", "1965-01-01", Precision.YEAR),
        ("0000", "0000-01-01", "0001-01-01", Precision.YEAR),
        ("-0489", "-0489-01-01", "-0488-01-01", Precision.YEAR),
        ("197X", "1970-01-01", "1980-01-01", Precision.DECADE),
        ("197", "1970-01-01", "1980-01-01", Precision.DECADE),
        ("19", "1900-01-01", "2000-01-01", Precision.CENTURY),
        ("1XXX", "1000-01-01", "2000-01-01", Precision.MILLENNIUM),
        ("XXXX", "0000-01-01", "10000-01-01", Precision.MILLENNIUM),
        ("-00XX", "-0099-01-01", "0000-01-01", Precision.CENTURY),
        ("1950S2", "1900-01-01", "2000-01-01", Precision.CENTURY),
        ("1953S3", "1950-01-01", "1960-01-01", Precision.DECADE),
        ("-1859S5", "-1859-01-01", "-1858-01-01", Precision.YEAR),
        ("Y-3388E2S3", "-338999-01-01", "-337999-01-01", Precision.MILLENNIUM),
        ("2024-21", "2024-03-01", "2024-06-01", Precision.SEASON),
        ("2024-24", "2024-12-01", "2025-03-01", Precision.SEASON),
        ("2024-28", "2024-12-01", "2025-03-01", Precision.SEASON),
        ("2024-29", "2024-09-01", "2024-12-01", Precision.SEASON),
        ("2024-30", "2024-12-01", "2025-03-01", Precision.SEASON),
        ("2024-33", "2024-01-01", "2024-04-01", Precision.SEASON),
        ("2024-36", "2024-10-01", "2025-01-01", Precision.SEASON),
        ("2024-38", "2024-05-01", "2024-09-01", Precision.SEASON),
        ("2024-41", "2024-07-01", "2025-01-01", Precision.SEASON),
        ("198X-22", "1980-06-01", "1989-09-01", Precision.DECADE),
        ("2004-XX", "2004-01-01", "2005-01-01", Precision.YEAR),
        ("2004-1X", "2004-10-01", "2005-01-01", Precision.YEAR),
        ("1985-04-XX", "1985-04-01", "1985-05-01", Precision.MONTH),
        ("2024-12-3X", "2024-12-30", "2025-01-01", Precision.MONTH),
        ("XXXX-02-29", "0000-02-29", "9996-03-01", Precision.MILLENNIUM),
        ("2004-XX-31", "2004-01-31", "2005-01-01", Precision.YEAR),
        ("[1667,1668,1670..1672]", "1667-01-01", "1673-01-01", Precision.YEAR),
        ("{1960,1961-12}", "1960-01-01", "1962-01-01", Precision.YEAR),
        ("[..1760-12-03]", "past", "1760-12-04", Precision.DAY),
        ("[1760-01,1760-12..]", "1760-01-01", "future", Precision.MONTH),
    ],
)
def test_an_instant_is_known_to_its_period(text, first, after, precision):
    """A date that is no interval began with its period and ended with it."""
    assert bounds(text) == (first, first, after, after)
    assert parse(text).precision is precision
    assert not parse(text).flags & DateFlag.INTERVAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-06-13/2025-06-24", ("2025-06-13", "2025-06-14", "2025-06-24", "2025-06-25")),
        ("2024-12/2025-01-03", ("2024-12-01", "2025-01-01", "2025-01-03", "2025-01-04")),
        ("1964/2008", ("1964-01-01", "1965-01-01", "2008-01-01", "2009-01-01")),
        ("2020-05-12/..", ("2020-05-12", "2020-05-13", "future", "future")),
        ("2020-05-12/", ("2020-05-12", "2020-05-13", "2020-05-12", "future")),
        ("../1945", ("past", "past", "1945-01-01", "1946-01-01")),
        ("/1945", ("past", "1946-01-01", "1945-01-01", "1946-01-01")),
        ("../..", ("past", "past", "future", "future")),
        ("/..", ("past", "future", "future", "future")),
        ("../", ("past", "past", "past", "future")),
        ("1984-11-12/1984-11-XX", ("1984-11-12", "1984-11-13", "1984-11-12", "1984-12-01")),
        ("1200-01-X4/1200-01-08", ("1200-01-04", "1200-01-09", "1200-01-08", "1200-01-09")),
    ],
)
def test_an_interval_has_four_bounds(text, expected):
    """Each end of an interval is bounded by its own precision, and by the other end."""
    assert bounds(text) == expected
    assert parse(text).flags & DateFlag.INTERVAL


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("1979~", DateFlag.APPROXIMATE),
        ("2004-06?", DateFlag.UNCERTAIN),
        ("2004-%06-11", DateFlag.APPROXIMATE | DateFlag.UNCERTAIN),
        ("?2004-06~", DateFlag.APPROXIMATE | DateFlag.UNCERTAIN),
        ("Y17E8?", DateFlag.UNCERTAIN),
        ("1950S2", DateFlag.APPROXIMATE),
        ("2025-06-22", DateFlag(0)),
        ("1984~/2004", DateFlag.INTERVAL | DateFlag.APPROXIMATE),
        ("1984/2004?", DateFlag.INTERVAL | DateFlag.UNCERTAIN),
        ("../1984", DateFlag.INTERVAL | DateFlag.OPEN_START),
        ("1984/", DateFlag.INTERVAL | DateFlag.UNKNOWN_END),
        ("/..", DateFlag.INTERVAL | DateFlag.UNKNOWN_START | DateFlag.OPEN_END),
        ("[..1984,1990?]", DateFlag.SET | DateFlag.OPEN_START | DateFlag.UNCERTAIN),
        ("{1984..}", DateFlag.SET | DateFlag.OPEN_END),
        ("2025-06-22T04:00Z", DateFlag.TIMED),
    ],
)
def test_flags_say_what_the_text_says(text, flags):
    """Hedges, open and unknown ends, sets and times are kept."""
    assert parse(text).flags == flags


@pytest.mark.parametrize(
    ("text", "start", "length", "precision"),
    [
        ("1970-01-01T00:00:00Z", 0, 1, Precision.SECOND),
        ("1970-01-01T00:00", 0, 60, Precision.MINUTE),
        ("1970-01-01T05Z", 18_000, 3_600, Precision.HOUR),
        ("1970-01-01T00:00:00.75Z", 0, 1, Precision.SECOND),
        ("1970-01-01T00:00:00+05:30", -19_800, 1, Precision.SECOND),
        ("1970-01-01T00:00:00\u221204", 14_400, 1, Precision.SECOND),
        ("1970-01-01T24:00:00Z", 86_400, 1, Precision.SECOND),
    ],
)
def test_times_are_placed_in_utc(text, start, length, precision):
    """A time of day covers its second, minute or hour, moved by its difference from UTC."""
    read = parse(text)
    assert (read.start_min, read.start_max, read.end_min, read.end_max) == (
        start,
        start,
        start + length,
        start + length,
    )
    assert read.precision is precision


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2025-02-30", "February 2025 has 28 days", "01 to 28"),
        ("1900-02-29", "February 1900 has 28 days", "01 to 28"),
        ("2020-06-31", "June 2020 has 30 days", "01 to 30"),
        ("2025-06-00", "There is no day 2025-06-00", "01 to 30"),
        ("2025-13", "no month 13", "01 to 12"),
        ("2025-42", "no month 42", "21 to 41"),
        ("2025-21-05", "21 stands for a part of a year", "01 to 12"),
        ("1X01-02-29", "No day fits", "digits"),
        ("2025-4X", "no month 4X", "01 to 12"),
        ("-0000", "no year −0", "1 BCE"),
        ("Y2006", "more than four digits", "Write 2006."),
        ("Y-17", "more than four digits", "Write -0017."),
        ("Y1000000000000000000", "cannot be placed", "146 billion"),
        ("Y1E999999999", "cannot be placed", "146 billion"),
        ("Y150000000000", "cannot be placed", "146 billion"),
        ("Y-150000000000", "cannot be placed", "146 billion"),
        ("Y12345S999", "cannot be placed", "146 billion"),
        ("2025/2024", "ends before it begins", "earlier date first"),
        ("[2025..2024]", "ends before it begins", "earlier date first"),
        ("2004-06-11/2004-06", "begins before the start", "2004-06-XX"),
        ("2025-06-22T04:00Z/2025-06-23", "without times", "Write 2025-06-22."),
        ("2025-06-22T25:00", "no hour 25", "24:00:00"),
        ("2025-06-22T10:61", "no minute 61", "24:00:00"),
        ("2025-06-22T10:10:61", "no second 61", "24:00:00"),
        ("2025-06-22T24:00:01", "ends at 24:00:00", "24:00:00"),
        ("2016-12-31T23:59:60Z", "leap seconds", "59"),
        ("2025-06-22T10:10+15:00", "differs from UTC by +15:00", "+14:00"),
        ("2025-06-22T10:10-00:00", "never negative", "Write Z"),
        ("[2020}", "not closed", "[1667,1668]"),
        ("[]", "empty", "[1667,1668]"),
        ("[2020,..,2021]", "“..” stands", "[..1984]"),
        ("[2020,..2021]", "“..” stands", "[..1984]"),
        ("/", "no date at all", "Leave the date out"),
        ("", "empty", "Leave the date out"),
        ("1" * 20_000, "20,000 characters", "10,000"),
        ("[2020,,2021]", "missing in “[2020,,2021]”", "2025-06-22"),
        ("1914/18", "“18” in “1914/18”", "all four digits"),
    ],
)
def test_refusals_say_why_and_what_to_write(text, message, hint):
    """Whatever is refused is refused with its reason and a remedy."""
    with pytest.raises(DateError) as refused:
        parse(text)
    assert message in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("early December 2024", "Write 2024-12-0X for about those ten days, or 2024-12 for the whole month."),
        ("mid-December 2024", "2024-12-1X"),
        ("end of Sept. 2024", "2024-09-2X"),
        ("22 June 2025", "Write 2025-06-22."),
        ("June 22nd, 2025", "Write 2025-06-22."),
        ("13-24 June 2025", "Write 2025-06-13/2025-06-24."),
        ("Dec. 2024", "Write 2024-12 for the month"),
        ("22/06/2025", "Write 2025-06-22, year first."),
        ("03/04/2025", "Write 2025-04-03 or 2025-03-04, year first."),
        ("2025/06/22", "Write 2025-06-22."),
        ("20250622", "Write 2025-06-22."),
        ("2025-6-2", "Write 2025-06-02."),
        ("c. 1979", "Write 1979~."),
        ("perhaps 1984", "Write 1984?."),
        ("1984 (?)", "Write 1984?."),
        ("1970s", "Write 197X."),
        ("19th century", "Write 18XX."),
        ("490 BC", "Write -0489"),
        ("1 BCE", "Write 0000 for 1 BCE."),
        ("12345", "Write Y12345"),
        ("+2006", "Write 2006."),
        ("199u", "Write X for a digit"),
        ("2025-06-22 04:00", "Write 2025-06-22T04:00."),
        ("2025-06-22t04:00z", "capitals"),
        ("2025-06-22T04:00?", "cannot be qualified"),
        ("2020..2021", "Write 2020/2021"),
        (" 2020", "Leave out the spaces."),
        ("2025 06", "EDTF has no spaces."),
        ("99/99/2025", "Write year-month-day"),
        ("today", "Write year-month-day"),
    ],
)
def test_dates_in_other_words_are_not_guessed(text, hint):
    """A date that is not EDTF is refused; the hint says how to write it."""
    with pytest.raises(DateError, match="is not EDTF") as refused:
        parse(text)
    assert hint in refused.value.hint


def test_long_texts_are_quoted_in_part():
    """A message never carries a whole book."""
    with pytest.raises(DateError) as refused:
        parse("x" * 9_000)
    assert len(refused.value.message) < 80


def test_the_furthest_years_that_can_be_placed():
    """Years up to 146 billion away are placed in whole seconds inside the distant past and future."""
    for text in ("Y146138000000", "Y-146138000000"):
        assert DISTANT_PAST < parse(text).start_min < parse(text).end_max < DISTANT_FUTURE


@given(strategies.edtf_texts.filter(is_edtf))
def test_text_goes_in_and_out_unchanged(text):
    """What was written is what is kept, and reads the same again."""
    assert parse(text).text == text
    assert parse(parse(text).text) == parse(text)


@given(strategies.edtf_texts.filter(is_edtf))
def test_bounds_are_whole_seconds_in_order(text):
    """Nothing starts after it can have started, nor ends before it began."""
    read = parse(text)
    numbers = (read.start_min, read.start_max, read.end_min, read.end_max)
    assert all(type(number) is int for number in numbers)
    assert DISTANT_PAST <= read.start_min <= read.start_max <= read.end_max <= DISTANT_FUTURE
    assert read.start_min <= read.end_min <= read.end_max


ALWAYS_EDTF = [
    strategies.plain_dates, strategies.long_years, strategies.qualified_dates(), strategies.timed_dates(),
    strategies.intervals(), strategies.sets(), strategies.short_years, strategies.decades,
]  # fmt: skip


@pytest.mark.parametrize("kind", ALWAYS_EDTF)
@given(data=st.data())
def test_every_kind_of_date_is_read(kind, data):
    """Texts made by the grammar are accepted."""
    text = data.draw(kind.filter(lambda text: not text.startswith("-0000")))
    assert isinstance(parse(text), UncertainDate)


def covers(outer: str, inner: str) -> bool:
    """Whether the period of one date lies in that of another."""
    one, other = parse(outer), parse(inner)
    return one.start_min <= other.start_min < other.end_max <= one.end_max


@given(strategies.days.filter(lambda text: not text.startswith("-")))
def test_a_day_lies_in_its_month_year_decade_and_century(text):
    """Each coarser precision contains the finer one, and is coarser."""
    steps = [text, text[:7], text[:4], text[:3] + "X", text[:2] + "XX", text[0] + "XXX", "XXXX"]
    for inner, outer in pairwise(steps):
        assert covers(outer, inner)
        assert parse(inner).precision <= parse(outer).precision


@given(strategies.days, st.data())
def test_unspecified_digits_only_widen(text, data):
    """A date with a digit left out covers the date itself."""
    places = [at for at, digit in enumerate(text) if digit.isdigit()]
    hidden = data.draw(st.sets(st.sampled_from(places)))
    masked = "".join("X" if at in hidden else digit for at, digit in enumerate(text))
    assert covers(masked, text)


@given(strategies.qualified_dates().filter(is_edtf))
def test_qualifiers_move_nothing(text):
    """About and perhaps are said, not drawn."""
    qualified, plain = parse(text), parse(re.sub("[?~%]", "", text))
    assert (qualified.start_min, qualified.end_max, qualified.precision) == (
        plain.start_min,
        plain.end_max,
        plain.precision,
    )
    assert bool(qualified.flags & DateFlag.UNCERTAIN) == bool(re.search("[?%]", text))
    assert bool(qualified.flags & DateFlag.APPROXIMATE) == bool(re.search("[~%]", text))


@given(st.dates())
def test_plain_days_are_those_of_datetime(plain):
    """The quick way for plain days gives what the calendar gives."""
    read = parse(plain.isoformat())
    assert civil_from_days(read.start_min // SECONDS_PER_DAY) == (plain.year, plain.month, plain.day)
    assert read.end_max - read.start_min == SECONDS_PER_DAY
    assert read.start_min == (plain - date(1970, 1, 1)).days * SECONDS_PER_DAY


def refusal_of(text: str) -> DateError | None:
    """The error with which a text is refused, None when it is read."""
    try:
        parse(text)
    except DateError as refused:
        return refused
    return None


@given(st.one_of(st.text(max_size=40), strategies.nearly_edtf, strategies.edtf_texts))
def test_any_text_is_read_or_refused(text):
    """No text breaks the parser: it gives a date or a DateError with a message and a hint."""
    refused = refusal_of(text)
    if refused:
        assert refused.message
        assert refused.hint
    else:
        assert parse(text).text == text
