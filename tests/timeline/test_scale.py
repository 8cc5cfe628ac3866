"""Time to pixels and back, panning, zooming and staying within limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.timeline.scale import SHORTEST, TimeScale, TimeSpan, shortest_at

instants = st.floats(-1e12, 1e12)
lengths = st.floats(60, 1e12)
spans = st.builds(lambda begin, length: TimeSpan(begin, begin + length), instants, lengths)


@given(spans, st.floats(-500, 3000))
def test_pixels_and_instants_are_each_others_inverse(span, x):
    """There and back again."""
    scale = TimeScale(span, 96, 1600)
    assert scale.x_of(scale.t_of(x)) == pytest.approx(x, abs=0.01)


def test_arrays_go_the_same_way_as_numbers():
    """One formula for both."""
    scale = TimeScale(TimeSpan(0, 100), 50, 250)
    assert scale.x_of(np.array([0.0, 50.0, 100.0])).tolist() == [50, 150, 250]
    assert scale.t_of(np.array([50.0, 250.0])).tolist() == [0, 100]
    assert scale.seconds_per_px == 0.5


@given(spans, st.floats(0.0, 1.0), st.floats(0.01, 100))
def test_the_instant_under_the_pointer_stays_when_zooming(span, share, factor):
    """Wherever the pointer is, and also at the shortest span."""
    x = 96 + share * 1504
    about = TimeScale(span, 96, 1600).t_of(x)
    zoomed = span.zoomed(factor, about)
    assert TimeScale(zoomed, 96, 1600).x_of(about) == pytest.approx(x, abs=0.5)
    assert zoomed.length >= SHORTEST * 0.999


@given(spans, st.floats(-1e6, 1e6))
def test_panning_keeps_the_length(span, seconds):
    """And moves by so many seconds."""
    panned = span.panned(seconds)
    assert panned.length == pytest.approx(span.length, rel=1e-3)
    assert panned.begin == span.begin + seconds


@given(spans, st.builds(lambda begin, length: TimeSpan(begin, begin + length), instants, st.floats(1e4, 1e12)))
def test_a_clamped_span_lies_within_the_limits(span, limits):
    """It keeps its length if it can, and clamping again changes nothing to speak of."""
    clamped = span.clamped(limits)
    assert limits.begin <= clamped.begin < clamped.end <= limits.end
    if 120 <= span.length <= limits.length:
        assert clamped.length == pytest.approx(span.length, rel=1e-2)
    again = clamped.clamped(limits)
    assert again.begin == pytest.approx(clamped.begin, abs=1e-6 * clamped.length)


def test_a_fitted_span_has_margins_and_can_be_shown():
    """Nothing is narrower than a minute."""
    assert TimeSpan(0, 1000).fit(0.1) == TimeSpan(-100, 1100)
    assert TimeSpan(0, 1).fit().length == SHORTEST


@given(st.floats(-4e18, 4e18))
def test_pixels_of_the_shortest_span_can_be_told_apart(instant):
    """Even in billions of years a view has distinct edges and pixels."""
    length = shortest_at(instant)
    assert instant + length / 2000 > instant


def test_a_span_contains_its_begin_and_not_its_end():
    """Half open, like dates."""
    span = TimeSpan(10, 20)
    assert [span.contains(t) for t in (9, 10, 19.9, 20)] == [False, True, True, False]
    assert span.middle == 15
