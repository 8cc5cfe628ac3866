"""Dates as people write them in prose: what each means, and that nothing else is taken for a date."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.events.dates import is_edtf
from viewer.formats.dates_in_tables import decided, edtf_of

MEANT = {
    "c. 1850": "1850~",
    "1850?": "1850?",
    "1914-18": "1914/1918",
    "1939–45": "1939/1945",
    "1848/49": "1848/1849",
    "c. 1850–60": "1850~/1860~",
    "1950-1953": "1950/1953",
    "Q3 1998": "1998-35",
    "2011 Q1": "2011-33",
    "3rd quarter 1998": "1998-35",
    "first half of 2010": "2010-40",
    "spring 1968": "1968-21",
    "fall 2003": "2003-23",
    "winter 1939-40": "1939-24",
    "March–May 1999": "1999-03/1999-05",
    "June/July 1998": "1998-06/1998-07",
    "10-12/1998": "1998-10/1998-12",
    "12-15 June 1985": "1985-06-12/1985-06-15",
    "June 12-15, 1985": "1985-06-12/1985-06-15",
    "12-13.06.1999": "1999-06-12/1999-06-13",
    "28 June – 2 July 1999": "1999-06-28/1999-07-02",
    "1 May 1948 - 10 March 1949": "1948-05-01/1949-03-10",
    "29 Oct 1956 to 7 Nov 1956": "1956-10-29/1956-11-07",
    "05.06.1967-10.06.1967": "1967-06-05/1967-06-10",
    "from 1914 to 1918": "1914/1918",
    "early 1950s": "[1950..1953]",
    "mid-1970s": "[1974..1976]",
    "late May 1998": "1998-05-2X",
    "19th century": "18XX",
    "19. Jahrhundert": "18XX",
    "XIXe siècle": "18XX",
    "XIX век": "18XX",
    "before 1300": "[..1300]",
    "after 1990": "[1990..]",
    "since 1990": "1990/..",
    "1990-present": "1990/..",
    "1990–": "1990/..",
    "500–450 BC": "-0499/-0449",
    "15 March 44 BC": "-0043-03-15",
    "ca. 490 v. Chr.": "-0489~",
    "14 juillet 1789": "1789-07-14",
    "1er août 1914": "1914-08-01",
    "3. Oktober 1990": "1990-10-03",
    "28. 6. 1914": "1914-06-28",
    "12 de octubre de 1492": "1492-10-12",
    "8 декабря 1991 г.": "1991-12-08",
    "12 maja 1935": "1935-05-12",
    "20 Mayıs 1919": "1919-05-20",
    "14 يوليو 1958": "1958-07-14",
    "١٤ تموز ١٩٥٨": "1958-07-14",
    "1951年9月8日": "1951-09-08",
    "1965年6月": "1965-06",
    "12.IV.1961": "1961-04-12",
}


@pytest.mark.parametrize(("text", "edtf"), MEANT.items())
def test_a_phrase_means_what_it_says(text, edtf):
    assert edtf_of(text, decided([text])).edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Talks in 1990",
            "Resolution 242",
            "May",
            "n.d.",
            "unknown",
            "1998-13-01",
            "30 February 1999",
            "?",
            "Q5 1998",
        ),
        *("1918-1914", "31 June – 2 July 1999", "Section 12-15", "0014-022005", "century"),
    ],
)
def test_what_is_no_date_stays_none(text):
    assert not edtf_of(text, decided([text])).edtf


def test_a_column_says_whether_two_figures_are_a_season_or_a_year():
    """EDTF writes the spring of 2001 as 2001-21; beside 1914-18 the like are spans of years."""
    assert edtf_of("2001-21", decided(["2001-21", "2003-22"])).edtf == "2001-21"
    assert edtf_of("1920-25", decided(["1920-25", "1914-18"])).edtf == "1920/1925"


def test_dots_say_that_the_day_comes_first():
    assert decided(["1.2.1990"]).evident
    assert not decided(["1.2.1990"]).undecided
    assert decided(["1/2/1990"]).undecided


@settings(deadline=None)
@given(st.text(alphabet="0123456789 -–/.,?()QMayjunvonbisfrom至年月日XVIс до н э", max_size=30))
def test_whatever_is_read_is_edtf(text):
    found = edtf_of(text, decided([text])).edtf
    assert not found or is_edtf(found)
