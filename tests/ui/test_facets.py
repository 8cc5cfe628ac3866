"""Filters: live counts, any of a value's names, any / all / none, and values that never vanish."""

import pytest
from PySide6.QtCore import QPoint, Qt

from viewer.events.query import FacetFilter
from viewer.store.questions import FacetValue
from viewer.ui.facet_list import ROW, FacetList
from viewer.ui.facet_section import FIRST, FacetSection
from viewer.ui.theme import load_theme

COUNTRIES = tuple(
    FacetValue(code, name, count)
    for code, name, count in (
        ("PAK", "Pakistan", 52), ("RUS", "Russia", 41), ("IRN", "Iran", 33), ("ISR", "Israel", 21),
        ("USA", "United States", 19), ("CHN", "China", 14), ("TUR", "Türkiye", 9), ("AZE", "Azerbaijan", 7),
        ("SUHH", "Soviet Union", 3), ("IND", "India", 2), ("UZB", "Uzbekistan", 1), ("FRA", "France", 0),
    )
)  # fmt: skip


@pytest.fixture
def section(qtbot):
    made = FacetSection("country", load_theme("light"))
    qtbot.addWidget(made)
    made.resize(280, 500)
    made.show()
    made.show_values(COUNTRIES, None)
    return made


def listed(section):
    model = section.list.facets
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def test_the_most_frequent_come_first_and_the_rest_behind_show_more(section):
    assert listed(section) == [v.name for v in COUNTRIES[:FIRST]]
    assert section.more.text() == "Show 4 more"
    section.more.click()
    assert listed(section) == [v.name for v in COUNTRIES]
    assert section.more.text() == "Show fewer"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("turkey", "Türkiye"), ("USSR", "Soviet Union"), ("persia", "Iran"), ("uzb", "Uzbekistan")],
)
def test_a_value_is_found_by_any_of_its_names(section, typed, name):
    section.search.setText(typed)
    assert name in listed(section)
    assert not section.more.isVisible()


def test_enter_takes_the_likeliest(section, qtbot):
    section.search.setText("russia")
    with qtbot.waitSignal(section.changed) as caught:
        qtbot.keyClick(section.search, Qt.Key.Key_Return)
    assert caught.args == ["country", FacetFilter(("RUS",))]
    assert not section.search.text()


def test_what_is_nowhere_is_said(section):
    section.search.setText("xyzzy")
    assert section.nothing.isVisible()
    assert not listed(section)


def test_a_click_anywhere_in_a_row_switches_it(section, qtbot):
    with qtbot.waitSignal(section.changed) as caught:
        qtbot.mouseClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, ROW + ROW // 2))
    assert caught.args == ["country", FacetFilter(("RUS",))]


def test_space_switches_the_current_row(section, qtbot):
    section.list.setCurrentIndex(section.list.facets.index(2))
    with qtbot.waitSignal(section.changed) as caught:
        qtbot.keyClick(section.list, Qt.Key.Key_Space)
    assert caught.args[1].values == ("IRN",)


def test_a_chosen_value_stays_in_sight_and_can_be_dropped(section, qtbot):
    section.show_values(COUNTRIES, FacetFilter(("FRA", "XXX")))
    assert listed(section)[FIRST:] == ["France", "XXX"]
    with qtbot.waitSignal(section.changed) as caught:
        section.switch("XXX")
    assert caught.args[1].values == ("FRA",)


def test_the_way_of_combining_is_kept_for_the_next_choice(section, qtbot):
    section.combine("all")
    assert section.mode.text() == "all of ▾"
    with qtbot.waitSignal(section.changed) as caught:
        section.switch("PAK")
    assert caught.args[1] == FacetFilter(("PAK",), "all")


def test_each_way_is_in_the_menu(section, qtbot):
    with qtbot.waitSignal(section.changed) as caught:
        section.mode.menu().actions()[2].trigger()
    assert caught.args[1].mode == "none"


def test_a_section_folds_up(section):
    section.heading.click()
    assert not section.list.isVisible()
    section.heading.click()
    assert section.list.isVisible()


