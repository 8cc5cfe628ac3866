"""What the reader is looking at: one frozen value, and which of its fields differ from another's."""

from dataclasses import dataclass, fields

from viewer.events.query import Query
from viewer.timeline.scale import TimeSpan


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the screen is a function of the store and this.

    Attributes:
        query: which events are asked for.
        span: the time shown; None shows the whole extent of what matches.
        lanes_by: a facet name, "quad" or "none".
        selection: the id of the selected event, None when nothing is selected.
        range: a span of time chosen with Shift+drag, None when there is none.
    """

    query: Query = Query()
    span: TimeSpan | None = None
    lanes_by: str = "country"
    selection: str | None = None
    range: TimeSpan | None = None


def changed(old: View, new: View) -> frozenset[str]:
    """The names of the fields in which two views differ."""
    return frozenset(f.name for f in fields(View) if getattr(old, f.name) != getattr(new, f.name))
