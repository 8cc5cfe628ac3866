"""The beginning of a file, from which formats that share a suffix are told apart."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from viewer.formats.reading import beginning

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first 64 KiB of a file.

    Attributes:
        suffix: the ending of its name in lower case, such as ".json"; ".csv" for "a.csv.gz" is not looked for.
        data: the bytes as they are.
        text: the same as text, whatever is none replaced.
    """

    suffix: str
    data: bytes
    text: str


def beginning_of(path: Path) -> Beginning:
    """Look at a file; raises FileProblem when it is missing, forbidden or no file."""
    data = beginning(path)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    return Beginning(path.suffix.lower(), data, data.decode(encoding, "replace"))
