"""A stretch of time, and the straight line between time and pixels: two small values."""

from dataclasses import dataclass

# Whole seconds are exact in a double over 285 million years; beyond that pixels get coarse, not wrong.
SHORTEST = 60  # seconds that a view may be narrowed to


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From ``begin`` to ``end`` in seconds since 1970-01-01 UTC (floats, ``begin < end``)."""

    begin: float
    end: float

    @property
    def length(self) -> float:
        """Seconds from begin to end."""
        return self.end - self.begin

    @property
    def middle(self) -> float:
        """The instant halfway."""
        return self.begin + self.length / 2
