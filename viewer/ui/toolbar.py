"""The tool bar: the few commands that are wanted all the time, the search box, and how lanes are arranged."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from viewer.session.commands import COMMANDS
from viewer.session.session import Notice, Session
from viewer.ui.actions import Actions
from viewer.ui.icons import SIDE, icon
from viewer.ui.making import named
from viewer.ui.search import SearchBox
from viewer.ui.theme import Theme, ThemeSwitch

LANES = "view.lanes-"
ICONS = {"view.filters": "panel-left", "view.details": "panel-right"}


class ToolBar(QToolBar):
    """``search`` is the box with the words that are looked for."""

    def __init__(self, session: Session, switch: ThemeSwitch, actions: Actions, search: SearchBox) -> None:
        super().__init__("Tools")
        self._session = session
        self._switch = switch
        self._actions = actions
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setEnabled(False)
        self.addWidget(actions.button("file.open", "Open…"))
        self.addWidget(actions.button("file.export-image", "Export…", "accent"))
        self.addWidget(search)
        self.addWidget(named(QLabel("  Lanes"), "muted"))
        self.lanes = self._make_lanes()
        self.addWidget(self.lanes)
        self.addWidget(actions.button("view.fit-all", "Fit"))
        self.addWidget(actions.button("view.zoom-out", "−"))
        self.addWidget(actions.button("view.zoom-in", "+"))
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spring)
        self._switches = {command: self._make_switch(command) for command in ICONS}
        self.theme = self._plain_button()
        self.theme.clicked.connect(self._turn)
        self.addWidget(self.theme)
        self.destroyed.connect(session.listen(self._heed))
        switch.changed.connect(self._wear)
        self._wear(switch.theme)
        self._show_lanes()

    def _make_lanes(self) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName("Lanes by")
        combo.setToolTip("What the lanes stand for")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(18)
        for command in COMMANDS:
            if command.id.startswith(LANES):
                combo.addItem(command.title.removeprefix("By ").capitalize(), command.id)
        combo.activated.connect(lambda _: self._actions.perform(combo.currentData()))
        return combo

    def _plain_button(self) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(SIDE, SIDE))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _make_switch(self, command: str) -> QToolButton:
        action = self._actions[command]
        button = self._plain_button()
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text())
        button.clicked.connect(lambda: self._actions.perform(command))
        self.addWidget(button)
        return button

    def _heed(self, notice: Notice) -> None:
        if notice.names & {"lanes_by", "store"}:
            self._show_lanes()

    def _show_lanes(self) -> None:
        self.lanes.setCurrentIndex(self.lanes.findData(f"{LANES}{self._session.view.lanes_by}"))
        self.lanes.setEnabled(self._session.store is not None)

    def _turn(self) -> None:
        self._actions.perform("view.theme-light" if self._switch.theme.dark else "view.theme-dark")

    def _wear(self, theme: Theme) -> None:
        self.theme.setIcon(icon("sun" if theme.dark else "moon", theme["muted"]))
        words = f"Change to {'light' if theme.dark else 'dark'} colours"
        self.theme.setToolTip(words)
        self.theme.setAccessibleName(words)
        for command, button in self._switches.items():
            button.setIcon(icon(ICONS[command], theme["muted"]))
