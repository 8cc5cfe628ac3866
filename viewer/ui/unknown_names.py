"""The names of a table that nobody knows, once each, and what the reader says they stand for.

A name is given a country or an organisation, or a category where it stands for that, by typing a few letters of it;
what is left empty stays as it is told.
"""

from collections.abc import Collection, Mapping, Sequence
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
_LEFT = {"tag": "a tag", "organisation": "an organisation of its own"}


def offered(text: str, field: str) -> list[str]:
    """What a beginning of a name may mean where it stands for a "participant" or a "category": "France (FRA)"."""
    found = (match for match in vocabulary.find(text, None, 3 * _OFFERED) if match.kind in kinds_of(field))
    return [f"{match.name} ({match.code})" for match in found][:_OFFERED]


def code_of(text: str, field: str) -> str:
    """The code that an answer means: the one in its brackets, or that of a name or code; "" for none."""
    plain = text.strip()
    code = plain[plain.rfind("(") + 1 : -1] if plain.endswith(")") else plain
    if any(code in _codes(kind) for kind in kinds_of(field)):
        return code
    return next((found for kind in kinds_of(field) if (found := vocabulary.resolve(plain, kind))), "")


def kinds_of(field: str) -> tuple[str, ...]:
    """The facets whose values a name may stand for."""
    return ("category",) if field == "category" else ("country", "organisation")


def _codes(kind: str) -> Collection[str]:
    if kind == "category":
        return vocabulary.CATEGORY_CODE
    return vocabulary.countries() if kind == "country" else vocabulary.organisations()


class Answers(Rows[Unknown]):
    """The names with what they stand for.

    Attributes:
        names: codes of countries and organisations by what stands for them in the table.
        categories: codes of categories, likewise.

    Signals:
        answered(): one of them stands for something else now.
    """

    answered = Signal()

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.names: dict[str, str] = {}
        self.categories: dict[str, str] = {}

    def show(self, unknown: Sequence[Unknown], names: Mapping[str, str], categories: Mapping[str, str]) -> None:
        """Other names; one that stands in several columns is listed once, as it is answered once."""
        same: dict[tuple[str, str], list[Unknown]] = {}
        for one in unknown:
            same.setdefault((one.field, one.name), []).append(one)
        self.beginResetModel()
        self._rows = sorted(map(_together, same.values()), key=lambda one: -one.times)
        self.names, self.categories = dict(names), dict(categories)
        self.endResetModel()

    @property
    def left(self) -> int:
        """How many have no answer."""
        return sum(one.name not in self._answers(one) for one in self._rows)

    def _answers(self, unknown: Unknown) -> dict[str, str]:
        return self.categories if unknown.field == "category" else self.names

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The answers can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _ANSWER else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        unknown = self._rows[index.row()]
        code = self._answers(unknown).get(unknown.name, "")
        kind = next((kind for kind in kinds_of(unknown.field) if code in _codes(kind)), "")
        answer = f"{vocabulary.label_of(kind, code)} ({code})" if code else ""
        if role == Qt.ItemDataRole.EditRole:
            return answer if index.column() == _ANSWER else None
        if role == Qt.ItemDataRole.DisplayRole:
            stands = answer or f"— {_LEFT[unknown.kept]}"
            cells = (one_line(unknown.name, 200), unknown.column, f"{unknown.times:,}", stands)
            return cells[index.column()]
        return in_tooltip(unknown.name) if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take an answer; one that means nothing known leaves the name as it is."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        unknown = self._rows[index.row()]
        answers, code = self._answers(unknown), code_of(str(value), unknown.field)
        if code != answers.get(unknown.name, ""):
            answers.pop(unknown.name, None)
            if code:
                answers[unknown.name] = code
            self.dataChanged.emit(index, index)
            self.answered.emit()
        return True

    def unknown_at(self, index: Index) -> Unknown:
        """The name of a row."""
        return self._rows[index.row()]


def _together(those: Sequence[Unknown]) -> Unknown:
    columns = ", ".join(dict.fromkeys(unknown.column for unknown in those))
    return those[0]._replace(column=columns, times=sum(unknown.times for unknown in those))


class _Editor(QStyledItemDelegate):
    """A line that offers countries and organisations, or categories, as it is typed."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line with a list of what may be meant, that of the name itself to begin with."""
        model = index.model()
        assert isinstance(model, Answers)
        unknown = model.unknown_at(index)
        asked = "Category" if unknown.field == "category" else "Country or organisation"
        line = QLineEdit(parent, placeholderText=asked)
        line.setAccessibleName("Stands for")
        listed = QStringListModel(line)
        completer = QCompleter(listed, line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        if (popup := completer.popup()) is not None:
            popup.setObjectName("offers")
        line.setCompleter(completer)
        line.textEdited.connect(lambda text: listed.setStringList(offered(text, unknown.field)))
        if not index.data(Qt.ItemDataRole.EditRole):
            listed.setStringList(offered(unknown.name, unknown.field))
        return line

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """What is typed, or the only thing it can mean."""
        assert isinstance(editor, QLineEdit)
        text, field = editor.text(), model.unknown_at(index).field
        if text and not code_of(text, field):
            text = next(iter(offered(text, field)), text)
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

    def show_names(self, unknown: Sequence[Unknown], names: Mapping[str, str], categories: Mapping[str, str]) -> None:
        """Show the names that were found, with the answers there are."""
        self.model.show(unknown, names, categories)
        count = self.model.rowCount()
        found = f"{count:,} {'name is' if count == 1 else 'names are'} not known. Click on “Stands for” and type."
        self.heading.setText(found if unknown else "Every country, organisation and category is known.")
