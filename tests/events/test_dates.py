"""EDTF in, bounds out: the conventions, and properties over every kind of date."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from viewer.errors import DateError
from viewer.events.calendars import SECONDS_PER_DAY, civil_from_days
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST, DateFlag, Precision, UncertainDate, is_edtf, parse


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
