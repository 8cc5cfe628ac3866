"""Eras of a timeline become events of their own, and what lies wholly within one becomes a part of it."""

from collections.abc import Iterable, Sequence

from viewer.errors import DateError
from viewer.events.dates import UncertainDate, parse
from viewer.events.records import EventRecord

ERA = "era"  # the tag of such an event
_LIMIT = 500  # eras; a timeline with more means something else by them


def enclose(records: Iterable[EventRecord], eras: Sequence[EventRecord]) -> None:
    """Make each event a part of the shortest era it lies in, unless it is part of something already.

    Args:
        records: events, which may include the eras; those get no era of their own.
        eras: with their ids.
    """
    placed = [(date.end_min - date.start_max, date, era.id) for era in eras[:_LIMIT] if (date := _parsed(era.date))]
    placed.sort(key=lambda entry: entry[0])
    own = {id(era) for era in eras}
    for record in records if placed else ():
        if record.part_of or id(record) in own or (date := _parsed(record.date)) is None:
            continue
        around = (key for _, era, key in placed if era.start_min <= date.start_min and date.end_max <= era.end_max)
        record.part_of = next(around, None)


def _parsed(text: str | None) -> UncertainDate | None:
    try:
        return parse(text or "")
    except DateError:
        return None
