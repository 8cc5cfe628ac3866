"""Codes, names and aliases: complete against ISO, unambiguous, and forgiving to those who search."""

import subprocess
import sys

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.events import vocabulary as v

PLOVER = {
    "verbal-cooperation": ["agree", "consult", "support", "concede"],
    "material-cooperation": ["cooperate", "aid", "retreat", "investigate"],
    "verbal-conflict": ["demand", "disapprove", "reject", "threaten", "sanction"],
    "material-conflict": ["protest", "crime", "mobilize", "coerce", "assault"],
}


def test_every_iso_country_is_there_and_no_other():
    """The codes are those of ISO 3166-1 alpha-3 and the four-letter codes of ISO 3166-3."""
    current = {c.alpha_3 for c in pycountry.countries}
    withdrawn = {c.alpha_4 for c in pycountry.historic_countries}
    assert len(current) == 249
    coded = {code: c for code, c in v.countries().items() if not code.startswith("X")}
    assert set(coded) == current | withdrawn
    assert {code for code, c in coded.items() if c.successors} == withdrawn


def test_states_iso_never_coded_have_dates_and_codes_iso_leaves_to_its_users():
    """Prussia, Austria-Hungary ... begin with X, ended before today, and lead to living countries."""
    ours = {code: c for code, c in v.countries().items() if code.startswith("X")}
    assert {"XPRU", "XAUH", "XOTT", "XVNR", "XKX"} <= set(ours)
    assert all(len(code) == 4 and c.until and c.successors for code, c in ours.items() if code != "XKX")
    assert v.resolve("GERMANIC CONFEDERATION", "country") == "XGCO"


@pytest.mark.parametrize("field", ["name", "official_name", "common_name", "alpha_2", "alpha_3"])
def test_current_countries_are_found_by_all_their_iso_names(field):
    """Official, common and coded names lead to the country."""
    names = {c.alpha_3: getattr(c, field, None) for c in pycountry.countries}
    missed = {code: name for code, name in names.items() if name and v.resolve(name, "country") != code}
    assert not missed


def test_withdrawn_states_are_found_by_their_former_code():
    """SUN, YUG, DDR ... still lead to the state, unless a living country has taken the code over."""
    living = {c.alpha_3 for c in pycountry.countries}
    for state in pycountry.historic_countries:
        expected = state.alpha_3 if state.alpha_3 in living else state.alpha_4
        assert v.resolve(state.alpha_3, "country") == expected


def test_withdrawn_states_lived_before_they_ended_and_have_living_successors():
    """Life-times run forwards and never beyond the year ISO withdrew the code, save where the state outlived it."""
    withdrawal = {c.alpha_4: c.withdrawal_date[:4] for c in pycountry.historic_countries}
    for code, state in v.countries().items():
        if state.until:
            assert state.since is None or state.since < state.until
            assert code == "PCHH" or state.until[:4] <= withdrawal.get(code, "1991")
        assert all(not v.countries()[successor].successors for successor in state.successors)


def test_names_are_unique_and_short():
    """No two countries, and no two organisations, would show under the same name."""
    for table in (v.countries(), v.organisations()):
        names = [v.folded(entry.name) for entry in table.values()]
        assert len(set(names)) == len(names)
    assert max(len(c.name) for c in v.countries().values()) <= 44


def test_no_alias_means_two_things():
    """A spelling stands for one living country or one organisation only."""
    seen = {}
    for spelling, match, _ in v._index():
        if match.kind == "country" and v.countries()[match.code].successors:
            continue
        assert seen.setdefault((match.kind, spelling), match.code) == match.code, spelling


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Turkey", "TUR"),
        ("TÜRKIYE", "TUR"),
        ("turkiye", "TUR"),
        ("Burma", "MMR"),
        ("USSR", "SUHH"),
        ("u.s.s.r.", "SUHH"),
        ("Soviet Union", "SUHH"),
        ("Czech Republic", "CZE"),
        ("Czechoslovakia", "CSHH"),
        ("Ivory Coast", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Deutschland", "DEU"),
        ("GDR", "DDDE"),
        ("ATF", "ATF"),
        ("Россия", "RUS"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_exact_names_resolve(text, code):
    """Common, former and foreign names resolve whatever their case, accents and dots."""
    assert v.resolve(text, "country") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("eco", "ECO"),
        ("Security Council", "UNSC"),
        ("Arab League", "LAS"),
        ("OPEC+", "OPEC-PLUS"),
        ("igc", "PK-RU-IGC"),
    ],
)
def test_organisations_resolve_by_acronym_and_alias(text, code):
    """An organisation is known by its acronym and by what people call it."""
    assert v.resolve(text, "organisation") == code


