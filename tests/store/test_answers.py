"""What every store promises, whatever it is made of: it agrees with the plain answers of ``oracle``.

A new store is added to ``STORES`` and has to pass all of this.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store import oracle
from tests.store.strategies import DECLARED, asked, event_lists
from viewer.events.query import FACETS, FacetFilter, Query
from viewer.events.table import EventTable
from viewer.store.frame import LANES_BY, FrameStore

STORES = {"frame": lambda events: FrameStore(EventTable.of(events, organisations=DECLARED))}


@pytest.fixture(params=STORES, scope="module")
def make(request):
    """From events to a store of one kind."""
    return STORES[request.param]


@given(events=event_lists(), queries=st.lists(asked, min_size=1, max_size=3))
def test_matching(make, events, queries):
    """The matching events are those that pass every filter, also when queries follow one another."""
    store = make(events)
    for query in queries:
        mask = store.matching(query)
        assert mask.dtype == np.bool_
        assert mask.tolist() == [oracle.matches(event, query) for event in events]


@given(events=event_lists(), query=asked)
def test_totals(make, events, query):
    """Shown, undated and hidden are exact, and together they are all."""
    totals = make(events).totals(query)
    matching = [event for event in events if oracle.matches(event, query)]
    assert totals.total == len(events) == totals.shown + totals.undated + totals.hidden
    assert totals.undated == sum(event.date is None for event in matching)
    assert totals.shown == len(matching) - totals.undated


@given(events=event_lists(), query=asked)
def test_facets(make, events, query):
    """Counts of every value under the other filters; zeros and chosen values are listed; frequent ones first."""
    facets = make(events).facets(query)
    assert list(facets) == list(FACETS)
    expected = oracle.facet_counts(events, query)
    for name, values in facets.items():
        assert {value.value: value.count for value in values} == expected[name]
        counts = [value.count for value in values]
        assert counts == sorted(counts, reverse=True)


@given(events=event_lists(), query=asked, by=st.sampled_from(LANES_BY))
def test_lanes(make, events, query, by):
    """Each lane holds the dated events of its value in order of time, and counts the undated ones, too."""
    store = make(events)
    lanes, marks = store.lanes(query, by), store.marks()
    expected = oracle.lanes(events, query, by)
    counts = dict(zip(lanes.keys, lanes.counts.tolist(), strict=True))
    assert counts == {key: count for key, (count, _) in expected.items()}
    names = dict(zip(lanes.keys, lanes.names, strict=True))
    assert list(lanes.keys) == oracle.in_order(lanes.keys, counts, names, by, query)
    assert lanes.entry.dtype == np.int32
    assert len(lanes.offsets) == len(lanes) + 1
    for key, begin, end in zip(lanes.keys, lanes.offsets[:-1], lanes.offsets[1:], strict=True):
        entries = lanes.entry[begin:end]
        assert entries.tolist() == sorted(set(entries.tolist()))
        assert {store.id_at(row) for row in marks.row[entries]} == expected[key][1]


@given(events=event_lists(), query=asked, name=st.sampled_from(FACETS))
def test_a_count_tells_what_choosing_gives(make, events, query, name):
    """A value's count is the number of events that match once it alone (any) or it as well (all) is chosen."""
    store = make(events)
    chosen = query.facet(name) or FacetFilter(())
    kept = chosen.values if chosen.mode == "all" else ()
    mode = "all" if chosen.mode == "all" else "any"
    for value in store.facets(query)[name]:
        then = query.with_facet(name, FacetFilter((*kept, value.value), mode))
        assert value.count == store.matching(then).sum()


@given(events=event_lists(), query=asked, name=st.sampled_from(FACETS))
def test_lanes_and_facets_agree(make, events, query, name):
    """Without a filter on the facet itself, its lanes have the counts of its values."""
    store, query = make(events), query.with_facet(name, None)
    counts = {value.value: value.count for value in store.facets(query)[name] if value.count}
    lanes = store.lanes(query, name)
    assert {k: c for k, c in zip(lanes.keys, lanes.counts.tolist(), strict=True) if k} == counts


@given(events=event_lists())
def test_records_and_marks(make, events):
    """Every event comes back whole; ids and rows lead to one another; marks are the dated events by start."""
    store = make(events)
    for row, event in enumerate(events):
        assert store.event(event.id) == event
        assert (store.row_of(event.id), store.id_at(row)) == (row, event.id)
    assert store.event("nobody") is store.row_of("nobody") is None
    marks = store.marks()
    dated = sorted((event.date.start_min, row) for row, event in enumerate(events) if event.date)
    assert list(zip(marks.start_min.tolist(), marks.row.tolist(), strict=True)) == dated
    assert store.marks() is marks


def test_empty_table_answers(make):
    """A table without events has nothing to show and says so."""
    store, query = make([]), Query().toggled("country", "PAK")
    assert store.totals(query).total == 0
    assert store.facets(query)["country"][0].count == 0
    assert all(len(store.lanes(query, by)) == 0 for by in LANES_BY)
    assert store.context("a").links == ()
