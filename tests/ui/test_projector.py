"""What comes from the film is what would be drawn directly, wherever one pans; spare time prepares what is next."""

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from tests.timeline.worlds import Happening, a_layout, view, worlds
from viewer.ui.film import AHEAD
from viewer.ui.fonts import Fonts
from viewer.ui.painter import NOTHING, Emphasis
from viewer.ui.projector import Projector
from viewer.ui.theme import load_theme

WIDTH, HEIGHT = 620, 260


def a_projector(layout):
    return Projector(load_theme("light"), Fonts(), layout.marks.titles.__getitem__)


def shown(projector, layout, span, emphasis=NOTHING, ratio=1):
    """The scene of a span and its picture, with every title there."""
    image = QImage(WIDTH * ratio, HEIGHT * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    outline = layout.outline(projector.snapped(span), WIDTH, HEIGHT)
    scene = layout.raising(layout.filled(outline), emphasis.lit)
    for _ in range(500):
        brush = QPainter(image)
        projector.paint(brush, layout, outline, emphasis, 0.0)
        brush.end()
        while projector.lacking or projector._film._rough:
            if projector.use_spare_time(layout, outline, 0.0, ratio) == "paint":
                break
        else:
            return scene, pixels(image)
    pytest.fail("the picture never was complete")


def spare(projector, layout, scene, ratio=1):
    """Let it do all that it can; how often it went on."""
    for times in range(500):
        if not projector.use_spare_time(layout, scene, 0.0, ratio):
            return times
    pytest.fail("never done")


def pixels(image):
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine()).copy()


def directly(layout, scene, emphasis=NOTHING, ratio=1):
    """The same scene by a painter that knows no film."""
    projector = a_projector(layout)
    image = QImage(WIDTH * ratio, HEIGHT * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    for _ in range(2):
        brush = QPainter(image)
        projector.painter.paint(brush, scene, layout.marks.titles.__getitem__, emphasis)
        brush.end()
        projector.painter.make_missing(layout.marks.titles.__getitem__, 1e6)
    return pixels(image)


@pytest.mark.parametrize("ratio", [1, 2])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=worlds,
    zoom=st.floats(0.0, 9.0),
    steps=st.lists(st.tuples(st.integers(-900, 900), st.booleans()), min_size=1, max_size=6),
)
@example(  # a column of the density begins at half a px
    events=[Happening(0, 0, (0,), label=20.0)] * 3
    + [Happening(4, 5, (0,), label=20.0), Happening(0, 0, (0, 1), label=20.0)]
    + [Happening(0, 0, (0, 1, 2), label=20.0)] * 5,
    zoom=0.0,
    steps=[(-1, False)],
)
def test_the_film_shows_what_would_be_drawn(qapp, ratio, events, zoom, steps):
    """After any steps to and fro, with or without spare time between them."""
    layout = a_layout(events)
    projector = a_projector(layout)
    span = view(layout, 0.4, zoom)
    scene, _ = shown(projector, layout, span, ratio=ratio)
    for px, rests in steps:
        span = span.panned(px * span.length / (WIDTH - 96))
        scene, picture = shown(projector, layout, span, ratio=ratio)
        if rests:
            spare(projector, layout, scene, ratio)
    assert projector.moving or all(px == 0 for px, _ in steps) or not scene.lanes
    assert np.array_equal(picture, directly(layout, scene, ratio=ratio))


def test_what_is_lit_is_drawn_over_the_film(qapp):
    """Selecting and pointing change nothing that is on it."""
    layout = a_layout(_a_row_of_events())
    projector = a_projector(layout)
    shown(projector, layout, layout.extent)
    moved = layout.extent.panned(layout.extent.length * 0.03)
    lit = Emphasis(frozenset({2}), 4)
    scene, picture = shown(projector, layout, moved, lit)
    assert projector.moving
    assert np.array_equal(picture, directly(layout, scene, lit))
    _, plain = shown(projector, layout, moved)
    assert np.array_equal(plain, directly(layout, scene))


@pytest.mark.parametrize("selected", [True, False])
def test_a_title_that_is_lit_elsewhere_is_there_once(qapp, selected):
    """One that the right edge cuts is lit on the other side of its mark; on the film it stood where it was."""
    layout = a_layout([Happening(k * 40, k * 40 + 1, (0,)) for k in range(30)])
    projector = a_projector(layout)
    span = view(layout, 0.4, 2.0)
    shown(projector, layout, span)
    for entry in range(30):
        span = span.panned(span.length / 50)
        lit = Emphasis(frozenset({entry}) if selected else frozenset(), entry)
        scene, picture = shown(projector, layout, span, lit)
        assert np.array_equal(picture, directly(layout, scene, lit))


def test_spare_time_draws_what_comes_next_and_ends(qapp):
    """Afterwards the next steps need nothing new."""
    layout = a_layout(_a_row_of_events())
    projector = a_projector(layout)
    scene, _ = shown(projector, layout, layout.extent)
    assert spare(projector, layout, scene) > 0
    drawn = []
    under = projector.painter.paint_bare
    projector.painter.paint_bare = lambda *args: drawn.append(1) or under(*args)
    for px in range(0, AHEAD, 64):
        shown(projector, layout, layout.extent.panned(px * layout.extent.length / (WIDTH - 96)))
    assert projector.moving
    assert not drawn


def test_another_scale_or_theme_begins_a_new_film(qapp):
    """Nothing old is ever shown."""
    layout = a_layout(_a_row_of_events())
    projector = a_projector(layout)
    for span in (layout.extent, layout.extent.panned(1e6), layout.extent.zoomed(0.5, layout.extent.middle)):
        scene, picture = shown(projector, layout, span)
        assert np.array_equal(picture, directly(layout, scene))
    spare(projector, layout, scene)
    projector.wear(load_theme("dark"))
    _, dark = shown(projector, layout, scene.span)
    assert not np.array_equal(dark, picture)


def _a_row_of_events():
    return [Happening(k * 40, k * 40 + (35 if k % 3 else 1), (k % 2,), lasting=bool(k % 3)) for k in range(30)]
