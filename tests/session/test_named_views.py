"""Views with a name: kept beside the file they are of, found again, told apart, and exported by name."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import QueryError
from viewer.events.query import FacetFilter, Query
from viewer.session.named_views import LONGEST, NamedViews
from viewer.session.picture_options import request_of
from viewer.session.view import View
from viewer.session.workspace import Workspace
from viewer.timeline.scale import TimeSpan

FILE = Path("/tmp/events.json")
MIXED = Query(facets=(("role", FacetFilter(("host",))), ("tag", FacetFilter(("a",), "none"))), ids=("b", "a"))
VIEW = View(MIXED, TimeSpan(0.5, 1e9), "quad", "a")


@pytest.fixture
def named():
    """Two views of a file, one of another."""
    made = NamedViews()
    made.keep(FILE, "  War   and peace ", VIEW)
    made.keep(FILE, "all", View())
    made.keep(Path("/tmp/other.json"), "War and peace", View())
    return made


def test_a_view_is_found_again_by_its_name(named):
    assert list(named.of(FILE)) == ["all", "War and peace"]
    assert named.get(FILE, "War and peace") == VIEW
    assert named.of(None) == {}


def test_what_is_not_there_is_named_with_the_nearest(named):
    with pytest.raises(QueryError, match="Did you mean “War and peace”"):
        named.get(FILE, "War an peace")
    with pytest.raises(QueryError, match="Save one"):
        named.get(Path("/tmp/none.json"), "x")


def test_names_change_and_go(named):
    named.rename(FILE, "all", "everything")
    with pytest.raises(QueryError, match="already"):
        named.rename(FILE, "everything", "War and  peace")
    named.delete(FILE, "War and peace")
    assert list(named.of(FILE)) == ["everything"]
    with pytest.raises(QueryError, match="name"):
        named.keep(FILE, " \n", VIEW)


def test_names_that_are_cut_to_the_same_do_not_swallow_a_view(named):
    long = "x" * LONGEST
    named.rename(FILE, "all", long)
    for name in ("War and peace", long):
        with pytest.raises(QueryError, match="already"):
            named.rename(FILE, name, f"{long} and more")
    assert list(named.of(FILE)) == ["War and peace", long]


@given(st.text(max_size=2 * LONGEST))
def test_any_name_is_kept_in_one_line(name):
    named = NamedViews()
    try:
        kept = named.keep(FILE, name, VIEW)
    except QueryError:
        assert not name.split()
    else:
        assert list(named.of(FILE)) == [kept]
        assert len(kept) <= LONGEST


def test_they_outlive_the_program_and_the_list_of_recent_files(tmp_path):
    """A view that a later version wrote is kept although it is not understood."""
    first = Workspace(tmp_path, pytest.fail)
    first.named.take([{"path": str(FILE), "name": "odd", "view": {"lanes_by": "hyperlane"}}])
    first.named.keep(FILE, "mine", VIEW)
    for number in range(20):
        first.remember(Path(f"/tmp/{number}.json"), View())
    first.save()
    again = Workspace(tmp_path, pytest.fail)
    assert dict(again.named.of(FILE)) == {"mine": VIEW}
    assert again.named.to_json() == first.named.to_json()


def test_a_view_gives_filters_time_and_lanes_of_a_picture(named):
    """What is said beside it is either the time or the lanes, else two things would be meant."""

    def views(source, name):
        return named.get(source or FILE, name)

    plain = {"output": "a.png", "view": "War and peace"}
    request = request_of(plain, date(2026, 1, 31), views)
    assert (request.query, request.span, request.lanes_by) == (VIEW.query, VIEW.span, "quad")
    later = request_of({**plain, "range": "2025", "lanes": "country"}, date(2026, 1, 31), views)
    assert (later.query, later.span) == (replace(VIEW.query, after="2025", before="2025"), None)
    assert later.lanes_by == "country"
    with pytest.raises(QueryError, match="its own country"):
        request_of({**plain, "country": ["PAK"]}, date(2026, 1, 31), views)
