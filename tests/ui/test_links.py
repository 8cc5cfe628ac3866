"""Links leave the program only for the web, and only after the reader has seen where they lead."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from viewer.errors import ViewerError
from viewer.ui.links import host_of, offer_link


@pytest.mark.parametrize(
    "address",
    [
        None, "", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "FILE://x", "http:///x",
        "https://", "mailto:a@example.org", "//example.org", "https://good.example@evil.example/", "http://[::1",
    ],
)  # fmt: skip
def test_other_addresses_lead_nowhere(address):
    assert host_of(address) is None


def test_the_host_of_a_web_address():
    assert host_of(" HTTPS://Example.org:8080/a?b#c ") == "example.org"


@pytest.fixture
def opened(monkeypatch):
    """What the browser was given."""
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toString()) or len(seen) < 2)
    return seen


def test_the_browser_opens_only_after_the_reader_agrees(qtbot, opened):
    window, failures = QWidget(), []
    qtbot.addWidget(window)
    box = offer_link(window, "https://example.org/a", failures.append)
    assert "example.org" in box.text()
    assert "https://example.org/a" in box.text()
    assert not opened
    box.defaultButton().click()
    assert opened == ["https://example.org/a"]
    offer_link(window, "https://example.org/b", failures.append).defaultButton().click()
    assert "No browser" in str(failures[0])


def test_saying_no_opens_nothing(qtbot, opened):
    window = QWidget()
    qtbot.addWidget(window)
    offer_link(window, "https://example.org/a", pytest.fail).reject()
    assert not opened


def test_other_links_are_refused(qtbot):
    with pytest.raises(ViewerError, match="http or https"):
        offer_link(QWidget(), "file:///etc/passwd", pytest.fail)
