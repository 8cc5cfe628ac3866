"""The axis says the right words at the right places, from seconds to billions of years."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.events.calendars import seconds_from_civil
from viewer.timeline.scale import TimeScale, TimeSpan, shortest_at
from viewer.timeline.ticks import axis, year_in_words

X0, X1 = 96.0, 1400.0


def axis_of(begin, end):
    return axis(TimeScale(TimeSpan(begin, end), X0, X1))


def from_to(first, last):
    return axis_of(float(seconds_from_civil(*first)), float(seconds_from_civil(*last)))


def words(ticks, count=3):
    return [tick.label for tick in ticks[:count]]


@given(st.floats(-3.2e17, 3.2e17), st.floats(1.78, 17.8))
def test_ticks_are_few_strictly_increasing_and_the_larger_unit_is_in_sight(middle, power):
    """For any middle within ten billion years and any length from a minute to twenty billion years."""
    length = max(10**power, shortest_at(middle))
    made = axis_of(middle - length / 2, middle + length / 2)
    for ticks in (made.major, made.minor):
        assert 1 <= len(ticks) <= (X1 - X0) / 24 + 2
        assert all(a.x < b.x for a, b in pairwise(ticks))
        assert all(tick.width > 0 and tick.label for tick in ticks)
    assert made.major[0].x <= X0 + 0.01
    assert any(max(tick.x, X0) + 40 < min(tick.x + tick.width, X1) for tick in made.major)
    assert not any(re.search(r"\d\.\d{10}|e\+|nan|inf", tick.label) for tick in (*made.major, *made.minor))


@given(st.integers(-5000, 5000), st.integers(1, 12), st.floats(5.3, 9))
def test_labels_of_days_months_and_years_stand_where_these_begin(year, month, power):
    """Each label of the upper level read as a date lies at its line, from 5000 BCE to 5000 CE."""
    begin = float(seconds_from_civil(year, month))
    scale = TimeScale(TimeSpan(begin, begin + 10**power), X0, X1)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    for tick in axis(scale).major:
        read = re.fullmatch(r"(?:(\d+) )?(?:(\w{3}) )?(\d+)( BCE| CE)?", tick.label)
        if read:
            there = 1 - int(read[3]) if read[4] == " BCE" else int(read[3])
            instant = seconds_from_civil(there, months.index(read[2]) + 1 if read[2] else 1, int(read[1] or 1))
            assert scale.x_of(float(instant)) == pytest.approx(tick.x, abs=0.01)


@pytest.mark.parametrize(
    ("first", "last", "major", "minor"),
    [
        ((2025, 1, 1), (2026, 1, 1), ["2025", "2026"], ["Jan", "Feb", "Mar"]),
        ((2025, 6, 1), (2025, 7, 1), ["Jun 2025", "Jul 2025"], ["1", "2", "3"]),
        ((2025, 6, 20), (2025, 6, 25), ["20 Jun 2025", "21 Jun 2025"], ["00:00", "06:00", "12:00"]),
        ((1964, 1, 1), (2026, 1, 1), ["1900–1999", "2000–2099"], ["1960", "1965", "1970"]),
        ((1970, 1, 1), (1990, 1, 1), ["1970s", "1980s", "1990s"], ["1970", "1971", "1972"]),
        ((-20, 1, 1), (21, 1, 1), ["30–21 BCE", "20–11 BCE", "10–1 BCE", "1–9 CE"], ["22 BCE", "20 BCE", "18 BCE"]),
        ((-2999, 1, 1), (-2998, 1, 1), ["3000 BCE", "2999 BCE"], ["Jan", "Feb", "Mar"]),
    ],
)
def test_words_at_some_scales(first, last, major, minor):
    """The unit that fits, and the one above it."""
    made = from_to(first, last)
    assert words(made.major, len(major)) == major
    assert words(made.minor) == minor


def test_hours_and_minutes_stand_under_their_day():
    """The day stays in sight at the left edge although it began long before."""
    noon = seconds_from_civil(2025, 6, 22) + 43_200.0
    for length in (60, 600, 7200):
        made = axis_of(noon, noon + length)
        assert words(made.major) == ["22 Jun 2025"]
        assert made.minor[0].label.startswith("12:00")


def test_there_is_no_year_zero():
    """1 BCE is followed by 1 CE."""
    assert [year_in_words(year) for year in (-1, 0, 1, 999, 1000)] == ["2 BCE", "1 BCE", "1 CE", "999 CE", "1000"]


def test_large_years_are_said_in_words():
    """Thousands are grouped, millions named."""
    assert year_in_words(12_000) == "12,000"
    assert year_in_words(3_500_000) == "3.5 million"
    assert year_in_words(1 - 2_000_000_000) == "2 billion BCE"
