"""TEI: when, from and to, not before and not after; trips and visits."""

import pytest

from tests.formats.foreign_files import events, opened, said
from viewer.formats import read


def tei(date, text="Text."):
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><div><head>Act, {date}</head><p>{text}</p></div></text></TEI>'
    )


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ('<date when="1789-07-27">x</date>', "1789-07-27"),
        ('<date from="1790-02-10" to="1790-08-05">x</date>', "1790-02-10/1790-08-05"),
        ('<date from="1884-10-01" to="1884-11-01">x</date>', "1884-10-01/1884-11-01"),
        ('<date from="1790">x</date>', "1790/"),
        ('<date notBefore="1818-01-01" notAfter="1818-12-31">x</date>', "1818"),
        ('<date notBefore="1870-08-01" notAfter="1871-09-30">x</date>', "[1870-08-01..1871-09-30]"),
        ('<date notBefore="1870">x</date>', "[1870..]"),
        ('<date when="1789" cert="low">x</date>', "1789?"),
    ],
)
def test_attributes_of_a_date(tmp_path, date, edtf):
    """What the attributes say, and no more."""
    (event,) = events(tmp_path, "a.xml", tei(date))
    assert (event.date.text, event.title, event.summary) == (edtf, "Act, x", "Text.")
    assert not event.date_note


def test_a_trip(tmp_path):
    """Days, place, both countries and the traveller."""
    trip = '<trip who="a-b"><id>7</id><role>secretary</role><name>A B</name><start-date>1905-08-01</start-date>'
    trip += "<end-date>1905-08-03</end-date><country>Germany, Federal Republic of</country><locale>Bonn</locale></trip>"
    (event,) = events(tmp_path, "a.xml", f"<trips>{trip}</trips>")
    assert (event.id, event.date.text, event.title) == (
        "trip-7",
        "1905-08-01/1905-08-03",
        "A B: Bonn, Germany, Federal Republic of",
    )
    assert {part.code for part in event.participants} >= {"USA"}
    assert len(event.participants) == 2


def test_unknown_countries_are_listed_once(tmp_path):
    """A name that nobody knows is reported once, with its count, and stays as a tag."""
    visit = "<visit><visitor>X</visitor><from>Ruritania</from><start-date>1905-08-01</start-date></visit>"
    table = opened(tmp_path, "a.xml", f"<visits>{visit * 3}</visits>")
    assert [m for m in said(table) if "Ruritania" in m] == [
        "3 events name “Ruritania”, which is no known country or organisation; it is kept as a tag."
    ]
    assert (table.event(0).tags, table.problems[0].kind) == (("Ruritania",), "name")


def test_countries_are_those_of_the_day(tmp_path):
    """Names as scholars and former times write them; one name may stand for one state after the other."""
    said = [("1874-12-12", "Hawaii"), ("1961-06-08", "Congo, Republic of"), ("1946-12-01", "Union of South Africa")]
    visits = "".join(
        f"<visit><visitor>X</visitor><from>{name}</from><start-date>{day}</start-date></visit>" for day, name in said
    )
    found = events(tmp_path, "a.xml", f"<visits>{visits}</visits>")
    assert [event.participants[-1].code for event in found] == ["XHAW", "COG", "ZAF"]


def test_the_annotated_timeline_opens_whole(shared_data):
    """Every entry of a real timeline opens with its date."""
    table = read(shared_data("us_state_dept/administrative-timeline/timeline.xml"))
    assert (len(table), int(table.events["dated"].sum()), table.problems) == (1_488, 1_488, ())


def test_a_title_is_a_sentence(tmp_path):
    """Where the heading is the date alone, the first sentence is the title; abbreviations do not end it."""
    text = "An Act of Congress (12 Stat. 4) in the U.S. moved the offices. Then more."
    body = f'<div><head><date when="1861">1861</date></head><p>{text}</p></div>'
    (event,) = events(tmp_path, "a.xml", f"<TEI><text>{body}</text></TEI>")
    assert event.title == "An Act of Congress (12 Stat. 4) in the U.S. moved the offices"
