"""A poster on many sheets: each shows its part of the page and a little of its neighbours', to be cut and put together.

    ┌──────────────┐   the part, inside a border that a printer need not reach
    │ ┌──────────┐ │   crop marks at its corners: cut there
    ┤ │          │ ├   overlap marks: the neighbour's edge lies here
    │ └──────────┘ │
    └─ 2/3 ────────┘   row/column, and which sheet of how many

The first sheet is a sketch of the whole, with the numbers of the sheets where they go.
"""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from viewer.errors import ViewerError
from viewer.session.paper import PX_PER_INCH, page_size
from viewer.ui.areas import Area, Page
from viewer.ui.fonts import Fonts
from viewer.ui.lettering import Lettering
from viewer.ui.theme import load_theme

MM = PX_PER_INCH / 25.4  # px
BORDER, OVERLAP = 12 * MM, 10 * MM  # px that stay free around a part; that two neighbours share
MOST = 400  # sheets
_MARK, _APART = 5 * MM, 1.5 * MM  # px: length of a mark, distance from the part
_GAP = 24.0  # px between the lines of the sketch


@dataclass(frozen=True, slots=True)
class Grid:
    """How a page is parted: ``rows`` by ``columns`` sheets of ``width`` × ``height`` px."""

    width: int
    height: int
    rows: int
    columns: int

    @classmethod
    def of(cls, page: Page, size: str | tuple[int, int]) -> "Grid":
        """The grid for sheets of a size: px, or words such as "a4".

        Words that do not say which way the sheets lie get the way that takes fewer of them.

        Raises:
            ViewerError: the sheets are too small, or too many would be needed.
        """
        wide, high = page_size(size) if isinstance(size, str) else size
        turned = isinstance(size, str) and not size.lower().endswith(("-portrait", "-landscape"))
        ways = [(wide, high), (high, wide)] if turned else [(wide, high)]
        grids = [cls(*way, _count(page.height, way[1]), _count(page.width, way[0])) for way in ways]
        best = min(grids, key=lambda grid: grid.rows * grid.columns)
        if best.rows * best.columns > MOST:
            raise ViewerError(
                f"The poster would take {best.rows * best.columns:,} sheets.",
                f"Choose larger ones, for at most {MOST}.",
            )
        return best

    def part(self, row: int, column: int, page: Page) -> QRectF:
        """What of the page stands on a sheet, px of the page."""
        left, top = column * (self.width - 2 * BORDER - OVERLAP), row * (self.height - 2 * BORDER - OVERLAP)
        right, bottom = left + self.width - 2 * BORDER, top + self.height - 2 * BORDER
        return QRectF(left, top, min(right, page.width) - left, min(bottom, page.height) - top)


def _count(length: float, sheet: float) -> int:
    """How many sheets of that length reach over a page."""
    room = sheet - 2 * BORDER
    if room < 3 * OVERLAP:
        raise ViewerError(
            "The sheets are too small for a poster.", "Tiles of A5 or more leave room to put them together."
        )
    return 1 + max(0, ceil((length - room) / (room - OVERLAP) - 1e-6))


