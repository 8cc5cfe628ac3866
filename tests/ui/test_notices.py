"""One door for failures: a bar for what the reader can act on, one report for what is our fault."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.errors import FileProblem
from viewer.ui.notices import Door, MessageBar, report_of


@pytest.fixture
def place(qtbot):
    """A window with nothing but a message bar in it."""
    window = QWidget()
    bar = MessageBar()
    QVBoxLayout(window).addWidget(bar)
    qtbot.addWidget(window)
    window.show()
    bar.holder = window  # else it would be gone with this function
    return bar


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def door(place, now):
    return Door(place, clock=lambda: now[0])


def test_what_the_reader_can_act_on_goes_to_the_bar_with_its_hint(place, door):
    door.report(FileProblem("The file is gone.", "Choose another one."))
    assert place.isVisible()
    assert place.text == "The file is gone. Choose another one."
    assert door.dialog is None


def test_a_fault_of_ours_opens_one_report_that_can_be_copied(place, door, qtbot, capsys):
    door.report(ZeroDivisionError("ours"))
    assert "ZeroDivisionError: ours" in door.dialog.report.toPlainText()
    first = door.dialog
    door.report(ZeroDivisionError("again"))
    assert door.dialog is first
    assert "again" in place.text
    first.close()
    qtbot.waitUntil(lambda: door.dialog is None)
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_reports_do_not_rain(door, now, qtbot, capsys):
    door.report(ValueError("one"))
    door.dialog.close()
    qtbot.waitUntil(lambda: door.dialog is None)
    now[0] += 9
    door.report(ValueError("two"))
    assert door.dialog is None
    now[0] += 2
    door.report(ValueError("three"))
    assert "three" in door.dialog.report.toPlainText()
    door.dialog.close()
    qtbot.waitUntil(lambda: door.dialog is None)
    capsys.readouterr()


def test_a_thread_that_dies_is_reported_on_this_one(place, door, qtbot):
    door.install()
    try:
        thread = threading.Thread(target=_fail)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: place.text == "From a thread.")
    finally:
        door.uninstall()


def _fail():
    raise FileProblem("From a thread.")


def test_what_nobody_caught_is_reported_and_the_hooks_are_given_back(place, door):
    door.install()
    try:
        error = FileProblem("Not caught.")
        sys.excepthook(type(error), error, None)
    finally:
        door.uninstall()
    assert place.text == "Not caught."
    assert sys.excepthook is sys.__excepthook__


def test_a_block_that_fails_goes_through_the_door(place, door):
    with door.guarding():
        raise FileProblem("Inside.")
    assert place.text == "Inside."


def test_the_action_of_a_message_is_performed_and_the_message_goes(place, qtbot):
    done = []
    place.warn("Rows had problems.", action=("Show & tell", lambda: done.append(1)))
    place._action.click()
    assert done == [1]
    assert not place.isVisible()


def test_good_news_goes_by_itself(place, qtbot):
    place._fade.setInterval(1)
    place.tell("Done.")
    qtbot.waitUntil(lambda: not place.isVisible())


def test_markup_in_a_message_is_text(place):
    place.warn("<h1>no</h1>\x00")
    assert place.text == "<h1>no</h1> "


def test_a_report_names_the_versions():
    try:
        raise KeyError("x")
    except KeyError as error:
        report = report_of(error)
    assert "Diplomatic Timeline" in report
    assert "Qt 6." in report
    assert "KeyError: 'x'" in report
