"""What a format of others cannot hold, counted while a table is written to it and told in sentences."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from viewer.events.records import EventRecord
from viewer.events.table import EventTable

_FIELDS: Mapping[str, tuple[str, str]] = {
    "participants": ("its countries and organisations", "their countries and organisations"),
    "alternative_dates": ("its alternative dates", "their alternative dates"),
    "relations": ("its relations to other events", "their relations to other events"),
    "place": ("its place", "their places"),
    "date_note": ("the note on its date", "the notes on their dates"),
    "part_of": ("what it is part of", "what they are part of"),
}


class Losses:
    """Counts, and the sentences made of them."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def note(self, one: str, many: str) -> None:
        """One event more of which something can be said: “… is written without X” after “One event” or a number."""
        self._counts[one, many] += 1

    def fields(self, record: EventRecord, names: Iterable[str]) -> None:
        """Count those fields of an event that are not written and hold something."""
        for name in names:
            if getattr(record, name):
                one, many = _FIELDS[name]
                self.note(f"lost {one}.", f"lost {many}.")
        if record.status not in (None, "confirmed"):
            self.note("lost its status.", "lost their status.")
        if record.importance not in (None, 3):
            self.note("lost its importance.", "lost their importance.")

    def sentences(self) -> list[str]:
        """Such as “3 events lost their places.”; nothing for what was kept."""
        return [f"{n:,} events {many}" if n > 1 else f"One event {one}" for (one, many), n in self._counts.items()]


def of_the_whole(table: EventTable, kept: Collection[str]) -> list[str]:
    """What a table loses beside its events, in sentences; ``kept`` names the parts of its head that are written."""
    about = table.about
    head = {
        "title": about.title,
        "description": about.description,
        "coverage": about.coverage,
        "licence": about.license,
        "date of revision": about.updated,
    }
    lost = [name for name, value in head.items() if value and name not in kept]
    said = []
    if lost and lost != ["title"]:  # who has but a title is called by the name of a file
        said.append(f"The chronology lost its {' and '.join(filter(None, (', '.join(lost[:-1]), lost[-1])))}.")
    said += counted(len(table.series), "series of numbers is", "series of numbers are", "not written.")
    names = "declaration of an organisation is", "declarations of organisations are"
    return said + counted(len(table.organisations), *names, "not written.")


def counted(count: int, one: str, many: str, rest: str) -> list[str]:
    """A sentence on so many things, such as “One note on a date is not written.”; none for none."""
    return [f"{count:,} {many} {rest}" if count > 1 else f"One {one} {rest}"] if count else []
