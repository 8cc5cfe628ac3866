"""Widths of a million labels without a font: a table of advances added up over their UTF-8 bytes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, repeat

import numpy as np
from numpy.typing import NDArray

from viewer.events.marks import Strings, Texts

_BLOCK = 1 << 20  # bytes looked at in one go, so that memory stays small
_MANY = 4  # pieces from which on two threads are quicker than one


@dataclass(frozen=True, slots=True, eq=False)
class Advances:
    """How far each character moves the pen.

    Attributes:
        table: px per byte, float32, shape (256,): exact below 128; the first byte of a longer character stands
            for its whole script, the bytes that follow it (128 to 191) are 0.
    """

    table: NDArray[np.float32]

    @classmethod
    def measured(cls, measure: Callable[[str], float]) -> "Advances":
        """Made with a font's own measure of a string (px)."""
        table = np.zeros(256, np.float32)
        table[32:127] = [measure(chr(code)) for code in range(32, 127)]
        samples = {0xC2: "é", 0xCE: "ω", 0xD0: "ж", 0xD6: "א", 0xD8: "ه", 0xDC: "ش", 0xE0: "न", 0xE2: "–", 0xE3: "中"}
        first = sorted(samples)
        for lead, end in zip(first, [*first[1:], 256], strict=True):
            table[lead:end] = measure(samples[lead])
        return cls(table)


def widths(texts: Texts, advances: Advances) -> NDArray[np.float32]:
    """The width of each text in px, shape (n,): right for Latin, Greek and Cyrillic, a fair guess elsewhere."""
    ends = list(accumulate(len(piece.offsets) - 1 for piece in texts.pieces))
    wide = np.zeros(ends[-1] if ends else 0, np.float32)
    parts = [wide[end - len(piece.offsets) + 1 : end] for piece, end in zip(texts.pieces, ends, strict=True)]
    if len(parts) < _MANY:
        for piece, part in zip(texts.pieces, parts, strict=True):
            _measure(piece, advances, part)
    else:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(_measure, texts.pieces, repeat(advances), parts))
    return wide if texts.which is None else wide[texts.which]


def _measure(piece: Strings, advances: Advances, wide: NDArray[np.float32]) -> None:
    """Put the width of each string into ``wide``, which holds zeros."""
    data, offsets = piece
    first = 0
    while first < len(wide):
        last = max(first + 1, int(np.searchsorted(offsets, offsets[first] + _BLOCK)) - 1)
        last = min(last, len(wide))
        px = advances.table[data[offsets[first] : offsets[last]]]
        filled = np.flatnonzero(np.diff(offsets[first : last + 1])) + first
        if len(filled):
            wide[filled] = np.add.reduceat(px, offsets[filled] - offsets[first])
        first = last
