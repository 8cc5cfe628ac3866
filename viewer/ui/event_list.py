"""A list of events to pick one from: those that stand at one instant, or those that have no date."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from viewer.events.event import Event
from viewer.events.vocabulary import CATEGORY_CODE
from viewer.events.wording import in_words
from viewer.ui.glyphs import mark_pixmap
from viewer.ui.making import named, popup_column
from viewer.ui.plain import in_tooltip, one_line
from viewer.ui.theme import Theme

MOST = 100  # events listed; more cannot be read
_WIDTH, _ROWS = 440, 14  # px, rows in sight


class EventList(QDialog):
    """Up and down move, Enter or a click picks: ``choose`` is called with the id; Esc leaves.

    Args:
        events: to be listed, at most ``MOST``.
        count: how many there are.
        about: what they have in common, such as "events without a date".
    """

    def __init__(
        self,
        events: Sequence[Event],
        count: int,
        about: str,
        *,
        theme: Theme,
        choose: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(about.capitalize())
        self._choose = choose
        self.heading = named(QLabel(_heading(len(events), count, about), wordWrap=True), "small")
        self.list = QListWidget()
        self.list.setObjectName("palette")
        self.list.setAccessibleName(about)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for event in events:
            self._add(event, theme)
        self.list.setCurrentRow(0)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        row = max(1, self.list.sizeHintForRow(0))
        self.list.setFixedHeight(row * min(_ROWS, max(1, len(events))) + 4)
        column = popup_column(self)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        self.setFixedWidth(_WIDTH)
        self.list.setFocus()

    def open_at(self, where: QPoint) -> None:
        """Appear at a point of the screen, moved so far that all of the list is on it."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = max(room.left(), min(where.x(), room.right() - self.width()))
        y = max(room.top(), min(where.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()

    def _add(self, event: Event, theme: Theme) -> None:
        when = in_words(event.date, brief=True) if event.date else ""
        item = QListWidgetItem(" · ".join(filter(None, (when, one_line(event.title)))))
        category = CATEGORY_CODE.get(event.category, CATEGORY_CODE["other"])
        item.setIcon(mark_pixmap(theme, category, ratio=self.devicePixelRatioF()))
        item.setToolTip(in_tooltip(event.title))
        item.setData(Qt.ItemDataRole.UserRole, event.id)
        self.list.addItem(item)

    def _take(self, item: QListWidgetItem) -> None:
        event_id: str = item.data(Qt.ItemDataRole.UserRole)
        if self.isVisible():  # Enter and a click may both tell of the same item
            self.close()
            self._choose(event_id)


def _heading(listed: int, count: int, about: str) -> str:
    return f"{count:,} {about}" if listed == count else f"The first {listed:,} of {count:,} {about}"
