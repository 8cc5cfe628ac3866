"""Export, preferences, problems, about."""

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel
from shiboken6 import isValid

import viewer
from viewer.events.problems import Problem
from viewer.session.contents import NAMED, RANGE, SELECTED, WHOLE
from viewer.session.picture_options import options_of, request_of
from viewer.session.picture_request import PARTS
from viewer.session.recipe import read_recipe
from viewer.session.settings import SETTINGS
from viewer.session.time_shown import called, span_called
from viewer.timeline.scale import TimeSpan
from viewer.ui.about import About
from viewer.ui.export_dialog import ExportDialog
from viewer.ui.picture_export import draw_all
from viewer.ui.preferences import Preferences
from viewer.ui.problems_panel import COLUMNS, ProblemsDialog


@pytest.fixture
def export(sample, qtbot):
    dialog = ExportDialog(sample.session, sample.door, sample.pool, sample)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.ready)
    yield dialog
    if isValid(dialog):
        dialog.close()
    sample.pool.finish()


@pytest.fixture
def write(export, qtbot):
    """A function that has the file written and waits; its path, or None where the reason stands in the dialog."""

    def written(path, *, force=False):
        export.write(path, force=force)
        qtbot.waitUntil(lambda: export.written is not None or export.ready)
        return export.written

    written.dialog = export
    return written


def choose(combo, value):
    combo.setCurrentIndex(combo.findData(value))


def no_views(_source, name):
    raise AssertionError(name)


