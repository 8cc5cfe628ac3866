"""Numbers over time, such as trade or a death toll as it was revised: drawn below the lanes on the same time axis."""

from dataclasses import dataclass

from viewer.events.dates import UncertainDate
from viewer.events.event import Source


@dataclass(frozen=True, slots=True)
class Point:
    """One figure and the time it holds for.

    Attributes:
        date: the instant or period the figure is of.
        value: in the unit of its series, always finite.
        kind: how it came about, such as "reported", "derived", "lower-bound" or "cumulative".
        note: what a reader should know before quoting it.
        source: where it stands, None when the file does not say.
    """

    date: UncertainDate
    value: float
    kind: str = "reported"
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind from one compiler; points keep the order of their file."""

    id: str
    name: str
    unit: str
    description: str = ""
    points: tuple[Point, ...] = ()
