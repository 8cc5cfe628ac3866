"""Where titles stand beside and inside what they name."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.worlds import DAY, WIDTH, Happening, a_layout, assert_no_overlap, scene_of, view, worlds
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
    scene = scene_of(layout, TimeSpan(90 * DAY, 205 * DAY))
    begin, end = label_of(scene, 0)
    assert end - begin == pytest.approx(400.0)
    begin, end = label_of(scene, 1)
    assert 300.0 < end - begin <= 420.0


@pytest.mark.parametrize("still", [True, False])
def test_no_label_outlives_its_mark(still):
    """The rest of a title without its beginning says nothing."""
    layout = a_layout([Happening(0, 0, label=200.0), Happening(3000, 3000)])
    at_edge, past_edge = (TimeSpan(day * DAY, (day + 100) * DAY) for day in (-1, 1))
    assert label_of(scene_of(layout, at_edge, still=still), 0)
    past = scene_of(layout, past_edge, still=still)
    assert not len(past.glyphs) or label_of(past, 0) is None


def test_a_label_at_the_right_edge_ends_before_it():
    """What comes into view is cropped until all of it has; a few px say nothing."""
    layout = a_layout([Happening(1000, 1000, label=200.0), Happening(3000, 3000)])
    scenes = [scene_of(layout, TimeSpan((day - 100) * DAY, day * DAY)) for day in (1004, 1010, 1050)]
    few, cropped, whole = (label_of(scene, 0) for scene in scenes)
    assert few is None
    assert cropped[1] == pytest.approx(WIDTH - 4)
    assert whole[1] - whole[0] == pytest.approx(200)


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
@given(worlds, places, zooms, st.floats(-0.9, 0.9))
def test_panning_changes_no_label(events, place, zoom, share):
    """Wherever the edges of the view are, a label that none of them touches is as long, and as far from its mark."""
    layout = a_layout(events)
    here = view(layout, place, zoom)
    one, two = (scene_of(layout, span).glyphs for span in (here, here.panned(share * here.length)))
    moved = share * (WIDTH - 96)
    again = {key: k for k, key in enumerate(zip(two.entry.tolist(), two.lane.tolist(), strict=True))}
    for k, key in enumerate(zip(one.entry.tolist(), one.lane.tolist(), strict=True)):
        at = again.get(key)
        if at is not None and is_clear(one, k, 0) and is_clear(one, k, moved):
            assert two.label_width[at] == pytest.approx(one.label_width[k], abs=1e-3)
            assert two.label_x[at] == pytest.approx(one.label_x[k] - moved, abs=1e-3)


def is_clear(g, k, moved):
    """Whether a glyph has a label, and no edge touches that or what it names when all is moved left so many px."""
    ends = np.array((g.x_min[k], g.x_max[k], g.label_x[k], g.label_x[k] + g.label_width[k])) - moved
    return bool(np.all((ends > 96 + 20) & (ends < WIDTH - 20)))  # false without a label


@settings(max_examples=60, deadline=None)
@given(worlds, places, zooms, st.floats(0.05, 0.95))
def test_stretches_side_by_side_are_the_picture(events, place, zoom, share):
    """Each event, label, badge and column of crowding stands in a stretch where it stands in the whole."""
    layout = a_layout(events, rows=6)
    whole = scene_of(layout, view(layout, place, zoom))
    cut = whole.header_width + share * (WIDTH - whole.header_width)
    g = whole.glyphs
    drawn = {key: k for k, key in enumerate(zip(g.entry.tolist(), g.lane.tolist(), strict=True))}
    seen = set()
    for first, last in ((whole.header_width, cut), (cut, WIDTH)):
        part = layout.stretch(whole, first, last, 10_000)
        assert part.complete
        for k, key in enumerate(zip(part.glyphs.entry.tolist(), part.glyphs.lane.tolist(), strict=True)):
            at = drawn.get(key)
            if at is None:  # of these, the whole shows no label: what they name is out of sight
                continue
            seen.add(key)
            assert part.glyphs.y[k] == g.y[at]
            if not g.bar[at] and first <= g.x[at] <= last:  # the middle of what is seen of a bar moves
                assert part.glyphs.x[k] + first == pytest.approx(g.x[at], abs=1e-3)
            if is_clear(g, at, 0):
                assert part.glyphs.label_x[k] + first == pytest.approx(g.label_x[at], abs=1e-3, nan_ok=True)
        badges = {(group.lane, group.span) for group in whole.groups}
        assert {(group.lane, group.span) for group in part.groups} <= badges
    assert seen == set(drawn)


def test_bands_stay_while_panning():
    """However many containers there are, the same ones are drawn wherever the view begins."""
    events = [Happening(k * 7, k * 7 + 400, lasting=True, container=True, importance=1 + k % 5) for k in range(90)]
    layout = a_layout(events)
    shown = [{b.entry: b for b in scene_of(layout, TimeSpan(d * DAY, (d + 300) * DAY)).bands} for d in (100, 120)]
    assert shown[0]
    for entry in shown[0].keys() & shown[1].keys():
        assert shown[0][entry].category == shown[1][entry].category
    begins = {entry: (events[entry].begin, events[entry].end) for entry in shown[0]}
    assert all(b > 120 and a < 420 for a, b in (begins[e] for e in shown[0].keys() & shown[1].keys()))
    lost = [e for e in shown[0].keys() - shown[1].keys() if begins[e][1] > 120]
    assert not lost
