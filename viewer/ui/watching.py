"""Notices that somebody has written to the open file, and offers to read it again; nothing happens by itself.

The file is looked at when the window comes to the front: whoever edits it elsewhere comes back by that way.
"""

from PySide6.QtCore import QEvent, QObject

from viewer.session.opening import Stamp
from viewer.session.refreshing import news
from viewer.ui.plain import isolated
from viewer.ui.window import MainWindow


class Watch(QObject):
    """Each new state of the file is offered once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._offered: Stamp | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the file whenever the window becomes the active one."""
        if event.type() == QEvent.Type.WindowActivate and watched is self._window:
            self._look()
        return False

    def _look(self) -> None:
        session = self._window.session
        stamp = news(session)
        if stamp is not None and stamp != self._offered and session.path is not None:
            self._offered = stamp
            again = ("Reload", lambda: self._window.actions_.perform("file.reload"))
            self._window.bar.tell(f"{isolated(session.path.name)} has changed since it was read.", "", again)
