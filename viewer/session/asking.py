"""Names as people write them become a query: every country, organisation or category resolved to its code."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import get_args

from viewer.bundled import bundled
from viewer.errors import QueryError
from viewer.events.query import FacetFilter, Mode, Query
from viewer.events.vocabulary import STATUSES, find, folded, resolve


def query_of(
    names: Mapping[str, Sequence[str]],
    *,
    source: Path | None = None,
    text: str = "",
    after: str | None = None,
    before: str | None = None,
    match: str = "any",
) -> Query:
    """The query for names of any kind of facet.

    Args:
        names: for each facet of ``event.FACETS`` the names asked for, in any spelling the vocabulary knows.
        source: the chronology whose own organisations are known as well, None for the bundled one.
        text: words that must occur.
        after: EDTF date from which events count.
        before: EDTF date up to whose end they do.
        match: how several values of one kind combine, "any", "all" or "none".

    Raises:
        QueryError: a name that nobody has, with the nearest one; a range that is none.
    """
    code: dict[str, Callable[[str], str]] = {
        "country": lambda name: _code("country", name),
        "organisation": lambda name: _organisation(name, source),
        "category": lambda name: _code("category", name),
        "status": _status,
    }
    mode = next(mode for mode in get_args(Mode) if mode == match)
    codes = {facet: {code.get(facet, str)(name) for name in given} for facet, given in names.items()}
    filters = ((facet, FacetFilter(tuple(sorted(values)), mode)) for facet, values in codes.items() if values)
    return Query(text=text, facets=tuple(filters)).with_range(after, before)


def _code(kind: str, name: str) -> str:
    if code := resolve(name, kind):
        return code
    near = find(name, kind, 3)
    hint = "Did you mean " + " or ".join(f"{match.name} ({match.code})" for match in near) + "?" if near else ""
    raise QueryError(f"There is no {kind} “{name}”.", hint)


def _organisation(name: str, source: Path | None) -> str:
    """As ``_code``, also among the organisations that the file declares."""
    try:
        return _code("organisation", name)
    except QueryError:
        from viewer.formats import read  # noqa: PLC0415 - few names need the file to be read

        for body in read(source or bundled("data/events.json")).organisations:
            if folded(name) in map(folded, (body.code, body.name, body.acronym, *body.aliases)):
                return body.code
        raise


def _status(name: str) -> str:
    if name.lower() in STATUSES:
        return name.lower()
    raise QueryError(f"There is no status “{name}”.", f"Use one of: {', '.join(STATUSES)}.")
