"""Timelines of TimelineJS: JSON of version 3 and 2, and the spreadsheet version 3 is fed from, saved as CSV.

All three become slides of version 3 first.  Years before 1 count 1 BCE as −1.  Eras contain the events within them.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from viewer.errors import FileProblem
from viewer.events.about import About
from viewer.events.records import EventRecord, PlaceRecord
from viewer.events.table import EventTable
from viewer.formats.beginnings import Beginning
from viewer.formats.collecting import Collector
from viewer.formats.eras import ERA, enclose
from viewer.formats.json_text import decoded
from viewer.formats.plain_text import in_a_line
from viewer.formats.progress import Progress
from viewer.formats.reading import contents
from viewer.formats.written_dates import loose, spanned, written

Slide = dict[str, Any]

_JSON = re.compile(r'"start_date"\s*:\s*\{|"timeline"\s*:\s*\{')
_SHEET = re.compile(r'\s*"?Year"?,"?Month"?,"?Day"?,"?Time"?,"?End Year"?,', re.IGNORECASE)
_LIMIT = 2**26
_BLANK = "\ufeff \t\r\n"


def knows(start: Beginning) -> bool:
    """Whether it is JSON or the spreadsheet of TimelineJS."""
    text = start.text.lstrip(_BLANK)
    return (text.startswith("{") and _JSON.search(text) is not None) or _SHEET.match(text) is not None


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a timeline; see ``viewer.formats.read``."""
    data = contents(path, limit=_LIMIT, progress=progress)
    text = bytes(data.data[:1000]).decode("utf-8", "replace")
    sheet = _SHEET.match(text.lstrip(_BLANK))
    top = _of_sheet(bytes(data.data).decode("utf-8")) if sheet else _slides(decoded(data, data.data, Any), path)
    events, eras = _dicts(top.get("events")), _dicts(top.get("eras"))
    gathered = Collector(path, progress, len(events) + len(eras))
    for slide in eras:
        gathered.add(_event(slide, gathered, [ERA]))
    containers = list(gathered.records)
    for slide in events:
        key = slide.get("unique_id")
        gathered.add(_event(slide, gathered, []), key if isinstance(key, str) else "")
    enclose(gathered.records, containers)
    title = _dict(_dict(top.get("title")).get("text"))
    head = in_a_line(_text(title.get("headline"))), in_a_line(_text(title.get("text")))
    return gathered.table(About(title=head[0], description=head[1]))


def _slides(value: Any, path: Path) -> Slide:
    """Version 3 as it stands, version 2 as version 3."""
    top = _dict(value)
    old = _dict(top.get("timeline"))
    if isinstance(old.get("slides"), list):
        return {"events": old["slides"], "title": old.get("title")}
    if isinstance(old.get("date"), list):
        title = {"text": {"headline": old.get("headline"), "text": old.get("text")}}
        return {
            "title": title,
            "events": [_renewed(slide) for slide in _dicts(old["date"])],
            "eras": [_renewed(slide) for slide in _dicts(old.get("era"))],
        }
    if isinstance(top.get("events"), list):
        return top
    raise FileProblem(f"{path.name} has no list of events.", "Choose a timeline that has one.")


def _renewed(slide: Slide) -> Slide:
    """A slide of version 2 as one of version 3."""
    asset = _dict(slide.get("asset"))
    return {
        "start_date": slide.get("startDate"),
        "end_date": slide.get("endDate"),
        "text": {"headline": slide.get("headline"), "text": slide.get("text")},
        "group": slide.get("tag") or slide.get("tags"),
        "media": {"url": asset.get("media"), "caption": asset.get("caption"), "credit": asset.get("credit")},
    }


def _of_sheet(text: str) -> Slide:
    """The rows of a spreadsheet as slides."""
    slides: dict[str, Any] = {"events": [], "eras": []}
    for row in _rows(text):
        start = _columns(row, "") | {"display_date": row.get("display date")}
        slide: Slide = {
            "start_date": start,
            "end_date": _columns(row, "end "),
            "text": {"headline": row.get("headline"), "text": row.get("text")},
            "group": row.get("group") or row.get("tag"),
            "media": {"url": row.get("media"), "caption": row.get("media caption"), "credit": row.get("media credit")},
        }
        kind = (row.get("type") or "").strip().lower()
        if kind == "title":
            slides["title"] = slide
        elif any(row.values()):
            slides["eras" if kind == "era" else "events"].append(slide)
    return slides


