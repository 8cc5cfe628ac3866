"""Our own format: one JSON object with a head, the events and the indicators; ``resources/schema`` has its schema.

The file is decoded in two steps.  The first finds where each event begins and ends, without making anything of it;
the second decodes one event at a time, so that a bad one is reported and the others open, and so that a million of
them never stand in memory at once.
"""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from viewer.errors import FileProblem
from viewer.events.gathering import put_together, tables_of
from viewer.events.mending import mended
from viewer.events.problems import Problems
from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.events.turns import in_turn
from viewer.formats import head
from viewer.formats.beginnings import Beginning
from viewer.formats.head import FORMAT
from viewer.formats.json_rows import in_parts
from viewer.formats.json_text import NOT_OURS, decoded, offset, plain
from viewer.formats.progress import Done, Progress, within
from viewer.formats.reading import DIVIDE, SIZE_LIMIT, Contents, contents

_KEYS = ("format", "version", "$schema", "metadata", "organisations", "events", "indicators")
_BATCH = 10_000  # events
_THREADS = 2
LARGE_LIMIT = 2**34  # bytes
_BEFORE_VALUE = re.compile(rb'\s*[{,]\s*("(?:[^"\\]|\\.)*")\s*:\s*')


def read(path: Path, progress: Progress | None = None) -> EventTable:
    """Read a chronology; see ``viewer.formats.read``."""
    remedy = f"Make Parquet of it: diplomatic-timeline convert {path.name} {path.stem}.parquet"
    return _read(path, SIZE_LIMIT, remedy, progress)


def read_large(path: Path, progress: Progress | None = None) -> EventTable:
    """As ``read``, where a larger file may be worth the wait and the memory: about twice its size."""
    return _read(path, LARGE_LIMIT, DIVIDE, progress)


def _read(path: Path, limit: int, remedy: str, progress: Progress | None) -> EventTable:
    text = contents(path, limit=limit, remedy=remedy, progress=within(progress, 0.0, 0.1))
    top = decoded(text, text.data, dict[str, Raw])
    _check_kind(text, top)
    problems = Problems()
    for key in top.keys() - set(_KEYS):
        problems.add(0, key, "", f"The schema has no “{key}” here.", f"Use: {', '.join(_KEYS)}.", dropped="field")
    for key in _dropped(text, top):
        message, remedy = f"“{key}” stands here twice; only the last counts.", "Make one of them."
        problems.add(0, key, "", message, remedy, dropped="field")
    organisations = head.organisations(_plain(text, top, "organisations"), problems)
    about = head.about(_plain(text, top, "metadata"), problems)
    series = head.series(_plain(text, top, "indicators"), problems)
    raws = decoded(text, top["events"], list[Raw])
    unreadable: list[int] = []
    batches = _batches(text, raws, problems, unreadable, within(progress, 0.1, 0.9))
    return EventTable.checked(
        put_together(batches),
        about=about,
        organisations=organisations,
        series=series,
        problems=problems,
        unreadable=unreadable,
    )


def _check_kind(text: Contents, top: dict[str, Raw]) -> None:
    """Refuse JSON of others and of versions to come."""
    name = text.path.name
    if "format" not in top or decoded(text, top["format"], Any) != FORMAT:
        keys = ", ".join(f"“{key[:30]}”" for key in list(top)[:4]) or "nothing"
        raise FileProblem(f"{name} is JSON, but not a chronology of this program: it holds {keys}.", NOT_OURS)
    version = decoded(text, top["version"], Any) if "version" in top else None
    head.check_version(name, version)
    if "events" not in top or bytes(memoryview(top["events"])[:1]) != b"[":
        raise FileProblem(f"{name} has no list of events.", 'Add "events": […], even if it is empty.')


def _dropped(text: Contents, top: dict[str, Raw]) -> Iterator[str]:
    """Keys of which JSON keeps but the last value: where something stands between two values beside the key."""
    at = 0
    for raw in sorted(top.values(), key=lambda value: offset(text, value)):
        begin = offset(text, raw)
        key = _BEFORE_VALUE.match(text.data, at, begin)
        if key and key.end() < begin:
            yield str(msgspec.json.decode(key.group(1)))
        at = begin + len(memoryview(raw))


def _plain(text: Contents, top: dict[str, Raw], key: str) -> Any:
    return decoded(text, top[key], Any) if key in top else None


def knows(start: Beginning) -> bool:
    """Whether the beginning of a text is that of a chronology of ours."""
    text = start.text.lstrip("\ufeff \t\r\n")
    return text.startswith("{") and re.search(rf'"format"\s*:\s*"{FORMAT}"', text) is not None


def _batches(
    text: Contents,
    raws: list[Any],
    problems: Problems,
    unreadable: list[int],
    progress: Progress | None,
) -> Iterator[dict[str, Any]]:
    """The tables of some thousand events at a time: as Arrow reads them, or one by one where it stumbles."""
    done, batches = 0, _divided(raws)
    with ThreadPoolExecutor(_THREADS) as pool:
        for parts in in_turn(pool, in_parts, batches) if len(raws) > _BATCH else map(in_parts, batches):
            for part, tables in parts:
                yield tables or tables_of(_records(part, done, problems, unreadable))
                done += len(part)
                text.release(offset(text, part[-1]))
            if progress and done % _BATCH == 0:
                progress(Done(done / len(raws), done))
    text.release(len(text.data))


def _divided(raws: list[Any]) -> Iterator[list[Raw]]:
    """Some thousand at a time; they are taken out of the list, which keeps its length."""
    for begin in range(0, len(raws), _BATCH):
        batch = raws[begin : begin + _BATCH]
        raws[begin : begin + _BATCH] = [None] * len(batch)
        yield batch


def _records(raws: Sequence[Raw], begin: int, problems: Problems, unreadable: list[int]) -> list[EventRecord]:
    """Each event decoded; one of the wrong shape mended; a stand-in for one that is no event at all."""
    decode = msgspec.json.Decoder(EventRecord).decode
    records = []
    for number, raw in enumerate(raws, begin):
        try:
            record: EventRecord | None = decode(raw)
        except (msgspec.DecodeError, RecursionError):
            record = _mended(raw, number, problems)
            if record is None:
                unreadable.append(number)
        records.append(record or EventRecord())
    return records


def _mended(raw: Raw, number: int, problems: Problems) -> EventRecord | None:
    id_ = ""

    def report(field: str, value: object, message: str, remedy: str) -> None:
        dropped = "event" if field == "record" else "field"
        problems.add(number + 1, field, value, message, remedy, id_=id_, dropped=dropped)

    try:
        value = plain(raw)
    except RecursionError:
        report("record", "", "The event is nested too deeply.", "Write it as the schema says.")
        return None
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        id_ = value["id"]
    return mended(EventRecord, value, report)
