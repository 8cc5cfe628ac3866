"""The events as already drawn, wound on a drum: while one pans only what comes into view is drawn anew.

        begin                                   end          px of a line that begins at an origin of time
    ····┌───────────┬───────────────────────┬────┐····
        │  before   │     what is seen      │ ahead        column = px modulo the width of the drum
    ····└───────────┴───────────────────────┴────┘····

Everything on it stands where it does at one scale where no edge is near; the axis, what is lit and titles that an edge
moves are drawn over it.  Such titles are taken off first: a second drum holds the same without words.
The view is moved by whole px, so that nothing on the film shimmers.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QPixmap

from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Scene
from viewer.ui.rectangles import fragments, pieces

AHEAD = 384  # px that are drawn before they are seen, on either side
_PIECE = 128  # px that are drawn at once where nobody waits for them
_ALIKE = 1e-7  # by which lengths of the same scale may differ: less than can be seen


@dataclass(frozen=True, slots=True)
class Part:
    """The events between two x of a scene, the first of them at 0 px.

    Attributes:
        bare: draws them without words.
        words: draws their words over that; whether nothing was missing.
    """

    bare: Callable[[QPainter], None]
    words: Callable[[QPainter], bool]


Draw = Callable[[float, float], Part]
"""What is to be drawn between two x of a scene."""
Prepare = Callable[[float, float], bool]
"""Does a little of what drawing between two x of a scene needs; whether nothing is missing any more."""

Left = Literal["paint", "more", ""]  # the picture has changed, there is more to do, or nothing is


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What must stay the same for a film to be of use, apart from the place in time.

    Attributes:
        of: the layout and the painter.
        plot: left, top, right and bottom px of the lanes.
        scroll: px by which the lanes are moved.
        ratio: device px in one px.
    """

    of: tuple[object, object]
    plot: tuple[float, float, float, float]
    scroll: float
    ratio: float

    def like(self, other: "Look") -> bool:
        """Whether what is drawn for one serves the other."""
        same = all(mine is theirs for mine, theirs in zip(self.of, other.of, strict=True))
        return same and (self.plot, self.scroll, self.ratio) == (other.plot, other.scroll, other.ratio)


