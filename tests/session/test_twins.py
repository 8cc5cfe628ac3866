"""A search for events that look alike ends when nobody waits for it; merging leaves the file and its news alone."""

import os

import pytest

from tests.session.fakes import NOW, ROOM, OnDemand
from viewer.session.refreshing import news
from viewer.session.session import Session
from viewer.session.twins import Search, merge

ROWS = 200 * "1990-10-03,Unity of Germany,DEU\n"


@pytest.fixture
def executor():
    return OnDemand()


@pytest.fixture
def session(executor, tmp_path):
    """A session over a file of one event two hundred times; no failure passes."""

    def fail(error):
        raise error

    path = tmp_path / "a.csv"
    path.write_text("date,title,country\n" + ROWS, "utf-8")
    made = Session(executor, lambda done: done(), lambda: NOW, fail)
    made.give_room(ROOM)
    made.open(path)
    executor.go_on()
    return made


def test_of_many_only_the_first_are_fetched(session, executor):
    """Each takes a millisecond, and there may be a million."""
    told = []
    search = Search(session, lambda: told.append(search.share))
    executor.go_on()
    count, (twins,) = search.found.value
    assert (count, len(twins.rows), len(twins.events)) == (1, 200, 10)
    assert twins.events[0].title.startswith("Unity of Germany")
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_search_that_is_stopped_ends_and_says_nothing(session, executor, monkeypatch):
    told = []
    search = Search(session, lambda: told.append(True))
    monkeypatch.setattr(type(session.store.table), "event", lambda *_: pytest.fail("it goes on"))
    search.stop()
    executor.go_on()
    assert told == []
    assert search.found.value is None


def test_merging_does_not_hide_that_somebody_wrote_to_the_file(session, executor):
    """Whatever was written before or while they are merged is news afterwards."""
    session.path.write_text("date,title,country\n1990,Other,FRA\n", "utf-8")
    os.utime(session.path, ns=(1, 1))
    merge(session, [range(200)])
    executor.go_on()
    assert len(session.store.table) == 1
    assert news(session) is not None
    session.open(session.path)
    executor.go_on()
    assert (news(session), session.comparison.added, session.comparison.removed) == (None, 1, 1)


def test_merging_can_be_given_up(session, executor):
    store = session.store
    merge(session, [range(200)])
    session.cancel_opening()
    executor.go_on()
    assert session.store is store
