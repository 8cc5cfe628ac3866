"""Export, preferences, problems, about."""

import csv
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel
from shiboken6 import isValid

from viewer.events.problems import Problem
from viewer.session.recipe import read_recipe, request_of
from viewer.session.settings import SETTINGS
from viewer.ui.about import About
from viewer.ui.export_dialog import ExportDialog
from viewer.ui.picture_export import span_of
from viewer.ui.preferences import Preferences
from viewer.ui.problems_panel import COLUMNS, ProblemsDialog


@pytest.fixture
def export(sample):
    dialog = ExportDialog(sample.session, sample.switch, sample.door, sample)
    dialog.show()
    yield dialog
    if isValid(dialog):
        dialog.close()


def choose(combo, value):
    combo.setCurrentIndex(combo.findData(value))


def test_the_preview_is_the_picture_that_is_written(export, tmp_path):
    assert export.preview.picture is not None
    assert export.write(tmp_path / "out", force=False)
    assert export.written == tmp_path / "out.png"
    written = QImage(str(export.written))
    assert (written.width(), written.height()) == (1600, 900)


@pytest.mark.parametrize(("suffix", "magic"), [(".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_vector_formats_are_written(export, tmp_path, suffix, magic):
    choose(export.kind, suffix)
    export.refresh()
    assert not export.dpi.isEnabled()
    assert export.write(tmp_path / f"out{suffix}", force=False)
    assert export.written.read_bytes().startswith(magic)


def test_resolution_size_and_colours_are_obeyed(export, tmp_path):
    choose(export.size_, None)
    export.wide.setValue(800)
    export.high.setValue(600)
    choose(export.dpi, 192)
    choose(export.look, "dark")
    export.refresh()
    assert export.result_size.text() == "1,600 × 1,200 px"
    assert export.write(tmp_path / "out.png", force=False)
    written = QImage(str(export.written))
    assert written.width() == 1600
    assert written.pixelColor(1, 1).lightness() < 60


def test_paper_lies_or_stands_and_parts_can_be_left_out(export, tmp_path):
    export.size_.setCurrentIndex(export.size_.findText("A4"))
    choose(export.way, "portrait")
    choose(export.kind, ".svg")
    export.options.switches["legend"].setChecked(False)
    export.options.subtitle.setText("Below the title")
    assert not export.options.switches["appendix"].isEnabled()
    assert export.write(tmp_path / "out.svg", force=False)
    text = export.written.read_text("utf-8")
    assert 'viewBox="0 0 794 1123"' in text
    assert "Below the title" in text
    assert 'id="legend"' not in text


def test_the_options_can_be_kept_as_a_recipe_for_the_same_picture(export, tmp_path, sample):
    choose(export.look, "greyscale")
    choose(export.kind, ".pdf")
    export.options.switches["appendix"].setChecked(True)
    export.options.rows.setValue(2)
    export.save_recipe(tmp_path / "mine.toml")
    (values,) = read_recipe(tmp_path / "mine.toml")
    request = request_of(values, date(2026, 1, 31))
    assert request.source == sample.session.path
    assert (request.theme, request.rows, request.target.name) == ("greyscale", 2, "events-2026-01-31.pdf")
    assert {"appendix", "legend"} <= request.parts
    asked = span_of(request.query)
    assert abs(asked.begin - sample.session.span.begin) <= 86_400
    assert abs(asked.end - sample.session.span.end) <= 86_400


def test_the_whole_extent_or_what_is_visible(export, sample):
    assert export.order().span == sample.session.span
    choose(export.part, "whole")
    assert export.order().span is None


def test_a_title_of_ones_own_stands_on_the_picture(export, tmp_path):
    choose(export.kind, ".svg")
    export.title.setText("Two neighbours & a <treaty>")
    assert export.write(tmp_path / "out.svg", force=False)
    assert "Two neighbours &amp; a &lt;treaty&gt;" in export.written.read_text("utf-8")


def test_a_name_without_a_suffix_never_replaces_a_file_unasked(export, tmp_path, monkeypatch):
    (tmp_path / "x.png").write_bytes(b"mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x"), ""))
    export.export.click()
    assert (tmp_path / "x.png").read_bytes() == b"mine"
    assert "exists" in export.fault.text()


def test_an_existing_file_is_not_replaced_without_being_asked(export, tmp_path):
    target = tmp_path / "out.png"
    target.write_bytes(b"mine")
    assert not export.write(target, force=False)
    assert "exists" in export.fault.text()
    assert target.read_bytes() == b"mine"
    assert export.write(target, force=True)


def test_a_folder_that_is_not_there_is_said_beside_the_button(export, tmp_path):
    assert not export.write(tmp_path / "no" / "out.png", force=False)
    assert export.fault.isVisible()


def test_the_button_asks_where(export, sample, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.png"), ""))
    with qtbot.waitSignal(export.accepted):
        export.export.click()
    assert (tmp_path / "x.png").exists()


def test_the_clipboard_gets_the_picture(sample):
    sample.actions_.perform("file.copy-image")
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
    dialog = ProblemsDialog(PROBLEMS, 8, "a.csv", window)
    qtbot.addWidget(dialog)
    assert dialog.heading.text().startswith("Opened 8 of 9 events; 3 ")
    assert dialog.seen.rowCount() == 3
    assert dialog.seen.columnCount() == len(COLUMNS)
    dialog.filter.setText("february")
    assert dialog.seen.rowCount() == 1
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "\n".join(map(str, PROBLEMS))


def test_the_table_of_problems_keeps_to_qts_rules(window, qtbot, qtmodeltester):
    dialog = ProblemsDialog(PROBLEMS, 8, "a.csv", window)
    qtbot.addWidget(dialog)
    qtmodeltester.check(dialog.seen.sourceModel())


def test_problems_are_sifted_by_kind_and_saved_without_formulas(window, qtbot, tmp_path):
    backwards = Problem(4, "c", "until", "=1+1", "It ends before it starts.", "Correct it.", "field", "order")
    dialog = ProblemsDialog((*PROBLEMS, backwards), 8, "a.csv", window)
    qtbot.addWidget(dialog)
    choose(dialog.kind, "order")
    assert dialog.kind.currentText() == "Ends before it starts (1)"
    assert dialog.seen.rowCount() == 1
    dialog.save(tmp_path / "problems.csv")
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert (head[0], row[:2], row[4]) == ("file", ["a.csv", "4"], "'=1+1")
    dialog.save(tmp_path / "nowhere" / "problems.csv")
    assert "nowhere" in dialog.heading.text()


def test_about_names_version_licences_and_file(sample):
    dialog = About(sample.session, sample)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Version" in words
    assert "LGPL" in words
    assert Path("events.json").name in words
    dialog.close()
