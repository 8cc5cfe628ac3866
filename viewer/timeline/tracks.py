"""Numbers over time below the lanes: one low track for each series that has a figure in view."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.indicators import Series
from viewer.timeline.picture import Track, TrackPoint
from viewer.timeline.scale import TimeScale

HEIGHT = 56.0  # px of one track
ABOVE, BELOW = 22.0, 8.0  # px for its name, above the highest figure; below the lowest
_LIFT = 4.0  # px by which levels stand higher whose foot is not zero
_SHARE = 0.2  # of the picture that all tracks may take


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """A series as arrays, sorted by begin, shape (n,): begin and end in seconds, value; ``stepped``: totals so far."""

    series: Series
    begin: NDArray[np.float64]
    end: NDArray[np.float64]
    value: NDArray[np.float64]
    stepped: bool


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
        stepped = any(p.kind == "cumulative" for p in points)
        if points:
            value = np.array([p.value for p in points])
            made.append(_prepared(one, np.array(begins), np.maximum(ends, begins), value, stepped=stepped))
    return tuple(made)


def _prepared(
    series: Series,
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    value: NDArray[np.float64],
    *,
    stepped: bool,
) -> Figures:
    """Totals so far hold from the end of their period to that of the next."""
    if not stepped:
        return Figures(series, begin, end, value, stepped)
    order = np.argsort(end, kind="stable")
    reached = end[order]
    return Figures(series, reached, np.append(reached[1:], reached[-1]), value[order], stepped)


def tracks(
    prepared: Sequence[Figures], scale: TimeScale, height: float, room: float | None = None
) -> tuple[Track, ...]:
    """The tracks with a figure in view, at the foot of a picture ``height`` px high, as many as have ``room`` px."""
    seen = [f for f in prepared if np.any((f.end >= scale.span.begin) & (f.begin <= scale.span.end))]
    count = min(len(seen), int((height * _SHARE if room is None else room) // HEIGHT))
    top = height - HEIGHT * count
    made = [_track(one, scale, top + HEIGHT * k) for k, one in enumerate(seen[:count])]
    if made:
        made[-1] = replace(made[-1], more=len(seen) - count)
    return tuple(made)


def _track(one: Figures, scale: TimeScale, top: float) -> Track:
    """Levels from zero, or from the lowest where all are far from zero."""
    low, high = float(one.value.min()), float(one.value.max())
    from_zero = 0 <= low <= 0.8 * high or (low == high and low > 0)
    floor, lift = (0.0, 0.0) if from_zero else (low, _LIFT)
    reach = (high - floor) or 1.0
    room = HEIGHT - ABOVE - BELOW - lift
    inside = np.flatnonzero((one.end >= scale.span.begin) & (one.begin <= scale.span.end))
    x0 = np.clip(scale.x_of(one.begin[inside]), scale.x0 - 10, scale.x1 + 10).tolist()
    x1 = np.clip(scale.x_of(one.end[inside]), scale.x0 - 10, scale.x1 + 10).tolist()
    y = (top + HEIGHT - BELOW - lift - (one.value[inside] - floor) / reach * room).tolist()
    words = [number(value) for value in one.value[inside].tolist()]
    series = one.series
    points = tuple(
        TrackPoint(a, b, level, f"{figure} {series.unit}".strip(), figure)
        for a, b, level, figure in zip(x0, x1, y, words, strict=True)
    )
    ends = number(floor), number(high)
    return Track(series.id, series.name, series.unit, top, HEIGHT, points, *ends, from_zero, one.stepped)


def number(value: float) -> str:
    """A figure for reading: "1,810", "0.24", "1.2 million"."""
    size = abs(value)
    for scale, name in ((1e9, " billion"), (1e6, " million")):
        if size >= scale:
            return f"{value / scale:,.3g}{name}"
    return f"{value:,.0f}" if size >= 1000 or value == round(value) else f"{value:.3g}"
