"""What is remembered between two runs, and that no damage to it keeps the program from starting."""

import json
from pathlib import Path

import pytest

from viewer.events.query import Query
from viewer.session.view import View
from viewer.session.workspace import RECENT, Workspace

STEEL = View(Query(text="steel"), selection="a")


@pytest.fixture
def errors():
    """What was reported."""
    return []


def test_everything_comes_back(tmp_path, errors):
    first = Workspace(tmp_path / "deep" / "folder", errors.append)
    first.settings["theme"] = "dark"
    first.window["geometry"] = "AdnQywAD"
    first.remember(tmp_path / "one.json", STEEL)
    first.save()
    again = Workspace(tmp_path / "deep" / "folder", errors.append)
    assert (again.settings, again.window) == ({"theme": "dark"}, {"geometry": "AdnQywAD"})
    assert again.view_of(tmp_path / "one.json") == STEEL
    assert again.recent == (tmp_path / "one.json",)
    assert errors == []


def test_without_a_folder_it_lasts_as_long_as_the_program(tmp_path, errors):
    workspace = Workspace(None, errors.append)
    workspace.remember(tmp_path / "one.json", STEEL)
    workspace.save()
    assert workspace.view_of(tmp_path / "one.json") == STEEL
    assert list(tmp_path.iterdir()) == []


def test_the_latest_files_come_first_and_the_oldest_are_dropped(errors):
    workspace = Workspace(None, errors.append)
    for number in range(RECENT + 3):
        workspace.remember(Path(f"/data/{number}.json"), View())
    workspace.remember(Path("/data/5.json"), STEEL)
    assert len(workspace.recent) == RECENT
    assert [path.stem for path in workspace.recent[:3]] == ["5", "12", "11"]
    assert workspace.view_of(Path("/data/0.json")) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"version": 2}',
        b'{"version": 1, "settings": [], "window": {}, "files": []}',
        b'{"version": 1, "settings": {"a": 1}, "window": {}, "files": []}',
        b'{"version": 1, "settings": {}, "window": {}, "files": {}}',
        b'{"version": 1, "settings": {}, "window": {}, "files": [1]}',
        b'{"version": 1, "settings": {}, "window": {}, "files": [{}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_and_said_once(tmp_path, errors, content):
    (tmp_path / "workspace.json").write_bytes(content)
    workspace = Workspace(tmp_path, errors.append)
    assert (workspace.settings, workspace.window, workspace.recent) == ({}, {}, ())
    assert len(errors) == 1
    assert "workspace.broken.json" in errors[0].hint
    assert (tmp_path / "workspace.broken.json").read_bytes() == content
    workspace.save()
    Workspace(tmp_path, pytest.fail)


def test_a_view_that_this_version_does_not_understand_costs_nothing_but_itself(tmp_path, errors):
    file = {"path": str(tmp_path / "a.json"), "view": {"lanes_by": "constellation"}}
    content = {"version": 1, "settings": {"theme": "dark"}, "window": {}, "files": [file]}
    (tmp_path / "workspace.json").write_text(json.dumps(content))
    workspace = Workspace(tmp_path, errors.append)
    assert workspace.view_of(tmp_path / "a.json") is None
    assert workspace.settings == {"theme": "dark"}
    assert workspace.recent == (tmp_path / "a.json",)
    assert errors == []


def test_a_folder_that_cannot_be_written_is_reported_once(tmp_path, errors):
    """A file stands where the folder should be: nobody, not even root, can write there."""
    (tmp_path / "config").write_text("in the way")
    workspace = Workspace(tmp_path / "config", errors.append)
    errors.clear()
    for _ in range(3):
        workspace.save()
    assert len(errors) == 1
    assert "cannot be saved" in errors[0].message


def test_a_file_that_cannot_be_read_is_reported_and_left_alone(tmp_path, errors):
    (tmp_path / "workspace.json").mkdir()
    workspace = Workspace(tmp_path, errors.append)
    assert workspace.settings == {}
    assert len(errors) == 1
    assert (tmp_path / "workspace.json").is_dir()


def test_damage_that_cannot_be_set_aside_stays_where_it_is(tmp_path, errors):
    (tmp_path / "workspace.json").write_text("{")
    (tmp_path / "workspace.broken.json").mkdir()
    (tmp_path / "workspace.broken.json" / "full").touch()
    Workspace(tmp_path, errors.append)
    assert str(tmp_path / "workspace.json") in errors[0].hint
    assert (tmp_path / "workspace.json").read_text() == "{"


def test_a_failed_save_leaves_nothing_beside_what_was_there(tmp_path, errors):
    workspace = Workspace(tmp_path, errors.append)
    (tmp_path / "workspace.json").mkdir()
    (tmp_path / "workspace.json" / "full").touch()
    workspace.save()
    assert len(errors) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["workspace.json"]


def test_half_a_character_in_a_search_can_be_saved(tmp_path, errors):
    workspace = Workspace(tmp_path, errors.append)
    view = View(Query(text="\ud800"))
    workspace.remember(tmp_path / "a.json", view)
    workspace.save()
    assert Workspace(tmp_path, errors.append).view_of(tmp_path / "a.json") == view
    assert errors == []
