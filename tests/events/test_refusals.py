"""What is said of dates that are refused."""

import pytest

from viewer.errors import DateError
from viewer.events.dates import parse


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
