"""How lanes and tracks share the height of a page: every lane before any track, every row before any blank.

all lanes with at least four rows, and tracks in a fifth of the page   → else fewer tracks
all lanes with three rows, two, one                                   → else as many lanes as have room for two
what is left: more rows where lanes want them, more tracks, higher rows
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from viewer.events.marks import LaneRows, Marks
from viewer.timeline.lanes import FEWEST
from viewer.timeline.scale import TimeScale, TimeSpan
from viewer.timeline.scene import Layout, Scene
from viewer.timeline.tracks import HEIGHT

ROW_HEIGHT, TALLEST = 22.0, 44.0  # px of a row, and what it may grow to on a page with room to spare
NOTE = 22.0  # px of the line about lanes that are left out
_STRIP = 130.0  # px of a strip with an axis, a lane and a line about others
_CURTAILED = 2  # rows of each lane where not all lanes have room: fewer lanes then tell more
_COARSER = 2.0  # the scale of a level of packing beside the one drawn, at most
_IN_A_ROW = 8  # events that a row may hold: where more are hidden, a few more rows are not worth the search
_TRACKS = 0.2  # of the page that tracks take while lanes could use it


@dataclass(frozen=True, slots=True)
class Fit:
    """How a page is filled.

    Attributes:
        layout: of the lanes that are shown.
        lanes_left_out: how many had no room.
        tracks_room: px for tracks.
        height: px of lanes and tracks together, and of the line about lanes left out.
    """

    layout: Layout
    lanes_left_out: int
    tracks_room: float
    height: float


def fit(make: Callable[[LaneRows], Layout], lanes: LaneRows, shown: TimeScale, room: float, tracks: int) -> Fit:
    """Fill ``room`` px below the axis with lanes and up to so many ``tracks``, where ``shown`` will be drawn."""
    layout = make(lanes)
    most = min(tracks, int(room * _TRACKS // HEIGHT))
    ways = [(FEWEST, count) for count in range(most, -1, -1)] + [(fewest, 0) for fewest in range(FEWEST - 1, 0, -1)]
    for fewest, count in ways:
        if _tight(layout, 1, fewest, shown).lane_tops[-1] <= room - count * HEIGHT:
            return _filled(layout, fewest, shown, room, (count, tracks))
    tops = _tight(layout, 1, _CURTAILED, shown).lane_tops
    whole = max(1, sum(top <= room - NOTE for top in tops[1:]))
    filled = _filled(make(first_lanes(lanes, whole)), 1, shown, room - NOTE, (0, 0))
    return replace(filled, lanes_left_out=len(lanes) - whole, height=min(room, filled.height + NOTE))


def _scene(layout: Layout, shown: TimeScale) -> Scene:
    """Lanes alone, as high as they are."""
    return layout.scene(shown.span, shown.x1, layout.lane_tops[-1], header_width=shown.x0, axis_height=0, tracks=False)


def _hidden(layout: Layout, shown: TimeScale) -> int:
    """How many events stand in a "+N"."""
    return int(_scene(layout, shown).groups.count.sum())


def _tight(layout: Layout, rows: int, fewest: int, shown: TimeScale, wider: float = 1.0) -> Layout:
    """With so many rows, and room for "+N" only where something is hidden in what is shown."""
    made = layout.with_rows(rows, fewest, shown, wider)
    return made.fitted_to(_scene(made, shown), ROW_HEIGHT)


def _filled(layout: Layout, fewest: int, shown: TimeScale, room: float, tracks: tuple[int, int]) -> Fit:
    """With as many rows as have room, then with tracks (so many now, so many at most), then with higher rows."""
    count, most = tracks
    free = room - count * HEIGHT
    made = _most_rows(layout, fewest, shown, free)
    spare_rows = int((free - made.lane_tops[-1]) / ROW_HEIGHT)
    if spare_rows > 0 and 0 < (hidden := _hidden(made, shown)) <= _IN_A_ROW * spare_rows:
        # Rows are counted by what overlaps; places are given at a coarser scale, where more does.
        roomy = _most_rows(layout, fewest, shown, free, _COARSER)
        made = roomy if roomy.lane_tops[-1] <= free and _hidden(roomy, shown) < hidden else made
    spare = free - made.lane_tops[-1]
    while count < most and spare >= HEIGHT:
        count, spare = count + 1, spare - HEIGHT
    if made.rows and spare > 0:
        made = made.fitted_to(_scene(made, shown), min(TALLEST, ROW_HEIGHT + spare / made.rows))
    return Fit(made, 0, count * HEIGHT, min(room, made.lane_tops[-1] + count * HEIGHT))


def _most_rows(layout: Layout, fewest: int, shown: TimeScale, free: float, wider: float = 1.0) -> Layout:
    """With as many rows as have room in ``free`` px, and one where even that has none."""
    made = _tight(layout, 1, fewest, shown, wider)
    fits, too_many = 1, int(free / ROW_HEIGHT) + len(layout.lanes) + 2
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        tried = _tight(layout, middle, fewest, shown, wider)
        if tried.lane_tops[-1] <= free:
            fits, made = middle, tried
        else:
            too_many = middle
    return made


def first_lanes(lanes: LaneRows, count: int) -> LaneRows:
    """The first lanes only."""
    end = int(lanes.offsets[count])
    return LaneRows(
        lanes.keys[:count], lanes.names[:count], lanes.counts[:count], lanes.entry[:end], lanes.offsets[: count + 1]
    )


def lanes_within(lanes: LaneRows, marks: Marks, span: TimeSpan) -> LaneRows:
    """The lanes with an event in a span, and of each what stands in it."""
    inside = (marks.start_min[lanes.entry] < span.end) & (marks.end_max[lanes.entry] > span.begin)
    before = np.concatenate(([0], np.cumsum(inside)))[lanes.offsets]
    counts = np.diff(before)
    kept = np.flatnonzero(counts)
    keys, names = (tuple(of[lane] for lane in kept.tolist()) for of in (lanes.keys, lanes.names))
    return LaneRows(keys, names, counts[kept], lanes.entry[inside], np.append(before[kept], before[-1]))


def shared_out(wishes: Sequence[float], room: float) -> list[float]:
    """Px for each of several strips of a page: what it wishes and an equal share of the rest.

    Where that is too much, what any strip needs and of the rest a share as large as its wish.
    """
    total = sum(wishes)
    if total <= room:
        return [wish + (room - total) / len(wishes) for wish in wishes]
    least = [min(wish, _STRIP, room / len(wishes)) for wish in wishes]
    more = (room - sum(least)) / max(1.0, total - sum(least))
    return [low + more * (wish - low) for low, wish in zip(least, wishes, strict=True)]
