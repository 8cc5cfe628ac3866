"""One type family in three sizes, from files that ship with the program, so that pictures look the same anywhere.

Sizes are in px: a point size would come out smaller in SVG, whose resolution differs from the screen's.
Noto Sans covers Latin, Greek and Cyrillic; its sisters and Droid Sans Fallback the scripts of Asia from Arabic to
Chinese; Noto Emoji, in one colour, prints as text does.  For others there are the fonts that the machine has.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Final
from unicodedata import category

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from viewer.bundled import bundled
from viewer.events.marks import Texts
from viewer.timeline.text import Advances, widths
from viewer.ui.plain import one_line

SMALL, NORMAL, LARGE = 12, 13, 20  # px
_SISTERS = ("Arabic", "Hebrew", "Devanagari", "Bengali", "Thai", "Armenian", "Georgian", "Symbols")
FILES: Final = (
    "NotoSans-Regular", "NotoSans-Bold", *(f"NotoSans{script}-Regular" for script in _SISTERS),
    "NotoEmoji-Regular", "DroidSansFallback",
)  # fmt: skip
_MEASURED = 5_000  # texts; 3 µs each
FAMILIES: Final = ["Noto Sans", *(f"Noto Sans {script}" for script in _SISTERS), "Noto Emoji", "Droid Sans Fallback"]
_INVISIBLE = {"Cc", "Cf", "Cs", "Mn", "Zs", "Zl", "Zp"}  # controls, joiners, spaces: no font needs to draw them


class Fonts:
    """The fonts of the program; needs a QGuiApplication.  Loads the bundled files on first use."""

    _loaded_for: QGuiApplication | None = None

    def __init__(self) -> None:
        application = QGuiApplication.instance()
        if Fonts._loaded_for is not application:
            QLoggingCategory.setFilterRules("qt.text.font.db=false")  # ``undrawable`` says it in one sentence
            for name in FILES:
                QFontDatabase.addApplicationFont(str(bundled(f"resources/fonts/{name}.ttf")))
            Fonts._loaded_for = application if isinstance(application, QGuiApplication) else None
        self.small = _font(SMALL)
        self.normal = _font(NORMAL)
        self.bold = _font(NORMAL, bold=True)
        self.large = _font(LARGE, bold=True)

    @cached_property
    def normal_metrics(self) -> QFontMetricsF:
        """Measures of the labels' font."""
        return QFontMetricsF(self.normal)

    @cached_property
    def bold_metrics(self) -> QFontMetricsF:
        """Measures of the bold font."""
        return QFontMetricsF(self.bold)

    @cached_property
    def small_metrics(self) -> QFontMetricsF:
        """Measures of the small font."""
        return QFontMetricsF(self.small)

    @cached_property
    def advances(self) -> Advances:
        """The labels' font as a table, for estimates of a million widths."""
        return Advances.measured(self.normal_metrics.horizontalAdvance)

    def measure(self, texts: Texts) -> NDArray[np.float32]:
        """Width in px of each text in the labels' font, shape (n,): exact for a few thousand, estimated for more."""
        if len(texts) > _MEASURED:
            return widths(texts, self.advances)
        advance = self.normal_metrics.horizontalAdvance
        return np.array([advance(one_line(texts[i])) for i in range(len(texts))], np.float32)

    def undrawable(self, texts: Iterable[str]) -> str:
        """The characters for which there is no font, each once, in order of code."""
        wanted = {character for text in texts if not text.isascii() for character in text}
        seen = sorted(character for character in wanted if category(character) not in _INVISIBLE)
        return "".join(character for character in seen if not self.normal_metrics.inFontUcs4(ord(character)))


def _font(size: int, *, bold: bool = False) -> QFont:
    font = QFont(FAMILIES)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    # Whole-pixel advances would make text wider on screen than in print.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("liga"), 0)  # a PDF is searched for "ceasefire", not for its ligature
    return font
