"""Hypothesis strategies for queries: any at all, and such as may match events of a small table."""

from hypothesis import strategies as st

from viewer.errors import QueryError
from viewer.events.query import FACETS, MODES, FacetFilter, Query

CODES = st.sampled_from(["PAK", "RUS", "IRN", "agree", "confirmed", "host", "a tag", "zz", "Ünï"])
DATES = st.sampled_from(["1979", "2024-10", "2025-06-13", "-0489", "197X", "2025-06-22T03:30:00Z", "2024~", "2025-33"])
TEXTS = st.text(max_size=20)


def facet_filters(values=CODES, at_least=0):
    """A filter of one facet."""
    return st.builds(FacetFilter, st.lists(values, min_size=at_least, max_size=4).map(tuple), st.sampled_from(MODES))


@st.composite
def queries(draw, text=TEXTS, values=None, dates=DATES):
    """A query whose range exists; ``values`` gives the strategy for each facet's values."""
    names = draw(st.lists(st.sampled_from(FACETS), unique=True, max_size=3))
    filters = tuple((name, draw(facet_filters(values[name] if values else CODES))) for name in names)
    asked = Query(draw(text), filters)
    after, before = draw(st.none() | dates), draw(st.none() | dates)
    try:
        return asked.with_range(after, before)
    except QueryError:
        return asked.with_range(before, after)
