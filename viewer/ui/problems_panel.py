"""The list of what was wrong in the open file: to read, to filter, to copy for whoever owns it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.events.problems import Problem
from viewer.ui.making import named
from viewer.ui.plain import in_tooltip, one_line

COLUMNS = ("Row", "Event", "Field", "Value", "What is wrong", "What to do", "Left out")
Index = QModelIndex | QPersistentModelIndex


def problems_in_words(problems: Sequence[Problem]) -> str:
    """Such as "312 rows of the file had problems.", the faults of the file as a whole counted apart."""
    rows = len({problem.row for problem in problems if problem.row})
    lost = len({problem.row for problem in problems if problem.dropped == "event"})
    of_rows = f"{rows:,} {'row' if rows == 1 else 'rows'} of the file had problems" if rows else ""
    of_file = "The file as a whole had problems" if rows < 1 else ""
    left = f"; {lost:,} could not be shown" if lost else ""
    return f"{of_rows or of_file}{left}."


class ProblemTable(QAbstractTableModel):
    """The problems as Qt asks for them."""

    def __init__(self, problems: Sequence[Problem], parent: QWidget) -> None:
        super().__init__(parent)
        self._problems = problems

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row for each."""
        return 0 if parent.isValid() else len(self._problems)

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
        problem = self._problems[index.row()]
        row = f"{problem.row:,}" if problem.row else "file"
        cell = (row, problem.id, problem.field, problem.value, problem.message, problem.remedy, problem.dropped)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(cell[index.column()], 300)
        return in_tooltip(str(problem)) if role == Qt.ItemDataRole.ToolTipRole else None


class ProblemsDialog(QDialog):
    """Stays open beside the window."""

    def __init__(self, problems: Sequence[Problem], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Problems in the file")
        self._problems = problems
        self.filter = QLineEdit(placeholderText="Find in the list", clearButtonEnabled=True)
        self.seen = QSortFilterProxyModel(self)
        self.seen.setSourceModel(ProblemTable(problems, self))
        self.seen.setFilterKeyColumn(-1)
        self.seen.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter.textChanged.connect(self.seen.setFilterFixedString)
        table = QTableView(showGrid=False, wordWrap=False)
        table.setModel(self.seen)
        table.verticalHeader().hide()
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((56, 130, 120, 130, 300, 300)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy all", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.addWidget(named(QLabel(problems_in_words(problems)), "strong"))
        column_.addWidget(self.filter)
        column_.addWidget(table, 1)
        column_.addWidget(buttons)
        self.resize(min(1140, parent.width() - 40), 520)

    def copy(self) -> None:
        """Every problem on a line of its own, to the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(str(problem) for problem in self._problems))
