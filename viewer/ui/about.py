"""What this program is, under which terms, and what is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from viewer import __version__
from viewer.session.session import Session
from viewer.ui.details_parts import heading, words

LICENCES = (
    "MIT licence. It stands on Qt for Python (LGPL 3), pyqtgraph (MIT), pandas (BSD), NumPy (BSD), Apache Arrow "
    "(Apache 2.0), msgspec (BSD), RapidFuzz (MIT) and the Noto fonts (OFL 1.1). Event categories follow PLOVER, "
    "dates follow ISO 8601-2 (EDTF), country codes follow ISO 3166."
)


class About(QDialog):
    """A short text."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Diplomatic Timeline")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.addWidget(words("Diplomatic Timeline", "title"))
        column.addWidget(words(f"Version {__version__}", "muted"))
        column.addWidget(words("Chronologies of diplomatic events: zoom, filter, and take pictures fit to print."))
        column.addSpacing(8)
        column.addWidget(words(LICENCES, "small"))
        if session.store:
            about = session.store.about
            column.addSpacing(8)
            column.addWidget(heading("Open file"))
            column.addWidget(words(about.title or "Untitled", "strong"))
            column.addWidget(words(str(session.path or ""), "small"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(460)
