"""Enter in the export dialog does what the dialog is for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from viewer.ui.export_dialog import ExportDialog


def test_enter_asks_where_the_picture_goes(sample, qtbot, monkeypatch):
    """It is the picture that Enter saves, not a recipe for it."""
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _self, title, *_: (asked.append(title), ("", ""))[1])
    sample.actions_.perform("file.export-image")
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ExportDialog))
    qtbot.waitExposed(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert asked == ["Export"]
    dialog.reject()
