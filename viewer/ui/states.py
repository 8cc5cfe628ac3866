"""What stands in place of the timeline when there is none: nothing open, nothing matches, nothing dated."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.events.query import Query
from viewer.session.session import Notice, Session
from viewer.ui.making import named
from viewer.ui.names import Names
from viewer.ui.plain import on_button

OFFERS = 4  # filters that are offered for loosening


class StatePage(QFrame):
    """A sentence, what to do about it, and buttons that do it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.title = named(QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter), "title")
        self.words = named(QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter), "muted")
        self.buttons: list[QPushButton] = []
        self._offers = QWidget()
        for label in (self.title, self.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(8)
        column.addWidget(self._offers)
        column.addStretch(3)

    def say(self, title: str, words: str, offers: list[tuple[str, Callable[[], None]]]) -> None:
        """Show a state; the first offer is the one to take."""
        self.title.setText(title)
        self.words.setText(words)
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setSpacing(8)
        self.buttons = []
        for text, run in offers:
            button = named(QPushButton(on_button(text)), "" if self.buttons else "accent")
            button.clicked.connect(lambda _=False, run=run: run())
            self.buttons.append(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.replaceWidget(self._offers, fresh)
        self._offers.hide()
        self._offers.deleteLater()
        self._offers = fresh


def state_of(session: Session) -> str:
    """Either "empty", "loading", "nothing" (matches), "undated" (matches only) or "timeline"."""
    if session.store is None:
        return "loading" if session.opening else "empty"
    totals = session.answers.totals.value
    if totals is None or totals.shown:
        return "timeline"
    return "undated" if totals.undated else "nothing"


class StateKeeper(StatePage):
    """Follows the session and says what is the matter; ``perform`` performs a command by its id."""

    def __init__(self, session: Session, names: Names, perform: Callable[[str], None]) -> None:
        super().__init__()
        self._session = session
        self._names = names
        self._perform = perform
        self.destroyed.connect(session.listen(self._heed))
        self._refresh()

    def loosenings(self) -> list[tuple[str, int, Query]]:
        """For each filter whose removal helps: its words, how many events there would be, and that query."""
        answer, query = self._session.answers.loosened, self._session.view.query
        counts = dict(answer.value or ()) if answer.value_key == (query,) else {}
        tries = [(chip.text, counts.get(chip.without, 0), chip.without) for chip in query.chips(self._names)]
        return sorted((entry for entry in tries if entry[1]), key=lambda entry: -entry[1])[:OFFERS]

    def _heed(self, notice: Notice) -> None:
        if notice.names & {"answers.totals", "answers.loosened", "store", "opening", "waiting"}:
            self._refresh()

    def _refresh(self) -> None:
        state = state_of(self._session)
        if state == "empty":
            self.say(
                "Open a chronology",
                "Drop a file of events here, or choose one. The sample shows what the program can do.",
                [("Open a file…", self._do("file.open")), ("Open the sample", self._do("file.open-sample"))],
            )
        elif state == "loading":
            self.say("Reading the file…", "A large one may take some seconds.", [])
        elif state != "timeline":
            self._say_nothing_matches(state)

    def _say_nothing_matches(self, state: str) -> None:
        totals = self._session.answers.totals.value
        undated = totals.undated if totals else 0
        if state == "undated":
            title = "One event matches, and it has no date"
            title = title if undated == 1 else f"{undated:,} events match, none of them has a date"
            words = "Without a date there is no place on the timeline."
        elif self._session.view.query.is_empty:
            title, words = "This file holds no events", "Open another one, or the sample."
        else:
            title, words = "No event matches all of these filters", "Take one away to see events again."
            if len(self._session.view.query.chips(self._names)) == 1:
                title, words = "No event matches this filter", "Take it away to see events again."
        loosenings = self.loosenings()
        if title.startswith("No event") and not loosenings:
            words = "Nor would it help to take a single one of them away."
        offers = [("Show them as a list", self._do("go.undated"))] if state == "undated" else []
        offers += [
            (f"Remove: {text} · {count:,} {'event' if count == 1 else 'events'}", self._ask(query))
            for text, count, query in loosenings
        ]
        if not self._session.view.query.is_empty:
            offers.append(("Clear all filters", self._do("edit.clear-filters")))
        else:
            offers.append(("Open a file…", self._do("file.open")))
        self.say(title, words, offers)

    def _ask(self, query: Query) -> Callable[[], None]:
        return lambda: self._session.show(replace(self._session.view, query=query), "states")

    def _do(self, command: str) -> Callable[[], None]:
        return lambda: self._perform(command)
