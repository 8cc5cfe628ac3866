"""Two fields for the earliest and the latest date: EDTF as it is written everywhere else, checked when done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from viewer.errors import ViewerError
from viewer.events.query import Query
from viewer.ui.field import Field
from viewer.ui.making import named
from viewer.ui.plain import shown

EXAMPLES = "A year, month or day such as 1964, 2024-12 or 2025-06-22; about 1979 is 1979~"


class DateRange(QWidget):
    """``changed`` carries the two texts ("" for none) once they are a valid range."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.after = named(Field(placeholderText="e.g. 2024-10", clearButtonEnabled=True), "", EXAMPLES)
        self.before = named(Field(placeholderText="e.g. 2026-01", clearButtonEnabled=True), "", EXAMPLES)
        self.after.setAccessibleName("Earliest date")
        self.before.setAccessibleName("Latest date")
        self.fault = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "wrong")
        self.fault.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(named(QLabel("DATE"), "heading"), 0, 0, 1, 2)
        grid.addWidget(named(QLabel("From"), "small"), 1, 0)
        grid.addWidget(named(QLabel("To"), "small"), 1, 1)
        grid.addWidget(self.after, 2, 0)
        grid.addWidget(self.before, 2, 1)
        grid.addWidget(self.fault, 3, 0, 1, 2)
        self._shown = ("", "")
        for field in (self.after, self.before):
            field.editingFinished.connect(self._commit)
            field.textChanged.connect(self._notice_emptied)

    def show_range(self, after: str | None, before: str | None) -> None:
        """Show what the query asks; what is being typed is replaced."""
        if (after or "", before or "") == self._shown:
            return
        self._shown = (after or "", before or "")
        self.after.setText(self._shown[0])
        self.before.setText(self._shown[1])
        self._say(None)

    def _notice_emptied(self, text: str) -> None:
        if not text:
            self._commit()

    def _commit(self) -> None:
        asked = (self.after.text().strip(), self.before.text().strip())
        if asked == self._shown:
            self._say(None)
            return
        try:
            Query().with_range(asked[0] or None, asked[1] or None)
        except ViewerError as error:
            self._say(error)
            return
        self._say(None)
        self._shown = asked
        self.changed.emit(*asked)

    def _say(self, error: ViewerError | None) -> None:
        words = str(error or "")
        for field, other in ((self.after, "before"), (self.before, "after")):
            field.setProperty("wrong", bool(words) and not words.startswith(f"{other}:"))
            field.style().unpolish(field)
            field.style().polish(field)
        words = words.replace("after:", "From:", 1).replace("before:", "To:", 1)
        self.fault.setText(shown(words, 300))
        self.fault.setVisible(error is not None)
