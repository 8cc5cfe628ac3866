"""Every field of an event beside the column that fills it."""

from collections.abc import Mapping as Examples
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from viewer.events.vocabulary import CATEGORIES
from viewer.formats.mapping import Mapping
from viewer.ui.column_choice import SEPARATORS, Choice, ColumnBox, ColumnsBox, column_list
from viewer.ui.making import named
from viewer.ui.when_editor import WhenEditor
from viewer.ui.who_editor import WhoEditor

_SECTIONS = (
    ("When", (("start", "Date"), ("end", "End"), ("end_is_open", ""))),
    (
        "What",
        (
            *(("title", "Title"), ("summary", "Summary"), ("category", "Category"), ("otherwise", "If unknown")),
            *(("tags", "Tags"), ("tag_separator", "Separated by")),
        ),
    ),
    ("Who", (("who", ""),)),
    ("Where", (("place", "Place"), ("lat", "Latitude"), ("lon", "Longitude"))),
    (
        "Source",
        (
            ("url", "Web address"),
            ("publisher", "Publisher"),
            ("source_title", "Headline"),
            ("source_date", "Published"),
        ),
    ),
    (
        "More",
        (
            *(("id", "Id"), ("status", "Status"), ("importance", "Importance")),
            *(("start_latest", "Start, latest"), ("end_earliest", "End, earliest"), ("sentinels", "Means nothing")),
        ),
    ),
)
_WHENS = ("start", "end", "start_latest", "end_earliest")
_SEVERAL = ("summary", "tags", "place")


class MappingForm(QWidget):
    """Edits a mapping; what it does not show, such as the labels of a preset, stays as it is.

    Its sections are made one by one as the event loop turns: together they would keep a hand waiting.

    Signals:
        picked(): a hand changed it.
        completed(): every section is there.
    """

    picked = Signal()
    completed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._taking = False
        self._mapping = Mapping()
        self._examples: Examples[str, Sequence[str]] = {}
        self._columns = column_list(())
        self.one: dict[str, ColumnBox] = {}
        self.several: dict[str, ColumnsBox] = {}
        self.whens: dict[str, WhenEditor] = {}
        self.title = QComboBox(editable=True)
        self.title.setAccessibleName("Title")
        self.title.setToolTip("Columns in braces, such as {side_a} – {side_b}; a text without any is the same for all.")
        self.title.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who = WhoEditor()
        self.goes_on = QCheckBox("Without an end it goes on")
        self.otherwise = Choice([("—", ""), *((c.name, c.code) for c in CATEGORIES)], "Category of all others")
        self.tag_separator = Choice(SEPARATORS, "Between tags")
        self.sentinels = QLineEdit()
        self.sentinels.setAccessibleName("Values that mean nothing")
        self.sentinels.setToolTip("Values that mean “nothing”, with a comma between them.")
        self._fixed: dict[str, QWidget] = {
            "title": self.title,
            "who": self.who,
            "end_is_open": self.goes_on,
            "otherwise": self.otherwise,
            "tag_separator": self.tag_separator,
            "sentinels": self.sentinels,
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self._made = 0  # sections
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._make_next)
        self._connect()

    def _connect(self) -> None:
        for choice in (self.otherwise, self.tag_separator):
            choice.picked.connect(self.picked)
        self.who.picked.connect(self.picked)
        self.goes_on.toggled.connect(lambda _: self._told())
        self.title.editTextChanged.connect(lambda _: self._told())
        self.sentinels.textEdited.connect(lambda _: self._told())

    @property
    def complete(self) -> bool:
        """Whether every section is there."""
        return self._made == len(_SECTIONS)

    def take(self, mapping: Mapping, examples: Examples[str, Sequence[str]]) -> None:
        """Show a mapping of a table; ``examples`` are some distinct values of each of its columns."""
        self._mapping, self._examples, self._columns = mapping, examples, column_list(list(examples))
        self._taking = True
        self.title.clear()
        self.title.addItems([f"{{{column}}}" for column in examples])
        self.title.setEditText(mapping.title)
        self.goes_on.setChecked(mapping.end_is_open)
        self.otherwise.choose(mapping.constant.get("category", ""))
        self.tag_separator.choose(mapping.tag_separator)
        self.sentinels.setText(", ".join(mapping.sentinels))
        for _, fields in _SECTIONS[: self._made]:
            for field, _ in fields:
                self._fill(field)
        self._taking = False
        if not self.complete:
            self._next.start()

    def edited(self, mapping: Mapping) -> Mapping:
        """The mapping with what this form shows."""
        constant = {key: value for key, value in mapping.constant.items() if key != "category"}
        if self.otherwise.currentData():
            constant["category"] = self.otherwise.currentData()
        fields: dict[str, Any] = {
            **{field: box.value for field, box in self.one.items()},
            **{field: box.value for field, box in self.several.items()},
            **{field: box.value for field, box in self.whens.items()},
        }
        return replace(
            mapping,
            **fields,
            title=self.title.currentText(),
            who=self.who.value if self._made > _WHO else mapping.who,
            end_is_open=self.goes_on.isChecked(),
            tag_separator=self.tag_separator.currentData(),
            constant=constant,
            sentinels=tuple(filter(None, (text.strip() for text in self.sentinels.text().split(",")))),
        )

    def _told(self) -> None:
        if not self._taking:
            self.picked.emit()

    def _make_next(self) -> None:
        title, fields = _SECTIONS[self._made]
        self._made += 1
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setContentsMargins(0, 0, 0, 10)
        for field, name in fields:
            label = QLabel(name)
            label.setMinimumWidth(76)
            widget = self._fixed.get(field) or self._make(field, name)
            form.addRow(label, widget) if field != "who" else form.addRow(widget)
            self._fill(field)
        place = self._column.count() - 1  # before the stretch
        self._column.insertWidget(place, named(QLabel(title), "heading"))
        self._column.insertLayout(place + 1, form)
        if self.complete:
            self._next.stop()
            self.completed.emit()

    def _make(self, field: str, name: str) -> QWidget:
        box: WhenEditor | ColumnsBox | ColumnBox
        if field in _WHENS:
            box = self.whens[field] = WhenEditor(name)
        elif field in _SEVERAL:
            box = self.several[field] = ColumnsBox(name)
        else:
            box = self.one[field] = ColumnBox(name)
        box.picked.connect(self.picked)
        return box

    def _fill(self, field: str) -> None:
        """Show the mapping in one field."""
        if field in self.whens:
            self.whens[field].take(getattr(self._mapping, field), self._columns, self._examples)
        elif field in self.several:
            self.several[field].take(list(self._examples), getattr(self._mapping, field))
        elif field in self.one:
            self.one[field].take(self._columns, getattr(self._mapping, field))
        elif field == "who":
            self.who.take(self._mapping.who, self._columns, self._examples)


_WHO = [title for title, _ in _SECTIONS].index("Who")
