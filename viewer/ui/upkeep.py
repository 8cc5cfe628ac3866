"""What the window does by itself: title, theme, panels shown or hidden, geometry kept, what a new file says."""

import base64
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QApplication

from viewer.events.problems import in_words
from viewer.session import saved_views
from viewer.session.first_sight import look, look_again
from viewer.session.session import Notice
from viewer.ui.looks import dress
from viewer.ui.plain import in_tooltip, isolated, on_button, one_line
from viewer.ui.theme import Theme
from viewer.ui.window import MainWindow

PROGRAM = "Diplomatic Timeline"
REST_MS = 2_000  # of rest before what is looked at is noted on disk


class Upkeep(QObject):
    """Listens to the session on behalf of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._is_later = False  # whether a file was opened before
        self._is_new = False  # a file that was opened and not looked at yet
        self._looked = self._session.view.query  # the query whose events were brought into view
        self._dispose = window.session.listen(self._heed)
        # A program that is killed, or a machine that loses its power, must not lose an hour of looking.
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._keep)
        window.switch.changed.connect(self._wear)
        self._recent = window.menus["File"].addMenu("Open recent")
        window.menus["File"].insertMenu(window.actions_["file.open-sample"], self._recent)
        self._recent.aboutToShow.connect(self._list_recent)
        self._views = window.menus["Go"].addMenu("Views")
        window.menus["Go"].insertMenu(window.actions_["go.views"], self._views)
        self._views.aboutToShow.connect(self._list_views)
        window.closing.connect(self._close)
        window.dropped.connect(self._open)
        self._restore()
        self._show_panels()
        self._name_window()

    def _open(self, path: Path) -> None:
        self._session.open(path, "drop")

    def _close(self) -> None:
        """Keep what is looked at, and let go of the session."""
        self._rest.stop()
        self._keep()
        self._dispose()
        self._window.actions_.stop()

    def _keep(self) -> None:
        """Note the place of the window and the view on disk."""
        kept = self._session.workspace.window
        kept["geometry"] = _text_of(self._window.saveGeometry())
        kept["panels"] = _text_of(self._window.splitter.saveState())
        self._session.remember()
        if self._session.path is None:
            self._session.workspace.save()

    def _restore(self) -> None:
        kept = self._session.workspace.window
        if "geometry" in kept:
            self._window.restoreGeometry(_bytes_of(kept["geometry"]))
        if "panels" in kept:
            self._window.splitter.restoreState(_bytes_of(kept["panels"]))

    def _heed(self, notice: Notice) -> None:
        self._rest.start()
        if "settings.theme" in notice.names:
            self._window.switch.choose(self._session.settings["theme"])  # type: ignore[arg-type]
        if any(name.startswith("settings.show_") for name in notice.names):
            self._show_panels()
        if "store" in notice.names:
            self._is_new = "comparison" not in notice.names
            self._name_window()
            self._tell_problems()
            self._tell_changes()
            if notice.by == "merge":
                self._tell_merged()
            self._window.stage.canvas.setFocus()
        if self._is_new and self._session.answers.layout.value is not None:
            self._is_new = False
            look(self._session)
            self._looked = self._session.view.query
        self._look_again(notice)

    def _look_again(self, notice: Notice) -> None:
        """Another query may leave the view empty; going back to one may not, it comes with its view."""
        query = self._session.view.query
        if notice.by == "history" or "store" in notice.names:
            self._looked = query
        elif query != self._looked and self._session.answers.lanes.fresh and self._session.answers.layout.fresh:
            self._looked = query
            look_again(self._session)

    def _show_panels(self) -> None:
        settings = self._session.settings
        self._window.filters.setVisible(bool(settings["show_filters"]))
        self._window.details.setVisible(bool(settings["show_details"]))

    def _name_window(self) -> None:
        store, path = self._session.store, self._session.path
        title = one_line(store.about.title if store else "") or (path.name if path else "")
        self._window.setWindowTitle(f"{title} — {PROGRAM}" if title else PROGRAM)

    def _tell_problems(self) -> None:
        store = self._session.store
        if store and store.problems:
            show = ("Show the list", lambda: self._window.actions_.perform("file.problems"))
            self._window.bar.warn(
                in_words(len(store.table), store.problems), "The list of problems says what, row by row.", show
            )
        elif self._is_later:
            self._window.bar.hide()  # it spoke of the file before; at the start it speaks of the settings
        self._is_later = True

    def _tell_changes(self) -> None:
        """What a file holds that was read again; its problems stay in their list."""
        comparison, path = self._session.comparison, self._session.path
        if comparison is None or path is None:
            return
        said = f"{isolated(path.name)} was read again: {comparison.in_words()}."
        if comparison.is_empty:
            self._window.bar.tell(said)
        else:
            show = ("Show the list", lambda: self._window.actions_.perform("file.changes"))
            self._window.bar.tell(said, "What you were looking at stays.", show)

    def _tell_merged(self) -> None:
        """What is left, and the way back: the file still holds the events as they were."""
        store = self._session.store
        count = len(store.table) if store else 0
        left = "1 event is" if count == 1 else f"{count:,} events are"
        undo = ("Undo", lambda: self._window.actions_.perform("file.reload")) if self._session.path else None
        self._window.bar.tell(f"Merged: {left} left.", "The file stays as it is.", undo)

    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self._session.workspace.recent:
            action = self._recent.addAction(on_button(path.name))
            action.setToolTip(in_tooltip(str(path), 300))
            action.triggered.connect(lambda _=False, path=path: self._session.open(path, "recent"))
        self._recent.setToolTipsVisible(True)

    def _list_views(self) -> None:
        self._views.clear()
        for command in saved_views.commands(self._session):
            action = self._views.addAction(on_button(command.title))
            action.triggered.connect(lambda _=False, command=command: self._window.actions_.run(command))
        if self._views.isEmpty():
            self._views.addAction("None is saved yet").setEnabled(False)

    def _wear(self, theme: Theme) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            dress(application, theme)


def _text_of(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")


def _bytes_of(text: str) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text, validate=True))
    except ValueError:
        return QByteArray()
