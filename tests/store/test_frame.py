"""What the store over data frames adds: names from the file, remembered masks, what it passes on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from tests.builders import a_table, an_event
from viewer.events.about import About
from viewer.events.event import Source
from viewer.events.query import FacetFilter, Query
from viewer.events.vocabulary import Organisation
from viewer.store.frame import FrameStore


@pytest.fixture
def store():
    """Four events of three countries and a declared organisation."""
    return FrameStore(
        a_table(
            an_event("a", at="2020", who=("PAK", "RUS"), category="agree"),
            an_event("b", at="2021", who=("PAK", "X-1"), category="assault"),
            an_event("c", at="2022", who=("IRN",), category="trade"),
            an_event("d", at=None, who=("PAK", "IRN"), category="agree"),
            organisations=(Organisation("X-1", "Own organisation"),),
            about=About("A title"),
        )
    )


def test_names_come_from_file_and_vocabulary(store):
    """Organisations are called as the file declares them, everything else as the vocabulary knows it."""
    facets = store.facets(Query())
    assert [(v.name, v.count) for v in facets["organisation"]] == [("Own organisation", 1)]
    assert [(v.name, v.count) for v in facets["country"]] == [("Pakistan", 3), ("Iran", 2), ("Russia", 1)]
    assert (store.about.title, store.problems, store.series) == ("A title", (), ())


def test_chosen_lanes_stand_first(store):
    """A lane whose value was chosen stands above fuller ones; with none chosen, the fullest stands first."""
    query = Query().toggled("country", "IRN")
    assert store.lanes(query, "country").keys == ("IRN", "PAK")
    assert store.lanes(Query(), "country").keys == ("PAK", "IRN", "RUS")
    assert store.lanes(query.with_facet("country", FacetFilter(("IRN",), "none")), "country").keys == ("PAK", "RUS")


def test_lanes_without_a_value_have_a_name(store):
    """Events without organisation are not lost; a single lane has a name, too."""
    lanes = store.lanes(Query(), "organisation")
    assert lanes.names == ("Own organisation", "No organisation")
    assert lanes.counts.tolist() == [1, 3]
    assert store.lanes(Query(), "none").names == ("All events",)
    assert store.lanes(Query(), "quad").keys == ("verbal-cooperation", "material-cooperation", "material-conflict")


def test_values_chosen_but_absent_are_listed(store):
    """A saved filter on a country that the file lacks can be seen and removed."""
    last = store.facets(Query().toggled("country", "FRA"))["country"][-1]
    assert (last.value, last.name, last.count) == ("FRA", "France", 0)


def test_all_counts_with_its_own_choice(store):
    """With all, a count says how many events would be left; with any, what the value is worth alone."""
    chosen = Query().toggled("country", "PAK")
    assert {v.value: v.count for v in store.facets(chosen)["country"]} == {"PAK": 3, "IRN": 2, "RUS": 1}
    both = chosen.with_facet("country", FacetFilter(("PAK",), "all"))
    assert {v.value: v.count for v in store.facets(both)["country"]} == {"PAK": 3, "IRN": 1, "RUS": 1}


def test_remembered_masks_are_safe(store):
    """Nobody can write into an answer that is given again."""
    for query in (Query(), Query().toggled("country", "PAK"), Query(text="a title")):
        with pytest.raises(ValueError, match="read-only"):
            store.matching(query)[0] = True


def test_two_threads_get_right_answers(store):
    """Questions on several threads at once do not disturb each other."""
    queries = [Query().toggled("country", code).with_text(text) for code in ("PAK", "IRN") for text in ("", "title")]
    expected = [store.matching(query) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(store.matching, queries * 50))
    assert all(np.array_equal(mask, expected[n % len(queries)]) for n, mask in enumerate(answers))


def test_a_table_that_names_countries_only_has_no_organisations():
    """Even where the word for them is no category of its column."""
    table = a_table(an_event(who=("FRA",)))
    people = table.participants
    only = people.assign(kind=people["kind"].cat.remove_unused_categories())
    facets = FrameStore(replace(table, participants=only)).facets(Query())
    assert [value.value for value in facets["country"]] == ["FRA"]
    assert not facets["organisation"]


def test_lanes_by_what_does_not_exist(store):
    """A slip of the program is not silently a picture without lanes."""
    with pytest.raises(KeyError):
        store.lanes(Query(), "colour")


def test_publishers_are_named_by_how_often(store):
    """Of the events asked for alone; ties by name, and nobody is nobody."""
    of = {"a": ("TASS", "ARY"), "b": ("TASS",), "c": ("Dawn", ""), "d": ("WION", "WION", "WION")}
    events = [
        an_event(key, key, at="2020-05-17", sources=tuple(Source(name, None) for name in names))
        for key, names in of.items()
    ]
    asked = FrameStore(a_table(*events))
    assert asked.publishers(np.array([0, 1, 2], np.int32)) == ["TASS", "ARY", "Dawn"]
    assert asked.publishers(np.array([], np.int32)) == []


@pytest.mark.parametrize(
    ("events", "lanes"),
    [
        ([], "country"),
        ([{"who": ["FRA"]}, {"who": ["DEU"]}], "country"),
        ([{"who": ["UN"]}, {"who": ["EU"]}], "organisation"),
        ([{"who": ["UN"], "tags": ("peace",)}, {"who": ["UN"], "tags": ("war",)}], "tag"),
        ([{"category": "consult"}, {"category": "assault"}], "category"),
        ([{}, {}], "none"),
        ([{"who": ["FRA"]}, {}, {}], "country"),
    ],
)
def test_first_lanes_tell_events_apart(events, lanes):
    """A file without countries is not one lane called "No country"."""
    made = (an_event(f"e{n}", at="1990", **{"category": "other"} | event) for n, event in enumerate(events))
    assert FrameStore(a_table(*made)).lanes_by == lanes
