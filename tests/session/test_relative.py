"""Relative dates, against the calendar."""

from datetime import date

import pytest

from viewer.errors import QueryError
from viewer.session.relative import moment, stretch

TODAY = date(2024, 3, 31)  # a Sunday, the last day of a month and of a quarter


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("last 90 days", ("2024-01-01", "2024-03-31")),
        ("Last 1 month", ("2024-02-29", "2024-03-31")),
        ("last 4 years", ("2020-03-31", "2024-03-31")),
        ("this week", ("2024-03-25", "2024-03-31")),
        ("last week", ("2024-03-18", "2024-03-24")),
        ("this month", ("2024-03-01", "2024-03-31")),
        ("last month", ("2024-02-01", "2024-02-29")),
        ("last quarter", ("2023-10-01", "2023-12-31")),
        ("this year", ("2024-01-01", "2024-12-31")),
        ("today", ("2024-03-31", "2024-03-31")),
        ("2025-06", ("2025-06", "2025-06")),
        ("2024-12/2026-01", ("2024-12", "2026-01")),
        ("2024/..", ("2024", None)),
        ("-0044", ("-0044", "-0044")),
    ],
)
def test_stretches_of_time(words, ends):
    """Both ends are included; weeks begin on Monday."""
    assert stretch(words, TODAY) == ends


@pytest.mark.parametrize("words", ["soon", "last few days", "last 9999 years", "next year"])
def test_other_words_are_refused(words):
    """With words that would do, or the reason."""
    with pytest.raises(QueryError):
        stretch(words, TODAY)


def test_single_moments():
    """So long ago, or EDTF as it stands."""
    assert moment("3 months ago", TODAY) == "2023-12-31"
    assert moment("yesterday", TODAY) == "2024-03-30"
    assert moment("2025-06?", TODAY) == "2025-06?"
