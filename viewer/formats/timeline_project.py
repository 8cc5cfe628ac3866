"""Files of The Timeline Project (``.timeline``): events with categories, containers, eras and milestones.

Whole days are written as midnight, or 23:59:59 at the end; a fuzzy end is an approximate date.  In old files a title
of “[1]Name” makes a container and “(1)Name” a part of it; newer ones name the container in an element of its own.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from viewer.events.about import About
from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.events.vocabulary import resolve
from viewer.formats.beginnings import Beginning
from viewer.formats.collecting import Collector
from viewer.formats.eras import ERA, enclose
from viewer.formats.progress import Progress
from viewer.formats.written_dates import loose, qualified, spanned, written
from viewer.formats.xml_reading import child_text, elements

_ROOT = re.compile(r"<timeline[\s>]")
_POINT = re.compile(r"(-?\d{1,9})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?")
_NUMBERED = re.compile(r"([\[(])(\d+)[\])]\s*(.*)", re.DOTALL)
_KINDS = {"event": "events/event", "milestone": "milestones/milestone", ERA: "eras/era"}


def knows(start: Beginning) -> bool:
    """Whether it is XML with a timeline at its root."""
    return _ROOT.search(start.text) is not None and "<version>" in start.text


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a timeline; see ``viewer.formats.read``."""
    root = elements(path, progress)
    found = [(kind, element) for kind, where in _KINDS.items() for element in root.iterfind(where)]
    gathered = Collector(path, progress, len(found))
    if child_text(root, "timetype") == "numtime":
        message = "The timeline counts numbers, not dates; they are taken for years."
        gathered.report_file("timetype", "numtime", message, "Choose a timeline with dates if they are none.")
    parents = dict(_parents(root))
    containers: dict[str, str] = {}  # what the file calls a container → its id
    eras: list[EventRecord] = []
    waiting: list[tuple[EventRecord, str]] = []
    for kind, element in found:
        record = _event(element, kind, gathered, parents)
        mark = _NUMBERED.match(record.title or "")
        if mark:
            record.title = mark[3] or record.title
        id_ = gathered.add(record, element.get("id") or child_text(element, "id"))
        if kind == ERA:
            eras.append(record)
        if mark and mark[1] == "[":
            containers.setdefault(mark[2], id_)
        elif inside := mark[2] if mark else child_text(element, "container"):
            waiting.append((record, inside))
    for record, inside in waiting:
        record.part_of = containers.get(inside, inside)
    enclose(gathered.records, eras)
    return gathered.table(About(title=path.stem))


def _parents(root: Element) -> Iterator[tuple[str, str]]:
    for category in root.iterfind("categories/category"):
        yield child_text(category, "name"), child_text(category, "parent")


def _event(element: Element, kind: str, gathered: Collector, parents: dict[str, str]) -> EventRecord:
    record = EventRecord(title=child_text(element, "text") or child_text(element, "name"))
    description = element.findtext("description") or ""
    record.summary = gathered.text(record, description)
    record.date = _date(element, record, gathered)
    names = [" ".join((c.text or "").split()) for c in element.iter("category")]
    labels = (child_text(element, "labels") or "").split(",")
    record.tags = [kind] if kind != "event" else []
    for name in names:
        lineage = name
        for _ in range(10):  # categories within categories, in a circle at worst
            if not lineage:
                break
            code = resolve(lineage, "category")
            record.category = record.category or code
            record.tags += [lineage] if not code else []
            lineage = parents.get(lineage, "")
    record.tags += [label.strip() for label in labels if label.strip()]
    for address in child_text(element, "hyperlink").split(";"):
        gathered.link(record, address)
    return record


def _date(element: Element, record: EventRecord, gathered: Collector) -> str | None:
    """Start and end, fuzzy or going on as they are."""
    first, last = child_text(element, "start") or child_text(element, "time"), child_text(element, "end")
    start, end = _point(first), _point(last, closing=True)
    if start is None:
        gathered.report("date", first, "This is no date.", "Give the event a start.", dropped="field" if first else "")
        return None
    if _holds(element, "ends_today"):
        return f"{start.partition('T')[0]}/.."
    span = spanned(start, end)
    if span.fault:
        gathered.report("date", last, f"{span.fault} The end was left out.", "Correct the dates.")
    record.date_note = span.note or None
    date = span.date or start
    if _holds(element, "fuzzy"):
        return qualified(date.partition("T")[0], "~")
    begin, slash, close = date.partition("/")
    begin = qualified(begin, "~") if _holds(element, "fuzzy_start") else begin
    return begin + slash + (qualified(close, "~") if slash and _holds(element, "fuzzy_end") else close)


def _holds(element: Element, name: str) -> bool:
    return child_text(element, name) == "True"


def _point(text: str, *, closing: bool = False) -> str | None:
    """A point in time as EDTF; the last second of a day closes that day."""
    found = _POINT.fullmatch(text)
    if not found:
        return loose(text)
    year, month, day = (int(part) for part in found.groups()[:3])
    date = written(year, month, day)
    hour, minute, second = (int(part or 0) for part in found.groups()[3:])
    whole = (hour, minute, second) == (0, 0, 0) or (closing and (hour, minute) == (23, 59))
    if whole or len(date) < 10:
        return loose(date)
    return loose(f"{date}T{hour:02}:{minute:02}:{second:02}")
