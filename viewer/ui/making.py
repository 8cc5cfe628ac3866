"""Short ways to make widgets: with a role in the style sheet, in a pop-up, scrolling; and in which order Tab goes."""

from itertools import pairwise
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


def tab_through(*places: QWidget) -> None:
    """Let Tab go through these and what is in them, in this order; else what is made last comes last."""
    inside = [widget for place in places for widget in (place, *place.findChildren(QWidget))]
    stops = [widget for widget in inside if widget.window() is places[0].window() and _is_stop(widget)]
    for one, next_ in pairwise(stops):
        QWidget.setTabOrder(one, next_)


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.focusProxy() is None