def test_kinds_are_kept_apart():
    """A country's name is not an organisation's."""
    assert v.resolve("Pakistan", "organisation") is None
    assert v.resolve("ECO", "country") is None


def codes(text, kind=None, limit=10):
    return [m.code for m in v.find(text, kind, limit)]


def test_find_puts_exact_before_prefix_before_word():
    """Sudan itself, then what begins with it, then what contains it as the beginning of a word."""
    assert codes("sudan", "country") == ["SDN", "SSD"]
    assert codes("guinea", "country")[:3] == ["GIN", "GNB", "GNQ"]
    assert codes("US")[0] == "USA"
    assert codes("united", "country")[:3] == ["ARE", "GBR", "USA"]


def test_find_prefers_the_living():
    """Both Burmas are offered, the present state first."""
    assert codes("burma") == ["MMR", "BUMM"]


def test_find_forgives_a_slip():
    """A misspelt name still leads home, but only when nothing fits as written."""
    assert codes("pakistn", "country")[0] == "PAK"
    assert codes("kazakstan", "country")[0] == "KAZ"
    assert codes("shanghia cooperation organisation")[0] == "SCO"
    assert codes("qqqqqqqq") == []
    assert codes("xq") == []


def test_find_respects_kind_and_limit():
    """Each answer appears once, of the kind asked for, and no more than wanted."""
    assert codes("assault", "category") == ["assault"]
    assert codes("assault", "country") == []
    found = v.find("an", limit=5)
    assert len(found) == 5
    assert len({(m.kind, m.code) for m in found}) == 5
    assert v.find("  ") == []


def test_a_match_says_what_matched():
    """The reader who typed Turkey sees why Türkiye is offered."""
    match = v.find("Turkey")[0]
    assert (match.kind, match.code, match.name, match.matched) == ("country", "TUR", "Türkiye", "Turkey")


@given(st.text(max_size=40))
def test_any_text_can_be_searched(text):
    """Searching never fails, and every answer is a value of the vocabulary."""
    assert all(match.name == v.label_of(match.kind, match.code) for match in v.find(text))


def test_category_table_is_plover_and_ours():
    """The eighteen PLOVER types stand first, each in the quad class the PLOVER manual gives; other is last."""
    listed = [c.code for c in v.CATEGORIES]
    for quad, types in PLOVER.items():
        assert [c.code for c in v.CATEGORIES[:18] if c.quad == quad] == types
    assert listed[18:] == ["disaster", "statement", "trade", "other"]
    assert len({c.name for c in v.CATEGORIES}) == len(v.CATEGORIES)
    assert [v.QUADS[q] for q in v.QUAD_OF] == [c.quad for c in v.CATEGORIES]
    assert [v.CATEGORY_CODE[code] for code in listed] == list(range(len(listed)))
    assert len(v.QUADS) == len(v.QUAD_NAMES)


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        ("country", "KOR", "South Korea"),
        ("country", "XYZ", "XYZ"),
        ("organisation", "ECO", "Economic Cooperation Organization"),
        ("organisation", "my-own", "my-own"),
        ("category", "mobilize", "Mobilisation"),
        ("category", "unheard-of", "unheard-of"),
        ("quad", "verbal-conflict", "Verbal conflict"),
        ("role", "mediator", "Mediator"),
        ("status", "claimed", "Claimed"),
        ("tag", "Iran–Israel war", "Iran–Israel war"),
    ],
)
def test_labels(facet, value, label):
    """Every facet's values have a name a reader understands; unknown ones show as they are."""
    assert v.label_of(facet, value) == label


def test_names_of_participants():
    """The two kinds of participant are named by the same door."""
    assert v.name_of("country", "SUHH") == "Soviet Union"
    assert v.name_of("organisation", "SCO") == "Shanghai Cooperation Organisation"


def test_tables_cannot_be_changed():
    """The vocabulary is shared, hence read-only."""
    with pytest.raises(TypeError):
        v.countries()["XXX"] = v.Country("XXX", "Nowhere")


def test_import_is_light():
    """Importing the vocabulary and asking for names pulls in neither pandas, numpy nor rapidfuzz."""
    code = (
        "import sys; from viewer.events import vocabulary as v; v.country_name('PAK'); v.find('pak');"
        "sys.exit(any(m in sys.modules for m in ('numpy', 'pandas', 'rapidfuzz', 'PySide6')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
