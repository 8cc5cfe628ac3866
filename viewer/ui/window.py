"""The window: places the panels.  No rule lives here; what the panels do is theirs.

┌ menus ─────────────────────────────────────────────┐
├ tools ─────────────────────────────────────────────┤
│ filters │ message · chips                │ details │
│         │ canvas or state · progress     │         │
│         │ overview                       │         │
└ status ────────────────────────────────────────────┘
"""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QGraphicsView, QMainWindow, QSplitter, QVBoxLayout, QWidget

from viewer.session.session import Session
from viewer.ui.actions import Actions
from viewer.ui.chips import ChipsRow
from viewer.ui.details import DetailsPanel
from viewer.ui.facets import FacetsPanel
from viewer.ui.fonts import Fonts
from viewer.ui.names import Names
from viewer.ui.notices import Door, MessageBar
from viewer.ui.progress import ProgressRow
from viewer.ui.search import SearchBox
from viewer.ui.stage import Stage
from viewer.ui.status import StatusLine
from viewer.ui.theme import ThemeSwitch
from viewer.ui.threads import Pool
from viewer.ui.toolbar import ToolBar

WIDTHS = (288, 760, 336)  # px of filters, canvas, details in a new window
LEAST = (208, 360, 256)


def dropped_paths(data: QMimeData) -> list[Path]:
    """The files of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class MainWindow(QMainWindow):
    """Everything a reader sees.  ``bar`` and ``door`` are made before it, so that no failure goes unseen.

    Signals:
        dropped(Path): a file was dropped on it.
        closing(): it is about to close.
    """

    dropped = Signal(object)
    closing = Signal()

    def __init__(
        self, session: Session, *, switch: ThemeSwitch, fonts: Fonts, bar: MessageBar, door: Door, pool: Pool
    ) -> None:
        super().__init__()
        self.session, self.bar, self.door, self.switch, self.pool = session, bar, door, switch, pool
        self.names = Names(session)
        self.actions_ = Actions(session, door, self)
        self.menus = self.actions_.fill(self.menuBar())
        self.stage = Stage(session, switch, fonts, self.names, self.actions_)
        self.progress = ProgressRow(session, self.stage.stack)
        self.search = SearchBox(session, switch, self._step, self.stage.canvas.setFocus)
        self.tools = ToolBar(session, switch, self.actions_, self.search)
        self.filters = FacetsPanel(session, switch)
        self.chips = ChipsRow(session, self.names, self.actions_)
        self.details = DetailsPanel(session, switch, self.names, self.actions_, door)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self._place()
        self._take_drops()

    def _place(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in (self.bar, self.chips):
            column.addWidget(line)
        column.addWidget(self.stage, 1)
        for panel, least in zip((self.filters, middle, self.details), LEAST, strict=True):
            panel.setMinimumWidth(least)
            self.splitter.addWidget(panel)
        self.splitter.setSizes(list(WIDTHS))
        self.splitter.setStretchFactor(1, 1)
        self.addToolBar(self.tools)
        self.setCentralWidget(self.splitter)
        self.setStatusBar(StatusLine(self.session))
        self.resize(1440, 900)
        self.setMinimumSize(900, 560)

    def _take_drops(self) -> None:
        """A file may be dropped anywhere; what draws a scene would take it for itself and do nothing."""
        self.setAcceptDrops(True)
        for view in self.findChildren(QGraphicsView):
            view.setAcceptDrops(False)
            view.viewport().setAcceptDrops(False)

    def _step(self, step: int) -> None:
        self.actions_.perform({1: "go.next-hit", -1: "go.previous-hit"}[step])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is welcome."""
        event.setAccepted(bool(dropped_paths(event.mimeData())))

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped; of several files nobody knows which one is meant."""
        event.acceptProposedAction()
        paths = dropped_paths(event.mimeData())
        if len(paths) > 1:
            self.bar.warn(f"{len(paths):,} files were dropped, and one is open at a time.", "Drop the one to open.")
        else:
            self.dropped.emit(paths[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so, for whoever has something to keep; nobody waits any more for what is being read or looked for."""
        self.session.cancel_opening()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.closing.emit()
        super().closeEvent(event)
