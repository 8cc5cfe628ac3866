"""The session: one comparison, one notice, nothing lost when something fails."""

from dataclasses import replace

import pytest

from tests.session.fakes import DAY, NOW, Desk, Fact, FakeStore, OnDemand, a_desk, measured
from viewer.errors import QueryError, ViewerError
from viewer.events.query import FacetFilter, Query
from viewer.session import answers
from viewer.session.answers import Room
from viewer.session.view import View
from viewer.session.workspace import Workspace
from viewer.timeline.scale import TimeSpan

A, B, UNDATED = Fact("a", 100), Fact("b", 200, countries=("PAK", "RUS")), Fact("u", None)
SPAN = TimeSpan(120.0 * DAY, 160.0 * DAY)


@pytest.fixture
def large(monkeypatch):
    """Every table is large: nothing is answered at once."""
    monkeypatch.setattr(answers, "SMALL", -1)


def test_a_new_session_is_empty():
    session = Desk().session
    assert (session.store, session.path, session.view, session.span) == (None, None, View(), None)
    assert (session.problems, session.waiting_since, session.opening) == ((), None, None)


def test_small_tables_are_answered_when_show_returns():
    desk = a_desk(A, B, UNDATED)
    desk.session.show(View(Query(text="a")), "test")
    found = desk.session.answers.totals.value
    assert (found.total, found.shown, found.undated, found.hidden) == (3, 1, 0, 2)
    assert desk.session.answers.lanes.value.keys == ("PAK", "RUS")
    assert desk.names() == [{"query", "answers.totals", "answers.facets", "answers.lanes", "answers.layout"}]


@pytest.mark.usefixtures("large")
def test_a_store_gets_ready_when_its_picture_and_then_its_counts_are_there():
    """A piece at a time, so that what the reader asks meanwhile comes between; another file ends it."""
    desk = a_desk(A, executor=OnDemand())
    while desk.session.answers.layout.value is None:
        desk.executor.go()
        assert desk.session.answers.facets.value is None
    while desk.session.answers.facets.value is None:
        desk.executor.go()
        assert "piece 1" not in desk.session.store.asked
    desk.executor.go()
    first = desk.session.store
    assert first.asked[-1] == "piece 1"
    desk.session.adopt(FakeStore([B]))
    desk.executor.go_on()
    assert first.asked[-1] == "piece 2"  # the one that was under way
    assert desk.session.store.asked[-2:] == ["piece 1", "piece 2"]


def test_a_notice_carries_both_views_and_who_asked():
    desk = a_desk(A)
    desk.session.show(View(selection="a"), "canvas")
    [notice] = desk.notices
    assert (notice.old, notice.new, notice.by) == (View(), View(selection="a"), "canvas")


def test_the_same_view_is_no_news():
    desk = a_desk(A)
    desk.session.show(View(), "test")
    assert desk.names() == []
    assert not desk.session.history.can_go_back


def test_a_range_that_cannot_be_understood_is_refused_before_anything_changes():
    desk = a_desk(A)
    with pytest.raises(QueryError, match="soon"):
        desk.session.show(View(Query(after="soon")))
    assert desk.session.view == View()
    assert desk.names() == []


def test_moving_asks_the_store_nothing():
    desk = a_desk(A, B)
    desk.session.store.asked.clear()
    desk.session.show(View(span=SPAN))
    assert desk.session.store.asked == []
    assert desk.names() == [{"span"}]


def test_selecting_loads_the_details_and_nothing_else():
    desk = a_desk(A, B)
    desk.session.store.asked.clear()
    desk.session.show(View(selection="b"))
    assert desk.session.store.asked == ["context b"]
    assert desk.session.answers.details.value.event.id == "b"
    assert desk.names() == [{"selection", "answers.details"}]


def test_a_selection_that_the_filter_hides_stays_selected_with_its_details():
    desk = a_desk(A, B)
    desk.session.show(View(selection="b"))
    desk.session.show(replace(desk.session.view, query=Query(text="a")))
    assert desk.session.view.selection == "b"
    assert desk.session.answers.details.value.event.id == "b"


def test_an_unknown_selection_has_no_details():
    desk = a_desk(A)
    desk.session.show(View(selection="never heard of"))
    assert desk.session.answers.details.value is None
    assert desk.errors == []


def test_the_span_is_kept_within_the_limits_of_the_layout():
    desk = a_desk(A, B)
    limits = desk.session.answers.layout.value.limits
    desk.session.show(View(span=TimeSpan(-1e15, 1e15)))
    assert desk.session.span == TimeSpan(-1e15, 1e15).clamped(limits)
    assert desk.session.span.length <= limits.length


