"""Chronologies in TEI (P5), and the lists of trips and visits of the United States Department of State.

In TEI an event is an ``event``, or the innermost ``div`` whose heading or opener holds a ``date``; a division of the
type "timeline" is one even without.  Its date stands in the attributes ``when``, ``from`` and ``to``, or ``notBefore``
and ``notAfter``, of which the last two mean: some time between.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from viewer.errors import FileProblem
from viewer.events.about import About
from viewer.events.records import EventRecord, PlaceRecord
from viewer.events.table import EventTable
from viewer.events.vocabulary import resolve
from viewer.formats.beginnings import Beginning
from viewer.formats.collecting import Collector
from viewer.formats.progress import Progress
from viewer.formats.written_dates import loose, one_of, qualified, spanned
from viewer.formats.xml_reading import child_text, elements, text_of

_ROOT = re.compile(r"<(?:\w+:)?(TEI(?:\.2|Corpus)?|trips|visits)[\s>]")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SENTENCE_END = re.compile(r"(?:(?<=[a-z]{4})|(?<=[\d)”]))[.!?](?=\s|$)")  # not after “U.S.” and “12 Stat.”
_HEADINGS = ("head", "opener", "dateline", "label")
_SITE = "https://history.state.gov/departmenthistory"
_OFFICE = "Office of the Historian, U.S. Department of State"


def knows(start: Beginning) -> bool:
    """Whether it begins like TEI, or like a list of trips or visits."""
    return _ROOT.search(start.text) is not None


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read TEI, trips or visits; see ``viewer.formats.read``."""
    root = elements(path, progress)
    if root.tag in ("trips", "visits"):
        return _journeys(root, path, progress)
    if not root.tag.startswith("TEI"):
        raise FileProblem(
            f"{path.name} is XML of a kind that is not read: it begins with “{root.tag[:40]}”.",
            "TEI, SIMILE, The Timeline Project, and the trips and visits of the State Department are.",
        )
    found = list(_events(root))
    titles = [text_of(title) for title in root.iterfind("teiHeader/fileDesc/titleStmt/title")]
    about_country = next((title for title in (t.strip("* ") for t in titles) if resolve(title, "country")), "")
    gathered = Collector(path, progress, len(found))
    for element in found:
        record = _entry(element, gathered)
        gathered.country(record, about_country)
        gathered.add(record, element.get(_ID, ""))
    return gathered.table(About(title=next(iter(titles), "")))


def _journeys(root: Element, path: Path, progress: Progress | None) -> EventTable:
    """Trips abroad and visits from abroad: one record each, days in elements of their own."""
    gathered = Collector(path, progress, len(root))
    for element in root:
        if element.tag in ("trip", "visit"):
            record = _trip(element, gathered) if element.tag == "trip" else _visit(element, gathered)
            number = child_text(element, "id")
            gathered.add(record, f"{element.tag}-{number}" if number else "")
    return gathered.table(About(title="Trips abroad" if root.tag == "trips" else "Visits by foreign leaders"))


def _dated(element: Element, gathered: Collector) -> EventRecord:
    start, end = child_text(element, "start-date"), child_text(element, "end-date")
    span = spanned(loose(start) or start, loose(end) or end)
    if span.fault:
        gathered.report("date", f"{start} to {end}", f"{span.fault} The end was left out.", "Correct the dates.")
    return EventRecord(date=span.date, category="consult")


def _trip(element: Element, gathered: Collector) -> EventRecord:
    record = _dated(element, gathered)
    name, country, locale = (child_text(element, key) for key in ("name", "country", "locale"))
    role = child_text(element, "role") or element.get("role", "")
    where = ", ".join(filter(None, (locale, country)))
    record.title = f"{name}: {where}" if where else name
    record.summary = child_text(element, "remarks")
    record.place = PlaceRecord(name=where) if where else None
    record.tags = [tag for tag in (name, role) if tag]
    gathered.country(record, country, "host")
    gathered.country(record, "USA")
    gathered.link(record, "/".join(filter(None, (_SITE, "travels", role, element.get("who", "")))), _OFFICE)
    return record


