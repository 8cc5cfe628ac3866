"""Numbers over time below the lanes: one low track for each series that has a figure in view."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.indicators import Series
from viewer.timeline.picture import Track, TrackPoint
from viewer.timeline.scale import TimeScale

HEIGHT = 48.0  # px of one track
_MARGIN = 8.0  # px kept free above the highest and below the lowest figure
_SHARE = 0.2  # of the picture that all tracks may take


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """A series as arrays, sorted by begin, shape (n,): begin and end in seconds, value, words."""

    series: Series
    begin: NDArray[np.float64]
    end: NDArray[np.float64]
    value: NDArray[np.float64]
    words: tuple[str, ...]


def figures(series: Sequence[Series], now: float) -> tuple[Figures, ...]:
    """Prepare series; open ends reach to ``now``, periods without a beginning stand at their end."""
    made = []
    for one in series:
        points = sorted(one.points, key=lambda point: (point.date.start_min, point.date.end_max))
        ends = [now if p.date.end_max >= DISTANT_FUTURE else float(p.date.end_max) for p in points]
        begins = [
            end if p.date.start_min <= DISTANT_PAST else float(p.date.start_min)
            for p, end in zip(points, ends, strict=True)
        ]
        words = tuple(f"{number(p.value)} {one.unit}".strip() for p in points)
        if points:
            values = np.array([p.value for p in points])
            made.append(Figures(one, np.array(begins), np.maximum(ends, begins), values, words))
    return tuple(made)


def tracks(prepared: Sequence[Figures], scale: TimeScale, height: float) -> tuple[Track, ...]:
    """The tracks with a figure in view, at the foot of a picture of ``height`` px, as many as may take room there."""
    seen = [f for f in prepared if np.any((f.end >= scale.span.begin) & (f.begin <= scale.span.end))]
    seen = seen[: int(height * _SHARE // HEIGHT)]
    top = height - HEIGHT * len(seen)
    return tuple(_track(one, scale, top + HEIGHT * k) for k, one in enumerate(seen))


def _track(one: Figures, scale: TimeScale, top: float) -> Track:
    """Levels from zero, or from the lowest where all are far from zero."""
    low, high = float(one.value.min()), float(one.value.max())
    floor = 0.0 if 0 <= low <= 0.8 * high else low
    reach = (high - floor) or 1.0
    room = HEIGHT - 2 * _MARGIN
    inside = np.flatnonzero((one.end >= scale.span.begin) & (one.begin <= scale.span.end))
    x0 = np.clip(scale.x_of(one.begin[inside]), scale.x0 - 10, scale.x1 + 10).tolist()
    x1 = np.clip(scale.x_of(one.end[inside]), scale.x0 - 10, scale.x1 + 10).tolist()
    y = (top + HEIGHT - _MARGIN - (one.value[inside] - floor) / reach * room).tolist()
    points = tuple(TrackPoint(a, b, level, one.words[k]) for a, b, level, k in zip(x0, x1, y, inside, strict=True))
    series = one.series
    return Track(series.id, series.name, series.unit, top, HEIGHT, points, number(floor), number(high))


def number(value: float) -> str:
    """A figure for reading: "1,810", "0.24", "1.2 million"."""
    size = abs(value)
    for scale, name in ((1e9, " billion"), (1e6, " million")):
        if size >= scale:
            return f"{value / scale:,.3g}{name}"
    return f"{value:,.0f}" if size >= 1000 or value == round(value) else f"{value:.3g}"
