"""A button and a line of text whose words end in an ellipsis where they have no room."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStyle, QStyleOptionButton, QStylePainter

_SOON = 50  # ms after which other words are shown


class ElidedButton(QPushButton):
    """Like any button, but its text is cropped to its width."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint with the text that fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.contentsRect().width()
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class ElidedLine(QLabel):
    """A line of plain text, cropped to its width.

    Other words are only painted, on a ground of its own: for a label of Qt's the whole window would be laid out again
    and painted below it, at every frame of a pan.  Nor can anybody read sixty lines a second.
    """

    def __init__(self, words: str = "", alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter) -> None:
        super().__init__(alignment=alignment)
        self._words: Callable[[], str] = lambda: words
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._say)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContentsMargins(4, 0, 4, 0)

    def text(self) -> str:
        """What it says, in full."""
        return self._words()

    def setText(self, text: str) -> None:
        """Say something else."""
        if text != self.text():
            self.follow(lambda: text)

    def follow(self, words: Callable[[], str]) -> None:
        """Say what ``words`` answers, now and after each ``renew``."""
        self._words = words
        self.renew()

    def renew(self) -> None:
        """There is something else to say: soon, and only then it is asked what."""
        if not self._soon.isActive():
            self._soon.start()

    def _say(self) -> None:
        self.setAccessibleName(self.text())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter, room = QStylePainter(self), self.contentsRect()
        painter.fillRect(self.rect(), self.palette().window())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawItemText(room, self.alignment(), self.palette(), True, words, self.foregroundRole())
