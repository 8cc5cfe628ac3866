"""What is looked at is kept, however the program ends."""

import os
import subprocess
import sys
import time

import pytest

from viewer.app import assemble
from viewer.formats.progress import Done
from viewer.session.workspace import Workspace
from viewer.ui import upkeep
from viewer.ui.import_dialog import ImportDialog
from viewer.ui.notices import Door, MessageBar

from .test_main_job import ROOT

STORY = """
import os, signal
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog
from viewer.ui import upkeep
upkeep.REST_MS = 3_600_000
def leave():
    window = made[0]
    window.actions_.perform("view.zoom-out")
    print(window.session.span.length, flush=True)
    QDialog(window).open()
    QTimer.singleShot(200, lambda: os.kill(os.getpid(), signal.SIGTERM))
made = []
old = upkeep.Upkeep.__init__
def new(self, window):
    old(self, window)
    made.append(window)
    QTimer.singleShot(1500, leave)
upkeep.Upkeep.__init__ = new
from viewer.app import launch
raise SystemExit(launch())
"""


@pytest.fixture
def remembering(qtbot, tmp_path, monkeypatch):
    """A window on the bundled chronology with a memory in a folder, and how to look into the folder."""
    monkeypatch.setattr(upkeep, "REST_MS", 50)
    bar = MessageBar()
    door = Door(bar)
    window = assemble(Workspace(tmp_path, door.report), bar, door)
    qtbot.addWidget(window)
    window.session.set("animate", False)
    window.show()
    window.session.open(ROOT / "data" / "events.json")
    qtbot.waitUntil(lambda: window.session.span is not None)
    yield window, lambda: Workspace(tmp_path, door.report).view_of(ROOT / "data" / "events.json")
    window.pool.finish()


def test_the_view_is_on_disk_before_the_window_closes(remembering, qtbot):
    """A program that is killed at rest has lost nothing of what was looked at."""
    window, noted = remembering
    window.actions_.perform("view.zoom-in")
    qtbot.waitUntil(lambda: noted() == window.session.view)
    assert window.session.workspace.window["geometry"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not sent there")
def test_asked_to_end_it_closes_and_keeps_the_view(fresh_settings):
    """The end of a log-in session keeps the view, also while a dialog is open, and is no failure."""
    told = subprocess.run(
        [sys.executable, "-c", STORY],
        check=False,
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode == 0, told.stderr
    assert "SIGTERM" in told.stderr  # else it would look like a crash
    kept = Workspace(next(fresh_settings.rglob("workspace.json")).parent, pytest.fail)
    view = kept.view_of(kept.recent[0])
    assert view is not None
    assert view.span is not None
    assert view.span.length == pytest.approx(float(told.stdout.split()[-1]))


def test_nobody_waits_for_what_is_read_or_looked_for(sample, qtbot, tmp_path):
    """A window that was closed leaves no program behind that goes on reading, nor a dialog with its questions."""
    path = tmp_path / "talks.csv"
    path.write_text("Meeting,When\nTalks,1/2/2001\nMore talks,3/4/2001\n", "utf-8")
    sample.session.open(path)
    qtbot.waitUntil(lambda: sample.findChild(ImportDialog) is not None)
    asked = sample.findChild(ImportDialog)

    def read(_path, tell):
        while True:
            tell(Done(0.1))
            time.sleep(0.01)

    sample.session.open(path, opener=read)
    sample.close()
    assert not asked.isVisible()
    assert sample.pool.finish(5_000)


def test_a_folder_that_cannot_be_written_is_told_and_the_program_lives_on(qtbot, tmp_path):
    """The notice outlives the opening of the first file."""
    folder = tmp_path / "settings"
    folder.write_text("a file in the place of the folder", "utf-8")
    bar = MessageBar()
    door = Door(bar)
    window = assemble(Workspace(folder, door.report), bar, door)
    qtbot.addWidget(window)
    window.show()
    window.session.open(ROOT / "data" / "events.json", "start")
    qtbot.waitUntil(lambda: window.session.span is not None)
    assert bar.isVisible()
    assert "cannot be saved" in bar.text
    window.pool.finish()
