"""A table as iCalendar: every date as days or times, with its EDTF beside it for those who read it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar

from viewer.events.dates import DateFlag, Precision, UncertainDate, parse
from viewer.events.records import EventRecord, SourceRecord
from viewer.events.table import EventTable
from viewer.events.vocabulary import label_of, resolve
from viewer.formats.collecting import host_of
from viewer.formats.losses import Losses, of_the_whole
from viewer.formats.saving import replace

EDTF = "X-EDTF-DATE"
_PRIORITY = {1: 9, 2: 7, 4: 3, 5: 1}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OPEN = DateFlag.OPEN_END | DateFlag.UNKNOWN_END
_INEXACT = DateFlag.APPROXIMATE | DateFlag.UNCERTAIN | DateFlag.SET | DateFlag.UNKNOWN_START | DateFlag.UNKNOWN_END


def write(table: EventTable, path: Path) -> list[str]:
    """Write a calendar in place of what the file held; sentences that say what it lost.  Raises FileProblem."""
    losses = Losses()
    replace(path, _pieces(table, losses))
    return [*losses.sentences(), *of_the_whole(table, ("title",))]


def _pieces(table: EventTable, losses: Losses) -> Iterator[bytes]:
    head = icalendar.Calendar()
    head.add("PRODID", "-//diplomatic-timeline//EN")
    head.add("VERSION", "2.0")
    head.add("X-WR-CALNAME", table.about.title or "Events")
    begin, _, end = head.to_ical().partition(b"END:VCALENDAR")
    yield begin
    stamp = datetime.now(UTC).replace(microsecond=0)
    for record in table.records():
        if event := _event(record, losses):
            event.add("DTSTAMP", stamp)
            yield event.to_ical()
    yield b"END:VCALENDAR" + end


def _event(record: EventRecord, losses: Losses) -> icalendar.Event | None:
    when = parse(record.date) if record.date else None
    event = icalendar.Event()
    if when is None or not _place(event, when, losses):
        said = "has no date that a calendar can hold, and was left out."
        losses.note(said, said.replace("has", "have").replace("was", "were"))
        return None
    event.add("UID", record.id or "")
    event.add("SUMMARY", record.title or "")
    event.add(EDTF, when.text)
    parts = ", ".join(label_of(kind, code) for kind, code in _participants(record))
    texts = (record.summary, f"With: {parts}." if parts else None, record.date_note)
    if description := "\n\n".join(filter(None, texts)):
        event.add("DESCRIPTION", description)
    if parts:
        losses.note("names its participants in its text alone.", "name their participants in their text alone.")
    if record.date_note:
        losses.note("has the note on its date in its text.", "have the notes on their dates in their text.")
    tags = record.tags or ()
    plain = record.category in (None, "other") and not any(resolve(tag, "category") for tag in tags)
    names = [] if plain else [label_of("category", record.category or "other")]
    if names or tags:
        event.add("CATEGORIES", [*names, *tags])
    _details(event, record, losses)
    return event


def _details(event: icalendar.Event, record: EventRecord, losses: Losses) -> None:
    """Place, status, importance, links and container."""
    if record.place and record.place.name:
        event.add("LOCATION", record.place.name)
    if record.place and record.place.lat is not None and record.place.lon is not None:
        event.add("GEO", (record.place.lat, record.place.lon))
    if record.status == "planned":
        event.add("STATUS", "TENTATIVE")
    elif record.status not in (None, "confirmed"):
        losses.note("lost its status.", "lost their status.")
    if record.importance in _PRIORITY:
        event.add("PRIORITY", _PRIORITY[record.importance])
    links = [source.url for source in record.sources or () if source.url]
    if links:
        event.add("URL", links[0])
    for link in links[1:]:
        event.add("ATTACH", link)
    if any(source != SourceRecord(host_of(source.url or ""), url=source.url) for source in record.sources or ()):
        losses.note("kept no more of its sources than links.", "kept no more of their sources than links.")
    if record.part_of:
        event.add("RELATED-TO", record.part_of)
    for name in ("alternative_dates", "relations"):
        if getattr(record, name):
            losses.note(f"lost its {name.replace('_', ' ')}.", f"lost their {name.replace('_', ' ')}.")


def _participants(record: EventRecord) -> Iterator[tuple[str, str]]:
    for part in record.participants or ():
        yield ("country", part.country) if part.country else ("organisation", part.organisation or "")


def _place(event: icalendar.Event, when: UncertainDate, losses: Losses) -> bool:
    """Put start and end into an event; whether a calendar can hold them."""
    found = days_of(when)
    if found is None:
        return False
    start, end = found
    event.add("DTSTART", start)
    if end is not None:
        event.add("DTEND", end)
    if when.flags & DateFlag.TIMED:
        return True
    if when.precision > Precision.DAY or when.flags & _INEXACT:
        losses.note(
            "shows as all the days it may have been.", "show as all the days they may have been, for want of precision."
        )
    if when.flags & _OPEN:
        losses.note("shows without its open end.", "show without their open ends.")
    return True


def days_of(when: UncertainDate) -> tuple[date, date | None] | None:
    """Start and exclusive end of a date in a calendar, no end for a day or a time; None where it cannot hold them."""
    try:
        start = _EPOCH + timedelta(seconds=when.start_min)
        end = None if when.flags & _OPEN else (_EPOCH + timedelta(seconds=when.end_max)).date()
    except OverflowError:
        return None
    if when.flags & DateFlag.TIMED:
        return start, None
    return start.date(), end if end is not None and end > _next(start.date()) else None


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
