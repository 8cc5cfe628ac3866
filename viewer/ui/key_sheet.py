"""All keys and what hands can do, on one sheet."""

from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from viewer.session.commands import COMMANDS
from viewer.ui.actions import keys_in_words
from viewer.ui.making import named, scrolling

HANDS: Final = (
    ("Wheel, pinch", "Zoom about the pointer"),
    ("Shift + wheel", "Move in time"),
    ("Wheel over names", "Scroll the lanes"),
    ("Drag", "Move in time, with a glide"),
    ("Shift + drag", "Choose a span and count it"),
    ("Click", "Select an event; on +N zoom there"),
    ("Double click", "Bring an event close"),
    ("Tab", "From event to event"),
)
COLUMNS = 3


class KeySheet(QDialog):
    """Grouped as the menus are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        groups: list[tuple[str, list[tuple[str, str]]]] = [("Hands", list(HANDS))]
        with_keys = (command for command in COMMANDS if command.keys)
        for menu, commands in groupby(with_keys, key=lambda command: command.menu.split("/")[0]):
            groups.append((menu, [(keys_in_words(c, every=True), c.title.rstrip("…")) for c in commands]))
        inside = named(QWidget(), "panel")
        columns = QHBoxLayout(inside)
        columns.setSpacing(28)
        for group in _spread(groups):
            column = QVBoxLayout()
            column.setSpacing(6)  # else that of the columns would hold here, too
            for title, lines in group:
                column.addWidget(named(QLabel(title.upper()), "heading"))
                column.addWidget(_table(lines))
                column.addSpacing(12)
            column.addStretch(1)
            columns.addLayout(column)
        scroll = scrolling(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.addWidget(scroll)
        whole.addWidget(buttons)
        self.resize(min(1200, parent.width() - 40), min(680, parent.height() - 40))


def _table(lines: list[tuple[str, str]]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for place, (keys, what) in enumerate(lines):
        grid.addWidget(QLabel(what), place, 0)
        holder = QHBoxLayout()
        holder.setSpacing(4)
        holder.addStretch(1)
        for key in keys.split("  "):
            holder.addWidget(named(QLabel(key), "key"))
        grid.addLayout(holder, place, 1)
    return table


def _spread(groups: list[tuple[str, list[tuple[str, str]]]]) -> list[list[tuple[str, list[tuple[str, str]]]]]:
    """The groups on ``COLUMNS`` columns of about the same height, in order."""
    whole = sum(len(lines) + 2 for _, lines in groups)
    columns: list[list[tuple[str, list[tuple[str, str]]]]] = [[] for _ in range(COLUMNS)]
    height = 0.0
    for group in groups:
        columns[min(COLUMNS - 1, int((height + len(group[1]) / 2) * COLUMNS / whole))].append(group)
        height += len(group[1]) + 2
    return columns