def test_the_model_keeps_to_qts_rules(section, qtmodeltester):
    section.show_values(COUNTRIES, FacetFilter(("PAK",)))
    qtmodeltester.check(section.list.facets)


@pytest.mark.parametrize(
    ("counts", "chosen", "painted"),
    [
        ((52, 40, 33), FacetFilter(()), [1]),
        ((52, 41, 33), FacetFilter(("IRN",)), [2]),
        ((51, 41, 33), FacetFilter(()), [0, 1, 2]),  # all bars are measured by the longest
        ((52, 41, 33), FacetFilter((), "none"), [0, 1, 2]),
        ((52, 41, 33), FacetFilter(()), []),
    ],
)
def test_only_rows_that_look_otherwise_are_painted_again(qtbot, counts, chosen, painted):
    shown = FacetList("country", load_theme("light"))
    qtbot.addWidget(shown)
    shown.show_rows(COUNTRIES[:3], FacetFilter(()), 52)
    changed = []
    shown.facets.dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
    rows = [FacetValue(v.value, v.name, count) for v, count in zip(COUNTRIES, counts, strict=False)]
    shown.show_rows(rows, chosen, max(counts))
    assert changed == painted


def test_seven_hundred_values_are_listed_and_painted(qtbot):
    many = FacetList("organisation", load_theme("dark"))
    qtbot.addWidget(many)
    values = [FacetValue(f"O{i}", f"<b>Organisation</b> {i} " + "x" * 300, 700 - i) for i in range(700)]
    many.resize(240, 400)
    many.show_rows(values, FacetFilter(("O1",), "none"), 700)
    assert not many.grab().isNull()
    assert many.facets.rowCount() == 700


def test_a_tooltip_shows_markup_as_text(section):
    model = section.list.facets
    model.show([FacetValue("X", "<img src=x>", 1)], FacetFilter(()), 1)
    assert "&lt;img" in model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)


def test_the_panel_filters_and_counts_follow(sample):
    section = sample.filters.sections["country"]
    before = {v.value: v.count for v in section._values}
    section.combine("all")
    section.switch("PAK")
    section.switch("RUS")
    query = sample.session.view.query
    assert query.facet("country") == FacetFilter(("PAK", "RUS"), "all")
    after = {v.value: v.count for v in section._values}
    assert after.keys() == before.keys(), "zero-count values do not vanish"
    assert after["IRN"] < before["IRN"]


def test_counts_are_painted_after_the_picture(sample, monkeypatch):
    section, session = sample.filters.sections["country"], sample.session
    section.show_values((), None)
    with monkeypatch.context() as patch:
        patch.setattr(type(session.answers), "changing", True)  # as if the picture were still being worked out
        session._arrived("answers.facets")
        assert not section._values
    session._arrived("answers.layout")
    assert section._values == session.answers.facets.value["country"]


def test_a_range_of_dates_filters(sample, qtbot):
    dates = sample.filters.dates
    dates.after.setText("2025-06")
    qtbot.keyClick(dates.after, Qt.Key.Key_Return)
    assert sample.session.view.query.after == "2025-06"
    sample.actions_.perform("edit.clear-filters")
    assert dates.after.text() == ""


@pytest.mark.parametrize("wrong", ["2025-02-30", "June", "2025-06-01/2025-06-03", "99999999999999999999"])
def test_a_wrong_date_is_explained_and_changes_nothing(sample, qtbot, wrong):
    dates = sample.filters.dates
    dates.before.setText(wrong)
    qtbot.keyClick(dates.before, Qt.Key.Key_Return)
    assert dates.fault.isVisible()
    assert dates.before.property("wrong")
    assert sample.session.view.query.is_empty
    dates.before.clear()
    assert not dates.fault.isVisible()


def test_a_range_that_ends_before_it_begins_is_explained(sample, qtbot):
    dates = sample.filters.dates
    dates.after.setText("2026")
    dates.before.setText("2024")
    qtbot.keyClick(dates.before, Qt.Key.Key_Return)
    assert "before it begins" in dates.fault.text()
