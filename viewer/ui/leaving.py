"""Asked to leave by the system (SIGTERM at log-out, Ctrl+C in a terminal), the window closes as it does by hand.

It says so on standard error: a window that goes without a word looks like a crash to whoever sits before it.
"""

import signal
import socket
import sys
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget

ASKED = (signal.SIGTERM, signal.SIGINT)


class Leaving(QObject):
    """Closes ``window`` when the process is asked to end; to be made on the main thread.

    Python runs its handlers only between two of its own instructions, and Qt's event loop has none while it waits:
    the byte that Python writes for each signal is what wakes it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._bell, self._hand = socket.socketpair()
        for end in (self._bell, self._hand):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._bell.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._wakeup = signal.set_wakeup_fd(self._hand.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._asked) for number in ASKED}

    def stop(self) -> None:
        """Give the process its own handlers back."""
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._bell.close()
        self._hand.close()

    def _woken(self) -> None:
        self._bell.recv(64)  # by now Python has run the handler

    def _asked(self, number: int, _frame: FrameType | None) -> None:
        sys.stderr.write(f"diplomatic-timeline: closed, as {signal.Signals(number).name} asked for.\n")
        self._window.close()
        QCoreApplication.quit()  # a dialog that is open must not hold up whoever logs out