class Film:
    """One scale of one layout."""

    def __init__(self) -> None:
        self._look: Look | None = None
        self._span = TimeSpan(0, 1)  # where the film was begun: its begin is px 0
        self._drum, self._bare = QPixmap(), QPixmap()  # with words and without
        self._room = 0  # px of a drum
        self._begin = self._end = 0  # px that are drawn for good
        self._first = 0  # px of the left edge of what was seen last
        self._later = True  # the way one went last
        self._rough: list[tuple[int, int]] = []  # pieces that lack something

    def of_scale(self, span: TimeSpan) -> bool:
        """Whether a span is as long as those on the film."""
        return self._look is not None and alike(span, self._span)

    def snapped(self, span: TimeSpan) -> TimeSpan:
        """The span, moved by less than a px so that it begins on a whole px of the film."""
        if self._look is None or not self.of_scale(span):
            return span
        return self._span.panned(self._place(span, self._look) * self._span.length / _width(self._look))

    def shows(self, look: Look, span: TimeSpan) -> bool:
        """Whether a picture can be had from the film, even if not all of it is drawn yet."""
        return self._look is not None and self.of_scale(span) and self._look.like(look)

    def begin(self, look: Look, span: TimeSpan) -> None:
        """Throw away what is drawn; the film is now of this look and scale."""
        self._look, self._span = look, span
        self._begin = self._end = self._first = 0
        self._rough = []
        self._room = math.ceil(_width(look)) + 2 * AHEAD + _PIECE
        size = round(self._room * look.ratio), round(look.plot[3] * look.ratio)
        if size != (self._drum.width(), self._drum.height()) or look.ratio != self._drum.devicePixelRatio():
            self._drum = self._bare = QPixmap()  # two of another size beside them would be 18 MB more
            self._drum, self._bare = QPixmap(*size), QPixmap(*size)
            self._drum.setDevicePixelRatio(look.ratio)
            self._bare.setDevicePixelRatio(look.ratio)

    def paint(self, painter: QPainter, scene: Scene, draw: Draw) -> None:
        """Draw the plot of a scene, whose span is ``snapped``; what is missing is drawn again in spare time."""
        assert self._look is not None
        first, last = self._seen(scene)
        self._later, self._first = first >= self._first, first
        if first < self._begin or last > self._end:  # some more at once: most of the cost is that of any piece
            self._wind(first - (0 if self._later else _PIECE), last + (_PIECE if self._later else 0), draw)
        at, ratio, (left, top, right, bottom) = round(self._offset), round(self._look.ratio), _plot(self._look)
        for begin, end in self._rounds(left - at, right - at):
            part = begin % self._room * ratio, top * ratio, (end - begin) * ratio, (bottom - top) * ratio
            painter.drawPixmap(begin + at, top, self._drum, *part)

    def uncover(self, painter: QPainter, boxes: NDArray[np.float64]) -> None:
        """Take the words off again in boxes: their left, top, right and bottom px in the scene painted last, (n, 4)."""
        assert self._look is not None
        at, ratio, plot = round(self._offset), self._look.ratio, _plot(self._look)
        first, top = np.maximum(boxes[:, 0], plot[0]) - at, np.maximum(boxes[:, 1], plot[1])
        last, foot = np.minimum(boxes[:, 2], plot[2]) - at, np.minimum(boxes[:, 3], plot[3])
        turn = (first // self._room + 1) * self._room  # where the drum has gone round
        for begin, end in ((first, np.minimum(last, turn)), (turn, last)):
            seen = (begin < end) & (top < foot)
            left, right, upper, lower = begin[seen], end[seen], top[seen], foot[seen]
            middle, corner = ((left + right) / 2 + at, (upper + lower) / 2), (left % self._room * ratio, upper * ratio)
            size = (right - left) * ratio, (lower - upper) * ratio
            fragments(painter, pieces(middle, corner, size, ratio), self._bare)

    def use_spare_time(self, scene: Scene, prepare: Prepare, draw: Draw) -> Left:
        """Draw a piece again that lacked something, or one that may be seen next; what is left to do."""
        assert self._look is not None
        first, last = self._seen(scene)
        self._first = first
        if self._begin > first or self._end < last:
            self._wind(first, last, draw)
            return "paint"
        kept = ((max(begin, self._begin), min(end, self._end)) for begin, end in self._rough)
        self._rough = [(begin, end) for begin, end in kept if begin < end]
        if self._rough:
            return self._smooth(first, last, prepare, draw)
        after, before = last + AHEAD - self._end, self._begin - (first - AHEAD)
        if after > 0 and (self._later or before <= 0):
            self._wind(first, self._end + _PIECE, draw)
        elif before > 0:
            self._wind(self._begin - _PIECE, last, draw)
        return "more" if after > 0 or before > 0 else ""

    def _smooth(self, first: int, last: int, prepare: Prepare, draw: Draw) -> Left:
        begin, end = self._rough[0]
        at = self._offset
        if not (prepare(begin + at, end + at) and self._draw(begin, end, draw)):
            return "more"
        del self._rough[0]
        return "paint" if end > first and begin < last else "more"

    def _seen(self, scene: Scene) -> tuple[int, int]:
        assert self._look is not None
        first = self._place(scene.span, self._look)
        return first, first + math.ceil(_width(self._look))

    @property
    def _offset(self) -> float:
        """From px of the film to x of the scene."""
        assert self._look is not None
        return self._look.plot[0] - self._first

    def _place(self, span: TimeSpan, look: Look) -> int:
        """The px at which a span begins."""
        return round((span.begin - self._span.begin) / self._span.length * _width(look))

    def _wind(self, first: int, last: int, draw: Draw) -> None:
        """Draw what is not there yet between two px."""
        if last < self._begin or first > self._end or self._begin == self._end:
            self._begin = self._end = first
        begin, end = max(self._begin, last - self._room), min(self._end, first + self._room)
        for piece in (*self._rounds(end, last), *self._rounds(first, begin)):
            if not self._draw(*piece, draw):
                self._rough.append(piece)
        self._begin, self._end = min(begin, first), max(end, last)

    def _draw(self, begin: int, end: int, draw: Draw) -> bool:
        assert self._look is not None
        column, width, ratio = begin % self._room, end - begin, round(self._look.ratio)
        part = draw(begin + self._offset, end + self._offset)
        with self._opened(self._bare, column, width) as painter:
            part.bare(painter)
        with self._opened(self._drum, column, width) as painter:
            painter.drawPixmap(0, 0, self._bare, column * ratio, 0, width * ratio, self._bare.height())
            return part.words(painter)

    def _opened(self, drum: QPixmap, column: int, width: int) -> QPainter:
        painter = QPainter(drum)
        painter.setClipRect(column, 0, width, drum.height())
        painter.translate(column, 0)
        return painter

    def _rounds(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """A stretch cut where the drum has gone round."""
        while begin < end:
            stop = min(end, (begin // self._room + 1) * self._room)
            yield begin, stop
            begin = stop


def _plot(look: Look) -> tuple[int, int, int, int]:
    left, top, right, bottom = look.plot
    return round(left), round(top), round(right), round(bottom)


def alike(one: TimeSpan, other: TimeSpan) -> bool:
    """Whether two spans are of the same scale."""
    return abs(one.length / other.length - 1) < _ALIKE


def _width(look: Look) -> float:
    return look.plot[2] - look.plot[0]
