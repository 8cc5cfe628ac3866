"""What is wrong with one value of a file, where it stands, and what was done about it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from viewer.events.event import MADE_ID

# What each kind is called in a list, and what a sentence says of one and of many.
KINDS: dict[str, tuple[str, str, str]] = {
    "order": ("Ends before it starts", "ends before it starts", "end before they start"),
    "date": ("Dates", "has a date that cannot be read", "have dates that cannot be read"),
    "name": ("Unknown names", "name is not known", "names are not known"),
    "repeat": ("Repeated", "looks like another", "look like others"),
    "value": ("Values", "value cannot be used as it is", "values cannot be used as they are"),
    "layout": ("Rows and columns", "note on rows and columns", "notes on rows and columns"),
    "record": ("Records", "cannot be read at all", "cannot be read at all"),
}
_OF_FIELDS = {
    **dict.fromkeys(("date", "published"), "date"),
    **dict.fromkeys(("country", "organisation"), "name"),
    **dict.fromkeys(("columns", "encoding"), "layout"),
    "record": "record",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault found in data.  The good rows open all the same.

    Attributes:
        row: 1-based position of the record in its file, 0 when the fault is of the file as a whole.
        id: of the event, the file's own or one that its reader made; "" as far as there is none.
        field: path of the field, such as ``date`` or ``participants[2].code``.
        value: the offending value, shortened to at most 120 characters, control characters made visible.
        message: what is wrong, one sentence.
        remedy: what the owner of the file can do, one sentence.
        dropped: what was left out because of it: "event", "field" or "" (kept as it stands).
        kind: one of ``KINDS``.
        times: how many faults it stands for; more than one where a file has too many to list each.
    """

    row: int
    id: str
    field: str
    value: str
    message: str
    remedy: str
    dropped: str = ""
    kind: str = "value"
    times: int = 1

    def __str__(self) -> str:
        tells = self.id and not MADE_ID.fullmatch(self.id)
        where = f"row {self.row}" + (f" ({self.id})" if tells else "") if self.row else "file"
        left_out = f" [{self.dropped} left out]" if self.dropped else ""
        return f"{where}, {self.field}: {self.message} {self.remedy}{left_out}"


LISTED = 10_000  # a file with a million faults must not need a gigabyte to say so
_SHOWN = 120


def shown(value: object) -> str:
    """A value as a problem list can print it: at most 120 characters, whatever is invisible made visible."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class Problems:
    """Problems as they are found; beyond ``most`` they are counted, not kept.

    Attributes:
        kept: those that will be listed, as they were found.
        more: how many others there are, by their kind and what was left out.
    """

    def __init__(self, most: int = LISTED) -> None:
        self._most = most
        self.kept: list[Problem] = []
        self.more: Counter[tuple[str, str]] = Counter()

    @property
    def room(self) -> int:
        """How many more will be listed."""
        return self._most - len(self.kept)

    def count(self, faults: int, field: str = "", dropped: str = "") -> None:
        """Note faults that are not listed."""
        if faults:
            self.more[_kind_of(field), dropped] += faults

    def add(
        self,
        row: int,
        field: str,
        value: object,
        message: str,
        remedy: str,
        *,
        id_: str = "",
        dropped: str = "",
        kind: str = "",
        times: int = 1,
    ) -> None:
        """Note one fault; see ``Problem`` for what the arguments mean.  Without a kind the field tells it."""
        kind = kind or _kind_of(field)
        if self.room > 0:
            self.kept.append(Problem(row, shown(id_), field, shown(value), message, remedy, dropped, kind, times))
        else:
            self.more[kind, dropped] += times

    def extend(self, others: "Problems") -> None:
        """Take those that were found elsewhere, as if they had been found here after the others."""
        room = max(0, self.room)
        self.kept += others.kept[:room]
        for problem in others.kept[room:]:
            self.more[problem.kind, problem.dropped] += problem.times
        self.more += others.more

    def listed(self) -> tuple[Problem, ...]:
        """In order of rows; the last ones say how many more there are of each kind."""
        in_order = sorted(self.kept, key=lambda problem: problem.row)
        for (kind, dropped), count in self.more.most_common():
            message = f"{count:,} more problems of the kind “{KINDS[kind][0]}” are not listed."
            remedy = "Correct those above and check the file again."
            in_order.append(Problem(0, "", "events", "", message, remedy, dropped, kind, count))
        return tuple(in_order)


def _kind_of(field: str) -> str:
    return _OF_FIELDS.get(field.rpartition(".")[2], "value")


def lost(problems: Iterable[Problem]) -> int:
    """How many records could not be opened at all."""
    listed = [problem for problem in problems if problem.dropped == "event"]
    return len({p.row for p in listed if p.times == 1}) + sum(p.times for p in listed if p.times > 1)


def in_words(opened: int, problems: Iterable[Problem]) -> str:
    """Such as "Opened 12,485 of 12,697 events; 212 end before they start; 3 names are not known."."""
    found = tuple(problems)
    read = opened + lost(found)
    begin = f"Opened {opened:,} of {read:,} events" if read > opened else f"Opened all {opened:,} events"
    return _and_kinds(begin, found)


def foreseen(events: int, problems: Iterable[Problem], *, more: bool) -> str:
    """Such as "12 of 14 rows become events; 2 have dates that cannot be read." of a table that is not open yet.

    With ``more`` there may be other rows below those that were looked at.
    """
    found = tuple(problems)
    read = events + lost(found)
    which = f"the first {read:,} rows" if more else f"{read:,} rows"
    if read > events:
        begin = f"{events:,} of {which} become events"
    elif more:
        begin = f"T{which[1:]} become events"
    else:
        begin = "The one row becomes an event" if read == 1 else f"All {which} become events"
    return _and_kinds(begin, found)


def _and_kinds(begin: str, problems: Iterable[Problem]) -> str:
    counts = Counter[str]()
    for problem in problems:
        counts[problem.kind] += problem.times
    told = [f"{count:,} {KINDS[kind][1 if count == 1 else 2]}" for kind, count in counts.most_common()]
    return "; ".join((begin, *told)) + "."
