"""Print what is on the screen: the system's dialog behind a preview that is the page itself."""

from dataclasses import replace

from PySide6.QtCore import QMarginsF, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QToolBar, QWidget

from viewer.errors import ViewerError
from viewer.session.paper import PX_PER_INCH
from viewer.store.questions import EventStore
from viewer.ui.making import named
from viewer.ui.notices import Door
from viewer.ui.pictures import Order, Picture


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
        for bar in self.findChildren(QToolBar):
            bar.setIconSize(QSize(18, 18))  # else the button that prints does not fit
        self.paintRequested.connect(self._draw)

    def _draw(self, printer: QPrinter) -> None:
        with self._door.guarding():
            paint_on(printer, self._store, self._order)


def paint_on(printer: QPrinter, store: EventStore, order: Order) -> None:
    """Draw one page as large as the paper allows, in ink on white whatever the screen shows.

    Raises:
        ViewerError: the paper is too small, or the printer does not answer.
    """
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Inch)
    width, height = int(room.width() * PX_PER_INCH), int(room.height() * PX_PER_INCH)
    theme = order.theme if order.theme in {"greyscale", "contrast"} else "light"
    picture = Picture(store, replace(order, width=width, height=height, theme=theme))
    painter = QPainter()
    if not painter.begin(printer):
        raise ViewerError("The printer does not answer.", "Choose another one, or export a PDF.")
    painter.scale(printer.resolution() / PX_PER_INCH, printer.resolution() / PX_PER_INCH)
    painter.setClipRect(QRectF(0, 0, width, height))
    picture.paint(painter)
    painter.end()
