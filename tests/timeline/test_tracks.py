"""Numbers over time below the lanes."""

import pytest

from tests.timeline.worlds import DAY, NOW, Happening, a_layout
from viewer.events.dates import parse
from viewer.events.indicators import Point, Series
from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import hit
from viewer.timeline.tracks import number


def a_series(name, *points):
    return Series(name, name.title(), "USD million", "", tuple(Point(parse(date), value) for date, value in points))


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


def test_figures_are_written_for_reading():
    """Grouped, rounded, named."""
    assert [number(v) for v in (1810, 0.2412, 1.2e6, 3e9, 5)] == ["1,810", "0.241", "1.2 million", "3 billion", "5"]
