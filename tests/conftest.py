"""Off-screen Qt, nothing left behind by any test, settings of its own for each, and real files read in place."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("untimed", deadline=None)  # how fast it is depends on what else the machine does
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture
def shared_data():
    """A function from a name to the path of a real file nobody here wrote; skips where it is absent."""

    def path_of(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"{name} is not on this machine")
        return path

    return path_of


@pytest.fixture(autouse=True)
def fresh_settings(monkeypatch, tmp_path_factory):
    """No test reads or writes the settings of whoever runs it, nor those of another test."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture(autouse=True)
def nothing_left(request):
    """No test leaves a window behind, nor the clipboard full."""
    yield
    if "qtbot" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QApplication.clipboard().clear()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    gc.collect()
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not left, f"left behind: {left}"


@pytest.fixture
def window(qtbot):
    """The whole program with nothing open yet, without a memory; nothing unexpected may happen in it."""
    from viewer.app import assemble
    from viewer.session.workspace import Workspace
    from viewer.ui.notices import Door, MessageBar

    bar = MessageBar()
    door = Door(bar)
    made = assemble(Workspace(None, door.report), bar, door)
    qtbot.addWidget(made)
    made.session.set("animate", False)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.pool.finish()
    assert door.dialog is None, door.dialog.report.toPlainText()


@pytest.fixture
def sample(window, qtbot):
    """The window on the bundled chronology."""
    window.session.open(ROOT / "data" / "events.json")
    qtbot.waitUntil(lambda: window.session.span is not None)
    return window
