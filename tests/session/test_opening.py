"""Opening files: the old document stays until the new one is there, and nothing is read that nobody waits for."""

from pathlib import Path

import pytest

from tests.session.fakes import DAY, NOW, ROOM, Desk, Fact, FakeStore, OnDemand, a_desk
from viewer.bundled import bundled
from viewer.errors import FileProblem
from viewer.events.problems import Problem
from viewer.events.query import Query
from viewer.formats.progress import Done
from viewer.session import opening
from viewer.session.session import Session
from viewer.session.view import View
from viewer.session.workspace import Workspace
from viewer.timeline.scale import TimeSpan

A, B = Fact("a", 100), Fact("b", 200, countries=("PAK", "RUS"))
SPAN = TimeSpan(120.0 * DAY, 160.0 * DAY)


def test_a_small_file_is_read_at_once_and_a_large_one_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "SMALL", 3)
    (tmp_path / "small").write_text("abc")
    (tmp_path / "large").write_text("abcd")
    (tmp_path / "small.csv").write_text("abc")
    assert opening.is_small(tmp_path / "small")
    assert not opening.is_small(tmp_path / "large")
    assert not opening.is_small(tmp_path / "small.csv")  # whoever reads it is imported first


def test_the_bundled_chronology_is_there_at_once():
    assert opening.is_small(bundled("data/events.json"))


def test_a_file_that_is_not_there_fails_at_once(tmp_path):
    assert opening.is_small(tmp_path / "missing")


def test_opening_a_file_shows_it_and_forgets_the_old_view():
    problem = Problem(3, "x", "date", "2025-02-30", "There is no such day.", "Correct it.")
    desk = a_desk(A)
    desk.files["b.json"] = FakeStore([B], (problem,))
    desk.session.show(View(Query(text="a"), selection="a"))
    desk.names()
    desk.session.open(Path("b.json"), "menu")
    assert desk.session.path == Path("b.json")
    assert (desk.session.view, desk.session.problems) == (View(), (problem,))
    assert not desk.session.history.can_go_back
    [names] = desk.names()
    assert {"store", "opening", "query", "selection", "answers.totals", "answers.layout"} <= names


def test_a_file_that_cannot_be_opened_changes_nothing_and_can_be_tried_again():
    desk = a_desk(A)
    desk.files["bad.json"] = FileProblem("bad.json is empty.")
    desk.session.show(View(selection="a"))
    before = (desk.session.store, desk.session.view)
    for _ in range(2):
        desk.session.open(Path("bad.json"))
    assert (desk.session.store, desk.session.view, desk.session.path) == (*before, None)
    assert desk.errors == [desk.files["bad.json"]] * 2
    desk.files["bad.json"] = FakeStore([B])
    desk.session.open(Path("bad.json"))
    assert desk.session.store is desk.files["bad.json"]


def test_a_large_file_is_read_in_the_background_and_can_be_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "SMALL", 2)
    (tmp_path / "big.json").write_text("much")
    desk = a_desk(A, executor=OnDemand())
    old = desk.session.store
    desk.files["big.json"] = FakeStore([B])
    desk.session.open(tmp_path / "big.json")
    assert (desk.session.opening is not None, desk.session.store) == (True, old)
    assert desk.names() == [{"opening", "waiting"}]
    desk.session.cancel_opening()
    assert desk.session.opening is None
    assert desk.names() == [{"opening", "waiting"}]
    desk.session.cancel_opening()
    desk.executor.go_on()
    assert desk.session.store is old
    assert desk.names() == []
    desk.session.open(tmp_path / "big.json")
    desk.executor.go_on()
    assert desk.session.store is desk.files["big.json"]


def test_a_file_that_is_being_read_tells_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "SMALL", 0)
    (tmp_path / "a.json").write_text("x")
    desk = Desk(executor=OnDemand(), files={"a.json": FakeStore([A])})
    shares = []
    desk.session.listen(lambda _: shares.append((desk.session.opening is not None, desk.session.progress.share)))
    desk.session.open(tmp_path / "a.json")
    desk.executor.go_on()
    assert shares == [(True, 0.0), (True, 0.5), (False, 0.5)]


def test_reading_ends_early_when_it_was_given_up(tmp_path, monkeypatch):
    """What is read is not read to its end when nobody wants it any more."""
    monkeypatch.setattr(opening, "SMALL", 0)
    (tmp_path / "a.json").write_text("x")
    reached = []

    def read(_, progress):
        progress(Done(0.1))
        reached.append("0.1")
        desk.session.cancel_opening()
        progress(Done(0.2))
        reached.append("0.2")

    desk = Desk(executor=OnDemand())
    desk.session._opener = read
    desk.session.open(tmp_path / "a.json")
    desk.executor.go_on()
    assert (reached, desk.errors, desk.session.store) == (["0.1"], [], None)


def test_of_two_files_opened_in_a_row_the_later_one_wins(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "SMALL", 0)
    desk = Desk(executor=OnDemand())
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text("x")
        desk.files[name] = FakeStore([Fact(name, 1)])
        desk.session.open(tmp_path / name)
    desk.executor.go_on()
    assert desk.session.path == tmp_path / "two.json"
    assert desk.session.store is desk.files["two.json"]


def test_the_last_view_of_a_file_is_restored(tmp_path):
    workspace = Workspace(tmp_path, pytest.fail)
    desk = Desk(workspace=workspace, files={"a.json": FakeStore([A, B]), "b.json": FakeStore([B])})
    seen = View(Query(text="a"), SPAN, "none", "a", "all")
    desk.session.open(Path("a.json"))
    desk.session.show(seen)
    desk.session.open(Path("b.json"))
    assert desk.session.view == View()
    desk.session.open(Path("a.json"))
    assert desk.session.view == seen
    desk.session.remember()
    again = Desk(workspace=Workspace(tmp_path, pytest.fail), files=desk.files)
    assert again.session.workspace.recent[0].name == "a.json"
    again.session.open(Path("a.json"))
    assert again.session.view == seen


def test_a_restored_selection_that_the_file_no_longer_has_is_dropped():
    desk = Desk(files={"a.json": FakeStore([B])})
    desk.session.workspace.remember(Path("a.json"), View(lanes_by="none", selection="gone", lane="all"))
    desk.session.open(Path("a.json"))
    assert desk.session.view == View(lanes_by="none")


def test_a_real_file_is_opened_into_a_store(tmp_path):
    """Through the reader of files, not through a fake."""
    path = tmp_path / "tiny.json"
    path.write_text(
        '{"format": "diplomatic-timeline", "version": 1, "metadata": {"title": "Tiny"}, "events": ['
        '{"id": "a", "title": "A", "date": "2025-06-22", "category": "statement", "status": "confirmed",'
        ' "participants": [{"country": "PAK", "role": "participant"}], "importance": 3,'
        ' "sources": [{"publisher": "P", "title": null, "url": "https://example.org/a"}]}]}'
    )
    errors = []
    session = Session(OnDemand(), lambda done: done(), lambda: NOW, errors.append)
    session.give_room(ROOM)
    session.open(path)
    assert errors == []
    assert session.answers.totals.value.shown == 1
    session.open(tmp_path / "missing.json")
    assert [type(error) for error in errors] == [FileProblem]
    assert session.store.about.title == "Tiny"
