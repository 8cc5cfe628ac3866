"""The line at the foot: the span in words and its length, a hint, and in which time and file we are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from viewer.events.wording import length_in_words, span_in_words
from viewer.session.session import Notice, Session
from viewer.session.walking import count_in
from viewer.ui.elided import ElidedLine
from viewer.ui.plain import in_tooltip, one_line

ROOM_FOR_HINT = 1_120  # px
HINT = "Wheel or W S zoom · drag or A D move · F focus · / search · ? keys"


class StatusLine(QStatusBar):
    """Follows the session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, sizeGripEnabled=False)
        self._session = session
        self.span = ElidedLine()
        self.message = ElidedLine()
        self.hint = ElidedLine(HINT, Qt.AlignmentFlag.AlignCenter)
        self.file = ElidedLine("", Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (self.span, self.hint, self.message, self.file):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.addPermanentWidget(label, 2 if label is self.message else 1)
        self.message.hide()
        self.messageChanged.connect(self._show_message)
        self.setContentsMargins(12, 0, 12, 0)
        self.destroyed.connect(session.listen(self._heed))
        self.span.follow(self._span_in_words)
        self._show_file()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint goes first where there is little room."""
        super().resizeEvent(event)
        self._make_room()

    def _show_message(self, text: str) -> None:
        """What is under the pointer (a command, the goal of a link) stands in for span and hint for as long."""
        self.message.setText(one_line(text, 300))
        self._make_room()

    def _make_room(self) -> None:
        message = bool(self.message.text())
        self.message.setVisible(message)
        self.span.setVisible(not message)
        self.hint.setVisible(not message and self.width() >= ROOM_FOR_HINT)

    def _heed(self, notice: Notice) -> None:
        if notice.names & {"span", "range", "answers.layout", "answers.totals", "store"}:
            self.span.renew()
        if "store" in notice.names:
            self._show_file()

    def _span_in_words(self) -> str:
        chosen, span = self._session.view.range, self._session.span
        totals = self._session.answers.totals.value
        if totals is not None and not totals.shown:
            return ""  # there is no timeline to tell the span of
        if chosen:
            count = count_in(self._session, chosen)
            events = f"{count:,} {'event' if count == 1 else 'events'}"
            return f"Chosen: {span_in_words(chosen.begin, chosen.end)} · {length_in_words(chosen.length)} · {events}"
        return f"{span_in_words(span.begin, span.end)} · {length_in_words(span.length)}" if span else ""

    def _show_file(self) -> None:
        path = self._session.path
        self.file.setText(f"UTC · Gregorian · {one_line(path.name)}" if path else "UTC · Gregorian")
        self.file.setToolTip(in_tooltip(str(path), 400) if path else "")
