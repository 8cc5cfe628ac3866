"""A button whose words end in an ellipsis where they have no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter


class ElidedButton(QPushButton):
    """Like any button, but its text is cropped to its width."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint with the text that fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.contentsRect().width()
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
