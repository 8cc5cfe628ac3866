"""The one door for failures in the window: a bar for what the user can act on, a report for what is our fault.

    ViewerError   →  message bar: what happened, what to do; never a dialog in the way
    anything else →  report dialog with text to copy, at most one at a time and one in ten seconds
Whatever happens, the program lives on with the document it had.
"""

import platform
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer import __version__
from viewer.errors import ViewerError
from viewer.ui.making import named
from viewer.ui.plain import on_button, shown

BETWEEN_REPORTS = 10.0  # seconds that must pass before another report dialog may open
WIDEST_WORD = 120  # characters: paths are there to be copied, and should not be broken
NEWS_STAYS = 6_000  # milliseconds that good news stays on the screen


class MessageBar(QFrame):
    """One message above the canvas, with a hint and at most one thing to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._text = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._close = named(QToolButton(), "", "Dismiss this message")
        self._close.setText("✕")
        self._close.setAccessibleName("Dismiss this message")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._run: Callable[[], None] | None = None
        self._fade = QTimer(self, singleShot=True, interval=NEWS_STAYS)
        self._fade.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What stands in the bar."""
        return self._text.text()

    def tell(self, message: str, hint: str = "", action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show good news; without an action it goes by itself."""
        self._show(message, hint, action, kind="news")
        if action is None:
            self._fade.start()

    def warn(self, message: str, hint: str = "", action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show what went wrong, until it is dismissed or replaced."""
        self._show(message, hint, action, kind="warning")

    def _show(self, message: str, hint: str, action: tuple[str, Callable[[], None]] | None, kind: str) -> None:
        self._fade.stop()
        self._text.setText(shown(f"{message} {hint}".strip(), 1_500, WIDEST_WORD))
        title, self._run = action or ("", None)
        self._action.setText(on_button(title))
        self._action.setVisible(action is not None)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _act(self) -> None:
        run = self._run
        self.hide()
        if run:
            run()


def report_of(error: BaseException) -> str:
    """The text a user can send: versions, system, and the whole traceback; no names of files of theirs beyond it."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"Diplomatic Timeline {__version__}\n"
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n\n{trace}"
    )


class ReportDialog(QDialog):
    """Says that something unexpected happened and hands over the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something unexpected happened")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = QLabel(
            "This is a fault of the program, not yours. Your document is untouched and you can go on working. "
            "To help mend it, copy the report below and send it to whoever gave you the program.",
            wordWrap=True,
        )
        self.report = QPlainTextEdit(report, readOnly=True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.report, 1)
        column.addWidget(buttons)
        self.resize(720, 420)


class Door(QObject):
    """Takes every failure of the window, from any thread, and shows it the right way."""

    _arrived = Signal(object)

    def __init__(self, bar: MessageBar, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(bar)
        self._bar = bar
        self._clock = clock
        self._last_report = float("-inf")
        self._dialog: ReportDialog | None = None
        self._arrived.connect(self._take)

    @property
    def dialog(self) -> ReportDialog | None:
        """The report on the screen, None when there is none."""
        return self._dialog

    def report(self, error: BaseException) -> None:
        """Show this failure; may be called from any thread."""
        self._arrived.emit(error)

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """A block whose failures go through this door instead of further up."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - this is the door
            self.report(error)

    def install(self) -> None:
        """Catch what nobody caught: in slots, in event handlers, in threads."""
        sys.excepthook = self._unhandled
        threading.excepthook = lambda args: self.report(args.exc_value or RuntimeError("a thread died without a word"))

    def uninstall(self) -> None:
        """Give the interpreter its own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _unhandled(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error)

    def _take(self, error: BaseException) -> None:
        if isinstance(error, ViewerError):
            self._bar.warn(error.message, error.hint)
            return
        sys.__excepthook__(type(error), error, error.__traceback__)
        now = self._clock()
        if self._dialog is not None or now - self._last_report < BETWEEN_REPORTS:
            self._bar.warn("Something unexpected happened again.", "The first report says more.")
            return
        self._last_report = now
        self._dialog = ReportDialog(report_of(error), self._bar.window())
        self._dialog.destroyed.connect(self._forget)
        self._dialog.open()

    def _forget(self) -> None:
        self._dialog = None
