"""An iCalendar file cut into its components line by line, so that a broken one does not cost the others.

Only the properties that are read are kept: alarms, attendees and attached files of any size never reach the parser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = ("VEVENT", "VJOURNAL", "VTODO")
BUSY = "VFREEBUSY"
_BLOCKS = (*KINDS, BUSY, "VTIMEZONE")
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_BREAK = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_TEXTS = ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "CATEGORIES", "STATUS", "PRIORITY", "URL", "ATTACH")
_DATES = ("DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_KEPT = frozenset((*_TEXTS, *_DATES, "SEQUENCE", "RELATED-TO", "X-EDTF-DATE"))
_LONGEST = 200_000  # characters of one unfolded line
_LINES = 20_000  # of one component


@dataclass(slots=True)
class Block:
    """A component: its kind, its lines without BEGIN and END, whether its end is missing, how many were bad."""

    kind: str
    lines: list[str] = field(default_factory=list)
    unclosed: bool = False
    bad: int = 0

    def text(self) -> str:
        """The component as iCalendar text."""
        return "\r\n".join((f"BEGIN:{self.kind}", *self.lines, f"END:{self.kind}", ""))


def blocks(text: str) -> Iterator[Block]:
    """Events, journals, tasks, busy times and time zones, and last a "VCALENDAR" with the calendar's own properties."""
    calendar = Block("VCALENDAR")
    block: Block | None = None
    inner = 0  # components within the block: kept in a time zone, skipped in an event
    for line in _BREAK.split(_FOLD.sub("", text)):
        word, _, rest = line.partition(":")
        word, rest = word.strip().upper(), rest.strip().upper()
        if word == "BEGIN" and (block is None or rest in (*_BLOCKS, "VCALENDAR")):
            if block:
                block.unclosed = True
                yield block
            block, inner = (Block(rest), 0) if rest in _BLOCKS else (None, 0)
        elif block is None:
            if line.upper().startswith(("X-WR-CALNAME:", "NAME:")):
                calendar.lines.append(line[:_LONGEST])
        elif word == "END" and rest in (block.kind, "VCALENDAR"):
            yield block
            block = None
        else:
            inner += (word == "BEGIN") - (word == "END")
            _keep(block, line, inner, word)
    if block:
        block.unclosed = True
        yield block
    yield calendar


def _keep(block: Block, line: str, inner: int, word: str) -> None:
    """Put a line into its component, if it is one that is read."""
    if len(block.lines) >= _LINES or not line.strip():
        return
    if block.kind == "VTIMEZONE":
        block.lines.append(line[:_LONGEST])
    elif inner == 0 and word != "END":
        name = _NAME.match(line)
        if name is None:
            block.bad += 1
        elif name[0].upper() in _KEPT and not ("BINARY" in line[:200].upper() and name[0].upper() == "ATTACH"):
            block.lines.append(line[:_LONGEST])
