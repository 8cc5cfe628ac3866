"""Where the words of a written picture stand, read back from the SVG and from the PDF."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTransform

from viewer.ui.fonts import FAMILIES

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = r"-?[\d.]+(?:e-?\d+)?"


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its box from cap height to a little below the base line, its layer and what it is clipped to."""

    text: str
    box: QRectF
    layer: str
    clip: QRectF | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """All of an SVG: its size, its words, the centres of its marks, and its bars and periods."""

    page: QRectF
    words: tuple[Words, ...]
    marks: tuple[tuple[float, float], ...]
    bars: tuple[QRectF, ...]


def drawn(svg: bytes) -> Drawn:
    """Read an SVG of ours."""
    root = ElementTree.fromstring(svg)
    clips = {clip.get("id"): _bounds(clip.find(f"{_SVG}path").get("d")) for clip in root.iter(f"{_SVG}clipPath")}
    words, marks, bars = [], [], []
    for layer, element, moved, clip in _walk(root, QTransform(), "", None, clips):
        if element.tag == f"{_SVG}text":
            words.append(Words(element.text or "", _box(element, moved), layer, clip))
        elif layer.startswith("marks") and element.tag == f"{_SVG}path":
            marks.append((moved.dx(), moved.dy()))
        elif layer.startswith("bars") and element.tag in [f"{_SVG}{kind}" for kind in ("rect", "path", "polyline")]:
            bars.append(moved.mapRect(_extent(element)).adjusted(-0.5, -0.5, 0.5, 0.5))  # some are lines
    wide, high = (float(number) for number in root.get("viewBox").split()[2:])
    return Drawn(QRectF(0, 0, wide, high), tuple(words), tuple(marks), tuple(bars))


def _walk(
    element: Element, moved: QTransform, layer: str, clip: QRectF | None, clips: dict[str, QRectF]
) -> Iterator[tuple[str, Element, QTransform, QRectF | None]]:
    layer = element.get("id", layer) if element.get("aria-label") else layer
    if found := re.fullmatch(r"url\(#(.*)\)", element.get("clip-path", "")):
        clip = clips[found[1]]
    if matrix := re.match(r"matrix\((.*)\)", element.get("transform", "")):
        moved = QTransform(*(float(number) for number in matrix[1].split(","))) * moved
    yield layer, element, moved, clip
    for child in element:
        yield from _walk(child, moved, layer, clip, clips)


def _box(element: Element, moved: QTransform) -> QRectF:
    font = QFont(FAMILIES)
    font.setPixelSize(round(float(element.get("font-size"))))
    font.setWeight(QFont.Weight(int(element.get("font-weight"))))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    x, y = float(element.get("x")), float(element.get("y"))
    high, wide = metrics.capHeight(), metrics.horizontalAdvance(element.text or "")
    left = x - wide if element.get("direction") == "rtl" else x
    return moved.mapRect(QRectF(left, y - high, wide, high + 1))


def _extent(element: Element) -> QRectF:
    if element.tag == f"{_SVG}rect":
        return QRectF(*(float(element.get(name)) for name in ("x", "y", "width", "height")))
    return _bounds(element.get("points") or element.get("d"))


def _bounds(numbers: str) -> QRectF:
    found = [float(number) for number in re.findall(_NUMBER, numbers)]
    (left, right), (top, bottom) = ((min(of), max(of)) for of in (found[::2], found[1::2]))
    return QRectF(left, top, right - left, bottom - top)


def without_a_mark(picture: Drawn, reach: float) -> list[str]:
    """Titles that belong to no mark within ``reach`` px of either end, no bar and no period; and those upon a mark."""
    lost = []
    for words in picture.words:
        if words.layer.startswith("titles"):
            left, right, level = words.box.left(), words.box.right(), words.box.center().y()
            row = [x for x, y in picture.marks if abs(y - level) < 3]
            beside = any(left - reach <= x < left or right < x <= right + reach for x in row)
            near = words.box.adjusted(-reach, 0, reach, 0)
            within = any(bar.top() < level < bar.bottom() and bar.intersects(near) for bar in picture.bars)
            if not (beside or within) or any(left <= x <= right for x in row):
                lost.append(words.text)
    return lost


def covered(boxes: list[tuple[str, QRectF]]) -> list[tuple[str, str]]:
    """Pairs of texts of which one stands on the other."""
    left_to_right = sorted(boxes, key=lambda one: one[1].left())
    pairs = []
    for place, (text, box) in enumerate(left_to_right):
        for other, following in left_to_right[place + 1 :]:
            if following.left() >= box.right() - 0.5:
                break
            if following.intersects(box):
                pairs.append((text, other))
    return pairs


def words_of_pdf(pdf: bytes) -> list[list[tuple[str, QRectF]]]:
    """The words of each page with their boxes, points, as poppler sees them: the middle half of each line's height."""
    tool = shutil.which("pdftotext")
    assert tool
    found = subprocess.run([tool, "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60)
    root = ElementTree.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", found.stdout))
    xhtml = "{http://www.w3.org/1999/xhtml}"
    pages = []
    for page in root.iter(f"{xhtml}page"):
        words = [("", QRectF(0, 0, float(page.get("width")), float(page.get("height"))))]
        for word in page.iter(f"{xhtml}word"):
            left, top, right, bottom = (float(word.get(name)) for name in ("xMin", "yMin", "xMax", "yMax"))
            quarter = (bottom - top) / 4
            words.append((word.text or "", QRectF(left, top + quarter, right - left, 2 * quarter)))
        pages.append(words)
    return pages
