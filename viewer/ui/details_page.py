"""One event laid out from top to bottom; made anew for every selection."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from viewer.events.event import Event, Source
from viewer.events.query import Query
from viewer.events.vocabulary import CATEGORIES, CATEGORY_CODE, QUAD_NAMES, QUAD_OF, STATUS_CODE, label_of
from viewer.events.wording import in_other_calendars, in_words, precision_in_words, weekday
from viewer.session.answers import Details
from viewer.ui.citation import NO_HEADLINE, published_in_words
from viewer.ui.details_parts import heading, link, row, words
from viewer.ui.glyphs import mark_pixmap
from viewer.ui.links import host_of
from viewer.ui.making import named
from viewer.ui.plain import TITLE_LIMIT, one_line
from viewer.ui.theme import Theme, blend

# Who counts the days in which calendar besides the Gregorian.
_SOLAR_HIJRI = frozenset({"IRN", "AFG"})
_ISLAMIC = frozenset(
    {
        "AFG", "ALB", "ARE", "AZE", "BFA", "BGD", "BHR", "BRN", "COM", "DJI", "DZA", "EGY", "ESH",
        "GIN", "GMB", "IDN", "IRN", "IRQ", "JOR", "KAZ", "KGZ", "KWT", "LBN", "LBY", "MAR", "MDV",
        "MLI", "MRT", "MYS", "NER", "NGA", "OMN", "PAK", "PSE", "QAT", "SAU", "SDN", "SEN", "SLE",
        "SOM", "SYR", "TCD", "TJK", "TKM", "TUN", "TUR", "UZB", "XKX", "YEM",
    }
)  # fmt: skip
PARTICIPANTS = 60  # listed; an event with 290 countries says how many more


@dataclass(frozen=True, slots=True)
class Hands:
    """What the page can ask for: follow(event id), toggle(facet, value), open(address), perform(command id)."""

    follow: Callable[[str], None]
    toggle: Callable[[str, str], None]
    open: Callable[[str], None]
    perform: Callable[[str], None]


def other_calendars(event: Event) -> list[str]:
    """The date as the participants' calendars have it: "1 Tir 1404 · Solar Hijri"."""
    codes = {participant.code for participant in event.participants if participant.kind == "country"}
    wanted = {"Julian"}
    wanted |= {"Solar Hijri"} if codes & _SOLAR_HIJRI else set()
    wanted |= {"Islamic"} if codes & _ISLAMIC else set()
    given = in_other_calendars(event.date) if event.date else ()
    return [f"{text} · {name}" for name, text in given if name.partition(" (")[0] in wanted]


