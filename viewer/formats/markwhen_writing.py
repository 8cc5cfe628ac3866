"""A table as Markwhen, which takes EDTF as it is; ids, places and tags stand in properties below the title."""

from collections.abc import Iterator
from pathlib import Path

from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.events.vocabulary import label_of
from viewer.formats.collecting import host_of
from viewer.formats.losses import Losses, of_the_whole
from viewer.formats.markwhen import TAG, is_syntax
from viewer.formats.saving import replace

_LOST = ("participants", "alternative_dates", "relations", "part_of")
_OPEN = {"[", "]", "{", "}"}


def write(table: EventTable, path: Path) -> list[str]:
    """Write a Markwhen text in place of what the file held; sentences that say what it lost.  Raises FileProblem."""
    losses = Losses()
    replace(path, (piece.encode("utf-8") for piece in _pieces(table, losses)))
    return [*losses.sentences(), *of_the_whole(table, ("title", "description"))]


def _pieces(table: EventTable, losses: Losses) -> Iterator[str]:
    for key, value in (("title", table.about.title), ("description", table.about.description)):
        if value:
            yield f"{key}: {' '.join(value.split())}\n"
    for record in table.records():
        if not record.date or _set(record.date):
            said = "has no date that Markwhen knows, and was left out."
            losses.note(said, said.replace("has", "have", 1).replace("was", "were"))
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
    if category:
        losses.note("shows its category as a tag.", "show their categories as tags.")
    if record.date_note:
        losses.note("has the note on its date in its text.", "have the notes on their dates in their text.")
    if TAG.search(f"{record.title}\n{record.summary or ''}"):
        losses.note("has #words, which Markwhen takes for tags.", "have #words, which Markwhen takes for tags.")
    if tags:
        yield f"tags: [{', '.join(tags)}]"
    for line in (*(record.summary or "").split("\n"), record.date_note or ""):
        yield f"> {line}" if is_syntax(line) else line
    yield from _links(record, losses)
    losses.fields(record, _LOST)


def _links(record: EventRecord, losses: Losses) -> Iterator[str]:
    sources = record.sources or ()
    for source in sources:
        words = (source.title or source.publisher or source.url or "").translate(str.maketrans("[]\n", "() "))
        if source.url:
            yield f"[{words}]({source.url.replace('(', '%28').replace(')', '%29')})"
    if not all(source.url for source in sources):
        losses.note("lost sources without a link.", "lost sources without a link.")
    hosts = [(source, host_of(source.url or "")) for source in sources]
    if any(s.published or s.note or (s.title and s.publisher not in (None, host)) for s, host in hosts):
        losses.note("kept no more of its sources than links.", "kept no more of their sources than links.")
