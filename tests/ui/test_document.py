"""Files of many pages: time folded and spread, numbers and the list they point to, links and bookmarks."""

import html
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from defusedxml import ElementTree

from tests.builders import a_table, an_event
from viewer.bundled import bundled
from viewer.errors import ViewerError
from viewer.events.calendars import civil_from_days
from viewer.events.event import Source
from viewer.events.query import FacetFilter, Query
from viewer.formats import read
from viewer.store.frame import FrameStore
from viewer.ui.document import DAY, document
from viewer.ui.picture_files import pdf, svg
from viewer.ui.pictures import Order
from viewer.ui.theme import load_theme
from viewer.ui.web_page import web_page

A4 = Order(width=1123, height=794, lanes_by="none")
EVIL = '"><script>alert(1)</script>\u202e'


@pytest.fixture(scope="module")
def store():
    """The bundled chronology."""
    return FrameStore(read(bundled("data/events.json")))


@pytest.fixture
def evil():
    """Events whose every text wants to be markup, and whose addresses are none of the web."""
    sources = (
        Source(EVIL, EVIL, 'https://e.org/"><img/src=x>', "2020", EVIL),
        Source("Bad", "Bad", "javascript:alert(1)"),
        Source("File", "File", "file:///etc/passwd"),
    )
    events = [an_event(f"e{n}", EVIL, at="2020-05-17", sources=sources, summary=EVIL) for n in range(3)]
    return FrameStore(a_table(*events))


def test_time_is_spread_over_pages_without_a_gap(qapp, store):
    """Each page begins where the one before ends, with a year; they are numbered and named by their time."""
    made = document(store, A4, pages=3)
    spans = [page._page.scene.span for page in made.pages]
    reach = document(store, A4).pages[0].reach
    assert [span.begin for span in spans[1:]] == [span.end for span in spans[:-1]]
    assert spans[0].begin < reach.begin < spans[1].begin
    assert spans[-1].begin < reach.end < spans[-1].end
    assert [page._number for page in made.pages] == ["1 / 3", "2 / 3", "3 / 3"]
    assert len({page.name for page in made.pages}) == 3


