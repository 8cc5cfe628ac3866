"""Our own format: one JSON object with a head, the events and the indicators; ``resources/schema`` has its schema.

The file is decoded in two steps.  The first finds where each event begins and ends, without making anything of it;
the second decodes one event at a time, so that a bad one is reported and the others open, and so that a million of
them never stand in memory at once.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import Raw

from viewer.errors import FileProblem
from viewer.events.mending import mended
from viewer.events.problems import Problems
from viewer.events.records import EventRecord
from viewer.events.table import EventTable
from viewer.formats import head
from viewer.formats.reading import Contents, contents

FORMAT, VERSION = "diplomatic-timeline", 1
_KEYS = ("format", "version", "$schema", "metadata", "organisations", "events", "indicators")
_STEP = 10_000
_HALF_CHARACTER = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")
_NOT_OURS = "Choose a file of this program; its format is described in resources/schema/events.schema.json."


def read(path: Path, progress: Callable[[float], None] | None = None) -> EventTable:
    """Read a chronology; see ``viewer.formats.read``."""
    text = contents(path, progress=_part(progress, 0.0, 0.1))
    top = _decoded(text, text.data, dict[str, Raw])
    _check_kind(text, top)
    problems = Problems()
    for key in top.keys() - set(_KEYS):
        problems.add(0, key, "", f"The schema has no “{key}” here.", f"Use: {', '.join(_KEYS)}.", dropped="field")
    organisations = head.organisations(_plain(text, top, "organisations"), problems)
    about = head.about(_plain(text, top, "metadata"), problems)
    series = head.series(_plain(text, top, "indicators"), problems)
    raws = _decoded(text, top["events"], list[Raw])
    unreadable: list[int] = []
    records = _records(text, raws, problems, unreadable, _part(progress, 0.1, 0.9))
    return EventTable.build(
        records,
        about=about,
        organisations=organisations,
        series=series,
        problems=problems,
        unreadable=unreadable,
    )


def _part(progress: Callable[[float], None] | None, begin: float, end: float) -> Callable[[float], None] | None:
    return (lambda fraction: progress(begin + fraction * (end - begin))) if progress else None


def _check_kind(text: Contents, top: dict[str, Raw]) -> None:
    """Refuse JSON of others and of versions to come."""
    name = text.path.name
    if "format" not in top or _decoded(text, top["format"], Any) != FORMAT:
        keys = ", ".join(f"“{key[:30]}”" for key in list(top)[:4]) or "nothing"
        raise FileProblem(f"{name} is JSON, but not a chronology of this program: it holds {keys}.", _NOT_OURS)
    version = _decoded(text, top["version"], Any) if "version" in top else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileProblem(f"{name} does not say the version of its format.", f'Add "version": {VERSION} at its head.')
    if version > VERSION:
        raise FileProblem(
            f"{name} is of version {version} of the format; this program reads version {VERSION}.",
            "Install a newer version of the program.",
        )
    if "events" not in top or bytes(memoryview(top["events"])[:1]) != b"[":
        raise FileProblem(f"{name} has no list of events.", 'Add "events": […], even if it is empty.')


def _decoded(text: Contents, data: Any, kind: Any) -> Any:
    """JSON as ``kind``; a fault of the whole document is reported with its line and column."""
    name = text.path.name
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        if "out of range" in str(error):
            raise FileProblem(f"{name} holds a number beyond all bounds.", "Correct it.", str(error)) from error
        raise FileProblem(f"{name} is JSON, but not a chronology of this program.", _NOT_OURS, str(error)) from error
    except RecursionError as error:
        raise FileProblem(f"{name} is nested too deeply to be a chronology.", _NOT_OURS) from error
    except msgspec.DecodeError as error:
        raise _malformed(text, str(error), _offset(text, data)) from error


def _offset(text: Contents, data: Any) -> int:
    """Where a piece of the text begins in it."""
    return int(pa.py_buffer(memoryview(data)).address - pa.py_buffer(text.data).address)


def _malformed(text: Contents, message: str, begin: int) -> FileProblem:
    name = text.path.name
    if half := _HALF_CHARACTER.search(text.data):
        where = text.place(half.start())
        return FileProblem(f"{name}: {where} holds half a character ({half.group().decode()}).", "Remove it.", message)
    if "truncated" in message:
        where = text.place(len(text.data))
        return FileProblem(f"{name} ends too early, at {where}.", "It was cut short; fetch or save it again.", message)
    at = begin + int(found.group(1)) if (found := re.search(r"\(byte (\d+)\)", message)) else begin
    where = text.place(at)
    around = bytes(text.data[max(0, at - 1) : at + 9])
    if number := re.search(rb"-?Infinity|NaN", around):
        remedy = "Write null where a number is unknown."
        return FileProblem(f"{name}: {where} holds {number.group().decode()}, which JSON has not.", remedy, message)
    what = re.sub(r"^JSON is malformed: | \(byte \d+\)$", "", message)
    return FileProblem(f"{name} is not valid JSON at {where}: {what}.", "Correct it there.", message)


def _plain(text: Contents, top: dict[str, Raw], key: str) -> Any:
    return _decoded(text, top[key], Any) if key in top else None


def _records(
    text: Contents,
    raws: list[Any],
    problems: Problems,
    unreadable: list[int],
    progress: Callable[[float], None] | None,
) -> Iterator[EventRecord]:
    """Each event decoded; one of the wrong shape mended; a stand-in for one that is no event at all."""
    decode = msgspec.json.Decoder(EventRecord).decode
    for number, raw in enumerate(raws):
        try:
            yield decode(raw)
        except (msgspec.DecodeError, RecursionError):
            record = _mended(raw, number, problems)
            if record is None:
                unreadable.append(number)
            yield record or EventRecord()
        raws[number] = None
        if number % _STEP == _STEP - 1:
            text.release(_offset(text, raw))
            if progress:
                progress(number / len(raws))
    text.release(len(text.data))


def _mended(raw: Raw, number: int, problems: Problems) -> EventRecord | None:
    id_ = ""

    def report(field: str, value: object, message: str, remedy: str) -> None:
        dropped = "event" if field == "record" else "field"
        problems.add(number + 1, field, value, message, remedy, id_=id_, dropped=dropped)

    try:
        value = msgspec.json.decode(raw)
    except RecursionError:
        report("record", "", "The event is nested too deeply.", "Write it as the schema says.")
        return None
    except msgspec.DecodeError as error:  # numbers beyond 1e308
        report("record", "", f"The event cannot be read: {error}.", "Correct it.")
        return None
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        id_ = value["id"]
    return mended(EventRecord, value, report)
