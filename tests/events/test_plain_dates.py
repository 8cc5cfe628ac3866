"""Dates placed a column at a time lie where each of them lies by itself."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from viewer.errors import DateError
from viewer.events.dates import parse
from viewer.events.plain_dates import PLACED, place_plain

DAYS = st.dates().map(str) | st.sampled_from(["2025-02-29", "2024-02-29", "0000-01-01", "9999-12-31", "2025-13-01"])
MONTHS = DAYS.map(lambda day: day[:7])
CLOCKS = st.sampled_from(["T04:05", "T04:05Z", "T04:05:06", "T23:59:59Z", "T24:00:00", "T23:60", "T04:05:06+01:00"])
LIKE = st.one_of(
    DAYS,
    MONTHS,
    st.tuples(DAYS, DAYS).map("/".join),
    DAYS.map("{}/..".format),
    st.tuples(DAYS, CLOCKS).map("".join),
    strategies.plain_dates,
)
# One letter of a plain date replaced: what looks like one must not be taken for one.
SPOILT = st.tuples(LIKE, st.integers(0, 20), st.sampled_from("0-/.TZX~ é")).map(
    lambda made: made[0][: made[1]] + made[2] + made[0][made[1] + 1 :]
)


@given(st.lists(st.none() | LIKE | SPOILT, max_size=30))
def test_a_column_is_placed_as_its_texts_are(texts):
    """What is called plain is what the parser says, and nothing that it refuses is called plain."""
    placed = place_plain(pa.array(texts, pa.string()))
    for row in placed.plain.nonzero()[0]:
        date = parse(texts[row])
        assert {name: int(placed.columns[name][row]) for name in PLACED} == {n: int(getattr(date, n)) for n in PLACED}


@given(st.lists(DAYS | MONTHS | DAYS.map("{}/..".format), min_size=1, max_size=30))
def test_days_months_and_what_goes_on_are_plain(texts):
    """Those that exist are left to nobody else."""
    plain = place_plain(pa.array(texts, pa.string())).plain.tolist()
    assert plain == [not text.startswith("0000") and _is_date(text) for text in texts]


def _is_date(text):
    try:
        parse(text)
    except DateError:
        return False
    return True
