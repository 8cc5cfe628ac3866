"""The key to a picture: only the categories that stand in it, and only the kinds of uncertainty that do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from viewer.events.dates import DateFlag
from viewer.events.marks import flagged
from viewer.events.vocabulary import CATEGORIES, QUAD_NAMES, QUAD_OF, QUADS, STATUSES
from viewer.timeline.scene import Band, Glyphs, Scene
from viewer.timeline.style import SHAPES
from viewer.ui.backdrop import WASH
from viewer.ui.badges import draw_ground
from viewer.ui.bars import bars_of, draw_bars, draw_covers
from viewer.ui.glyphs import CONFIRMED, draw_mark
from viewer.ui.lettering import Lettering
from viewer.ui.theme import Theme, faint

KEYS = ("legend", "uncertainty")  # parts of a picture that a key explains
LINE = 22.0  # px from one line of the key to the next
_SAMPLE, _GAP, _BETWEEN = 30.0, 6.0, 16.0  # px: sample bars, sample to words, one item to the next
_TO_FIRST, _APART = 10.0, 16.0  # px: a head to its first item, before the next head or group
_OPEN = DateFlag.OPEN_END


@dataclass(frozen=True, slots=True)
class Item:
    """A sample, ``width`` px wide, drawn by ``draw`` with its left middle at (0, 0), and what it means.

    One that ``heads`` others has no sample and is never parted from the next.
    """

    words: str
    width: float
    draw: Callable[[QPainter], None]
    heads: bool = False

    @property
    def begins(self) -> float:
        """Px from the left edge to the words."""
        return self.width + _GAP if self.width else 0.0


def legend(scenes: Sequence[Scene], theme: Theme, lettering: Lettering) -> list[list[Item]]:
    """Two groups of items, as ``KEYS`` has them.

    Categories stand by quad class, which is what colours say; then how sure dates and events are.
    """
    columns = {f.name: np.concatenate([getattr(scene.glyphs, f.name) for scene in scenes]) for f in fields(Glyphs)}
    glyphs, categories = Glyphs(**columns), list[Item]()
    used = sorted({int(category) for category in np.unique(glyphs.category)}, key=lambda c: (QUAD_OF[c], c))
    for quad, of_quad in groupby(used, key=lambda c: QUAD_OF[c]):
        kinds = [Item(CATEGORIES[c].name, 14, _mark(theme, c, CONFIRMED)) for c in of_quad]
        if [kind.words for kind in kinds] != [QUAD_NAMES[quad]]:
            categories.append(Item(QUAD_NAMES[quad], 0, lambda _painter: None, heads=True))
        categories += kinds
    bands = [band for scene in scenes for band in scene.bands]
    hidden = any(scene.groups for scene in scenes)
    sure = [*_certainty(glyphs, theme), *_statuses(glyphs, theme), *_bands(bands, theme)]
    return [categories, sure + _groups(theme, lettering) if hidden else sure]


def _certainty(glyphs: Glyphs, theme: Theme) -> list[Item]:
    bars = bars_of(glyphs)
    open_end = (glyphs.flags & _OPEN) != 0
    wide = ((glyphs.x_start - glyphs.x_min) > 1) | ((glyphs.x_max - glyphs.x_end) > 1)
    vague = flagged(glyphs.flags, DateFlag.APPROXIMATE | DateFlag.UNCERTAIN)
    covered = ~flagged(glyphs.flags, DateFlag.INTERVAL) & (glyphs.x_max - glyphs.x_min > 16)
    kinds = (
        ("lasting event", bars.any(), _bar(theme, DateFlag.INTERVAL)),
        ("start or end not exactly known", (bars & wide & ~open_end).any(), _bar(theme, DateFlag.INTERVAL, fade=9)),
        ("date approximate or uncertain", (bars & vague).any(), _bar(theme, DateFlag.INTERVAL | DateFlag.APPROXIMATE)),
        ("still going on", (bars & open_end).any(), _bar(theme, DateFlag.INTERVAL | _OPEN)),
        ("some time in this period", covered.any(), _bar(theme, DateFlag(0))),
    )
    return [Item(words, _SAMPLE, draw) for words, used, draw in kinds if used]


def _statuses(glyphs: Glyphs, theme: Theme) -> list[Item]:
    used = sorted({int(status) for status in np.unique(glyphs.status)} - {CONFIRMED})
    return [Item(STATUSES[status], 14, _mark(theme, None, status)) for status in used]


def _bands(bands: Sequence[Band], theme: Theme) -> list[Item]:
    if not bands:
        return []

    def draw(painter: QPainter) -> None:
        colour = theme.category(bands[0].category)
        painter.fillRect(QRectF(4, -8, _SAMPLE - 8, 16), faint(colour, WASH))
        painter.fillRect(QRectF(4, -8, _SAMPLE - 8, 2), colour)

    return [Item("event that others are part of", _SAMPLE, draw)]


def _groups(theme: Theme, lettering: Lettering) -> list[Item]:
    def draw(painter: QPainter) -> None:
        draw_ground(painter, QRectF(0, -8, 26, 16), theme)
        lettering.draw(painter, 13 - lettering.width("+3", "small") / 2, 0, "+3", ink="muted", face="small")

    return [Item("3 more events, not drawn", 26, draw)]


def _mark(theme: Theme, category: int | None, status: int) -> Callable[[QPainter], None]:
    shape = "circle" if category is None else SHAPES[category]
    colour = theme["muted"] if category is None else theme.category(category)

    def draw(painter: QPainter) -> None:
        painter.save()
        painter.translate(7, 0)
        draw_mark(painter, shape, colour, theme["paper"], status)
        painter.restore()

    return draw


def _bar(theme: Theme, flags: DateFlag, fade: float = 0.0) -> Callable[[QPainter], None]:
    """A sample bar through the same drawing as the picture itself, in no class's colour."""
    theme = replace(theme, tokens={**theme.tokens, **dict.fromkeys(QUADS, theme["muted"])})
    end = _SAMPLE - 8 if flags & _OPEN else _SAMPLE
    sample = Glyphs(
        entry=np.zeros(1, np.int32),
        lane=np.zeros(1, np.int32),
        x=np.array([_SAMPLE / 2]),
        y=np.zeros(1),
        x_min=np.zeros(1),
        x_start=np.array([fade]),
        x_end=np.array([end - fade]),
        x_max=np.array([end]),
        bar=np.ones(1, np.bool_),
        category=np.array([len(CATEGORIES) - 1], np.uint8),
        status=np.zeros(1, np.uint8),
        flags=np.array([int(flags)], np.uint16),
        label_x=np.array([np.nan]),
        label_width=np.zeros(1),
    )

    def draw(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if flags & DateFlag.INTERVAL:
            draw_bars(painter, sample, theme, width=_SAMPLE, fades=None)
            return
        draw_covers(painter, sample, theme, crisp=False)
        painter.translate(_SAMPLE / 2 - 7, 0)
        _mark(theme, len(CATEGORIES) - 1, CONFIRMED)(painter)
        painter.translate(7 - _SAMPLE / 2, 0)

    return draw


def arrange(groups: list[list[Item]], lettering: Lettering, width: float) -> list[list[tuple[float, Item]]]:
    """Lines of items with their x px; a group begins a line of its own unless all of it has room behind the last."""
    lines: list[list[tuple[float, Item]]] = []
    x = 0.0
    for group in filter(None, groups):
        wide = [item.begins + lettering.width(item.words, "small") for item in group]
        after = [_TO_FIRST if item.heads else _BETWEEN for item in group]
        if not lines or x + _APART + sum(wide) + sum(after[:-1]) > width:
            lines, x = [*lines, []], 0.0
        else:
            x += _APART
        for place, item in enumerate(group):
            need = wide[place] + (after[place] + wide[place + 1] if item.heads else 0.0)
            apart = _APART if item.heads and place else 0.0
            if lines[-1] and x + apart + need > width and not (place and group[place - 1].heads):
                lines, x = [*lines, []], 0.0
            else:
                x += apart
            lines[-1].append((x, item))
            x += wide[place] + after[place]
    return lines


def draw_legend(painter: QPainter, lines: list[list[tuple[float, Item]]], lettering: Lettering) -> None:
    """Draw the lines with the left top of the first at (0, 0)."""
    for number, line in enumerate(lines):
        for x, item in line:
            painter.save()
            painter.translate(x, (number + 0.5) * LINE)
            item.draw(painter)
            painter.setPen(Qt.PenStyle.SolidLine)
            ink = "muted" if item.heads else "ink"
            lettering.draw(painter, item.begins, 0, item.words, ink=ink, face="small")
            painter.restore()
