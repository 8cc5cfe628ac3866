"""The window: states, panels, progress, what it remembers, files dropped on it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QGraphicsView

from viewer.app import assemble, first_file
from viewer.errors import FileProblem
from viewer.events.query import FacetFilter, Query
from viewer.formats.progress import Done, Pace
from viewer.session.workspace import Workspace
from viewer.timeline.scale import TimeScale, TimeSpan
from viewer.timeline.ticks import axis
from viewer.ui.notices import Door, MessageBar
from viewer.ui.overview import in_full
from viewer.ui.progress import ProgressRow
from viewer.ui.states import state_of
from viewer.ui.upkeep import Upkeep
from viewer.ui.window import dropped_paths

ROOT = Path(__file__).resolve().parents[2]


def test_an_empty_window_says_what_to_do(window):
    assert state_of(window.session) == "empty"
    assert [b.text() for b in window.stage.state.buttons] == ["Open a file…", "Open the sample"]
    window.stage.state.buttons[1].click()
    assert state_of(window.session) == "timeline"
    assert window.stage.stack.currentWidget() is window.stage.canvas


def test_nothing_matches_names_the_filter_to_loosen(sample):
    query = Query(text="xyzzy").with_facet("country", FacetFilter(("PAK",)))
    sample.session.show(replace(sample.session.view, query=query))
    assert state_of(sample.session) == "nothing"
    only_pakistan = query.with_text("")
    count = sample.session.store.totals(only_pakistan).shown
    assert [b.text() for b in sample.stage.state.buttons] == [
        f"Remove: Mentioning “xyzzy” · {count} events",
        "Clear all filters",
    ]
    sample.stage.state.buttons[0].click()
    assert sample.session.view.query == only_pakistan


def test_the_status_line_says_span_length_and_file(sample):
    assert "–" in sample.statusBar().span.text()
    assert "years" in sample.statusBar().span.text()
    assert sample.statusBar().file.text() == "UTC · Gregorian · events.json"


def test_a_chosen_span_is_counted(sample):
    sample.stage.canvas.range_selected.emit(sample.session.answers.layout.value.extent)
    total = sample.session.answers.totals.value.shown
    assert f"{total} events" in sample.statusBar().span.text()


def test_the_title_is_that_of_the_chronology(sample):
    assert sample.windowTitle() == f"{sample.session.store.about.title} — Diplomatic Timeline"


def test_panels_are_shown_and_hidden_by_their_switches(sample):
    for command, panel in (
        ("view.filters", sample.filters),
        ("view.details", sample.details),
        ("view.overview", sample.stage.overview),
    ):
        assert panel.isVisible(), command
        sample.actions_.perform(command)
        assert not panel.isVisible(), command
        sample.actions_.perform(command)
        assert panel.isVisible(), command


def test_it_can_be_used_at_1280_by_720(sample):
    sample.resize(1280, 720)
    assert sample.minimumSizeHint().width() <= 1280
    assert sample.minimumSizeHint().height() <= 720
    assert sample.stage.canvas.width() >= 480


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *none))


def test_a_dropped_file_is_opened(window):
    drop(window, ROOT / "data" / "events.json")
    assert window.session.path == ROOT / "data" / "events.json"


def test_only_files_of_this_machine_can_be_dropped():
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/x.json")])
    assert dropped_paths(data) == []


def launched(qtbot, folder):
    """A window as it is at a start, its memory in ``folder``."""
    bar = MessageBar()
    door = Door(bar)
    made = assemble(Workspace(folder, door.report), bar, door)
    qtbot.addWidget(made)
    made.show()
    return made


def test_geometry_file_and_view_come_back(qtbot, tmp_path):
    first = launched(qtbot, tmp_path)
    first.resize(1111, 666)
    first.session.open(ROOT / "data" / "events.json")
    first.actions_.perform("view.lanes-quad")
    first.actions_.perform("view.theme-dark")
    first.close()
    second = launched(qtbot, tmp_path)
    assert second.height() == 666  # the off-screen screen is 800 px wide, hence the width cannot come back here
    assert second.switch.theme.dark
    assert first_file(second.session.workspace) == ROOT / "data" / "events.json"
    second.session.open(first_file(second.session.workspace))
    assert second.session.view.lanes_by == "quad"
    second.close()


def test_the_first_start_opens_the_bundled_chronology(tmp_path):
    assert first_file(Workspace(None, pytest.fail)).name == "events.json"


def test_a_folder_for_settings_that_cannot_be_written_is_told_and_survived(qtbot, tmp_path):
    (tmp_path / "file").write_text("in the way")
    made = launched(qtbot, tmp_path / "file" / "settings")
    made.session.set("theme", "dark")
    made.session.open(ROOT / "data" / "events.json")
    assert made.session.store is not None
    assert made.door.dialog is None
    made.close()


def test_damaged_settings_are_told_and_survived(qtbot, tmp_path):
    (tmp_path / "workspace.json").write_text(json.dumps({"version": 1, "settings": [], "window": 3}))
    made = launched(qtbot, tmp_path)
    assert "damaged" in made.bar.text
    made.close()


@pytest.mark.parametrize("kept", ["", "%%%", "AAAA"])
def test_a_place_of_the_window_that_makes_no_sense_is_ignored(qtbot, tmp_path, kept):
    content = {"version": 1, "settings": {}, "window": {"geometry": kept, "panels": kept}, "files": []}
    (tmp_path / "workspace.json").write_text(json.dumps(content))
    made = launched(qtbot, tmp_path)
    assert made.width() > 800
    made.close()


def test_work_that_lasts_is_shown_and_can_be_given_up(window, qtbot, monkeypatch):
    """The picture below keeps its size, since another one would lay it out anew."""
    row, size = window.findChild(ProgressRow), window.stage.canvas.size()
    row._patience.setInterval(1)
    waiting = []
    monkeypatch.setattr(type(window.session), "waiting_since", property(lambda _: waiting[0] if waiting else None))
    waiting.append(1.0)
    row._heed(Heard({"waiting"}))
    qtbot.waitUntil(row.isVisible)
    window.resize(window.width() + 40, window.height() + 30)
    qtbot.waitUntil(lambda: row.geometry().bottom() == window.stage.stack.geometry().bottom())
    window.resize(window.width() - 40, window.height() - 30)
    assert window.stage.canvas.size() == size
    row.cancel.click()
    waiting.clear()
    row._heed(Heard({"waiting"}))
    assert not row.isVisible()


def test_rows_and_rows_a_second_are_told_while_a_file_is_read(window, monkeypatch):
    row, now = window.findChild(ProgressRow), [0.0]
    monkeypatch.setattr(type(window.session), "opening", property(lambda _: Path("votes.csv.gz")))
    monkeypatch.setattr("viewer.ui.progress.Pace", lambda name: Pace(name, lambda: now[0]))
    row._heed(Heard({"opening"}))
    row.show()
    now[0], window.session.progress = 4.0, Done(0.41, 412_000)
    row._heed(Heard({"opening"}))
    said = row.text.text().replace("\u2068", "").replace("\u2069", "")
    assert said == "Reading votes.csv.gz · 41 % · 412,000 rows · 103,000 rows/s"
    assert row.bar.value() == 41


class Heard:
    """A notice with nothing but names."""

    def __init__(self, names):
        self.names = names


def test_the_theme_follows_the_setting_at_once(sample):
    light = sample.stage.canvas.grab().toImage().pixelColor(300, 300).lightness()
    sample.session.set("theme", "dark")
    dark = sample.stage.canvas.grab().toImage().pixelColor(300, 300).lightness()
    assert dark < light


def test_a_failure_in_the_background_is_told(window):
    window.session.open(Path("/nowhere/at/all.json"))
    assert isinstance(window.session._opened.error, FileProblem)
    assert window.bar.isVisible()


def test_recent_files_are_offered(sample):
    menu = sample.findChild(Upkeep)._recent
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["events.json"]
    menu.actions()[0].trigger()
    assert sample.session.path.name == "events.json"


def test_the_status_line_tells_no_span_where_nothing_matches(sample):
    """And tells it again as soon as something does."""
    view = sample.session.view
    sample.session.show(replace(view, query=Query(text="xyzzy")))
    assert sample.statusBar().span.text() == ""
    sample.session.show(view)
    assert "years" in sample.statusBar().span.text()


def test_the_overview_keeps_the_time_of_all_events(sample):
    """A filter changes what stands on it, not where time lies; and no label lacks its year."""
    before = sample.stage.overview.scale()
    sample.session.show(replace(sample.session.view, query=Query(text="steel")))
    assert sample.stage.overview.scale().span == before.span
    assert sample.session.answers.layout.value.extent.length < before.span.length
    year = 31_556_952.0
    for length in (0.1, 0.5, 1.5, 3, 20):
        scale = TimeScale(TimeSpan(55 * year, (55 + length) * year), 12, 1400)
        assert all(re.search("[0-9]{4}", tick.label) for tick in in_full(axis(scale)) if tick.label)


def test_no_scene_takes_a_file_that_is_dropped(window):
    """It would accept what comes over it, and do nothing with it."""
    views = window.findChildren(QGraphicsView)
    assert views
    assert not any(view.acceptDrops() or view.viewport().acceptDrops() for view in views)
    assert window.acceptDrops()
