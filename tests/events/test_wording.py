"""Dates in English: each wording once, and no date without words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from viewer.events.calendars import seconds_from_civil
from viewer.events.dates import DateFlag, Precision, is_edtf, parse
from viewer.events.wording import (
    in_other_calendars,
    in_words,
    length_in_words,
    length_of,
    precision_in_words,
    span_in_words,
    weekday,
)

HOUR, DAY, YEAR = 3_600, 86_400, 31_556_952


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-06-22", "22 June 2025"),
        ("2024-12", "December 2024"),
        ("1979", "1979"),
        ("0476", "476 CE"),
        ("-0489", "490 BCE"),
        ("0000", "1 BCE"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("Y170000002~", "about 170,000,002 CE"),
        ("Y-17E7", "170,000,001 BCE"),
        ("1979~", "about 1979"),
        ("1984?", "perhaps 1984"),
        ("1984%", "perhaps about 1984"),
        ("197X", "1970s"),
        ("197X~", "about the 1970s"),
        ("197", "1970s"),
        ("200X", "2000–2009"),
        ("000X", "1 BCE – 9 CE"),
        ("-005X", "60–51 BCE"),
        ("19XX", "20th century"),
        ("-01XX", "2nd century BCE"),
        ("10XX", "11th century"),
        ("1XXX", "2nd millennium"),
        ("XXXX", "unknown year"),
        ("20X0", "some year from 2000 to 2090 (20X0)"),
        ("1950S2", "about 1950 (between 1900 and 1999)"),
        ("Y-3388E2S3", "about 338,801 BCE (between 339,000 BCE and 338,001 BCE)"),
        ("-1859S5", "1860 BCE"),
        ("2024-21", "spring 2024"),
        ("2010-24", "winter 2010–11"),
        ("1999-24", "winter 1999–2000"),
        ("-0489-24", "winter 490 BCE"),
        ("2001-25", "northern spring 2001"),
        ("2001-30", "southern summer 2001–02"),
        ("2001-32", "southern winter 2001"),
        ("2001-34", "second quarter of 2001"),
        ("2001-34~", "about the second quarter of 2001"),
        ("2001-38", "May–August 2001"),
        ("2001-41", "second half of 2001"),
        ("198X-21", "spring in the 1980s"),
        ("2024-12-0X", "early December 2024"),
        ("2024-12-1X", "mid-December 2024"),
        ("2024-12-2X", "late December 2024"),
        ("2024-12-3X", "30 or 31 December 2024"),
        ("2020-05-X5", "5, 15 or 25 May 2020"),
        ("1985-04-XX", "some day in April 1985"),
        ("2004-XX-XX", "some day in 2004"),
        ("2004-XX", "some month of 2004"),
        ("1984-1X", "October, November or December 1984"),
        ("1984-0X", "some month from January to September 1984"),
        ("156X-12-25", "25 December in the 1560s"),
        ("15XX-12", "December in the 16th century"),
        ("XXXX-12-25", "25 December of an unknown year"),
        ("1560-XX-25", "the 25th of an unknown month of 1560"),
        ("1560-XX-03", "the 3rd of an unknown month of 1560"),
        ("2004-1X-0X", "a day that fits 2004-1X-0X"),
        ("2004-06~-11", "11 June 2004 (month and year approximate)"),
        ("2004-?06-11", "11 June 2004 (month uncertain)"),
        ("2004-06-~11", "about 11 June 2004"),
        ("?2004-06-04~", "about 4 June 2004 (year uncertain)"),
        ("2025-06-22T04:00Z", "22 June 2025, 04:00 UTC"),
        ("2025-06-22T23:20:30-04", "22 June 2025, 23:20:30 UTC−4"),
        ("2025-06-22T23:20+04:30", "22 June 2025, 23:20 UTC+4:30"),
        ("2025-06-22T10:10", "22 June 2025, 10:10 local time"),
        ("2025-06-22T10Z", "22 June 2025, between 10:00 and 11:00 UTC"),
        ("2025-06-13/2025-06-24", "13–24 June 2025, 12 days"),
        ("2025-06-13/2025-06-13", "13 June 2025, 1 day"),
        ("2025-05-29/2025-06-03", "29 May – 3 June 2025, 6 days"),
        ("2024-12-29/2025-01-03", "29 December 2024 – 3 January 2025, 6 days"),
        ("2023-01-18/2023-01-20", "18–20 January 2023, 3 days"),
        ("2020-05-12/2024-08-01", "12 May 2020 – 1 August 2024, about 4 years 2 months"),
        ("2024-01/2024-05", "January–May 2024, 5 months"),
        ("2024-05/2024-05", "May 2024, 1 month"),
        ("2024-12/2026-11", "December 2024 – November 2026, 2 years"),
        ("1964/2008", "1964–2008, 45 years"),
        ("1964/1964", "1964, 1 year"),
        ("-0199/-0100", "200–101 BCE, 100 years"),
        ("-0043/0014", "44 BCE – 14 CE, 58 years"),
        ("1914-07-28~/1914-08-11", "about 28 July 1914 – 11 August 1914, about 15 days"),
        ("1984~/2004-06", "about 1984 – June 2004"),
        ("1987/199X", "1987 – 1990s"),
        ("2003-22/2003-23", "summer 2003 – autumn 2003"),
        ("2020-05-12/..", "since 12 May 2020"),
        ("197X/..", "since the 1970s"),
        ("../1945", "until 1945"),
        ("/1945", "until 1945, start unknown"),
        ("1984/", "from 1984, end unknown"),
        ("../..", "no beginning, ongoing"),
        ("/..", "start unknown, ongoing"),
        ("../", "no beginning, end unknown"),
        ("[1667,1668,1670..1672]", "one of 1667, 1668 or 1670–1672"),
        ("{1960,1961-12}", "1960 and December 1961"),
        ("[2020]", "2020"),
        ("[..1984]", "1984 or earlier"),
        ("[1760-12..]", "December 1760 or later"),
        ("{..1984}", "1984 and all earlier"),
    ],
)
def test_dates_in_words(text, words):
    """A date is said as a historian would write it."""
    assert in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-06-22", "22 Jun 2025"),
        ("2025-06-13/2025-06-24", "13–24 Jun 2025"),
        ("2024-01/2024-05", "Jan–May 2024"),
        ("1985-04-XX", "Apr 1985"),
        ("2004-?06-11", "11 Jun 2004"),
        ("1950S2", "about 1950"),
        ("2020-05-12/..", "since 12 May 2020"),
    ],
)
def test_brief_words(text, words):
    """Brief wording abbreviates months and leaves out lengths and remarks."""
    assert in_words(parse(text), brief=True) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-06-22", "day known"),
        ("2024-12", "month known"),
        ("1979~", "year approximate"),
        ("1979?", "year uncertain"),
        ("1979%", "year approximate and uncertain"),
        ("197X", "decade known"),
        ("XXXX-12-25", "year unknown"),
        ("1950S2", "year approximate"),
        ("1950S2%", "year approximate and uncertain"),
        ("2001-34", "quarter known"),
        ("2001-38", "third of the year known"),
        ("2001-41", "half-year known"),
        ("2001-21", "season known"),
        ("2025-06-22T04Z", "hour known"),
        ("2004-06~-11", "day known, month and year approximate"),
        ("2025-06-13/2025-06-24", "both days known"),
        ("19XX/20XX", "both centuries known"),
        ("2024-12/2025-01-03", "start month known, end day known"),
        ("2020-05-12/..", "start day known, ongoing"),
        ("1984~/", "start year approximate, end unknown"),
        ("../1945", "no start, end year known"),
        ("/1945", "start unknown, end year known"),
        ("[1667,1668]", "one of several dates"),
        ("{1667,1668}", "several dates"),
    ],
)
def test_precision_in_words(text, words):
    """What is known, and how well, is said for each end."""
    assert precision_in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2025-06-22", "Sunday"),
        ("1970-01-01", "Thursday"),
        ("1969-12-31", "Wednesday"),
        ("2025-06-22T23:30-04", "Sunday"),
        ("2025-06-22~", None),
        ("2025-06", None),
        ("2025-06-22/2025-06-23", None),
        ("[2025-06-22,2025-06-23]", None),
    ],
)
def test_weekday(text, name):
    """Only a day that is certain has a name; a time of day keeps the day of its own clock."""
    assert weekday(parse(text)) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-06-22", (("Solar Hijri", "1 Tir 1404"), ("Islamic (tabular)", "25 Dhu al-Hijja 1446"))),
        (
            "2025-06-13/2025-06-24",
            (("Solar Hijri", "23 Khordad – 3 Tir 1404"), ("Islamic (tabular)", "16–27 Dhu al-Hijja 1446")),
        ),
        (
            "2024-01",
            (("Solar Hijri", "11 Dey – 11 Bahman 1402"), ("Islamic (tabular)", "19 Jumada al-Akhira – 20 Rajab 1445")),
        ),
        ("-0043-03-15", (("Julian", "17 March 44 BCE"),)),
        ("1066-10-20~", (("Islamic (tabular)", "about 21 Dhu al-Qada 458"), ("Julian", "about 14 October 1066"))),
        ("2025", ()),
        ("2025-06-22/..", ()),
        ("[2025-06-22,2025-06-24]", ()),
    ],
)
def test_other_calendars(text, expected):
    """The same days in the calendars that reach them; Julian before the reform."""
    assert in_other_calendars(parse(text)) == expected


def test_the_julian_calendar_when_asked():
    """The October Revolution has its Julian date when it is asked for."""
    assert dict(in_other_calendars(parse("1917-11-07"), julian=True))["Julian"] == "25 October 1917"
    assert "Julian" not in dict(in_other_calendars(parse("1917-11-07")))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (90, "90 seconds"),
        (45 * 60, "45 minutes"),
        (5 * HOUR, "5 hours"),
        (12 * DAY, "12 days"),
        (493 * DAY, "16 months"),
        (900 * DAY, "2 years 6 months"),
        (2 * YEAR, "2 years"),
        (62 * YEAR, "62 years"),
        (12_000 * YEAR, "12,000 years"),
        (1_234_567 * YEAR, "1.23 million years"),
        (4.5e9 * YEAR, "4.5 billion years"),
        (2**63, "292 billion years"),
    ],
)
def test_lengths(seconds, words):
    """A length is said in the unit that gives a small number."""
    assert length_in_words(seconds) == words


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ((2024, 10, 15), (2026, 2, 21), "15 Oct 2024 – 20 Feb 2026"),
        ((2025, 6, 13), (2025, 6, 25), "13–24 Jun 2025"),
        ((2025, 5, 29), (2025, 6, 4), "29 May – 3 Jun 2025"),
        ((2020, 3, 1), (2026, 5, 1), "Mar 2020 – Apr 2026"),
        ((1964, 1, 1), (2027, 1, 1), "1964–2026"),
        ((-500, 1, 1), (-400, 1, 1), "501–402 BCE"),
        ((-43, 1, 1), (15, 1, 1), "44 BCE – 14 CE"),
        ((-5000, 1, 1), (5000, 1, 1), "5000 BCE – 5000 CE"),
        ((-66 * 10**6, 1, 1), (2026, 1, 1), "66 million BCE – 2025 CE"),
        ((-3 * 10**9, 1, 1), (3 * 10**9, 1, 1), "3 billion BCE – 3 billion CE"),
    ],
)
def test_spans_of_days_and_years(begin, end, words):
    """A span is said as finely as its length warrants, its last day or year included."""
    assert span_in_words(seconds_from_civil(*begin), seconds_from_civil(*end)) == words


def test_spans_of_hours():
    """A span within two days is said with its hours."""
    midnight = seconds_from_civil(2025, 6, 22)
    assert span_in_words(midnight + 4 * HOUR, midnight + 16.5 * HOUR) == "22 Jun 2025, 04:00–16:30 UTC"
    assert span_in_words(midnight + 20 * HOUR, midnight + 26 * HOUR) == "22 Jun 2025, 20:00 – 23 Jun 2025, 02:00 UTC"


@given(strategies.edtf_texts.filter(is_edtf))
def test_every_date_has_words(text):
    """Whatever is read can be said, in full and in brief, with its precision."""
    date = parse(text)
    for words in (in_words(date), in_words(date, brief=True), precision_in_words(date)):
        assert words
        assert "  " not in words
        assert words == words.strip()
    if weekday(date) is not None:
        assert date.precision <= Precision.DAY
    for _, words in in_other_calendars(date, julian=True):
        assert words
    assert not length_of(date) or date.flags & DateFlag.INTERVAL


@given(st.floats(-(2.0**62), 2.0**62), st.floats(0, 2.0**62))
def test_every_span_has_words(begin, length):
    """Any part of the axis can be said."""
    assert span_in_words(begin, begin + length).strip()
    assert length_in_words(length).strip()
