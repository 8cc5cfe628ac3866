"""What a file says of itself: its title, what it covers, who may use it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """The head of a chronology; every text may be empty.

    Attributes:
        title: what the chronology is called.
        description: one paragraph for the reader.
        covers_from, covers_to: EDTF dates between which the chronology claims to be complete.
        coverage_note: what it leaves out.
        license: terms of use.
        updated: EDTF date of its last revision.
    """

    title: str = ""
    description: str = ""
    covers_from: str = ""
    covers_to: str = ""
    coverage_note: str = ""
    license: str = ""
    updated: str = ""

    @property
    def coverage(self) -> str:
        """The coverage in one line, such as "1964 to 2026-01. Later events are out of scope.", or ""."""
        span = " to ".join(filter(None, (self.covers_from, self.covers_to)))
        return ". ".join(filter(None, (span, self.coverage_note)))
