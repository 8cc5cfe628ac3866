"""Print what is on the screen: the system's dialog behind a preview that is the page itself."""

from dataclasses import replace

from PySide6.QtCore import QMarginsF, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QToolBar, QWidget

from viewer.errors import ViewerError
from viewer.session.paper import PX_PER_INCH, page_size, usual_text
from viewer.store.questions import EventStore
from viewer.ui.areas import Page
from viewer.ui.document import document
from viewer.ui.making import named
from viewer.ui.notices import Door
from viewer.ui.pictures import Order, Picture
from viewer.ui.sheets import tiled

POSTERS = (("One page", ""), *((f"Poster {name.upper()}", name) for name in ("a3", "a2", "a1", "a0")))


class PrintPreview(QPrintPreviewDialog):
    """Composes the page anew for whatever paper and orientation are chosen in it."""

    def __init__(self, store: EventStore, order: Order, door: Door, parent: QWidget) -> None:
        self.printer_ = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer_.setPageOrientation(QPageLayout.Orientation.Landscape)
        self.printer_.setCreator("Diplomatic Timeline")
        self.printer_.setDocName(store.about.title or "Timeline")
        super().__init__(self.printer_, parent)
        named(self, "print").setWindowTitle("Print")
        self._store, self._order, self._door = store, order, door
        self.resize(min(1080, parent.width() - 24), min(760, parent.height() - 16))
        self.poster = QComboBox()
        self.poster.setToolTip("Spread a poster over several sheets of the paper, to be put together.")
        self.poster.setAccessibleName("Poster")
        for title, size in POSTERS:
            self.poster.addItem(title, size)
        self.poster.currentIndexChanged.connect(self.findChildren(QPrintPreviewWidget)[0].updatePreview)
        for bar in self.findChildren(QToolBar):
            bar.setIconSize(QSize(18, 18))  # else the button that prints does not fit
            bar.addWidget(self.poster)
        self.paintRequested.connect(self._draw)

    def _draw(self, printer: QPrinter) -> None:
        with self._door.guarding():
            paint_on(printer, self._store, self._order, self.poster.currentData())


def paint_on(printer: QPrinter, store: EventStore, order: Order, poster: str = "") -> None:
    """Draw one page as large as the paper allows, in ink on white whatever the screen shows.

    Args:
        printer: its paper and orientation are taken.
        store: where the events are.
        order: what is drawn; its size does not count.
        poster: a size such as "a1": where it is larger than the paper it is spread over sheets.

    Raises:
        ViewerError: the paper is too small, or the printer does not answer.
    """
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Inch)
    width, height = int(room.width() * PX_PER_INCH), int(room.height() * PX_PER_INCH)
    theme = order.theme if order.theme in {"greyscale", "contrast"} else "light"
    pages = _pages(store, replace(order, width=width, height=height, theme=theme), poster)
    painter = QPainter()
    if not painter.begin(printer):
        raise ViewerError("The printer does not answer.", "Choose another one, or export a PDF.")
    painter.scale(printer.resolution() / PX_PER_INCH, printer.resolution() / PX_PER_INCH)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        painter.setClipRect(QRectF(0, 0, width, height))
        page.paint(painter)
    painter.end()


def _pages(store: EventStore, order: Order, poster: str) -> list[Page]:
    """The picture on one sheet as large as ordered, or the sheets of a poster that lies as they do."""
    paper = order.width, order.height
    wide, high = page_size(poster) if poster else (0, 0)
    if wide <= max(paper) + 1:  # the paper's size in whole px may be one short
        return [Picture(store, order)]
    if order.height > order.width:
        wide, high = high, wide
    made = document(store, replace(order, width=wide, height=high), text_size=usual_text(wide, high))
    return tiled(made.pages[0], paper, order.font)
