"""Events as they are spelled in a file, before anything is checked but the types.

``msgspec`` decodes a record into these in about a microsecond and refuses whatever has another shape;
``mending`` then says field by field what is wrong with it.  Null means absent everywhere.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from viewer.events.dates import UncertainDate, parse
from viewer.events.event import AlternativeDate, Event, Participant, Place, Relation, Source

Text = str | None
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Importance = Annotated[int, Meta(ge=1, le=5)]


class Record(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A JSON object with known keys; records form no circles, so the garbage collector may ignore them."""


class ParticipantRecord(Record):
    """Either a country or an organisation."""

    country: Text = None
    organisation: Text = None
    role: Text = None


class PlaceRecord(Record):
    """A name, degrees WGS 84, or both."""

    name: Text = None
    lat: Latitude | None = None
    lon: Longitude | None = None


class AlternativeRecord(Record):
    """Another date and who gives it."""

    date: Text = None
    basis: Text = None


class RelationRecord(Record):
    """A link to another event."""

    type: Text = None
    id: Text = None


class SourceRecord(Record):
    """Where a fact stands."""

    publisher: Text = None
    title: Text = None
    url: Text = None
    published: Text = None
    note: Text = None


class EventRecord(Record):
    """One member of a file's ``events``."""

    id: Text = None
    title: Text = None
    summary: Text = None
    date: Text = None
    date_note: Text = None
    alternative_dates: list[AlternativeRecord] | None = None
    category: Text = None
    status: Text = None
    participants: list[ParticipantRecord] | None = None
    place: PlaceRecord | None = None
    importance: Importance | None = None
    tags: list[str] | None = None
    part_of: Text = None
    relations: list[RelationRecord] | None = None
    sources: list[SourceRecord] | None = None


class PointRecord(Record):
    """One figure of an indicator."""

    date: Text = None
    value: float | None = None
    kind: Text = None
    note: Text = None
    source: SourceRecord | None = None


class SeriesRecord(Record):
    """One member of a file's ``indicators``."""

    id: Text = None
    name: Text = None
    unit: Text = None
    description: Text = None
    points: list[PointRecord] | None = None


class OrganisationRecord(Record):
    """One member of a file's ``organisations``."""

    id: Text = None
    name: Text = None
    acronym: Text = None
    aliases: list[str] | None = None


class CoverageRecord(Record, rename={"begin": "from", "end": "to"}):
    """What a file claims to cover."""

    begin: Text = None
    end: Text = None
    note: Text = None


class MetadataRecord(Record):
    """What a file says of itself."""

    title: Text = None
    description: Text = None
    coverage: CoverageRecord | None = None
    license: Text = None
    updated: Text = None


def source_of(record: SourceRecord) -> Source:
    """The checked record as a value."""
    return Source(record.publisher or "", record.title, record.url, record.published, record.note or "")


def record_of_source(source: Source) -> SourceRecord:
    """The value as it is spelled in a file."""
    return SourceRecord(source.publisher or None, source.title, source.url, source.published, source.note or None)


def event_of(record: EventRecord) -> Event:
    """The checked record as a value; dates are parsed again, so this is for one event, not for a million."""
    place = record.place
    return Event(
        id=record.id or "",
        title=record.title or "",
        date=_date(record.date),
        summary=record.summary or "",
        date_note=record.date_note or "",
        alternative_dates=tuple(
            AlternativeDate(parse(a.date or ""), a.basis or "") for a in record.alternative_dates or ()
        ),
        category=record.category or "other",
        status=record.status or "confirmed",
        participants=tuple(
            Participant("country" if p.country else "organisation", p.country or p.organisation or "", p.role or "")
            for p in record.participants or ()
        ),
        place=Place(place.name or "", place.lat, place.lon) if place else None,
        importance=record.importance or 3,
        tags=tuple(record.tags or ()),
        part_of=record.part_of,
        relations=tuple(Relation(r.type or "", r.id or "") for r in record.relations or ()),
        sources=tuple(map(source_of, record.sources or ())),
    )


def _date(text: Text) -> UncertainDate | None:
    return parse(text) if text else None


def record_of(event: Event) -> EventRecord:
    """The value as it is spelled in a file."""
    place = event.place
    return EventRecord(
        id=event.id,
        title=event.title,
        summary=event.summary or None,
        date=event.date.text if event.date else None,
        date_note=event.date_note or None,
        alternative_dates=[AlternativeRecord(a.date.text, a.basis or None) for a in event.alternative_dates] or None,
        category=event.category,
        status=event.status,
        participants=[ParticipantRecord(**{p.kind: p.code}, role=p.role) for p in event.participants] or None,
        place=PlaceRecord(place.name or None, place.lat, place.lon) if place else None,
        importance=event.importance,
        tags=list(event.tags) or None,
        part_of=event.part_of,
        relations=[RelationRecord(r.kind, r.id) for r in event.relations] or None,
        sources=[record_of_source(s) for s in event.sources] or None,
    )
