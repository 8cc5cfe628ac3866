"""The main job from nothing to a picture, with a real mouse, real keys, and commands by their ids."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from viewer.events.query import FacetFilter
from viewer.ui.export_dialog import ExportDialog
from viewer.ui.facet_list import ROW

ROOT = Path(__file__).resolve().parents[2]
LEFT = Qt.MouseButton.LeftButton


def click_value(window, qtbot, facet, value):
    """Click the row of a value in a facet."""
    section = window.filters.sections[facet]
    model = section.list.facets
    row = next(r for r in range(model.rowCount()) if model.line(model.index(r)).value == value)
    qtbot.mouseClick(section.list.viewport(), LEFT, pos=QPoint(80, row * ROW + ROW // 2))


def a_glyph(window):
    """Index, x and y of a mark in the middle of the canvas."""
    scene = window.stage.canvas.scene_shown()
    glyphs = scene.glyphs
    inside = (glyphs.x > scene.header_width + 40) & (glyphs.x < scene.width - 40) & ~glyphs.bar
    inside &= (glyphs.y > scene.axis_height + 10) & (glyphs.y < scene.lanes_bottom - 10)
    at = int(np.flatnonzero(inside)[0])
    return at, float(glyphs.x[at]), float(glyphs.y[at])


def wheel(canvas, x, y, notches):
    """Turn the wheel over a point of the canvas."""
    where = QPointF(x, y)
    event = QWheelEvent(
        where,
        canvas.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def time_at(window, x):
    """The instant under an x of the canvas, in seconds."""
    span, canvas = window.session.span, window.stage.canvas
    left = canvas.header_width
    return span.begin + (x - left) / (canvas.viewport().width() - left) * span.length


def test_from_nothing_to_a_picture(window, qtbot, tmp_path, monkeypatch):
    """Open, filter to Russia and Pakistan together, look at an event, zoom, go back and forward, export."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(ROOT / "data" / "events.json"), ""))
    window.actions_.perform("file.open")
    session = window.session
    total = session.answers.totals.value.total
    assert total > 100

    window.filters.sections["country"].combine("all")
    click_value(window, qtbot, "country", "PAK")
    click_value(window, qtbot, "country", "RUS")
    assert session.view.query.facet("country") == FacetFilter(("PAK", "RUS"), "all")
    shown = session.answers.totals.value.shown
    assert 10 < shown < total
    assert window.chips.count.text().startswith(f"Showing {shown} of {total}")

    at, x, y = a_glyph(window)
    entry = int(window.stage.canvas.scene_shown().glyphs.entry[at])
    qtbot.mouseClick(window.stage.canvas.viewport(), LEFT, pos=QPoint(round(x), round(y)))
    marks = session.store.marks()
    assert session.view.selection == session.store.id_at(int(marks.row[entry]))
    assert window.details.page.details.event.title == marks.titles[entry]

    before = session.span
    instant = time_at(window, x)
    wheel(window.stage.canvas, x, y, 3)
    assert session.span.length < before.length
    assert time_at(window, x) == pytest.approx(instant, abs=before.length / 500), "the instant under the pointer stays"

    window.actions_.perform("go.back")
    assert session.span != session.view.span or session.span.length > 0
    window.actions_.perform("go.forward")

    target = tmp_path / "russia and pakistan.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.actions_.perform("file.export-image")
    dialog = window.findChild(ExportDialog)
    dialog.export.click()
    qtbot.waitUntil(lambda: "written" in window.bar.text)
    picture = QImage(str(target))
    assert (picture.width(), picture.height()) == (1600, 900)
    assert len({picture.pixel(x, y) for x in range(0, 1600, 7) for y in range(0, 900, 7)}) > 20


def test_back_and_forward_walk_through_filters_and_views(sample, qtbot):
    session = sample.session
    first = session.view
    click_value(sample, qtbot, "country", "PAK")
    filtered = session.view
    sample.actions_.perform("view.fit-all")
    sample.activateWindow()
    sample.stage.canvas.setFocus()
    sample.actions_.perform("go.back")
    assert session.view.query == filtered.query
    while session.history.can_go_back:
        sample.actions_.perform("go.back")
    assert session.view.query == first.query
    while session.history.can_go_forward:
        sample.actions_.perform("go.forward")
    assert session.view.query == filtered.query


def test_the_keyboard_alone_reaches_an_event_and_its_relations(sample, qtbot):
    session, canvas = sample.session, sample.stage.canvas
    sample.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    qtbot.keyClick(canvas, Qt.Key.Key_Period)
    first = session.view.selection
    assert first
    qtbot.keyClick(canvas, Qt.Key.Key_Period)
    assert session.view.selection != first
    qtbot.keyClick(canvas, Qt.Key.Key_Comma)
    assert session.view.selection == first
    before = session.span
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    assert session.span != before
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert session.view.selection is None
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert session.view.span is None


def test_dragging_pans_and_a_click_on_the_ground_lets_go(sample, qtbot):
    session, canvas = sample.session, sample.stage.canvas
    sample.actions_.perform("go.next-event")
    before = session.span
    view = canvas.viewport()
    qtbot.mousePress(view, LEFT, pos=QPoint(500, 120))
    for step in range(1, 6):
        qtbot.mouseMove(view, QPoint(500 - 12 * step, 120))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(440, 120))
    assert session.span.begin > before.begin
    assert session.span.length == pytest.approx(before.length)


def test_a_badge_zooms_to_what_it_hides(sample, qtbot):
    scene = sample.stage.canvas.scene_shown()
    group = max(
        (g for g in scene.groups if g.x > scene.header_width and g.y + g.height < scene.lanes_bottom),
        key=lambda g: g.count,
    )
    before = sample.session.span
    where = QPoint(round(group.x + group.width / 2), round(group.y + group.height / 2))
    qtbot.mouseClick(sample.stage.canvas.viewport(), LEFT, pos=where)
    assert sample.session.span.length < before.length


def test_the_twelve_days_of_june(sample):
    """Search, step to the hit, come close: the ceasefire is in sight with its days on the axis."""
    sample.search.setText("ceasefire takes effect")
    sample.search.commit()
    sample.actions_.perform("go.next-hit")
    assert sample.session.view.selection
    sample.actions_.perform("view.focus")
    sample.actions_.perform("view.focus")
    assert sample.session.span.length < 60 * 86_400
    scene = sample.stage.canvas.scene_shown()
    entry = sample.session.answers.entry_of(sample.session.view.selection)
    assert entry in scene.glyphs.entry
