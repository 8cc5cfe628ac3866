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
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF
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
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are alike."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row; ``index`` belongs to a FacetModel."""
        model = index.model()
        assert isinstance(model, FacetModel)
        row, theme, rect = model.line(index), self.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = model.is_chosen(index)
        self._ground(painter, QRectF(rect).adjusted(0, 1, 0, -1), option, chosen=chosen)
        box = QRectF(rect.left() + 8, rect.center().y() - BOX / 2 + 0.5, BOX, BOX)
        self._box(painter, box, chosen=chosen, crossed=model.filter.mode == "none")
        left = rect.left() + 8 + BOX + 8
        if model.facet == "category" and row.value in CATEGORY_CODE:
            ratio = painter.device().devicePixelRatio()
            mark = mark_pixmap(theme, CATEGORY_CODE[row.value], ratio=ratio)
            painter.setOpacity(1 if row.count else 0.45)
            painter.drawPixmap(left - 2, rect.center().y() - MarkSheet.SIDE // 2 + 1, mark)
            painter.setOpacity(1)
            left += MarkSheet.SIDE + 2
        count = painter.fontMetrics().horizontalAdvance(f"{model.largest:,}") + 8  # px for the figure
        self._figures(painter, rect, row, model.largest, count)
        room = QRect(left, rect.top(), rect.right() - 6 - BAR - count - 8 - left, rect.height())
        painter.setPen(theme["ink"] if row.count or chosen else theme["muted"])
        painter.setOpacity(1 if row.count or chosen else 0.75)
        name = painter.fontMetrics().elidedText(label_in_row(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, name)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, chosen: bool) -> None:
        state = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(self.theme["accent"], 1) if focused else Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(self.theme.mix("accent", 0.12, "panel"))
        elif hovered:
            painter.setBrush(self.theme.mix("ink", 0.05, "panel"))
        elif focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            return
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _box(self, painter: QPainter, box: QRectF, *, chosen: bool, crossed: bool) -> None:
        theme = self.theme
        painter.setPen(QPen(theme["accent"] if chosen else theme.mix("muted", 0.75), 1))
        painter.setBrush(theme["accent"] if chosen else theme["paper"])
        painter.drawRoundedRect(box, 3, 3)
        if not chosen:
            return
        painter.setPen(QPen(theme["on-accent"], 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        if crossed:
            inner = box.adjusted(4, 4, -4, -4)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        else:
            corners = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.31))
            painter.drawPolyline(QPolygonF([QPointF(box.x() + BOX * x, box.y() + BOX * y) for x, y in corners]))

    def _figures(self, painter: QPainter, rect: QRect, row: FacetValue, largest: int, count: int) -> None:
        right = rect.right() - 6
        painter.setPen(self.theme["muted"])
        figure = QRect(right - count, rect.top(), count, rect.height())
        painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{row.count:,}")
        if row.count:
            length = max(3.0, BAR * min(1.0, row.count / largest))
            bar = QRectF(right - count - length, rect.center().y() - 2.5, length, 7)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.mix("accent", 0.28, "panel"))
            painter.drawRoundedRect(bar, 2, 2)


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
        self.painter_.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter switch the current value; all else is Qt's."""
        index = self.currentIndex()
        if index.isValid() and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.switched.emit(self.facets.line(index).value)
        else:
            super().keyPressEvent(event)
