"""Where a date stands (one column, parts of it, the first column that is filled), and how it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.formats.mapping import When
from viewer.ui.column_choice import Choice, ColumnBox, column_list
from viewer.ui.making import named, tab_through
from viewer.ui.plain import one_line

WAYS = (("One column", "one"), ("Year, month, day", "parts"), ("The first filled of", "instead"))
ORDERS = (("As the column shows", ""), ("Day, then month", "day-month"), ("Month, then day", "month-day"))
NUMBERS = (
    ("As they look", ""),
    ("Years", "year"),
    ("Year and month: 199010", "yyyymm"),
    ("Days: 19901003", "yyyymmdd"),
    ("Days of a spreadsheet: 33149", "serial"),
    ("Seconds since 1970", "seconds"),
    ("Milliseconds since 1970", "milliseconds"),
    ("Microseconds since 1970", "microseconds"),
)
KNOWN = (
    ("Says nothing", ""),
    ("To the day", "day"),
    ("To the month", "month"),
    ("To the year", "year"),
    ("About", "approximate"),
)
_PARTS = 3  # year, month, day
_VALUES = 12  # of a column of precision


class WhenEditor(QWidget):
    """Edits a ``When``; what few dates need is made when somebody asks for it.

    Signals:
        picked(): a hand changed it.
    """

    picked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._when = When()
        self._examples: Mapping[str, Sequence[str]] = {}
        self._columns = column_list(())
        self.way = Choice(WAYS, f"{name}: where it stands")
        self.columns = [ColumnBox(f"{name}: column")]
        self.more = named(QPushButton("How it is read…"), "link")
        self.more.setCheckable(True)
        self.details: WhenDetails | None = None
        self._rest = QHBoxLayout()
        self._rest.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.columns[0], 1)
        first.addWidget(self.way, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(first)
        self._column.addLayout(self._rest)
        self._column.addWidget(self.more)
        self.more.toggled.connect(lambda _: self._follow())
        for box in (self.way, *self.columns):
            box.picked.connect(self._pick)

    def take(self, when: When, columns: QStringListModel, examples: Mapping[str, Sequence[str]]) -> None:
        """Show a date of a table.

        Args:
            when: what it is now.
            columns: those of the table, as ``column_list`` makes them.
            examples: some distinct values of each.
        """
        self._when, self._examples, self._columns = when, examples, columns
        self.way.choose("instead" if when.instead else "parts" if len(when.columns) > 1 else "one")
        self.columns[0].take(columns, next(iter(when.columns), ""))
        for box, column in zip(self.columns[1:], (*when.columns[1:], "", ""), strict=False):
            box.take(columns, column)
        if self.details:
            self.details.take(when, columns, examples)
        self._follow()

    def read_as(self, order: str) -> None:
        """Set the order of day and month."""
        self._when = replace(self._when, order=order)
        if self.details:
            self.details.take(self._when, self._columns, self._examples)

    @property
    def value(self) -> When:
        """The date as it was edited."""
        way = self.way.currentData()
        boxes = self.columns[:1] if way == "one" else self.columns
        columns = tuple(box.value for box in boxes if box.value)
        return replace(self._when, columns=columns, instead=way == "instead")

    def _pick(self) -> None:
        if self.details:
            self._when = self.details.value
        self._when = self.value
        self._follow()
        self.picked.emit()

    def _follow(self) -> None:
        """Show what there is to choose, and make it where it is needed for the first time."""
        several = self.way.currentData() != "one"
        while several and len(self.columns) < _PARTS:
            box = ColumnBox(f"{self._name}: another column")
            box.take(self._columns, next(iter(self._when.columns[len(self.columns) :]), ""))
            box.picked.connect(self._pick)
            self.columns.append(box)
            self._rest.addWidget(box, 1)
            self.more.raise_()  # below these boxes for Tab, too
        for box in self.columns[1:]:
            box.setVisible(several)
        told = bool(self._when.columns or self._when.time)  # an end may be but a time of day
        self.more.setVisible(told)
        wanted = told and self.more.isChecked()
        if wanted and self.details is None:
            self.details = WhenDetails(self._name)
            self.details.picked.connect(self._pick)
            self.details.take(self._when, self._columns, self._examples)
            self._column.addWidget(self.details)
        tab_through(self)
        if self.details:
            self.details.setVisible(wanted)


class WhenDetails(QWidget):
    """How the cells of a date are read, and how well the date is known.

    Signals:
        picked(): a hand changed it.
    """

    picked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._when = When()
        self._examples: Mapping[str, Sequence[str]] = {}
        self.order = Choice(ORDERS, f"{name}: order of day and month")
        self.number = Choice(NUMBERS, f"{name}: what bare numbers are")
        self.time = ColumnBox(f"{name}: time of day")
        self.precision = ColumnBox(f"{name}: how well it is known")
        self.meanings: dict[str, Choice] = {}
        self._known = QFormLayout()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 4)
        form.addRow("1/2/2001 is", self.order)
        form.addRow("Numbers are", self.number)
        form.addRow("Time of day", self.time)
        form.addRow("Known by", self.precision)
        form.addRow(self._known)
        for box in (self.order, self.number, self.time):
            box.picked.connect(self.picked)
        self.precision.picked.connect(self._pick_precision)

    def take(self, when: When, columns: QStringListModel, examples: Mapping[str, Sequence[str]]) -> None:
        """Show them; the arguments are those of ``WhenEditor.take``."""
        self._when, self._examples = when, examples
        self.order.choose(when.order)
        self.number.choose(when.number)
        self.time.take(columns, when.time)
        self.precision.take(columns, when.precision)
        self._list_meanings()

    @property
    def value(self) -> When:
        """The date with these choices."""
        meanings = {value: choice.currentData() for value, choice in self.meanings.items()}
        kept = {value: known for value, known in self._when.precisions.items() if value not in meanings}
        return replace(
            self._when,
            order=self.order.currentData(),
            number=self.number.currentData(),
            time=self.time.value,
            precision=self.precision.value,
            precisions={**kept, **{value: known for value, known in meanings.items() if known}},
        )

    def _pick_precision(self) -> None:
        self._when = replace(self._when, precision=self.precision.value, precisions={})
        self._list_meanings()
        self.picked.emit()

    def _list_meanings(self) -> None:
        """A choice for each value of the column of precision."""
        while self._known.rowCount():
            self._known.removeRow(0)
        self.meanings = {}
        for value in sorted(self._examples.get(self._when.precision, ()))[:_VALUES]:
            choice = self.meanings[value] = Choice(KNOWN, f"What “{value}” means")
            choice.choose(self._when.precisions.get(value, ""))
            choice.picked.connect(self.picked)
            self._known.addRow(QLabel(f"“{one_line(value, 20)}”", textFormat=Qt.TextFormat.PlainText), choice)