def test_the_preview_is_the_picture_that_is_written(export, write, tmp_path):
    seen = export.preview.image
    assert write(tmp_path / "out") == tmp_path / "out.png"
    written = QImage(str(export.written))
    assert (written.width(), written.height()) == (1600, 900)
    small = written.scaled(
        seen.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    places = [(x, y) for x in range(0, seen.width(), 9) for y in range(0, seen.height(), 9)]
    alike = [abs(small.pixelColor(*at).lightness() - seen.pixelColor(*at).lightness()) < 60 for at in places]
    assert sum(alike) > 0.95 * len(places)


def test_the_dialog_is_no_larger_than_the_window(export, sample):
    """On a small screen its buttons would be out of reach."""
    assert export.width() <= sample.width()
    assert export.height() <= sample.height()


def test_the_window_is_never_kept_waiting_for_a_picture(export, qtbot):
    export.form.title.setText("Another title")
    assert not export.ready
    export.refresh()
    assert not export.ready
    qtbot.waitUntil(lambda: export.ready)


@pytest.mark.parametrize(
    ("suffix", "magic"),
    [
        (".svg", b"<?xml"), (".pdf", b"%PDF"), (".html", b"<!doctype html>"), (".csv", b"\xef\xbb\xbfid,date"),
        (".xlsx", b"PK"), (".table.html", b"<!doctype html>"), (".bib", b"@misc"), (".csl.json", b"["),
        (".txt", b"1. "),
    ],
)  # fmt: skip
def test_every_kind_of_file_is_written(write, qtbot, tmp_path, suffix, magic):
    export = write.dialog
    choose(export.form.kind, suffix)
    export.refresh()
    qtbot.waitUntil(lambda: export.ready)
    assert not export.form.dpi.isEnabled()
    assert export.form.draws == (export.preview.image is not None)
    assert write(tmp_path / "out").name == f"out{suffix}"
    assert export.written.read_bytes().startswith(magic)


def test_resolution_size_and_colours_are_obeyed(export, write, qtbot, tmp_path):
    choose(export.form.size_, None)
    export.form.wide.setValue(800)
    export.form.high.setValue(600)
    choose(export.form.dpi, 192)
    choose(export.form.look, "dark")
    export.refresh()
    qtbot.waitUntil(lambda: export.ready)
    assert export.result_size.text() == "1,600 × 1,200 px"
    assert write(tmp_path / "out.png")
    written = QImage(str(export.written))
    assert written.width() == 1600
    assert written.pixelColor(1, 1).lightness() < 60


def test_a_size_of_ones_own_is_in_px_or_mm(export):
    form = export.form
    choose(form.size_, None)
    form.unit.setCurrentIndex(form.unit.findText("mm"))
    form.wide.setValue(210)
    form.high.setValue(297)
    assert form.pixels == (794, 1123)
    form.unit.setCurrentIndex(form.unit.findText("px"))
    assert (form.wide.value(), form.high.value()) == (794, 1123)


def test_paper_lies_or_stands_and_parts_can_be_left_out(export, write, tmp_path):
    form = export.form
    form.size_.setCurrentIndex(form.size_.findText("A4"))
    choose(form.way, "portrait")
    choose(form.kind, ".svg")
    form.options.switches["legend"].setChecked(False)
    form.options.subtitle.setText("Below the title")
    form.settle()
    assert not form.options.switches["appendix"].isEnabled()
    text = write(tmp_path / "out.svg").read_text("utf-8")
    assert 'viewBox="0 0 794 1123"' in text
    assert "Below the title" in text
    assert "Agreement" not in text


def test_the_options_can_be_kept_as_a_recipe_for_the_same_picture(export, tmp_path, sample):
    choose(export.form.look, "greyscale")
    choose(export.form.kind, ".pdf")
    export.form.settle()
    export.form.options.switches["appendix"].setChecked(True)
    export.form.options.rows.setValue(2)
    export.save_recipe(tmp_path / "mine.toml")
    (values,) = read_recipe(tmp_path / "mine.toml")
    request = request_of(values, date(2026, 1, 31), no_views)
    assert request.source == sample.session.path
    assert (request.theme, request.rows, request.target.name) == ("greyscale", 2, "events-2026-01-31.pdf")
    assert {"appendix", "legend"} <= request.parts


@pytest.mark.parametrize("length", [1e9, 1e6], ids=["years", "days"])
def test_the_window_the_command_line_and_python_draw_the_same_bytes(export, write, tmp_path, sample, length):
    """Whatever is selected, part of a day is visible or what time it is; today is marked only where that is asked."""
    session = sample.session
    session.show(replace(session.view, span=TimeSpan(1.75e9 - length, 1.75e9 + 0.25), selection=session.store.id_at(3)))
    choose(export.form.kind, ".svg")
    export.form.options.switches["now"].setChecked(True)
    export.save_recipe(tmp_path / "mine.toml")
    dialog = write(tmp_path / "dialog.svg").read_bytes()
    day = datetime.fromtimestamp(session.now()).astimezone().date()
    (values,) = read_recipe(tmp_path / "mine.toml")
    command = next(draw_all([request_of({**values, "output": str(tmp_path / "command.svg")}, day, no_views)], Path()))
    assert command.target.read_bytes() == dialog
    parts = [part for part in (*PARTS, "now") if values.get(part, True)]
    picture = viewer.open(session.path).picture(
        show=values["show"], today=day, parts=parts, lanes=session.view.lanes_by
    )
    assert picture.save(tmp_path / "python.svg").read_bytes() == dialog


def test_the_colours_of_pictures_are_those_chosen_last(export, write, tmp_path, sample):
    """Light at first, whatever the window has."""
    assert export.form.look.currentData() == "light"
    choose(export.form.look, "greyscale")
    write(tmp_path / "a.svg")
    assert sample.session.settings["picture_look"] == "greyscale"
    other = ExportDialog(sample.session, sample.door, sample.pool, sample)
    assert other.form.look.currentData() == "greyscale"
    other.close()


def test_what_is_visible_the_chosen_span_the_selected_event_or_all(export, sample):
    session, form = sample.session, export.form
    assert form.plan().order.span == span_called(called(session.span), date(2026, 1, 31))
    choose(form.part, WHOLE)
    assert form.plan().order.span is None
    chosen = TimeSpan(session.span.begin, session.span.middle)
    session.show(replace(session.view, range=chosen, selection=session.store.id_at(3)))
    session.workspace.named.keep(session.path, "Mine", replace(session.view, lanes_by="quad"))
    other = ExportDialog(session, sample.door, sample.pool, sample)
    choose(other.form.part, RANGE)
    assert other.form.plan().order.span == span_called(called(chosen), date(2026, 1, 31))
    choose(other.form.part, SELECTED)
    assert [r.id for r in other.form.listing().records()] == [session.store.id_at(3)]
    choose(other.form.part, NAMED + "Mine")
    assert other.form.plan().order.lanes_by == "quad"
    assert options_of(other.form.request(Path("a.png")))["view"] == "Mine"
    other.close()


def test_a_title_of_ones_own_stands_on_the_picture(export, write, tmp_path):
    choose(export.form.kind, ".svg")
    export.form.title.setText("Two neighbours & a <treaty>")
    assert "Two neighbours &amp; a &lt;treaty&gt;" in write(tmp_path / "out.svg").read_text("utf-8")


def test_a_name_without_a_suffix_never_replaces_a_file_unasked(export, tmp_path, monkeypatch, qtbot):
    (tmp_path / "x.png").write_bytes(b"mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x"), ""))
    export.export.click()
    qtbot.waitUntil(lambda: "exists" in export.fault.text())
    assert (tmp_path / "x.png").read_bytes() == b"mine"


