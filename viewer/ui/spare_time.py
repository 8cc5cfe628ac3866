"""When the canvas does what nobody waits for: never before what somebody does."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_SOON_MS = 1  # for what has to be done at once, but not before what the window was told meanwhile
_REST_MS = 80  # of rest before what is less likely to be wanted than going on, or soon of no use, is laid out


class SpareTime(QTimer):
    """Calls ``work``, which does a little and tells when it wants to be called again."""

    def __init__(self, work: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self._outdated = False
        self.timeout.connect(work)

    @property
    def outdated(self) -> bool:
        """Whether another layout is being worked out: that goes first, and for this one little is prepared any more."""
        return self._outdated

    @outdated.setter
    def outdated(self, outdated: bool) -> None:
        if outdated and not self._outdated and self.isActive():
            self.start(_REST_MS)  # two threads that want the interpreter take twice as long
        self._outdated = outdated

    def begin(self, *, busy: bool) -> None:
        """A frame has been painted; ``busy``: what it lacks is wanted at once."""
        self.start(_SOON_MS if busy else _REST_MS)

    def go_on(self) -> None:
        """There is more to do."""
        self.start(_REST_MS if self._outdated else 0)
