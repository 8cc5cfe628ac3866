"""Posters on many sheets: nothing of the page is lost, neighbours overlap, and every sheet says where it goes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter

from viewer.bundled import bundled
from viewer.errors import ViewerError
from viewer.formats import read
from viewer.session.paper import page_size
from viewer.store.frame import FrameStore
from viewer.ui.composing import Plan, compose
from viewer.ui.picture_files import pdf
from viewer.ui.pictures import Order
from viewer.ui.preview import drawn
from viewer.ui.sheets import BORDER, MM, OVERLAP, Grid, tiled

A2 = page_size("a2")


class Plain:
    """A page of one colour, without events."""

    title = name = description = "Plain"

    def __init__(self, width, height):
        self.width, self.height = width, height

    def paint(self, painter: QPainter):
        painter.fillRect(QRectF(0, 0, self.width, self.height), QColor("#204060"))

    def areas(self):
        return []


@pytest.mark.parametrize("size", ["a4", "a4-portrait", "a5", "letter", "300x200mm"])
@pytest.mark.parametrize("page", [A2, (700, 500), (5000, 300), (1123, 794)])
def test_the_parts_cover_the_page_and_overlap(size, page):
    whole = Plain(*page)
    grid = Grid.of(whole, size)
    parts = {(r, c): grid.part(r, c, whole) for r in range(grid.rows) for c in range(grid.columns)}
    assert parts[0, 0].topLeft().toTuple() == (0, 0)
    assert parts[grid.rows - 1, grid.columns - 1].bottomRight().toTuple() == pytest.approx(page)
    for (row, column), part in parts.items():
        assert 0 < part.width() <= grid.width - 2 * BORDER + 1e-6
        assert 0 < part.height() <= grid.height - 2 * BORDER + 1e-6
        if column:
            assert parts[row, column - 1].right() - part.left() == pytest.approx(OVERLAP)
        if row:
            assert parts[row - 1, column].bottom() - part.top() == pytest.approx(OVERLAP)


def test_sheets_are_turned_the_way_that_takes_fewer():
    strip = Plain(4000, 700)
    assert Grid.of(strip, "a4").columns < Grid.of(strip, "a4-portrait").columns


@pytest.mark.parametrize(("size", "page"), [("320x240", (5000, 5000)), ("a5", (30_000, 30_000))])
def test_more_sheets_than_anybody_would_glue_are_refused(size, page):
    with pytest.raises(ViewerError, match="sheets"):
        Grid.of(Plain(*page), size)


def test_marks_stand_outside_the_part_and_a_sketch_comes_first(qapp):
    """The page is drawn inside the border only; every sheet has its number, in rows and columns from one."""
    sheets = tiled(Plain(*A2), "a4")
    assert [page.name for page in sheets[1:4]] == ["Sheet 1/1", "Sheet 1/2", "Sheet 1/3"]
    assert len({(page.width, page.height) for page in sheets}) == 1
    sheet = sheets[1]
    image = drawn(sheet, QSize(sheet.width, sheet.height))
    ink = QColor("#204060").rgb()
    inside = sheet.part.translated(BORDER - sheet.part.left(), BORDER - sheet.part.top())
    seen = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3) if image.pixel(x, y) == ink]
    assert all(inside.adjusted(-1, -1, 1, 1).contains(x, y) for x, y in seen)
    corner = [image.pixelColor(x, round(inside.top())).lightness() for x in range(2, round(inside.left() - MM))]
    assert min(corner) < 200


def test_a_poster_of_the_chronology_with_its_list(qapp):
    """Links lead where they lead on the page, each on one sheet of its own; the list stands on sheets as large."""
    store = FrameStore(read(bundled("data/events.json")))
    order = Order(width=A2[0], height=A2[1])
    order = replace(order, parts=order.parts | {"appendix"})
    made = compose(store, Plan(order, text_size=12, tiles="a4"))
    whole = compose(store, Plan(replace(order, parts=order.parts - {"appendix"}), text_size=12)).pages[0]
    sheets = [page for page in made.pages if page.name.startswith("Sheet")]
    assert made.pages[0].areas() == []
    assert {area.row for page in sheets for area in page.areas()} == {area.row for area in whole.areas()}
    assert len(made.pages) > len(sheets) + 1
    assert {(page.width, page.height) for page in made.pages} == {(sheets[0].width, sheets[0].height)}
    assert pdf(made).count(b"/Type /Page\n") == len(made.pages)