def test_without_a_span_the_whole_extent_is_shown():
    desk = a_desk(A, B)
    assert desk.session.span == desk.session.answers.layout.value.extent


def test_another_room_makes_another_layout_and_the_same_room_does_not():
    desk = a_desk(A)
    before = desk.session.answers.layout.value
    desk.session.give_room(Room(20, 22, measured))
    assert desk.session.answers.layout.value is before
    desk.session.give_room(Room(30, 22, measured))
    assert desk.session.answers.layout.value is not before
    assert desk.session.answers.layout.value.drawn is before.drawn  # what stands where in time is the same
    assert desk.names() == [{"answers.layout"}]


def test_labels_are_measured_once_for_each_file_and_font():
    measurements = []

    def measure(titles):
        measurements.append(len(titles))
        return measured(titles)

    desk = a_desk(A, B)
    for rows in (5, 10, 15):
        desk.session.give_room(Room(rows, 22, measure))
    desk.session.show(View(Query(text="a")))
    assert measurements == [2]
    desk.session.adopt(FakeStore([A]))
    assert measurements == [2, 1]


def test_a_session_without_a_room_makes_no_layout():
    desk = Desk()
    desk.session.adopt(FakeStore([A]))
    assert desk.session.answers.layout.value is None
    assert desk.session.answers.totals.fresh


def test_back_and_forward_lead_through_views_and_answer_again():
    desk = a_desk(A, B)
    desk.session.show(View(Query(text="a")))
    desk.session.back()
    assert desk.session.view == View()
    assert desk.session.answers.totals.value.shown == 2
    desk.session.forward()
    assert desk.session.answers.totals.value.shown == 1
    desk.names()
    desk.session.forward()
    assert desk.names() == []


def test_a_listener_that_was_disposed_hears_nothing():
    desk = a_desk(A)
    heard = []
    dispose = desk.session.listen(heard.append)
    dispose()
    dispose()
    desk.session.show(View(selection="a"))
    assert heard == []


def test_a_listener_that_fails_is_reported_and_the_others_are_told():
    desk = Desk()
    heard = []
    desk.session.listen(lambda _: 1 / 0)
    desk.session.listen(heard.append)
    desk.session.adopt(FakeStore([A]))
    assert len(heard) == 1
    assert [type(error) for error in desk.errors] == [ZeroDivisionError]


def test_what_a_listener_changes_is_told_afterwards_in_order():
    desk = a_desk(A, B)
    heard = []

    def first(notice):
        if notice.new.selection == "a":
            desk.session.show(View(selection="b"), "first")

    desk.session.listen(first)
    desk.session.listen(lambda notice: heard.append(notice.new.selection))
    desk.session.show(View(selection="a"))
    assert heard == ["a", "b"]


def test_settings_are_told_like_everything_else_and_kept(tmp_path):
    desk = Desk(workspace=Workspace(tmp_path, pytest.fail))
    desk.session.set("theme", "dark")
    desk.session.set("theme", "dark")
    assert desk.names() == [{"settings.theme"}]
    again = Desk(workspace=Workspace(tmp_path, pytest.fail))
    assert again.session.settings["theme"] == "dark"
    with pytest.raises(ViewerError):
        desk.session.set("theme", "pink")


# large tables


def test_large_tables_are_answered_later_and_the_old_picture_stays(large):
    desk = a_desk(A, B, executor=OnDemand())
    desk.executor.go_on()
    old = desk.session.answers.layout.value
    desk.names()
    desk.session.show(View(Query(text="a")))
    assert desk.names() == [{"query", "waiting"}]
    assert desk.session.waiting_since == NOW
    assert desk.session.answers.layout.value is old
    assert desk.session.answers.totals.value.shown == 2
    desk.executor.go_on()
    assert desk.session.answers.totals.value.shown == 1
    assert desk.session.answers.layout.value is not old
    assert desk.session.waiting_since is None
    assert set.union(*desk.names()) == {
        "answers.totals",
        "answers.facets",
        "answers.lanes",
        "answers.layout",
        "answers.share",
        "waiting",
    }


def test_lanes_are_laid_out_without_a_turn_of_the_window_between(large):
    desk = a_desk(A, B, executor=OnDemand())
    desk.executor.go_on()
    old = desk.session.answers.layout.value
    desk.session.show(View(Query(text="a")))
    desk.executor.go()
    assert desk.session.answers.layout.fresh
    assert desk.session.answers.layout.value is not old
    assert desk.session.answers.layout.value.lanes is desk.session.answers.lanes.value
    assert desk.session.store.asked.count("lanes") == 2