def _rows(text: str) -> Iterator[dict[str, str]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        for row in reader:
            yield dict(zip(header, row, strict=False))
    except csv.Error:  # a cell beyond all bounds: what came before it stands
        return


def _columns(row: dict[str, str], prefix: str) -> Slide:
    date: Slide = {part: row.get(prefix + part) for part in ("year", "month", "day")}
    clock = (row.get(prefix + "time") or "").split(":")
    return date | dict(zip(("hour", "minute", "second"), clock, strict=False))


def _event(slide: Slide, gathered: Collector, tags: list[str]) -> EventRecord:
    """One slide as an event."""
    words, media, place = (_dict(slide.get(key)) for key in ("text", "media", "location"))
    record = EventRecord(title=in_a_line(_text(words.get("headline"))))
    record.summary = gathered.text(record, _text(words.get("text")))
    given = slide.get("start_date")
    span = spanned(_date(given), _date(slide.get("end_date")))
    if span.fault:
        gathered.report("date", slide.get("end_date"), f"{span.fault} The end was left out.", "Correct the dates.")
    if not span.date:
        gathered.report("date", given, "This is no date.", "Give the slide a year.", dropped="field" if given else "")
    record.date = span.date
    shown = _text(_dict(given).get("display_date") or slide.get("display_date"))
    record.date_note = " ".join(filter(None, (span.note, in_a_line(shown)))) or None
    _media(record, media, gathered)
    record.tags = [*tags, *filter(None, (in_a_line(_text(slide.get("group"))),))]
    if name := _text(place.get("name")):
        record.place = PlaceRecord(name=in_a_line(name), **_degrees(place))
    return record


def _media(record: EventRecord, media: Slide, gathered: Collector) -> None:
    """What a slide shows: a source where it is a link, text where it is a quotation."""
    address = _text(media.get("url")).strip()
    title = ", ".join(filter(None, (in_a_line(_text(media.get(key))) for key in ("caption", "credit"))))
    if address.startswith("<") or " " in address:
        record.summary = "\n\n".join(filter(None, (record.summary, gathered.text(record, address))))
    else:
        gathered.link(record, address, title)


def _degrees(place: Slide) -> dict[str, float]:
    lat, lon = place.get("lat"), place.get("lon")
    numbers = isinstance(lat, int | float) and isinstance(lon, int | float)
    return {"lat": float(lat), "lon": float(lon)} if numbers and abs(lat) <= 90 and abs(lon) <= 180 else {}  # type: ignore[arg-type]


def _date(value: Any) -> str | None:
    """A date of version 3 (an object) or 2 (numbers with commas, or whatever a browser reads) as EDTF."""
    if isinstance(value, str | int):
        parts = [part.strip() for part in str(value).split(",")]
        if not all(re.fullmatch(r"-?\d{1,12}", part) for part in parts if part):
            return loose(str(value))
        value = dict(zip(("year", "month", "day", "hour", "minute", "second"), parts, strict=False))
    given = _dict(value)
    numbers = {key: _number(given.get(key)) for key in ("year", "month", "day", "hour", "minute", "second")}
    year = numbers["year"]
    if year is None:
        return None
    day = written(year + (-9999 < year < 0), numbers["month"] or 0, numbers["day"] or 0)
    found = loose(day)
    if found and numbers["hour"] is not None and len(day) == 10:
        clock = f"{numbers['hour']:02}:{numbers['minute'] or 0:02}:{numbers['second'] or 0:02}"
        return loose(f"{day}T{clock}") or found
    return found


def _number(value: Any) -> int | None:
    text = _text(value).strip()
    return int(text) if re.fullmatch(r"-?\d{1,12}", text) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _dict(value: Any) -> Slide:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[Slide]:
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []
