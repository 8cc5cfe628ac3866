"""The table of commands: nothing twice, everything explained, everything possible by id."""

from dataclasses import replace

import pytest

from tests.session.fakes import DAY, Desk, Fact, FakeStore, a_desk
from viewer.events.query import Query
from viewer.session.commands import BY_ID, COMMANDS
from viewer.session.view import LANES_BY, View
from viewer.timeline.scale import TimeSpan

SPAN = TimeSpan(150.0 * DAY, 350.0 * DAY)


def run(desk, command_id):
    """Perform a command as the window does: only when it is allowed."""
    command = BY_ID[command_id]
    assert command.when(desk.session), f"{command_id} is not allowed"
    command.run(desk.session)


@pytest.fixture
def desk():
    """Three related events, the middle one in view."""
    return a_desk(Fact("a", 100, links=("b",)), Fact("b", 200, links=("c", "a")), Fact("c", 400))


def test_ids_and_keys_are_given_once():
    keys = [key.lower() for command in COMMANDS for key in command.keys]
    assert len(set(keys)) == len(keys)
    assert len(BY_ID) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_explains_itself_and_has_one_performer(command):
    assert command.title[0].isupper()
    assert command.tip.endswith(".")
    assert command.menu.split("/")[0] in {"File", "Edit", "View", "Go", "Help"}
    assert (command.run is None) != (command.needs is None)
    assert command.title.endswith("…") == (command.needs == "dialog")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_can_be_asked_about_and_run_with_and_without_a_file(command, tmp_path):
    for desk in (Desk(files={"events.json": FakeStore([Fact("a", 1)])}), a_desk(Fact("a", 1)), a_desk()):
        if command.checked:
            assert command.checked(desk.session) in {True, False}
        if command.when(desk.session) and command.run:
            desk.files["events.json"] = FakeStore([Fact("a", 1)])
            command.run(desk.session)
        assert desk.errors == []


def test_lanes_can_be_arranged_in_every_way_the_contract_of_the_view_knows(desk):
    ways = {command.id.removeprefix("view.lanes-") for command in COMMANDS if command.id.startswith("view.lanes-")}
    assert ways <= set(LANES_BY)
    for way in ways:
        run(desk, f"view.lanes-{way}")
        assert desk.session.view.lanes_by == way
        assert [w for w in ways if BY_ID[f"view.lanes-{w}"].checked(desk.session)] == [way]


def test_themes_exclude_each_other_and_panels_toggle(desk):
    run(desk, "view.theme-dark")
    assert [c.id for c in COMMANDS if "theme" in c.id and c.checked(desk.session)] == ["view.theme-dark"]
    for panel in ("filters", "details", "overview", "tracks"):
        assert BY_ID[f"view.{panel}"].checked(desk.session)
        run(desk, f"view.{panel}")
        assert not BY_ID[f"view.{panel}"].checked(desk.session)


def test_zooming_in_and_out_comes_back(desk):
    desk.session.show(View(span=SPAN))
    run(desk, "view.zoom-in")
    assert desk.session.span.length < SPAN.length
    run(desk, "view.zoom-out")
    assert desk.session.span.begin == pytest.approx(SPAN.begin)
    assert desk.session.span.end == pytest.approx(SPAN.end)


def test_earlier_and_later_come_back_too(desk):
    desk.session.show(View(span=SPAN))
    run(desk, "view.pan-left")
    assert desk.session.span.begin < SPAN.begin
    run(desk, "view.pan-right")
    assert desk.session.span.begin == pytest.approx(SPAN.begin)


def test_fit_everything_shows_the_extent(desk):
    desk.session.show(View(span=SPAN))
    run(desk, "view.fit-all")
    assert desk.session.span == desk.session.answers.layout.value.extent


def test_following_relations_is_allowed_only_where_there_are_any(desk):
    assert not BY_ID["go.follow-next"].when(desk.session)
    desk.session.show(View(selection="a"))
    assert not BY_ID["go.follow-previous"].when(desk.session)
    run(desk, "go.follow-next")
    run(desk, "go.follow-next")
    assert desk.session.view.selection == "c"
    assert not BY_ID["go.follow-next"].when(desk.session)


def test_focus_needs_an_event_that_has_a_place(desk):
    assert not BY_ID["view.focus"].when(desk.session)
    desk.session.show(View(selection="b"))
    run(desk, "view.focus")
    assert desk.session.span.middle == pytest.approx(200.5 * DAY)


def test_back_and_forward_are_allowed_when_there_is_somewhere_to_go(desk):
    assert not BY_ID["go.back"].when(desk.session)
    desk.session.show(View(Query(text="a")))
    run(desk, "go.back")
    assert not BY_ID["go.back"].when(desk.session)
    run(desk, "go.forward")
    assert desk.session.view.query == Query(text="a")


def test_clearing_filters_is_allowed_when_there_are_any(desk):
    assert not BY_ID["edit.clear-filters"].when(desk.session)
    desk.session.show(replace(desk.session.view, query=Query(text="a")))
    run(desk, "edit.clear-filters")
    assert desk.session.view.query.is_empty


def test_the_sample_is_the_bundled_chronology():
    desk = Desk(files={"events.json": FakeStore([Fact("a", 1)])})
    run(desk, "file.open-sample")
    assert desk.session.path.name == "events.json"
