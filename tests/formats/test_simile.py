"""SIMILE: four dates, some time between, geological time."""

import pytest

from tests.formats.foreign_files import dates, events, opened
from viewer.formats import read


@pytest.mark.parametrize(
    ("attributes", "date"),
    [
        ('start="Nov 14 1840 00:00:00 GMT"', "1840-11-14"),
        ('start="1845" end="1846"', "[1845..1846]"),
        ('start="1845" end="1846" isDuration="true"', "1845/1846"),
        ('start="1880" latestStart="1885" earliestEnd="1895" end="1900" durationEvent="true"', "1880~/1900~"),
        ('start="Jun 01 1861" latestStart="Jul 01 1861" end="1863" isDuration="true"', "1861-06/1863"),
    ],
)
def test_up_to_four_dates(tmp_path, attributes, date):
    """An event that does not last happened some time between; one that lasts keeps how sure its ends are."""
    assert dates(tmp_path, "a.xml", f'<data><event {attributes} title="X"/></data>') == [date]


def test_html_and_links(tmp_path):
    """Escaped HTML in the text becomes text, links become sources."""
    text = '<data><event start="1845" title="X" link="http://a.org">&lt;p&gt;One&lt;/p&gt;&lt;b&gt;two&lt;/b&gt;</event></data>'
    (event,) = events(tmp_path, "a.xml", text)
    assert (event.summary, [s.url for s in event.sources]) == ("One\ntwo", ["http://a.org"])


def test_json_with_a_byte_order_mark(tmp_path):
    """The same events as JSON, with the mark that many programs put before it."""
    event = '{"id":"a","title":"X","start":"1839","end":"1937","durationEvent":true}'
    text = f'\ufeff{{"dateTimeFormat":"iso8601","events":[{event}]}}'
    assert dates(tmp_path, "a.json", text) == ["1839/1937"]


def test_spans_that_run_backwards_are_geological(shared_data):
    """The ages of dinosaurs are millions of years before the present, and the file is told so once."""
    table = read(shared_data("simile/dinosaurs.xml"))
    assert (len(table), len(table.problems)) == (224, 1)
    assert table.event(0).date.text == "Y-115000000/Y-105000000"


def test_an_end_before_the_start_keeps_the_start(tmp_path):
    """One backward span among sound ones is a mistake, not geology."""
    text = (
        '<data><event start="1900" end="1800" isDuration="true" title="X"/><event start="1" end="2" title="Y"/></data>'
    )
    assert dates(tmp_path, "a.xml", text) == ["1900", "[0001..0002]"]
    assert opened(tmp_path, "a.xml", text).problems
