"""The picture that will be written, drawn elsewhere, as large as there is room; or words in its place."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.ui.areas import Page

_FINEST = 3.0  # px of an image for each px of a page: beyond that nothing more is to be seen


class Preview(QWidget):
    """Shows an image of a page; while another one is under way it keeps the old one."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self._words = ""
        self._stale = False
        self.setMinimumSize(480, 300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Preview")

    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(760, 480)

    def show_page(self, image: QImage) -> None:
        """Show a page that ``drawn`` has made."""
        self.image, self._words, self._stale = image, "", False
        self.setAccessibleDescription("")
        self.update()

    def show_words(self, words: str) -> None:
        """Show no page: there is none, and this is why."""
        self.image, self._words, self._stale = None, words, False
        self.setAccessibleDescription(words)
        self.update()

    @property
    def stale(self) -> bool:
        """Whether another page is under way."""
        return self._stale

    def wait(self) -> None:
        """Show that another page is under way."""
        self._stale = True
        self.update()

    @property
    def room(self) -> QSize:
        """Px of the screen that a page may take."""
        return (self.size() - QSize(2, 2)) * self.devicePixelRatioF()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page, scaled, with a thin line around it."""
        with QPainter(self) as painter:
            if self.image is None:
                painter.setPen(self.palette().placeholderText().color())
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), int(flags), self._words or ("Drawing…" if self._stale else ""))
                return
            size = self.image.size().scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(
                (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
            )
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(0.5 if self._stale else 1.0)
            painter.drawImage(box, self.image)
            painter.setOpacity(1.0)
            painter.setPen(self.palette().mid().color())
            painter.drawRect(box)


def drawn(page: Page, room: QSize) -> QImage:
    """A page as large as ``room`` px allow, on any thread."""
    scale = min(room.width() / page.width, room.height() / page.height, _FINEST)
    made = QImage(max(1, round(page.width * scale)), max(1, round(page.height * scale)), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        page.paint(painter)
    return made
