"""Colours: readable, complete, following the desktop."""

import pytest

from viewer.events.vocabulary import QUADS
from viewer.timeline.style import TOKENS
from viewer.ui.bars import BODY
from viewer.ui.theme import ThemeSwitch, contrast, load_theme, palette

THEMES = ("light", "dark")


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
