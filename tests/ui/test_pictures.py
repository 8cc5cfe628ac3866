"""Pictures for print, of the bundled chronology."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QImage

from viewer.bundled import bundled
from viewer.errors import FileProblem, QueryError, ViewerError
from viewer.events.dates import parse
from viewer.events.query import FacetFilter, Query
from viewer.formats import read
from viewer.store.frame import FrameStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.document import Document
from viewer.ui.fitting import first_lanes
from viewer.ui.fonts import FAMILIES, Fonts, family_called
from viewer.ui.picture_files import image, pdf, png, save, svg
from viewer.ui.pictures import Order, Picture

BOTH = Query().with_facet("country", FacetFilter(("PAK", "RUS"), "any"))
YEAR = TimeSpan(parse("2025-01-01").start_min, parse("2026-02-01").end_max)
SMALL = Order(query=BOTH, span=YEAR, width=1000, height=700, file="events.json")


@pytest.fixture(scope="module")
def store():
    """The bundled chronology."""
    return FrameStore(read(bundled("data/events.json")))


@pytest.fixture
def picture(qapp, store):
    """A page of Pakistan and Russia in 2025."""
    return Picture(store, SMALL)


def words(document: bytes) -> str:
    """All text of an SVG, in order."""
    root = ET.fromstring(document)
    return " ".join("".join(element.itertext()).strip() for element in root.iter("{http://www.w3.org/2000/svg}text"))


def shown_titles(picture):
    """Titles that the scene labels in full."""
    glyphs, marks = picture.scene.glyphs, picture.marks
    widths = picture._fonts.measure(marks.titles)
    whole = (~np.isnan(glyphs.label_x)) & (glyphs.label_width >= widths[glyphs.entry])
    return {marks.titles[int(entry)] for entry in glyphs.entry[whole]}


def test_an_svg_has_its_text_as_text(picture):
    """Heading, filter, titles, lanes, key and sources can be read and searched."""
    text = words(svg(picture))
    titles = shown_titles(picture)
    assert titles
    for wanted in (
        picture.title,
        "Events with Pakistan or Russia",
        "Pakistan",
        "Agreement",
        "Sources:",
        "events.json",
        *titles,
    ):
        assert wanted in text
    assert b"<image" not in svg(picture)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
def test_a_pdf_can_be_searched(picture, tmp_path):
    """The words of the page come out again, and it has one page of the right size."""
    path = tmp_path / "page.pdf"
    save(Document.of(picture), path)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    assert picture.title in text
    assert any(title in text for title in shown_titles(picture))
    assert re.search(rb"/MediaBox \[0 0 750(\.0+)? 525(\.0+)?\]", path.read_bytes())


def test_a_png_has_its_size_and_resolution(picture, tmp_path):
    """Twice the dpi give twice the px; the dpi are stored."""
    path = tmp_path / "page.png"
    save(Document.of(picture), path, dpi=192)
    loaded = QImage(str(path))
    assert (loaded.width(), loaded.height()) == (2000, 1400)
    assert round(loaded.dotsPerMeterX() * 0.0254) == 192
    assert loaded.text("Title") == picture.title
    assert image(picture).width() == 1000


def test_the_page_says_what_it_shows(picture, store):
    """Filter, span and an honest count in one line."""
    assert picture.description.startswith("Events with Pakistan or Russia · 1 Jan 2025 – 1 Feb 2026")
    shown = int(re.search(r"Showing (\d+) of", picture.description)[1])
    lanes, marks = store.lanes(BOTH, "country"), store.marks()
    inside = (marks.start_min < YEAR.end) & (marks.end_max > YEAR.begin)
    assert 0 < shown <= inside[np.unique(lanes.entry)].sum()


def test_lanes_that_do_not_fit_are_owned_up_to(qapp, store):
    """A low page keeps whole lanes and says how many are missing; a high one shows all."""
    low = Picture(store, replace(SMALL, query=Query(), height=500))
    high = Picture(store, replace(SMALL, query=Query(), height=3_000))
    missing = int(re.search(r"(\d+) lanes? not shown", low.description)[1])
    assert len(low.scene.lanes) + missing == len(high.scene.lanes)
    assert "not shown" not in high.description
    assert all(lane.top + lane.height <= low.scene.lanes_bottom + 0.5 for lane in low.scene.lanes)


def test_the_same_order_gives_the_same_files(qapp, store):
    """Nothing on the page or in the file depends on when it was made."""
    first, second = (Picture(store, SMALL) for _ in range(2))
    assert png(first) == png(second)
    assert svg(first) == svg(second)
    # Of a PDF all but its dates.
    plain = [re.sub(rb'\(D:\d{14}|:\w+Date="[^"]*', b"", pdf(Document.of(page))) for page in (first, second)]
    assert plain[0] == plain[1]
    assert np.isnan(first.scene.now_x)


def test_the_present_is_marked_when_asked_for(qapp, store):
    """A line at the given instant."""
    now = float(parse("2025-06-22").start_min)
    scene = Picture(store, replace(SMALL, now=now)).scene
    plot = scene.width - scene.header_width
    assert scene.now_x == pytest.approx((now - YEAR.begin) / YEAR.length * plot + scene.header_width)


def test_an_existing_file_is_kept_unless_forced(picture, tmp_path):
    """Nothing is overwritten by accident."""
    path = tmp_path / "page.svg"
    path.write_text("precious")
    with pytest.raises(FileProblem, match="exists already"):
        save(Document.of(picture), path)
    assert path.read_text() == "precious"
    save(Document.of(picture), path, force=True)
    assert path.read_text().startswith("<?xml")
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.svg"]


@pytest.mark.parametrize("name", ["page.gif", "page", "missing/page.png", "folder.png"])
def test_targets_that_cannot_be_written_are_named(picture, tmp_path, name):
    """Wrong ending, no such folder, a folder itself: one clear message, no debris."""
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(FileProblem, match=name.split(".")[0].split("/")[0]):
        save(Document.of(picture), tmp_path / name, force=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder.png"]


def test_a_full_disk_leaves_no_half_picture(picture, tmp_path, monkeypatch):
    """The old file stays, the unfinished one goes."""
    path = tmp_path / "page.svg"
    path.write_text("precious")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("viewer.formats.saving.os.fsync", full)
    with pytest.raises(FileProblem, match="is full"):
        save(Document.of(picture), path, force=True)
    assert path.read_text() == "precious"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.svg"]


@pytest.mark.parametrize("size", [(0, 900), (-5, 900), (1600, 0), (100, 100), (50_000, 900)])
def test_sizes_beyond_reason_are_refused(qapp, store, size):
    """Nothing, less than nothing, a stamp, a motorway."""
    with pytest.raises(ViewerError, match="px is too"):
        Picture(store, replace(SMALL, width=size[0], height=size[1]))


def test_an_image_too_large_for_memory_says_how_much_it_would_need(picture):
    """The limit holds for the px that come out."""
    with pytest.raises(ViewerError, match=r"would need [\d.]+ GB"):
        image(picture, 2_400)
    with pytest.raises(ViewerError, match="dpi"):
        image(picture, 0)


@pytest.mark.parametrize("by", ["country", "organisation", "category", "quad", "none"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_arrangement_and_theme_can_be_printed(qapp, store, by, theme):
    """The whole extent, too."""
    made = image(Picture(store, Order(lanes_by=by, theme=theme, width=900, height=600)))
    assert len({made.pixel(x, y) for x in range(0, 900, 7) for y in range(0, 600, 7)}) > 10


def test_nothing_matching_is_a_page_that_says_so(qapp, store):
    """No events: title and filter stand on an empty timeline."""
    page = Picture(store, replace(SMALL, query=Query().with_text("no such words anywhere"), span=None))
    assert "Showing 0 of" in page.description
    assert page.title in words(svg(page))


def test_it_needs_no_widgets(tmp_path):
    """A picture is drawn with a QGuiApplication; neither QtWidgets nor pyqtgraph is imported."""
    target = tmp_path / "page.svg"
    program = (
        "import sys; from pathlib import Path; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
        "from viewer.bundled import bundled; from viewer.formats import read;"
        "from viewer.store.frame import FrameStore;"
        "from viewer.ui.pictures import Order, Picture; from viewer.ui.picture_files import save;"
        "from viewer.ui.document import Document;"
        f"save(Document.of(Picture(FrameStore(read(bundled('data/events.json'))), Order())), Path({str(target)!r}));"
        "assert not {'PySide6.QtWidgets', 'pyqtgraph'} & set(sys.modules)"
    )
    here = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", program], check=True, cwd=here, timeout=60)
    assert target.stat().st_size > 10_000


def test_first_lanes_keep_what_is_theirs(store):
    """Cutting lanes keeps names, counts and entries of the others."""
    lanes = store.lanes(Query(), "country")
    three = first_lanes(lanes, 3)
    assert three.names == lanes.names[:3]
    assert len(three.entry) == lanes.offsets[3] == three.offsets[-1]


def test_a_title_can_be_given(qapp, store):
    """Instead of that of the chronology; it is made plain like any text from outside."""
    page = Picture(store, replace(SMALL, title="My\nown\u202etitle"))
    assert page.title == "My owntitle"
    assert "My owntitle" in words(svg(page))


def test_an_svg_has_named_layers(picture):
    """Each layer once, in the order of drawing, with a name for Inkscape and for screen readers; nothing is lost."""
    root = ET.fromstring(svg(picture))
    layers = [group for group in root.iter("{http://www.w3.org/2000/svg}g") if group.get("id")]
    order = ["paper", "ground-and-grid", "lanes-axis-and-indicators", "density", "bars", "marks", "titles", "groups",
             "notes", "heading", "legend", "sources"]  # fmt: skip
    found = [layer.get("id") for layer in layers]
    assert found == [name for name in order if name in found]
    assert {"marks", "titles", "heading", "legend", "sources"} <= set(found)
    assert all(layer.get("aria-label") for layer in layers)
    texts = {layer.get("id"): " ".join(layer.itertext()) for layer in layers}
    assert all(
        title in texts["titles"] or title in texts["lanes-axis-and-indicators"] for title in shown_titles(picture)
    )
    assert "Agreement" in texts["legend"]
    assert "-9999" not in svg(picture).decode()


def test_an_svg_states_how_long_each_text_is(picture):
    """So that a reader without the font squeezes another one instead of running into what stands beside."""
    metrics = QFontMetricsF(Fonts().small)
    found = ET.fromstring(svg(picture)).iter("{http://www.w3.org/2000/svg}text")
    words = {text.text: text for text in found if text.text}
    assert all(float(text.get("textLength")) > 0 for text in words.values())
    month = words["Jan"]
    size = float(month.get("font-size")) / 12
    assert float(month.get("textLength")) == pytest.approx(metrics.horizontalAdvance("Jan") * size, abs=0.5)


def test_lane_names_and_the_day_of_the_data_can_be_left_out(qapp, store):
    """Without names the timeline is wider; without publishers the day stands alone."""
    whole = Picture(store, SMALL)
    wide = Picture(store, replace(SMALL, parts=SMALL.parts - {"headers"}))
    assert wide.scene.header_width == 0 < whole.scene.header_width
    assert "Pakistan" not in texts_of(wide, "lanes-axis-and-indicators")
    assert "data of 31 January 2026" in texts_of(whole, "sources")
    assert "31 January" not in texts_of(Picture(store, replace(SMALL, parts=SMALL.parts - {"date"})), "sources")
    assert (
        texts_of(Picture(store, replace(SMALL, parts=SMALL.parts - {"sources"})), "sources")
        == "Data of 31 January 2026"
    )


def texts_of(picture, layer):
    """The words in a layer of an SVG."""
    root = ET.fromstring(svg(picture))
    return " ".join(
        word for part in root.iter() if part.get("id") == layer for word in "".join(part.itertext()).split()
    )


def test_another_font_is_used_where_it_is_there(qapp, store):
    """Its name stands in the SVG; one that is not there is refused with the nearest."""
    other = next((name for name in QFontDatabase.families() if name not in FAMILIES and "Sans" in name), None)
    with pytest.raises(QueryError, match=r"no font.*on this machine"):
        family_called("No such family at all")
    assert family_called("noto sans") == "Noto Sans"
    if other:
        assert f'font-family="{other},' in svg(Picture(store, replace(SMALL, font=other))).decode()


@pytest.mark.parametrize("part", ["heading", "filter", "legend", "uncertainty", "sources"])
def test_every_part_can_be_left_out(qapp, store, part):
    """Without it the timeline has more room, and its words are gone."""
    words_of = {"heading": "trade, war", "filter": "Showing", "legend": "Agreement", "sources": "Sources:"}
    words_of["uncertainty"] = "not exactly known"
    order = replace(SMALL, query=Query(), lanes_by="country")
    whole, without = (Picture(store, replace(order, parts=parts)) for parts in (order.parts, order.parts - {part}))
    assert words_of[part] in words(svg(whole))
    assert words_of[part] not in words(svg(without)).replace(without.description, "")
    assert without.room.height() > whole.room.height()


def bounds_of_clips(root):
    """Left, top, right, bottom of each clip path of an SVG, by its reference."""
    svg_ = "{http://www.w3.org/2000/svg}"
    found = {}
    for clip in root.iter(f"{svg_}clipPath"):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", clip.find(f"{svg_}path").get("d"))]
        found[f"url(#{clip.get('id')})"] = (
            min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]),
        )  # fmt: skip
    return found


def test_no_clip_of_an_svg_hides_a_word(qapp, store):
    """Every text begins inside the clip it is drawn in: axis, headers and tracks stand outside the plot."""
    root = ET.fromstring(svg(Picture(store, SMALL)))
    clips, checked = bounds_of_clips(root), 0
    for outer in root.iter("{http://www.w3.org/2000/svg}g"):
        if outer.get("clip-path"):
            left, top, right, bottom = clips[outer.get("clip-path")]
            for inner in outer:
                dx, dy = (float(n) for n in inner.get("transform")[:-1].split(",")[-2:])
                for text in inner.iter("{http://www.w3.org/2000/svg}text"):
                    assert left <= float(text.get("x")) + dx <= right, text.text
                    assert top <= float(text.get("y")) + dy <= bottom, text.text
                    checked += 1
    assert checked > 50
