"""Layers in an SVG: which elements are the axis, which the marks, so that a designer finds them by name.

Qt's generator knows no layers.  While it draws, ``begin`` leaves a word far off the page; afterwards ``named`` finds
these words and gathers what stands between them into groups that Inkscape shows as layers and a screen reader names.
"""

import re
import xml.etree.ElementTree as ET  # only to write; reading is left to defusedxml

from defusedxml import ElementTree
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEngine, QPainter

from viewer.ui.fonts import FAMILIES

_SVG, _INKSCAPE = "http://www.w3.org/2000/svg", "http://www.inkscape.org/namespaces/inkscape"
_FAR = -9999
_RIGHTWARDS, _LEFTWARDS = "~ltr:", "~rtl:"
_MEASURED_AT = 100  # px: texts are measured so large that no rounding shows
_FONT = ("font-family", "font-size", "font-weight", "font-style")


def writes_svg(painter: QPainter) -> bool:
    """Whether what is drawn goes into an SVG."""
    return painter.paintEngine().type() == QPaintEngine.Type.SVG


def begin(painter: QPainter, name: str) -> None:
    """What is drawn from here on belongs to the layer of that name; on any device but an SVG this does nothing."""
    if writes_svg(painter):
        # Saving and restoring here would make the generator keep the clip of what was drawn before.
        transform, pen = painter.transform(), painter.pen()
        painter.resetTransform()
        painter.setPen(Qt.GlobalColor.black)  # without a pen no text is written
        painter.drawText(QPointF(_FAR, _FAR), name)
        painter.setPen(pen)
        painter.setTransform(transform)


def whole(text: str, *, leftwards: bool) -> str:
    """A text that is not plain ASCII as a word that is, for an SVG; ``named`` turns it back.

    Qt would write the runs of several scripts apart, and in those from right to left brackets the wrong way round.
    Where the text runs ``leftwards``, it is to be drawn at its right edge.
    """
    return f"{_LEFTWARDS if leftwards else _RIGHTWARDS}{text.encode('utf-8', 'replace').hex()}"


def named(document: bytes, language: str = "en") -> bytes:
    """The same SVG, as Qt wrote it, with its elements in named layers and without what says nothing."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("inkscape", _INKSCAPE)
    root = ElementTree.fromstring(document)
    root.set("role", "img")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    whole = root.find(f"{{{_SVG}}}g")
    assert whole is not None
    pieces, layer = list(whole), None
    for piece in pieces:
        whole.remove(piece)
    for piece in pieces:
        for part, name in _parts(piece):
            if name:
                layer = _layer(whole, name)
            elif len(part):
                (whole if layer is None else layer).append(part)
    metrics: dict[tuple[str, str], QFontMetricsF] = {}
    for element in root.iter():
        _simplify(element)
        if element.tag == f"{{{_SVG}}}text":
            _fix_length(element, metrics)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _layer(whole: ET.Element, name: str) -> ET.Element:
    """The layer of that name, at the top of all that is there; a name that comes again begins a further one."""
    ids = {layer.get("id") for layer in whole}
    stem = re.sub(r"\W+", "-", name.lower())
    key = next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if key not in ids)
    attributes = {"id": key, "aria-label": name, f"{{{_INKSCAPE}}}groupmode": "layer", f"{{{_INKSCAPE}}}label": name}
    return ET.SubElement(whole, f"{{{_SVG}}}g", attributes)


def _parts(piece: ET.Element) -> list[tuple[ET.Element, str]]:
    """A piece without the words of ``begin`` in it: the elements before, each word, and those after it."""
    words = {text: str(text.text or "").strip() for text in piece.iter(f"{{{_SVG}}}text") if _is_far(text)}
    if not words:
        return [(piece, "")]
    inner = piece if piece.get("clip-path") is None else piece[0]
    parts: list[tuple[ET.Element, str]] = []
    for child in inner:
        if child in words:
            parts.append((child, words[child]))
        else:
            parts.append((_wrapped(child, piece, inner), ""))
    return parts


def _is_far(text: ET.Element) -> bool:
    return text.get("x") == text.get("y") == str(_FAR)


def _wrapped(child: ET.Element, piece: ET.Element, inner: ET.Element) -> ET.Element:
    group = ET.Element(piece.tag, piece.attrib)
    (group if inner is piece else ET.SubElement(group, inner.tag, inner.attrib)).append(child)
    return group


def _fix_length(text: ET.Element, metrics: dict[tuple[str, str], QFontMetricsF]) -> None:
    """State how long a text is: a reader without its font squeezes another one, and nothing runs into its neighbour."""
    family, weight = str(text.get("font-family")).partition(",")[0], str(text.get("font-weight", "400"))
    if (family, weight) not in metrics:
        font = QFont([family, *FAMILIES])
        font.setPixelSize(_MEASURED_AT)
        font.setWeight(QFont.Weight.Bold if int(weight) >= QFont.Weight.DemiBold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        metrics[family, weight] = QFontMetricsF(font)
    width = (
        metrics[family, weight].horizontalAdvance(text.text or "") * float(str(text.get("font-size"))) / _MEASURED_AT
    )
    if width > 0:
        text.set("textLength", f"{width:.2f}")
        text.set("lengthAdjust", "spacingAndGlyphs")


def _simplify(element: ET.Element) -> None:
    """Drop the font of groups, which every text repeats, empty groups, and effects that are none."""
    if element.tag == f"{{{_SVG}}}g":
        for name in _FONT:
            element.attrib.pop(name, None)
        for child in [child for child in element if child.tag == element.tag and not any(c.tag for c in child)]:
            element.remove(child)
    element.attrib.pop("vector-effect", None)
    if element.tag == f"{{{_SVG}}}text":
        # Of the families Qt names, all but the first are for single letters: readers of SVG choose for themselves.
        element.set("font-family", f"{str(element.get('font-family')).partition(',')[0]},sans-serif")
        text = (element.text or "").lstrip("\n ")
        found = re.fullmatch(f"({_RIGHTWARDS}|{_LEFTWARDS})([0-9a-f]*)", text)
        element.text = bytes.fromhex(found[2]).decode("utf-8", "replace") if found else text
        if found and found[1] == _LEFTWARDS:
            element.set("direction", "rtl")
