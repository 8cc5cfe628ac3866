"""The selected event in full, at the right: everything a file says of it, as text and never as live HTML."""

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from viewer.session.answers import Details
from viewer.session.session import Notice, Session
from viewer.session.walking import select
from viewer.ui.actions import Actions
from viewer.ui.details_page import DetailsPage, Hands
from viewer.ui.details_parts import heading, words
from viewer.ui.links import offer_link
from viewer.ui.making import named, scrolling
from viewer.ui.names import Names
from viewer.ui.notices import Door
from viewer.ui.theme import ThemeSwitch


class DetailsPanel(QFrame):
    """Follows the selection; ``actions`` perform its buttons, ``door`` is told when a link cannot be opened."""

    def __init__(self, session: Session, switch: ThemeSwitch, names: Names, actions: Actions, door: Door) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._session = session
        self._switch = switch
        self._names = names
        self._actions = actions
        self._door = door
        self.page: DetailsPage | None = None
        self._scroll = scrolling()
        self._nothing = named(QWidget(), "panel")
        self._stack = QStackedWidget()
        self._build()
        self.destroyed.connect(session.listen(self._heed))
        switch.changed.connect(lambda _: self._refresh())
        self._refresh()

    def _build(self) -> None:
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._scroll)
        steps = QHBoxLayout()
        steps.setContentsMargins(16, 8, 16, 12)
        steps.setSpacing(8)
        for command, text in (("go.previous-event", "‹ Previous"), ("go.next-event", "Next ›")):
            steps.addWidget(self._actions.button(command, text), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(steps)

    def _heed(self, notice: Notice) -> None:
        said_anew = self.page is not None and "answers.facets" in notice.names  # a page shows what is filtered by
        if said_anew or notice.names & {"answers.details", "store"}:
            self._refresh()

    def _refresh(self) -> None:
        details = self._session.answers.details.value
        if details is None:
            self._show_nothing()
        else:
            self._show(details)

    def _show(self, details: Details) -> None:
        hands = Hands(self._follow, self._toggle, self._open, self._actions.perform)
        same = self.page is not None and self.page.details == details
        place = self._scroll.verticalScrollBar().value() if same else 0
        self.page = DetailsPage(details, self._session.view.query, self._names, self._switch.theme, hands)
        self._scroll.setWidget(self.page)
        self._scroll.verticalScrollBar().setValue(place)
        self._stack.setCurrentWidget(self._scroll)

    def _show_nothing(self) -> None:
        self.page = None
        about = self._session.store.about if self._session.store else None
        fresh = named(QWidget(), "panel")
        column = QVBoxLayout(fresh)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        if about:
            column.addWidget(heading("This chronology"))
            column.addWidget(words(about.title or "Untitled", "title"))
            for text, name in ((about.description, ""), (_sentence("Covers", about.coverage), "muted")):
                if text:
                    column.addWidget(words(text, name))
            terms = (_sentence("Licence:", about.license), _sentence("updated", about.updated))
            column.addWidget(words(" · ".join(filter(None, terms)), "small"))
            column.addSpacing(12)
        column.addWidget(heading("Nothing selected"))
        column.addWidget(words("Click an event, or step through them with the buttons below.", "muted"))
        column.addStretch(1)
        scroll = scrolling(fresh)
        self._stack.removeWidget(self._nothing)
        self._nothing.deleteLater()
        self._nothing = scroll
        self._stack.insertWidget(0, scroll)
        self._stack.setCurrentWidget(scroll)

    def _follow(self, event_id: str) -> None:
        select(self._session, event_id, by="details")

    def _toggle(self, facet: str, value: str) -> None:
        view = self._session.view
        self._session.show(replace(view, query=view.query.toggled(facet, value)), "details")

    def _open(self, address: str) -> None:
        with self._door.guarding():
            offer_link(self, address, self._door.report)


def _sentence(lead: str, text: str) -> str:
    return f"{lead} {text}" if text else ""
