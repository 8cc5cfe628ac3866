"""Every event can be reached: by the lane it was clicked in, from a "+N", without a date, by search."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from viewer.events.query import FacetFilter, Query
from viewer.events.vocabulary import countries
from viewer.session.view import View
from viewer.ui.event_list import EventList
from viewer.ui.hands import in_sight

from .test_main_job import ROOT

LEFT = Qt.MouseButton.LeftButton


def opened(window, qtbot, tmp_path, *events):
    """A file of these events, as records, in the window."""
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": events}))
    window.session.open(path)
    qtbot.waitUntil(lambda: window.session.path == path)


def record(name, date, *countries):
    """A small event."""
    return {
        "id": name,
        "title": f"Event {name}",
        "date": date,
        "category": "consult",
        "participants": [{"country": code, "role": "participant"} for code in countries],
    }


def badge(canvas):
    """The middle of the first "+N" in sight, None when there is none."""
    scene = canvas.scene_shown()
    for group in scene.groups if scene else ():
        middle = QPointF(group.x + group.width / 2, group.y + group.height / 2)
        if canvas.hit_at(middle).kind == "group":
            return middle.toPoint()
    return None


@pytest.fixture
def lists(window):
    """The lists of events on the screen; all are closed at the end."""
    yield lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, EventList) and w.isVisible()]
    for shown in window.findChildren(EventList):
        shown.close()


def test_a_click_remembers_the_lane_and_the_keys_walk_in_it(sample, qtbot):
    """Of an event in several lanes, the one that was clicked is the one to go on in, also after other steps."""
    session, canvas = sample.session, sample.stage.canvas
    scene = canvas.scene_shown()
    lanes = session.answers.lanes.value
    glyphs = scene.glyphs
    inside = (glyphs.x > scene.header_width + 20) & (glyphs.x < scene.width - 20) & ~glyphs.bar & (glyphs.lane == 2)
    at = int(np.flatnonzero(inside & (glyphs.y > scene.axis_height) & (glyphs.y < scene.lanes_bottom))[0])
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=QPoint(round(glyphs.x[at]), round(glyphs.y[at])))
    assert session.view.lane == lanes.keys[2]
    sample.actions_.perform("go.next-event")
    assert session.view.lane == lanes.keys[2]
    third = lanes.entry[lanes.offsets[2] : lanes.offsets[3]]
    assert session.answers.entry_of(session.view.selection) in third


def test_events_at_one_instant_are_listed_since_no_zoom_parts_them(window, qtbot, tmp_path, lists):
    """A click on such a "+N" gives a list; Enter selects from it."""
    opened(window, qtbot, tmp_path, *(record(f"e{n}", "2025-06-22", "PAK") for n in range(60)))
    canvas = window.stage.canvas
    qtbot.waitUntil(lambda: badge(canvas) is not None)
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=badge(canvas))
    (shown,) = lists()
    assert shown.list.count() == 60
    assert shown.heading.text() == "60 events stand here"
    qtbot.keyClick(shown.list, Qt.Key.Key_Down)
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    assert window.session.view.selection == "e1"
    assert not lists()


def test_undated_events_are_counted_listed_and_shown(window, qtbot, tmp_path, lists):
    """A click on their count lists them; what is picked stands in the details, though not on the timeline."""
    opened(window, qtbot, tmp_path, record("a", "2025", "PAK"), record("b", None, "PAK"), record("c", None, "RUS"))
    assert window.chips.undated.text() == "· 2 undated"
    window.chips.undated.click()
    (shown,) = lists()
    assert [shown.list.item(row).text() for row in range(shown.list.count())] == ["Event b", "Event c"]
    qtbot.mouseClick(shown.list.viewport(), LEFT, pos=shown.list.visualItemRect(shown.list.item(1)).center())
    assert window.details.page.details.event.id == "c"
    only = Query().with_facet("country", FacetFilter(("PAK",), "none"))
    window.session.show(replace(window.session.view, query=only))
    assert window.stage.state.title.text() == "One event matches, and it has no date"
    window.stage.state.buttons[0].click()
    assert [shown.list.count() for shown in lists()] == [1]


def test_hits_of_a_search_are_ticked_in_the_overview(sample):
    """As long as there are words to look for."""
    overview, session = sample.stage.overview, sample.session
    assert not len(overview._ticks)
    session.show(replace(session.view, query=Query(text="ceasefire")))
    hits = session.answers.totals.value.shown
    assert 0 < len(overview._ticks) <= hits
    session.show(replace(session.view, query=Query()))
    assert not len(overview._ticks)


def test_nothing_is_ticked_before_it_is_found(sample, qtbot):
    """While the answer is worked out the events that were shown before are no hits."""
    overview, session = sample.stage.overview, sample.session
    session.answers._at_once = False
    session.show(replace(session.view, query=Query(text="ceasefire")))
    assert session.answers.changing
    assert not len(overview._ticks)
    qtbot.waitUntil(lambda: session.answers.layout.fresh)
    assert 0 < len(overview._ticks) <= session.answers.totals.value.shown


def test_the_goal_of_a_link_stands_in_the_status_line_under_the_pointer(sample):
    """Before anything is opened; a command says there what it does."""
    line = sample.statusBar()
    line.showMessage("https://example.org/a?b=c")
    assert line.message.isVisibleTo(line)
    assert not line.span.isVisibleTo(line)
    assert line.message.text() == "https://example.org/a?b=c"
    line.clearMessage()
    assert line.span.isVisibleTo(line)
    assert not line.message.isVisibleTo(line)


def test_a_filter_never_leaves_an_empty_picture(sample):
    """Where none of what matches is in view, all of it is shown; going back undoes both in one step."""
    session, before = sample.session, sample.session.view
    assert before.span is not None
    soviet = Query().with_facet("country", FacetFilter(("SUHH",)))
    session.show(replace(before, query=soviet))
    assert session.view == replace(before, query=soviet, span=None)
    sample.actions_.perform("go.back")
    assert session.view == before
    pakistan = Query().with_facet("country", FacetFilter(("PAK",)))
    session.show(replace(before, query=pakistan))
    assert session.view.span == before.span, "what is in view stays where it is"


def test_escape_empties_what_is_typed_before_it_drops_the_selection(sample, qtbot):
    """The innermost level first, in the search box and in the boxes of the filters."""
    sample.actions_.perform("go.next-event")
    selected = sample.session.view.selection
    for box in (sample.search, sample.filters.sections["country"].search):
        box.setFocus()
        qtbot.keyClicks(box, "russia")
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert not box.text()
        assert sample.session.view.selection == selected
    sample.stage.canvas.setFocus()
    qtbot.keyClick(sample.stage.canvas, Qt.Key.Key_Escape)
    assert sample.session.view.selection is None


def test_tab_goes_through_the_events_in_sight_and_never_moves_the_picture(sample, qtbot):
    """Those beside the picture come when it is there."""
    span = sample.session.span
    sample.stage.canvas.setFocus()
    for _ in range(12):
        qtbot.keyClick(sample.stage.canvas, Qt.Key.Key_Tab)
        assert sample.session.view.selection
        assert sample.session.span == span


def test_what_was_under_the_pointer_is_no_longer_lit_when_the_picture_moves(sample):
    """No tooltip of an event stays where the event was."""
    canvas = sample.stage.canvas
    canvas.set_hover(3)
    sample.actions_.perform("view.pan-right")
    assert canvas.emphasis.hovered is None


def test_stepping_scrolls_to_the_lane_and_marks_what_is_hidden(sample):
    """Whatever is selected is drawn in the lane it was selected in, between the axis and the tracks."""
    sample.resize(1000, 420)
    session, canvas = sample.session, sample.stage.canvas
    lanes = session.answers.lanes.value
    last = len(lanes) - 1
    for lane in (last, 0):
        for place in range(lanes.offsets[lane], min(lanes.offsets[lane + 1], lanes.offsets[lane] + 4)):
            sample.stage.select(int(lanes.entry[place]), lane)
            assert in_sight(canvas.scene_shown(), int(lanes.entry[place]), lane)
    assert canvas.lanes_scrolled == 0


def test_a_selection_of_last_time_comes_into_view_with_the_picture(window, qtbot, tmp_path):
    """In the lowest of many lanes, in a file that takes two turns to show; another file begins at its top."""
    codes = sorted(countries())[:60]
    events = [record(f"{code}-{nth}", f"20{nth:02}-01-01", code) for nth in range(6, 9) for code in codes]
    lowest = f"{codes[-1]}-7"
    path, canvas = tmp_path / "events.json", window.stage.canvas
    window.session.workspace.remember(path, View(lanes_by="country", selection=lowest))
    opened(window, qtbot, tmp_path, *events)
    qtbot.waitUntil(lambda: window.session.answers.layout.fresh)
    entry = window.session.answers.entry_of(lowest)
    assert in_sight(canvas.scene_shown(), entry, None)
    assert canvas.lanes_scrolled > 0
    window.session.open(ROOT / "data" / "events.json")
    qtbot.waitUntil(lambda: window.session.path != path and window.session.answers.layout.fresh)
    assert canvas.lanes_scrolled == 0
