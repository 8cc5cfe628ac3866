"""Links, bookmarks, keywords and language for a PDF that Qt has written: ``QPdfWriter`` makes none of them.

They are added as an incremental update (ISO 32000-1, 7.5.6): what Qt wrote stays as it is, changed objects follow it,
and a second cross-reference table points to them.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote

from viewer.ui.areas import Area

_POINTS = 0.75  # of a px at 96 dpi
_URL_MARKS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(slots=True)
class _Update:
    """New versions of objects by their number."""

    document: bytes
    objects: dict[int, bytes] = field(default_factory=dict)

    def read(self, number: int) -> bytes:
        """The body of an object as Qt wrote it."""
        found = re.search(rb"(?<!\d)%d 0 obj\s(.*?)\sendobj" % number, self.document, re.DOTALL)
        assert found, f"object {number}"
        return found[1]

    def reference(self, name: str, body: bytes) -> int:
        """The number of the object to which a dictionary refers under a name."""
        found = re.search(rb"/%s\s+(\d+) 0 R" % name.encode(), body)
        assert found, name
        return int(found[1])


def furnished(
    document: bytes,
    links: Sequence[Sequence[Area]],
    names: Sequence[str],
    height: float,
    keywords: Sequence[str] = (),
) -> bytes:
    """The same PDF with links on its pages and a bookmark for each; its fonts are called the subsets that they are.

    Args:
        document: as ``QPdfWriter`` wrote it.
        links: for each page the areas, those that lead somewhere become links.
        names: for each page its bookmark.
        height: of all pages, px at 96 dpi.
        keywords: what it is about.
    """
    start = int(document.rsplit(b"startxref", 1)[1].split()[0])
    trailer = document[document.rindex(b"trailer") :]
    update = _Update(document)
    root, size = update.reference("Root", trailer), int(re.search(rb"/Size (\d+)", trailer)[1])  # type: ignore[index]
    catalogue = update.read(root)
    kids = re.search(rb"/Kids\s*\[([^]]*)\]", update.read(update.reference("Pages", catalogue)))
    assert kids
    pages = [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])]
    for page, areas in zip(pages, links, strict=True):
        annotations = b"\n".join(_link(area, height) for area in areas if area.url)
        update.objects[update.reference("Annots", update.read(page))] = b"[\n%s\n]" % annotations
    info = update.reference("Info", trailer)
    said = b"/Keywords %s\n" % _text(", ".join(keywords)).encode()
    update.objects[info] = update.read(info).rstrip().removesuffix(b">>") + said + b">>"
    update.objects |= dict(_subsets(update))
    numbers = count(size)
    outlines = next(numbers)
    update.objects |= dict(_bookmarks(outlines, pages, names, numbers))
    more = b"/Outlines %d 0 R\n/Lang (en)\n/ViewerPreferences << /DisplayDocTitle true >>\n" % outlines
    update.objects[root] = catalogue.rstrip().removesuffix(b">>") + more + b">>"
    return _written(update, trailer, start, next(numbers))


def _subsets(update: _Update) -> Iterator[tuple[int, bytes]]:
    """Each font under the name of its subset (ISO 32000-1, 9.6.4), which Qt gives to the descriptor alone."""
    document = update.document
    tagged: dict[bytes, bytes] = {
        name: tag + name for tag, name in re.findall(rb"/FontName /([A-Z]{6}\+)(\S+)", document)
    }
    for found in re.finditer(rb"/BaseFont /(\S+)", document):
        begin = document.rindex(b" 0 obj", 0, found.start())
        number = int(document[document.rindex(b"\n", 0, begin) + 1 : begin])
        name = tagged.get(bytes(found[1]), bytes(found[1]))
        yield number, update.read(number).replace(found[0], b"/BaseFont /" + name)


def _link(area: Area, height: float) -> bytes:
    left, right = area.x * _POINTS, (area.x + area.width) * _POINTS
    low, high = (height - area.y - area.height) * _POINTS, (height - area.y) * _POINTS
    address = quote(area.url, safe=_URL_MARKS).encode("ascii").hex()
    box = f"{left:.2f} {low:.2f} {right:.2f} {high:.2f}"
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 "
        f"/Contents {_text(area.words)} /A << /S /URI /URI <{address}> >> >>"
    ).encode("ascii")


def _bookmarks(
    outlines: int, pages: Sequence[int], names: Sequence[str], numbers: Iterator[int]
) -> Iterator[tuple[int, bytes]]:
    items = [next(numbers) for _ in pages]
    first, last = items[0], items[-1]
    yield outlines, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, len(items))
    for place, (item, page, name) in enumerate(zip(items, pages, names, strict=True)):
        around = (("Prev", items[place - 1] if place else 0), ("Next", items[place + 1] if item != last else 0))
        beside = " ".join(f"/{key} {number} 0 R" for key, number in around if number)
        yield item, f"<< /Title {_text(name)} /Parent {outlines} 0 R {beside} /Dest [{page} 0 R /Fit] >>".encode()


def _text(words: str) -> str:
    """A text string: UTF-16 with its byte order mark, as hexadecimal digits."""
    return f"<{codecs.BOM_UTF16_BE.hex()}{words.encode('utf-16-be', 'replace').hex()}>"


def _written(update: _Update, trailer: bytes, start: int, size: int) -> bytes:
    made, table = bytearray(update.document), []
    for number, body in sorted(update.objects.items()):
        table.append(b"%d 1\n%010d 00000 n \n" % (number, len(made)))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    place = len(made)
    kept = re.sub(rb"/Size \d+", b"/Size %d /Prev %d" % (size, start), trailer.split(b"startxref")[0], count=1)
    return bytes(made + b"xref\n" + b"".join(table) + kept + b"startxref\n%d\n%%%%EOF\n" % place)
