"""Markwhen: a text in which a line such as “1961-08-13 / 1989-11-09: The Wall #berlin” begins an event.

title: Cold War            head: title, description, dateFormat: d/M/y, colours of tags (not read)
group Berlin #city         groups and sections become tags of what is in them, up to “end group”
1961-08: The Wall          a date or range (EDTF, ISO, 13 August 1961, 8/13/1961, now, / 3 weeks), then the title
[Berlin](location)         a place; other links are sources, #words are tags, the rest is the summary
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from viewer.events.about import About
from viewer.events.dates import is_edtf, parse
from viewer.events.records import EventRecord, PlaceRecord
from viewer.events.table import EventTable
from viewer.formats.beginnings import Beginning
from viewer.formats.collecting import Collector
from viewer.formats.foreign_text import text_in
from viewer.formats.progress import Progress
from viewer.formats.written_dates import loose, spanned

SUFFIXES = (".mw", ".markwhen")
_LINE = 100_000  # characters; the rest of a longer line is left out
_DEPTH = 50
_OPEN = re.compile(r"\s*(?:group|section)\b(?P<words>.*)", re.IGNORECASE)
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<words>.+)")
_CLOSE = re.compile(r"\s*end\s*(?:group|section)?\s*", re.IGNORECASE)
_HEAD = re.compile(r"\s*(?P<key>title|description|dateFormat|timezone|author)\s*:\s*(?P<value>.*)", re.IGNORECASE)
_COLOUR = re.compile(r"\s*#[\w-]+\s*:\s*\S+\s*")
_DATED = re.compile(r"\s*(?P<date>[^:\[\]]{1,100}(?::\d\d[^:\[\]]{0,60}){0,6}):(?!//)\s*(?P<title>.*)")
_LOOKS_DATED = re.compile(r"\s*(?:\d[\d\s./TZ:+~-]*|now)\s*:\s")
TAG = re.compile(r"(?<![\w&/#])#([\w-]+)")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\(([^()\s]{1,2000})\)")
_PROPERTY = re.compile(r"\s*(?P<key>id|location|tags)\s*:\s*(?P<value>.+)")
_IDENTITY = re.compile(r"(?:^|\s)!(\w[\w-]*)")
_LASTS = re.compile(r"(\d{1,6})\s*(day|week|month|year|d|w|y)s?")
_COMMENT = re.compile(r"\s*//")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class _Entry(NamedTuple):
    """One event as it is written: its date, the lines of its text, the groups it stands in."""

    date: str
    note: str
    lines: list[str]
    groups: tuple[str, ...]


def knows(start: Beginning) -> bool:
    """Whether its name says so; the text alone is too much like any other."""
    return start.suffix in SUFFIXES


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read Markwhen; see ``viewer.formats.read``."""
    text, fault = text_in(path, progress)
    gathered = Collector(path, progress, text.count("\n"))
    if fault:
        gathered.report_file("encoding", "", fault, "Save the file as UTF-8.")
    reader = _Reader(gathered)
    for line in text.splitlines():
        reader.take(line[:_LINE])
    reader.finish()
    return gathered.table(
        About(title=reader.head.get("title", path.stem), description=reader.head.get("description", ""))
    )


class _Reader:
    """Takes a text line by line."""

    def __init__(self, gathered: Collector) -> None:
        self.head: dict[str, str] = {}
        self._gathered = gathered
        self._groups: list[tuple[str, int]] = []  # name, and level of the heading that opened it, 0 for a keyword
        self._entry: _Entry | None = None

    def take(self, line: str) -> None:
        """One more line."""
        if _COMMENT.match(line):
            return
        if line.strip() == "---":
            return
        if found := _HEADING.fullmatch(line):
            self._begin_group(found["words"], len(found["level"]))
        elif found := _OPEN.fullmatch(line):
            self._begin_group(found["words"], 0)
        elif _CLOSE.fullmatch(line):
            self.finish()
            if self._groups:
                self._groups.pop()
        elif self._entry is None and (found := _HEAD.match(line)):
            self.head.setdefault(found["key"].lower(), found["value"].strip())
        elif self._entry is None and _COLOUR.fullmatch(line):
            return
        elif not self._begin_event(line) and self._entry is not None:
            quoted = line.startswith("> ") and is_syntax(line[2:])  # so that it is text, as this program writes it
            self._entry.lines.append(line[2:] if quoted else line)

    def _begin_group(self, words: str, level: int) -> None:
        self.finish()
        while level and self._groups and self._groups[-1][1] >= level:
            self._groups.pop()
        name = " ".join(TAG.sub("", words).strip(" \"':").split())
        if len(self._groups) < _DEPTH:
            self._groups.append((name, level))

    def _begin_event(self, line: str) -> bool:
        found = _DATED.match(line)
        if not found:
            return False
        date_, note = _range(found["date"], day_first=self.head.get("dateformat", "").lower().startswith("d"))
        if date_ is None:
            if _LOOKS_DATED.match(line):
                message = "The line begins like an event, but its date cannot be read; it was taken for text."
                self._gathered.report(
                    "date", found["date"], message, "Write it like 2025-06-22: Title or 1980/1988: Title.", dropped=""
                )
            return False
        self.finish()
        self._entry = _Entry(date_, note, [found["title"]], tuple(name for name, _ in self._groups if name))
        return True

    def finish(self) -> None:
        """Hand over the event that is being read."""
        if self._entry is None:
            return
        entry, self._entry = self._entry, None
        record = EventRecord(date=entry.date, date_note=entry.note or None, tags=list(entry.groups))
        key = ""
        lines = []
        for line in entry.lines:
            rest, name = _stripped(line, record, self._gathered)
            key = key or name
            lines.append(rest)
        record.title = lines[0]
        record.summary = re.sub(r"\n{3,}", "\n\n", "\n".join(lines[1:])).strip()
        self._gathered.add(record, key)


