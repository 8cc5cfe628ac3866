"""Which columns say who takes part, in which role, and how their cells are read."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from viewer.events.vocabulary import ROLES
from viewer.formats.guessing import separator_in
from viewer.formats.mapping import Who
from viewer.ui.column_choice import SEPARATORS, Choice, ColumnBox, column_list
from viewer.ui.making import named, tab_through

KINDS = (("Countries", "country"), ("Organisations", "organisation"), ("Either", "either"))
CODES = (
    ("Names, ISO", ""),
    ("COW numbers", "cow"),
    ("G–W numbers", "gw"),
    ("CAMEO codes", "cameo"),
)


class WhoRow(QWidget):
    """One column of participants.

    Signals:
        picked(): a hand changed it.
        removed(): it is not wanted.
    """

    picked = Signal()
    removed = Signal()

    def __init__(self, who: Who, columns: QStringListModel, examples: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._examples = examples
        self.column = ColumnBox("Column of participants")
        self.column.take(columns, who.column)
        self.role = Choice([(role.capitalize(), role) for role in ROLES], "Role")
        self.kind = Choice(KINDS, "Countries or organisations")
        self.separator = Choice(SEPARATORS, "What stands between several in one cell")
        self.codes = Choice(CODES, "How they are written")
        remove = named(QToolButton(), "", "Leave this column out")
        remove.setText("✕")
        remove.setAccessibleName("Leave this column out")
        remove.clicked.connect(self.removed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setSpacing(4)
        grid.addWidget(self.column, 0, 0, 1, 2)
        grid.addWidget(self.role, 0, 2)
        grid.addWidget(remove, 0, 3)
        for at, box in enumerate((self.kind, self.separator, self.codes)):
            grid.addWidget(box, 1, at)
        values = (who.role, who.kind, who.separator, who.codes)
        for box, value in zip((self.role, self.kind, self.separator, self.codes), values, strict=True):
            box.choose(value)
        self.column.picked.connect(self._divide)
        for box in (self.column, self.role, self.kind, self.separator, self.codes):
            box.picked.connect(self.picked)

    def _divide(self) -> None:
        """A column that was just chosen is divided at what stands between the names in it."""
        self.separator.choose(separator_in(self._examples.get(self.column.value, ()), self.kind.currentData()))

    @property
    def value(self) -> Who:
        """The column as it was edited."""
        return Who(
            self.column.value,
            self.kind.currentData(),
            self.role.currentData(),
            self.separator.currentData(),
            self.codes.currentData(),
        )


class WhoEditor(QWidget):
    """Edits the participants of a mapping.

    Signals:
        picked(): a hand changed them.
    """

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[WhoRow] = []
        self._columns = column_list(())
        self._examples: Mapping[str, Sequence[str]] = {}
        self.add = named(QPushButton("+ Another column"), "link", "Add a column of countries or organisations.")
        self.add.clicked.connect(lambda: self._append(Who("")))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.add)

    def take(
        self, whos: Sequence[Who], columns: QStringListModel, examples: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Show the participants of a mapping; ``columns`` as ``column_list`` makes them, with some of their values."""
        self._columns, self._examples = columns, examples or {}
        for row in tuple(self.rows):
            self._drop(row)
        for who in whos:
            self._append(who)

    @property
    def value(self) -> tuple[Who, ...]:
        """Those with a column."""
        return tuple(row.value for row in self.rows if row.value.column)

    def _append(self, who: Who) -> None:
        row = WhoRow(who, self._columns, self._examples)
        row.picked.connect(self.picked)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        self.add.raise_()  # below the rows for Tab, too
        tab_through(self)

    def _remove(self, row: WhoRow) -> None:
        self._drop(row)
        self.picked.emit()

    def _drop(self, row: WhoRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