class Sheet:
    """One part of a page; a ``Page``."""

    def __init__(self, page: Page, grid: Grid, place: tuple[int, int], lettering: Lettering) -> None:
        row, column = place
        self.title, self.width, self.height = page.title, grid.width, grid.height
        self.name = f"Sheet {row + 1}/{column + 1}"
        self.description = page.description
        self._page, self._grid, self._place, self._lettering = page, grid, place, lettering
        self.part = grid.part(row, column, page)

    def paint(self, painter: QPainter) -> None:
        """Draw the sheet with its left top at (0, 0): always on white, where one cuts."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), Qt.GlobalColor.white)
        painter.save()
        painter.setClipRect(QRectF(BORDER, BORDER, self.part.width(), self.part.height()))
        painter.translate(BORDER - self.part.left(), BORDER - self.part.top())
        self._page.paint(painter)
        painter.restore()
        painter.setPen(QPen(Qt.GlobalColor.black, 0.5))
        painter.drawLines(self._crop_marks())
        painter.setPen(QPen(Qt.GlobalColor.black, 0.5, Qt.PenStyle.DotLine))
        painter.drawLines(self._overlap_marks())
        row, column = self._place
        number, count = row * self._grid.columns + column + 1, self._grid.rows * self._grid.columns
        words = f"{row + 1}/{column + 1} · sheet {number} of {count} · {self._page.title}"
        words = self._lettering.crop(words, self.width - 4 * BORDER, "small")
        self._lettering.draw(painter, 2 * BORDER, self.height - BORDER / 2, words, ink="ink", face="small")

    def areas(self) -> list[Area]:
        """Those of the page whose middle is on the sheet."""
        dx, dy, part = BORDER - self.part.left(), BORDER - self.part.top(), self.part
        return [
            area.moved(dx, dy)
            for area in self._page.areas()
            if part.contains(area.x + area.width / 2, area.y + area.height / 2)
        ]

    def _edges(self) -> tuple[float, float, float, float]:
        return BORDER, BORDER, BORDER + self.part.width(), BORDER + self.part.height()

    def _crop_marks(self) -> list[QLineF]:
        left, top, right, bottom = self._edges()
        across = [
            QLineF(x, y, x + d, y) for y in (top, bottom) for x, d in ((left - _APART, -_MARK), (right + _APART, _MARK))
        ]
        down = [
            QLineF(x, y, x, y + d) for x in (left, right) for y, d in ((top - _APART, -_MARK), (bottom + _APART, _MARK))
        ]
        return across + down

    def _overlap_marks(self) -> list[QLineF]:
        """Where the edges of the sheets beside this one will lie."""
        left, top, right, bottom = self._edges()
        row, column = self._place
        xs = [left + OVERLAP] * (column > 0) + [right - OVERLAP] * (column < self._grid.columns - 1)
        ys = [top + OVERLAP] * (row > 0) + [bottom - OVERLAP] * (row < self._grid.rows - 1)
        down = [QLineF(x, y, x, y + d) for x in xs for y, d in ((top - _APART, -_MARK), (bottom + _APART, _MARK))]
        return down + [
            QLineF(x, y, x + d, y) for y in ys for x, d in ((left - _APART, -_MARK), (right + _APART, _MARK))
        ]


class Sketch:
    """How the sheets go together; a ``Page``."""

    name = "How the sheets go together"

    def __init__(self, page: Page, grid: Grid, lettering: Lettering) -> None:
        self.title, self.width, self.height = page.title, grid.width, grid.height
        self.description = page.description
        self._page, self._grid, self._lettering = page, grid, lettering

    def paint(self, painter: QPainter) -> None:
        """Draw the page with its left top at (0, 0)."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), Qt.GlobalColor.white)
        bottom = self._write(painter)
        room = QRectF(BORDER, bottom, self.width - 2 * BORDER, self.height - BORDER - bottom)
        scale = min(room.width() / self._page.width, room.height() / self._page.height)
        painter.save()
        painter.translate(room.topLeft())
        painter.scale(scale, scale)
        painter.setClipRect(QRectF(0, 0, self._page.width, self._page.height))
        self._page.paint(painter)
        painter.restore()
        painter.save()
        painter.translate(room.topLeft())
        for row in range(self._grid.rows):
            for column in range(self._grid.columns):
                self._outline(painter, row, column, scale)
        painter.restore()

    def areas(self) -> list[Area]:
        """None: everything here stands on the sheets as well."""
        return []

    def _write(self, painter: QPainter) -> float:
        """The words above; where they end."""
        grid, room = self._grid, self.width - 2 * BORDER
        size = f"{self._page.width / MM:,.0f} × {self._page.height / MM:,.0f} mm"
        words = (
            f"{size} on {grid.rows * grid.columns} sheets: {grid.rows} rows of {grid.columns}. Print at actual size, "
            "cut along the crop marks at the left and at the top, and lay each sheet over the one before it as far as "
            f"its dotted marks: they overlap by {OVERLAP / MM:.0f} mm."
        )
        y = BORDER + 10
        for face, text, most in (("large", self._page.title, 2), ("small", words, 4)):
            for line in self._lettering.wrap(text, room, most, face):  # type: ignore[arg-type]
                self._lettering.draw(painter, BORDER, y, line, face=face)  # type: ignore[arg-type]
                y += _GAP
        return y

    def _outline(self, painter: QPainter, row: int, column: int, scale: float) -> None:
        part = self._grid.part(row, column, self._page)
        box = QRectF(part.left() * scale, part.top() * scale, part.width() * scale, part.height() * scale)
        painter.setPen(QPen(Qt.GlobalColor.black, 1))
        painter.drawRect(box)
        number = f"{row + 1}/{column + 1}"
        wide = self._lettering.width(number, "large") + 12
        plate = QRectF(box.center().x() - wide / 2, box.center().y() - 14, wide, 28)
        painter.fillRect(plate, Qt.GlobalColor.white)
        self._lettering.draw(painter, plate.left() + 6, box.center().y(), number, face="large")


def tiled(page: Page, size: str | tuple[int, int], font: str = "") -> list[Page]:
    """The sketch and the sheets of a page, row by row; ``size`` as in ``Grid.of``.

    Raises:
        ViewerError: the sheets are too small, or too many would be needed.
    """
    grid = Grid.of(page, size)
    lettering = Lettering(Fonts(font), load_theme("light"))  # one cuts on white
    lettering.begin(1.0, vector=True)
    places = [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    return [Sketch(page, grid, lettering), *(Sheet(page, grid, place, lettering) for place in places)]
