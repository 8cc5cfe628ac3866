"""Work elsewhere, and the way back."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from viewer.ui.threads import Hop, Pool


def test_work_runs_on_another_thread_and_its_end_on_this_one(qtbot):
    pool, hop = Pool(), Hop()
    seen = []

    def work():
        worker = threading.get_ident()
        hop(lambda: seen.append((worker, threading.get_ident())))

    pool.submit(work)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()


def test_patient_work_begins_after_what_was_to_be_painted(qtbot):
    pool, seen = Pool(), []

    class Canvas(QWidget):
        def paintEvent(self, _event):
            seen.append("painted")

    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitUntil(lambda: bool(seen))
    seen.clear()
    canvas.update()
    pool.patient.submit(lambda: seen.append("worked"))
    qtbot.waitUntil(lambda: "worked" in seen)
    assert seen == ["painted", "worked"]


def test_finishing_drops_what_has_not_begun(qtbot):
    pool, gate, done = Pool(threads=1), threading.Event(), []
    pool.submit(gate.wait)
    pool.submit(lambda: done.append("late"))
    assert not pool.finish(20)
    gate.set()
    assert pool.finish()
    assert not done


def test_what_comes_back_after_the_window_has_gone_is_dropped(qapp):
    hop = Hop()
    delete(hop)
    hop(lambda: pytest.fail("nobody is there"))


def test_busy_work_lets_the_window_go_on(qtbot):
    """A turn of the loop asks for the interpreter a score of times: what it waits for each adds up."""
    Pool()
    assert 20 * sys.getswitchinterval() <= 0.02
