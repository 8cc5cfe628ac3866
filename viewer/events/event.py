"""One event as a record: what a file says about it, checked, with codes resolved to nothing but codes.

Frozen values made of tuples, so that a record can be compared, hashed and handed between threads.
"""

import re
from dataclasses import dataclass

from viewer.events.dates import UncertainDate

MADE_ID = re.compile(r"e?[0-9a-f]{16}(-\d+)?")  # what readers make where a file has no ids


@dataclass(frozen=True, slots=True)
class Participant:
    """A country (ISO 3166-1 alpha-3, or 3166-3 for withdrawn states) or an organisation, and its role."""

    kind: str  # "country" or "organisation"
    code: str
    role: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened; coordinates in degrees WGS 84, None where unknown."""

    name: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class AlternativeDate:
    """Another date found in the sources, and who gives it."""

    date: UncertainDate
    basis: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link to another event: follows, responds-to, ends, implements."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands.  ``title`` is None when no headline was seen; ``published`` is EDTF or None."""

    publisher: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event in full.  ``date`` is None for an undated event."""

    id: str
    title: str
    date: UncertainDate | None
    summary: str = ""
    date_note: str = ""
    alternative_dates: tuple[AlternativeDate, ...] = ()
    category: str = "other"
    status: str = "confirmed"
    participants: tuple[Participant, ...] = ()
    place: Place | None = None
    importance: int = 3
    tags: tuple[str, ...] = ()
    part_of: str | None = None
    relations: tuple[Relation, ...] = ()
    sources: tuple[Source, ...] = ()
