"""Back and forward, by example and by chance."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from viewer.events.query import Query
from viewer.session.history import MEMORY, History
from viewer.session.view import View
from viewer.timeline.scale import TimeSpan


def at(begin: float) -> View:
    """A view that differs from others in its span alone."""
    return View(span=TimeSpan(begin, begin + 10))


def asking(text: str) -> View:
    """A view that differs from others in its query."""
    return View(Query(text=text))


def test_a_new_history_has_nowhere_to_go():
    history = History(View())
    assert not history.can_go_back
    assert not history.can_go_forward
    assert history.back() == history.forward() == View()


def test_movements_in_quick_succession_are_one_step():
    history = History(View())
    for tick in range(60):
        history.record(at(tick), tick / 60)
    assert history.current == at(59)
    assert history.back() == View()
    assert history.forward() == at(59)


def test_a_pause_begins_a_new_step():
    history = History(View())
    history.record(at(1), 0.0)
    history.record(at(2), 1.5)
    assert history.back() == at(1)


def test_filters_are_steps_of_their_own_even_within_a_movement():
    history = History(View())
    history.record(at(1), 0.0)
    history.record(replace(at(1), query=Query(text="steel")), 0.1)
    history.record(replace(at(2), query=Query(text="steel")), 0.2)
    assert history.back() == replace(at(1), query=Query(text="steel"))
    assert history.back() == at(1)


def test_selecting_is_no_step_but_is_remembered_with_the_step():
    history = History(View())
    history.record(View(selection="a"), 0.0)
    assert not history.can_go_back
    history.record(View(Query(text="x"), selection="a"), 5.0)
    assert history.back() == View(selection="a")


def test_moving_after_going_back_does_not_overwrite_the_step_gone_back_to():
    history = History(View())
    history.record(at(1), 0.0)
    history.record(asking("x"), 0.1)
    history.back()
    history.record(at(2), 0.2)
    assert history.back() == at(1)


def test_no_more_than_so_many_views_are_kept():
    history = History(View())
    for number in range(MEMORY + 50):
        history.record(asking(str(number)), float(number))
    steps = 0
    while history.can_go_back:
        history.back()
        steps += 1
    assert steps == MEMORY - 1
    assert history.current == asking("50")


@given(st.lists(st.one_of(st.integers(0, 5), st.just("back"), st.just("forward")), max_size=60))
def test_history_behaves_like_a_list_with_a_finger(actions):
    """Whatever is done, the current view, and what lies before and after it, are those of the plainest model."""
    history = History(asking("start"))
    model, finger = [asking("start")], 0
    for when, action in enumerate(actions):
        if action == "back":
            finger = max(0, finger - 1)
            assert history.back() == model[finger]
        elif action == "forward":
            finger = min(len(model) - 1, finger + 1)
            assert history.forward() == model[finger]
        else:
            view = asking(str(action))
            if view != model[finger]:
                model, finger = [*model[: finger + 1], view], finger + 1
            history.record(view, float(when))
        assert history.current == model[finger]
        assert history.can_go_back == (finger > 0)
        assert history.can_go_forward == (finger < len(model) - 1)
