"""The filters at the left: a section for each facet, the date range at the foot."""

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from viewer.events.query import FacetFilter, Query
from viewer.session.session import Notice, Session
from viewer.ui.date_range import DateRange
from viewer.ui.facet_section import FacetSection
from viewer.ui.making import named, scrolling
from viewer.ui.theme import Theme, ThemeSwitch

ORDER = ("country", "organisation", "category", "status", "role", "tag")
FOLDED_UP = frozenset({"role", "tag"})


class FacetsPanel(QFrame):
    """Shows the counts under the present query and changes the query."""

    def __init__(self, session: Session, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self.sections = {name: FacetSection(name, switch.theme, folded_up=name in FOLDED_UP) for name in ORDER}
        self.dates = DateRange()
        self._build()
        for section in self.sections.values():
            section.changed.connect(self._filter)
        self.dates.changed.connect(self._limit)
        switch.changed.connect(self._wear)
        self.destroyed.connect(session.listen(self._heed))
        self._refresh()

    def _build(self) -> None:
        inside = named(QWidget(), "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        scroll = scrolling(inside)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(16, 8, 16, 12)
        below.addWidget(self.dates)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(foot)

    def _heed(self, notice: Notice) -> None:
        if notice.names & {"query", "store"}:
            self._refresh()
        elif notice.names & {"answers.facets", "answers.layout", "waiting"} and not self._session.answers.changing:
            self._refresh()  # no sooner: the picture would have to wait for a panel that is painted beside it

    def _refresh(self) -> None:
        query: Query = self._session.view.query
        values = self._session.answers.facets.value or {}
        for name, section in self.sections.items():
            section.show_values(values.get(name, ()), query.facet(name))
        self.dates.show_range(query.after, query.before)
        self.setEnabled(self._session.store is not None)

    def _filter(self, facet: str, chosen: FacetFilter) -> None:
        view = self._session.view
        self._session.show(replace(view, query=view.query.with_facet(facet, chosen)), "facets")

    def _limit(self, after: str, before: str) -> None:
        view = self._session.view
        self._session.show(replace(view, query=view.query.with_range(after or None, before or None)), "facets")

    def _wear(self, theme: Theme) -> None:
        for section in self.sections.values():
            section.wear(theme)
