"""Colours: readable, complete, following the desktop."""

from itertools import pairwise
from pathlib import Path

import pytest

from viewer.events.vocabulary import QUADS
from viewer.timeline.style import TOKENS
from viewer.ui.bars import BODY
from viewer.ui.icons import icon_path
from viewer.ui.theme import THEMES, ThemeSwitch, contrast, load_theme, palette


@pytest.mark.parametrize("name", THEMES)
def test_every_token_is_there(name):
    """A theme defines exactly the tokens that pictures ask for."""
    assert set(load_theme(name).tokens) == {*TOKENS, "on-accent"}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["paper", "panel", "band"])
@pytest.mark.parametrize("ink", ["ink", "muted", "accent"])
def test_text_is_readable(name, ground, ink):
    """Text has a contrast of at least 4.5 : 1 on every ground."""
    theme = load_theme(name)
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("quad", QUADS)
def test_marks_stand_out_and_bars_can_be_written_on(name, quad):
    """A mark has 3 : 1 on paper and band; a title on a bar's tint has 4.5 : 1."""
    theme = load_theme(name)
    assert min(contrast(theme[quad], theme[ground]) for ground in ("paper", "band")) >= 3
    assert contrast(theme["ink"], theme.mix(quad, BODY)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_buttons_in_the_accent_can_be_read(name):
    """Words on the accent have 4.5 : 1."""
    theme = load_theme(name)
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_tick_of_a_checked_box_is_in_the_colour_of_words_on_the_accent(name):
    """An icon in a style sheet cannot be coloured, so there is one for each theme."""
    assert load_theme(name)["on-accent"].name() in Path(icon_path(f"check-{name}")).read_text("utf-8")


@pytest.mark.parametrize("token", [*QUADS, "ink", "muted", "accent"])
def test_high_contrast_is_high(token):
    """The strictest grade of the standard, 7 : 1, for text and marks."""
    theme = load_theme("contrast")
    assert contrast(theme[token], theme["paper"]) >= 7


def test_greyscale_has_no_colour_and_tells_the_quads_apart():
    """A black and white printer loses nothing: every token is grey, no two quad classes are the same grey."""
    tokens = load_theme("greyscale").tokens
    assert all(colour.red() == colour.green() == colour.blue() for colour in tokens.values())
    greys = sorted(tokens[quad].red() for quad in QUADS)
    assert min(b - a for a, b in pairwise(greys)) >= 10


def test_contrast_is_that_of_the_standard(qapp):
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    light = load_theme("light")
    white = light["paper"]
    assert contrast(white, white) == 1
    assert contrast(light["ink"], white) == contrast(white, light["ink"])
    assert contrast(white.fromString("#000000"), white) == pytest.approx(21)


def test_a_choice_overrides_the_desktop(qapp):
    """Choosing dark says so once; choosing it again is no news."""
    switch = ThemeSwitch("light")
    heard = []
    switch.changed.connect(heard.append)
    switch.choose("dark")
    switch.choose("dark")
    assert [theme.name for theme in heard] == ["dark"]
    assert switch.theme.dark


def test_qt_gets_the_same_colours(qapp):
    """The palette of Qt's own widgets is made of the tokens."""
    theme = load_theme("dark")
    assert palette(theme).text().color() == theme["ink"]
    assert palette(theme).base().color() == theme["paper"]
