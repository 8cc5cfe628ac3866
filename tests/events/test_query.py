"""A query is a value: it compares, says itself in words and in JSON, and refuses what it cannot mean."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies_query import CODES, facet_filters, queries
from viewer.errors import QueryError
from viewer.events.query import FACETS, MODES, FacetFilter, Query
from viewer.events.vocabulary import label_of


def asked(**facets):
    """A query from lists of values; a mode such as "all" may stand before them."""
    filters = []
    for name, values in facets.items():
        mode, chosen = (values[0], values[1:]) if values[0] in MODES else ("any", values)
        filters.append((name, FacetFilter(tuple(chosen), mode)))
    return Query(facets=tuple(filters))


SENTENCES = [
    (Query(), "all events"),
    (asked(country=["RUS", "PAK"]), "events with Pakistan or Russia"),
    (asked(country=["all", "RUS", "PAK"]), "events with both Pakistan and Russia"),
    (asked(country=["all", "RUS", "PAK", "IRN"]), "events with all of Iran, Pakistan and Russia"),
    (asked(country=["all", "RUS"]), "events with Russia"),
    (asked(country=["none", "IRN"]), "events without Iran"),
    (asked(country=["none", "IRN", "RUS"]), "events without Iran or Russia"),
    (asked(category=["agree"]), "events in the category Agreement"),
    (asked(category=["agree", "consult"]), "events in the categories Agreement or Consultation"),
    (asked(category=["none", "agree", "consult"]), "events outside the categories Agreement or Consultation"),
    (asked(role=["mediator"]), "events with the role Mediator"),
    (asked(status=["claimed", "disputed"]), "events with the statuses Claimed or Disputed"),
    (asked(tag=["none", "steel"]), "events not tagged steel"),
    (asked(tag=["all", "steel", "gas"]), "events tagged both gas and steel"),
    (Query(text="steel"), "events mentioning “steel”"),
    (Query(text='steel "joint  venture"'), "events mentioning “steel” and “joint venture”"),
    (Query(after="2024-10"), "events since October 2024"),
    (Query(before="2026-01-15"), "events until 15 January 2026"),
    (Query(after="197X", before="2025-33"), "events from the 1970s to the first quarter of 2025"),
    (Query(before="18XX"), "events until the 19th century"),
    (Query(after="2024-10", before="2026-01"), "events from October 2024 to January 2026"),
    (Query(after="2025", before="2025"), "events in 2025"),
    (
        Query("steel", asked(country=["all", "RUS", "PAK"], category=["agree", "consult"]).facets, "2024-10"),
        """events with both Pakistan and Russia, in the categories Agreement or Consultation, \
