"""Items of vis-timeline as JSON: a list of them, or an object with ``items`` and ``groups``.

Items of the type "background" contain what lies within them.  Numbers are milliseconds since 1970.
"""

import re
from pathlib import Path
from typing import Any

from viewer.errors import FileProblem
from viewer.events.about import About
from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.formats.beginnings import Beginning
from viewer.formats.collecting import Collector
from viewer.formats.eras import ERA, enclose
from viewer.formats.json_text import decoded
from viewer.formats.plain_text import in_a_line
from viewer.formats.progress import Progress
from viewer.formats.reading import contents
from viewer.formats.written_dates import loose, of_milliseconds, spanned

_START, _CONTENT = re.compile(r'"start"\s*:'), re.compile(r'"content"\s*:')
_ASP = re.compile(r"/Date\((-?\d{1,17})[^)]{0,10}\)/")
_LIMIT = 2**26


def knows(start: Beginning) -> bool:
    """Whether it is JSON with items that have a start and contents."""
    text = start.text.lstrip("\ufeff \t\r\n")
    return text[:1] in ("[", "{") and _START.search(text) is not None and _CONTENT.search(text) is not None


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read items; see ``viewer.formats.read``."""
    data = contents(path, limit=_LIMIT, progress=progress)
    items, groups = _parts(decoded(data, data.data, Any))
    if items is None:
        raise FileProblem(f"{path.name} has no list of items.", "Choose a timeline that has one.")
    names = {str(group.get("id")): in_a_line(str(group.get("content") or group.get("id"))) for group in groups}
    gathered = Collector(path, progress, len(items))
    eras: list[EventRecord] = []
    for item in items:
        record = _event(item, names, gathered)
        key = item.get("id")
        gathered.add(record, str(key) if isinstance(key, str | int) else "")
        if item.get("type") == "background":
            eras.append(record)
    enclose(gathered.records, eras)
    return gathered.table(About(title=path.stem))


def _parts(value: Any) -> tuple[list[dict[str, Any]] | None, list[dict[str, Any]]]:
    """Items, None when there are none, and groups."""
    groups: Any = []
    if isinstance(value, dict):
        value, groups = value.get("items", value.get("events")), value.get("groups")
    if not isinstance(value, list):
        return None, []
    members = [member for member in value if isinstance(member, dict)]
    return members, [group for group in groups if isinstance(group, dict)] if isinstance(groups, list) else []


def _event(item: dict[str, Any], names: dict[str, str], gathered: Collector) -> EventRecord:
    record = EventRecord()
    lines = gathered.text(record, str(item.get("content") or "")).split("\n")
    record.title = lines[0]
    tip = gathered.text(record, str(item.get("title") or ""))
    record.summary = "\n".join(filter(None, (*lines[1:], tip if tip != lines[0] else ""))).strip()
    start, end = (_date(item.get(key)) for key in ("start", "end"))
    span = spanned(start, end)
    if span.fault:
        gathered.report("date", item.get("end"), f"{span.fault} The end was left out.", "Correct the dates.")
    if not span.date:
        gathered.report("date", item.get("start"), "This is no date.", "Give the item a start.", dropped="")
    record.date, record.date_note = span.date, span.note or None
    group = item.get("group")
    tags = [names.get(str(group), str(group))] if isinstance(group, str | int) else []
    record.tags = [*tags, ERA] if item.get("type") == "background" else tags
    return record


def _date(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return of_milliseconds(value)
    if not isinstance(value, str):
        return None
    found = _ASP.fullmatch(value)
    return of_milliseconds(int(found[1])) if found else loose(value)
