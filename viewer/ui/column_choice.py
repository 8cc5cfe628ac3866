"""Choosing columns of a table: one, several, or what stands between the members of a cell."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QSizePolicy

from viewer.ui.making import popup_column
from viewer.ui.plain import in_tooltip, on_button, one_line

NOTHING = "—"
SEPARATORS = (
    ("One in a cell", ""),
    ("Comma", ","),
    ("Semicolon", ";"),
    ("Bar |", "|"),
    ("Slash /", "/"),
    ("Comma, then a space", ", "),
    ("Semicolon in spaces", " ; "),
    ("Slash in spaces", " / "),
    ("Line break", "\n"),
    ("Hyphen", "-"),
)


class Choice(QComboBox):
    """A combo box of values that leaves the wheel to what scrolls around it.

    Signals:
        picked(): a hand chose something.
    """

    picked = Signal()

    def __init__(self, entries: Iterable[tuple[str, object]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(entries)
        self.activated.connect(self.picked)

    def offer(self, entries: Iterable[tuple[str, object]]) -> None:
        """Other values to choose from."""
        self.clear()
        for title, value in entries:
            self.addItem(one_line(title, 80), value)

    def choose(self, value: object) -> None:
        """Show a value; one that is not offered is added."""
        at = next((row for row in range(self.count()) if self.itemData(row) == value), -1)
        if at < 0:
            self.addItem(one_line(str(value), 80), value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the choice."""
        event.ignore()


class ColumnBox(Choice):
    """One column of the table, or none; all boxes of a form share one list of columns, however long it is."""

    def __init__(self, name: str) -> None:
        super().__init__([], name)

    def take(self, columns: QStringListModel, chosen: str) -> None:
        """Offer the columns of a list made by ``column_list``; what is chosen and not among them is offered, too."""
        names = columns.stringList()
        at = names.index(chosen) if chosen in names else -1 if chosen else 0
        self.setModel(columns if at >= 0 else QStringListModel([*names, chosen], self))
        self.setCurrentIndex(at if at >= 0 else len(names))

    @property
    def value(self) -> str:
        """The chosen column, "" for none."""
        return self.currentText() if self.currentIndex() > 0 else ""


def column_list(columns: Sequence[str]) -> QStringListModel:
    """What column boxes offer: nothing, and each column."""
    return QStringListModel([NOTHING, *columns])


class ColumnsBox(QPushButton):
    """Several columns, chosen from a list that drops down.

    Signals:
        picked(): a hand chose something.
    """

    picked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(NOTHING)
        self._name = name
        self.value: tuple[str, ...] = ()
        self._columns: Sequence[str] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("text-align: left")
        self.clicked.connect(self.drop)

    def take(self, columns: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer the columns of a table, and whatever else is chosen already, such as a template."""
        self._columns = [*(text for text in chosen if text not in columns), *columns]
        self._choose(tuple(chosen))

    def _choose(self, chosen: tuple[str, ...]) -> None:
        self.value = chosen
        words = ", ".join(chosen) or NOTHING
        self.setText(on_button(words, 44))
        self.setToolTip(in_tooltip(words))

    def drop(self) -> QDialog:
        """Show the list below the button."""
        popup = QDialog(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        find = QLineEdit(placeholderText="Find a column", clearButtonEnabled=True)
        listed = QListWidget()
        listed.setAccessibleName(self._name)
        for column in self._columns:
            item = QListWidgetItem(one_line(column, 80))
            item.setData(Qt.ItemDataRole.UserRole, column)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if column in self.value else Qt.CheckState.Unchecked)
            listed.addItem(item)
        listed.itemChanged.connect(self._toggle)
        find.textEdited.connect(lambda text: _narrow(listed, text))
        column_ = popup_column(popup)
        column_.addWidget(find)
        column_.addWidget(listed)
        popup.resize(max(280, self.width()), 300)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        return popup

    def _toggle(self, item: QListWidgetItem) -> None:
        column = item.data(Qt.ItemDataRole.UserRole)
        others = tuple(name for name in self.value if name != column)
        self._choose((*others, column) if item.checkState() == Qt.CheckState.Checked else others)
        self.picked.emit()


def _narrow(listed: QListWidget, text: str) -> None:
    for row in range(listed.count()):
        item = listed.item(row)
        item.setHidden(text.casefold() not in item.text().casefold())
