"""Dates in the spellings of people and programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.events.dates import is_edtf
from viewer.formats.written_dates import loose, of_milliseconds, one_of, spanned


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Nov 14 1840 00:00:00 GMT", "1840-11-14"),
        ("Fri Nov 14 2008 10:05:00 GMT-0500 (EST)", "2008-11-14T10:05-05:00"),
        ("Fri, 14 Nov 2008 10:05:30 +0530", "2008-11-14T10:05:30+05:30"),
        ("16 April 1971", "1971-04-16"),
        ("September 25, 2008", "2008-09-25"),
        ("Sept. 3, 1999", "1999-09-03"),
        ("November 1973", "1973-11"),
        ("115", "0115"),
        ("390 BC", "-0389"),
        ("c. 1450", "1450~"),
        ("? 1450", "1450?"),
        ("about 1450?", "1450%"),
        ("1970s", "197X"),
        ("19th century", "18XX"),
        ("20181024", "2018-10-24"),
        ("10/22/2020", "2020-10-22"),
        ("22/10/2020", "2020-10-22"),
        ("3/4/2020 6:30 pm", "2020-03-04T18:30"),
        ("5/2029", "2029-05"),
        ("2014-06-28T00:00:00.000Z", "2014-06-28"),
        ("1979/1985", "1979/1985"),
        ("-13800000000", "Y-13800000000"),
        ("2020-02-30", None),
        ("Talks of 1990", None),
        ("", None),
    ],
)
def test_usual_spellings(text, date):
    """Each is read as it is meant; what is no date is none."""
    assert loose(text) == date


def test_day_first_where_it_is_said():
    """3/4 is 3 April for those who write the day first."""
    assert loose("3/4/2020", day_first=True) == "2020-04-03"


@given(st.text("0123456789-/.:TZ+ ?~cBCadJanuryMonFri,", max_size=30))
def test_whatever_comes_out_is_edtf(text):
    """No text crashes it, and no answer is refused later."""
    assert (found := loose(text)) is None or is_edtf(found)


@pytest.mark.parametrize(
    ("first", "last", "date"),
    [
        ("1818-01-01", "1818-12-31", "1818"),
        ("1870-06-01", "1870-06-30", "1870-06"),
        ("1861-06-01", "1861-07-01", "1861-06"),
        ("1870-08-01", "1871-09-30", "[1870-08-01..1871-09-30]"),
    ],
)
def test_some_time_between(first, last, date):
    """The period that is exactly meant, else one of the days between."""
    assert one_of(first, last) == date


def test_times_of_an_interval_go_into_the_note():
    """An interval runs between days, and no hour is lost."""
    span = spanned("2025-06-22T09:00Z", "2025-06-24T10:00Z")
    assert span.date == "2025-06-22/2025-06-24"
    assert "09:00Z" in span.note
    assert "10:00Z" in span.note
    assert spanned("2001", "1999").date == "2001"
    assert "before it begins" in spanned("2001", "1999").fault


def test_milliseconds():
    """As scripts count them, and None beyond all time."""
    assert of_milliseconds(1_198_908_717_056) == "2007-12-29T06:11:57Z"
    assert of_milliseconds(0) == "1970-01-01"
    assert of_milliseconds(float("nan")) is None
    assert of_milliseconds(float("inf")) is None
