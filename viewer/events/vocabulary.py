"""Codes and the names people know them by: countries, organisations, and the closed lists of the event schema.

The closed lists stand here as literal tables; their order is the numbering used in ``Marks``.  Countries
(ISO 3166-1 alpha-3, ISO 3166-3 for withdrawn states, and codes of our own that begin with X, as ISO leaves them to
its users, for states that ended before ISO coded any) and organisations come from small JSON files, read once when
first asked for.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from viewer.bundled import bundled


@dataclass(frozen=True, slots=True)
class Category:
    """What kind of act an event is, and the quad class it belongs to."""

    code: str
    name: str
    quad: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country or a withdrawn state.

    Attributes:
        code: ISO 3166-1 alpha-3, the four letters of ISO 3166-3 for a withdrawn state, or ours beginning with X.
        name: short English name.
        aliases: official and former names, alpha-2 code, the former alpha-3 code of a withdrawn state.
        since, until: first and last day or year of existence (EDTF), None where it does not matter or goes on.
        successors: codes of the states that took its place.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, grouping, forum or agency; years of founding and end are EDTF or None."""

    code: str
    name: str
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    founded: str | None = None
    dissolved: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One answer of ``find``: the facet, the code, its name, and the name or alias that matched."""

    kind: str
    code: str
    name: str
    matched: str


QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "other")
QUAD_NAMES = ("Verbal cooperation", "Material cooperation", "Verbal conflict", "Material conflict", "Other")

# The first eighteen are the event types of PLOVER in PLOVER's quad classes (Open Event Data Alliance,
# https://github.com/openeventdata/PLOVER): investigating counts as cooperation, sanctions as verbal conflict.
# The others are ours, what PLOVER does not code but a chronology needs.
CATEGORIES = (
    Category("agree", "Agreement", "verbal-cooperation"),
    Category("consult", "Consultation", "verbal-cooperation"),
    Category("support", "Support", "verbal-cooperation"),
    Category("concede", "Concession", "verbal-cooperation"),
    Category("cooperate", "Cooperation", "material-cooperation"),
    Category("aid", "Aid", "material-cooperation"),
    Category("retreat", "Retreat", "material-cooperation"),
    Category("investigate", "Investigation", "material-cooperation"),
    Category("demand", "Demand", "verbal-conflict"),
    Category("disapprove", "Disapproval", "verbal-conflict"),
    Category("reject", "Rejection", "verbal-conflict"),
    Category("threaten", "Threat", "verbal-conflict"),
    Category("protest", "Protest", "material-conflict"),
    Category("crime", "Crime", "material-conflict"),
    Category("sanction", "Sanction", "verbal-conflict"),
    Category("mobilize", "Mobilisation", "material-conflict"),
    Category("coerce", "Coercion", "material-conflict"),
    Category("assault", "Assault", "material-conflict"),
    Category("disaster", "Disaster", "other"),
    Category("statement", "Statement", "other"),
    Category("trade", "Trade", "material-cooperation"),
    Category("other", "Other", "other"),
)

STATUSES = ("confirmed", "claimed", "disputed", "planned")

ROLES = ("host", "participant", "initiator", "target", "mediator", "signatory", "sponsor", "observer", "affected")

RELATIONS = ("follows", "responds-to", "ends", "implements")

CATEGORY_CODE = {category.code: index for index, category in enumerate(CATEGORIES)}
STATUS_CODE = {status: index for index, status in enumerate(STATUSES)}
QUAD_OF = tuple(QUADS.index(category.quad) for category in CATEGORIES)


def _entries(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(bundled(f"resources/vocabularies/{name}.json").read_text("utf-8"))
    return [{k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()} for entry in entries]


@cache
def countries() -> Mapping[str, Country]:
    """All countries by code, in order of code; withdrawn and earlier states have successors."""
    entries = (*_entries("countries"), *_entries("states_beyond_iso"))
    return MappingProxyType({entry["code"]: Country(**entry) for entry in entries})


@cache
def organisations() -> Mapping[str, Organisation]:
    """The best-known organisations by code; a file may declare more of its own."""
    return MappingProxyType({entry["code"]: Organisation(**entry) for entry in _entries("organisations")})


def country_name(code: str) -> str:
    """The short English name, or the code itself when it is unknown."""
    country = countries().get(code)
    return country.name if country else code


def organisation_name(code: str) -> str:
    """The name of a bundled organisation, or the code itself when it is not among them."""
    organisation = organisations().get(code)
    return organisation.name if organisation else code


def name_of(kind: str, code: str) -> str:
    """The name of a participant; ``kind`` is "country" or "organisation"."""
    return country_name(code) if kind == "country" else organisation_name(code)


def label_of(facet: str, value: str) -> str:
    """What a reader should see for a value of any facet, or for a quad class; unknown values show as they are."""
    if facet in ("country", "organisation"):
        return name_of(facet, value)
    if facet == "category" and value in CATEGORY_CODE:
        return CATEGORIES[CATEGORY_CODE[value]].name
    if facet == "quad" and value in QUADS:
        return QUAD_NAMES[QUADS.index(value)]
    return value.capitalize() if facet in ("role", "status") else value


# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "", "'": "", ".": "", "+": " plus "}
)


def folded(text: str) -> str:
    """``text`` without case, accents, punctuation and a leading "the": what searches compare."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split()).removeprefix("the ")


