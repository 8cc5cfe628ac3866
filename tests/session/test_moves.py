"""Moving the view by commands: what the reader sees afterwards."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.session.fakes import DAY, Desk, Fact, a_desk
from viewer.events.query import Query
from viewer.session import moves
from viewer.session.view import View
from viewer.timeline.scale import TimeSpan

SPAN = TimeSpan(1000.0 * DAY, 1400.0 * DAY)
FACTS = (Fact("a", 10), Fact("b", 1200, 30), Fact("c", 5000), Fact("u", None))


@pytest.fixture
def desk():
    """Events over fourteen years, four hundred days of them in view."""
    desk = a_desk(*FACTS)
    desk.session.show(View(span=SPAN))
    return desk


@given(st.floats(0.5, 2), st.floats(0.3, 0.7))
def test_the_instant_under_the_pointer_stays_while_zooming(factor, share):
    desk = a_desk(*FACTS)
    desk.session.show(View(span=SPAN))
    about = SPAN.begin + share * SPAN.length
    moves.zoom(desk.session, factor, about)
    span = desk.session.span
    assert (about - span.begin) / span.length == pytest.approx(share)
    assert span.length == pytest.approx(SPAN.length * factor)


def test_panning_moves_by_a_share_of_what_is_shown(desk):
    moves.pan(desk.session, 0.25)
    assert desk.session.span.begin == pytest.approx(1100 * DAY)
    assert desk.session.span.length == pytest.approx(SPAN.length)


def test_focus_brings_to_the_middle_and_then_fits(desk):
    desk.session.show(replace(desk.session.view, selection="b"))
    moves.focus(desk.session)
    assert desk.session.span.middle == pytest.approx(1215 * DAY)
    assert desk.session.span.length == pytest.approx(SPAN.length)
    moves.focus(desk.session)
    assert desk.session.span.middle == pytest.approx(1215 * DAY)
    assert desk.session.span.length == pytest.approx(90 * DAY)


def test_an_instant_is_fitted_within_two_weeks(desk):
    desk.session.show(replace(desk.session.view, selection="c"))
    for _ in range(2):
        moves.focus(desk.session)
    assert desk.session.span.length == pytest.approx(14 * DAY)


@pytest.mark.parametrize("selection", [None, "u", "unknown"])
def test_focus_without_a_place_does_nothing(desk, selection):
    desk.session.show(replace(desk.session.view, selection=selection))
    moves.focus(desk.session)
    assert desk.session.span == SPAN


@pytest.mark.parametrize(("unit", "days"), [("years", 12 * 365.2425), ("months", 365.2425), ("weeks", 84)])
def test_units_show_about_a_dozen_around_the_middle(desk, unit, days):
    moves.show_unit(desk.session, unit)
    assert desk.session.span.length == pytest.approx(days * DAY)


def test_units_keep_the_selection_in_the_middle_when_it_is_in_view(desk):
    desk.session.show(replace(desk.session.view, selection="b"))
    moves.show_unit(desk.session, "weeks")
    assert desk.session.span.middle == pytest.approx(1215 * DAY)


def test_units_stay_where_they_are_when_the_selection_is_elsewhere(desk):
    desk.session.show(replace(desk.session.view, selection="c"))
    moves.show_unit(desk.session, "weeks")
    assert desk.session.span.middle == pytest.approx(SPAN.middle)


def test_now_comes_to_the_middle(desk):
    desk.time = 3000.0 * DAY
    moves.show_now(desk.session)
    assert desk.session.span.middle == pytest.approx(3000 * DAY)


def test_backing_out_drops_the_range_then_the_selection_then_the_filters(desk):
    desk.session.show(View(Query(text="a"), SPAN, selection="a", lane="PAK", range=SPAN))
    left = []
    while moves.can_back_out(desk.session):
        moves.back_out(desk.session)
        left.append(desk.session.view)
    assert left == [
        View(Query(text="a"), SPAN, selection="a", lane="PAK"),
        View(Query(text="a"), SPAN),
        View(span=SPAN),
    ]
    moves.back_out(desk.session)
    assert desk.session.view == View(span=SPAN)


def test_arranging_lanes_forgets_the_lane_but_not_the_selection(desk):
    desk.session.show(View(selection="b", lane="PAK"))
    moves.arrange(desk.session, "none")
    assert desk.session.view == View(lanes_by="none", selection="b")
    before = desk.session.view
    desk.session.show(replace(before, lane="all"))
    moves.arrange(desk.session, "none")
    assert desk.session.view.lane == "all"


def test_nothing_moves_before_anything_is_open():
    session = Desk().session
    moves.zoom(session, 2)
    moves.pan(session, 1)
    moves.focus(session)
    moves.show_now(session)
    moves.show_unit(session, "years")
    assert session.view == View()
