"""The search box: looks while the reader types; Enter and Shift+Enter step from hit to hit, Esc leaves."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from viewer.session.session import Notice, Session
from viewer.ui.field import Field
from viewer.ui.icons import icon
from viewer.ui.theme import Theme, ThemeSwitch

PAUSE = 150  # milliseconds without typing after which the words are looked for
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SearchBox(Field):
    """``step`` is called with 1 or -1 for the next or previous hit, ``leave`` when the keyboard should go elsewhere."""

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        step: Callable[[int], None],
        leave: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, placeholderText="Search titles, summaries, places, sources", clearButtonEnabled=True)
        self.setAccessibleName("Search")
        self.setToolTip("Words must all occur; “a phrase” as it stands  ( / )")
        self.setMinimumWidth(160)
        self.setMaximumWidth(440)
        self._session = session
        self._step = step
        self._leave = leave
        self._lens = self.addAction(icon("search", switch.theme["muted"]), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.commit)
        self.textEdited.connect(lambda _: self._pause.start())
        self.textChanged.connect(self._notice_emptied)
        switch.changed.connect(self._wear)
        self.destroyed.connect(session.listen(self._heed))
        self.setText(session.view.query.text)

    def take(self) -> None:
        """Take the keyboard, ready for new words."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def wants_escape(self) -> bool:
        """Always: it leaves an empty box."""
        return True

    def commit(self) -> None:
        """Look for what is typed, now."""
        self._pause.stop()
        view = self._session.view
        self._session.show(replace(view, query=view.query.with_text(self.text())), "search")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter steps, Esc empties or leaves; all else is typing."""
        if event.key() in ENTER:
            self.commit()
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and not self.text():
            self._leave()
        else:
            super().keyPressEvent(event)

    def _notice_emptied(self, text: str) -> None:
        if not text:
            self.commit()

    def _heed(self, notice: Notice) -> None:
        if notice.by != "search" and notice.names & {"query", "store"} and not self._pause.isActive():
            text = self._session.view.query.text
            if " ".join(self.text().split()) != text:
                self.setText(text)

    def _wear(self, theme: Theme) -> None:
        self._lens.setIcon(icon("search", theme["muted"]))
