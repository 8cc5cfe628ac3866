"""Links out of the program: only http and https, only after their goal was shown."""

from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from viewer.errors import ViewerError
from viewer.ui.plain import shown


def host_of(address: str | None) -> str | None:
    """The host an address leads to; None when it is no address for a browser (``javascript:``, ``file:`` …)."""
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    return parts.hostname


def offer_link(parent: QWidget, address: str, fail: Callable[[Exception], None]) -> QMessageBox:
    """Show where a link leads, and open it in the browser once the reader agrees; ``fail`` is told when that fails.

    Raises:
        ViewerError: it is no address for a browser.
    """
    host = host_of(address)
    if host is None:
        raise ViewerError("This link is not opened.", "Only addresses that begin with http or https are.")
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Open in the browser")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Open this page of {shown(host, 120)} in the browser?\n\n{shown(address.strip(), 500)}")
    go = box.addButton("Open in the browser", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(go)
    go.clicked.connect(lambda: _open(address, fail))
    box.open()
    return box


def _open(address: str, fail: Callable[[Exception], None]) -> None:
    if not QDesktopServices.openUrl(QUrl(address.strip())):
        fail(ViewerError("No browser could be started.", f"The address is {shown(address, 300)}"))
