"""The table of commands is the interface: menus, keys, tooltips, palette and key sheet all come from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from viewer.errors import ViewerError
from viewer.session.commands import BY_ID, COMMANDS
from viewer.ui.actions import keys_in_words
from viewer.ui.key_sheet import KeySheet
from viewer.ui.palette import Palette, matching
from viewer.ui.toolbar import LANES


def test_every_command_that_needs_the_window_is_served(window):
    assert window.actions_.served == {command.id for command in COMMANDS if command.needs}


def test_every_command_stands_in_a_menu_with_its_key_in_the_tooltip(window):
    shown = {action for menu in window.menus.values() for action in menu.actions()}
    for command in COMMANDS:
        action = window.actions_[command.id]
        assert action in shown, command.id
        assert [QKeySequence(key) for key in command.keys] == action.shortcuts()
        assert not command.keys or keys_in_words(command) in action.toolTip().replace("&lt;", "<").replace("&gt;", ">")


def test_without_a_file_only_what_makes_sense_is_enabled(window):
    assert window.actions_["file.open"].isEnabled()
    assert not window.actions_["file.export-image"].isEnabled()
    assert not window.actions_["edit.search"].isEnabled()


def test_a_command_that_is_not_allowed_does_nothing(window):
    window.actions_.perform("view.zoom-in")
    assert window.session.span is None


def test_a_failing_command_is_told_in_the_bar(window, monkeypatch):
    def fail():
        raise ViewerError("No.", "Try later.")

    monkeypatch.setitem(window.actions_._servants, "help.about", fail)
    window.actions_.perform("help.about")
    assert window.bar.text == "No. Try later."


def test_every_command_can_be_performed_on_the_sample(sample, qtbot, monkeypatch):
    from PySide6.QtWidgets import QDialog, QFileDialog

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    for command in COMMANDS:
        if command.id in {"file.quit", "view.full-screen"}:
            continue
        sample.actions_.perform("go.next-event")
        sample.actions_.perform(command.id)
        assert sample.door.dialog is None, command.id
        for dialog in sample.findChildren(QDialog):
            dialog.close()


def test_switches_show_whether_they_are_on(sample):
    sample.actions_.perform("view.lanes-category")
    assert sample.actions_["view.lanes-category"].isChecked()
    assert not sample.actions_["view.lanes-country"].isChecked()
    assert sample.tools.lanes.currentData() == f"{LANES}category"
    sample.actions_.perform("view.filters")
    assert not sample.filters.isVisible()
    assert not sample.actions_["view.filters"].isChecked()


def test_the_combo_arranges_lanes(sample):
    combo = sample.tools.lanes
    combo.setCurrentIndex(combo.findData(f"{LANES}quad"))
    combo.activated.emit(combo.currentIndex())
    assert sample.session.view.lanes_by == "quad"


def test_the_palette_lists_what_can_be_done_now_and_does_it(sample, qtbot):
    palette = Palette(sample.actions_, sample)
    qtbot.addWidget(palette)
    palette.show()
    assert "file.problems" not in palette.titles()
    qtbot.keyClicks(palette.line, "lanes categ")
    assert palette.titles()[0] == "view.lanes-category"
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert sample.session.view.lanes_by == "category"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("zoom", "view.zoom-in"), ("zom in", "view.zoom-in"), ("expor", "file.export-image"), ("dark", "view.theme-dark")],
)
def test_a_command_is_found_by_a_part_or_a_slip(typed, found):
    assert matching(typed, list(COMMANDS))[0].id == found


def test_nonsense_finds_nothing():
    assert matching("qqqqqqq", list(COMMANDS)) == []


def test_every_key_is_on_the_sheet(window, qtbot):
    sheet = KeySheet(window)
    qtbot.addWidget(sheet)
    said = {label.text() for label in sheet.findChildren(QLabel)}
    for command in COMMANDS:
        assert not command.keys or command.title.rstrip("…") in said, command.id
        for key in keys_in_words(command, every=True).split("  "):
            assert not key or key in said


def test_the_theme_button_turns_the_theme(window):
    assert not window.switch.theme.dark
    window.tools.theme.click()
    assert window.switch.theme.dark
    assert window.session.settings["theme"] == "dark"
    window.tools.theme.click()
    assert not window.switch.theme.dark


def test_each_id_is_known_once():
    assert len(BY_ID) == len(COMMANDS)
