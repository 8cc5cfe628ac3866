"""Calendar arithmetic, against datetime, numpy, published dates and itself."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.events import calendars

DAYS = st.integers(-(10**7), 10**7)
PAIRS = [
    (calendars.days_from_civil, calendars.civil_from_days),
    (calendars.days_from_julian, calendars.julian_from_days),
    (calendars.days_from_islamic, calendars.islamic_from_days),
    (calendars.days_from_solar_hijri, calendars.solar_hijri_from_days),
]


@pytest.mark.parametrize(("to_days", "from_days"), PAIRS)
@given(day=DAYS)
def test_every_day_comes_back(to_days, from_days, day):
    """A day turned into year, month and day and back is the same day."""
    year, month, day_of_month = from_days(day)
    assert 1 <= month <= 12
    assert 1 <= day_of_month <= 31
    assert to_days(year, month, day_of_month) == day


@pytest.mark.parametrize(("to_days", "from_days"), PAIRS)
@given(day=DAYS)
def test_days_follow_one_another(to_days, from_days, day):
    """The next day is the next of the month, or the first of the next month or year."""
    (year, month, number), following = from_days(day), from_days(day + 1)
    assert following in {
        (year, month, number + 1),
        (year, month + 1, 1),
        (year + 1, 1, 1),
    }
    assert following > (year, month, number)


@given(st.dates())
def test_agrees_with_datetime(day):
    """The Gregorian calendar is datetime's wherever datetime reaches."""
    days = (day - date(1970, 1, 1)).days
    assert calendars.days_from_civil(day.year, day.month, day.day) == days
    assert calendars.civil_from_days(days) == (day.year, day.month, day.day)


def test_agrees_with_numpy_far_beyond_datetime():
    """The Gregorian calendar is numpy's over twenty thousand years, before and after year 0."""
    days = np.arange(-(10**7), 10**7, 4_999)
    texts = days.astype("datetime64[D]").astype(str)
    for day, text in zip(days.tolist(), texts, strict=True):
        year, month, number = calendars.civil_from_days(day)
        assert text == f"{year:04}-{month:02}-{number:02}"


@given(st.integers(-(10**11), 10**11))
def test_years_beyond_every_library(year):
    """Four hundred years are 146,097 days, however far away."""
    assert calendars.days_from_civil(year + 400, 1, 1) - calendars.days_from_civil(year, 1, 1) == 146_097
    assert calendars.civil_from_days(calendars.days_from_civil(year, 2, 28) + 1)[2] == (
        29 if calendars.is_leap(year) else 1
    )


def test_month_lengths_and_midnights():
    """Months have their lengths, and seconds count from 1970."""
    assert [calendars.days_in_month(2025, month) for month in range(1, 13)] == [
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]  # fmt: skip
    assert [calendars.days_in_month(year, 2) for year in (1900, 2000, 2024, 0, -4)] == [28, 29, 29, 29, 29]
    assert calendars.seconds_from_civil(2000) == 946_684_800


@pytest.mark.parametrize(
    ("julian", "civil"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((-43, 3, 15), (-43, 3, 13)),
        ((0, 1, 1), (-1, 12, 30)),
    ],
)
def test_julian_days_known_to_history(julian, civil):
    """The reform of 1582, the October Revolution and the Ides of March fall where historians put them."""
    assert calendars.days_from_julian(*julian) == calendars.days_from_civil(*civil)
    assert calendars.julian_from_days(calendars.days_from_civil(*civil)) == julian
    assert calendars.days_from_julian(1582, 10, 5) == calendars.GREGORIAN_REFORM


@pytest.mark.parametrize(
    ("civil", "islamic"),
    [
        ((622, 7, 19), (1, 1, 1)),
        ((1945, 11, 12), (1364, 12, 6)),
        ((2025, 6, 22), (1446, 12, 25)),
        ((2000, 4, 6), (1421, 1, 1)),
    ],
)
def test_islamic_days_of_the_tables(civil, islamic):
    """The tabular Islamic calendar has its epoch and known days."""
    assert calendars.islamic_from_days(calendars.days_from_civil(*civil)) == islamic


def test_islamic_leap_years():
    """Eleven years of each thirty have 355 days, and they are those of the civil tables."""
    starts = [calendars.days_from_islamic(year, 1, 1) for year in range(1, 32)]
    leap = [year for year in range(1, 31) if starts[year] - starts[year - 1] == 355]
    assert leap == [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29]


@pytest.mark.parametrize(
    ("civil", "solar"),
    [
        ((2025, 6, 22), (1404, 4, 1)), ((2025, 3, 20), (1403, 12, 30)), ((2025, 3, 21), (1404, 1, 1)),
        ((1979, 2, 11), (1357, 11, 22)), ((1925, 3, 31), (1304, 1, 11)), ((1926, 4, 25), (1305, 2, 4)),
            ((2021, 3, 20), (1399, 12, 30)),
    ],
)  # fmt: skip
def test_solar_hijri_days_known_to_history(civil, solar):
    """Nowruz, leap days, the law of the calendar, a coronation and the revolution fall where they did."""
    assert calendars.solar_hijri_from_days(calendars.days_from_civil(*civil)) == solar


def test_solar_hijri_leap_years():
    """The leap years of 1304 to 1440 are those of the calendar in force."""
    starts = [calendars.days_from_solar_hijri(year, 1, 1) for year in range(1304, 1442)]
    leap = [1304 + at for at in range(137) if starts[at + 1] - starts[at] == 366]
    assert leap == [
        1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362, 1366, 1370,
        1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436,
    ]  # fmt: skip