def _visit(element: Element, gathered: Collector) -> EventRecord:
    record = _dated(element, gathered)
    visitor, origin = child_text(element, "visitor"), child_text(element, "from")
    record.title = f"{visitor} ({origin})" if origin else visitor
    record.summary = child_text(element, "description")
    gathered.country(record, "USA", "host")
    gathered.country(record, origin)
    source = element.find("from")
    slug = source.get("id", "") if source is not None else ""
    gathered.link(record, "/".join(filter(None, (_SITE, "visits", slug))), _OFFICE)
    return record


def _events(root: Element) -> Iterator[Element]:
    """Elements that are events, in order of the text."""
    for element in root.iter():
        if element.tag == "event" or (element.tag == "div" and _is_event(element)):
            yield element


def _is_event(div: Element) -> bool:
    if div.get("type") == "timeline":
        return True
    if any(child.tag == "div" and (_date(child) is not None or child.get("type") == "timeline") for child in div):
        return False  # a chapter, not an entry
    return _date(div) is not None


def _date(element: Element) -> Element | None:
    """The first date in the headings of a division."""
    for heading in element:
        if heading.tag in _HEADINGS:
            for date in heading.iter("date"):
                if _EDGES & date.attrib.keys():
                    return date
    return None


_EDGES = {"when", "from", "to", "notBefore", "notAfter"}


def _entry(element: Element, gathered: Collector) -> EventRecord:
    """An event of a TEI text."""
    record = EventRecord()
    date = element if _EDGES & element.attrib.keys() else _date(element)
    if date is not None:
        record.date = _edtf(date, gathered)
    elif not any(child.tag in _HEADINGS and child.find(".//date") is not None for child in element):
        gathered.report("date", "", "The entry has no date.", "Give its heading a date.", dropped="")
    head = next((child for child in element if child.tag in _HEADINGS), None)
    paragraphs = [text_of(child) for child in element if child.tag not in (*_HEADINGS, "note")]
    record.summary = "\n\n".join(filter(None, paragraphs))
    heading = text_of(head)
    only_date = head is not None and date is not None and heading == text_of(date)
    record.title = _first_sentence(record.summary) if only_date or not heading else heading
    if only_date and heading and record.date and loose(heading) != record.date:
        record.date_note = " ".join(filter(None, (record.date_note, heading)))
    place = next(element.iter("placeName"), None) if head is None else next(head.iter("placeName"), None)
    record.place = PlaceRecord(name=text_of(place)) if place is not None else None
    for link in element.iter("ref"):
        target = link.get("target", "")
        target = f"https://history.state.gov{target}" if target.startswith("/") else target
        gathered.link(record, target, text_of(link), quiet=True)
    record.tags = [text_of(name) for name in element.iter("orgName")]
    return record


def _edtf(date: Element, gathered: Collector) -> str | None:
    """What the attributes of a date say."""
    given = {name: date.get(name, "").strip() for name in _EDGES}
    known = {name: loose(text) or text for name, text in given.items() if text}
    earliest, latest = known.get("notBefore"), known.get("notAfter")
    if "when" in known:
        found: str | None = known["when"]
    elif "from" in known or "to" in known:
        start, end = known.get("from"), known.get("to")
        span = spanned(start, end) if end else spanned(start, None)
        if span.fault:
            gathered.report("date", f"{start}/{end}", f"{span.fault} The end was left out.", "Correct the dates.")
        found = span.date if end else f"{start}/"
    elif earliest and latest:
        found = one_of(earliest, latest)
        if found is None:
            gathered.report("date", f"{earliest}…{latest}", "These are no dates in order.", "Correct them.")
    else:
        found = f"[{earliest}..]" if earliest else f"[..{latest}]"
    unsure = date.get("cert") in ("low", "medium") or date.get("precision") in ("low", "medium")
    return qualified(found, "?") if found and unsure else found


def _first_sentence(text: str) -> str:
    """The beginning of a text as a title: its first sentence, or as much as fits into a line."""
    line = text.partition("\n")[0]
    for end in _SENTENCE_END.finditer(line[:160]):
        head = line[: end.start()]
        if len(head) >= 20 and head.count("(") == head.count(")"):
            return head
    return line if len(line) <= 160 else line[:159].rpartition(" ")[0] + "…"
