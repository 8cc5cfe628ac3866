"""Which events the reader asked for: one frozen value that can say itself in words and in JSON.

Filters of different kinds are combined with *and*; inside a facet the reader chooses any, all or none of the values.
Standard library only, so that a saved view, a command line and a test can build one without a table.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, cast, get_args

from viewer.errors import DateError, QueryError
from viewer.events import dates
from viewer.events.wording import in_words

Mode = Literal["any", "all", "none"]
Label = Callable[[str, str], str]
"""From a facet and one of its values to the name that the reader sees."""

MODES: Final[tuple[Mode, ...]] = get_args(Mode)
FACETS: Final = ("country", "organisation", "category", "role", "status", "tag")


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """The chosen values of one facet; they are kept sorted, each once, so that equal filters compare equal.

    Attributes:
        values: codes, as the events carry them.
        mode: an event must have any of them, all of them, or none of them.

    Raises:
        QueryError: the mode is not one of ``MODES``.
    """

    values: tuple[str, ...]
    mode: Mode = "any"

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise QueryError(f"“{self.mode}” is not a way to combine values.", "Use any, all or none.")
        object.__setattr__(self, "values", tuple(sorted(set(self.values))))


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter in words, and the query that is left when it is removed."""

    text: str
    without: "Query"


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a facet is spoken of: before one value, before several, and the same when they are excluded."""

    one: str
    many: str
    not_one: str
    not_many: str


_WORDINGS: Final = {
    "country": _Wording("with", "with", "without", "without"),
    "organisation": _Wording("involving", "involving", "not involving", "not involving"),
    "category": _Wording("in the category", "in the categories", "outside the category", "outside the categories"),
    "role": _Wording("with the role", "with the roles", "without the role", "without the roles"),
    "status": _Wording("with the status", "with the statuses", "without the status", "without the statuses"),
    "tag": _Wording("tagged", "tagged", "not tagged", "not tagged"),
}


@dataclass(frozen=True, slots=True)
class Query:
    """Which events are asked for; ``Query()`` asks for all of them.

    Attributes:
        text: words that must all occur, in any order and case; a "quoted phrase" must occur as it stands.
            Runs of white space count as one space.
        facets: the filters, in the order of ``FACETS``; those without values are left out.
        after, before: EDTF dates.  An event matches when it may overlap the time from the beginning of
            ``after`` to the end of ``before``; an undated event matches no range.
        ids: only these events, however they were picked; empty for any.  Kept sorted, each once.

    Raises:
        QueryError: a facet is unknown or named twice.
    """

    text: str = ""
    facets: tuple[tuple[str, FacetFilter], ...] = ()
    after: str | None = None
    before: str | None = None
    ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        filters = dict(self.facets)
        if unknown := filters.keys() - set(FACETS):
            raise QueryError(f"There is no facet “{min(unknown)}”.", f"Facets are {', '.join(FACETS)}.")
        if len(filters) < len(self.facets):
            raise QueryError("A facet is filtered twice.", "Give the values of each facet in one filter.")
        kept = tuple((name, filters[name]) for name in FACETS if name in filters and filters[name].values)
        object.__setattr__(self, "facets", kept)
        object.__setattr__(self, "text", " ".join(self.text.split()))
        object.__setattr__(self, "ids", tuple(sorted(set(self.ids))))

    @property
    def is_empty(self) -> bool:
        """Whether every event matches because nothing is asked."""
        return self == Query()

    def facet(self, name: str) -> FacetFilter | None:
        """The filter of a facet, None when it has none."""
        return dict(self.facets).get(name)

    def with_text(self, text: str) -> "Query":
        """The same query, looking for other words."""
        return replace(self, text=text)

    def with_facet(self, name: str, chosen: FacetFilter | None) -> "Query":
        """The same query with one facet filtered anew, or no longer.

        Raises:
            QueryError: there is no such facet.
        """
        others = tuple(pair for pair in self.facets if pair[0] != name)
        return replace(self, facets=(*others, (name, chosen or FacetFilter(()))))

    def toggled(self, name: str, value: str) -> "Query":
        """The same query with one value of a facet chosen, or no longer chosen if it was."""
        chosen = self.facet(name) or FacetFilter(())
        return self.with_facet(name, FacetFilter(tuple({*chosen.values} ^ {value}), chosen.mode))

    def with_range(self, after: str | None, before: str | None) -> "Query":
        """The same query for another stretch of time.

        Raises:
            QueryError: a date is not EDTF, is an interval or a set, or the range ends before it begins.
        """
        asked = replace(self, after=after, before=before)
        asked.bounds()
        return asked

    def bounds(self) -> tuple[int, int] | None:
        """The time asked for as half-open seconds since 1970-01-01 UTC; None when any time will do.

        Raises:
            QueryError: as for ``with_range``.
        """
        if self.after is None and self.before is None:
            return None
        begin = dates.DISTANT_PAST if self.after is None else _date("after", self.after).start_min
        end = dates.DISTANT_FUTURE if self.before is None else _date("before", self.before).end_max
        if begin >= end:
            raise QueryError(
                f"The range ends ({self.before}) before it begins ({self.after}).", "Exchange the two dates."
            )
        return begin, end

    def needles(self) -> tuple[str, ...]:
        """What the text must contain, each literally: its words and quoted phrases, each once.

        A quotation mark that is not closed yet reaches to the end of the text.
        """
        found = re.findall(r'["“”]([^"“”]*)["“”]?|([^\s"“”]+)', self.text)
        return tuple(dict.fromkeys(needle for pair in found if (needle := (pair[0] or pair[1]).strip())))

    def to_json(self) -> dict[str, object]:
        """The query as JSON values; what is not asked is left out."""
        said: dict[str, object] = {"text": self.text} if self.text else {}
        if self.facets:
            said["facets"] = {name: {"values": list(f.values), "mode": f.mode} for name, f in self.facets}
        said |= {key: date for key, date in (("after", self.after), ("before", self.before)) if date is not None}
        return said | ({"ids": list(self.ids)} if self.ids else {})

    @classmethod
    def from_json(cls, said: object) -> "Query":
        """The query that ``to_json`` gave.

        Raises:
            QueryError: something else was given; the message names the key.
        """
        keys = _object("query", said, {"text", "facets", "after", "before", "ids"})
        facets = _object("facets", keys.get("facets", {}), set(FACETS))
        filters = tuple((name, _filter(f"facets.{name}", value)) for name, value in facets.items())
        asked = cls(_string("text", keys.get("text", "")), filters, ids=_strings("ids", keys.get("ids", [])))
        after, before = (None if keys.get(k) is None else _string(k, keys[k]) for k in ("after", "before"))
        return asked.with_range(after, before)

    def sentence(self, label: Label) -> str:
        """The query in one sentence, without capital and full stop."""
        clauses = [clause for clause, _ in self._clauses(label)]
        return "events " + ", ".join(clauses) if clauses else "all events"

    def chips(self, label: Label) -> tuple[Chip, ...]:
        """The active filters one by one, in the order of the sentence; the range is one of them."""
        return tuple(Chip(clause[0].upper() + clause[1:], without) for clause, without in self._clauses(label))

    def _clauses(self, label: Label) -> list[tuple[str, "Query"]]:
        """Each active filter in words, with the query that is left without it."""
        clauses = [(_facet_in_words(name, chosen, label), self.with_facet(name, None)) for name, chosen in self.facets]
        if self.after is not None or self.before is not None:
            clauses.append((_range_in_words(self.after, self.before), replace(self, after=None, before=None)))
        if self.text:
            said = " and ".join(f"“{needle}”" for needle in self.needles()) or f"“{self.text}”"
            clauses.append((f"mentioning {said}", self.with_text("")))
        if self.ids:
            clauses.append(("picked one by one", replace(self, ids=())))
        return clauses


def _facet_in_words(name: str, chosen: FacetFilter, label: Label) -> str:
    """Such as "with both Pakistan and Russia"."""
    names = sorted((label(name, value) for value in chosen.values), key=str.casefold)
    wording, several = _WORDINGS[name], len(names) > 1
    if chosen.mode == "none":
        return f"{wording.not_many if several else wording.not_one} {_joined(names, 'or')}"
    lead = wording.many if several else wording.one
    if chosen.mode == "any" or not several:
        return f"{lead} {_joined(names, 'or')}"
    return f"{lead} {'both' if len(names) == 2 else 'all of'} {_joined(names, 'and')}"


def _joined(names: list[str], conjunction: str) -> str:
    """Such as "A, B or C"."""
    return f" {conjunction} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _range_in_words(after: str | None, before: str | None) -> str:
    """Such as "from October 2024 to January 2026"."""
    begin, end = (None if text is None else _with_article(in_words(_date("range", text))) for text in (after, before))
    if begin and end:
        return f"in {begin}" if begin == end else f"from {begin} to {end}"
    return f"since {begin}" if begin else f"until {end}"


def _with_article(words: str) -> str:
    """Such as "the 1970s", but "October 2024"."""
    return f"the {words}" if re.match(r"\d+s\b|\d+\w\w (century|millennium)|\w+ (quarter|half) of", words) else words


def _date(key: str, text: str) -> dates.UncertainDate:
    """The date of one end of a range."""
    try:
        date = dates.parse(text)
    except DateError as error:
        raise QueryError(f"{key}: {error.message}", error.hint) from error
    if date.flags & (dates.DateFlag.INTERVAL | dates.DateFlag.SET):
        raise QueryError(f"{key}: “{text}” is more than one date.", "Give a single day, month or year.")
    return date


def _object(key: str, value: object, known: set[str]) -> Mapping[str, object]:
    """A JSON object with none but known keys."""
    if not isinstance(value, Mapping):
        raise QueryError(f"{key}: an object was expected.")
    if unknown := [str(k) for k in value if k not in known]:
        raise QueryError(f"{key}: “{min(unknown)}” is not known.", f"Known are {', '.join(sorted(known))}.")
    return cast("Mapping[str, object]", value)


def _string(key: str, value: object) -> str:
    """A JSON string."""
    if not isinstance(value, str):
        raise QueryError(f"{key}: a text was expected.")
    return value


def _strings(key: str, value: object) -> tuple[str, ...]:
    """A JSON list of strings."""
    if not isinstance(value, list):
        raise QueryError(f"{key}: a list was expected.")
    return tuple(_string(key, one) for one in value)


def _filter(key: str, value: object) -> FacetFilter:
    """One facet's filter."""
    keys = _object(key, value, {"values", "mode"})
    values = _strings(f"{key}.values", keys.get("values", []))
    mode = next((m for m in MODES if m == keys.get("mode", "any")), None)
    if mode is None:
        raise QueryError(f"{key}.mode: any, all or none was expected.")
    return FacetFilter(values, mode)
