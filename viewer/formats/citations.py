"""The sources of events as citations: BibTeX, CSL-JSON and plain text.

Fields follow the BibTeX manual (type ``misc``, as it knows no web page), CSL-JSON 1.0.2 (type ``webpage``).  A source
named by several events is cited once.  Only ``http`` and ``https`` addresses are links; others are left out.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from viewer.errors import DateError
from viewer.events.dates import parse
from viewer.events.event import Event, Source
from viewer.events.texts import is_web
from viewer.events.vocabulary import folded
from viewer.events.wording import in_words


@dataclass(frozen=True, slots=True)
class Citation:
    """One source and the events that name it; ``key`` is unique in a list."""

    key: str
    source: Source
    events: tuple[Event, ...]

    @property
    def title(self) -> str:
        """Its headline; without one, that of the first event it speaks of, in brackets."""
        return self.source.title or f"[{self.events[0].title}]"


def gathered(events: Iterable[Event]) -> list[Citation]:
    """Every source once, in the order in which events name them first."""
    found: dict[tuple[str, str], tuple[Source, list[Event]]] = {}
    for event in events:
        for source in event.sources:
            # Without an address or a headline nothing says that two mentions of a publisher mean the same page.
            same = source.url or source.title or event.id
            found.setdefault((source.publisher, same), (source, []))[1].append(event)
    taken: set[str] = set()
    return [Citation(_key(source, taken), source, tuple(named)) for source, named in found.values()]


def _key(source: Source, taken: set[str]) -> str:
    words = re.findall(r"[a-z0-9]+", folded(source.publisher).encode("ascii", "ignore").decode())
    year = re.match(r"\d{4}", source.published or "")
    stem = f"{''.join(words[:3]) or 'source'}{year[0] if year else ''}"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key


def bibtex(citations: Sequence[Citation]) -> str:
    """Entries of type misc; special characters of TeX are escaped, others stand as UTF-8."""
    return "\n".join(map(_entry, citations))


def _entry(citation: Citation) -> str:
    source, day = citation.source, _parts(citation.source.published)
    url = web_address(source.url)
    fields = {
        "author": f"{{{{{_tex(source.publisher)}}}}}",
        "title": f"{{{{{_tex(citation.title)}}}}}",
        "year": f"{{{day[0]}}}" if day else "",
        "month": f"{{{day[1]}}}" if len(day) > 1 else "",
        "day": f"{{{day[2]}}}" if len(day) > 2 else "",
        "url": "{" + re.sub(r"[{}\\\s]", _percent, url) + "}" if url else "",
        "note": f"{{{_tex(source.note)}}}" if source.note else "",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n{lines}}}\n"


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "#$%&_"},
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in " ".join(text.split()))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def csl_json(citations: Sequence[Citation]) -> str:
    """A list of items of type webpage, as Zotero, Pandoc and others read it."""
    return json.dumps([_item(citation) for citation in citations], ensure_ascii=False, indent=1) + "\n"


def _item(citation: Citation) -> dict[str, object]:
    source, day = citation.source, _parts(citation.source.published)
    item = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [{"literal": source.publisher}],
        "issued": {"date-parts": [day]} if day else None,
        "URL": web_address(source.url) or None,
        "note": source.note or None,
    }
    return {name: value for name, value in item.items() if value is not None}


def plain(citations: Sequence[Citation]) -> str:
    """Numbered lines: publisher, headline, day, address."""
    return "".join(f"{number}. {in_a_line(citation)}\n" for number, citation in enumerate(citations, 1))


def in_a_line(citation: Citation, *, address: bool = True, stand_in: bool = True) -> str:
    """One source in words, with or without its address, and the event's title where the headline was not seen."""
    source = citation.source
    title = f"“{source.title}”" if source.title else stand_in and citation.title
    parts = (source.publisher, title, _in_words(source.published), address and web_address(source.url), source.note)
    return " ".join(", ".join(part for part in parts if part).split()).rstrip(".") + "."


def web_address(url: str | None) -> str:
    """The address if it leads to the web, else ""."""
    return url.strip() if url and is_web(url.strip()) else ""


WRITERS: dict[str, Callable[[Sequence[Citation]], str]] = {".bib": bibtex, ".csl.json": csl_json, ".txt": plain}


def _in_words(published: str | None) -> str:
    try:
        return in_words(parse(published)) if published else ""
    except DateError:
        return published or ""


def _parts(published: str | None) -> list[int]:
    """Year, month and day, as far as they are known."""
    found = re.match(r"(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(?!\d)", published or "")
    return [int(part) for part in found.groups() if part] if found else []
