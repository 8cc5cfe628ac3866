"""The list of what was wrong in the open file: to read, to filter, to copy for whoever owns it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import ViewerError
from viewer.events.event import MADE_ID
from viewer.events.problems import KINDS, Problem, in_words
from viewer.formats.report import write_problems
from viewer.ui.cells import Cells, Index, table_of
from viewer.ui.column_choice import Choice
from viewer.ui.making import named
from viewer.ui.plain import isolated, shown

COLUMNS = ("Row", "Event", "Field", "Value", "What is wrong", "What to do", "Left out")


class Sifted(QSortFilterProxyModel):
    """The problems of one kind, or of all, that hold a text."""

    def __init__(self, problems: Sequence[Problem], titles: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._problems = problems
        self._kind = ""
        self._cells = Cells(COLUMNS, [_cells(problem, titles) for problem in problems])
        self.setSourceModel(self._cells)
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
    """Stays open beside the window; ``titles`` are those of events by their ids, as far as they are known."""

    def __init__(
        self, problems: Sequence[Problem], opened: int, file: str, parent: QWidget, *, titles: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Problems in the file")
        self._problems, self._file = problems, file
        self.filter = QLineEdit(placeholderText="Find in the list", clearButtonEnabled=True)
        self.seen = Sifted(problems, titles, self)
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
        self.resize(min(1280, parent.width() - 40), 520)

    def _place(self) -> None:
        table = table_of(self.seen, "Problems")
        header = table.horizontalHeader()
        for column, width in enumerate((56, 120, 90, 110, 420, 300, 76)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(COLUMNS.index("What is wrong"), QHeaderView.ResizeMode.Stretch)
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
        """Write the problems that are shown as CSV; what comes of it is said at the top."""
        problems = self.seen.shown()
        lines = "1 line was" if len(problems) == 1 else f"{len(problems):,} lines were"
        try:
            write_problems(problems, self._file, path)
        except ViewerError as error:
            self.heading.setText(shown(str(error), 400))
        else:
            self.heading.setText(f"{lines} saved to {isolated(path.name)}.")

    def _ask_where(self) -> None:
        proposed = f"{Path(self._file).stem or 'table'}-problems.csv"
        name, _ = QFileDialog.getSaveFileName(self, "Save the problems", proposed, "CSV (*.csv)")
        if name:
            self.save(Path(name))


def _cells(problem: Problem, titles: Mapping[str, str]) -> tuple[str, ...]:
    row = f"{problem.row:,}" if problem.row else "file"
    event = titles.get(problem.id) or ("" if MADE_ID.fullmatch(problem.id) else problem.id)
    return row, event, problem.field, problem.value, problem.message, problem.remedy, problem.dropped
