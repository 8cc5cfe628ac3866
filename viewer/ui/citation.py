"""An event as plain text to paste into a letter or a footnote."""

from collections.abc import Callable

from viewer.errors import ViewerError
from viewer.events.dates import parse
from viewer.events.event import Event, Source
from viewer.events.vocabulary import label_of
from viewer.events.wording import in_words, precision_in_words

NO_HEADLINE = "headline not recorded"


def published_in_words(source: Source, *, brief: bool = False) -> str:
    """The day a source appeared, in words where it is EDTF, else as it stands."""
    if not source.published:
        return ""
    try:
        return in_words(parse(source.published), brief=brief)
    except ViewerError:
        return source.published


def citation(event: Event, names: Callable[[str, str], str]) -> str:
    """Title, date with its precision, who took part, and every source on a line of its own."""
    when = f"{in_words(event.date)} ({precision_in_words(event.date)})" if event.date else "undated"
    lines = [f"{event.title.rstrip('.')}. {when[0].upper()}{when[1:]}."]
    if event.status != "confirmed":
        lines.append(f"Status: {event.status}.")
    if event.participants:
        who = (f"{names(p.kind, p.code)} ({label_of('role', p.role).lower()})" for p in event.participants)
        lines.append(f"Participants: {', '.join(who)}.")
    lines += [f"Also dated {in_words(other.date)}: {other.basis}" for other in event.alternative_dates]
    lines += [f"Source: {_cited(source)}" for source in event.sources]
    return "\n".join(lines)


def _cited(source: Source) -> str:
    title = f"“{source.title}”" if source.title else f"[{NO_HEADLINE}]"
    return ", ".join(filter(None, (source.publisher, title, published_in_words(source), source.url or ""))) + "."
