"""A table as Markwhen, which takes EDTF as it is; ids, places and tags stand in properties below the title."""

from collections.abc import Iterator
from pathlib import Path

from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.events.vocabulary import label_of
from viewer.formats.losses import Losses
from viewer.formats.markwhen import is_syntax
from viewer.formats.saving import replace

_LOST = ("participants", "alternative_dates", "relations", "part_of")
_OPEN = {"[", "]", "{", "}"}


def write(table: EventTable, path: Path) -> list[str]:
    """Write a Markwhen text in place of what the file held; sentences that say what it lost.  Raises FileProblem."""
    losses = Losses()
    replace(path, (piece.encode("utf-8") for piece in _pieces(table, losses)))
    return losses.sentences()


def _pieces(table: EventTable, losses: Losses) -> Iterator[str]:
    for key, value in (("title", table.about.title), ("description", table.about.description)):
        if value:
            yield f"{key}: {' '.join(value.split())}\n"
    for record in table.records():
        if not record.date or _set(record.date):
            losses.note("has no date that Markwhen knows, and was left out.", "have no date that Markwhen knows.")
        else:
            yield "\n" + "\n".join(_lines(record, losses)) + "\n"


def _set(date: str) -> bool:
    return bool(_OPEN & set(date)) or date.startswith(("../", "/"))


def _lines(record: EventRecord, losses: Losses) -> Iterator[str]:
    yield f"{record.date}: {record.title}"
    yield f"id: {record.id}"
    if record.place and record.place.name:
        yield f"location: {record.place.name}"
    if record.place and record.place.lat is not None:
        losses.note("lost the coordinates of its place.", "lost the coordinates of their places.")
    category = [label_of("category", record.category)] if record.category not in (None, "other") else []
    tags = [tag.replace(",", " ") for tag in (*category, *(record.tags or ()))]
    if tags:
        yield f"tags: [{', '.join(tags)}]"
    for line in (*(record.summary or "").split("\n"), record.date_note or ""):
        if line.strip():
            yield f"> {line}" if is_syntax(line) else line
    for source in record.sources or ():
        words = (source.title or source.publisher or source.url or "").translate(str.maketrans("[]\n", "() "))
        if source.url:
            yield f"[{words}]({source.url.replace('(', '%28').replace(')', '%29')})"
        else:
            losses.note("lost a source without a link.", "lost sources without a link.")
    losses.fields(record, _LOST)