since October 2024, mentioning “steel”""",
    ),
]


def label(facet, value):
    """The names of the vocabulary, with one short name."""
    return {"RUS": "Russia"}.get(value) or label_of(facet, value)


@pytest.mark.parametrize(("query", "sentence"), SENTENCES, ids=[s for _, s in SENTENCES])
def test_query_says_itself(query, sentence):
    """Each kind of filter reads as English."""
    assert query.sentence(label) == sentence


@given(queries())
def test_json_round_trip(query):
    """A query written as JSON text and read again is the same query."""
    assert Query.from_json(json.loads(json.dumps(query.to_json()))) == query


@given(queries())
def test_removing_every_chip_asks_for_everything(query):
    """Each chip takes one filter away, and none is left when all were removed."""
    left = query
    for remaining in range(len(query.chips(label)), 0, -1):
        assert len(left.chips(label)) == remaining
        left = left.chips(label)[0].without
    assert left == Query()
    assert left.is_empty


@given(queries())
def test_chips_and_sentence_tell_the_same(query):
    """Every chip, but for its capital, is a part of the sentence."""
    sentence = query.sentence(label).casefold()
    assert all(chip.text.casefold() in sentence for chip in query.chips(label))
    assert (sentence == "all events") == query.is_empty


@given(queries(), st.sampled_from(FACETS), CODES)
def test_choosing_twice_changes_nothing(query, name, value):
    """A value that is toggled twice leaves the query as it was, but for the mode of an empty facet."""
    before = query.facet(name) or FacetFilter(())
    twice = query.toggled(name, value).toggled(name, value)
    kept = (twice.facet(name) or FacetFilter(())).values
    assert twice.with_facet(name, FacetFilter(kept, before.mode)) == query
    after = query.toggled(name, value).facet(name) or FacetFilter(())
    assert {*after.values} ^ {*before.values} == {value}


@given(st.lists(CODES), st.sampled_from(MODES), st.randoms())
def test_order_and_repetition_do_not_matter(values, mode, random):
    """Filters with the same values are equal and hash alike."""
    shuffled = [*values, *values]
    random.shuffle(shuffled)
    one, other = FacetFilter(tuple(values), mode), FacetFilter(tuple(shuffled), mode)
    assert one == other
    assert hash(Query(facets=(("country", one),))) == hash(Query(facets=(("country", other),)))


@given(st.permutations(FACETS), facet_filters(at_least=1))
def test_facets_stand_in_one_order(names, chosen):
    """It does not matter in which order facets were filtered."""
    query = Query()
    for name in names:
        query = query.with_facet(name, chosen)
    assert [name for name, _ in query.facets] == list(FACETS)


def test_mode_is_kept_while_values_come_and_go():
    """One more value is combined as those before it."""
    query = asked(country=["all", "PAK"]).toggled("country", "RUS")
    assert query.facet("country") == FacetFilter(("PAK", "RUS"), "all")


NEEDLES = [
    ("", ()),
    ("steel  pact", ("steel", "pact")),
    ('"steel pact"', ("steel pact",)),
    ("“steel pact” rail", ("steel pact", "rail")),
    ('rail "steel pa', ("rail", "steel pa")),
    ('"', ()),
    ("rail rail", ("rail",)),
    ("100% (sic)", ("100%", "(sic)")),
]


@pytest.mark.parametrize(("text", "needles"), NEEDLES)
def test_words_and_phrases(text, needles):
    """Words stand alone, quoted phrases stay together, an open quotation reaches to the end."""
    assert Query(text=text).needles() == needles


def test_bounds_of_a_range():
    """A range reaches from the beginning of its first date to the end of its last one."""
    assert Query().bounds() is None
    begin, end = Query(after="1970", before="1970-01").bounds()
    assert (begin, end) == (0, 31 * 86_400)


REFUSED = [
    ("x", "query"),
    (None, "query"),
    ({"texts": ""}, "texts"),
    ({"text": 1}, "text"),
    ({"facets": []}, "facets"),
    ({"facets": {"colour": {}}}, "colour"),
    ({"facets": {"country": ["PAK"]}}, "facets.country"),
    ({"facets": {"country": {"values": "PAK"}}}, "facets.country.values"),
    ({"facets": {"country": {"values": [1]}}}, "facets.country.values"),
    ({"facets": {"country": {"values": ["PAK"], "mode": "some"}}}, "facets.country.mode"),
    ({"facets": {"country": {"values": ["PAK"], "mode": []}}}, "facets.country.mode"),
    ({"facets": {"country": {"value": ["PAK"]}}}, "value"),
    ({"after": 2024}, "after"),
    ({"after": "2025-02-30"}, "after"),
    ({"before": "yesterday"}, "before"),
    ({"before": "2024/2025"}, "before"),
    ({"after": "2025", "before": "2024"}, "range"),
]


@pytest.mark.parametrize(("said", "key"), REFUSED, ids=[str(said) for said, _ in REFUSED])
def test_what_cannot_be_meant_is_refused(said, key):
    """The message names the key that is wrong."""
    with pytest.raises(QueryError, match=key):
        Query.from_json(said)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["text", "facets", "after", "before", "country", "values", "mode"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_read_or_refused(said):
    """Whatever stands in a saved view, it is a query or a QueryError."""
    try:
        query = Query.from_json(said)
    except QueryError:
        return
    assert Query.from_json(query.to_json()) == query


def test_programming_slips_are_refused():
    """A facet that does not exist, one named twice, and a mode that does not exist raise at once."""
    with pytest.raises(QueryError, match="colour"):
        Query().with_facet("colour", FacetFilter(("red",)))
    with pytest.raises(QueryError, match="twice"):
        Query(facets=(("country", FacetFilter(("PAK",))), ("country", FacetFilter(("RUS",)))))
    with pytest.raises(QueryError, match="some"):
        FacetFilter(("PAK",), "some")


def test_standard_library_only():
    """A command line that builds a query loads neither numpy nor pandas."""
    code = "import sys, viewer.events.query; sys.exit(bool({'numpy', 'pandas', 'pyarrow'} & sys.modules.keys()))"
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
