"""TimelineJS 2, 3 and its sheet: one and the same timeline."""

import pytest

from tests.builders import a_table, an_event
from tests.formats.foreign_files import dates, events
from viewer.formats import read, write_events

V3 = """{"title":{"text":{"headline":"T"}},
"eras":[{"start_date":{"year":1900},"end_date":{"year":1950},"text":{"headline":"E"}}],
"events":[{"unique_id":"a","start_date":{"year":"1919","month":"6","day":"28"},"group":"Treaty",
"text":{"headline":"<b>Versailles</b>","text":"<p>One</p><p>Two</p>"},"media":{"url":"//a.org/x","caption":"C"}}]}"""


def test_version_three(tmp_path):
    """HTML becomes text, media a source, a group a tag; an event in an era is part of it."""
    era, event = events(tmp_path, "a.json", V3)
    assert (era.title, era.tags, event.part_of) == ("E", ("era",), era.id)
    assert (event.id, event.title, event.summary, event.tags) == ("a", "Versailles", "One\n\nTwo", ("Treaty",))
    assert (event.date.text, event.sources[0].url, event.sources[0].title) == ("1919-06-28", "https://a.org/x", "C")


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ('"2011,3,23"', "2011-03-23"),
        ('"2011"', "2011"),
        ('"2011,12,10,07,02,10"', "2011-12-10T07:02:10"),
        ('"12/10/2011"', "2011-12-10"),
        ('"-3500"', "-3499"),
        ('""', None),
    ],
)
def test_version_two(tmp_path, given, date):
    """Dates are numbers with commas between them."""
    text = f'{{"timeline":{{"headline":"T","date":[{{"startDate":{given},"headline":"X"}}]}}}}'
    assert dates(tmp_path, "a.json", text) == [date]


def test_the_sheet(tmp_path):
    """A row of the spreadsheet is a slide; cells may hold line breaks."""
    head = (
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Type\n"
    )
    text = head + ',,,,,,,,,The title,,,,title\n1919,6,28,,1920,1,10,,,Treaty,"one\ntwo",http://a.org,Me,\n'
    (event,) = events(tmp_path, "a.csv", text)
    assert (event.date.text, event.title, event.summary) == ("1919-06-28/1920-01-10", "Treaty", "one\ntwo")


def test_written_and_read_again(tmp_path):
    """Ids, titles and plain dates come back; what was lost is said."""
    made = [
        an_event("a", "One & <two>", at="1919-06-28"),
        an_event("b", "Two", at="-0489"),
        an_event("c", "Vague", at="1919~"),
    ]
    path = tmp_path / "x.timelinejs.json"
    said = write_events(a_table(*made), path)
    back = read(path)
    found = [(e.id, e.title, e.date.text) for e in map(back.event, range(3))]
    assert found == [("a", "One & <two>", "1919-06-28"), ("b", "Two", "-0489"), ("c", "Vague", "1919")]
    assert "One event keeps how sure its date is in words alone." in said
