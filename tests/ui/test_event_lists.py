"""The matching events as tables and citations: the same events in each, nothing that could run, nothing torn."""

import csv
import errno
import io
import json
import re
from html.parser import HTMLParser

import pytest
from python_calamine import CalamineWorkbook

from tests.builders import a_table, an_event
from viewer.bundled import bundled
from viewer.errors import FileProblem, ViewerError
from viewer.events.event import Source
from viewer.events.query import FacetFilter, Query
from viewer.formats import read
from viewer.store.frame import FrameStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.event_lists import LISTS, Listing, ending_of, write_list

EVIL = "</td></table><script>alert(1)</script>\u202e"


@pytest.fixture(scope="module")
def store():
    """The bundled chronology."""
    return FrameStore(read(bundled("data/events.json")))


@pytest.fixture
def pakistan(store):
    """Its events with Pakistan."""
    return Listing(store, Query().with_facet("country", FacetFilter(("PAK",))))


def written(listing, ending):
    return b"".join(LISTS[ending](listing))


class Cells(HTMLParser):
    """The texts of a table by row, the tags there are, and where links lead."""

    def __init__(self):
        super().__init__()
        self.rows, self.tags, self.links = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_tables_hold_the_same_events(pakistan):
    ids = [record.id for record in pakistan.records()]
    lines = list(csv.DictReader(io.StringIO(written(pakistan, ".csv").decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(written(pakistan, ".xlsx"))).get_sheet_by_index(0).to_python()
    page = Cells()
    page.feed(written(pakistan, ".table.html").decode())
    assert [line["id"] for line in lines] == [row[0] for row in sheet[1:]] == ids
    assert len(page.rows) == len(ids) + 1
    assert all(len(row) == 5 for row in page.rows)
    assert "Pakistan (signatory)" in page.rows[1][2]
    assert {"thead", "tbody", "th"} <= page.tags


def test_equal_events_are_equal_files(pakistan, store):
    for ending in LISTS:
        assert written(pakistan, ending) == written(Listing(store, pakistan.query), ending)


def test_citations_are_those_of_the_events(pakistan):
    cited = json.loads(written(pakistan, ".csl.json"))
    sources = {source.url for record in pakistan.records() for source in record.sources or () if source.url}
    assert {item["URL"] for item in cited if "URL" in item} == sources
    assert written(pakistan, ".bib").count(b"@misc{") == len(cited) == written(pakistan, ".txt").count(b"\n")


def test_nothing_in_a_table_page_can_run():
    sources = (Source(EVIL, EVIL, "javascript:alert(1)"), Source("P", "T", 'https://e.org/"><img/src=x>'))
    event = an_event("e", EVIL, at="2020", sources=sources, summary=EVIL)
    text = written(Listing(FrameStore(a_table(event)), Query()), ".table.html").decode()
    page = Cells()
    page.feed(text)
    assert not page.tags & {"script", "img", "link", "iframe", "object"}
    assert page.links == ['https://e.org/"><img/src=x>']
    assert "\u202e" not in text
    assert len(page.rows) == 2
    assert not re.search(r"""(?:src=|@import|url\()""", text.replace(EVIL, "").replace("img/src=x", ""))


def test_a_span_lists_what_falls_into_it_and_picked_events_themselves(store):
    marks = store.marks()
    one = int(marks.row[10])
    span = TimeSpan(float(marks.start_min[10]), float(marks.end_max[10]))
    inside = {record.id for record in Listing(store, Query(), span).records()}
    assert store.id_at(one) in inside
    assert 0 < len(inside) < len(Listing(store, Query()))
    assert [r.id for r in Listing(store, Query(ids=(store.id_at(one),))).records()] == [store.id_at(one)]


def test_an_existing_list_is_kept_unless_forced(pakistan, tmp_path):
    path = tmp_path / "Mine.Table.HTML"
    path.write_text("mine")
    assert ending_of(path) == ".table.html"
    assert ending_of(tmp_path / "picture.html") == ""
    with pytest.raises(FileProblem, match="exists"):
        write_list(pakistan, path, force=False)
    write_list(pakistan, path, force=True)
    assert path.read_bytes().startswith(b"<!doctype")


@pytest.mark.parametrize("ending", LISTS)
def test_a_list_that_is_given_up_leaves_nothing_behind(store, tmp_path, ending):
    """It ends at the next event; what was there stays."""
    asked = []
    listing = Listing(store, Query(), given_up=lambda: asked.append(1) or len(asked) > 3)
    (tmp_path / f"a{ending}").write_text("old")
    with pytest.raises(ViewerError, match="given up"):
        write_list(listing, tmp_path / f"a{ending}", force=True)
    assert len(asked) == 4
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_full_temporary_folder_is_one_sentence(pakistan, monkeypatch):
    """A workbook waits there until it is whole; nothing of it stays."""

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet.write_string", full)
    with pytest.raises(FileProblem, match="is full"):
        written(pakistan, ".xlsx")
