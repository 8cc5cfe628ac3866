"""The view as a value and as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import QueryError
from viewer.events.query import FacetFilter, Query
from viewer.session.view import LANES_BY, View, changed
from viewer.timeline.scale import TimeSpan

INSTANTS = st.floats(-1e17, 1e17)
SPANS = st.tuples(INSTANTS, INSTANTS).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: TimeSpan(*sorted(pair)))
QUERIES = st.builds(
    Query,
    text=st.text(max_size=20),
    facets=st.sampled_from([(), (("country", FacetFilter(("PAK", "RUS"), "all")),)]),
    after=st.sampled_from([None, "2024-10", "-0489"]),
)
VIEWS = st.builds(
    View,
    query=QUERIES,
    span=st.none() | SPANS,
    lanes_by=st.sampled_from(LANES_BY),
    selection=st.none() | st.text(),
    lane=st.none() | st.text(),
)


@given(VIEWS)
def test_a_view_survives_the_way_through_json(view):
    assert View.from_json(json.loads(json.dumps(view.to_json()))) == view


@given(VIEWS, VIEWS)
def test_changed_names_exactly_the_fields_that_differ(one, other):
    names = changed(one, other)
    assert (names == frozenset()) == (one == other)
    assert all(getattr(one, name) != getattr(other, name) for name in names)


def test_the_range_is_not_kept():
    assert View.from_json(View(range=TimeSpan(0, 1)).to_json()) == View()


def test_a_view_may_leave_out_what_is_usual():
    assert View.from_json({}) == View()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ([], "object"),
        ({"lanes_by": "colour"}, "lanes_by"),
        ({"lanes_by": ["country"]}, "lanes_by"),
        ({"selection": 3}, "selection"),
        ({"lane": ["PAK"]}, "lane"),
        ({"span": [1]}, "span"),
        ({"span": [2, 1]}, "span"),
        ({"span": ["1", "2"]}, "span"),
        ({"span": [0, float("inf")]}, "span"),
        ({"span": [float("nan"), 1]}, "span"),
        ({"span": [False, True]}, "span"),
        ({"span": [0, 10**400]}, "span"),
        ({"query": {"text": 5}}, "text"),
    ],
)
def test_what_cannot_be_understood_is_named(data, word):
    with pytest.raises(QueryError, match=word):
        View.from_json(data)
