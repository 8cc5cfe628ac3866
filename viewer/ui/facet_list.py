"""The values of one facet as a list: a check box, the mark of a category, the name, a bar, the count.

Model and view, so that seven hundred values cost no more than those in sight.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QFontMetrics, QKeyEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from viewer.events.query import FacetFilter
from viewer.events.vocabulary import CATEGORY_CODE
from viewer.store.questions import FacetValue
from viewer.ui.glyphs import MarkSheet, mark_pixmap
from viewer.ui.plain import in_tooltip, one_line
from viewer.ui.theme import Theme

ROW = 26  # px
BAR = 40  # px of the bar of the most frequent value
BOX = 14  # px
MOST_ROWS = 16  # in sight; more scroll
# As numbers: to put flags together, or to look for one, costs as much as to draw a line.
_NAME = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_FIGURE = (Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight).value
_HOVERED, _FOCUSED = QStyle.StateFlag.State_MouseOver.value, QStyle.StateFlag.State_HasFocus.value

Index = QModelIndex | QPersistentModelIndex


def label_in_row(value: FacetValue) -> str:
    """What stands in a row: the acronym first where there is one, for long names are cropped."""
    name = one_line(value.name)
    return f"{one_line(value.acronym, 20)} · {name}" if value.acronym not in ("", value.name) else name


class FacetModel(QAbstractListModel):
    """The values in sight, and which of them are chosen."""

    def __init__(self, facet: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facet = facet
        self.filter = FacetFilter(())
        self.largest = 1
        self._rows: tuple[FacetValue, ...] = ()

    def show(self, rows: Sequence[FacetValue], chosen: FacetFilter, largest: int) -> None:
        """Replace everything; the list stays where it is when only counts and choices have changed."""
        largest = max(1, largest)
        if [row.value for row in rows] != [row.value for row in self._rows]:
            self.beginResetModel()
            self._rows, self.filter, self.largest = tuple(rows), chosen, largest
            self.endResetModel()
            return
        alike = (chosen.mode, largest) == (self.filter.mode, self.largest)
        switched = {*chosen.values} ^ {*self.filter.values}
        before, self._rows, self.filter, self.largest = self._rows, tuple(rows), chosen, largest
        for at, (old, new) in enumerate(zip(before, rows, strict=True)):
            if not alike or old != new or new.value in switched:  # the others need not be painted again
                self.dataChanged.emit(self.index(at), self.index(at))

    def line(self, index: Index) -> FacetValue:
        """The value that stands in a row."""
        return self._rows[index.row()]

    def is_chosen(self, index: Index) -> bool:
        """Whether the value in a row is part of the filter."""
        return self.line(index).value in self.filter.values

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many values are in sight."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What Qt asks of a row."""
        row = self.line(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return label_in_row(row)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self.is_chosen(index) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                code = f" ({row.value})" if self.facet in {"country", "organisation"} else ""
                return in_tooltip(f"{row.name}{code}: {row.count:,} under the other filters")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{one_line(row.name)}, {row.count} events"
        return None


class FacetDelegate(QStyledItemDelegate):
    """Paints one row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Take another theme: its pens and brushes are made once, for rows are painted by the dozen."""
        self.theme = theme
        self._marks: dict[tuple[str, float], QPixmap] = {}
        self._width_of_figures = ("", 0)  # the largest figure of the list painted last, and its px
        self._rim, self._rim_chosen = QPen(theme.mix("muted", 0.75), 1), QPen(theme["accent"], 1)
        self._tick = QPen(theme["on-accent"], 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        self._paper, self._accent = QBrush(theme["paper"]), QBrush(theme["accent"])
        self._bar = QBrush(theme.mix("accent", 0.28, "panel"))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are alike."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row; ``index`` belongs to a FacetModel."""
        model = index.model()
        assert isinstance(model, FacetModel)
        row, theme, rect = model.line(index), self.theme, option.rect
        x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        middle = rect.center().y()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = row.value in model.filter.values
        self._ground(painter, QRectF(x + 0.5, y + 1.5, width - 1, height - 3), option, chosen=chosen)
        box = QRectF(x + 8, middle - BOX / 2 + 0.5, BOX, BOX)
        self._box(painter, box, chosen=chosen, crossed=model.filter.mode == "none")
        left = x + 8 + BOX + 8
        if model.facet == "category" and row.value in CATEGORY_CODE:
            self._mark(painter, left - 2, middle - MarkSheet.SIDE // 2 + 1, row)
            left += MarkSheet.SIDE + 2
        metrics = option.fontMetrics
        count = self._room_for_figures(metrics, model.largest)
        right = x + width - 7
        self._figures(painter, (right - count, middle), QRect(right - count, y, count, height), row, model.largest)
        room = QRect(left, y, right - BAR - count - 8 - left, height)
        painter.setPen(theme["ink"] if row.count or chosen else theme["muted"])
        if not (row.count or chosen):
            painter.setOpacity(0.75)
        name = metrics.elidedText(label_in_row(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _NAME, name)
        painter.restore()

    def _mark(self, painter: QPainter, x: int, y: int, row: FacetValue) -> None:
        """The mark of a category, fainter where nothing has it."""
        ratio = painter.device().devicePixelRatio()
        mark = self._marks.get((row.value, ratio))
        if mark is None:
            mark = self._marks[row.value, ratio] = mark_pixmap(self.theme, CATEGORY_CODE[row.value], ratio=ratio)
        if not row.count:
            painter.setOpacity(0.45)
        painter.drawPixmap(x, y, mark)
        painter.setOpacity(1)

    def _room_for_figures(self, metrics: QFontMetrics, largest: int) -> int:
        """Px of the column of figures."""
        figure = f"{largest:,}"
        if self._width_of_figures[0] != figure:
            self._width_of_figures = figure, metrics.horizontalAdvance(figure) + 8
        return self._width_of_figures[1]

    def _ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, chosen: bool) -> None:
        state = option.state.value
        hovered, focused = state & _HOVERED, state & _FOCUSED
        if not (chosen or hovered or focused):
            return
        painter.setPen(self._rim_chosen if focused else Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(self.theme.mix("accent", 0.12, "panel"))
        elif hovered:
            painter.setBrush(self.theme.mix("ink", 0.05, "panel"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 4, 4)

    def _box(self, painter: QPainter, box: QRectF, *, chosen: bool, crossed: bool) -> None:
        painter.setPen(self._rim_chosen if chosen else self._rim)
        painter.setBrush(self._accent if chosen else self._paper)
        painter.drawRoundedRect(box, 3, 3)
        if not chosen:
            return
        painter.setPen(self._tick)
        if crossed:
            inner = box.adjusted(4, 4, -4, -4)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        else:
            corners = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.31))
            painter.drawPolyline(QPolygonF([QPointF(box.x() + BOX * x, box.y() + BOX * y) for x, y in corners]))

    def _figures(self, painter: QPainter, foot: tuple[int, int], figure: QRect, row: FacetValue, largest: int) -> None:
        """The count, and left of it its bar, which ends at ``foot``."""
        painter.setPen(self.theme["muted"])
        painter.drawText(figure, _FIGURE, f"{row.count:,}")
        if row.count:
            length = max(3.0, BAR * min(1.0, row.count / largest))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._bar)
            painter.drawRoundedRect(QRectF(foot[0] - length, foot[1] - 2.5, length, 7), 2, 2)


class FacetList(QListView):
    """The list itself; ``switched`` carries the code of a value that was clicked, or Space or Enter pressed on."""

    switched = Signal(str)

    def __init__(self, facet: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facets = FacetModel(facet, self)
        self.painter_ = FacetDelegate(theme, self)
        self.setModel(self.facets)
        self.setItemDelegate(self.painter_)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.switched.emit(self.facets.line(index).value))

    def show_rows(self, rows: Sequence[FacetValue], chosen: FacetFilter, largest: int) -> None:
        """Show these values; the list is as high as they are, up to ``MOST_ROWS``."""
        self.facets.show(rows, chosen, largest)
        self.setFixedHeight(ROW * min(len(rows), MOST_ROWS))

    def wear(self, theme: Theme) -> None:
        """Take another theme."""
        self.painter_.wear(theme)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter switch the current value; all else is Qt's."""
        index = self.currentIndex()
        if index.isValid() and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.switched.emit(self.facets.line(index).value)
        else:
            super().keyPressEvent(event)
