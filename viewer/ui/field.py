"""A line to type in that Esc empties before it means anything else."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class Field(QLineEdit):
    """A QLineEdit whose text is the innermost level that Esc backs out of."""

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window's own shortcut does."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.wants_escape():
            event.accept()
            return True
        return super().event(event)

    def wants_escape(self) -> bool:
        """Whether there is anything to empty."""
        return bool(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties; all else is typing."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
