"""Timelines of the SIMILE widgets (XML or JSON): up to four dates for each event.

    start … latestStart … earliestEnd … end

An event that is no duration but has an end happened *some time between* the two.  Where most spans run backwards
between bare numbers, the numbers are millions of years before the present, the widgets' geological unit.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from viewer.errors import FileProblem
from viewer.events.about import About
from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.formats.beginnings import Beginning, beginning_of
from viewer.formats.collecting import Collector
from viewer.formats.json_text import decoded
from viewer.formats.progress import Progress
from viewer.formats.reading import contents
from viewer.formats.written_dates import loose, one_of, period, qualified, spanned
from viewer.formats.xml_reading import elements, text_of

_XML = re.compile(r"<data[\s>].*?<event[\s>]", re.DOTALL)
_JSON = re.compile(
    r'"(?:dateTimeFormat|date-time-format|wikiURL|wikiSection|durationEvent|isDuration|latestStart)"\s*:'
)
_BARE = re.compile(r"\??\s*(\d{1,4}(?:\.\d+)?)\s*\??")
_CORNERS = ("start", "latestStart", "earliestEnd", "end")
_LIMIT = 2**26
_BLANK = "\ufeff \t\r\n"
_MILLION = 1_000_000


class _Item(NamedTuple):
    """One event: its attributes, and the text within it."""

    given: Mapping[str, str]
    text: str


def knows(start: Beginning) -> bool:
    """Whether it is XML or JSON of these widgets."""
    text = start.text.lstrip(_BLANK)
    if text.startswith("<"):
        return _XML.search(text) is not None
    return text.startswith("{") and '"events"' in text and _JSON.search(text) is not None


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a timeline; see ``viewer.formats.read``."""
    if beginning_of(path).text.lstrip(_BLANK).startswith("<"):
        items = [_Item(element.attrib, text_of(element)) for element in elements(path, progress).iter("event")]
    else:
        data = contents(path, limit=_LIMIT, progress=progress)
        items = _of_json(decoded(data, data.data, Any), path)
    gathered = Collector(path, progress, len(items))
    geological = _is_geological(items)
    if geological:
        message = "The spans run backwards: their numbers are taken for millions of years before the present."
        gathered.report_file("date", "", message, "Write years, the earlier first, if they are not.", kind="layout")
    for item in items:
        gathered.add(_event(item, gathered, geological), item.given.get("id") or item.given.get("eventID") or "")
    return gathered.table(About(title=path.stem))


def _of_json(value: Any, path: Path) -> list[_Item]:
    events = value.get("events") if isinstance(value, dict) else None
    if not isinstance(events, list):
        raise FileProblem(f"{path.name} has no list of events.", "Choose a timeline that has one.")
    members = (event for event in events if isinstance(event, dict))
    texts = ({key: _text(member) for key, member in event.items()} for event in members)
    return [_Item(given, given.get("description", "")) for given in texts]


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _is_geological(items: list[_Item]) -> bool:
    spans = [(_number(item.given.get("start")), _number(item.given.get("end"))) for item in items]
    known = [(start, end) for start, end in spans if start is not None and end is not None]
    return len(known) > 1 and sum(start > end for start, end in known) * 2 > len(known)


def _number(text: str | None) -> float | None:
    found = _BARE.fullmatch(text.strip()) if text else None
    return float(found[1]) if found else None


def _event(item: _Item, gathered: Collector, geological: bool) -> EventRecord:
    given = item.given
    record = EventRecord(title=gathered.text(EventRecord(), given.get("title") or given.get("caption") or ""))
    record.summary = gathered.text(record, item.text)
    gathered.link(record, given.get("link", ""))
    words = given.get("classname") or ""
    record.tags = [words] if words else None
    lasting = given.get("isDuration", given.get("durationEvent", "")).lower() == "true"
    corners = {name: _corner(given.get(name, ""), geological) for name in _CORNERS}
    _place(record, corners, lasting, gathered)
    return record


def _corner(text: str, geological: bool) -> str:
    """One of the dates as EDTF, or as it stands when it is none."""
    number = _number(text) if geological else None
    if number is None:
        return loose(text) or text.strip()
    year = -round(number * _MILLION)
    edtf = f"Y{year}" if year < -9999 else f"{'-' if year else ''}{-year:04}"
    return qualified(edtf, "?") if "?" in text else edtf


def _place(record: EventRecord, corners: dict[str, str], lasting: bool, gathered: Collector) -> None:
    """Date an event from its corners; what one EDTF date cannot hold goes into the note."""
    start, latest, earliest, end = (corners[name] for name in _CORNERS)
    if not lasting:
        last = end or latest or earliest
        record.date = (one_of(start, last) or start if start and last else start or last) or None
        if start and last and record.date == start != last:
            gathered.report(
                "date", f"{start}…{last}", "These are no dates in order; the later one was left out.", "Correct them."
            )
        return
    notes = [_between("Began", start, latest), _between("Ended", earliest, end)]
    begin = (period(start, latest) or qualified(start, "~")) if latest and latest != start else start
    close = (period(earliest, end) or qualified(end, "~")) if earliest and end and earliest != end else end or earliest
    span = spanned(begin, close)
    if span.fault:
        gathered.report("date", f"{start}/{end}", f"{span.fault} The end was left out.", "Correct the dates.")
    record.date = span.date
    record.date_note = " ".join(filter(None, (span.note, *notes))) or None


def _between(verb: str, first: str, last: str) -> str:
    return f"{verb} between {first} and {last}." if first and last and first != last else ""
