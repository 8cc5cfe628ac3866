"""Events of another program on their way into a table: each gets an id, what is wrong is noted with its row.

gathered = Collector(path, progress, total=len(items))
for item in items:
    gathered.report("date", item["when"], "…", "…")      # about the event that is being made
    gathered.add(EventRecord(title=…), key=item["id"])
return gathered.table()
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from viewer.errors import FileProblem
from viewer.events import vocabulary
from viewer.events.about import About
from viewer.events.naming import code_at, codes_of
from viewer.events.problems import Problems, shown
from viewer.events.records import EventRecord, ParticipantRecord, SourceRecord
from viewer.events.table import EventTable
from viewer.events.texts import is_web, one_line
from viewer.formats.plain_text import in_a_line, plain
from viewer.formats.progress import Done, Progress

EVENT_LIMIT = 1_000_000
TEXT_LIMIT = 100_000  # characters of one summary
LIST_LIMIT = 1_000  # tags, links and participants of one event
_ID_LIMIT = 200
_STEP = 500
UNTITLED = "Untitled"
T = TypeVar("T")


class Collector:
    """The events of one file as they are found.

    Attributes:
        records: those added so far.
        problems: what was wrong with them.
        entry: number in the file of what the next events are made of, where that may be several; 0 where it is one.
    """

    def __init__(self, path: Path, progress: Progress | None = None, total: int = 0) -> None:
        self.records: list[EventRecord] = []
        self.problems = Problems()
        self.entry = 0
        self._entries: list[int] = []
        self._name = path.name
        self._progress = progress
        self._total = max(total, 1)
        self._taken: Counter[str] = Counter()
        self._unknown: dict[str, list[int]] = {}

    def report(
        self, field: str, value: object, message: str, remedy: str, *, dropped: str = "field", kind: str = ""
    ) -> None:
        """Note a fault of the event that is being made."""
        self.problems.add(len(self.records) + 1, field, value, message, remedy, dropped=dropped, kind=kind)

    def report_file(self, field: str, value: object, message: str, remedy: str, *, kind: str = "") -> None:
        """Note a fault of the file as a whole."""
        self.problems.add(0, field, value, message, remedy, kind=kind)

    def add(self, record: EventRecord, key: str = "") -> str:
        """Take an event; the id it got: its ``key`` in the file, or one made from what it says, so that it lasts."""
        if len(self.records) >= EVENT_LIMIT:
            raise FileProblem(f"{self._name} has more than {EVENT_LIMIT:,} events.", "Divide it into several files.")
        record.title = one_line(record.title)
        if not record.title:
            record.title = one_line(record.summary)[:80] or UNTITLED
            self.report(
                "title",
                "",
                f"The event has no title; it is called “{shown(record.title)}”.",
                "Give it one.",
                dropped="",
            )
        if len(record.summary or "") > TEXT_LIMIT:
            self.report("summary", record.summary, f"The text was cut after {TEXT_LIMIT:,} characters.", "Shorten it.")
            record.summary = (record.summary or "")[:TEXT_LIMIT]
        record.summary = record.summary or None
        for name in ("tags", "sources", "participants"):
            setattr(record, name, _distinct((getattr(record, name) or ())[:LIST_LIMIT]) or None)
        record.id = self._id(one_line(key)[:_ID_LIMIT], record)
        self.records.append(record)
        self._entries.append(self.entry)
        if self._progress and len(self.records) % _STEP == 0:
            count = len(self.records)
            self._progress(Done(min(0.1 + 0.8 * count / self._total, 0.9), count))
        return record.id

    def _id(self, key: str, record: EventRecord) -> str:
        given = bool(key)
        if not given:
            said = "\n".join((record.title or "", record.date or "", record.summary or ""))
            key = hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()
        self._taken[key] += 1
        if self._taken[key] == 1:
            return key
        made = f"{key}-{self._taken[key]}"
        while self._taken[made]:
            self._taken[key] += 1
            made = f"{key}-{self._taken[key]}"
        self._taken[made] += 1
        if given:
            message = f"An earlier event has the same id; this one is called “{shown(made)}”."
            self.report("id", key, message, "Give every event an id of its own.", dropped="")
        return made

    def text(self, record: EventRecord, html: str) -> str:
        """HTML or plain text as plain text; the links in it become sources of the event."""
        text, links = plain(html)
        for address, words in links[:LIST_LIMIT]:
            self.link(record, address, words, quiet=True)
        return text

    def link(self, record: EventRecord, address: str, title: str = "", *, quiet: bool = False) -> None:
        """Put a link among the event's sources; anything but the web is reported, unless ``quiet``."""
        url = one_line(address).replace(" ", "%20")
        url = f"https:{url}" if url.startswith("//") else f"https://{url}" if url.startswith("www.") else url
        if len(record.sources or ()) >= LIST_LIMIT:
            return
        if is_web(url):
            words = in_a_line(title) or None
            record.sources = [*(record.sources or ()), SourceRecord(publisher=host_of(url), title=words, url=url)]
        elif url and not quiet:
            self.report("sources", address, "Only http and https links are opened.", "Give a web address.")

    def country(self, record: EventRecord, name: str, role: str = "participant") -> bool:
        """Add a country or organisation by its name on the day of the event; whether it is known.

        The unknown ones are kept as tags, and listed once each.
        """
        name = " ".join(name.split())
        for kind in ("country", "organisation"):
            for spelling in _spellings(name):
                if states := codes_of(spelling, kind):
                    code = code_at(states, record.date or "")
                    part = (
                        ParticipantRecord(country=code) if kind == "country" else ParticipantRecord(organisation=code)
                    )
                    part.role = role
                    record.participants = [*(record.participants or ()), part]
                    return True
        if name:
            record.tags = [*(record.tags or ()), name]
            self._unknown.setdefault(name, []).append(len(self.records) + 1)
        return False

    def table(self, about: About | None = None) -> EventTable:
        """What was collected, checked."""
        for name, rows in self._unknown.items():
            near = [match for match in vocabulary.find(name, "country", 1) if match.name[:1] == name[:1]]
            remedy = f"Did you mean {near[0].name} ({near[0].code})?" if near else "Write a name or an ISO 3166 code."
            count = f"{len(rows):,} events name" if len(rows) > 1 else "One event names"
            message = f"{count} “{shown(name)}”, which is no known country or organisation; it is kept as a tag."
            self.problems.add(rows[0], "participants", name, message, remedy, kind="name")
        if not self.records:
            self.report_file("events", "", "The file holds no events.", "Choose another file.")
        table = EventTable.build(self.records, about=about, problems=self.problems)
        if not self.entry:
            return table
        numbers = [0, *self._entries]  # events have their ids by now, and a problem is looked for where it is written
        return replace(table, problems=tuple(replace(p, row=numbers[p.row]) for p in table.problems))


def _spellings(name: str) -> Sequence[str]:
    """A name as it stands, without what is in brackets, what is in brackets, and turned round at its comma."""
    before, _, within = name.partition("(")
    inner = within.partition(")")[0].strip()
    first, comma, rest = name.partition(",")
    turned = f"{rest.strip()} {first.strip()}" if comma else ""
    return [spelling for spelling in (name, turned, before.strip() if within else "", inner) if spelling]


def _distinct(values: Sequence[T]) -> list[T]:
    kept: list[T] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def host_of(url: str) -> str | None:
    """The publisher of a link that names none; None for what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
