"""Somebody edits the open file elsewhere: the offer on coming back, F5, the list of changes, and a broken state."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from viewer.ui.changes import ChangesDialog

HEAD = {"format": "diplomatic-timeline", "version": 1}


def write(path: Path, *events: dict) -> None:
    """A chronology."""
    path.write_text(json.dumps(HEAD | {"events": events}), "utf-8")


def event(id_: str, title: str, date: str) -> dict:
    return {"id": id_, "title": title, "date": date, "sources": [{"publisher": "Gazette"}]}


@pytest.fixture
def opened(window, tmp_path):
    """The window on a file of three events."""
    path = tmp_path / "mine.json"
    write(path, event("a", "Talks", "1919"), event("b", "Treaty", "1920"), event("c", "War", "1921"))
    window.session.open(path)
    return window


def test_an_edit_elsewhere_is_offered_read_and_walked_through(opened, qtbot, tmp_path):
    session = opened.session
    session.show(session.view.__class__(selection="b", lanes_by="none"))
    write(
        tmp_path / "mine.json", event("a", "Talks", "1919"), event("b", "Treaty", "1922"), event("d", "Peace", "1923")
    )
    QApplication.sendEvent(opened, QEvent(QEvent.Type.WindowActivate))
    assert "mine.json" in opened.bar.text
    assert "has changed since it was read" in opened.bar.text
    qtbot.mouseClick(opened.bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert "1 event added, 1 changed, 1 removed" in opened.bar.text
    assert (session.view.selection, session.view.lanes_by) == ("b", "none")
    qtbot.mouseClick(opened.bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    dialog = opened.findChild(ChangesDialog)
    shown = [[dialog.changes.index(row, column).data() for column in range(6)] for row in range(3)]
    assert shown == [
        ["added", "1923", "Peace", "", "", ""],
        ["changed", "1922", "Treaty", "date", "1920", "1922"],
        ["removed", "1921", "War", "", "", ""],
    ]
    dialog.table.selectRow(0)
    assert session.view.selection == "d"
    dialog.table.selectRow(2)
    assert session.view.selection == "d"
    dialog.close()


def test_f5_on_a_broken_or_vanished_file_says_so_and_loses_nothing(opened, tmp_path):
    store = opened.session.store
    path = tmp_path / "mine.json"
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    opened.actions_.perform("file.reload")
    assert "mine.json ends too early" in opened.bar.text
    path.unlink()
    opened.actions_.perform("file.reload")
    assert "does not exist" in opened.bar.text
    assert opened.session.store is store
    write(path, event("a", "Talks", "1919"))
    opened.actions_.perform("file.reload")
    assert "2 events removed" in opened.bar.text
