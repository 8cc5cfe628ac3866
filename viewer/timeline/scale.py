"""A stretch of time, and the straight line between time and pixels: two small values."""

import math
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

# Whole seconds are exact in a double over 285 million years; beyond that pixels get coarse, not wrong.
SHORTEST = 60  # seconds that a view may be narrowed to
ALIKE = 1e-9  # by which px of the same scale may differ: far less than can be seen over any distance panned


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

    def panned(self, seconds: float) -> "TimeSpan":
        """The same length, so many seconds later."""
        return TimeSpan(self.begin + seconds, self.end + seconds)

    def zoomed(self, factor: float, about: float) -> "TimeSpan":
        """``factor`` times as long, never shorter than can be shown; ``about`` keeps its share of the way."""
        share = (about - self.begin) / self.length
        length = max(self.length * factor, shortest_at(about))
        begin = about - share * length
        return TimeSpan(begin, begin + length)

    def clamped(self, limits: "TimeSpan") -> "TimeSpan":
        """The nearest span within ``limits`` that can be shown: shortened if it must be, then moved."""
        length = min(max(self.length, shortest_at(self.begin), shortest_at(self.end)), limits.length)
        begin = self.begin if length <= self.length else self.middle - length / 2
        if length < self.length:
            begin = self.middle - length / 2
        begin = max(min(begin, limits.end - length), limits.begin)
        return TimeSpan(begin, min(begin + length, limits.end))

    def contains(self, instant: float) -> bool:
        """Whether the instant lies within, the end not included."""
        return self.begin <= instant < self.end

    def fit(self, padding: float = 0.05) -> "TimeSpan":
        """The span with a margin of ``padding`` times its length at both ends, long enough to be shown."""
        length = max(self.length * (1 + 2 * padding), shortest_at(self.begin), shortest_at(self.end))
        return TimeSpan(self.middle - length / 2, self.middle + length / 2)


def showable(span: TimeSpan) -> TimeSpan:
    """The span itself, or the shortest around it whose pixels a double can tell apart."""
    least = max(shortest_at(span.begin), shortest_at(span.end))
    return span if span.length >= least else TimeSpan(span.middle - least / 2, span.middle + least / 2)


def shortest_at(instant: float) -> float:
    """Seconds that a view at an instant must show at least, so that a double can still tell its pixels apart."""
    return max(float(SHORTEST), 4096 * math.ulp(instant))


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Maps ``span`` onto the pixels from ``x0`` to ``x1`` (``x0 < x1``)."""

    span: TimeSpan
    x0: float
    x1: float

    @property
    def seconds_per_px(self) -> float:
        """How long a pixel is."""
        return self.span.length / (self.x1 - self.x0)

    def like(self, other: "TimeScale") -> bool:
        """Whether px are as long on another scale, as far as can be seen."""
        return abs(self.seconds_per_px / other.seconds_per_px - 1) < ALIKE

    @overload
    def x_of(self, t: float) -> float: ...
    @overload
    def x_of(self, t: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def x_of(self, t: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """Pixels of instants (a number or an array of any shape, seconds)."""
        return self.x0 + (t - self.span.begin) / self.seconds_per_px

    @overload
    def t_of(self, x: float) -> float: ...
    @overload
    def t_of(self, x: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def t_of(self, x: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """Instants (seconds) of pixels; the inverse of ``x_of``."""
        return self.span.begin + (x - self.x0) * self.seconds_per_px
