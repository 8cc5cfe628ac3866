"""The names of a table that nobody knows, once each, and what the reader says they stand for.

A name is given a country or an organisation by typing a few letters of it; what is left empty stays as it is told.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.events import vocabulary
from viewer.formats.mapped_names import Unknown
from viewer.ui.cells import Index, Rows, table_of
from viewer.ui.making import named
from viewer.ui.plain import in_tooltip, one_line

COLUMNS = ("Name", "Column", "Times", "Stands for")
_ANSWER = 3
_OFFERED = 8


def offered(text: str) -> list[str]:
    """What a beginning of a name may mean, such as "France (FRA)"."""
    found = (match for match in vocabulary.find(text, None, 3 * _OFFERED) if match.kind != "category")
    return [f"{match.name} ({match.code})" for match in found][:_OFFERED]


def code_of(text: str) -> str:
    """The code that an answer means: the one in its brackets, or that of a name or code; "" for none."""
    plain = text.strip()
    code = plain[plain.rfind("(") + 1 : -1] if plain.endswith(")") else plain
    if code in vocabulary.countries() or code in vocabulary.organisations():
        return code
    return next((found for kind in ("country", "organisation") if (found := vocabulary.resolve(plain, kind))), "")


class Answers(Rows[Unknown]):
    """The names with what they stand for.

    Signals:
        answered(): one of them stands for something else now.
    """

    answered = Signal()

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.answers: dict[str, str] = {}

    def show(self, names: Sequence[Unknown], answers: Mapping[str, str]) -> None:
        """Other names; one that stands in several columns is listed once, as it is answered once."""
        by_name: dict[str, list[Unknown]] = {}
        for unknown in names:
            by_name.setdefault(unknown.name, []).append(unknown)
        self.beginResetModel()
        self._rows = sorted(map(_together, by_name.values()), key=lambda unknown: -unknown.times)
        self.answers = dict(answers)
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The answers can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _ANSWER else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        unknown = self._rows[index.row()]
        code = self.answers.get(unknown.name, "")
        kind = "organisation" if code in vocabulary.organisations() else "country"
        answer = f"{vocabulary.name_of(kind, code)} ({code})" if code else ""
        if role == Qt.ItemDataRole.EditRole:
            return answer if index.column() == _ANSWER else None
        if role == Qt.ItemDataRole.DisplayRole:
            left = "a tag" if unknown.kept == "tag" else "an organisation of its own"
            cells = (one_line(unknown.name, 200), unknown.column, f"{unknown.times:,}", answer or f"— {left}")
            return cells[index.column()]
        return in_tooltip(unknown.name) if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take an answer; one that means nothing known leaves the name as it is."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        name, code = self._rows[index.row()].name, code_of(str(value))
        if code != self.answers.get(name, ""):
            self.answers.pop(name, None)
            if code:
                self.answers[name] = code
            self.dataChanged.emit(index, index)
            self.answered.emit()
        return True

    def name_at(self, index: Index) -> str:
        """The name of a row."""
        return self._rows[index.row()].name


def _together(those: Sequence[Unknown]) -> Unknown:
    columns = ", ".join(dict.fromkeys(unknown.column for unknown in those))
    return those[0]._replace(column=columns, times=sum(unknown.times for unknown in those))


class _Editor(QStyledItemDelegate):
    """A line that offers countries and organisations as it is typed."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line with a list of what may be meant, that of the name itself to begin with."""
        line = QLineEdit(parent, placeholderText="Country or organisation")
        line.setAccessibleName("Stands for")
        listed = QStringListModel(line)
        completer = QCompleter(listed, line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        if (popup := completer.popup()) is not None:
            popup.setObjectName("offers")
        line.setCompleter(completer)
        line.textEdited.connect(lambda text: listed.setStringList(offered(text)))
        model = index.model()
        if isinstance(model, Answers) and not index.data(Qt.ItemDataRole.EditRole):
            listed.setStringList(offered(model.name_at(index)))
        return line

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """What is typed, or the only thing it can mean."""
        assert isinstance(editor, QLineEdit)
        text = editor.text()
        if text and not code_of(text):
            text = next(iter(offered(text)), text)
        model.setData(index, text, Qt.ItemDataRole.EditRole)


class UnknownNames(QWidget):
    """The list, with a line that says what it is about.

    Signals:
        answered(): see ``Answers``.
    """

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "muted")
        self.model = Answers()
        self.model.answered.connect(self.answered.emit)
        self.view = table_of(self.model, "Unknown names")
        self.view.setItemDelegate(_Editor(self.view))
        self.view.setEditTriggers(QTableView.EditTrigger.AllEditTriggers)
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.verticalHeader().setDefaultSectionSize(30)
        header = self.view.horizontalHeader()
        for column, width in enumerate((240, 130, 70)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(_ANSWER, QHeaderView.ResizeMode.Stretch)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 8, 0, 0)
        column_.addWidget(self.heading)
        column_.addWidget(self.view, 1)

    def say(self, words: str) -> None:
        """Say why there is no list, or not yet the right one."""
        self.heading.setText(words)

    def show_names(self, names: Sequence[Unknown], answers: Mapping[str, str]) -> None:
        """Show the names that were found."""
        self.model.show(names, answers)
        count = self.model.rowCount()
        found = f"{count:,} {'name is' if count == 1 else 'names are'} not known. Click on “Stands for” and type."
        self.heading.setText(found if names else "Every name of a country or an organisation is known.")
