"""Stepping from event to event, and that each step can be seen."""

from dataclasses import replace

import pytest

from tests.session.fakes import DAY, NOW, Desk, Fact, a_desk
from viewer.events.query import Query
from viewer.session import walking
from viewer.session.view import View
from viewer.timeline.scale import TimeSpan

FACTS = (
    Fact("late", 900, countries=("RUS",), links=("early", "undated", "unknown")),
    Fact("early", 100, countries=("PAK",), links=("both", "late")),
    Fact("both", 300, countries=("PAK", "RUS"), links=("late", "early")),
    Fact("middle", 500, 20, countries=("PAK",)),
    Fact("undated", None, links=("early",)),
)


@pytest.fixture
def session():
    """Four dated events in two lanes, and one without a date."""
    return a_desk(*FACTS).session


def walk(session, step, *args):
    """The selection after each of the steps."""
    seen = []
    for arg in args:
        step(session, arg)
        seen.append(session.view.selection)
    return seen


def test_steps_go_along_one_lane_and_stop_at_its_ends(session):
    assert walk(session, walking.step_in_lane, 1, 1, 1, 1) == ["early", "both", "middle", "middle"]
    assert walk(session, walking.step_in_lane, -1, -1, -1) == ["both", "early", "early"]
    assert session.view.lane == "PAK"


def test_an_event_of_two_lanes_goes_on_in_the_lane_it_was_picked_in(session):
    walking.select(session, "both", "RUS")
    assert walk(session, walking.step_in_lane, 1) == ["late"]


def test_a_lane_that_does_not_hold_the_selection_is_not_walked(session):
    walking.select(session, "late", "PAK")
    assert walk(session, walking.step_in_lane, -1) == ["both"]
    assert session.view.lane == "RUS"


def test_with_nothing_selected_the_first_event_in_view_comes_first(session):
    session.show(View(span=TimeSpan(400.0 * DAY, 1000.0 * DAY)))
    assert walk(session, walking.step_in_lane, 1) == ["middle"]


def test_from_an_event_that_the_filter_hides_the_walk_goes_on_in_time(session):
    session.show(View(Query(text="e"), selection="both", lane="PAK"))
    assert walk(session, walking.step_in_lane, 1) == ["middle"]


def test_hits_are_walked_across_lanes_and_round(session):
    assert walk(session, walking.step_to_hit, 1, 1, 1, 1, 1) == ["early", "both", "middle", "late", "early"]
    assert walk(session, walking.step_to_hit, -1) == ["late"]


def test_hits_are_those_of_the_filter(session):
    session.show(View(Query(text="a")))
    assert walk(session, walking.step_to_hit, 1, 1, 1) == ["early", "late", "early"]


def test_an_undated_selection_does_not_stop_the_walk(session):
    session.show(View(selection="undated"))
    assert walk(session, walking.step_in_lane, 1) == ["early"]


def test_related_events_are_followed_in_time_the_most_telling_first(session):
    session.show(View(selection="early"))
    assert walk(session, walking.step_to_related, 1, 1, 1, -1) == ["both", "late", "late", "early"]


@pytest.mark.parametrize("selection", [None, "undated", "unknown", "middle"])
def test_what_has_no_place_or_no_relations_has_nothing_to_follow(session, selection):
    session.show(View(selection=selection))
    assert walking.related(session, 1) is walking.related(session, -1) is None


def test_a_step_brings_its_goal_into_view_at_the_same_zoom(session):
    session.show(View(span=TimeSpan(80.0 * DAY, 120.0 * DAY), selection="early"))
    walking.step_in_lane(session, 1)
    assert session.span.middle == pytest.approx(300.5 * DAY)
    assert session.span.length == pytest.approx(40 * DAY)


def test_what_is_in_view_already_does_not_move_the_view(session):
    span = TimeSpan(80.0 * DAY, 510.0 * DAY)
    session.show(View(span=span))
    walking.select(session, "middle")
    assert session.view.span == span


def test_selecting_an_undated_event_does_not_move_the_view(session):
    walking.select(session, "undated", by="details")
    assert session.view == View(selection="undated")


def test_when_nothing_matches_there_is_nowhere_to_step(session):
    session.show(View(Query(text="no such word")))
    assert walk(session, walking.step_in_lane, 1) == [None]
    assert walk(session, walking.step_to_hit, 1) == [None]
    assert walking.count_in(session, TimeSpan(-1e12, 1e12)) == 0


def test_events_of_a_span_are_counted_once_whatever_their_lanes(session):
    assert walking.count_in(session, TimeSpan(300.0 * DAY, 501.0 * DAY)) == 2
    assert walking.count_in(session, TimeSpan(-1e12, 1e12)) == 4
    session.show(replace(session.view, query=Query(text="both")))
    assert walking.count_in(session, TimeSpan(-1e12, 1e12)) == 1


def test_nothing_happens_before_anything_is_open():
    session = Desk().session
    walking.step_in_lane(session, 1)
    walking.step_to_hit(session, 1)
    walking.step_to_related(session, 1)
    walking.select(session, "a")
    assert walking.count_in(session, TimeSpan(0, 1)) == 0
    assert session.view == View(selection="a")


@pytest.mark.parametrize(
    ("fact", "begin", "end"),
    [
        (Fact("x", 5, 2), 5 * DAY, 7 * DAY),
        (Fact("x", 5, 2, open_end=True), 5 * DAY, NOW),
        (Fact("x", 30_000, open_end=True), 30_000 * DAY, 30_000 * DAY + 1),
        (Fact("x", 5, 2, open_start=True), 7 * DAY, 7 * DAY + 1),
        (Fact("x", 5, 2, open_start=True, open_end=True), NOW, NOW + 1),
    ],
)
def test_the_place_of_an_event_is_finite(fact, begin, end):
    session = a_desk(fact).session
    assert walking.place_of(session, "x") == TimeSpan(begin, end)
