"""What is wrong with one value of a file, where it stands, and what was done about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault found in data.  The good rows open all the same.

    Attributes:
        row: 1-based position of the record in its file, 0 when the fault is of the file as a whole.
        id: the record's id as far as it could be read, else "".
        field: path of the field, such as ``date`` or ``participants[2].code``.
        value: the offending value, shortened to at most 120 characters, control characters made visible.
        message: what is wrong, one sentence.
        remedy: what the owner of the file can do, one sentence.
        dropped: what was left out because of it: "event", "field" or "" (kept as it stands).
    """

    row: int
    id: str
    field: str
    value: str
    message: str
    remedy: str
    dropped: str = ""

    def __str__(self) -> str:
        where = f"row {self.row}" + (f" ({self.id})" if self.id else "") if self.row else "file"
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
    """Problems as they are found; beyond ``LISTED`` they are counted, not kept."""

    def __init__(self) -> None:
        self._listed: list[Problem] = []
        self._found = 0

    @property
    def room(self) -> int:
        """How many more will be listed."""
        return LISTED - len(self._listed)

    def count(self, faults: int) -> None:
        """Note faults that are not listed."""
        self._found += faults

    def add(
        self, row: int, field: str, value: object, message: str, remedy: str, *, id_: str = "", dropped: str = ""
    ) -> None:
        """Note one fault; see ``Problem`` for what the arguments mean."""
        self._found += 1
        if len(self._listed) < LISTED:
            self._listed.append(Problem(row, shown(id_), field, shown(value), message, remedy, dropped))

    def listed(self) -> tuple[Problem, ...]:
        """In order of rows; the last one says how many more there are."""
        in_order = sorted(self._listed, key=lambda problem: problem.row)
        if self._found > LISTED:
            message = f"{self._found - LISTED:,} more problems are not listed."
            in_order.append(Problem(0, "", "events", "", message, "Correct those above and check the file again."))
        return tuple(in_order)
