"""What lies under a point of the picture: answered from the arrays that are drawn."""

import numpy as np

from viewer.timeline.picture import Glyphs, Hit, Scene
from viewer.timeline.rows import MARK

_AXIS = 44.0  # px of the two levels of the axis; below them, above the lanes, stand the names of bands


def hit(scene: Scene, x: float, y: float) -> Hit:
    """The topmost thing at a point (px): event, "+N", band, lane, track, axis, or nothing."""
    if y < scene.axis_height:
        entry = _band(scene, x) if y >= _AXIS else None
        return Hit("axis") if entry is None else Hit("band", entry=entry)
    if y >= scene.lanes_bottom:
        track = next((t for t in scene.tracks if t.top <= y < t.top + t.height), None)
        return Hit("nothing") if track is None else Hit("track", track=track)
    lane = next((box.index for box in scene.lanes if box.top <= y < box.top + box.height), None)
    if lane is None:
        return Hit("nothing")
    if x < scene.header_width:
        return Hit("lane", lane=lane)
    for glyphs in (scene.raised, scene.glyphs):
        at = None if glyphs is None else _event(glyphs, x, y, scene.row_height)
        if glyphs is not None and at is not None:
            return Hit("event", entry=int(glyphs.entry[at]), lane=lane)
    groups = scene.groups
    right, foot = groups.x + groups.width, groups.y + groups.height
    under = np.flatnonzero((groups.x <= x) & (x < right) & (groups.y <= y) & (y < foot))
    return Hit("group", lane=lane, group=groups[int(under[0])]) if len(under) else Hit("lane", lane=lane)


def _event(glyphs: Glyphs, x: float, y: float, row_height: float) -> int | None:
    """The glyph at a point: itself before its label, and the nearest mark first."""
    near = np.flatnonzero(np.abs(glyphs.y - y) <= row_height / 2)
    mark = glyphs.x[near]
    left = np.where(glyphs.bar[near], glyphs.x_min[near], np.minimum(glyphs.x_min[near], mark - MARK))
    right = np.where(glyphs.bar[near], glyphs.x_max[near], np.maximum(glyphs.x_max[near], mark + MARK))
    inside = (left <= x) & (x <= right)
    label = glyphs.label_x[near]
    on_label = (label <= x) & (x <= label + glyphs.label_width[near])
    distance = np.abs(mark - x) + np.where(inside, 0.0, 1e6) + np.abs(glyphs.y[near] - y) * 1e3
    distance[~(inside | on_label)] = np.inf
    if not len(near) or np.isinf(distance.min()):
        return None
    return int(near[np.argmin(distance)])


def _band(scene: Scene, x: float) -> int | None:
    """The shortest band at x."""
    bands = scene.bands
    there = np.flatnonzero((bands.x0 <= x) & (x <= bands.x1))
    return int(bands.entry[there[np.argmin((bands.x1 - bands.x0)[there])]]) if len(there) else None
