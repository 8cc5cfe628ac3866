"""What the reader is promised of the picture, whatever the events are."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.timeline.worlds import (
    DAY,
    NOW,
    WIDTH,
    Happening,
    a_layout,
    arrays,
    assert_no_overlap,
    happenings,
    lanes_of,
    scene_of,
    view,
    worlds,
)
from viewer.timeline.occupancy import WHOLE
from viewer.timeline.rows import MARK, boxes, join
from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Layout, hit

zooms = st.floats(0.0, 14.0)
places = st.floats(0.0, 1.0)


def rows_of(scene):
    """The height of each drawn (entry, lane) above the top of the content."""
    tops = {box.index: box.top for box in scene.lanes}
    g = scene.glyphs
    return {
        (e, k): round(y - tops[k], 3)
        for e, k, y in zip(g.entry.tolist(), g.lane.tolist(), g.y, strict=True)
        if k in tops
    }


@settings(max_examples=60, deadline=None)
@given(worlds, places, zooms)
def test_nothing_overlaps_in_a_row(events, place, zoom):
    """Marks, bars and labels of one row never overlap, at any zoom."""
    layout = a_layout(events)
    assert_no_overlap(scene_of(layout, view(layout, place, zoom)))


@settings(max_examples=40, deadline=None)
@given(worlds, st.integers(-1, 12), st.lists(places, min_size=2, max_size=6), st.randoms())
def test_panning_moves_no_event_whatever_the_order_of_visits(events, zoom, stops, random):
    """At one zoom an event has one row, from whichever side one comes, and in a layout made anew."""
    layout, other = a_layout(events), a_layout(events)
    seen = {}
    for stop in stops:
        for key, row in rows_of(scene_of(layout, view(layout, stop, zoom))).items():
            assert seen.setdefault(key, row) == row
    random.shuffle(stops)
    for stop in stops:
        for key, row in rows_of(scene_of(other, view(other, stop, zoom))).items():
            assert seen.setdefault(key, row) == row


@settings(max_examples=40, deadline=None)
@given(worlds, places, zooms, st.floats(1.0, 30.0))
def test_zooming_in_moves_no_event_and_loses_none(events, place, zoom, factor):
    """What is drawn keeps its row as one comes closer, and stays drawn while its anchor is in view."""
    layout = a_layout(events)
    far = view(layout, place, zoom)
    near = far.zoomed(1 / factor, far.middle)
    before, after = scene_of(layout, far), scene_of(layout, near)
    old, new = rows_of(before), rows_of(after)
    assert all(new[key] == row for key, row in old.items() if key in new)
    for key in old:
        assert key in new or not near.contains(layout.items.anchor_of(key[0]))


@settings(max_examples=30, deadline=None)
@given(worlds, places, zooms, places, zooms)
def test_lanes_never_change_their_height(events, place, zoom, other_place, other_zoom):
    """Panning and zooming leave all lanes where they are."""
    layout = a_layout(events)
    one = scene_of(layout, view(layout, place, zoom))
    two = scene_of(layout, view(layout, other_place, other_zoom))
    assert one.lanes == two.lanes
    assert one.content_height == two.content_height


@settings(max_examples=60, deadline=None)
@given(worlds, places, st.floats(-1.0, 14.0))
def test_every_event_is_drawn_or_counted_once(events, place, zoom):
    """In each lane: glyphs anchored in view plus what the badges say is all there is between the badges' borders."""
    layout = a_layout(events, rows=12)
    for span in (layout.extent, layout.limits, view(layout, place, zoom)):
        scene = layout.scene(span, WIDTH, 4000.0, tracks=False)
        items = layout.items
        for box in scene.lanes:
            first, last = items.offsets[box.index], items.offsets[box.index + 1]
            entries, anchor = items.entry[first:last], items.anchor[first:last]
            drawn = set(scene.glyphs.entry[scene.glyphs.lane == box.index].tolist())
            assert len(drawn) == np.count_nonzero(scene.glyphs.lane == box.index)
            groups = [g for g in scene.groups if g.lane == box.index]
            inside = [e for e, t in zip(entries.tolist(), anchor, strict=True) if span.contains(t)]
            counted = [
                sum(g.span.contains(t) for g in groups)
                for e, t in zip(entries.tolist(), anchor, strict=True)
                if span.contains(t) and e not in drawn
            ]
            assert all(times == 1 for times in counted), (len(inside), counted)
            if span is not layout.limits and not span.contains(anchor.min(initial=np.inf)):
                continue
            if span in (layout.extent, layout.limits):
                assert len(drawn) + sum(g.count for g in groups) == len(entries)


