"""Two short ways to make widgets: one with its role in the style sheet, one that scrolls."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, tip: str = "") -> W:
    """The widget with its role in the style sheet (see ``looks``) and, if given, a tooltip."""
    widget.setObjectName(name)
    if tip:
        widget.setToolTip(tip)
    return widget


def popup_column(dialog: QDialog) -> QVBoxLayout:
    """A column for what a pop-up holds, with a line around it: without one it is lost on white."""
    around = QVBoxLayout(dialog)
    around.setContentsMargins(0, 0, 0, 0)
    frame = named(QFrame(), "popup")
    around.addWidget(frame)
    column = QVBoxLayout(frame)
    column.setContentsMargins(8, 8, 8, 8)
    return column


def scrolling(inside: QWidget | None = None) -> QScrollArea:
    """A place without a frame that scrolls up and down only."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if inside is not None:
        scroll.setWidget(inside)
    return scroll
