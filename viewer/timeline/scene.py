"""From arrays to the picture: where every event goes at a span of time."""

from viewer.timeline.picture import (
    Axis,
    Band,
    Glyphs,
    Group,
    Hit,
    LaneBox,
    Scene,
    Tick,
    Track,
    TrackPoint,
)

__all__ = ["Axis", "Band", "Glyphs", "Group", "Hit", "LaneBox", "Scene", "Tick", "Track", "TrackPoint"]
