"""A fault while something is painted is told like any other: what it was painted on may go, and the program stays."""

import pytest
from PySide6.QtWidgets import QApplication

from viewer.session import moves
from viewer.ui import badges, headers, overview, painter, titles


@pytest.fixture
def told(monkeypatch):
    """What was raised within Qt's events, with its tracebacks, which hold whoever was painting."""
    errors = []
    monkeypatch.setattr("sys.excepthook", lambda *error: errors.append(error))
    monkeypatch.setattr("sys.unraisablehook", errors.append)
    return errors


@pytest.mark.parametrize(
    "fault",
    [
        (painter, "draw_minor"),
        (headers, "draw_headers"),
        (overview, "fill"),
        (titles, "written"),
        (badges, "draw_ground"),
    ],
)
def test_a_fault_in_painting_ends_no_program(sample, told, qtbot, monkeypatch, fault):
    canvas = sample.stage.canvas
    with monkeypatch.context() as broken:
        broken.setattr(*fault, lambda *_args, **_more: 1 / 0)
        sample.session.set("theme", "dark")
        for share in (0.01, 0.02):
            moves.show_span(sample.session, sample.session.span.panned(share * sample.session.span.length), "canvas")
            QApplication.processEvents()
        qtbot.wait(200)
        assert told
    sample.resize(1000, 700)
    sample.session.set("theme", "light")
    moves.show_span(sample.session, None, "canvas")
    told.clear()
    qtbot.wait(300)
    canvas.repaint()
    assert canvas.scene_shown() is not None
    assert not told
