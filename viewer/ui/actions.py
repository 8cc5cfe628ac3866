"""Commands as Qt has them: the literal table becomes actions, menus, keys, tooltips and buttons.

Everything a hand can do goes through ``perform``, so that one place guards it.  What a command *needs* from the
window (a dialog, the clipboard) is served by a function given to ``serve``.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QPushButton, QWidget

from viewer.session.command import Command
from viewer.session.commands import BY_ID, COMMANDS
from viewer.session.session import Notice, Session
from viewer.ui.making import named
from viewer.ui.notices import Door
from viewer.ui.plain import in_tooltip

SETTLE = 30  # milliseconds after a movement until menus and buttons follow


def keys_in_words(command: Command, *, every: bool = False) -> str:
    """The keys of a command as this platform spells them, the main one or every one."""
    keys = command.keys if every else command.keys[:1]
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(key).toString(native) for key in keys)


def tip_of(command: Command) -> str:
    """What a tooltip says: the sentence and the key."""
    keys = keys_in_words(command)
    return in_tooltip(f"{command.tip}  ({keys})" if keys else command.tip)


class Actions(QObject):
    """One QAction for each command; ``performed`` carries the id of a command after it was performed."""

    performed = Signal(str)

    def __init__(self, session: Session, door: Door, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._door = door
        self._window = window
        self._servants: dict[str, Callable[[], None]] = {}
        self._enabled: dict[str, bool] = {}
        self._actions = {command.id: self._make(command) for command in COMMANDS}
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self.refresh)
        self._dispose = session.listen(self._heed)
        self.refresh()

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def serve(self, command_id: str, function: Callable[[], None]) -> None:
        """Perform a command that needs the window with ``function``."""
        assert BY_ID[command_id].needs, f"{command_id} performs itself"
        self._servants[command_id] = function

    @property
    def served(self) -> frozenset[str]:
        """The commands that the window performs."""
        return frozenset(self._servants)

    def perform(self, command_id: str) -> None:
        """Perform a command of the table if it is allowed now; failures go through the door."""
        self.run(BY_ID[command_id])

    def run(self, command: Command) -> None:
        """Perform any command, such as one for a saved view."""
        with self._door.guarding():
            if not command.when(self._session):
                return
            if command.run:
                command.run(self._session)
            else:
                self._servants[command.id]()
        self.refresh()
        self.performed.emit(command.id)

    def refresh(self) -> None:
        """Bring every action up to date with the session."""
        for command in COMMANDS:
            action, enabled = self._actions[command.id], command.when(self._session)
            if enabled != self._enabled.get(command.id):  # to ask many actions for nothing takes time at every change
                self._enabled[command.id] = enabled
                action.setEnabled(enabled)
            if command.checked:
                action.setChecked(command.checked(self._session))

    def stop(self) -> None:
        """Listen no longer: the window is going."""
        self._dispose()
        self._settle.stop()

    def _heed(self, notice: Notice) -> None:
        if notice.names <= {"span"}:
            self._settle.start()  # a movement: sixty of these come in a second
        else:
            self.refresh()

    def button(self, command_id: str, text: str, name: str = "") -> QPushButton:
        """A button that performs a command and is disabled with it."""
        action = self._actions[command_id]
        button = named(QPushButton(text), name, action.toolTip())
        button.setEnabled(action.isEnabled())
        button.setAccessibleName(action.text())
        button.clicked.connect(lambda: self.perform(command_id))
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        return button

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Build the menus; they are returned by their paths, such as "View/Lanes"."""
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            menu = menus.get(command.menu)
            if menu is None:
                parent, _, title = command.menu.rpartition("/")
                above: QMenu | QMenuBar = menus[parent] if parent else bar
                menu = menus[command.menu] = above.addMenu(f"&{title}")
                menu.setToolTipsVisible(True)
            if command.apart:
                menu.addSeparator()
            menu.addAction(self._actions[command.id])
        return menus

    def _make(self, command: Command) -> QAction:
        action = QAction(command.title, self._window, checkable=command.checked is not None)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setToolTip(tip_of(command))
        action.setStatusTip(command.tip)
        action.setAutoRepeat(command.held or command.id.startswith("go."))
        action.triggered.connect(lambda: self.perform(command.id))
        if command.id == "help.about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        self._window.addAction(action)
        return action
