"""One facet: its heading, any / all / none, a box to find values by any of their names, the list, "Show more"."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from viewer.events.query import FacetFilter, Mode
from viewer.events.vocabulary import find, folded
from viewer.store.questions import FacetValue
from viewer.ui.facet_list import FacetList
from viewer.ui.field import Field
from viewer.ui.icons import icon
from viewer.ui.making import named
from viewer.ui.theme import Theme

FIRST = 8  # values in sight before "Show more"
MANY = 10  # values from which there is a box to find them
TITLES: Final = {
    "country": "Countries",
    "organisation": "Organisations",
    "category": "Categories",
    "role": "Roles",
    "status": "Status",
    "tag": "Tags",
}
MODES: Final[tuple[tuple[Mode, str, str], ...]] = (
    ("any", "any of", "Any of the chosen values"),
    ("all", "all of", "All of the chosen values together"),
    ("none", "none of", "None of the chosen values"),
)


class FacetSection(QWidget):
    """``changed`` carries the facet's name and its new filter (without values: no filter)."""

    changed = Signal(str, FacetFilter)

    def __init__(self, facet: str, theme: Theme, *, folded_up: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facet = facet
        self._theme = theme
        self._values: Sequence[FacetValue] = []  # none that were shown, not even an empty tuple
        self._filter = FacetFilter(())
        self._mode_shown: Mode | None = None
        self._everything = False
        self.heading = named(QPushButton(TITLES[facet].upper()), "section")
        self.heading.setCheckable(True)
        self.heading.setChecked(not folded_up)
        self.heading.setAccessibleName(f"{TITLES[facet]}, show or hide")
        self.mode = named(QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup), "mode")
        self.search = Field(placeholderText=f"Find {TITLES[facet].lower()}", clearButtonEnabled=True)
        self.list = FacetList(facet, theme)
        self.list.setAccessibleName(TITLES[facet])
        self.nothing = named(QLabel("Nothing of that name in this file.", wordWrap=True), "small")
        self.more = named(QPushButton(), "link")
        self.body = QWidget()
        self._build()
        self._make_modes()
        self._fold()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self.mode)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for widget in (self.search, self.list, self.nothing, self.more):
            inner.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.body)
        self.heading.toggled.connect(self._fold)
        self.search.textChanged.connect(self._refresh)
        self.search.returnPressed.connect(self._take_first)
        self.list.switched.connect(self.switch)
        self.more.clicked.connect(self._toggle_more)

    def _make_modes(self) -> None:
        menu = QMenu(self.mode)
        group = QActionGroup(menu)
        for mode, _, sentence in MODES:
            action = menu.addAction(sentence)
            action.setCheckable(True)
            action.setData(mode)
            group.addAction(action)
        group.triggered.connect(lambda action: self.combine(action.data()))
        self.mode.setMenu(menu)
        self.mode.setToolTip("How the chosen values are combined")

    def show_values(self, values: Sequence[FacetValue], chosen: FacetFilter | None) -> None:
        """Show the live counts and what is chosen; an empty filter keeps the way values will be combined."""
        chosen = chosen or FacetFilter((), self._filter.mode)
        if values is self._values and chosen == self._filter:
            return
        self._values, self._filter = values, chosen
        self.setVisible(bool(values) or bool(chosen.values))
        self._refresh()

    def switch(self, value: str) -> None:
        """Choose a value, or drop it if it was chosen."""
        values = tuple({*self._filter.values} ^ {value})
        self.changed.emit(self.facet, FacetFilter(values, self._filter.mode))

    def combine(self, mode: Mode) -> None:
        """Combine the chosen values another way."""
        self._filter = FacetFilter(self._filter.values, mode)
        self._refresh()
        self.changed.emit(self.facet, self._filter)

    def wear(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.list.wear(theme)
        self._fold()

    def found(self) -> list[FacetValue]:
        """The values that what is typed may mean, the likeliest first; all of them when nothing is typed."""
        wanted = folded(self.search.text())
        if not wanted:
            return list(self._values)
        ranks = {match.code: rank for rank, match in enumerate(find(self.search.text(), self.facet, limit=200))}
        by_name = {v.value: len(ranks) for v in self._values if wanted in folded(f"{v.value} {v.acronym} {v.name}")}
        ranks = by_name | ranks
        return sorted((v for v in self._values if v.value in ranks), key=lambda v: ranks[v.value])

    def _refresh(self) -> None:
        searching = bool(self.search.text().strip())
        found = self.found()
        rows = found if searching or self._everything else found[:FIRST]
        seen = {row.value for row in rows}
        if not searching and not seen.issuperset(self._filter.values):
            known = {v.value: v for v in self._values}
            rows = rows + [known.get(v) or FacetValue(v, v, 0) for v in self._filter.values if v not in seen]
        self.list.show_rows(rows, self._filter, max((v.count for v in self._values), default=1))
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(searching and not rows)
        self.search.setVisible(len(self._values) > MANY)
        hidden = len(found) - min(len(found), FIRST)
        self.more.setVisible(not searching and hidden > 0)
        self.more.setText("Show fewer" if self._everything else f"Show {hidden:,} more")
        if self._filter.mode != self._mode_shown:
            self._show_mode(self._filter.mode)

    def _show_mode(self, mode: Mode) -> None:
        self._mode_shown = mode
        self.mode.setText(f"{next(brief for known, brief, _ in MODES if known == mode)} ▾")
        for action in self.mode.menu().actions():
            action.setChecked(action.data() == mode)

    def _take_first(self) -> None:
        found = self.found()
        if self.search.text().strip() and found:
            self.switch(found[0].value)
            self.search.clear()

    def _toggle_more(self) -> None:
        self._everything = not self._everything
        self._refresh()

    def _fold(self) -> None:
        open_ = self.heading.isChecked()
        self.body.setVisible(open_)
        self.mode.setVisible(open_)
        self.heading.setIcon(icon("chevron-down" if open_ else "chevron-right", self._theme["muted"]))
