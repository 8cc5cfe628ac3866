"""Titles of events on the screen: each is drawn once, as a pixmap, and cropped by drawing less of it.

Drawing a title for the first time takes Qt about 100 µs and cropping it 150 µs more; a pixmap, or the part of one up
to a letter and an ellipsis, takes 2 µs.  So a frame draws those that are there; others are made in the time it leaves.
"""

import re
import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor
from string import printable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap, QTextLayout

from viewer.timeline.labels import LONGEST
from viewer.ui.fonts import Fonts
from viewer.ui.lettering import written
from viewer.ui.plain import one_line
from viewer.ui.rectangles import rows_of
from viewer.ui.theme import Theme

_BYTES = 8 * 2**20  # of pixmaps that are kept: some frames, as far as titles return while one zooms
_STEP = 8  # px: rooms of titles in intricate scripts are rounded down to this, so that few pixmaps serve
# Letters that are set one after the other: Latin, Greek, Cyrillic, Armenian, dashes, quotes and signs of money.
_PLAIN = re.compile("[\0-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, eq=False)
class _Title:
    """A title as drawn, so many px below the top of its line.

    ``cuts`` are the px at which its letters begin and end, empty where they cannot be parted.
    """

    pixmap: QPixmap
    top: int
    width: float
    cuts: list[float]


class Titles:
    """The titles of some events, by entry.

    Attributes:
        missing: entries that were asked for in this frame and not there.
    """

    def __init__(self, fonts: Fonts, theme: Theme) -> None:
        self._font = fonts.normal
        self._metrics = QFontMetricsF(self._font)
        self._ink = theme["ink"]
        self._known: OrderedDict[tuple[int, int], _Title] = OrderedDict()
        self._bytes = 0
        self._asked = 0  # in this frame; so many are kept, however large
        self._ratio = 1.0
        self._ellipsis = self._drawn(_ELLIPSIS)
        self._drop = round(self._metrics.ascent()) - self._metrics.capHeight() / 2
        self.missing: dict[tuple[int, int], None] = {}

    def forget(self) -> None:
        """The entries mean other events now, or the screen is another."""
        self._known.clear()
        self.missing = {}
        self._bytes = 0

    def begin(self, ratio: float) -> None:
        """Start a frame on a device of this pixel ratio."""
        if ratio != self._ratio:
            self.forget()
            self._ratio = ratio
            self._ellipsis = self._drawn(_ELLIPSIS)
        self.missing = {}
        self._asked = 0

    def draw(self, painter: QPainter, at: tuple[float, float], entry: int, room: float) -> None:
        """Draw a title, cropped where ``room`` px are too few; ``at``: its left edge and the middle of its letters."""
        title = self._find((entry, 0))
        if title is None:
            return
        x, top = floor(at[0] + 0.5) - 1, floor(at[1] - self._drop + 0.5)
        if room >= title.width:
            painter.drawPixmap(x, top + title.top, title.pixmap)
        elif title.cuts:
            cut = title.cuts[bisect_right(title.cuts, room - self._ellipsis.width) - 1]
            if cut > 0:
                height = title.pixmap.height()
                painter.drawPixmap(x, top + title.top, title.pixmap, 0, 0, round((cut + 1) * self._ratio), height)
                painter.drawPixmap(x + round(cut), top + self._ellipsis.top, self._ellipsis.pixmap)
        else:
            title = self._find((entry, max(_STEP, int(room // _STEP) * _STEP)))
            if title is not None:
                painter.drawPixmap(x, top + title.top, title.pixmap)

    def boxes(self, titles: NDArray[np.float64]) -> NDArray[np.float64]:
        """What titles may cover, whether in bars or beside marks: left, top, right and bottom px, shape (n, 4).

        ``titles``: the left edge of each, the middle of its letters and its width, px, shape (n, 3).
        """
        x, y, width = titles.T
        left, top = np.floor(x + 0.5) - 1, np.floor(y - self._drop + 0.5) - 1
        return rows_of(left, top, left + np.ceil(width) + 3, top + ceil(self._metrics.height()) + 4)

    def make_missing(self, title_of: Callable[[int], str], ms: float) -> bool:
        """Draw for so long what was missing; whether nothing is any more."""
        until = time.perf_counter() + ms / 1000
        while self.missing and time.perf_counter() < until:
            self._make(self.missing.popitem()[0], title_of)
        return not self.missing

    def _find(self, key: tuple[int, int]) -> _Title | None:
        title = self._known.get(key)
        self._asked += 1
        if title is None:
            self.missing[key] = None
        else:
            self._known.move_to_end(key)
        return title

    def _make(self, key: tuple[int, int], title_of: Callable[[int], str]) -> None:
        """``key``: an entry, and px of room where its title is in a script whose letters cannot be parted."""
        entry, room = key
        title = self._known[key] = self._drawn(one_line(title_of(entry)), room)
        self._bytes += title.pixmap.width() * title.pixmap.height() * 4
        while self._bytes > _BYTES and len(self._known) > self._asked:
            _, oldest = self._known.popitem(last=False)
            self._bytes -= oldest.pixmap.width() * oldest.pixmap.height() * 4

    def _drawn(self, text: str, room: int = 0) -> _Title:
        metrics = self._metrics
        plain = _PLAIN.fullmatch(text) is not None
        if room or not plain:
            width = metrics.horizontalAdvance(text)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room or LONGEST + 1)
            return _Title(written(shown, self._font, metrics, self._ink, self._ratio), 0, width, [])
        layout = QTextLayout(text, self._font)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        cuts = [line.cursorToX(k)[0] for k in range(len(text) + 1)]  # type: ignore[index]
        shown = text[: bisect_right(cuts, LONGEST + 1)]  # more is never seen
        rows = self._inked(text)
        pixmap = written(shown, self._font, metrics, self._ink, self._ratio, rows=rows)
        return _Title(pixmap, rows[0] if rows else 0, cuts[-1], cuts)

    def _inked(self, text: str) -> tuple[int, int] | None:
        """From where to where there is ink, px from the top of the line; None where that is not known.

        A third of a line is empty above and below English letters, and need not be drawn again and again.
        """
        if self._ratio != int(self._ratio) or not (text.isascii() or text == _ELLIPSIS):
            return None
        ink = self._metrics.tightBoundingRect(_ELLIPSIS if text == _ELLIPSIS else printable)
        ascent = round(self._metrics.ascent())
        return ascent + floor(ink.top()) - 1, ascent + ceil(ink.bottom()) + 1
