"""The middle of the window: the canvas and the overview, told by the session and asking through it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from viewer.events.query import FACETS, FacetFilter
from viewer.events.wording import in_words
from viewer.session import moves, walking
from viewer.session.answers import Room
from viewer.session.session import Notice, Session
from viewer.timeline.picture import Group, Hit
from viewer.timeline.scale import TimeSpan
from viewer.ui.actions import Actions
from viewer.ui.canvas import ROW_HEIGHT, Canvas
from viewer.ui.event_list import MOST, EventList
from viewer.ui.fonts import Fonts
from viewer.ui.names import Names
from viewer.ui.overview import Overview
from viewer.ui.plain import on_button, one_line
from viewer.ui.states import StateKeeper, state_of
from viewer.ui.theme import Theme, ThemeSwitch

HANDS = frozenset({"canvas", "overview"})  # what they ask for is shown at once, all else travels there
TICKS = 2_000  # places in the overview at which there may be a hit
AT_SIGHT = 150  # events of the first file that are laid out as soon as they come; of more after the panels
ROOM_SETTLES = 60  # milliseconds after the last change of size until the lanes are laid out anew


class Stage(QWidget):
    """Shows the timeline, or the state that stands in its place."""

    def __init__(self, session: Session, switch: ThemeSwitch, fonts: Fonts, names: Names, actions: Actions) -> None:
        super().__init__()
        self._session = session
        self._names = names
        self._actions = actions
        self._fonts = fonts
        self._theme = switch.theme
        self._path = session.path
        self._sought = False  # whether the selection waits for a picture to be brought into view
        self.canvas = Canvas(switch.theme, fonts)
        self.canvas.describe = self.describe
        self.overview = Overview(switch.theme, fonts)
        self.state = StateKeeper(session, names, actions.perform)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.state)
        self.stack.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.overview)
        self._room = QTimer(self, singleShot=True, interval=ROOM_SETTLES)
        self._room.timeout.connect(self.give_room)
        self._connect(switch)
        self.destroyed.connect(session.listen(self._heed))
        self._show_settings()
        self._show_all()

    def _connect(self, switch: ThemeSwitch) -> None:
        canvas = self.canvas
        canvas.span_requested.connect(lambda span, _: moves.show_span(self._session, span, "canvas"))
        canvas.event_clicked.connect(self.select)
        canvas.event_activated.connect(self._bring_close)
        canvas.group_clicked.connect(self._open_group)
        canvas.range_selected.connect(self._choose)
        canvas.background_clicked.connect(self._let_go)
        canvas.context_requested.connect(self._offer)
        canvas.room_changed.connect(self._room.start)
        self.overview.span_requested.connect(lambda span, _: moves.show_span(self._session, span, "overview"))
        switch.changed.connect(self._wear)

    def give_room(self) -> None:
        """Tell the session how many rows there is room for."""
        self._session.give_room(Room(self.canvas.rows_that_fit, ROW_HEIGHT, self._fonts.measure))

    def describe(self, entry: int) -> str:
        """What a tooltip and a screen reader say of an entry."""
        store = self._session.store
        event = store.event(store.id_at(int(store.marks().row[entry]))) if store else None
        if event is None:
            return ""
        when = in_words(event.date) if event.date else "undated"
        status = "" if event.status == "confirmed" else f" · {event.status}"
        kind = self._names("category", event.category)
        return f"{one_line(event.title, 300)}\n{when}\n{kind}{status}"

    def select(self, entry: int, lane: int | None = None) -> None:
        """Select an entry of the marks, in the lane with this index or in any."""
        store, lanes = self._session.store, self._session.answers.lanes.value
        if store:
            key = lanes.keys[lane] if lanes and lane is not None and lane < len(lanes) else None
            walking.select(self._session, store.id_at(int(store.marks().row[entry])), key, "canvas")

    def list_events(self, ids: Sequence[str], count: int, about: str, where: QPoint | None = None) -> EventList | None:
        """Offer events to be picked from, at a point of the screen or else in the middle; None without a file."""
        store = self._session.store
        if store is None:
            return None
        events = [event for event in map(store.event, ids[:MOST]) if event]
        offered = EventList(events, count, about, theme=self._theme, choose=self._pick, parent=self.window())
        offered.open_at(where or self.mapToGlobal(self.rect().center() - QPoint(220, 120)))
        return offered

    def _pick(self, event_id: str) -> None:
        walking.select(self._session, event_id, by="stage")

    def _bring_close(self, entry: int) -> None:
        if self._session.answers.entry_of(self._session.view.selection) != entry:
            self.select(entry)
        self._actions.perform("view.focus")

    def _open_group(self, group: Group) -> None:
        """Show the events of a "+N" apart; where no zoom can part them, list them."""
        layout, store = self._session.answers.layout.value, self._session.store
        if layout is None or store is None or group.lane >= len(layout.lanes):
            return
        nearer = layout.closer(group)
        if nearer:
            moves.show_span(self._session, nearer, "stage")
            return
        rows = store.marks().row[layout.events_in(group.lane, group.span, 10 * MOST)]
        ids = [store.id_at(int(row)) for row in rows[:MOST]]
        self.list_events(ids, len(rows), "events stand here", QCursor.pos())

    def _choose(self, span: TimeSpan) -> None:
        self._session.show(replace(self._session.view, range=span), "canvas")

    def _let_go(self) -> None:
        self._session.show(replace(self._session.view, selection=None, lane=None, range=None), "canvas")

    def _offer(self, found: Hit, where: QPoint) -> None:
        """The menu under the right button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if found.kind in {"event", "band"} and found.entry is not None:
            self.select(found.entry)
            commands = ["view.focus", "edit.copy-citation", "go.follow-next", "go.follow-previous"]
        else:
            commands = ["view.fit-all", "file.export-image", "file.copy-image"]
        if found.kind == "lane" and found.lane is not None:
            self._offer_lane(menu, found.lane)
        for command in commands:
            menu.addAction(self._actions[command])
        menu.popup(where)

    def _offer_lane(self, menu: QMenu, lane: int) -> None:
        lanes, facet = self._session.answers.lanes.value, self._session.view.lanes_by
        if lanes is None or facet not in FACETS or not lanes.keys[lane]:
            return
        key, name = lanes.keys[lane], lanes.names[lane]
        menu.addAction(on_button(f"Only {name}"), lambda: self._filter(facet, FacetFilter((key,))))
        menu.addAction(on_button(f"Without {name}"), lambda: self._filter(facet, FacetFilter((key,), "none")))
        menu.addSeparator()

    def _filter(self, facet: str, chosen: FacetFilter) -> None:
        view = self._session.view
        self._session.show(replace(view, query=view.query.with_facet(facet, chosen)), "stage")

    # news

    def _heed(self, notice: Notice) -> None:
        if any(name.startswith("settings.") for name in notice.names):
            self._show_settings()
            self._show_all()
        self.canvas.spare_time.outdated = self._session.answers.changing
        if self._session.path != self._path:
            self._path, self.canvas.lanes_scrolled = self._session.path, 0.0
        if notice.names & {"store", "answers.layout", "answers.totals", "opening"}:
            self._show_all()
        elif "span" in notice.names:
            self._show_span(animated=notice.by not in HANDS)
        if notice.names & {"selection", "range", "store", "answers.layout"}:
            self._show_selection()
        self._sought |= "selection" in notice.names
        if self._sought and self._session.answers.layout.value is not None:
            self._sought = False
            self._bring_into_view()
        if notice.names & {"store", "answers.layout"}:
            self.overview.set_ticks(walking.hits(self._session, TICKS))

    def _show_all(self) -> None:
        on = state_of(self._session) == "timeline"
        self.stack.setCurrentWidget(self.canvas if on else self.state)
        self.overview.setVisible(on and bool(self._session.settings["show_overview"]))
        store = self._session.store
        if on and store and self._session.answers.layout.key is None:
            # Qt would share out the room later, and the first picture would wait for it, or be laid out twice.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.canvas.resize(self.stack.size())
            self.canvas.bands = bool(store.marks().container.any())
            if len(store.marks()) <= AT_SIGHT:
                self.give_room()
            else:
                QTimer.singleShot(0, self.give_room)
        layout = self._session.answers.layout.value
        self.canvas.set_layout(layout)
        self.overview.set_layout(layout)
        self._show_span(animated=False)

    def _show_span(self, *, animated: bool) -> None:
        span = self._session.span
        if span:
            self.canvas.set_span(span, animated=animated)
            self.overview.set_span(span)

    def _show_selection(self) -> None:
        view = self._session.view
        entry = self._session.answers.entry_of(view.selection)
        self.canvas.set_selection(frozenset() if entry is None else frozenset({entry}), view.range)

    def _bring_into_view(self) -> None:
        entry = self._session.answers.entry_of(self._session.view.selection)
        if entry is not None and self.stack.currentWidget() is self.canvas:
            self.canvas.bring_into_view(entry, walking.lane_of_selection(self._session))

    def _show_settings(self) -> None:
        settings = self._session.settings
        self.canvas.animate = bool(settings["animate"])
        self.canvas.hands.wheel_scrolls = settings["wheel"] == "scroll"
        self.canvas.set_show_tracks(bool(settings["show_tracks"]))

    def _wear(self, theme: Theme) -> None:
        self._theme = theme
        self.canvas.set_theme(theme)
        self.overview.set_theme(theme)
