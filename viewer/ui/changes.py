"""The list of what changed in a file that was read again, to walk through with the timeline beside it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from viewer.events.comparing import Comparison
from viewer.session.refreshing import lines
from viewer.session.session import Session
from viewer.session.walking import select
from viewer.ui.making import named
from viewer.ui.plain import in_tooltip, one_line

COLUMNS = ("", "Date", "Event", "Field", "Before", "Now")
Index = QModelIndex | QPersistentModelIndex


class ChangesTable(QAbstractTableModel):
    """The changes as Qt asks for them: a row for each field of each event."""

    def __init__(self, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = list(lines(comparison.differences))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row for each field."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See ``COLUMNS``."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        text = self._rows[index.row()][1][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text, 300)
        return in_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole and text else None

    def id_at(self, row: int) -> str | None:
        """The event of a row, None where it was removed."""
        return self._rows[row][0]


class ChangesDialog(QDialog):
    """Stays open beside the window; the event of the row that is chosen is selected on the timeline."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Changes in the file")
        self._session = session
        comparison = session.comparison or Comparison()
        self.changes = ChangesTable(comparison, self)
        self.table = QTableView(showGrid=False, wordWrap=False)
        self.table.setModel(self.changes)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((80, 150, 260, 100, 200, 200)):
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
        event_id = self.changes.id_at(rows[0].row()) if rows else None
        if event_id is not None and self._session.store and self._session.store.row_of(event_id) is not None:
            select(self._session, event_id, by="changes")


def _heading(comparison: Comparison) -> str:
    words = comparison.in_words()
    total = comparison.added + comparison.changed + comparison.removed
    listed = len(comparison.differences)
    only = f"; {listed:,} of them are listed" if listed < total else ""
    return f"{words[:1].upper()}{words[1:]}{only}."
