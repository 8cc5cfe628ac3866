"""Python's collector of cyclic garbage kept out of frames: it runs while nothing moves and nothing is waited for.

Most of what lives is there for good once a file is open; it is set aside, so that later collections look only at what
is new.  Reference counting frees nearly everything at once: only windows and pages wait for the collector.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

from viewer.session.session import Notice, Session

REST = 500  # milliseconds without news after which garbage may be collected
_WORTH: Final = 2_000  # new objects that make it worth while


class Collector(QObject):
    """Takes over from the automatic collector until ``stop``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._collect)
        self._dispose = session.listen(self._heed)
        gc.disable()
        gc.freeze()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._dispose()
        self._rest.stop()
        gc.unfreeze()
        gc.enable()

    def _heed(self, notice: Notice) -> None:
        if "store" in notice.names:
            gc.freeze()
        self._rest.start()

    def _collect(self) -> None:
        if self._session.waiting_since is not None:
            self._rest.start()
        elif gc.get_count()[0] > _WORTH:
            gc.collect()
