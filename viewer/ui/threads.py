"""Work elsewhere, and the way back: what the session is given instead of Qt.

The pool runs work on other threads; the hop runs a function on the thread that made it, as soon as its event
loop turns.  A story in two lines:  ``pool.submit(work)`` … on the other thread … ``hop(lambda: show(result))``.
"""

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from shiboken6 import isValid

LAST_WORK = 2_000  # milliseconds that leaving the program waits for work under way
_SOON_MS: Final = 1  # with none at all Qt would make no timer of it
_TURN: Final = 0.0005  # seconds after which busy Python lets the window go on: of the usual 5 ms twenty are a stutter


class Hop(QObject):
    """A function that takes a function and runs it on the thread on which this was made, soon."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, function: Callable[[], None]) -> None:
        """Run ``function`` there; may be called from any thread.  After the window has gone nothing happens."""
        if isValid(self):
            self._asked.emit(function)

    def _run(self, function: Callable[[], None]) -> None:
        function()


class Patient(QObject):
    """Has a pool run work a moment later: a timer comes after what waits to be painted."""

    def __init__(self, pool: "Pool") -> None:
        super().__init__(pool)
        self._pool = pool

    def submit(self, work: Callable[[], None], /) -> None:
        """Run ``work`` at some time after the next painting, on some thread; called where the pool was made."""
        QTimer.singleShot(_SOON_MS, self, lambda: self._pool.submit(work))


class Pool(QObject):
    """Runs work on a few threads; numpy and Arrow let go of the interpreter, so two are enough.

    Attributes:
        hop: the way back to the thread that made the pool, for dialogs that are gone sooner than their work.
        patient: for work that would take the interpreter from whoever paints.
    """

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self.hop = Hop(self)
        self.patient = Patient(self)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        sys.setswitchinterval(_TURN)

    def submit(self, work: Callable[[], None], /) -> None:
        """Run ``work`` at some time, on some thread; it must not raise."""
        self._pool.start(work)

    def finish(self, milliseconds: int = LAST_WORK) -> bool:
        """Drop what has not begun and wait for the rest; True when nothing is left running."""
        self._pool.clear()
        return self._pool.waitForDone(milliseconds)
