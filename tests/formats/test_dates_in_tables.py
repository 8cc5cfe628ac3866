"""Cells become EDTF by a layout decided from their column, or are refused; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.events.dates import is_edtf
from viewer.formats.dates_in_tables import Layout, decided, edtf_of, from_parts


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1989-01-07", "1989-01-07"),
        ("7/1/1989", "1989-01-07"),
        ("7.1.1989", "1989-01-07"),
        ("19890107", "1989-01-07"),
        ("7 January 1989", "1989-01-07"),
        ("January 7, 1989", "1989-01-07"),
        ("Saturday, 7 Jan 1989", "1989-01-07"),
        ("7-Jan-89", "1989-01-07"),
        ("1989 Jan 7", "1989-01-07"),
        ("January 1989", "1989-01"),
        ("1/1989", "1989-01"),
        ("198901", "1989-01"),
        ("2009.0", "2009"),
        ("1989-01-07T00:00:00Z", "1989-01-07"),
        ("1989-01-07 14:30", "1989-01-07T14:30"),
        ("1/7/89 3:45 PM", "1989-07-01T15:45"),
        ("2013-01-03T10:11:12.123+0530", "2013-01-03T10:11:12+05:30"),
        ("-0489-09-07T00:00:00Z", "-0489-09-07"),
        ("1899000-01-01T00:00:00Z", "Y1899000"),
        ("1989-00-00", "1989"),
        ("1989-01-00", "1989-01"),
        ("1981-09..1981-10", "1981-09/1981-10"),
        ("2010-XX-XX", "2010-XX-XX"),
        ("1989?", "1989?"),
        ("c. 1812", "1812~"),
        ("c. 00~", "00~"),  # said twice, it is still about then
        ("ca. 1812/1814", "1812~/1814~"),
        ("490 BC", "-0489"),
        ("AD 33", "0033"),
        ("1930s", "193X"),
        ("1930 – 1967", "1930/1967"),
        ("32515", "1989-01-07"),
        ("600134400", "1989-01-07T00:00:00Z"),
        ("600134400000", "1989-01-07T00:00:00Z"),
    ],
)
def test_a_cell_of_a_known_form_becomes_edtf(text, edtf):
    """Each form stands for one date, in a column of its own kind."""
    assert edtf_of(text, decided([text])).edtf == edtf


@pytest.mark.parametrize(
    "text", ["soon", "0014-022005", "2010-XX-XX-", "2019-02-29", "31/4/2001", "1989-13-01", "2.02E+13"]
)
def test_what_is_no_date_is_refused_with_a_reason(text):
    """The 29th of February of a common year is no date, nor is a number whose digits are lost."""
    cell = edtf_of(text, decided([text]))
    assert not cell.edtf
    assert cell.fault


def test_the_order_of_day_and_month_comes_from_the_whole_column():
    """One date that can be read in one way only decides for all."""
    assert decided(["1/2/2001", "3/25/2001"]).order == "month-day"
    assert decided(["1/2/2001", "25/3/2001"]).order == "day-month"
    assert not decided(["1/2/2001", "25/3/2001"]).undecided
    assert decided(["1/2/2001", "3/4/2001"]).undecided
    assert not decided(["2001-02-01"]).undecided
    assert decided(["1/2/2001"], order="month-day") == Layout(order="month-day")


def test_years_of_two_digits_lie_within_a_hundred_years():
    """The century is the one that ends in 2049, unless it is chosen otherwise."""
    assert edtf_of("1/2/49", Layout()).edtf == "2049-02-01"
    assert edtf_of("1/2/50", Layout()).edtf == "1950-02-01"
    assert edtf_of("1/2/50", Layout(last_year=1999)).edtf == "1950-02-01"


@pytest.mark.parametrize(
    ("parts", "edtf"),
    [
        (("1989", "1", "7"), "1989-01-07"),
        (("1989.0", "January", ""), "1989-01"),
        (("1989", "0", "0"), "1989"),
        (("-490", "9", "12"), "-0490-09-12"),
        (("", "", ""), ""),
        (("0", "0", "0"), ""),
        (("0", "", ""), "0000"),
    ],
)
def test_parts_in_columns_of_their_own_make_one_date(parts, edtf):
    """Unknown parts make it coarser."""
    assert from_parts(*parts).edtf == edtf
    assert not from_parts(*parts).fault


@pytest.mark.parametrize("parts", [("x", "1", "1"), ("1989", "13", "1"), ("", "1", "1"), ("1989", "-2", "1")])
def test_parts_that_make_no_date_are_refused(parts):
    """Each with its reason."""
    assert from_parts(*parts).fault


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d"]))
def test_every_day_is_read_as_what_it_was_written_for(day, form):
    """Writing and reading are inverse in each form, for the years people write with four digits."""
    if day.year < 1000:
        return
    text = day.strftime(form)
    layout = Layout(number="yyyymmdd" if form == "%Y%m%d" else "year")
    assert edtf_of(text, layout).edtf == day.isoformat()


@given(st.text(alphabet="0123456789-/.T:Z~?X JanFebMrBCEs c+eE", max_size=30))
def test_whatever_comes_out_is_edtf(text):
    """Any text is refused or becomes a date the program can read."""
    cell = edtf_of(text, decided([text]))
    assert bool(cell.fault) != bool(cell.edtf)
    assert not cell.edtf or is_edtf(cell.edtf)


@given(st.text(max_size=8), st.text(max_size=5), st.text(max_size=5))
def test_whatever_parts_make_is_edtf(year, month, day):
    """Nothing in the cells of a year, a month and a day ends the reading."""
    cell = from_parts(year.strip(), month.strip(), day.strip())
    assert not cell.edtf or is_edtf(cell.edtf)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("May 1955[b]", "1955-05"), ("4 October 1957 [6][12]", "1957-10-04"), ("[1667,1668]", "[1667,1668]")],
)
def test_marks_of_footnotes_are_no_part_of_a_date(text, edtf):
    assert edtf_of(text, Layout()).edtf == edtf
