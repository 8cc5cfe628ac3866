"""The mapping dialog: a stranger's columns at the left, at the right what its first rows become by them."""

from collections.abc import Callable, Iterable, Set
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import ViewerError
from viewer.formats.guessing import Guess, Question
from viewer.formats.mapping import Mapping, braced
from viewer.formats.saved_mappings import write_mapping
from viewer.session.importing import Import
from viewer.session.opening import Unmapped
from viewer.session.session import Session
from viewer.ui.cells import Cells, fit, table_of
from viewer.ui.column_choice import Choice
from viewer.ui.making import named, scrolling, tab_through
from viewer.ui.mapping_form import MappingForm
from viewer.ui.notices import Door
from viewer.ui.plain import one_line, shown
from viewer.ui.unknown_names import UnknownNames

PAUSE = 150  # milliseconds without a change until the preview is asked for
EVENT_COLUMNS = ("Row", "Title", "When", "Who", "Category", "Problems")
_TITLE, _PROBLEMS = EVENT_COLUMNS.index("Title"), EVENT_COLUMNS.index("Problems")
_WIDTHS = (48, 190, 165, 130, 92, 150)
_EXAMPLES = 20
_NO_USE = "\u00a0"  # it keeps the names of unused columns on the line of the others
_ORIGINS = {"guess": "Guessed from the columns", "preset": "{} (preset)", "saved": "{} (yours)"}


