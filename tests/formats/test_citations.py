"""Citations: read back by their grammar, with every strange character intact."""

import json
import re

from tests.builders import an_event
from viewer.bundled import bundled
from viewer.events.event import Source
from viewer.formats import read
from viewer.formats.citations import bibtex, csl_json, gathered, plain

ODD = Source("Fāris & Sons {Press}", "50% of \\trade_#1", "https://e.org/a_{b}?x=1%20", "2025-06-22", "ناطق")
BARE = Source("Fāris & Sons {Press}", None, "javascript:alert(1)", "about 1979")


def test_a_source_named_twice_is_cited_once():
    """Two events with the same page make one citation that knows both; keys are unique."""
    one, two = an_event(id="a", sources=(ODD,)), an_event(id="b", sources=(ODD, BARE))
    found = gathered([one, two])
    assert [[event.id for event in citation.events] for citation in found] == [["a", "b"], ["b"]]
    assert [citation.key for citation in found] == ["farissonspress2025", "farissonspress"]


def test_bibtex_braces_balance_and_marks_of_tex_are_escaped():
    """Whatever stands in a headline, the entry ends where it should."""
    text = bibtex(gathered([an_event(sources=(ODD, BARE))]))
    assert text.count("@misc{") == 2
    bare = re.sub(r"\\[{}\\]", "", text)
    assert bare.count("{") == bare.count("}")
    assert r"50\% of \textbackslash{}trade\_\#1" in text
    assert "url = {https://e.org/a_%7Bb%7D?x=1%20}" in text
    assert "javascript" not in text
    assert "year = {2025}" in text
    assert "ناطق" in text


def test_csl_json_has_dates_in_parts():
    """As far as they are known; what is not known is not there."""
    first, second = json.loads(csl_json(gathered([an_event(title="T", sources=(ODD, BARE))])))
    assert first["issued"] == {"date-parts": [[2025, 6, 22]]}
    assert first["URL"] == ODD.url
    assert second["title"] == "[T]"
    assert not {"issued", "URL"} & set(second)


def test_the_bundled_chronology_can_be_cited():
    """Every publisher and address of it comes out; keys are unique."""
    table = read(bundled("data/events.json"))
    events = [table.event(row) for row in range(len(table))]
    cited = gathered(events)
    assert len({citation.key for citation in cited}) == len(cited)
    text = plain(cited)
    assert all(source.url in text for event in events for source in event.sources if source.url)
    assert text.count("\n") == len(cited)
