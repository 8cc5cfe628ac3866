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
