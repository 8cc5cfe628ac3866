"""A picture as one HTML file: the SVG, what each event is under the pointer, and all of them as a list with links.

Nothing is fetched from anywhere and nothing runs: no script, no font, no image from outside, and a content security
policy that says so.  Every text is escaped; only http and https addresses become links.
"""

from collections.abc import Iterator
from html import escape

from viewer.events.event import Event, Source
from viewer.events.wording import in_words, precision_in_words
from viewer.formats.citations import Citation, in_a_line, web_address
from viewer.ui.areas import Area
from viewer.ui.document import Document
from viewer.ui.plain import one_line, shown
from viewer.ui.theme import Theme

_STYLE = """
:root {{ color-scheme: {scheme}; }}
body {{ margin: 0 auto; max-width: {width}px; padding: 16px; background: {paper}; color: {ink};
  font: 15px/1.5 "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif; }}
svg {{ width: 100%; height: auto; display: block; }}
.area {{ fill: {accent}; fill-opacity: 0; }}
a:hover > .area, a:focus > .area {{ fill-opacity: .14; }}
h2 {{ font-size: 18px; margin: 32px 0 8px; }}
ol {{ padding: 0; list-style: none; columns: 26em; column-gap: 32px; }}
li {{ break-inside: avoid; padding: 8px; border-radius: 6px; overflow-wrap: anywhere; }}
li:target {{ background: {band}; outline: 2px solid {accent}; }}
h3 {{ font-size: 15px; margin: 0; }}
p {{ margin: 0; }}
.when, .source {{ color: {muted}; font-size: 13px; }}
a {{ color: {accent}; }}
@media print {{ body {{ max-width: none; padding: 0; }} }}
"""


def web_page(document: Document, svg: bytes, look: Theme) -> bytes:
    """The file; ``svg`` is the first page, and what is listed are the document's events."""
    page = document.pages[0]
    colours = {token: look[token].name() for token in ("paper", "ink", "accent", "band", "muted")}
    style = _STYLE.format(scheme="dark" if look.dark else "light", width=max(page.width, 800), **colours)
    drawn = svg.decode().partition("?>")[2].strip().removesuffix("</svg>")
    known = {row for row, _ in document.events}
    overlay = "".join(_hot(area, here=area.row in known) for area in page.areas())
    title = escape(document.title)
    words = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f'{drawn}<g id="events" aria-label="Events">{overlay}</g></svg>\n'
        f"<h2>{len(document.events):,} events and their sources</h2>\n<ol>\n{''.join(_items(document))}</ol>\n"
        "</main>\n</body>\n</html>\n"
    )
    return words.encode("utf-8", "replace")


def _hot(area: Area, *, here: bool) -> str:
    """A place in the picture that says what it is and leads to the event in the list, or else to its source."""
    goal = f"#event-{area.row}" if here else escape(area.url)
    place = f'x="{area.x:.1f}" y="{area.y:.1f}" width="{area.width:.1f}" height="{area.height:.1f}"'
    inside = f'<title>{escape(shown(area.words))}</title><rect class="area" rx="3" {place}/>'
    return f'<a href="{goal}">{inside}</a>' if goal else f"<g>{inside}</g>"


def _items(document: Document) -> Iterator[str]:
    for row, event in document.events:
        when = f"{in_words(event.date)} ({precision_in_words(event.date)})" if event.date else "undated"
        status = "" if event.status == "confirmed" else f" · {event.status}"
        sources = "".join(_source(event, source) for source in event.sources)
        summary = f"<p dir=auto>{escape(shown(event.summary, 2_000))}</p>" if event.summary else ""
        yield (
            f'<li id="event-{row}"><h3 dir="auto">{escape(one_line(event.title, 600))}</h3>'
            f'<p class="when">{escape(when + status)}</p>{summary}{sources}</li>\n'
        )


def _source(event: Event, source: Source) -> str:
    url = web_address(source.url)
    words = escape(one_line(in_a_line(Citation("", source, (event,)), address=not url), 900))
    linked = f'<a href="{escape(url)}" rel="noopener noreferrer">{words}</a>' if url else words
    return f'<p class="source" dir="auto">{linked}</p>'
