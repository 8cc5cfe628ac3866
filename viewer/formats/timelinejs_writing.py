"""A table as JSON of TimelineJS 3."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from viewer.events.calendars import civil_from_days
from viewer.events.dates import DateFlag, Precision, UncertainDate, parse
from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.events.vocabulary import label_of
from viewer.events.wording import in_words
from viewer.formats.collecting import host_of
from viewer.formats.eras import ERA
from viewer.formats.losses import Losses, of_the_whole
from viewer.formats.saving import replace

_DAY = 86_400  # seconds
_LOST = ("participants", "alternative_dates", "relations", "place", "date_note", "part_of")
_VAGUE = ~(DateFlag.INTERVAL | DateFlag.TIMED)


def write(table: EventTable, path: Path) -> list[str]:
    """Write a timeline in place of what the file held; sentences that say what it lost.  Raises FileProblem."""
    losses = Losses()
    replace(path, _pieces(table, losses))
    return [*losses.sentences(), *of_the_whole(table, ("title", "description"))]


def _pieces(table: EventTable, losses: Losses) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    about = table.about
    head = {"text": {"headline": escape(about.title), "text": escape(about.description)}}
    yield b'{"title":%s,\n"events":[' % encode(head)
    eras = []
    separator = b"\n"
    for record in table.records():
        slide = _slide(record, losses)
        if slide is None:
            said = "has no start that a timeline can hold, and was left out."
            losses.note(said, said.replace("has", "have", 1).replace("was", "were"))
        elif ERA in (record.tags or ()):
            eras.append(slide)
        else:
            yield separator + encode(slide)
            separator = b",\n"
    yield b'],\n"eras":%s}\n' % encode(eras)


def _slide(record: EventRecord, losses: Losses) -> dict[str, Any] | None:
    when = parse(record.date) if record.date else None
    if when is None or when.flags & (DateFlag.OPEN_START | DateFlag.UNKNOWN_START):
        return None
    slide: dict[str, Any] = {"unique_id": record.id, "start_date": _date(when, when.start_min)}
    if when.flags & DateFlag.INTERVAL and not when.flags & (DateFlag.OPEN_END | DateFlag.UNKNOWN_END):
        slide["end_date"] = _date(when, when.end_max - 1)
    if when.flags & _VAGUE or when.precision > Precision.YEAR or when.precision == Precision.SEASON:
        slide["start_date"]["display_date"] = in_words(when)
        losses.note("keeps how sure its date is in words alone.", "keep how sure their dates are in words alone.")
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in (record.summary or "").split("\n") if line)
    slide["text"] = {"headline": escape(record.title or ""), "text": paragraphs}
    groups = [tag for tag in record.tags or () if tag != ERA]
    category = [label_of("category", record.category)] if record.category not in (None, "other") else []
    slide["group"] = next(iter((*groups, *category)), None)
    if len(groups) + len(category) > 1:
        losses.note("kept one tag or category of several.", "kept one tag or category of several.")
    elif category:
        losses.note("shows its category as a group.", "show their categories as groups.")
    links = [source for source in record.sources or () if source.url]
    if links:
        slide["media"] = {"url": links[0].url, "caption": escape(links[0].title or links[0].publisher or "")}
    if len(record.sources or ()) > 1 or (record.sources and not links):
        losses.note("kept one source or none.", "kept one source or none.")
    if any(s.published or s.note or (s.title and s.publisher not in (None, host_of(s.url or ""))) for s in links[:1]):
        losses.note("kept no more of its source than a link.", "kept no more of their sources than links.")
    losses.fields(record, _LOST)
    return {key: value for key, value in slide.items() if value is not None}


def _date(when: UncertainDate, seconds: int) -> dict[str, Any]:
    """A moment as an object, as far as it is known; years before 1 count 1 BCE as −1."""
    year, month, day = civil_from_days(seconds // _DAY)
    date: dict[str, Any] = {"year": year if year > 0 else year - 1}
    if when.precision <= Precision.SEASON:
        date["month"] = month
    if when.precision <= Precision.DAY:
        date["day"] = day
    if when.flags & DateFlag.TIMED:
        clock = seconds % _DAY
        date |= {"hour": clock // 3600, "minute": clock // 60 % 60, "second": clock % 60}
    return date
