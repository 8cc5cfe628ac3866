"""One type family in three sizes, from files that ship with the program, so that pictures look the same anywhere.

Sizes are in px: a point size would come out smaller in SVG, whose resolution differs from the screen's.
Noto Sans covers Latin, Greek and Cyrillic; its sisters and Droid Sans Fallback the scripts of Asia from Arabic to
Chinese; Noto Emoji, in one colour, prints as text does.  For others there are the fonts that the machine has.
Droid Sans Fallback bears another name here: many machines have one of that name without Korean, which Qt would prefer.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Final
from unicodedata import category

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from viewer.bundled import bundled
from viewer.errors import QueryError
from viewer.events.marks import Texts
from viewer.timeline.text import Advances, widths
from viewer.ui.plain import one_line

SMALL, NORMAL, LARGE = 12, 13, 20  # px
_SISTERS = ("Arabic", "Hebrew", "Devanagari", "Bengali", "Thai", "Armenian", "Georgian", "Symbols")
FILES: Final = (
    "NotoSans-Regular", "NotoSans-Bold", *(f"NotoSans{script}-Regular" for script in _SISTERS),
    "NotoEmoji-Regular", "TimelineFallback",
)  # fmt: skip
_MEASURED = 5_000  # texts; 3 µs each
FAMILIES: Final = ["Noto Sans", *(f"Noto Sans {script}" for script in _SISTERS), "Noto Emoji", "Timeline Fallback"]
_INVISIBLE = {"Cc", "Cf", "Cs", "Mn", "Zs", "Zl", "Zp"}  # controls, joiners, spaces: no font needs to draw them


class Fonts:
    """The fonts of the program; needs a QGuiApplication.  Loads the bundled files on first use.

    Another ``family`` comes before the bundled ones, which then stand in for the letters it lacks.
    """

    _loaded_for: QGuiApplication | None = None

    def __init__(self, family: str = "") -> None:
        application = QGuiApplication.instance()
        if Fonts._loaded_for is not application:
            QLoggingCategory.setFilterRules("qt.text.font.db=false")  # ``undrawable`` says it in one sentence
            for (
                name
            ) in FILES:  # from memory: a PDF lists fonts by their paths, and these differ from machine to machine
                QFontDatabase.addApplicationFontFromData(bundled(f"resources/fonts/{name}.ttf").read_bytes())
            Fonts._loaded_for = application if isinstance(application, QGuiApplication) else None
        families = self._families = [family, *FAMILIES] if family else FAMILIES
        self.small = _font(families, SMALL)
        self.normal = _font(families, NORMAL)
        self.bold = _font(families, NORMAL, bold=True)
        self.large = _font(families, LARGE, bold=True)

    @cached_property
    def normal_metrics(self) -> QFontMetricsF:
        """Measures of the labels' font."""
        return QFontMetricsF(self.normal)

    @cached_property
    def advances(self) -> Advances:
        """The labels' font as a table, for estimates of a million widths."""
        return Advances.measured(self._metrics_of_this_thread().horizontalAdvance)

    def measure(self, texts: Texts) -> NDArray[np.float32]:
        """Width in px of each text in the labels' font, shape (n,): measured up to a few thousand, else estimated."""
        if len(texts) > _MEASURED:
            return widths(texts, self.advances)
        metrics = self._metrics_of_this_thread()

        @cache  # titles have most of their words in common
        def advance(word: str) -> float:
            return metrics.horizontalAdvance(word)

        lines = (one_line(texts[i]).split(" ") for i in range(len(texts)))
        return np.array([sum(map(advance, words)) + (len(words) - 1) * advance(" ") for words in lines], np.float32)

    def _metrics_of_this_thread(self) -> QFontMetricsF:
        """Measures of the labels' font; threads must not share one, for Qt makes it ready for whoever uses it."""
        return QFontMetricsF(_font(self._families, NORMAL))

    def undrawable(self, texts: Iterable[str]) -> str:
        """The characters for which there is no font, each once, in order of code."""
        wanted = {character for text in texts if not text.isascii() for character in text}
        seen = sorted(character for character in wanted if category(character) not in _INVISIBLE)
        return "".join(character for character in seen if not self.normal_metrics.inFontUcs4(ord(character)))


def family_called(name: str) -> str:
    """An installed family as it is spelled, "" for the bundled one; raises QueryError with the nearest one."""
    families = {family.casefold(): family for family in QFontDatabase.families()}
    if not name or name.casefold() in families:
        return families.get(name.casefold(), "")
    near = get_close_matches(name.casefold(), families, 1, 0.5)
    hint = f"Did you mean “{families[near[0]]}”?" if near else "Leave it out for the one that comes along."
    raise QueryError(f"There is no font “{name}” on this machine.", hint)


def _font(families: list[str], size: int, *, bold: bool = False) -> QFont:
    font = QFont(families)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    # Whole-pixel advances would make text wider on screen than in print.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("liga"), 0)  # a PDF is searched for "ceasefire", not for its ligature
    return font
