"""How high lanes are: rows for what they hold, and a foot where something has no place."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.worlds import a_layout, happenings


@settings(max_examples=60, deadline=None)
@given(st.lists(happenings(), min_size=1, max_size=60), st.integers(1, 30))
def test_a_lane_has_a_foot_wherever_something_has_no_place_at_first_sight(events, rows):
    """Also where counting told that nothing need be packed to know it."""
    layout = a_layout(events, rows=rows)
    for packing in layout._shelf.packings:
        placed = np.bincount(layout.items.lane_of(packing.tile(0, 0).item), minlength=len(layout.lanes))
        lanes = slice(packing.lanes.start, packing.lanes.stop)
        hides = placed[lanes] < np.diff(layout.items.offsets)[lanes]
        assert (layout._shelf.foot[lanes] >= hides).all()
