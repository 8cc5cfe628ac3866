"""Events that look alike, to be merged or kept; the file stays as it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.events.event import Event
from viewer.events.vocabulary import name_of
from viewer.events.wording import in_words
from viewer.session.session import Notice, Session
from viewer.session.twins import GROUPS, Search, Twins, merge
from viewer.ui.making import named
from viewer.ui.notices import Door
from viewer.ui.plain import in_tooltip, one_line

COLUMNS = ("Event", "When", "Who", "Sources", "Tags")


class DuplicatesDialog(QDialog):
    """Groups of events that look alike; those that are checked are merged."""

    def __init__(self, session: Session, door: Door, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Duplicates")
        self._session, self._door = session, door
        self.heading = named(QLabel("Looking for events that look alike…", wordWrap=True), "strong")
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(list(COLUMNS))
        self.tree.setAccessibleName("Events that look alike")
        self.tree.itemChanged.connect(lambda *_: self._count())
        self.all = named(QPushButton("Choose all"), "link")
        self.none = named(QPushButton("Keep all"), "link")
        self.merge = named(QPushButton("Merge"), "accent")
        self.merge.clicked.connect(self._merge)
        self.all.clicked.connect(lambda: self._check(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._check(Qt.CheckState.Unchecked))
        self._groups: tuple[Twins, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self._build(parent.width())
        self._count()
        self._search = Search(session, self._heed_search)
        self._dispose = session.listen(self._heed)

    def _build(self, width: int) -> None:
        about = "Merging unites participants, sources, tags and dates in the first of them. The file stays as it is."
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.merge, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.setSpacing(16)
        bottom.addWidget(self.all)
        bottom.addWidget(self.none)
        bottom.addStretch(1)
        bottom.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(named(QLabel(about, wordWrap=True), "muted"))
        column.addWidget(self.tree, 1)
        column.addLayout(bottom)
        self.resize(min(980, width - 40), 560)
        for at, wide in enumerate((340, 140, 170, 130)):
            self.tree.setColumnWidth(at, wide)

    def _heed(self, notice: Notice) -> None:
        if "store" in notice.names:
            self.reject()  # these are rows of what was open before

    def _heed_search(self) -> None:
        found = self._search.found
        with self._door.guarding():
            if found.since is not None:
                self.heading.setText(f"Looking for events that look alike: {self._search.share:.0%}")
            elif found.value is None:
                self.heading.setText("They could not be looked for.")
            else:
                self._list(*found.value)

    def _list(self, count: int, groups: tuple[Twins, ...]) -> None:
        self._groups = groups
        noun = "group of events looks" if count == 1 else "groups of events look"
        more = f"; the first {GROUPS:,} are listed" if count > GROUPS else ""
        self.heading.setText(f"{count:,} {noun} alike{more}." if count else "No two events look alike.")
        self.tree.blockSignals(True)
        self._items = [_item(group) for group in self._groups]
        self.tree.addTopLevelItems(self._items)
        for item in self._items:
            item.setFirstColumnSpanned(True)
        self.tree.blockSignals(False)
        if count <= 200:
            self.tree.expandAll()
        self._count()

    def _check(self, state: Qt.CheckState) -> None:
        self.tree.blockSignals(True)
        for item in self._items:
            item.setCheckState(0, state)
        self.tree.blockSignals(False)
        self._count()

    def _chosen(self) -> list[tuple[int, ...]]:
        listed = zip(self._items, self._groups, strict=True)
        return [group.rows for item, group in listed if item.checkState(0) == Qt.CheckState.Checked]

    def _count(self) -> None:
        count = len(self._chosen())
        self.merge.setText(f"Merge {count:,}" if count else "Merge")
        self.merge.setEnabled(count > 0)
        for button in (self.all, self.none):
            button.setEnabled(bool(self._items))

    def _merge(self) -> None:
        merge(self._session, self._chosen())
        self.accept()

    def done(self, result: int) -> None:
        """Want no answer any more."""
        self._dispose()
        self._search.stop()
        super().done(result)


def _item(group: Twins) -> QTreeWidgetItem:
    title = one_line(group.events[0].title, 200)
    item = QTreeWidgetItem([f"{len(group.rows):,} with the {group.why}  ·  {title}"])
    item.setCheckState(0, Qt.CheckState.Unchecked)
    for event in group.events:
        child = QTreeWidgetItem([one_line(cell, 200) for cell in _cells(event)])
        child.setToolTip(0, in_tooltip(event.title))
        item.addChild(child)
    more = len(group.rows) - len(group.events)
    if more:
        item.addChild(QTreeWidgetItem([f"and {more:,} more"]))
    return item


def _cells(event: Event) -> tuple[str, ...]:
    return (
        event.title,
        in_words(event.date, brief=True) if event.date else "no date",
        ", ".join(name_of(party.kind, party.code) for party in event.participants),
        ", ".join(dict.fromkeys(filter(None, (source.publisher or source.url for source in event.sources)))),
        ", ".join(event.tags),
    )
