"""XML of strangers into elements: no entities, nothing fetched, bounded depth and size; namespaces are left off."""

from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from viewer.errors import FileProblem
from viewer.formats.progress import Done, Progress
from viewer.formats.reading import raw

SIZE_LIMIT = 2**26  # bytes
DEPTH_LIMIT = 200
ELEMENT_LIMIT = 1_000_000
_BLOCK = 2**23
_SOUND = "Open it in the program it came from, and save it again."
_STEP = 20_000


def elements(path: Path, progress: Progress | None = None) -> Element:
    """The root of an XML file.

    Raises:
        FileProblem: the file cannot be read, is not well-formed, declares entities, or is beyond the bounds.
    """
    name, data = path.name, raw(path, limit=SIZE_LIMIT, progress=progress)
    try:
        return _parsed(name, data, progress)
    except DefusedXmlException as error:
        raise FileProblem(
            f"{name} declares entities, which can hide bombs and reach for other files; it was not read.",
            "Remove the entity declarations at its head.",
            repr(error),
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileProblem(f"{name} is not well-formed XML: {error}.", _SOUND, repr(error)) from error


class _Blocks(BytesIO):
    """Bytes in large pieces, whatever is asked for: the parser looks at an unfinished tag anew with each of them."""

    def read(self, _: int | None = None) -> bytes:
        """The next piece."""
        return super().read(_BLOCK)


def _parsed(name: str, data: bytes, progress: Progress | None) -> Element:
    if data.count(b"<") > 2 * ELEMENT_LIMIT:
        raise FileProblem(f"{name} has too many elements to be a chronology.", _SOUND)
    depth = count = 0
    root: Element | None = None
    for event, element in iterparse(_Blocks(data), events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth, count = depth + 1, count + 1
        root = element if root is None else root
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]
        if depth > DEPTH_LIMIT or count > ELEMENT_LIMIT:
            raise FileProblem(f"{name} is nested too deeply or too large to be a chronology.", _SOUND)
        if progress and count % _STEP == 0:
            progress(Done(0.1))
    if root is None:
        raise FileProblem(f"{name} holds no XML.", _SOUND)
    return root


def text_of(element: Element | None) -> str:
    """All text within an element, white space made single."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def child_text(element: Element, name: str) -> str:
    """The text of the first child of that name, "" when there is none."""
    return text_of(element.find(name))