class DetailsPage(QFrame):
    """Everything that is known about one event."""

    def __init__(self, details: Details, query: Query, names: Callable[[str, str], str], theme: Theme, hands: Hands):
        super().__init__()
        self.setObjectName("panel")
        self.details = details
        self._query = query
        self._names = names
        self._theme = theme
        self._hands = hands
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 16)
        self._column.setSpacing(4)
        event = details.event
        self._head(event)
        self._when(event)
        if event.summary and event.summary.strip(" .") != event.title.strip(" ."):
            self._gap()
            self._column.addWidget(words(event.summary))
        self._disagreement(event)
        self._participants(event)
        self._context(details)
        self._sources(event)
        self._foot(event)
        self._column.addStretch(1)

    def _gap(self, px: int = 8) -> None:
        self._column.addSpacing(px)

    def _head(self, event: Event) -> None:
        category = CATEGORY_CODE.get(event.category, CATEGORY_CODE["other"])
        mark = QLabel()
        mark.setPixmap(mark_pixmap(self._theme, category, STATUS_CODE[event.status], self.devicePixelRatioF()))
        kind = named(QLabel(CATEGORIES[category].name), "strong")
        kind.setToolTip(QUAD_NAMES[QUAD_OF[category]])
        kind.setStyleSheet(f"color: {blend(self._theme.category(category), self._theme['ink'], 0.7).name()}")
        badge = named(QLabel(event.status.capitalize()), "badge")
        badge.setProperty("status", event.status)
        self._column.addLayout(row(mark, kind, badge, QWidget(), stretch=3))
        self._gap(4)
        self._column.addWidget(words(event.title, "title", TITLE_LIMIT))

    def _copy(self) -> None:
        self._hands.perform("edit.copy-citation")

    def _when(self, event: Event) -> None:
        self._gap(4)
        if event.date is None:
            self._column.addWidget(words("Undated", "strong"))
        else:
            self._column.addWidget(words(in_words(event.date), "strong"))
            known = " · ".join(filter(None, (weekday(event.date), precision_in_words(event.date))))
            self._column.addWidget(words(known, "muted"))
            for text in other_calendars(event):
                self._column.addWidget(words(text, "small"))
        if event.place and event.place.name:
            self._column.addWidget(words(event.place.name, "muted"))
        if event.date_note:
            self._column.addWidget(words(event.date_note, "small"))

    def _disagreement(self, event: Event) -> None:
        if not event.alternative_dates:
            return
        self._gap()
        box = named(QFrame(), "note")
        column = QVBoxLayout(box)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(2)
        column.addWidget(words("Sources disagree on the date", "strong"))
        for other in event.alternative_dates:
            column.addWidget(words(f"{in_words(other.date)}: {other.basis}"))
        self._column.addWidget(box)

    def _participants(self, event: Event) -> None:
        if not event.participants:
            return
        self._gap()
        self._column.addWidget(heading("Participants"))
        for participant in event.participants[:PARTICIPANTS]:
            name = self._names(participant.kind, participant.code)
            chosen = self._query.facet(participant.kind)
            active = chosen is not None and participant.code in chosen.values
            tip = f"{'Stop filtering' if active else 'Filter'} by {name}"
            button = link(
                f"✓ {name}" if active else name,
                tip,
                lambda p=participant: self._hands.toggle(p.kind, p.code),  # type: ignore[misc]
            )
            self._column.addLayout(row(button, named(QLabel(label_of("role", participant.role).lower()), "muted")))
        more = len(event.participants) - PARTICIPANTS
        if more > 0:
            self._column.addWidget(words(f"and {more:,} more", "muted"))

    def _context(self, details: Details) -> None:
        links = details.context.links
        if not links:
            return
        self._gap()
        self._column.addWidget(heading("In context"))
        before = ""
        for how, event_id, title, category in links:
            if how != before:
                self._column.addWidget(named(QLabel(how), "small"))
                before = how
            mark = QLabel()
            index = CATEGORY_CODE.get(category, CATEGORY_CODE["other"])
            mark.setPixmap(mark_pixmap(self._theme, index, ratio=self.devicePixelRatioF()))
            button = link(title, title, lambda goal=event_id: self._hands.follow(goal))  # type: ignore[misc]
            self._column.addLayout(row(mark, button, stretch=1, gap=6))

    def _sources(self, event: Event) -> None:
        self._gap()
        copy = link("Copy citation", "Copy the event with its date and sources  (Ctrl+Alt+C)", self._copy)
        copy.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._column.addLayout(row(heading("Sources"), copy))
        if not event.sources:
            self._column.addWidget(words("None given.", "muted"))
        for source in event.sources:
            self._source(source)
            self._gap(2)

    def _source(self, source: Source) -> None:
        host = host_of(source.url)
        title = source.title or (_address(source.url) if host and not source.publisher else NO_HEADLINE.capitalize())
        if host and source.url:
            address = source.url
            button = link(title, f"{title}\nOpens {address}", lambda: self._hands.open(address))
            button.setStatusTip(one_line(address, 300))
            self._column.addWidget(button)
        else:
            self._column.addWidget(words(title, "" if source.title else "muted", TITLE_LIMIT))
        refused = "link left out: not http or https" if source.url and not host else ""
        parts = (source.publisher, published_in_words(source, brief=True), host or "", refused)
        self._column.addWidget(words(" · ".join(filter(None, map(one_line, parts))), "small"))
        if source.note:
            self._column.addWidget(words(source.note, "small"))

    def _foot(self, event: Event) -> None:
        told = [f"Importance {event.importance} of 5"]
        told += [f"tagged {', '.join(one_line(tag) for tag in event.tags[:20])}"] if event.tags else []
        self._gap()
        self._column.addWidget(words(" · ".join(told), "small"))


def _address(url: str | None) -> str:
    """A web address as one reads it, for want of a headline and a publisher."""
    return unquote((url or "").partition("://")[2].removeprefix("www.").rstrip("/"))