class ImportDialog(QDialog):
    """Opens one table by a mapping; the document that is open stays until it is read."""

    def __init__(self, session: Session, asked: Unmapped, door: Door, parent: QWidget, *, names: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What the columns are")
        self._door = door
        self.work = Import(session, asked, self._heed)
        self.title = named(QLabel(textFormat=Qt.TextFormat.PlainText), "title")
        self.part = Choice([], "Table")
        self.part_label = named(QLabel("Table"), "muted")
        self.headed = QCheckBox("The first row names the columns")
        self.begin = Choice([], "Begin with")
        self.questions = named(QFrame(), "note")
        self._asked: list[Question] = []
        self._used: dict[str, str] = {}
        self._lines = QVBoxLayout(self.questions)
        self.form = MappingForm()
        self.events, self.cells = Cells(EVENT_COLUMNS), Cells(())
        self.event_table = table_of(self.events, "As events")
        self.cell_table = table_of(self.cells, "As it stands in the file")
        self.names = UnknownNames()
        self.tabs = QTabWidget()
        self.sentence = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "muted")
        self.fault = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "wrong")
        self.keep = QCheckBox("Remember for tables with these columns as")
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the mapping")
        self.to_file = named(QPushButton("Save to a file…"), "link", "For the command line: convert --mapping FILE.")
        self.open_ = named(QPushButton("Open"), "accent")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()
        self._take_sheet()
        if names:
            self.tabs.setCurrentWidget(self.names)
        self.resize(min(1240, parent.width() - 24), min(760, parent.height() - 16))

    def _build(self) -> None:
        self._lines.setContentsMargins(10, 6, 10, 6)
        self.questions.hide()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.title, 1)
        for widget in (self.part_label, self.part, self.headed, named(QLabel("Begin with"), "muted"), self.begin):
            top.addWidget(widget)
        for choice in (self.part, self.begin):
            choice.setMinimumWidth(290)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it may be cut
        both = named(QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False, handleWidth=9), "plain")
        for heading, table in (("As events", self.event_table), ("As it stands in the file", self.cell_table)):
            both.addWidget(_headed(heading, table))
        both.setSizes([300, 240])
        for at, width in enumerate(_WIDTHS):
            self.event_table.setColumnWidth(at, width)
        self.event_table.horizontalHeader().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.tabs.addTab(both, "Preview")
        self.tabs.addTab(self.names, "Unknown names")
        left = scrolling(self.form)
        left.setFixedWidth(430)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(left)
        middle.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.questions)
        column.addLayout(middle, 1)
        column.addWidget(self.sentence)
        column.addWidget(self.fault)
        column.addLayout(self._bottom())
        self.open_.setDefault(True)  # only now does it know whose default it is

    def _bottom(self) -> QLayout:
        buttons = self.buttons
        buttons.addButton(self.open_, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.name)
        row.addSpacing(8)
        row.addWidget(self.to_file)
        row.addStretch(1)
        row.addWidget(buttons)
        self.name.setFixedWidth(200)
        return row

    def _connect(self) -> None:
        self._pause.timeout.connect(self._change)
        self.form.completed.connect(self._begin)
        self.form.picked.connect(self._pause.start)
        self.names.answered.connect(self._pause.start)
        self.names.answered.connect(self._count_names)
        self.part.picked.connect(lambda: self._look(self.part.currentData(), headed=None))
        self.headed.clicked.connect(lambda on: self._look(self.work.sheet.part, headed=on))
        self.begin.picked.connect(self._begin_with)
        self.tabs.currentChanged.connect(lambda _: self._ask_names())
        self.keep.toggled.connect(self.name.setEnabled)
        self.to_file.clicked.connect(self._ask_file)
        self.open_.clicked.connect(self._finish)

    # what is shown

    def _heed(self, name: str) -> None:
        with self._door.guarding():
            if name == "sheet" and self.work.looked.error is None:
                self._take_sheet()
            elif name == "sheet":
                self._choose_sheet()  # what could not be had is not what will be opened
            elif name == "proposals":
                self._take_proposals()
            elif name == "names":
                self._show_names()
            self._show_preview()

    def _take_sheet(self) -> None:
        sheet, mapping = self.work.sheet, self.work.mapping
        self.title.setText(one_line(sheet.name, 60))
        self.part.offer([(part or "The whole file", part) for part in sheet.parts])
        self._choose_sheet()
        for widget in (self.part, self.part_label):
            widget.setVisible(len(sheet.parts) > 1)
        self.headed.setVisible(not sheet.name.lower().endswith((".json", ".jsonl", ".ndjson", ".geojson", ".parquet")))
        self.keep.setEnabled(self.work.can_keep)
        self.keep.setChecked(self.work.can_keep and sheet.guess.origin != "preset")
        self.name.setEnabled(self.keep.isChecked())
        self.name.setText(mapping.name or Path(sheet.name).stem)
        self.name.setCursorPosition(0)
        self._fill(mapping)
        fit(self.cell_table)
        self._point_at(set(mapping.start.columns[:1]))

    def _choose_sheet(self) -> None:
        self.part.choose(self.work.sheet.part)
        self.headed.setChecked(self.work.sheet.headed)

    def _fill(self, mapping: Mapping) -> None:
        sheet = self.work.sheet
        columns = zip(*sheet.rows, strict=True) if sheet.rows else (() for _ in sheet.columns)
        distinct = (list(dict.fromkeys(filter(None, column)))[:_EXAMPLES] for column in columns)
        self.form.take(mapping, dict(zip(sheet.columns, distinct, strict=True)))
        self._show_preview()
        self._show_names()
        self._ask_names()

    def _show_names(self) -> None:
        """List the unknown names, with the answers of the mapping as it stands."""
        found = self.work.names.value
        self.names.show_names(found or (), self.work.mapping.names, self.work.mapping.categories)
        self._count_names()
        if found is None:
            self.names.say("The table could not be looked through." if self.work.names.error else "")

    def _count_names(self) -> None:
        left = self.names.model.left
        self.tabs.setTabText(1, f"Unknown names ({left:,})" if left else "Unknown names")

    def _take_proposals(self) -> None:
        self.begin.offer([(_named(guess), at) for at, guess in enumerate(self.work.proposals.value or ())])
        mine = self.work.sheet.guess
        proposals = self.work.proposals.value or ()
        self.begin.choose(next((at for at, guess in enumerate(proposals) if guess.origin == mine.origin), 0))

    def _show_preview(self) -> None:
        work, preview = self.work, self.work.preview.value
        if preview is not None:
            rows = [(f"{r.number:,}", r.title, r.when, r.who, r.category, r.problems) for r in preview.rows]
            self.events.show(EVENT_COLUMNS, rows)
            self.event_table.setColumnHidden(_PROBLEMS, not any(row.problems for row in preview.rows))
            self.sentence.setText(shown(preview.sentence, 400))
        if work.looking:
            self.sentence.setText("Looking at that table…")
        used = _uses(work.mapping)
        header = [f"{one_line(column, 40)}\n{used.get(column, _NO_USE)}" for column in work.sheet.columns]
        self.cells.show(header, work.sheet.rows)
        self._point_at(used.keys() - self._used.keys())
        self._used = used
        self._ask(list(work.questions))
        self.fault.setText(shown(str(work.fault), 400) if work.fault else "")
        self.fault.setVisible(work.fault is not None)
        self.open_.setEnabled(not work.looking and bool(work.mapping.title or work.mapping.start.columns))

    def _point_at(self, fresh: Set[str]) -> None:
        """Bring a column of the file into view, if it is one."""
        chosen = [at for at, column in enumerate(self.work.sheet.columns) if column in fresh]
        if len(chosen) == 1:
            self.cell_table.scrollTo(self.cells.index(0, chosen[0]), QTableView.ScrollHint.EnsureVisible)

    def _ask(self, questions: list[Question]) -> None:
        """Show what is still open, with the answers there are."""
        if questions == self._asked:
            return  # else a click that has begun would be lost with its button
        self._asked = questions
        while old := self._lines.takeAt(0):
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for question in questions:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(QLabel(shown(question.text, 200), textFormat=Qt.TextFormat.PlainText))
            for value, title in question.choices if question.field == "order" else ():
                button = QPushButton(title)
                button.clicked.connect(lambda _=False, value=value: self._order(value))
                row.addWidget(button)
            row.addStretch(1)
            self._lines.addWidget(line)
        self.questions.setVisible(bool(questions))
        self._chain()

    def _begin(self) -> None:
        """Everything is there: begin with what is asked, else with the first field."""
        self._chain()
        answers = self.questions.findChildren(QPushButton)
        first: QWidget = answers[0] if answers else self.form.whens["start"].columns[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.work.begin()

    def _chain(self) -> None:
        """Tab goes from top to bottom, left to right."""
        above = (self.part, self.headed, self.begin, self.questions)
        right = (self.tabs.tabBar(), self.event_table, self.cell_table, self.names)
        tab_through(*above, self.form, *right, self.keep, self.name, self.to_file, self.buttons)

    # what is done

    def _look(self, part: str, *, headed: bool | None) -> None:
        self.work.look(part=part, headed=headed)
        self._show_preview()

    def _edited(self) -> Mapping:
        """The mapping as the form and the list of names have it."""
        mapping = self.form.edited(self.work.mapping)
        seen = self.work.names.value is not None
        model = self.names.model
        return replace(mapping, names=model.names, categories=model.categories) if seen else mapping

    def _change(self) -> None:
        self.work.change(self._edited())
        self._ask_names()

    def _order(self, order: str) -> None:
        """Take the answer for every date of the table."""
        for editor in self.form.whens.values():
            if editor.value.columns and not editor.value.order:
                editor.read_as(order)
        self.work.change(self._edited())
        self._fill(self.work.mapping)
        self.open_.setFocus()

    def _begin_with(self) -> None:
        now = self.work.mapping
        chosen = (self.work.proposals.value or ())[self.begin.currentData()].mapping
        self.work.change(replace(chosen, part=now.part, headed=now.headed))
        self.name.setText(chosen.name or self.name.text())
        self._fill(self.work.mapping)

    def _ask_names(self) -> None:
        if self.tabs.currentWidget() is self.names:
            self.work.ask_names()
            if self.work.names.since is not None:
                self.names.say("Looking through the whole table…")

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the mapping", "mapping.json", "Mappings (*.json)")
        if name:
            self.work.change(self._edited())
            self._try(lambda: write_mapping(Path(name), self.work.mapping))

    def _try(self, work: Callable[[], None]) -> bool:
        """Do something with a file; what is wrong is said in the dialog."""
        try:
            work()
        except ViewerError as error:
            self.fault.setText(shown(str(error), 400))
            self.fault.show()
            return False
        return True

    def _finish(self) -> None:
        self.work.change(self._edited())
        if self.keep.isChecked() and not self._try(lambda: self.work.keep(self.name.text().strip())):
            return
        self.work.finish()
        self.accept()

    def done(self, result: int) -> None:
        """Want nothing more of the file."""
        self._pause.stop()
        self.work.stop()
        super().done(result)


def _named(guess: Guess) -> str:
    return _ORIGINS[guess.origin].format(guess.mapping.name)


def _headed(heading: str, inside: QWidget) -> QWidget:
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(4)
    column.addWidget(named(QLabel(heading), "heading"))
    column.addWidget(inside, 1)
    return around


def _uses(mapping: Mapping) -> dict[str, str]:
    """What each column fills, such as "→ date, title"."""
    uses: dict[str, list[str]] = {}

    def use(columns: Iterable[str], what: str) -> None:
        for column in filter(None, columns):
            if what not in uses.setdefault(column, []):
                uses[column].append(what)

    for when, what in ((mapping.start, "date"), (mapping.start_latest, "date"), (mapping.end_earliest, "end")):
        use((*when.columns, when.precision), what)
    use((*mapping.end.columns, mapping.end.precision), "end")
    use(braced(mapping.title), "title")
    use(braced(mapping.id) or (mapping.id,), "id")
    for text in mapping.summary:
        use(braced(text) or (text,), "summary")
    use((who.column for who in mapping.who), "who")
    use((*mapping.place, mapping.lat, mapping.lon), "place")
    use(mapping.tags, "tags")
    use((mapping.url, mapping.publisher, mapping.source_title, mapping.source_date), "source")
    for what in ("category", "status", "importance"):
        use((getattr(mapping, what),), what)
    return {column: "→ " + ", ".join(what) for column, what in uses.items()}
