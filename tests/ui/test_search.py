"""Search while typing; Enter steps from hit to hit; Esc leaves."""

from PySide6.QtCore import Qt


def test_slash_takes_the_keyboard_and_typing_filters_after_a_pause(sample, qtbot):
    sample.activateWindow()
    qtbot.keyClick(sample.stage.canvas, "/")
    qtbot.waitUntil(sample.search.hasFocus)
    qtbot.keyClicks(sample.search, "steel")
    assert sample.session.view.query.text == "", "not at every letter"
    qtbot.waitUntil(lambda: sample.session.view.query.text == "steel")
    assert 0 < sample.session.answers.totals.value.shown < sample.session.answers.totals.value.total


def test_letters_are_typed_and_not_obeyed(sample, qtbot):
    span = sample.session.span
    sample.search.take()
    qtbot.keyClicks(sample.search, "was +,.?[]0")
    assert sample.search.text() == "was +,.?[]0"
    sample.search.commit()
    assert sample.session.view.lanes_by == "country"
    assert sample.session.view.selection is None
    sample.search.clear()
    assert sample.session.span == span


def test_enter_looks_at_once_and_steps_through_the_hits(sample, qtbot):
    sample.search.take()
    qtbot.keyClicks(sample.search, "ceasefire")
    qtbot.keyClick(sample.search, Qt.Key.Key_Return)
    first = sample.session.view.selection
    assert first is not None
    qtbot.keyClick(sample.search, Qt.Key.Key_Return)
    assert sample.session.view.selection not in (None, first)
    qtbot.keyClick(sample.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert sample.session.view.selection == first


def test_escape_empties_and_then_leaves(sample, qtbot):
    sample.activateWindow()
    sample.search.take()
    qtbot.keyClicks(sample.search, "steel")
    qtbot.keyClick(sample.search, Qt.Key.Key_Escape)
    assert sample.session.view.query.is_empty
    qtbot.keyClick(sample.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(sample.stage.canvas.hasFocus)


def test_the_box_follows_the_view(sample):
    sample.search.setText("iran")
    sample.search.commit()
    sample.actions_.perform("edit.clear-filters")
    assert sample.search.text() == ""
    sample.actions_.perform("go.back")
    assert sample.search.text() == "iran"
