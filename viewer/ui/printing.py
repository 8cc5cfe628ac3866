"""Print what is on the screen: the system's dialog behind a preview that is the page itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QRectF, QSize, QTimer
from PySide6.QtGui import QImage, QPageLayout, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QToolBar, QWidget
from shiboken6 import isValid

from viewer.errors import ViewerError
from viewer.session.loader import Answer, Desk
from viewer.session.paper import PX_PER_INCH, page_size, usual_text
from viewer.session.session import Session
from viewer.store.questions import EventStore
from viewer.ui.areas import Page
from viewer.ui.document import document
from viewer.ui.making import named
from viewer.ui.notices import Door
from viewer.ui.pictures import Order, Picture
from viewer.ui.preview import drawn
from viewer.ui.sheets import tiled
from viewer.ui.threads import Pool

POSTERS = (("One page", ""), *((f"Poster {name.upper()}", name) for name in ("a3", "a2", "a1", "a0")))


@dataclass(frozen=True, slots=True)
class Look:
    """A sheet as it looks: an image in its place, as painting the sheets of a poster takes a while."""

    width: int
    height: int
    image: QImage

    def paint(self, painter: QPainter) -> None:
        """Draw it with its left top at (0, 0)."""
        painter.drawImage(QRectF(0, 0, self.width, self.height), self.image)


class PrintPreview(QPrintPreviewDialog):
    """Composes the page anew for whatever paper and orientation are chosen in it; until then the former one stays."""

    def __init__(self, session: Session, order: Order, door: Door, pool: Pool, parent: QWidget) -> None:
        assert session.store is not None
        store = session.store
        self.printer_ = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer_.setPageOrientation(QPageLayout.Orientation.Landscape)
        self.printer_.setCreator("Diplomatic Timeline")
        self.printer_.setDocName(store.about.title or "Timeline")
        super().__init__(self.printer_, parent)
        named(self, "print").setWindowTitle("Print")
        self._store, self._order, self._door = store, order, door
        desk = Desk(pool, pool.hop, session.now, lambda _error: None, self._heed)
        self._made: Answer[tuple[list[Page], list[Look]]] = Answer("pages", desk)
        self._again = QTimer(self, singleShot=True, interval=0)  # not in the midst of painting
        self._sheets = self.findChildren(QPrintPreviewWidget)[0]
        self.resize(min(1080, parent.width() - 24), min(760, parent.height() - 16))
        self.poster = QComboBox()
        self.poster.setToolTip("Spread a poster over several sheets of the paper, to be put together.")
        self.poster.setAccessibleName("Poster")
        for title, size in POSTERS:
            self.poster.addItem(title, size)
        self.poster.currentIndexChanged.connect(self._sheets.updatePreview)
        self._again.timeout.connect(self._sheets.updatePreview)
        for bar in self.findChildren(QToolBar):
            bar.setIconSize(QSize(18, 18))  # else the button that prints does not fit
            bar.addWidget(self.poster)
        self.paintRequested.connect(self._draw)
        self.finished.connect(self._made.cancel)

    @property
    def ready(self) -> bool:
        """Whether it shows what is asked for."""
        return self._made.since is None and not self._again.isActive()

    def _draw(self, printer: QPrinter) -> None:
        store, order, poster = self._store, on_paper(printer, self._order), self.poster.currentData()
        with self._door.guarding():
            if printer.paintEngine().type() == QPaintEngine.Type.Picture:  # only to be looked at
                self._made.ask((order, poster), lambda: _seen(pages_of(store, order, poster)), at_once=False)
                if self._made.error:
                    raise self._made.error
                paint_on(printer, self._made.value[1] if self._made.value else [])
            elif self._made.value and self._made.value_key == (order, poster):
                paint_on(printer, self._made.value[0])
            else:
                paint_on(printer, pages_of(store, order, poster))

    def _heed(self, _name: str) -> None:
        """The pages are there, or why they are not."""
        if isValid(self):
            self._again.start()


def on_paper(printer: QPrinter, order: Order) -> Order:
    """An order as large as the paper allows, in ink on white whatever the screen shows."""
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Inch)
    width, height = int(room.width() * PX_PER_INCH), int(room.height() * PX_PER_INCH)
    theme = order.theme if order.theme in {"greyscale", "contrast"} else "light"
    return replace(order, width=width, height=height, theme=theme)


def paint_on(printer: QPrinter, sheets: Sequence[Page | Look]) -> None:
    """Draw sheets that are as large as the paper.

    Raises:
        ViewerError: the printer does not answer.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise ViewerError("The printer does not answer.", "Choose another one, or export a PDF.")
    with painter:
        painter.scale(printer.resolution() / PX_PER_INCH, printer.resolution() / PX_PER_INCH)
        for number, sheet in enumerate(sheets):
            if number:
                printer.newPage()
            painter.setClipRect(QRectF(0, 0, sheet.width, sheet.height))
            sheet.paint(painter)


def pages_of(store: EventStore, order: Order, poster: str = "") -> list[Page]:
    """The picture on one sheet as large as ordered, or the sheets of a poster that lies as they do.

    Args:
        store: where the events are.
        order: what is drawn, as large as the paper.
        poster: a size such as "a1": where it is larger than the paper it is spread over sheets.

    Raises:
        ViewerError: the paper is too small.
    """
    paper = order.width, order.height
    wide, high = page_size(poster) if poster else (0, 0)
    if wide <= max(paper) + 1:  # the paper's size in whole px may be one short
        return [Picture(store, order)]
    if order.height > order.width:
        wide, high = high, wide
    made = document(store, replace(order, width=wide, height=high), text_size=usual_text(wide, high))
    return tiled(made.pages[0], paper, order.font)


def _seen(pages: list[Page]) -> tuple[list[Page], list[Look]]:
    """Pages and how they look: a single one is looked at closely, of a poster many sheets at once."""
    finer = 2 if len(pages) == 1 else 1
    return pages, [Look(page.width, page.height, drawn(page, QSize(page.width, page.height) * finer)) for page in pages]
