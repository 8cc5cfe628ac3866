"""Every command by its name: type a few letters of it, in any order of words, and press Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from rapidfuzz import fuzz, process, utils

from viewer.session.command import Command
from viewer.session.commands import COMMANDS
from viewer.ui.actions import Actions, keys_in_words
from viewer.ui.making import popup_column
from viewer.ui.plain import one_line

_MOST_ROWS = 14
MATCH = 75  # of 100: how much of what is typed a command must resemble
Index = QModelIndex | QPersistentModelIndex
KEYS = Qt.ItemDataRole.UserRole + 1


def matching(text: str, commands: list[Command]) -> list[Command]:
    """The commands that ``text`` may mean, the likeliest first; all of them when nothing is typed."""
    if not text.strip():
        return commands
    wanted = text.casefold().split()
    spelled = {i: f"{c.title.rstrip('…')} {c.menu.replace('/', ' ')}" for i, c in enumerate(commands)}
    literal = [i for i, name in spelled.items() if all(word in name.casefold() for word in wanted)]
    if literal:
        literal.sort(key=lambda i: (not spelled[i].casefold().startswith(wanted[0]), len(spelled[i])))
        return [commands[i] for i in literal]
    titles = {i: command.title for i, command in enumerate(commands)}
    near = process.extract(text, titles, scorer=fuzz.partial_ratio, processor=utils.default_process, score_cutoff=MATCH)
    return [commands[i] for _, _, i in near]


class KeysAtTheRight(QStyledItemDelegate):
    """An entry as Qt paints it, and its keys at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one entry."""
        super().paint(painter, option, index)
        painter.setPen(option.palette.placeholderText().color())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(option.rect.adjusted(0, 0, -12, 0), side, index.data(KEYS))


class Palette(QDialog):
    """A line and a list; only commands that can be performed now are listed, then ``more`` that are in no table."""

    def __init__(self, actions: Actions, parent: QWidget, more: Sequence[Command] = ()) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("All commands")
        self._actions = actions
        self._commands = [c for c in COMMANDS if actions[c.id].isEnabled() and c.id != "help.palette"]
        self._commands += more
        self.line = QLineEdit(placeholderText="Type a command", clearButtonEnabled=True)
        self.line.setAccessibleName("Command")
        self.list = QListWidget()
        self.list.setObjectName("palette")
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(KeysAtTheRight(self.list))
        column = popup_column(self)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(self._refresh)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self._refresh("")
        self.setFixedWidth(520)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 72)
        self.line.setFocus()

    def titles(self) -> list[str]:
        """What is listed."""
        return [self.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the line keeps the keyboard; Enter takes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _refresh(self, text: str) -> None:
        self.list.clear()
        for command in matching(text, self._commands):
            keys = keys_in_words(command)
            path = command.menu.replace("/", " › ")
            item = QListWidgetItem(f"{path} › {one_line(command.title)}")
            item.setData(Qt.ItemDataRole.UserRole, command.id)
            item.setData(KEYS, keys)
            item.setToolTip(command.tip)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(max(1, self.list.sizeHintForRow(0)) * min(_MOST_ROWS, max(1, self.list.count())) + 4)
        self.adjustSize()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        command_id: str = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        self._actions.run(next(command for command in self._commands if command.id == command_id))
