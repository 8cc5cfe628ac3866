"""A line that appears when an answer takes longer than a second, with a way out; the old picture stays meanwhile."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from viewer.formats.progress import Done, Pace
from viewer.session.session import Notice, Session
from viewer.ui.plain import isolated

PATIENCE = 1_000  # milliseconds


class ProgressRow(QFrame):
    """Shows itself and goes by itself, on the foot of a widget that keeps its size: a picture must not jump."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over.parentWidget())
        self._over = over
        over.installEventFilter(self)
        self.setObjectName("messageBar")
        self._session = session
        self._read: Path | None = None  # the file whose pace is taken
        self._pace = Pace("")
        self.text = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.bar.setFixedWidth(200)
        self.bar.setAccessibleName("Progress")
        self.cancel = QPushButton("Cancel")
        self.cancel.clicked.connect(self.give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self.text)
        row.addWidget(self.bar)
        row.addStretch(1)
        row.addWidget(self.cancel)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._appear)
        self.destroyed.connect(session.listen(self._heed))
        self.hide()

    def give_up(self) -> None:
        """Want it no longer: keep the file that is open, or return to the view before."""
        if self._session.opening:
            self._session.cancel_opening()
        else:
            self._session.back()

    def _heed(self, notice: Notice) -> None:
        if self._session.opening != self._read:
            self._read = self._session.opening
            self._pace = Pace(isolated(self._read.name or "the table") if self._read else "")
        if self.isVisible() and notice.names & {"opening", "answers.share"}:
            self._say()
        if not notice.names & {"waiting", "store"}:
            return
        self._patience.stop()
        if self._session.waiting_since is None or "store" in notice.names:
            self.hide()
        if self._session.waiting_since is not None:
            self._patience.start()

    def _appear(self) -> None:
        if self._session.waiting_since is not None:
            self._say()
            self._lie_down()
            self.show()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the widget below."""
        if watched is self._over and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._lie_down()
        return super().eventFilter(watched, event)

    def _lie_down(self) -> None:
        place, height = self._over.geometry(), self.sizeHint().height()
        self.setGeometry(place.x(), place.bottom() + 1 - height, place.width(), height)

    def _say(self) -> None:
        """What is done and how much of it; a bar that only wanders where nobody knows."""
        done = self._session.progress if self._read else Done(self._session.answers.share)
        known = 0 < done.share < 1
        if self._read:
            self.text.setText(self._pace.words(done))
        else:
            self.text.setText(f"Searching: {done.share:.0%}" if known else "Working out the new view…")
        self.bar.setMaximum(100 if known else 0)
        self.bar.setValue(round(100 * done.share))
