"""The small parts the details are made of: labels that never take text for markup, headings, rows."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from viewer.ui.elided import ElidedButton
from viewer.ui.making import named
from viewer.ui.plain import LARGE_WORD_LIMIT, TEXT_LIMIT, WORD_LIMIT, in_tooltip, on_button, shown


def words(text: str, name: str = "", limit: int = TEXT_LIMIT) -> QLabel:
    """A paragraph that wraps and can be selected; ``name`` is its role in the style sheet."""
    word = LARGE_WORD_LIMIT if name == "title" else WORD_LIMIT
    label = named(QLabel(shown(text, limit, word), wordWrap=True, textFormat=Qt.TextFormat.PlainText), name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def heading(text: str) -> QLabel:
    """The heading of a part."""
    return named(QLabel(text.upper()), "heading")


def link(text: str, tip: str, act: Callable[[], None], *, limit: int = 300) -> QPushButton:
    """Words that do something; they are cropped where there is no room, and whole in the tooltip."""
    button = named(ElidedButton(on_button(text, limit)), "link", in_tooltip(tip))
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAccessibleName(text)
    button.clicked.connect(lambda _checked: act())
    return button


def row(*widgets: QWidget, stretch: int = 0, gap: int = 8) -> QHBoxLayout:
    """Widgets beside each other; the one at ``stretch`` takes the room that is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for place, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if place == stretch else 0)
    return layout
