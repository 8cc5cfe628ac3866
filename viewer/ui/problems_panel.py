"""The list of what was wrong in the open file: to read, to filter, to copy for whoever owns it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import ViewerError
from viewer.events.problems import KINDS, Problem, in_words
from viewer.formats.report import write_problems
from viewer.ui.column_choice import Choice
from viewer.ui.making import named
from viewer.ui.plain import in_tooltip, one_line, shown

COLUMNS = ("Row", "Event", "Field", "Value", "What is wrong", "What to do", "Left out")
Index = QModelIndex | QPersistentModelIndex


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


class Sifted(QSortFilterProxyModel):
    """The problems of one kind, or of all, that hold a text."""

    def __init__(self, problems: Sequence[Problem], parent: QWidget) -> None:
        super().__init__(parent)
        self._problems = problems
        self._kind = ""
        self.setSourceModel(ProblemTable(problems, parent))
        self.setFilterKeyColumn(-1)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def keep(self, kind: str) -> None:
        """Show problems of a kind only, "" for all."""
        self.beginFilterChange()
        self._kind = kind
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a problem is shown."""
        return self._kind in ("", self._problems[row].kind) and super().filterAcceptsRow(row, parent)

    def shown(self) -> list[Problem]:
        """The problems that are shown, in their order."""
        rows = range(self.rowCount())
        return [self._problems[self.mapToSource(self.index(row, 0)).row()] for row in rows]


class ProblemsDialog(QDialog):
    """Stays open beside the window."""

    def __init__(self, problems: Sequence[Problem], opened: int, file: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Problems in the file")
        self._problems, self._file = problems, file
        self.filter = QLineEdit(placeholderText="Find in the list", clearButtonEnabled=True)
        self.seen = Sifted(problems, self)
        self.filter.textChanged.connect(self.seen.setFilterFixedString)
        counts = Counter[str]()
        for problem in problems:
            counts[problem.kind] += problem.times
        kinds = [(f"{KINDS[kind][0]} ({count:,})", kind) for kind, count in counts.most_common()]
        self.kind = Choice([(f"All kinds ({counts.total():,})", ""), *kinds], "Kind of problem")
        self.kind.currentIndexChanged.connect(lambda _: self.seen.keep(self.kind.currentData()))
        self.kind.setFixedWidth(240)
        self.heading = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "strong")
        self.heading.setText(in_words(opened, problems))
        self._place()
        self.resize(min(1140, parent.width() - 40), 520)

    def _place(self) -> None:
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
        for title, function in (("Copy all", self.copy), ("Save as CSV…", self._ask_where)):
            button = buttons.addButton(title, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(function)
        buttons.rejected.connect(self.reject)
        sieve = QHBoxLayout()
        sieve.addWidget(self.kind)
        sieve.addWidget(self.filter, 1)
        column_ = QVBoxLayout(self)
        column_.addWidget(self.heading)
        column_.addLayout(sieve)
        column_.addWidget(table, 1)
        column_.addWidget(buttons)

    def copy(self) -> None:
        """Every problem on a line of its own, to the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(str(problem) for problem in self._problems))

    def save(self, path: Path) -> None:
        """Write the problems that are shown as CSV; what is wrong is said at the top."""
        try:
            write_problems(self.seen.shown(), self._file, path)
        except ViewerError as error:
            self.heading.setText(shown(str(error), 400))

    def _ask_where(self) -> None:
        proposed = f"{Path(self._file).stem or 'table'}-problems.csv"
        name, _ = QFileDialog.getSaveFileName(self, "Save the problems", proposed, "CSV (*.csv)")
        if name:
            self.save(Path(name))