def test_time_is_parted_where_the_events_are(qapp, store):
    """Fifty quiet years take one strip, and the crowded last ones two; each begins with a year or a month."""
    spans = [picture.scene.span for _, picture in document(store, A4, rows=3).pages[0]._strips]
    assert spans[0].length > 10 * spans[1].length > 10 * spans[2].length / 2
    assert all(civil_from_days(int(span.begin // DAY))[2] == 1 for span in spans[1:])


def test_a_page_folded_into_rows_has_one_heading_and_one_key(qapp, store):
    """The key explains what stands in any of the rows, and the page is as large as asked for."""
    tall = replace(A4, height=1600)
    (page,) = document(store, tall, rows=3).pages
    text = " ".join(ElementTree.fromstring(svg(page)).itertext())
    assert text.count(page.title) == 1 + 1  # on the page, and in the file's title
    assert text.count("Agreement") == 1
    assert "lanes" not in page.description
    assert all(top + picture.height <= 1600 for top, picture in page._strips)
    assert sum("legend" not in picture.order.parts for _, picture in page._strips) == 2


def test_too_many_rows_are_refused(qapp, store):
    """A strip needs room."""
    with pytest.raises(ViewerError, match="rows"):
        document(store, A4, rows=12)


def test_numbers_stand_on_events_and_in_the_list(qapp, store):
    """The number of a title in the picture is that of the event in the appendix."""
    made = document(store, replace(A4, parts=A4.parts | {"numbers", "appendix"}))
    text = " ".join(ElementTree.fromstring(svg(made.pages[0])).itertext())
    seen = dict(re.findall(r"\[(\d+)\] ([^…\[\]]{12})", text))
    listed = [event.title for _, event in made.events]
    assert seen
    assert all(listed[int(number) - 1].startswith(title) for number, title in seen.items())
    assert len(listed) == len(read(bundled("data/events.json")))


def test_every_event_of_the_list_is_on_its_pages_once(qapp, store):
    """Nothing is lost where columns and pages break."""
    made = document(store, replace(A4, parts=A4.parts | {"appendix"}))
    lines = [line for page in made.pages[1:] for column in page._page._columns for line in column]
    assert list(dict.fromkeys(line.row for line in lines)) == [row for row, _ in made.events]
    for page in made.pages[1:]:
        assert all(y < page.height - 16 for _, y, _ in page._page._placed())
        assert all(x + line.indent < page.width for x, _, line in page._page._placed())


@pytest.mark.parametrize("points", [6.5, 13])
def test_text_of_any_size_keeps_the_page(qapp, store, points):
    """Larger text on the same paper."""
    (page,) = document(store, A4, text_size=points).pages
    assert (page.width, page.height) == (1123, 794)
    assert all(a.x >= 0 and a.x + a.width <= 1124 and a.y + a.height <= 794 for a in page.areas())


def without_clock(document):
    """A PDF without the moment it was made: all that differs between two of the same picture."""
    document = re.sub(rb"\(D:\d{14}[^)]*\)", b"", document)
    return re.sub(rb'(:\w+Date=")[^"]*"', b"", document)


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is not on this machine")
def test_a_pdf_says_what_it_is_and_holds_its_fonts(qapp, store, tmp_path):
    """Title, no author, keywords and the day it was made; every font embedded as a subset."""
    path = tmp_path / "a.pdf"
    order = replace(A4, query=Query().with_facet("country", FacetFilter(("PAK",))))
    path.write_bytes(pdf(document(store, order, pages=2)))
    said = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    info = dict(re.findall(r"^([\w ]+):[ \t]*(.*)$", said, re.MULTILINE))
    assert (info["Pages"], info["Author"], info["Title"]) == ("2", "", store.about.title)
    assert info["Keywords"].startswith("Pakistan, Agreement")
    assert str(datetime.now(UTC).year) in info["CreationDate"]
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(re.match(r"[A-Z]{6}\+Noto", line) and line.split()[-5:-2] == ["yes"] * 3 for line in fonts)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not on this machine")
def test_a_pdf_has_links_and_bookmarks_and_is_sound(qapp, store, tmp_path):
    """As another program reads it."""
    path = tmp_path / "a.pdf"
    made = document(store, replace(A4, parts=A4.parts | {"appendix"}), pages=2)
    path.write_bytes(pdf(made))
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    plain = subprocess.run(["qpdf", "--json", path], check=True, capture_output=True, text=True).stdout
    assert plain.count('"/Subtype": "/Link"') == sum(bool(a.url) for page in made.pages for a in page.areas()) > 100
    assert all(f"u:{page.name}" in plain or f'"{page.name}"' in plain for page in made.pages)
    assert '"u:https://www.arabnews.pk/node/2606604/pakistan"' in plain
    assert without_clock(pdf(made)) == without_clock(pdf(made))


def test_no_address_but_of_the_web_becomes_a_link(qapp, evil):
    """Neither in a PDF nor in HTML."""
    made = document(evil, replace(A4, parts=A4.parts | {"appendix"}))
    urls = {area.url for page in made.pages for area in page.areas()} - {""}
    assert urls == {'https://e.org/"><img/src=x>'}
    assert b"javascript" not in pdf(made)


def test_html_cannot_be_broken_out_of(qapp, evil):
    """Every text is escaped; there is no script, nothing is loaded, and the picture is well-formed."""
    made = document(evil, replace(A4, parts=A4.parts | {"appendix"}), sheets=False)
    text = web_page(made, svg(made.pages[0]), load_theme("light")).decode()
    assert "<script" not in text
    assert "<img" not in text
    assert "\u202e" not in text
    assert html.escape("<script>alert(1)</script>") in text
    assert set(re.findall(r'(?:href|src)="(\w+:|#)', text)) == {"https:", "#"}
    assert not re.findall(r"""(?:src|@import|url\()\s*=?\s*['"]?https?:""", text)
    ElementTree.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])


def test_html_lists_every_event_that_the_picture_links_to(qapp, store):
    """No link of the page leads nowhere."""
    made = document(store, replace(A4, parts=A4.parts | {"appendix"}), sheets=False)
    text = web_page(made, svg(made.pages[0]), load_theme("dark")).decode()
    assert set(re.findall(r'href="#([\w-]+)"', text)) <= set(re.findall(r'<li id="([\w-]+)"', text))
    assert text.count("<li ") == len(made.events)
    assert len(made.pages) == 1


def test_what_cannot_be_drawn_is_told_in_a_sentence(qapp, store):
    """Boxes do not come as a surprise on paper; a title in Chinese is whole in the appendix."""
    assert not document(store, A4).note
    long = "联合国安理会召开紧急会议讨论以色列对伊朗的空袭" * 4
    strange = FrameStore(a_table(an_event("e1", "Cuneiform \U00050001", at="2020"), an_event("e2", long, at="2021")))
    made = document(strange, replace(A4, parts=A4.parts | {"appendix"}))
    assert made.note.count(".") == 2
    assert "\U00050001" in made.note
    assert "Cun" not in made.note
    listed = ElementTree.fromstring(svg(made.pages[1])).itertext()
    assert long in "".join("".join(listed).split())
