"""Chips say the query, removing one removes that filter, and the count accounts for every event."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from viewer.events.query import FacetFilter, Query
from viewer.store.questions import Totals
from viewer.ui.chips import count_in_words

QUERY = Query(text="steel").with_facet("country", FacetFilter(("PAK", "RUS"), "all")).with_range("2024-10", None)


@pytest.fixture
def filtered(sample):
    sample.session.show(replace(sample.session.view, query=QUERY))
    return sample


def buttons(window):
    return [b for b in window.chips.holder.findChildren(QPushButton) if b.isVisible()]


def test_one_chip_for_each_filter_in_words(filtered):
    texts = [b.text() for b in buttons(filtered)]
    assert texts[0].startswith("With both Pakistan and Russia")
    assert texts[1].startswith("Since October 2024")
    assert texts[2].startswith("Mentioning “steel”")
    assert texts[3] == "Clear"


def test_removing_a_chip_removes_that_filter_alone(filtered):
    buttons(filtered)[1].click()
    assert filtered.session.view.query == QUERY.with_range(None, None)
    assert len(buttons(filtered)) == 3


def test_as_many_chips_as_before_say_and_remove_what_is_asked_now(filtered):
    before = buttons(filtered)
    filtered.session.show(replace(filtered.session.view, query=QUERY.with_text("gas")))
    assert buttons(filtered) == before
    assert before[2].text().startswith("Mentioning “gas”")
    before[2].click()
    assert filtered.session.view.query == QUERY.with_text("")


def test_letters_of_no_script_move_the_picture(filtered):
    heights = set()
    for word in ("talks", "محادثات", "会談", "วาระ"):
        filtered.session.show(replace(filtered.session.view, query=Query(text=word)))
        heights.add(filtered.chips.minimumSizeHint().height())
    assert len(heights) == 1


def test_clear_removes_all(filtered):
    buttons(filtered)[-1].click()
    assert filtered.session.view.query.is_empty
    assert not buttons(filtered)


def test_the_count_on_the_screen_is_the_one_of_the_store(filtered):
    totals = filtered.session.store.totals(QUERY)
    assert filtered.chips.count.text() == count_in_words(totals)
    assert totals.shown + totals.hidden + totals.undated == totals.total


def test_the_count_says_only_what_there_is():
    assert count_in_words(Totals(total=96, shown=96, undated=0, hidden=0)) == "Showing 96 of 96"
    assert count_in_words(Totals(12_697, 41, 2, 12_654)) == "Showing 41 of 12,697 · 12,654 filtered out"
    assert count_in_words(Totals(12_697, 41, 2, 12_654), short=True) == "41 of 12,697"


def test_a_narrow_window_shortens_the_count_instead_of_cutting_it(filtered, qtbot):
    count, totals = filtered.chips.count, filtered.session.store.totals(QUERY)
    filtered.resize(900, 620)
    qtbot.waitUntil(lambda: count.text() == count_in_words(totals, short=True))
    assert count.toolTip() == count_in_words(totals)
    filtered.resize(1900, 900)
    qtbot.waitUntil(lambda: count.text() == count_in_words(totals))
    qtbot.waitUntil(lambda: count.width() >= count.fontMetrics().horizontalAdvance(count.text()))
