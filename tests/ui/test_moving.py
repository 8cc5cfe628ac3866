"""What is painted of a picture that moves looks as if all of it were painted anew."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect

from viewer.session import moves
from viewer.timeline.scale import TimeSpan

ROOT = Path(__file__).resolve().parents[2]
YEAR = 31_556_952.0


def on_screen(window):
    """Every px of the canvas as it stands on the screen."""
    view = window.stage.canvas.viewport()
    QCoreApplication.sendPostedEvents()
    place = QRect(view.mapTo(window, QPoint()), view.size())
    return window.screen().grabWindow(window.winId(), *place.getRect()).toImage()


@pytest.mark.parametrize("tracks", [True, False])
def test_what_a_move_leaves_alone_is_as_it_would_be_painted(window, qtbot, tmp_path, tracks):
    """Beside the headers, where the present instant comes and goes, below tracks and where there are none."""
    chronology = json.loads((ROOT / "data" / "events.json").read_text("utf-8"))
    if not tracks:
        del chronology["indicators"]
    (tmp_path / "some.json").write_text(json.dumps(chronology), "utf-8")
    window.session.open(tmp_path / "some.json")
    qtbot.waitUntil(lambda: window.session.span is not None)
    now, canvas = window.session.now(), window.stage.canvas
    assert window.session.answers.layout.value.figured == tracks
    per_px = 3 * YEAR / (canvas.viewport().width() - canvas.header_width)
    moves_ = [TimeSpan(now - px * per_px, now - px * per_px + 3 * YEAR) for px in (300, 40, 3, 1, 0, -1, -200)]
    for span in (*moves_, TimeSpan(now - 9 * YEAR, now - YEAR / 2), TimeSpan(now - 2 * YEAR, now)):
        before = on_screen(window)
        moves.show_span(window.session, span, "canvas")
        moved = on_screen(window)
        canvas.viewport().update()
        assert moved == on_screen(window), span
        assert moved != before
