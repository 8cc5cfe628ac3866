"""What layouts stand on is found once, elsewhere, while lanes are made."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.session.fakes import NOW, Fact, OnDemand, a_desk, marks_of, measured
from viewer.session import answers
from viewer.session.footing import Footing

MARKS = marks_of([Fact("a", 1), Fact("b", 9)])


def test_both_are_found_once():
    """However often they are asked for; another measure measures anew."""
    executor, asked = OnDemand(), []
    footing = Footing(MARKS, lambda: NOW)

    def measure(titles):
        asked.append(len(titles))
        return measured(titles)

    footing.begin(executor, None)
    for _ in range(2):
        footing.begin(executor, measure)
    assert len(executor.waiting) == 1
    executor.go()
    assert asked == [2]
    assert footing.widths(measure) is footing.widths(measure)
    assert asked == [2]
    assert footing.ground() is footing.ground()
    assert footing.ground().marks is MARKS
    assert footing.widths(measured).tolist() == [40, 40]


def test_who_wants_what_another_thread_is_finding_waits_for_it():
    """And nothing is found twice."""
    begun, go, asked = Event(), Event(), []
    footing = Footing(MARKS, lambda: NOW)

    def measure(titles):
        asked.append(titles)
        begun.set()
        assert go.wait(10)
        return measured(titles)

    with ThreadPoolExecutor(2) as pool:
        footing.begin(pool, measure)
        assert begun.wait(10)
        other = pool.submit(footing.widths, measure)
        go.set()
        assert other.result(10) is footing.widths(measure)
    assert len(asked) == 1


def test_what_fails_is_told_where_it_is_wanted():
    """The work elsewhere ends quietly."""
    executor, footing = OnDemand(), Footing(MARKS, lambda: NOW)

    def measure(_):
        raise KeyError

    footing.begin(executor, measure)
    executor.go()
    with pytest.raises(KeyError):
        footing.widths(measure)


def test_counts_wait_for_lanes_and_the_footing_does_not(monkeypatch):
    """What the picture is made of comes first."""
    monkeypatch.setattr(answers, "SMALL", 0)
    desk = a_desk(Fact("a", 1), executor=OnDemand())
    assert len(desk.executor.waiting) == 4  # totals, lanes, the footing and details
    desk.executor.go()
    assert "facets" not in desk.session.store.asked
    assert desk.session.answers.lanes.fresh
    desk.executor.go_on()
    assert desk.session.answers.facets.fresh
    assert desk.session.answers.layout.fresh


def test_nobody_waits_to_know_where_a_selection_lies(monkeypatch):
    """A large chronology that is opened with a selection would hold the window for a second."""
    monkeypatch.setattr(answers, "SMALL", 0)
    desk = a_desk(Fact("a", 1), Fact("b", 9), executor=OnDemand())
    assert desk.session.answers.entry_of("b") == 1
    assert not desk.session.answers.lanes.fresh