def _names() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Every value that can be found: facet, code, name, other spellings (the code first)."""
    for country in countries().values():
        yield "country", country.code, country.name, (country.code, *country.aliases)
    for body in organisations().values():
        acronym = (body.acronym,) if body.acronym else ()
        yield "organisation", body.code, body.name, (body.code, *acronym, *body.aliases)
    for category in CATEGORIES:
        yield "category", category.code, category.name, (category.code,)


@cache
def _index() -> tuple[tuple[str, Match, int], ...]:
    """(folded spelling, answer, 0 for a name or 1 for another spelling), the name of each value first."""
    rows = []
    for kind, code, name, others in _names():
        rows.append((folded(name), Match(kind, code, name, name), 0))
        rows += [(folded(other), Match(kind, code, name, other), 1) for other in others]
    return tuple(rows)


@cache
def _kind(kind: str | None) -> tuple[str, tuple[tuple[str, Match, int], ...]]:
    """What ``_index`` has of one kind (None for all), and before it all the spellings, a line each."""
    rows = tuple(row for row in _index() if kind in (None, row[1].kind))
    return "\n".join(row[0] for row in rows), rows


@cache
def _exact() -> Mapping[tuple[str, str], str]:
    """Code by (kind, folded spelling); codes win over names, living states over withdrawn ones."""
    found: dict[tuple[str, str], str] = {}
    for spelling, match, _ in sorted(_index(), key=lambda row: (row[1].matched != row[1].code, _is_past(row[1]))):
        found.setdefault((match.kind, spelling), match.code)
    return found


def _is_past(match: Match) -> bool:
    return match.kind == "country" and bool(countries()[match.code].successors)


def resolve(text: str, kind: str) -> str | None:
    """The code of the ``kind`` ("country", "organisation", "category") that is called exactly ``text``, else None.

    Case, accents and punctuation do not matter.  A name that a living country shares with a withdrawn state
    means the living one.
    """
    return _exact().get((kind, folded(text)))


def find(text: str, kind: str | None = None, limit: int = 10) -> list[Match]:
    """Countries, organisations and categories that ``text`` may mean, the best first, each at most once.

    Exact spellings come before beginnings of a name, beginnings of a word within it, and near misses (Levenshtein
    based, by rapidfuzz); names come before codes and aliases, living states before withdrawn ones.
    """
    wanted = folded(text)
    if not wanted:
        return []
    spellings, rows = _kind(kind)
    if wanted not in spellings:
        return _near(wanted, kind, limit)
    ranked: dict[tuple[str, str], tuple[tuple[int, int, bool, str], Match]] = {}
    for spelling, match, other in rows:
        rank = 0 if spelling == wanted else 1 if spelling.startswith(wanted) else 2 if f" {wanted}" in spelling else 3
        if rank < 3:
            place = (rank, other if rank else 0, _is_past(match), match.name)
            key = (match.kind, match.code)
            if key not in ranked or place < ranked[key][0]:
                ranked[key] = (place, match)
    matches = [match for _, match in sorted(ranked.values(), key=lambda pair: pair[0])]
    return matches[:limit] if matches else _near(wanted, kind, limit)


def _near(wanted: str, kind: str | None, limit: int) -> list[Match]:
    """Spellings that differ from ``wanted`` by a slip or two."""
    if len(wanted) < 4:
        return []
    from rapidfuzz import fuzz, process

    spellings, rows = _kind(kind)
    close = process.extract(wanted, spellings.split("\n"), scorer=fuzz.ratio, score_cutoff=75, limit=4 * limit)
    unique = {(rows[i][1].kind, rows[i][1].code): rows[i][1] for _, _, i in reversed(close)}
    return list(unique.values())[::-1][:limit]
