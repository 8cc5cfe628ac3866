"""The open file read again: the view stays, what changed is known, and a bad new state of it changes nothing."""

import os
from dataclasses import replace

import pytest

from tests.session.fakes import ROOM, Desk, Fact, FakeStore
from viewer.errors import FileProblem
from viewer.events.comparing import Comparison, Difference, FieldChange
from viewer.events.query import Query
from viewer.session import opening
from viewer.session.refreshing import has_changes, lines, news, reload
from viewer.session.view import View

A, B, C = Fact("a", 100), Fact("b", 200), Fact("c", 300)
VIEW = View(Query(text=""), selection="a", lanes_by="none")


@pytest.fixture
def desk(tmp_path):
    """A session with a file of two events, looked at in a way of its own."""
    made = Desk()
    made.session.give_room(ROOM)
    made.path = tmp_path / "x.json"
    made.path.write_text("one")
    made.files["x.json"] = FakeStore([A, B])
    made.session.open(made.path)
    made.session.show(VIEW)
    made.names()
    return made


def test_view_and_history_stay_and_what_changed_is_told(desk):
    desk.files["x.json"] = FakeStore([A, C])
    reload(desk.session)
    assert (desk.session.view, desk.session.store) == (VIEW, desk.files["x.json"])
    assert (desk.session.comparison.added, desk.session.comparison.removed) == (1, 1)
    assert has_changes(desk.session)
    assert {"store", "comparison"} <= desk.names()[-1]
    desk.session.back()
    assert desk.session.view == replace(View(), selection=None)


def test_an_event_that_is_gone_is_selected_no_more_and_one_with_a_new_id_still_is(desk, monkeypatch):
    desk.files["x.json"] = FakeStore([B])
    reload(desk.session)
    assert desk.session.view == replace(VIEW, selection=None)
    desk.session.show(replace(VIEW, selection="b"))
    monkeypatch.setattr(FakeStore, "compared", lambda *_: Comparison(0, 1, 0, (), (("b", "c"),)))
    desk.files["x.json"] = FakeStore([C])
    reload(desk.session)
    assert desk.session.view.selection == "c"


def test_another_file_is_not_compared(desk, tmp_path):
    reload(desk.session)
    assert not has_changes(desk.session)
    desk.files["y.json"] = FakeStore([C])
    desk.session.open(tmp_path / "y.json")
    assert desk.session.comparison is None


@pytest.mark.parametrize("state", ["broken", "gone", "being written"])
def test_a_file_that_cannot_be_read_again_leaves_all_as_it_was(desk, state):
    store = desk.session.store
    if state == "being written":
        desk.files["x.json"] = FakeStore([A])
        desk.session._opener = lambda path, progress: (path.write_text("more and more"), desk._open(path, progress))[1]
    else:
        desk.files["x.json"] = FileProblem("x.json is not valid JSON at line 3.")
        if state == "gone":
            desk.path.unlink()
    reload(desk.session)
    assert (desk.session.store, desk.session.view, desk.session.path) == (store, VIEW, desk.path)
    assert len(desk.errors) == 1
    assert "x.json" in str(desk.errors[0])


def test_a_file_written_to_is_news_until_it_is_read_again(desk):
    assert news(desk.session) is None
    desk.path.write_text("other")
    os.utime(desk.path, ns=(1, 1))
    assert news(desk.session) == opening.stamp_of(desk.path) == (1, 5)
    reload(desk.session)
    assert news(desk.session) is None
    desk.path.unlink()
    assert news(desk.session) is None
    assert news(Desk().session) is None


def test_a_line_for_each_field():
    fields = (FieldChange("title", "A", "B"), FieldChange("date", "", "1919"))
    told = lines((Difference("changed", "a", "B", "1919", fields), Difference("removed", "c", "C", "")))
    assert list(told) == [
        ("a", ("changed", "1919", "B", "title", "A", "B")),
        ("a", ("changed", "1919", "B", "date", "", "1919")),
        (None, ("removed", "", "C", "", "", "")),
    ]
