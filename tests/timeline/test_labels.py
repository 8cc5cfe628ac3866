"""Where titles stand beside and inside what they name."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.worlds import DAY, WIDTH, Happening, a_layout, assert_no_overlap, scene_of, view, worlds
from viewer.timeline.rows import MARK
from viewer.timeline.scale import TimeSpan

zooms = st.floats(0.0, 14.0)
places = st.floats(0.0, 1.0)


def label_of(scene, entry):
    """From where to where the label of an entry stands, px; None without one."""
    g = scene.glyphs
    (at,) = np.flatnonzero(g.entry == entry)
    return None if np.isnan(g.label_x[at]) else (float(g.label_x[at]), float(g.label_x[at] + g.label_width[at]))


def test_the_label_of_a_long_bar_slides_to_stay_in_view():
    """As the bar leaves to the left, its label waits at the edge, is cropped there and goes before the bar does."""
    layout = a_layout([Happening(0, 1000, lasting=True, label=80.0), Happening(3000, 3001)])
    scenes = [scene_of(layout, TimeSpan(day * DAY, (day + 500) * DAY)) for day in (-100, 200, 700, 960, 990)]
    first, second, third, cropped, gone = (label_of(scene, 0) for scene in scenes)
    assert first[0] > second[0] == third[0] == cropped[0]
    assert cropped[1] < third[1] == cropped[0] + 80
    assert cropped[1] <= float(scenes[3].glyphs.x_max[scenes[3].glyphs.entry == 0][0])
    assert gone is None


def test_a_label_is_as_long_as_its_title_where_there_is_room():
    """What packing reserves is no limit; the next mark of the row is, and a cap."""
    layout = a_layout([Happening(100, 101, label=400.0), Happening(155, 156, label=9_000.0), Happening(900, 901)])
    scene = scene_of(layout, TimeSpan(90 * DAY, 190 * DAY))
    begin, end = label_of(scene, 0)
    assert end - begin == pytest.approx(400.0)
    begin, end = label_of(scene, 1)
    assert 300.0 < end - begin <= 420.0


def test_no_label_stays_when_its_mark_has_left():
    """The rest of a title without its beginning says nothing."""
    layout = a_layout([Happening(0, 0, label=200.0), Happening(3000, 3000)])
    at_edge, past_edge = (scene_of(layout, TimeSpan(day * DAY, (day + 100) * DAY)) for day in (-1, 1))
    assert label_of(at_edge, 0)
    assert not len(past_edge.glyphs) or label_of(past_edge, 0) is None


def test_the_last_labels_stand_left_of_their_marks():
    """Nothing can stand at their right, so one need not go there to read them."""
    layout = a_layout([Happening(0, 1, label=90.0), Happening(3000, 3001, label=200.0)])
    scene = scene_of(layout, layout.extent)
    assert label_of(scene, 0)[0] > scene.glyphs.x[0]
    begin, end = label_of(scene, 1)
    assert end - begin == pytest.approx(200.0)
    assert end < scene.glyphs.x[scene.glyphs.entry == 1][0]


@settings(max_examples=60, deadline=None)
@given(worlds, places, st.floats(-1.0, 14.0))
def test_in_a_still_picture_no_label_is_cut(events, place, zoom):
    """Labels end within the picture and begin within the plot, and still nothing overlaps."""
    scene = scene_of(layout := a_layout(events), view(layout, place, zoom), still=True)
    assert_no_overlap(scene)
    g = scene.glyphs
    named = ~np.isnan(g.label_x)
    assert np.all(g.label_x[named] >= scene.header_width)
    assert np.all(g.label_x[named] + g.label_width[named] <= scene.width)


@settings(max_examples=60, deadline=None)
@given(worlds, places, zooms, st.floats(0.0, 0.3))
def test_panning_changes_no_label_in_view(events, place, zoom, share):
    """A label well inside the view is as long after a small step as before, unless it is held back by an edge."""
    layout = a_layout(events)
    here = view(layout, place, zoom)
    there = here.panned(share * here.length)
    one, two = scene_of(layout, here), scene_of(layout, there)
    for entry, lane, bar, x, cover in zip(
        *(a.tolist() for a in (one.glyphs.entry, one.glyphs.lane, one.glyphs.bar, one.glyphs.x)),
        (one.glyphs.x_max - one.glyphs.x_min > 2 * MARK).tolist(),
        strict=True,
    ):
        same = np.flatnonzero((two.glyphs.entry == entry) & (two.glyphs.lane == lane))
        at = np.flatnonzero((one.glyphs.entry == entry) & (one.glyphs.lane == lane))
        moved = x - share * (WIDTH - 96)
        if bar or cover or not len(same) or not 560 < moved < x < WIDTH:
            continue
        assert two.glyphs.label_width[same[0]] == pytest.approx(one.glyphs.label_width[at[0]], abs=1e-3)
