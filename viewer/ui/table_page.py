"""Events as an HTML table that a word processor opens as it stands: one row each, with what a reader wants to know.

Nothing runs and nothing is fetched: no script, no style sheet and no image from outside.  Every text is escaped and
only http and https addresses become links.  Word, LibreOffice and browsers repeat the head of the table on each page.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from viewer.events.event import Event, Source
from viewer.events.records import EventRecord, event_of
from viewer.events.wording import in_words, precision_in_words
from viewer.formats.citations import Citation, in_a_line, web_address
from viewer.ui.plain import one_line, shown

COLUMNS = ("Date", "Event", "Participants", "Category", "Sources")
_SUMMARY = 5_000  # characters
_STYLE = """
@page { size: 297mm 210mm; margin: 20mm; }
body { font-family: "Noto Sans", Calibri, Arial, sans-serif; font-size: 10pt; line-height: 1.35; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 4pt 6pt; border-top: 0.75pt solid #9aa7b5; }
thead { display: table-header-group; }
tr { page-break-inside: avoid; }
p { margin: 0 0 2pt; }
"""
_RULES = 'border="1" frame="hsides" rules="rows" cellpadding="4" cellspacing="0"'  # LibreOffice heeds no style of cells


def table_page(
    events: Iterable[EventRecord], title: str, said: str, label: Callable[[str, str], str]
) -> Iterator[bytes]:
    """The file in pieces.

    Args:
        events: in the order in which they are listed.
        title: heading of the page.
        said: what is listed, in words.
        label: from a kind of thing, such as "country", and its code to its name.
    """
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_line(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_line(title)}</h1>\n"
        f'<p>{_line(said)}</p>\n<table {_RULES}>\n<thead><tr valign="top">{heads}</tr></thead>\n<tbody>\n'
    ).encode("utf-8", "replace")
    for record in events:
        event = event_of(record)
        cells = (_when(event), _what(event), _who(event, label), _kind(event, label), _sources(event))
        yield f'<tr valign="top">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'.encode("utf-8", "replace")
    yield b"</tbody>\n</table>\n</body>\n</html>\n"


def _when(event: Event) -> str:
    if event.date is None:
        return "<p>undated</p>"
    return f"<p>{_line(in_words(event.date))}</p><p>({_line(precision_in_words(event.date))})</p>"


def _what(event: Event) -> str:
    place = f" ({one_line(event.place.name)})" if event.place and event.place.name else ""
    summary = f'<p dir="auto">{escape(shown(event.summary, _SUMMARY))}</p>' if event.summary else ""
    return f'<p dir="auto"><strong>{_line(event.title)}</strong>{escape(place)}</p>{summary}'


def _who(event: Event, label: Callable[[str, str], str]) -> str:
    return "".join(f"<p>{_line(f'{label(p.kind, p.code)} ({p.role})')}</p>" for p in event.participants)


def _kind(event: Event, label: Callable[[str, str], str]) -> str:
    status = "" if event.status == "confirmed" else f"<p>{_line(event.status)}</p>"
    return f"<p>{_line(label('category', event.category))}</p>{status}"


def _sources(event: Event) -> str:
    return "".join(f'<p dir="auto">{_source(event, source)}</p>' for source in event.sources)


def _source(event: Event, source: Source) -> str:
    url = web_address(source.url)
    words = _line(in_a_line(Citation("", source, (event,)), address=False), 900)
    return f'<a href="{escape(url)}">{words}</a>' if url else words


def _line(text: str, limit: int = 600) -> str:
    return escape(one_line(text, limit))
