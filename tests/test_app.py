"""Launching: without a display it says so and names the command that needs none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer import app

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_a_sentence_and_exit_code_4(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert app.launch() == 4
    assert "diplomatic-timeline export" in capsys.readouterr().err


def test_the_program_starts_shows_the_chronology_and_ends(tmp_path):
    script = (
        "import sys; from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication\n"
        "def end():\n"
        "    window = next(w for w in QApplication.topLevelWidgets() if hasattr(w, 'session'))\n"
        "    print(window.session.store.about.title, window.session.span is not None)\n"
        "    window.close()\n"
        "import viewer.app as app; from PySide6.QtWidgets import QMainWindow\n"
        "from viewer.ui import upkeep\n"
        "old = upkeep.Upkeep.__init__\n"
        "def new(self, window):\n"
        "    old(self, window); QTimer.singleShot(600, end)\n"
        "upkeep.Upkeep.__init__ = new\n"
        "sys.exit(app.launch())\n"
    )
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("True")
    assert not [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (tmp_path / "diplomatic-timeline" / "workspace.json").exists()
