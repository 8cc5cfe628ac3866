"""What strangers call a country or an organisation, into our codes: names of any spelling, and numbers of states.

Beside the vocabulary this knows former names and spellings (``spellings.json``), the names of today's countries in
thirteen other languages (``names_in_languages.json``, from the Unicode CLDR), the state numbers of Correlates of War
and of Gleditsch and Ward, and the country codes of CAMEO (``state_numbers.json``).  One number may have stood for
several states in turn, so numbers are read with the date of the event: COW 365 was the Soviet Union until 1991-12-26.
Nothing is guessed: a name that is not known is no code.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from viewer.bundled import bundled
from viewer.events.vocabulary import countries, folded, resolve

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_INVERTED = re.compile(r"([^,]+), (.+? (?:of|of the|for)|the|bailiwick of)", re.IGNORECASE)
_BEFORE = re.compile(r"(?i)^(?:the )?(?:government|kingdom in europe|state) of (?:the )?")
_SAINT = re.compile(r"\bSt\.? (?=[A-Z])")
_STATE = re.compile(r"\d{1,3}(?:\.0+)?")
Dated = tuple[tuple[str, str], ...]  # (code, "" or the day it ended), the earliest first


@cache
def _numbers() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(bundled("resources/vocabularies/state_numbers.json").read_text("utf-8"))
    return found


@cache
def _spellings() -> Mapping[tuple[str, str], str]:
    abroad = json.loads(bundled("resources/vocabularies/names_in_languages.json").read_text("utf-8"))
    entries = json.loads(bundled("resources/vocabularies/spellings.json").read_text("utf-8"))
    return {("country", folded(name)): code for code, names in abroad.items() for name in names} | {
        (kind, folded(name)): code for kind, codes in entries.items() for code, names in codes.items() for name in names
    }


@cache
def _states(system: str) -> Mapping[str, Dated]:
    """The states each number stood for in turn."""
    table: dict[str, list[tuple[str, str]]] = {}
    for number, code, *until in _numbers()["cow"]:
        table.setdefault(str(number), []).append((code, until[0] if until else ""))
    if system == "gw":  # the same numbers, but for four islands
        table.update({str(number): [(code, "")] for number, code in _numbers()["gw"]})
    return {number: tuple(states) for number, states in table.items()}


def codes_of(text: str, kind: str, system: str = "") -> Dated:
    """The codes that a name or number stood for in turn, () when it is not known; most have one, without an end.

    Args:
        text: as it stands in a file.
        kind: "country" or "organisation".
        system: "cow" or "gw" when it may be a state number, "cameo" when it may be a country code of CAMEO.
    """
    plain = " ".join(text.split())
    if kind == "country" and system in ("cow", "gw") and _STATE.fullmatch(plain):
        return _states(system).get(plain.partition(".")[0].lstrip("0"), ())
    if system == "cameo" and plain in _numbers()["cameo"]:
        return ((_numbers()["cameo"][plain], ""),)
    if kind == "country" and plain in _numbers()["dated_names"]:
        return _states("gw")[str(_numbers()["dated_names"][plain])]
    if plain in countries() and kind == "country":
        return ((plain, ""),)
    code = next((found for name in _variants(plain) if (found := _known(name, kind))), None)
    return ((code, ""),) if code else ()


def code_at(states: Dated, day: str) -> str:
    """Which of the codes stood on a day (EDTF, "" when unknown: then the last)."""
    if not day or day.startswith("Y"):
        return states[-1][0]
    return next((code for code, until in states if not until or day[: len(until)] < until), states[-1][0])


def _known(name: str, kind: str) -> str | None:
    return _spellings().get((kind, folded(name))) or resolve(name, kind)


def _variants(name: str) -> Iterator[str]:
    """The name, and what is left of it without what lists and scholars add."""
    yield name
    if found := _INVERTED.fullmatch(name):
        yield f"{found[2]} {found[1]}"
    if (spelled := _SAINT.sub("Saint ", name.replace("&", " and "))) != name:
        yield from _variants(" ".join(spelled.split()))
    if name.lower().endswith(" the"):
        yield name[:-4].rstrip(" ,")
    if (bare := _BEFORE.sub("", name)) != name:
        yield from _variants(bare)
    if _BRACKETS.search(name):
        yield _BRACKETS.sub(" ", name).strip()
    if name.isupper() and "," not in name and name.endswith(" REPUBLIC OF"):
        yield f"Republic of {name[:-12]}"
