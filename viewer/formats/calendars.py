"""iCalendar (RFC 5545): events, journals and tasks, with their recurrences; broken files as far as they go.

An end is the first moment after the event; whole days stay days; times keep their difference from UTC.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import icalendar
from icalendar.error import BrokenCalendarProperty

from viewer.events.about import About
from viewer.events.dates import is_edtf, parse
from viewer.events.problems import shown
from viewer.events.records import EventRecord, PlaceRecord
from viewer.events.table import EventTable
from viewer.events.vocabulary import resolve
from viewer.formats.beginnings import Beginning
from viewer.formats.calendar_lines import BUSY, KINDS, Block, blocks
from viewer.formats.calendar_writing import days_of
from viewer.formats.collecting import Collector
from viewer.formats.foreign_text import text_in
from viewer.formats.progress import Progress
from viewer.formats.recurrence import expanded
from viewer.formats.written_dates import spanned, timed

_BEGIN = re.compile(r"^\s*BEGIN\s*:\s*V(?:CALENDAR|EVENT|TODO|JOURNAL)\b", re.IGNORECASE | re.MULTILINE)
# OSError: a time zone called “America” is a folder to zoneinfo.
_BROKEN = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
    BrokenCalendarProperty,
)
_IMPORTANCE = (3, 5, 4, 4, 4, 3, 2, 2, 2, 1)  # by PRIORITY 0 to 9
_ZONE = re.compile(r";TZID=[^;:]*", re.IGNORECASE)
_SLOW_ZONE = re.compile(r"FREQ=(?!YEARLY)|BY(?:HOUR|MINUTE|SECOND)|INTERVAL", re.IGNORECASE)
_DAY = timedelta(days=1)
_PATIENCE, _OCCURRENCES = 2.5, 100_000  # seconds and events after which a file's rules are followed no further
_TOO_MANY = "The file repeats too much; of this event only its own dates are shown."
Zones = dict[str, Any]


def knows(start: Beginning) -> bool:
    """Whether a calendar or one of its components begins in it."""
    return _BEGIN.search(start.text) is not None


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a calendar; see ``viewer.formats.read``."""
    text, fault = text_in(path, progress)
    parts = list(blocks(text))
    gathered = Collector(path, progress, len(parts))
    if fault:
        gathered.report_file("encoding", "", fault, "Save the file as UTF-8.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        zones = _zones(parts)
        spent = 0.0
        for number, group in _groups(parts, zones, gathered):
            gathered.entry = number
            began = monotonic()
            _add(group, gathered, follow=spent < _PATIENCE and len(gathered.records) < _OCCURRENCES)
            spent += monotonic() - began
    if busy := sum(part.kind == BUSY for part in parts):
        said = f"{busy:,} of its parts say who is busy when; these are no events and were left out."
        gathered.report_file(BUSY, "", said, "Write them as VEVENT if they shall be shown.")
    names = (line.partition(":")[2] for line in parts[-1].lines)
    return gathered.table(About(title=next(filter(None, names), path.stem)))


def _zones(parts: list[Block]) -> Zones:
    """Time zones that the file defines itself, by name; those that could take for ever are not used."""
    zones: Zones = {}
    for part in parts:
        if part.kind != "VTIMEZONE" or len(part.lines) > 2_000 or _SLOW_ZONE.search("\n".join(part.lines)):
            continue
        try:
            zone: Any = icalendar.Timezone.from_ical(part.text())
            zones[str(zone["TZID"])] = zone.to_tz(lookup_tzid=False)
        except _BROKEN:
            continue
    return zones


def _groups(parts: list[Block], zones: Zones, gathered: Collector) -> Iterator[tuple[int, list[Any]]]:
    """Components that can be read, those of one UID together, in order of the file; and the number of the first."""
    groups: dict[str, tuple[int, list[Any]]] = {}
    for number, part in enumerate(part for part in parts if part.kind in KINDS):
        component = _component(part, zones, gathered, number)
        if component is not None:
            key = _text(component, "UID") or f"\n{number}"
            groups.setdefault(f"{part.kind}\n{key}", (number + 1, []))[1].append(component)
    yield from groups.values()


def _component(part: Block, zones: Zones, gathered: Collector, number: int) -> Any:
    """A block parsed, its lines one at a time when it is broken."""
    kind: Any = {"VEVENT": icalendar.Event, "VJOURNAL": icalendar.Journal, "VTODO": icalendar.Todo}[part.kind]
    try:
        component = kind.from_ical(part.text())
    except _BROKEN:
        component = kind()
        for line in part.lines:
            part.bad += not (_added(component, line) or _added(component, _ZONE.sub("", line, count=1)))
    where = f"{part.kind} {number + 1}"
    if part.bad:
        message = f"{'One line' if part.bad == 1 else f'{part.bad:,} lines'} of it cannot be read."
        gathered.problems.add(0, where, "", message, "Correct them.", id_=_text(component, "UID"), dropped="field")
    if part.unclosed:
        gathered.problems.add(0, where, "", "It has no end; what there is of it was read.", "Add its END line.")
    unknown = {_place(component, name, zones) for name in ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID")} - {""}
    for zone in sorted(unknown):
        message = f"The time zone “{shown(zone)}” is not known; its times are shown as they stand."
        gathered.problems.add(0, where, zone, message, "Name a zone such as Asia/Karachi.", id_=_text(component, "UID"))
    return component


def _added(component: Any, line: str) -> bool:
    """Put one line into a component; whether it can be read."""
    try:
        for name, value in type(component).from_ical(Block(component.name, [line]).text()).items():
            component.add(name, value, encode=0)
    except _BROKEN:
        return False
    return True


def _place(component: Any, name: str, zones: Zones) -> str:
    """Put a time into the zone that the file defines for it, and take out what is no date; a zone nobody knows."""
    value = component.get(name)
    value = value[0] if isinstance(value, list) and value else value
    moment = _attribute(value, "dt")
    if not isinstance(moment, date):
        component.pop(name, None)
        return ""
    component[name] = value
    called = str(value.params.get("TZID", ""))
    if not called or not isinstance(moment, datetime) or moment.tzinfo is not None:
        return ""
    if called in zones:
        value.dt = moment.replace(tzinfo=zones[called])
    return "" if called in zones else called


def _add(group: list[Any], gathered: Collector, *, follow: bool) -> None:
    """All occurrences of the components with one UID, or their own dates alone."""
    for component in group:
        if "DTSTART" not in component and "DUE" in component:
            component["DTSTART"] = component.pop("DUE")
    dated = [component for component in group if "DTSTART" in component]
    for component in group:
        if "DTSTART" not in component:
            gathered.report(
                "date", _text(component, "UID"), "It has no start that can be read.", "Give it one.", dropped=""
            )
            gathered.add(_event(component, gathered), _text(component, "UID"))
    if not dated:
        return
    reason = _text(dated[0], "SUMMARY")
    try:
        found, left_out = expanded(dated) if follow else (dated, _TOO_MANY if "RRULE" in dated[0] else "")
    except _BROKEN as error:
        found, left_out = dated, "Its recurrence cannot be followed; only its own dates are shown."
        reason = str(error)
    for component in found:
        uid = _text(component, "UID")
        key = f"{uid}/{component['DTSTART'].dt.isoformat()[:16]}" if uid and len(found) > 1 else uid
        if left_out:
            remedy = "Correct its rule, or give it an end."
            gathered.report("date", reason, left_out, remedy, dropped="", kind="value")
            left_out = ""
        gathered.add(_event(component, gathered), key)


def _event(component: Any, gathered: Collector) -> EventRecord:
    record = EventRecord(title=_text(component, "SUMMARY"))
    record.summary = gathered.text(record, _text(component, "DESCRIPTION"))
    _date(component, record, gathered)
    if place := _text(component, "LOCATION"):
        record.place = PlaceRecord(name=" ".join(place.split()))
    _geo(component, record)
    for name in _categories(component):
        code = None if record.category else resolve(name, "category")
        record.category = record.category or code
        record.tags = [*(record.tags or ()), *([] if code else [name])]
    state = _text(component, "STATUS").upper()
    if state == "TENTATIVE":
        record.status = "planned"
    elif state == "CANCELLED":
        record.tags = [*(record.tags or ()), "cancelled"]
    priority = _text(component, "PRIORITY")
    record.importance = _IMPORTANCE[int(priority)] if re.fullmatch(r"[0-9]", priority) else None
    for name in ("URL", "ATTACH"):
        for value in _listed(component, name):
            gathered.link(record, str(value), quiet=name == "ATTACH")
    for related in _listed(component, "RELATED-TO"):
        if str((_attribute(related, "params") or {}).get("RELTYPE", "PARENT")).upper() == "PARENT":
            record.part_of = " ".join(str(related).split()) or None
    return record


def _date(component: Any, record: EventRecord, gathered: Collector) -> None:
    """Start, and end or duration, as EDTF."""
    if "DTSTART" not in component:
        return
    start = component["DTSTART"].dt
    end = _end(component, start)
    try:
        if end is not None and isinstance(end, datetime) != isinstance(start, datetime):
            end = None
        if end is not None and end < start:
            message = "It ends before it begins; the end was left out."
            gathered.report("date", f"{start} to {end}", message, "Correct the dates.")
            end = None
        first, last = _written(start, end)
    except _BROKEN:
        gathered.report("date", str(start), "The time cannot be placed.", "Correct it.")
        return
    span = spanned(first, last)
    record.date, record.date_note = span.date, span.note or None
    exact = _text(component, "X-EDTF-DATE")  # as this program writes it beside the days
    placed = days_of(parse(exact)) if "RRULE" not in component and is_edtf(exact) else None
    whole = None if end is None or isinstance(end, datetime) or end - start == _DAY else end
    if placed == (start, whole):  # nobody has moved it since
        record.date, record.date_note = exact, None


def _written(start: date, end: date | None) -> tuple[str, str | None]:
    """Both ends as EDTF; from midnight to midnight is whole days."""
    if not isinstance(start, datetime):
        last = end - _DAY if end is not None and end > start else None
        return start.isoformat(), last.isoformat() if last else None
    if not isinstance(end, datetime):
        return timed(start), None
    if start.time() == end.time() == time() and start < end:
        return start.date().isoformat(), (end - _DAY).date().isoformat()
    if end.time() == time() and end > start:
        end -= timedelta(minutes=1)
    return timed(start), timed(end)


def _end(component: Any, start: date) -> date | None:
    for name in ("DTEND", "DUE"):
        if name in component:
            end: date = component[name].dt
            return end
    length = _attribute(component.get("DURATION"), "dt")
    try:
        return start + length if isinstance(length, timedelta) and length else None
    except OverflowError:
        return None


def _geo(component: Any, record: EventRecord) -> None:
    geo = component.get("GEO")
    lat, lon = _attribute(geo, "latitude"), _attribute(geo, "longitude")
    if isinstance(lat, float) and isinstance(lon, float) and abs(lat) <= 90 and abs(lon) <= 180:
        record.place = PlaceRecord(name=record.place.name if record.place else None, lat=lat, lon=lon)


def _categories(component: Any) -> Iterator[str]:
    for value in _listed(component, "CATEGORIES"):
        for name in _attribute(value, "cats") or [value]:
            if plain := " ".join(str(name).split()):
                yield plain


def _attribute(value: Any, name: str) -> Any:
    """An attribute of a property; None where the property is broken or has none."""
    try:
        return getattr(value, name, None)
    except _BROKEN:
        return None


def _listed(component: Any, name: str) -> list[Any]:
    value = component.get(name, [])
    return value if isinstance(value, list) else [value]


def _text(component: Any, name: str) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")
