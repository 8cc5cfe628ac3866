"""The time shown and its words: each stands for the other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import QueryError
from viewer.session.time_shown import called, span_called
from viewer.timeline.scale import TimeSpan

TODAY = date(2026, 1, 31)
DAY = 86_400


@given(st.floats(-1e13, 1e13), st.floats(60, 1e12))
def test_what_is_said_is_the_span_but_for_less_than_can_be_seen(begin, length):
    """It holds the span, is hardly longer, and says itself."""
    span = TimeSpan(begin, begin + length)
    found = span_called(called(span), TODAY)
    assert found.begin <= span.begin < span.end <= found.end
    far = 366 * DAY if abs(begin) > 2.5e11 or abs(span.end) > 2.5e11 else 0  # years beyond 9999 are not parted
    assert found.length - span.length <= (2 * DAY if length > 1_000 * DAY else 2) + 2 * far + 1
    assert span_called(called(found), TODAY) == found


@pytest.mark.parametrize(
    ("words", "days"), [("2024-12/2026-01", 427), ("last 90 days", 91), ("2025-06", 30), ("-0044-03-15", 1)]
)
def test_words_for_a_span(words, days):
    """As for the range, the last day included."""
    assert span_called(words, TODAY).length == days * DAY


@pytest.mark.parametrize("words", ["", "2024/..", "../2024", "soon"])
def test_what_is_no_span(words):
    """An open end cannot be drawn."""
    with pytest.raises(QueryError):
        span_called(words, TODAY)
