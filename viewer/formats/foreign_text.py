"""Text files of other programs, which are not always UTF-8: what can be read is, and it is said what was done."""

import codecs
from pathlib import Path

from viewer.errors import FileProblem
from viewer.formats.progress import Progress
from viewer.formats.reading import raw

SIZE_LIMIT = 2**26  # bytes
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FAULT = "The file is not UTF-8; it was read as Windows-1252, and letters may be wrong."


def text_in(path: Path, progress: Progress | None = None) -> tuple[str, str]:
    """The text of a file, and what is wrong with its encoding or ""; raises FileProblem when it is no text."""
    data = raw(path, limit=SIZE_LIMIT, progress=progress)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    try:
        return data.decode(encoding or "utf-8"), ""
    except UnicodeDecodeError as error:
        if encoding or b"\x00" in data[:4096]:
            raise FileProblem(f"{path.name} is not a text file.", "Choose another file.", str(error)) from error
        return data.decode("cp1252", "replace"), _FAULT