@pytest.mark.parametrize(
    ("query", "side_by_side"),
    [(Query(text="a"), False), (Query(facets=(("country", FacetFilter(("PAK",))),)), True)],
)
def test_hits_are_shown_before_they_are_counted(large, query, side_by_side):
    """Another filter is chosen by its counts: picture and counts are worked out side by side."""
    desk = a_desk(A, B, executor=OnDemand())
    desk.executor.go_on()
    desk.session.show(View(query))
    answers = desk.session.answers
    while not answers.lanes.fresh:
        desk.executor.waiting.pop(0)()
    assert not answers.layout.fresh
    assert (answers.facets.since is not None) == side_by_side
    desk.executor.go_on()
    assert answers.layout.fresh
    assert answers.facets.fresh


@pytest.mark.parametrize("size", ["few", "many"])
def test_what_typed_words_hit_is_counted_when_the_picture_has_been_painted(size, request):
    if size == "many":
        request.getfixturevalue("large")
    desk = a_desk(A, B, patient=OnDemand())
    desk.session.show(View(Query(text="a")))
    answers = desk.session.answers
    assert answers.layout.fresh
    assert not answers.facets.fresh
    assert desk.session.waiting_since is not None
    desk.patient.go()
    assert answers.facets.fresh
    assert desk.session.waiting_since is None


def test_lanes_that_fail_are_told_once_and_the_picture_stays(large, monkeypatch):
    desk = a_desk(A, B, executor=OnDemand())
    desk.executor.go_on()
    old, fault = desk.session.answers.layout.value, ViewerError("no lanes")

    def lanes(*_):
        raise fault

    monkeypatch.setattr(desk.session.store, "lanes", lanes)
    desk.session.show(View(Query(text="a")))
    desk.executor.go_on()
    assert desk.errors == [fault]
    assert desk.session.answers.layout.value is old
    assert desk.session.waiting_since is None


def test_typing_fast_searches_for_the_last_only(large):
    desk = a_desk(A, B, executor=OnDemand())
    desk.executor.go_on()
    desk.session.store.asked.clear()
    for text in ("x", "xy", "xyz", "b"):
        desk.session.show(View(Query(text=text)))
    desk.executor.go_on()
    assert desk.session.store.asked.count("totals") == 1  # the search for "x" was given up
    assert desk.session.answers.totals.value.shown == 1
    assert desk.errors == []


def test_changing_filters_fast_works_out_the_first_and_the_last_only(large):
    desk = a_desk(A, B, executor=OnDemand())
    desk.executor.go_on()
    desk.session.store.asked.clear()
    for values in (("PAK",), ("RUS", "PAK"), ("RUS",)):
        desk.session.show(View(Query(facets=(("country", FacetFilter(values)),))))
    desk.executor.go_on()
    assert desk.session.store.asked.count("totals") == 2
    assert desk.session.answers.totals.value.shown == 1


def test_the_share_of_a_search_that_is_done_is_told(large):
    desk = a_desk(A, B, executor=OnDemand())
    desk.executor.go_on()
    shares = []
    desk.session.listen(lambda _: shares.append(desk.session.answers.share))
    desk.session.show(View(Query(text="a")))
    desk.executor.go_on()
    assert shares[0] == 0
    assert 0.5 in shares


def test_an_answer_that_fails_is_reported_once_and_the_session_lives_on(large):
    desk = a_desk(A, executor=OnDemand())
    desk.executor.go_on()
    desk.session.store.fails = ViewerError("No.")
    desk.session.show(View(Query(text="a")))
    desk.executor.go_on()
    desk.session.show(replace(desk.session.view, selection="a"))
    desk.executor.go_on()
    assert desk.errors == [desk.session.store.fails]
    assert desk.session.answers.totals.error is desk.errors[0]
    assert desk.session.answers.details.value.event.id == "a"


def test_answers_about_the_old_file_are_dropped_when_another_one_is_open(large):
    desk = a_desk(A, B, executor=OnDemand())
    old_work = desk.executor.waiting
    desk.executor.waiting = []
    desk.session.adopt(FakeStore([A]))
    assert desk.session.answers.totals.value is None
    for work in old_work:
        work()
    assert desk.session.answers.totals.value is None
    desk.executor.go_on()
    assert desk.session.answers.totals.value.total == 1