def _stripped(line: str, record: EventRecord, gathered: Collector) -> tuple[str, str]:
    """A line without what goes into fields of its own, and the id it gives or ""."""
    tags = record.tags or []
    if found := _PROPERTY.fullmatch(line):
        value = found["value"].strip()
        if found["key"] == "location":
            record.place = PlaceRecord(name=value)
        elif found["key"] == "tags":
            record.tags = tags + [tag.strip(" #\"'") for tag in value.strip("[]").split(",") if tag.strip(" #\"'")]
        return "", value if found["key"] == "id" else ""

    def linked(link: re.Match[str]) -> str:
        words, address = link[1], link[2]
        if address == "location":
            record.place = record.place or PlaceRecord(name=words)
        else:
            gathered.link(record, address, words)
        return "" if link.start() == 0 and link.end() == len(line.rstrip()) else words

    rest = _LINK.sub(linked, line)
    record.tags = tags + TAG.findall(rest)
    name = _IDENTITY.search(rest)
    rest = _IDENTITY.sub("", TAG.sub("", rest)) if record.title is None else rest
    return rest.rstrip(), name[1] if name else ""


def _range(text: str, *, day_first: bool) -> tuple[str | None, str]:
    """The date part of a line as EDTF, None when it is no date, and what EDTF cannot say of it."""
    text = text.strip()
    if not re.search(r"\d|now|today|present", text, re.IGNORECASE):
        return None, ""
    for first, last in _pairs(text):
        start = _date(first, day_first)
        start = datetime.now(UTC).date().isoformat() if start == ".." and first.strip() != ".." else start
        if start is None or (start == ".." and last is None):
            continue
        if last is None:
            return start, ""
        lasts = _LASTS.fullmatch(last.strip().lower())
        end = _later(start, int(lasts[1]), lasts[2][0]) if lasts else _date(last, day_first)
        if end == "..":
            return f"{start.partition('T')[0]}/..", ""
        if end is not None:
            span = spanned(start, end)
            return span.date, " ".join(filter(None, (span.note, span.fault)))
    return None, ""


def is_syntax(line: str) -> bool:
    """Whether a line of text would be read as something else than text."""
    patterns = (_HEADING, _OPEN, _CLOSE, _COMMENT, _DATED, _PROPERTY)
    return line.strip() == "---" or any(pattern.match(line) for pattern in patterns)


def _pairs(text: str) -> Iterator[tuple[str, str | None]]:
    """Ways to take a text as one date or two; those with the plainest separators first."""
    yield text, None
    for separator in (" / ", "/", " - ", " – ", "–", "-", " to "):
        at = text.find(separator)
        tried = 0
        while at > 0 and tried < 4:
            yield text[:at], text[at + len(separator) :]
            at = text.find(separator, at + 1)
            tried += 1


def _date(text: str, day_first: bool) -> str | None:
    text = text.strip()
    if text.lower() in ("now", "present", "today", ".."):
        return ".."
    if re.fullmatch(r"[+-]?\d{1,2}", text):  # a bare day or month is no year
        return None
    return loose(text, day_first=day_first)


def _later(start: str, count: int, unit: str) -> str | None:
    """The last day of something that lasts so long from its first."""
    if start == ".." or not is_edtf(start):
        return None
    try:
        first = date(1970, 1, 1) + timedelta(seconds=parse(start).start_min)
        return (first + timedelta(days=max(count * _DAYS[unit] - 1, 0))).isoformat()
    except OverflowError:
        return None
