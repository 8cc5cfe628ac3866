"""Whether a code of a file is one of the vocabulary's, what else it may have meant, and what it is taken for."""

from typing import NamedTuple

from viewer.events import vocabulary
from viewer.events.texts import is_harmless, one_line
from viewer.events.vocabulary import CATEGORY_CODE, RELATIONS, ROLES, STATUS_CODE

_LONGEST = 200  # characters of a text that may be a name


class Verdict(NamedTuple):
    """``code`` is what to take, None to leave it out; without a ``message`` nothing is wrong.

    Where ``near`` names a kind of value, one of that kind may have been meant; ``advised`` looks for it.
    """

    code: str | None
    message: str = ""
    remedy: str = ""
    dropped: str = ""
    near: str = ""


def advised(verdict: Verdict, text: str) -> Verdict:
    """The verdict on a text with the nearest known value for a remedy; apart, because the search takes its time."""
    found = vocabulary.find(text[:_LONGEST], verdict.near, 1) if verdict.near else []
    return verdict._replace(remedy=f"Did you mean {found[0].code} ({found[0].name})?") if found else verdict


def category(text: str) -> Verdict:
    """A category; unknown ones are filed under "other"."""
    return _one_of(text, tuple(CATEGORY_CODE), "category", "other")


def status(text: str) -> Verdict:
    """A status; an unknown one counts as claimed, because nothing says that it is confirmed."""
    return _one_of(text, tuple(STATUS_CODE), "status", "claimed")


def role(text: str) -> Verdict:
    """A role; unknown ones become plain participation."""
    return _one_of(text, ROLES, "role", "participant")


def relation(text: str) -> Verdict:
    """A type of relation; without a known one the relation says nothing and is left out."""
    return _one_of(text, RELATIONS, "type of relation", None)


def country(text: str) -> Verdict:
    """A country's code; a name or alias is understood but reported."""
    if text in vocabulary.countries():
        return Verdict(text)
    return _understood(text, "country") or Verdict(
        None, "There is no country “{value}”.", "Use an ISO 3166 alpha-3 code.", "field", "country"
    )


def organisation(text: str, declared: frozenset[str]) -> Verdict:
    """An organisation's code; unknown ones stay, under the name they have."""
    if text in declared or text in vocabulary.organisations():
        return Verdict(text)
    if not (plain := tag(text)).code:
        return Verdict(None, "The organisation has no name.", "Name it or remove it.", "field")
    return _understood(text, "organisation") or Verdict(
        plain.code,
        "The organisation “{value}” is not known.",
        "Declare it under “organisations” at the head of the file.",
        near="organisation",
    )


def tag(text: str) -> Verdict:
    """A tag is any text that can be seen."""
    plain = one_line(text)
    if not plain:
        return Verdict(None, "The tag is empty.", "Remove it.", "field")
    return Verdict(plain) if is_harmless(text) else Verdict(plain, "The tag holds control characters.", "Remove them.")


def _one_of(text: str, known: tuple[str, ...], noun: str, instead: str | None) -> Verdict:
    if text in known:
        return Verdict(text)
    from rapidfuzz import process  # noqa: PLC0415 - needed for faulty files only

    near = process.extractOne(text.casefold(), known, score_cutoff=70)
    remedy = f"Did you mean “{near[0]}”?" if near else f"Use one of: {', '.join(known)}."
    taken = f" It is taken for “{instead}”." if instead else ""
    return Verdict(instead, f"There is no {noun} “{{value}}”.{taken}", remedy, "" if instead else "field")


def _understood(text: str, kind: str) -> Verdict | None:
    code = vocabulary.resolve(text, kind)
    return Verdict(code, f"“{{value}}” is not a code; it is taken for {code}.", f"Write {code}.") if code else None
