"""HTML of strangers into plain text and the links in it; nothing of it is ever shown as HTML.

Not with ``html.parser``: it takes minutes over 200 kB of “<a <a <a …” and ends in an AssertionError at “<![<”.
This reads each character about once, because no tag reaches beyond the next “<”.
"""

import re
from html import unescape

LONGEST = 1_000_000  # characters of HTML that are looked at
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "ul", "ol", "dt", "hr")
)
_UNSEEN = frozenset(("script", "style", "template", "object", "svg"))
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[a-zA-Z#]")
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>|<!--|<[!?][^<>]*+>"""
)
_ADDRESS = re.compile(r"""\b(?P<name>href|src|alt)\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_BREAKS = re.compile(r" ?\n ?")


def plain(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Text without mark-up, paragraphs on lines of their own, and its links as (address, words)."""
    text = text[:LONGEST]
    if not _MARKUP.search(text):
        return _tidy(text), []
    reader = _Reader()
    at = 0
    while found := _TAG.search(text, at):
        reader.take(text[at : found.start()])
        at = found.end()
        if found[0] == "<!--":
            close = text.find("-->", at)
            at = close + 3 if close >= 0 else len(text)
        elif found["name"]:
            reader.tag(found["name"].lower(), bool(found["end"]), found["rest"])
    reader.take(text[at:])
    return _tidy("".join(reader.parts)), reader.links


def in_a_line(text: str) -> str:
    """Text without mark-up and line breaks."""
    return " ".join(plain(text)[0].split())


def _tidy(text: str) -> str:
    lines = _BREAKS.sub("\n", _SPACES.sub(" ", text))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


class _Reader:
    """Collects what can be read, and where links lead."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._unseen = ""  # the element whose text is not shown
        self._link: tuple[str, int] | None = None  # address, and where its words begin in parts

    def take(self, text: str) -> None:
        """Keep text between tags."""
        if text and not self._unseen:
            self.parts.append(unescape(text))

    def tag(self, name: str, end: bool, rest: str) -> None:
        """Break lines at blocks, remember links, skip what is not text."""
        if name in _BLOCKS:
            self.parts.append("\n")
        if self._unseen:
            self._unseen = "" if end and name == self._unseen else self._unseen
        elif end:
            if name == "a" and self._link:
                address, begin = self._link
                self.links.append((address, " ".join("".join(self.parts[begin:]).split())))
                self._link = None
        elif name in _UNSEEN and not rest.endswith("/"):
            self._unseen = name
        elif name in ("a", "iframe", "img"):
            given = {a["name"].lower(): unescape(a[2] or a[3] or a[4] or "") for a in _ADDRESS.finditer(rest)}
            if name == "a":
                self._link = (given["href"], len(self.parts)) if "href" in given else None
            elif "src" in given:
                self.links.append((given["src"], given.get("alt", "")))
