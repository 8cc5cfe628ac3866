"""The list of what changed in a file that was read again, to walk through with the timeline beside it."""

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from viewer.events.comparing import Comparison
from viewer.session.refreshing import lines
from viewer.session.session import Session
from viewer.session.walking import select
from viewer.ui.cells import Cells, table_of
from viewer.ui.making import named

COLUMNS = ("", "Date", "Event", "Field", "Before", "Now")


class ChangesDialog(QDialog):
    """Stays open beside the window; the event of the row that is chosen is selected on the timeline."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Changes in the file")
        self._session = session
        comparison = session.comparison or Comparison()
        said = list(lines(comparison.differences))
        self._ids = [event_id for event_id, _ in said]
        self.changes = Cells(COLUMNS, [cells for _, cells in said])
        self.table = table_of(self.changes, "Changes")
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        for column, width in enumerate((80, 180, 250, 90, 190, 190)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().selectionChanged.connect(self._walk)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(named(QLabel(_heading(comparison)), "strong"))
        rows.addWidget(self.table, 1)
        rows.addWidget(buttons)
        self.resize(min(1060, parent.width() - 40), 460)

    def _walk(self, chosen: QItemSelection) -> None:
        rows = chosen.indexes()
        event_id = self._ids[rows[0].row()] if rows else None
        if event_id is not None and self._session.store and self._session.store.row_of(event_id) is not None:
            select(self._session, event_id, by="changes")


def _heading(comparison: Comparison) -> str:
    words = comparison.in_words()
    total = comparison.added + comparison.changed + comparison.removed
    listed = len(comparison.differences)
    only = f"; {listed:,} of them are listed" if listed < total else ""
    return f"{words[:1].upper()}{words[1:]}{only}."
