"""Where a date stands (one column, parts of it, the first column that is filled), and how it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewer.formats.mapping import When
from viewer.ui.column_choice import Choice, ColumnBox
from viewer.ui.making import named

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
_VALUES = 12  # of a column of precision


class WhenEditor(QWidget):
    """Edits a ``When``.

    Signals:
        picked(): a hand changed it.
    """

    picked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._when = When()
        self._examples: Mapping[str, Sequence[str]] = {}
        self.way = Choice(WAYS, f"{name}: where it stands")
        self.columns = tuple(ColumnBox(f"{name}: {part}") for part in ("column", "second column", "third column"))
        self.more = named(QPushButton("How it is read…"), "link")
        self.more.setCheckable(True)
        self.order = Choice(ORDERS, f"{name}: order of day and month")
        self.number = Choice(NUMBERS, f"{name}: what bare numbers are")
        self.precision = ColumnBox(f"{name}: how well it is known")
        self.meanings = QFormLayout()
        self.details = QWidget()
        form = QFormLayout(self.details)
        form.setContentsMargins(0, 0, 0, 4)
        form.addRow("1/2/2001 is", self.order)
        form.addRow("Numbers are", self.number)
        form.addRow("Known by", self.precision)
        form.addRow(self.meanings)
        self.details.hide()
        self.more.toggled.connect(self.details.setVisible)
        self._place()
        for box in (self.way, *self.columns, self.order, self.number, self.precision):
            box.picked.connect(self._pick)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.columns[0], 1)
        first.addWidget(self.way, 1)
        rest = QHBoxLayout()
        rest.setSpacing(6)
        for box in self.columns[1:]:
            rest.addWidget(box, 1)
        column.addLayout(first)
        column.addLayout(rest)
        column.addWidget(self.more)
        column.addWidget(self.details)

    def take(self, when: When, examples: Mapping[str, Sequence[str]]) -> None:
        """Show a date of a table; ``examples`` are some distinct values of each of its columns."""
        self._when, self._examples = when, examples
        names = list(examples)
        firsts = [next(iter(values), "") for values in examples.values()]
        for box, column in zip(self.columns, (*when.columns, "", "", "")[:3], strict=True):
            box.take(names, firsts, column)
        self.precision.take(names, firsts, when.precision)
        way = "instead" if when.instead else "parts" if len(when.columns) > 1 else "one"
        for choice, value in ((self.way, way), (self.order, when.order), (self.number, when.number)):
            choice.choose(value)
        self._follow()

    @property
    def value(self) -> When:
        """The date as it was edited."""
        way = self.way.currentData()
        boxes = self.columns[:1] if way == "one" else self.columns
        return replace(
            self._when,
            columns=tuple(box.value for box in boxes if box.value),
            instead=way == "instead",
            order=self.order.currentData(),
            number=self.number.currentData(),
            precision=self.precision.value,
        )

    def _pick(self) -> None:
        if self.value.precision != self._when.precision:
            self._when = replace(self._when, precision=self.value.precision, precisions={})
        self._when = self.value
        self._follow()
        self.picked.emit()

    def _follow(self) -> None:
        """Show what there is to choose."""
        for box in self.columns[1:]:
            box.setVisible(self.way.currentData() != "one")
        self.more.setVisible(bool(self._when.columns))
        self.details.setVisible(self.more.isVisibleTo(self) and self.more.isChecked())
        while self.meanings.rowCount():
            self.meanings.removeRow(0)
        for value in list(self._examples.get(self._when.precision, ()))[:_VALUES]:
            choice = Choice(KNOWN, f"What “{value}” means")
            choice.choose(self._when.precisions.get(value, ""))
            choice.picked.connect(lambda value=value, choice=choice: self._mean(value, choice.currentData()))
            self.meanings.addRow(f"“{value[:20]}”", choice)

    def _mean(self, value: str, known: str) -> None:
        meanings = {**self._when.precisions, value: known}
        self._when = replace(self._when, precisions={key: what for key, what in meanings.items() if what})
        self.picked.emit()
