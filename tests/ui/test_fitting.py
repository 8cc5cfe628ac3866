"""How a page is shared out, on the bundled chronology; and that nothing on it is cut or covered."""

import itertools
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from viewer.bundled import bundled
from viewer.events.dates import parse
from viewer.events.query import FacetFilter, Query
from viewer.formats import read
from viewer.store.frame import FrameStore
from viewer.timeline.scale import TimeSpan
from viewer.ui.fitting import lanes_within, shared_out
from viewer.ui.fonts import Fonts
from viewer.ui.picture_files import svg
from viewer.ui.pictures import Order, Picture

ECO = Order(
    query=Query().with_facet("country", FacetFilter(("PAK",), "any")).with_facet("organisation", FacetFilter(("ECO",))),
    span=TimeSpan(parse("2024-12-01").start_min, parse("2026-01-31").end_max),
    width=1600,
    height=900,
    file="events.json",
)
WAR = replace(ECO, query=Query(), span=TimeSpan(parse("2025-06-10").start_min, parse("2025-06-26").end_max))
SIZES = [(1200, 800), (400, 300), (500, 1100)]


@pytest.fixture(scope="module")
def store():
    """The bundled chronology."""
    return FrameStore(read(bundled("data/events.json")))


def placed(element, x=0.0, y=0.0):
    """All texts below an element with the px by which their groups are moved."""
    matrix = re.match(r"matrix\(1,0,0,1,([-\d.e]+),([-\d.e]+)\)", element.get("transform", ""))
    if matrix:
        x, y = x + float(matrix[1]), y + float(matrix[2])
    if element.tag.endswith("}text"):
        yield element, x, y
    for child in element:
        yield from placed(child, x, y)


def written(page):
    """Every text of the SVG with its box, px."""
    fonts, found = Fonts(), []
    for element, right, down in placed(ET.fromstring(svg(page))):
        text = "".join(element.itertext())
        size, bold = round(float(element.get("font-size"))), int(element.get("font-weight", 400)) > 400
        font = {12: fonts.small, 20: fonts.large}.get(size, fonts.bold if bold else fonts.normal)
        width = QFontMetricsF(font).horizontalAdvance(text)
        x, y = float(element.get("x")) + right, float(element.get("y")) + down
        found.append((text, QRectF(x, y - 9, width, 10)))
    return found


@pytest.mark.parametrize("order", [ECO, WAR, replace(ECO, span=None, query=Query())], ids=["eco", "war", "all"])
@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut_or_covered(qapp, store, order, size):
    """All words lie on the page, and none on another."""
    page = Picture(store, replace(order, width=size[0], height=size[1]))
    texts = written(page)
    room = QRectF(0, 0, *size)
    assert not [text for text, box in texts if not room.contains(box)]
    pairs = itertools.combinations(texts, 2)
    assert not [(a, b) for (a, one), (b, other) in pairs if one.adjusted(0, 1, -1, -1).intersects(other)]


def test_lanes_come_before_tracks(qapp, store):
    """Figures take what lanes leave."""
    page = Picture(store, replace(ECO, height=1100))
    assert "not shown" not in page.description
    assert not page.scene.groups
    low = Picture(store, replace(ECO, height=560))
    assert not low.scene.tracks
    assert page.scene.tracks


def test_the_height_that_is_there_is_used(qapp, store):
    """Less than a row stays blank where events are hidden, and rows grow where all are shown."""
    crowded = Picture(store, replace(WAR, height=1300))
    assert crowded.scene.groups
    used = crowded.scene.axis_height + crowded.scene.content_height
    assert crowded.scene.lanes_bottom - used < 24
    roomy = Picture(store, replace(ECO, height=2000))
    assert roomy.scene.row_height > 26


def test_lanes_left_out_are_told_below_the_others(qapp, store):
    """Where the eye looks for them, not only in the heading."""
    page = Picture(store, replace(ECO, query=Query(), height=600))
    (text, box), *_ = [one for one in written(page) if re.match(r"\d+ lanes not shown: ", one[0])]
    assert re.search(r"(China|Kazakhstan) \d+, ", text)
    last = page.scene.lanes[-1]
    assert page.room.top() + last.top + last.height <= box.center().y() <= page.room.bottom()


def test_the_key_explains_bands_and_only_what_is_there(qapp, store):
    """A band in the picture is in the key; without bands there is none."""
    words = "event that others are part of"
    assert words in [text for text, _ in written(Picture(store, WAR))]
    empty = replace(ECO, span=TimeSpan(parse("1950").start_min, parse("1951").end_max))
    assert words not in [text for text, _ in written(Picture(store, empty))]


def test_lanes_without_an_event_in_the_time_shown_are_left_out(qapp, store):
    """And the counts are of that time."""
    marks, lanes = store.marks(), store.lanes(Query(), "country")
    old = TimeSpan(parse("1960").start_min, parse("1999").end_max)
    within = lanes_within(lanes, marks, old)
    assert 0 < len(within) < len(lanes)
    assert within.counts.tolist() == [b - a for a, b in itertools.pairwise(within.offsets.tolist())]
    assert all(marks.start_min[within.entry] < old.end)
    assert {lane.name for lane in Picture(store, replace(WAR, span=old)).scene.lanes} <= set(within.names)
    assert not len(lanes_within(lanes, marks, TimeSpan(old.begin - 2, old.begin - 1)))


@pytest.mark.parametrize(
    ("wishes", "room", "given"),
    [
        ([10, 10], 40, [20, 20]),
        ([10, 490], 300, [10, 290]),
        ([330, 330, 730], 600, [172, 172, 256]),
        ([50, 50, 50], 60, [20, 20, 20]),
    ],
)
def test_who_wishes_little_gets_it(wishes, room, given):
    """The others share the rest as they wish; what nobody wishes is shared by all."""
    assert shared_out(wishes, room) == pytest.approx(given)


def test_a_page_with_room_to_spare_hides_nothing(qapp, tmp_path):
    """Titles that do not overlap may still not find a place in as few rows: then lanes get more of them."""
    days = [date(2009, 4, 1) + timedelta(days=i * i * 37 % 4_200) for i in range(60)]
    events = [
        {"id": f"v{i}", "title": f"Version {i}", "date": day.isoformat(), "category": "other"}
        for i, day in enumerate(days)
    ]
    file = tmp_path / "versions.json"
    file.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": events}))
    page = Picture(FrameStore(read(file)), Order(width=1123, height=794))
    assert not [text for text, _ in written(page) if text.startswith("+")]
    assert sum(text.startswith("Version") for text, _ in written(page)) == len(events)