def test_an_existing_file_is_not_replaced_without_being_asked(export, write, tmp_path):
    target = tmp_path / "out.png"
    target.write_bytes(b"mine")
    assert not write(target)
    assert "exists" in export.fault.text()
    assert target.read_bytes() == b"mine"
    assert write(target, force=True)


def test_a_folder_that_is_not_there_is_said_beside_the_button(export, write, tmp_path):
    assert not write(tmp_path / "no" / "out.png")
    assert export.fault.isVisible()
    assert export.export.isEnabled()
    assert "Writing" not in export.result_size.text()


def test_a_change_that_is_taken_back_leaves_the_preview_as_it_is(export, qtbot):
    export.form.title.setText("Another")
    export.form.title.setText("")
    export.refresh()
    assert export.ready
    assert not export.preview.stale
    export.form.title.setText("Another")
    export.refresh()
    assert export.preview.stale
    qtbot.waitUntil(lambda: export.ready)
    assert not export.preview.stale


def test_the_button_asks_where(export, sample, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.png"), ""))
    with qtbot.waitSignal(export.accepted):
        export.export.click()
    assert (tmp_path / "x.png").exists()


def test_a_dialog_that_is_closed_writes_nothing_more(export, tmp_path, sample):
    export.write(tmp_path / "x.png", force=False)
    export.reject()
    assert sample.pool.finish()
    assert not (tmp_path / "x.png").exists()


def test_the_clipboard_gets_the_picture(sample, qtbot):
    sample.actions_.perform("file.copy-image")
    qtbot.waitUntil(lambda: "clipboard" in sample.bar.text)
    assert QGuiApplication.clipboard().image().width() == 3200
    assert "clipboard" in sample.bar.text


def test_every_setting_has_a_field_that_sets_it(window):
    form = Preferences(window.session, window.door, window)
    assert form.fields.keys() == {setting.name for setting in SETTINGS}
    for setting in SETTINGS:
        field = form.fields[setting.name]
        if isinstance(field, QCheckBox):
            field.setChecked(not field.isChecked())
            assert window.session.settings[setting.name] == field.isChecked()
        else:
            assert isinstance(field, QComboBox)
            choose(field, setting.choices[-1])
            assert window.session.settings[setting.name] == setting.choices[-1]
    form.close()


PROBLEMS = (
    Problem(3, "a", "date", "2025-02-30", "There is no 30 February.", "Correct the day.", "event"),
    Problem(3, "a", "title", "", "No title.", "Write one."),
    Problem(9, "b", "category", "<b>", "Unknown category.", "Use a known one.", "field"),
)


def test_the_list_of_problems_can_be_searched_and_copied(window, qtbot):
    dialog = ProblemsDialog(PROBLEMS, 8, "a.csv", window, titles={"a": "Talks"})
    qtbot.addWidget(dialog)
    assert dialog.heading.text().startswith("Opened 8 of 9 events; 3 ")
    assert dialog.seen.rowCount() == 3
    assert dialog.seen.columnCount() == len(COLUMNS)
    assert [dialog.seen.index(row, 1).data() for row in range(3)] == ["Talks", "Talks", "b"]
    dialog.filter.setText("february")
    assert dialog.seen.rowCount() == 1
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "\n".join(map(str, PROBLEMS))


def test_the_table_of_problems_keeps_to_qts_rules(window, qtbot, qtmodeltester):
    dialog = ProblemsDialog(PROBLEMS, 8, "a.csv", window, titles={"a": "Talks"})
    qtbot.addWidget(dialog)
    qtmodeltester.check(dialog.seen.sourceModel())


def test_problems_are_sifted_by_kind_and_saved_without_formulas(window, qtbot, tmp_path):
    backwards = Problem(4, "c", "until", "=1+1", "It ends before it starts.", "Correct it.", "field", "order")
    dialog = ProblemsDialog((*PROBLEMS, backwards), 8, "a\udcff.csv", window, titles={})  # a name that is no text
    qtbot.addWidget(dialog)
    choose(dialog.kind, "order")
    assert dialog.kind.currentText() == "Ends before it starts (1)"
    assert dialog.seen.rowCount() == 1
    dialog.save(tmp_path / "problems.csv")
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert (head[0], row[:2], row[4]) == ("file", ["a?.csv", "4"], "'=1+1")
    assert dialog.heading.text().startswith("1 line was saved to ")
    dialog.save(tmp_path / "nowhere" / "problems.csv")
    assert "nowhere" in dialog.heading.text()


def test_about_names_version_licences_and_file(sample):
    dialog = About(sample.session, sample)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Version" in words
    assert "LGPL" in words
    assert Path("events.json").name in words
    dialog.close()
