"""Garbage is collected between movements, not during them."""

import gc

import pytest

from viewer.session import moves
from viewer.ui import collecting
from viewer.ui.collecting import Collector


@pytest.fixture
def collections():
    """The generations that were collected, in order."""
    seen = []

    def note(phase, info):
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_no_collection_falls_into_a_movement(sample, qtbot, collections, monkeypatch):
    """However much garbage frames leave, it is collected at rest only, and then it is."""
    monkeypatch.setattr(collecting, "_WORTH", 100)
    collector = Collector(sample.session)
    collections.clear()
    try:
        for _ in range(50):
            for _ in range(200):
                ring = []
                ring.append(ring)
            moves.pan(sample.session, 0.01)
            qtbot.wait(1)
        assert not collections
        qtbot.waitUntil(lambda: bool(collections), timeout=5 * collecting.REST)
    finally:
        collector.stop()
    assert gc.isenabled()
    assert not gc.get_freeze_count()
