"""What the reader is looking at: one frozen value, and which of its fields differ from another's."""

from dataclasses import dataclass, field, fields

from viewer.errors import QueryError
from viewer.events.query import FACETS, Query
from viewer.timeline.scale import TimeSpan

LANES_BY = (*FACETS, "quad", "none")


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the screen is a function of the store and this.

    Attributes:
        query: which events are asked for.
        span: the time shown; None shows the whole extent of what matches.
        lanes_by: a facet name, "quad" or "none".
        selection: the id of the selected event, None when nothing is selected.
        lane: the key of the lane in which it was selected, None when that is any.
        range: a span of time chosen with Shift+drag, None when there is none.
    """

    query: Query = field(default_factory=Query)
    span: TimeSpan | None = None
    lanes_by: str = "country"
    selection: str | None = None
    lane: str | None = None
    range: TimeSpan | None = None

    def to_json(self) -> dict[str, object]:
        """The view as plain data, without the range: that is a gesture, not a place to come back to."""
        return {
            "query": self.query.to_json(),
            "span": [self.span.begin, self.span.end] if self.span else None,
            "lanes_by": self.lanes_by,
            "selection": self.selection,
            "lane": self.lane,
        }

    @classmethod
    def from_json(cls, data: object) -> "View":
        """The view that ``to_json`` has written; raises QueryError naming what cannot be understood."""
        if not isinstance(data, dict):
            raise QueryError("A view is an object with the keys query, span, lanes_by, selection and lane.")
        lanes_by = data.get("lanes_by", "country")
        if lanes_by not in LANES_BY:
            raise QueryError("lanes_by is not a known arrangement of lanes.", f"Use one of {', '.join(LANES_BY)}.")
        texts = {key: data.get(key) for key in ("selection", "lane")}
        for key, text in texts.items():
            if not (text is None or isinstance(text, str)):
                raise QueryError(f"{key} is not a text.")
        return cls(Query.from_json(data.get("query", {})), _span(data.get("span")), lanes_by, **texts)


def _span(data: object) -> TimeSpan | None:
    if data is None:
        return None
    if isinstance(data, list) and len(data) == 2 and all(_is_instant(end) for end in data) and data[0] < data[1]:
        return TimeSpan(float(data[0]), float(data[1]))
    raise QueryError("span is not a pair of instants.", "Write [begin, end] in seconds since 1970.")


def _is_instant(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**63


_FIELDS = tuple(f.name for f in fields(View))


def changed(old: View, new: View) -> frozenset[str]:
    """The names of the fields in which two views differ."""
    return frozenset([name for name in _FIELDS if getattr(old, name) != getattr(new, name)])