@settings(max_examples=40, deadline=None)
@given(worlds, places, zooms)
def test_the_centre_of_each_glyph_hits_its_event(events, place, zoom):
    """What is seen can be clicked."""
    layout = a_layout(events)
    scene = scene_of(layout, view(layout, place, zoom))
    g = scene.glyphs
    for k in range(len(g)):
        if scene.header_width <= g.x[k] < scene.width and scene.axis_height <= g.y[k] < scene.lanes_bottom:
            found = hit(scene, float(g.x[k]), float(g.y[k]))
            assert (found.kind, found.entry, found.lane) == ("event", g.entry[k], g.lane[k])
    for group in scene.groups:
        middle = group.x + group.width / 2, group.y + group.height / 2
        if scene.axis_height <= middle[1] < scene.lanes_bottom and scene.header_width <= middle[0] < scene.width:
            assert hit(scene, *middle).group == group


@settings(max_examples=40, deadline=None)
@given(worlds, places, zooms, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_what_was_seen_around_a_view_changes_nothing_in_it(events, place, zoom, share, factor):
    """The picture after one of a little more time is the one of a layout made anew."""
    visited, fresh = a_layout(events), a_layout(events)
    span = view(fresh, place, zoom)
    scene_of(visited, span.zoomed(2**factor, span.begin + share * span.length))
    after, anew = scene_of(visited, span), scene_of(fresh, span)
    for name in ("entry", "lane", "bar"):
        assert getattr(after.glyphs, name).tolist() == getattr(anew.glyphs, name).tolist()
    for name in ("x", "y", "x_min", "x_max", "label_x", "label_width"):
        assert getattr(after.glyphs, name) == pytest.approx(getattr(anew.glyphs, name), abs=1e-3, nan_ok=True)
    assert [(g.lane, g.count, g.span) for g in after.groups] == [(g.lane, g.count, g.span) for g in anew.groups]
    assert after.groups.x == pytest.approx(anew.groups.x, abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(worlds, places, zooms)
def test_a_budget_only_postpones(events, place, zoom):
    """Without time for more than one tile a scene is incomplete but right; asked often enough it is the whole one."""
    layout, other = a_layout(events), a_layout(events)
    span = view(layout, place, zoom)
    for _ in range(200):
        scene = scene_of(layout, span, budget_ms=0.0)
        assert_no_overlap(scene)
        if scene.complete:
            break
        layout.advance(scene, span, budget_ms=1e-9)
    assert scene.complete
    assert rows_of(scene) == rows_of(scene_of(other, span))


def assert_groups_lead_on(layout, group):
    """Zooming into a group again and again draws or lists every event it stood for."""
    for _ in range(200):
        nearer = layout.closer(group)
        if nearer is None:
            assert len(layout.events_in(group.lane, group.span, 10**6)) >= group.count
            return
        scene = layout.scene(nearer, WIDTH, 4000.0, tracks=False)
        groups = [g for g in scene.groups if g.lane == group.lane]
        if not groups:
            return
        assert groups[0].span.length < group.span.length
        group = groups[0]
    pytest.fail("a group never came apart")


@settings(max_examples=25, deadline=None)
@given(worlds)
def test_groups_come_apart_or_can_be_listed(events):
    """A click on "+N" leads on until everything is drawn, or to events of one instant, which are listed."""
    layout = a_layout(events, rows=4)
    for group in layout.scene(layout.extent, WIDTH, 4000.0, tracks=False).groups:
        assert_groups_lead_on(layout, group)


def test_a_million_events_on_one_second_is_one_group_and_a_list():
    """They cannot be told apart by zooming, so they are listed."""
    layout = a_layout([Happening(100, 100, label=50.0) for _ in range(5000)])
    scene = scene_of(layout, layout.extent)
    assert len(scene.glyphs) + sum(g.count for g in scene.groups) == 5000
    assert all(layout.closer(g) is None for g in scene.groups)
    assert len(layout.events_in(0, scene.groups[0].span, 50)) == 50


DEGENERATE = {
    "no events": [],
    "one event": [Happening(10, 11)],
    "one second": [Happening(10 + k / DAY / 10, 10 + k / DAY / 10) for k in range(10)],
    "the same second": [Happening(10, 10) for _ in range(300)],
    "one span over all time": [Happening(None, None)] + [Happening(k, k + 1) for k in range(400)],
    "ten billion years": [Happening(-1.8e12, -1.8e12 + 1), Happening(1.8e12, 1.8e12 + 1), Happening(0, 1)],
    "500 lanes": [Happening(k, k + 1, (k,)) for k in range(500)],
    "290 lanes for one event": [Happening(5, 6, tuple(range(290)))],
    "open to both sides only": [Happening(None, None)],
    "labels of 100 kB": [Happening(k, k + 1, label=600_000.0) for k in range(20)],
    "begins after now and goes on": [Happening(30_000, None)],
    "ever to the day": [Happening(None, 5), Happening(6, None)],
}


@pytest.mark.parametrize("events", DEGENERATE.values(), ids=DEGENERATE.keys())
@pytest.mark.parametrize("size", [(1600, 900), (97, 45), (0, 0), (1, 1), (130, 5000), (20_000, 300)])
def test_degenerate_events_and_sizes_give_a_sound_picture(events, size):
    """Nothing crashes, nothing is NaN that should not be, from far to near."""
    layout = a_layout(events)
    for zoom in (-1, 0, 1, 5, 15, 40):
        scene = layout.scene(view(layout, 0.5, zoom).clamped(layout.limits), *size)
        assert_no_overlap(scene)
        g = scene.glyphs
        assert all(np.isfinite(a).all() for a in (g.x, g.y, g.x_min, g.x_start, g.x_end, g.x_max, g.label_width))
        assert np.isfinite(scene.density).all()


def test_lanes_out_of_sight_are_not_packed():
    """Five hundred lanes cost what is in view; scrolling shows the others."""
    layout = a_layout([Happening(k % 90, k % 90 + 1, (k % 500,)) for k in range(5000)])
    scene = layout.scene(layout.extent, 1000, 500)
    assert len(scene.lanes) < 20
    assert scene.content_height > 10_000
    last = layout.scene(layout.extent, 1000, 500, scroll=1e9)
    assert last.lanes[-1].index == 499
    assert last.lanes[-1].top + last.lanes[-1].height == pytest.approx(last.lanes_bottom)


def test_overview_counts_every_event_once():
    """Whatever the number of columns, in its quad class."""
    layout = a_layout([Happening(k * 3, k * 3 + 1, (0, 1), category=k % 4) for k in range(100)])
    for columns in (1, 7, 300, 5000):
        counts = layout.overview(columns)
        assert counts.shape == (5, columns)
        assert counts.sum() == 100


def test_long_spans_leave_room_for_instants():
    """In a crowded lane decades-long bars do not take every row."""
    events = [Happening(k, k + 20_000, lasting=True, importance=5) for k in range(60)]
    events += [Happening(10_000 + 40 * k, 10_001 + 40 * k, importance=1) for k in range(100)]
    layout = a_layout(events)
    glyphs = scene_of(layout, TimeSpan(10_000 * DAY, 10_400 * DAY)).glyphs
    assert np.count_nonzero(~glyphs.bar) >= 5
    assert np.count_nonzero(glyphs.bar) >= 1


def test_containers_are_bands():
    """Events that hold others stand behind all lanes as well."""
    layout = a_layout([Happening(10, 40, lasting=True, container=True), Happening(12, 13)])
    (band,) = scene_of(layout, layout.extent).bands
    scene = scene_of(layout, layout.extent)
    assert band.title == "event 0"
    found = hit(layout.scene(layout.extent, 1000, 700, axis_height=66), (band.x0 + band.x1) / 2, 50)
    assert (found.kind, found.entry) == ("band", 0)
    assert hit(scene, 500, 10).kind == "axis"
    assert hit(scene, 10, 60).kind == "lane"
    assert hit(scene, 500, 699).kind == "nothing"


def test_whole_periods_are_covered_only_where_they_have_the_row():
    """A mark alone pretends no extent."""
    layout = a_layout([Happening(0, 365, label=10.0) for _ in range(200)], rows=4)
    g = scene_of(layout, TimeSpan(0, 365 * DAY)).glyphs
    bare = g.x_min == g.x_max
    forms = layout._frames._known[next(reversed(layout._frames._known))][1].standing.placed.form
    assert np.count_nonzero(~bare) == np.count_nonzero(forms >= WHOLE)


def test_an_important_span_keeps_room_for_its_bar():
    """What is a mark from afar becomes a bar as one comes closer, however crowded the lane is."""
    events = [Happening(5_000, 5_012, lasting=True, importance=5)]
    events += [Happening(5_000 + k % 12, 5_001 + k % 12, importance=2) for k in range(200)]
    layout = a_layout([*events, Happening(0, 1), Happening(20_000, 20_001)], rows=4)
    glyphs = scene_of(layout, TimeSpan(4_990 * DAY, 5_030 * DAY)).glyphs
    assert glyphs.bar[glyphs.entry == 1].all()
    assert np.count_nonzero(glyphs.bar) == 1


def everywhere_taken(layout, packing, z, i, item):
    """Whether in each row of its lane something placed stands within a step of an item's bare mark."""
    items = layout.items
    around = join([packing.tile(z, j) for j in (i - 1, i, i + 1) if 0 <= j < 2**z])
    q, lane = packing.seconds_per_px(z), int(items.lane_of(np.array([item]))[0])
    left, right = boxes(around.bodies, around.form, q)
    near = (right > items.anchor[item] - (MARK + 4) * q) & (left < items.anchor[item] + (MARK + 4) * q)
    rows = around.row[near & (items.lane_of(around.item) == lane)]
    return len(np.unique(rows)) == layout._shelf.rows[lane]


@settings(max_examples=40, deadline=None)
@given(st.lists(happenings(), min_size=1, max_size=60), st.integers(0, 240), st.integers(0, 6))
def test_what_stands_alone_is_drawn_however_crowded_it_is_elsewhere(events, crowd, z):
    """Hidden is only what has no room in any row; important crowds do not starve a lesser event far from them."""
    crowd = [Happening(19_000 + k % 7, 19_001 + k % 7, importance=5, label=200.0) for k in range(crowd)]
    layout = a_layout([*events, *crowd], rows=9)
    for packing in layout._shelf.packings:
        first, last = (layout.items.offsets[k] for k in (packing.lanes.start, packing.lanes.stop))
        for item in range(first, last):
            i = int((layout.items.anchor[item] - packing.domain.begin) / (packing.domain.length * 2.0**-z))
            if item not in packing.tile(z, i).item:
                assert everywhere_taken(layout, packing, z, i, item)


def test_a_lone_event_beside_thousands_is_drawn():
    """Also where there are too many to try them all."""
    crowd = [Happening(9_000 + k % 900, 9_001 + k % 900, importance=5) for k in range(5_000)]
    layout = a_layout([Happening(0, 1, importance=1), Happening(4_000, 4_001, importance=1), *crowd], rows=5)
    assert {0, 1} <= set(scene_of(layout, layout.extent).glyphs.entry.tolist())


def test_where_nothing_matches_time_is_that_of_all_events():
    """Axis and overview still mean something."""
    marks, widths, ordered = arrays([Happening(0, 10), Happening(500, 501)])
    none = Layout(marks, lanes_of([], 1), widths, rows_that_fit=9, now=NOW)
    all_ = Layout(marks, lanes_of(ordered, 1), widths, rows_that_fit=9, now=NOW)
    assert none.extent == all_.extent


@settings(max_examples=40, deadline=None)
@given(worlds, places, zooms, st.integers(3, 40), st.sampled_from([18.0, 22.0, 30.0]))
def test_another_room_gives_the_picture_of_a_layout_made_for_it(events, place, zoom, rows, row_height):
    """What is known of the events is taken over; the layout that was there stays as it was."""
    marks, widths, ordered = arrays(events)
    lanes = lanes_of(ordered, 3)
    layout = Layout(marks, lanes, widths, rows_that_fit=12, now=NOW)
    before = scene_of(layout, view(layout, place, zoom))
    room = {"rows_that_fit": rows, "row_height": row_height, "now": NOW}
    other = Layout(marks, lanes, widths, **room, others=[layout])
    anew = Layout(marks, lanes, widths, **room)
    spans = view(anew, place, zoom)
    assert scene_of(other, spans).lanes == scene_of(anew, spans).lanes
    assert rows_of(scene_of(other, spans)) == rows_of(scene_of(anew, spans))
    assert rows_of(scene_of(layout, view(layout, place, zoom))) == rows_of(before)
    assert other.drawn is layout.drawn
    assert Layout(marks, lanes, widths.copy(), **room, others=[layout]).drawn is not layout.drawn


@settings(max_examples=60, deadline=None)
@given(worlds, places, zooms)
def test_no_badge_is_cut_or_covered(events, place, zoom):
    """In a still picture badges stand within the plot and beside each other."""
    layout = a_layout(events, rows=6)
    groups = layout.scene(view(layout, place, zoom), WIDTH, 4000.0, tracks=False, still=True).groups
    assert all(g.x >= 96 and g.x + g.width <= WIDTH for g in groups)
    assert all(a.lane != b.lane or a.x + a.width <= b.x for a, b in pairwise(groups))


@settings(max_examples=40, deadline=None)
@given(worlds, places, zooms, st.integers(0, 10**6))
def test_a_lit_event_is_seen_in_each_of_its_lanes(events, place, zoom, which):
    """Also where it counts in a "+N" only: it is raised at its true place within its lane, and answers the mouse."""
    layout = a_layout(events, rows=6)
    assume(len(layout.lanes.entry))
    entry = int(layout.lanes.entry[which % len(layout.lanes.entry)])
    scene = layout.raising(scene_of(layout, view(layout, place, zoom)), {entry})
    whole = layout.raising(scene_of(layout, layout.extent), {entry})
    lanes = {lane for lane in range(len(layout.lanes)) if entry in layout.events_in(lane, layout.limits, 10**6)}
    shown = [glyphs for glyphs in (whole.glyphs, whole.raised) if glyphs is not None]
    assert sorted(k for g in shown for k in g.lane[g.entry == entry].tolist()) == sorted(lanes)
    if scene.raised is not None:
        boxes_of = {box.index: box for box in scene.lanes}
        assert set(scene.raised.entry.tolist()) <= {entry}
        for k, y in zip(scene.raised.lane.tolist(), scene.raised.y.tolist(), strict=True):
            assert boxes_of[k].top < y < boxes_of[k].top + boxes_of[k].height
    assert layout.raising(scene, set()).raised is None


@pytest.mark.parametrize("factor", [1, 3, 10, 1000])
def test_a_badge_is_as_wide_as_its_text(factor):
    """Also where all events together take a few px of a far longer view."""
    layout = a_layout([Happening(k / 100, k / 100, (0,)) for k in range(300)], rows=1)
    length = layout.extent.length * factor
    groups = scene_of(layout, TimeSpan(layout.extent.middle - length / 2, layout.extent.middle + length / 2)).groups
    assert groups
    assert all(group.width >= 24 for group in groups)
    assert all(a.lane != b.lane or a.x + a.width <= b.x for a, b in pairwise(groups))
