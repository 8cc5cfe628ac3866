"""The row above the canvas: active filters in words, each removable, and the honest count."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from viewer.events.query import Chip, Query
from viewer.session.session import Notice, Session
from viewer.store.questions import Totals
from viewer.ui.actions import Actions
from viewer.ui.flow import FlowLayout
from viewer.ui.making import named
from viewer.ui.names import Names
from viewer.ui.plain import in_tooltip, on_button

_SPACING = 4  # px
_LEFT, _RIGHT = 12, 16
_AROUND = _LEFT + _RIGHT + 2 * _SPACING  # px beside chips, count and link
WIDEST = 60  # characters of a chip; all of it in its tooltip


def count_in_words(totals: Totals, *, short: bool = False) -> str:
    """Such as "Showing 41 of 96 · 53 filtered out"; with the undated ones they always add up to the whole.

    In ``short`` "41 of 96", where there is no room for more.
    """
    words = f"{totals.shown:,} of {totals.total:,}"
    if short:
        return words
    return f"Showing {words} · {totals.hidden:,} filtered out" if totals.hidden else f"Showing {words}"


class ChipsRow(QFrame):
    """Shows the query as chips; a click on one removes that filter."""

    def __init__(self, session: Session, names: Names, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self._session = session
        self._names = names
        self.holder = QWidget()
        self._flow = FlowLayout(self.holder)
        self._shown: list[QWidget] = []
        self._chips: list[QPushButton] = []  # those of them that stand for a filter
        self._said: tuple[tuple[Chip, ...], bool] | None = None
        self.count = named(QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(_LEFT, 6, _RIGHT, 6)
        row.setSpacing(_SPACING)
        row.addWidget(self.holder, 1)
        self.undated = actions.button("go.undated", "", "link")
        row.addWidget(self.count)
        row.addWidget(self.undated)
        row.addStrut(self.undated.sizeHint().height())  # it comes and goes; the picture below must not move
        self.destroyed.connect(session.listen(self._heed))
        self._show_chips()

    def _heed(self, notice: Notice) -> None:
        if notice.names & {"query", "store", "answers.facets"}:
            self._show_chips()
        if notice.names & {"answers.totals", "store"}:
            self._show_count()

    def _show_chips(self) -> None:
        query, opened = self._session.view.query, self._session.store is not None
        chips = query.chips(self._names)
        if (chips, opened) == self._said:
            return
        self._said = chips, opened
        if not chips or len(chips) != len(self._chips):
            self._make_buttons(len(chips), opened=opened)
        for button, chip in zip(self._chips, chips, strict=True):
            button.setText(f"{on_button(chip.text, WIDEST)}   ✕")
            button.setToolTip(in_tooltip(f"{chip.text} — click to remove this filter"))
            button.setAccessibleName(f"Remove filter: {chip.text}")
        self.holder.updateGeometry()
        self._show_count()

    def _make_buttons(self, chips: int, *, opened: bool) -> None:
        for old in self._shown:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        self._chips = [named(QPushButton(), "chip") for _ in range(chips)]
        for number, button in enumerate(self._chips):
            button.clicked.connect(lambda _=False, number=number: self._remove(number))
            self._add(button)
        if chips:
            clear = named(QPushButton("Clear"), "link", "Show every event again (Ctrl+Backspace)")
            clear.clicked.connect(lambda: self._ask(Query()))
            self._add(clear)
        else:
            words = "All events" if opened else ""
            self._add(named(QLabel(words), "unfiltered"))

    def _remove(self, number: int) -> None:
        if self._said:
            self._ask(self._said[0][number].without)

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._flow.addWidget(widget)
        widget.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The count says as much as there is room for."""
        super().resizeEvent(event)
        self._show_count()

    def _show_count(self) -> None:
        totals = self._session.answers.totals.value
        undated = totals.undated if totals else 0
        self.undated.setText(f"· {undated:,} undated")
        self.undated.setVisible(undated > 0)
        words = count_in_words(totals) if totals else ""
        others = self.holder.minimumSizeHint().width() + (self.undated.sizeHint().width() if undated else 0)
        short = self.count.fontMetrics().horizontalAdvance(words) > self.width() - _AROUND - others
        self.count.setText(count_in_words(totals, short=short) if totals else "")
        self.count.setToolTip(words if short else "")

    def _ask(self, query: Query) -> None:
        self._session.show(replace(self._session.view, query=query), "chips")
