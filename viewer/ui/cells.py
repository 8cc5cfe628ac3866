"""Tables to look at: of whatever rows there are, and of plain text such as the first rows of a file."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from viewer.ui.plain import in_tooltip, one_line

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
_FITTED = 200  # columns
_NARROW, _WIDE = 60, 240  # px


class Rows(QAbstractTableModel, Generic[R]):
    """Rows below a header, as Qt asks for them; what their cells say is up to ``data``."""

    def __init__(self, header: Sequence[str], rows: Sequence[R] = ()) -> None:
        super().__init__()
        self._header = header
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row for each."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as the header has."""
        return 0 if parent.isValid() else len(self._header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._header[section]
        return None


class Cells(Rows[Sequence[str]]):
    """Rows of texts; the header may have a second line."""

    def show(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Other rows; the same columns keep their widths."""
        if len(header) == len(self._header):
            self._header = header
            self.layoutAboutToBeChanged.emit()
            self._rows = rows
            for index in self.persistentIndexList():
                if index.row() >= len(rows):  # what was chosen there is gone
                    self.changePersistentIndex(index, QModelIndex())
            self.layoutChanged.emit()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(header) - 1)
            return
        self.beginResetModel()
        self._header, self._rows = header, rows
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell; all of it in the tooltip."""
        text = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text, 300)
        return in_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole and text else None


def table_of(cells: QAbstractItemModel, name: str) -> QTableView:
    """A view of cells; the arrows move in it, Tab leaves it."""
    view = QTableView(showGrid=False, wordWrap=False)
    view.setTabKeyNavigation(False)
    view.setModel(cells)
    view.setAccessibleName(name)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setHighlightSections(False)
    return view


def fit(view: QTableView) -> None:
    """Make columns as wide as what stands in them, within reason; of a very wide table the first ones only."""
    header = view.horizontalHeader()
    for column in range(min(header.count(), _FITTED)):
        needed = max(view.sizeHintForColumn(column), header.sectionSizeHint(column))
        view.setColumnWidth(column, min(max(needed, _NARROW), _WIDE))
