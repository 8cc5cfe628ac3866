"""Colours as named tokens: four looks, the Qt palette made of one, and which of light and dark is wanted.

A theme is a small JSON file in ``resources/themes``.  Everything that is drawn asks for a token by name;
no other module contains a colour.
"""

import json
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from viewer.bundled import bundled
from viewer.events.vocabulary import QUAD_OF, QUADS

ThemeName = Literal["light", "dark", "greyscale", "contrast"]
ThemeChoice = Literal["system", "light", "dark"]
THEMES: Final[tuple[ThemeName, ...]] = get_args(ThemeName)


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """The colours of one look: paper, panel, band, ink, muted, line, accent, on-accent, and the quad classes."""

    name: ThemeName
    tokens: dict[str, QColor] = field(repr=False)

    def __getitem__(self, token: str) -> QColor:
        return self.tokens[token]

    @property
    def dark(self) -> bool:
        """Light text on dark ground."""
        return self.name == "dark"

    def category(self, category: int) -> QColor:
        """The colour of a category (its index in the vocabulary): that of its quad class."""
        return self.tokens[QUADS[QUAD_OF[category]]]

    def mix(self, token: str, share: float, ground: str = "paper") -> QColor:
        """``share`` (0..1) of one token over another, opaque: how all tints are made."""
        return _blended(self.tokens[token].rgba(), self.tokens[ground].rgba(), share)


def blend(colour: QColor, ground: QColor, share: float) -> QColor:
    """The opaque colour that ``colour`` at opacity ``share`` gives on ``ground``."""

    def channel(over: int, under: int) -> int:
        return round(over * share + under * (1 - share))

    return QColor(
        channel(colour.red(), ground.red()),
        channel(colour.green(), ground.green()),
        channel(colour.blue(), ground.blue()),
    )


def faint(colour: QColor, share: float) -> QColor:
    """A colour at so much opacity, to be drawn over what is there."""
    return _veil(colour.rgb(), share)


@lru_cache(256)
def _veil(colour: int, share: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(share)
    return made


@lru_cache(256)
def _blended(colour: int, ground: int, share: float) -> QColor:
    return blend(QColor.fromRgba(colour), QColor.fromRgba(ground), share)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of relative luminance)."""

    def luminance(colour: QColor) -> float:
        channels = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def load_theme(name: ThemeName) -> Theme:
    """Read a bundled theme."""
    values: dict[str, str] = json.loads(bundled(f"resources/themes/{name}.json").read_text("utf-8"))
    del values["name"]
    return Theme(name, {key: QColor(value) for key, value in values.items()})


def palette(theme: Theme) -> QPalette:
    """The palette for Qt's own widgets."""
    roles = {
        QPalette.ColorRole.Window: "panel",
        QPalette.ColorRole.Base: "paper",
        QPalette.ColorRole.AlternateBase: "band",
        QPalette.ColorRole.Button: "paper",
        QPalette.ColorRole.ToolTipBase: "paper",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Light: "band",
        QPalette.ColorRole.Dark: "muted",
        QPalette.ColorRole.Shadow: "line",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on-accent",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.BrightText: "material-conflict",
    }
    made = QPalette()
    for role, token in roles.items():
        made.setColor(role, theme[token])
    faded = theme.mix("muted", 0.6)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def system_theme() -> ThemeName:
    """What the desktop asks for; light where it does not say."""
    return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


class ThemeSwitch(QObject):
    """Knows which theme holds: the reader's choice, or the desktop's, followed live."""

    changed = Signal(Theme)

    def __init__(self, choice: ThemeChoice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: ThemeChoice = choice
        self.theme = load_theme(self._wanted())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, choice: ThemeChoice) -> None:
        """Set "system", "light" or "dark"; emits ``changed`` where the colours change."""
        self._choice = choice
        self._follow()

    def _wanted(self) -> ThemeName:
        return system_theme() if self._choice == "system" else self._choice

    def _follow(self) -> None:
        wanted = load_theme(self._wanted())
        if wanted is not self.theme:
            self.theme = wanted
            self.changed.emit(wanted)
