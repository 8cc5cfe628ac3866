"""Views with a name, by hand: saved, opened from dialog, menu and palette, renamed, deleted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from viewer.events.query import FacetFilter, Query
from viewer.ui.palette import Palette
from viewer.ui.saved_views import SavedViews

PAKISTAN = Query().with_facet("country", FacetFilter(("PAK",)))


@pytest.fixture
def dialog(sample):
    """The dialog over the bundled chronology, filtered for Pakistan."""
    sample.session.show(replace(sample.session.view, query=PAKISTAN, lanes_by="quad"))
    made = SavedViews(sample.session, sample)
    made.show()
    yield made
    if isValid(made):
        made.close()


def kept(sample, name):
    return sample.session.workspace.named.of(sample.session.path)[name]


def save(dialog, qtbot, name):
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)


def test_what_is_looked_at_is_kept_and_shown_again(dialog, sample, qtbot):
    seen = sample.session.view
    save(dialog, qtbot, "Mine & yours")
    assert dialog.names() == ["Mine & yours"]
    assert kept(sample, "Mine & yours") == seen
    sample.session.show(replace(seen, query=Query(), lanes_by="none"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert (sample.session.view.query, sample.session.view.lanes_by) == (PAKISTAN, "quad")
    assert sample.session.view.span == seen.span
    assert not dialog.isVisible()


def test_a_name_that_is_taken_is_replaced_and_the_button_says_so(dialog, sample, qtbot):
    save(dialog, qtbot, "Mine")
    sample.session.show(replace(sample.session.view, lanes_by="none"))
    dialog.name.setText(" Mine ")
    assert dialog.save.text() == "Replace"
    dialog.save.click()
    assert kept(sample, "Mine").lanes_by == "none"
    assert dialog.names() == ["Mine"]
    assert not dialog.save.isEnabled()


def test_views_are_renamed_and_deleted(dialog, qtbot):
    save(dialog, qtbot, "One")
    save(dialog, qtbot, "Two")
    dialog.list.currentItem().setText("One")
    assert "already" in dialog.fault.text()
    assert dialog.names() == ["One", "Two"]
    dialog.list.currentItem().setText("Three")
    assert dialog.names() == ["One", "Three"]
    assert not dialog.fault.text()
    dialog.delete.click()
    assert dialog.names() == ["One"]
    assert not dialog.delete.isEnabled()


def test_the_menu_and_the_palette_lead_to_them(dialog, sample, qtbot):
    save(dialog, qtbot, "The <b>two</b> & more")
    sample.session.show(replace(sample.session.view, query=Query()))
    menu = next(action.menu() for action in sample.menus["Go"].actions() if action.text() == "Views")
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert action.text() == "The <b>two</b> && more"
    action.trigger()
    assert sample.session.view.query == PAKISTAN
    sample.session.show(replace(sample.session.view, query=Query()))
    sample.actions_.perform("help.palette")
    palette = sample.findChild(Palette)
    qtbot.keyClicks(palette.line, "more views")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert sample.session.view.query == PAKISTAN


def test_a_menu_without_views_says_so(sample):
    menu = next(action.menu() for action in sample.menus["Go"].actions() if action.text() == "Views")
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
