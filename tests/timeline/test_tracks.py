"""Numbers over time below the lanes."""

import pytest

from tests.timeline.worlds import DAY, NOW, Happening, a_layout
from viewer.events.dates import parse
from viewer.events.indicators import Point, Series
from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import hit
from viewer.timeline.tracks import BELOW, HEIGHT, number


def a_series(name, *points):
    return Series(name, name.title(), "USD million", "", tuple(Point(parse(p[0]), *p[1:]) for p in points))


TRADE = a_series("trade", ("1980-07-01/1981-06-30", 100.0), ("1981-07-01/1982-06-30", 200.0))
OIL = a_series("oil", ("2001-01-01", 30.0), ("2001-02-01", 60.0), ("2001-03-01/..", 45.0))


def year(number_):
    return (number_ - 1970) * 365.25 * DAY


def scene_at(begin, end, **more):
    layout = a_layout([Happening(0, 20_000, lasting=True)], series=(TRADE, OIL, a_series("none")))
    return layout.scene(TimeSpan(year(begin), year(end)), 1000, 700, **more)


def test_only_series_with_figures_in_view_have_a_track():
    """An empty track would take room for nothing."""
    assert [track.id for track in scene_at(1979, 1983).tracks] == ["trade"]
    assert [track.id for track in scene_at(1979, 2003).tracks] == ["trade", "oil"]
    assert scene_at(1990, 1992).tracks == ()
    assert scene_at(1979, 2003, tracks=False).tracks == ()


def test_higher_figures_stand_higher_and_periods_have_their_length():
    """Levels from zero, within the track."""
    (track,) = scene_at(1979, 1983).tracks
    first, second = track.points
    assert first.y > second.y
    assert track.top < second.y < first.y < track.top + track.height
    assert first.x1 == pytest.approx(second.x0, abs=1)
    assert (track.low, track.high, first.text) == ("0", "200", "100 USD million")


def test_tracks_lie_below_the_lanes_and_can_be_hit():
    """The lanes end where the tracks begin."""
    scene = scene_at(1979, 2003)
    assert scene.lanes_bottom == scene.tracks[0].top
    assert hit(scene, 500, scene.tracks[1].top + 5).track is scene.tracks[1]


def test_tracks_leave_room_for_the_lanes():
    """A low picture shows as many as have room in a fifth of it."""
    layout = a_layout(
        [Happening(0, 20_000, lasting=True)],
        series=[a_series(f"s{k}", ("1980-01-01", float(k))) for k in range(30)],
    )
    scene = layout.scene(TimeSpan(0, NOW), 1000, 600)
    assert 1 <= len(scene.tracks) <= 3
    assert scene.lanes_bottom > 300
    assert [track.more for track in scene.tracks] == [0] * (len(scene.tracks) - 1) + [30 - len(scene.tracks)]


def a_track(series):
    layout = a_layout([Happening(0, 20_000, lasting=True)], series=(series,))
    return layout.scene(layout.extent, 1000, 700).tracks[0]


def test_areas_begin_at_zero_or_are_none():
    """A level far from zero is no area: half as high must mean half as much."""
    assert a_track(TRADE).from_zero
    assert not a_track(a_series("price", ("2001-01-01", 60.0), ("2001-02-01", 62.0))).from_zero
    assert not a_track(a_series("balance", ("2001-01-01", -5.0), ("2001-02-01", 62.0))).from_zero
    half, whole = a_track(TRADE).points
    foot = a_track(TRADE).top + HEIGHT - BELOW
    assert foot - half.y == pytest.approx((foot - whole.y) / 2)


def test_totals_so_far_hold_until_the_next():
    """Each counts from its own end, not from the beginning of the war."""
    periods = [(f"2001-01-01/2001-{month:02}-01", 10.0 * month, "cumulative") for month in (2, 3, 6)]
    track = a_track(a_series("deaths", *periods))
    assert track.stepped
    assert [p.figure for p in track.points] == ["20", "30", "60"]
    assert [p.x1 for p in track.points[:-1]] == [p.x0 for p in track.points[1:]]
    assert track.points[-1].x0 == track.points[-1].x1


def test_figures_of_overlapping_periods_all_stand():
    """Eleven months within the year."""
    track = a_track(a_series("trade", ("1980-07-01/1981-05-31", 60.0), ("1980-07-01/1981-06-30", 100.0)))
    assert [p.figure for p in track.points] == ["60", "100"]
    assert track.points[0].x1 < track.points[1].x1


def test_figures_are_written_for_reading():
    """Grouped, rounded, named."""
    assert [number(v) for v in (1810, 0.2412, 1.2e6, 3e9, 5)] == ["1,810", "0.241", "1.2 million", "3 billion", "5"]
