"""JSON text into values, and in words what is wrong with it and where."""

import json
import re
from typing import Any

import msgspec
import pyarrow as pa

from viewer.errors import FileProblem
from viewer.formats.reading import Contents

_IF_A_TABLE = "If it is a table, let its name end in .csv; else choose another file."
NOT_OURS = "Choose a file of this program; its format is described in resources/schema/events.schema.json."
_HALF_CHARACTER = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")


def decoded(text: Contents, data: Any, kind: Any) -> Any:
    """JSON as ``kind``; a fault of the whole document is reported with its line and column."""
    name = text.path.name
    try:
        return plain(data) if kind is Any else msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise FileProblem(f"{name} is JSON, but not a chronology of this program.", NOT_OURS, str(error)) from error
    except RecursionError as error:
        raise FileProblem(f"{name} is nested too deeply to be a chronology.", NOT_OURS) from error
    except msgspec.DecodeError as error:
        raise _malformed(text, str(error), offset(text, data)) from error


def plain(data: Any) -> Any:
    """JSON as plain values; a number beyond all bounds becomes infinite, so that whoever expects one can refuse it.

    Raises:
        msgspec.DecodeError: it is no JSON.
        RecursionError: it is nested too deeply.
    """
    try:
        return msgspec.json.decode(data)
    except msgspec.ValidationError:  # what is wrong is no more than the size of a number
        try:
            return json.loads(bytes(data), parse_int=lambda digits: int(digits) if len(digits) < 300 else float(digits))
        except json.JSONDecodeError as error:  # after that number there is a worse fault
            at = len(error.doc[: error.pos].encode("utf-8", "replace"))
            raise msgspec.DecodeError(f"JSON is malformed: {error.msg} (byte {at})") from error


def offset(text: Contents, data: Any) -> int:
    """Where a piece of the text begins in it."""
    return int(pa.py_buffer(memoryview(data)).address - pa.py_buffer(text.data).address)


def _malformed(text: Contents, message: str, begin: int) -> FileProblem:
    name = text.path.name
    if text.path.suffix.lower() != ".json" and not bytes(text.data[:4096]).lstrip().startswith((b"{", b"[")):
        return FileProblem(f"{name} holds text of no kind that is known.", _IF_A_TABLE, message)
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
