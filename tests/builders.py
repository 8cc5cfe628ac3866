"""Events and tables in one line, with only the fields that a test is about."""

from viewer.events.dates import parse
from viewer.events.event import Event, Participant, Place, Source
from viewer.events.table import EventTable
from viewer.events.vocabulary import countries


def a_participant(who):
    """A participant from "FRA", "ECO", ("FRA", "host") or a Participant."""
    if isinstance(who, Participant):
        return who
    code, role = (who, "participant") if isinstance(who, str) else who
    return Participant("country" if code in countries() else "organisation", code, role)


def an_event(id="a", title=None, *, at="1919-06-28", who=(), place=None, sources=(), **fields):  # noqa: A002
    """One event; ``at`` is EDTF or None, ``who`` codes or (code, role) pairs, the rest as in Event.

    an_event(at="1919-06-28", who=("FRA", ("DEU", "target")), category="agree", place="Versailles")
    """
    return Event(
        id=id,
        title=f"Title of {id}" if title is None else title,
        date=parse(at) if at is not None else None,
        participants=tuple(map(a_participant, (who,) if isinstance(who, str) else who)),
        place=Place(place) if isinstance(place, str) else place,
        sources=tuple(Source(s) if isinstance(s, str) else s for s in sources),
        **fields,
    )


def a_table(*events, organisations=(), **head):
    """A checked table; without arguments three events of different kinds, one of them undated.

    Organisation codes the vocabulary lacks need a declaration: ``organisations=(Organisation("X", "Name"),)``.
    """
    if not events:
        events = (
            an_event("peace", "Peace is signed", at="1919-06-28", who=("FRA", "DEU"), category="agree"),
            an_event("pact", "Pact of a decade", at="1955/1965", who=("PAK", "IRN"), category="cooperate"),
            an_event("talk", "Talks, some time", at=None, who=("PAK",), category="consult"),
        )
    return EventTable.of(events, organisations=organisations, **head)
