"""Every field of an event beside the column that fills it."""

from collections.abc import Mapping as Examples
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from viewer.events.vocabulary import CATEGORIES
from viewer.formats.mapping import Mapping, braced
from viewer.ui.column_choice import SEPARATORS, Choice, ColumnBox, ColumnsBox
from viewer.ui.making import named
from viewer.ui.when_editor import WhenEditor
from viewer.ui.who_editor import WhoEditor

_ONE = (
    ("category", "Category"),
    ("status", "Status"),
    ("importance", "Importance"),
    ("lat", "Latitude"),
    ("lon", "Longitude"),
    ("url", "Web address"),
    ("publisher", "Publisher"),
    ("source_title", "Headline"),
    ("source_date", "Published"),
)
_SEVERAL = (("summary", "Summary"), ("tags", "Tags"), ("place", "Place"))
_WHENS = (("start", "Date"), ("end", "End"), ("start_latest", "Start, latest"), ("end_earliest", "End, earliest"))


class MappingForm(QWidget):
    """Edits a mapping; what it does not show, such as the labels of a preset, stays as it is.

    Signals:
        picked(): a hand changed it.
    """

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._taking = False
        self.title = QComboBox(editable=True)
        self.title.setAccessibleName("Title")
        self.title.setToolTip("A column, or a text with columns in braces, such as {side_a} – {side_b}.")
        self.title.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.one = {field: ColumnBox(name) for field, name in _ONE}
        self.several = {field: ColumnsBox(name) for field, name in _SEVERAL}
        self.whens = {field: WhenEditor(name) for field, name in _WHENS}
        self.who = WhoEditor()
        self.id = ColumnBox("Id")
        self.goes_on = QCheckBox("Without an end it goes on")
        self.otherwise = Choice([("—", ""), *((c.name, c.code) for c in CATEGORIES)], "Category of all others")
        self.tag_separator = Choice(SEPARATORS, "Between tags")
        self.sentinels = QLineEdit()
        self.sentinels.setAccessibleName("Values that mean nothing")
        self.sentinels.setToolTip("Values that mean “nothing”, with a comma between them.")
        self._place()
        self._connect()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(6)
        one, several, whens = self.one, self.several, self.whens
        sections: tuple[tuple[str, tuple[tuple[str, QWidget], ...]], ...] = (
            ("When", (("Date", whens["start"]), ("End", whens["end"]), ("", self.goes_on))),
            ("What", (("Title", self.title), ("Summary", several["summary"]), ("Category", one["category"]),
                      ("Otherwise", self.otherwise), ("Tags", several["tags"]), ("Between", self.tag_separator))),
            ("Who", (("", self.who),)),
            ("Where", (("Place", several["place"]), ("Latitude", one["lat"]), ("Longitude", one["lon"]))),
            ("Source", tuple((name, one[field]) for field, name in _ONE[5:])),
            ("More", (("Id", self.id), ("Status", one["status"]), ("Importance", one["importance"]),
                      ("Start, latest", whens["start_latest"]), ("End, earliest", whens["end_earliest"]),
                      ("Nothing is", self.sentinels))),
        )  # fmt: skip
        for title, fields in sections:
            column.addWidget(named(QLabel(title), "heading"))
            form = QFormLayout()
            form.setVerticalSpacing(6)
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            form.setContentsMargins(0, 0, 0, 10)
            for name, field in fields:
                label = QLabel(name)
                label.setMinimumWidth(76)
                form.addRow(label, field) if name or title == "When" else form.addRow(field)
            column.addLayout(form)
        column.addStretch(1)

    def _connect(self) -> None:
        for box in (*self.one.values(), self.id, self.otherwise, self.tag_separator):
            box.picked.connect(self.picked.emit)
        for chosen in self.several.values():
            chosen.picked.connect(self.picked.emit)
        for editor in self.whens.values():
            editor.picked.connect(self.picked.emit)
        self.who.picked.connect(self.picked.emit)
        self.goes_on.toggled.connect(lambda _: self._told())
        self.title.editTextChanged.connect(lambda _: self._told())
        self.sentinels.textEdited.connect(lambda _: self._told())

    def _told(self) -> None:
        if not self._taking:
            self.picked.emit()

    def take(self, mapping: Mapping, examples: Examples[str, Sequence[str]]) -> None:
        """Show a mapping of a table; ``examples`` are some distinct values of each of its columns."""
        self._taking = True
        columns, firsts = list(examples), [next(iter(values), "") for values in examples.values()]
        self.title.clear()
        self.title.addItems([f"{{{column}}}" for column in columns])
        self.title.setEditText(mapping.title if braced(mapping.title) or not mapping.title else f"{{{mapping.title}}}")
        for field, box in self.one.items():
            box.take(columns, firsts, getattr(mapping, field))
        for field, chosen in self.several.items():
            chosen.take(columns, getattr(mapping, field))
        for field, editor in self.whens.items():
            editor.take(getattr(mapping, field), examples)
        self.who.take(mapping.who, columns, firsts)
        self.id.take(columns, firsts, mapping.id)
        self.goes_on.setChecked(mapping.end_is_open)
        self.otherwise.choose(mapping.constant.get("category", ""))
        self.tag_separator.choose(mapping.tag_separator)
        self.sentinels.setText(", ".join(mapping.sentinels))
        self._taking = False

    def edited(self, mapping: Mapping) -> Mapping:
        """The mapping with what this form shows."""
        title = self.title.currentText()
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
            id=self.id.value,
            title=title if braced(title) else "",
            who=self.who.value,
            end_is_open=self.goes_on.isChecked(),
            tag_separator=self.tag_separator.currentData(),
            constant=constant,
            sentinels=tuple(filter(None, (text.strip() for text in self.sentinels.text().split(",")))),
        )
