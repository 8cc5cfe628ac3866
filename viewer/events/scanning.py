"""A look at the bytes of a whole column of texts, which tells in a fraction of a second that nothing is wrong with it.

A regular expression costs a call for every text; ten million of them in ten columns would take minutes.  Here the
bytes are looked at, whatever text they belong to, and only a column with something in it is worth the expressions of
``texts``.  Answers err on the side of "look closer".
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_BLOCK = 1 << 22  # bytes at a time, about what a processor keeps close
_BREAKS = (9, 10, 13)
_BASIS, _PRIME = 14_695_981_039_346_656_037, np.uint64(1_099_511_628_211)
_READ = 256  # bytes of a text that tell it from others
_SPARSE = 16  # times as many places as prints, so that few others fall on theirs
_SPACES = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_SHORT, _LONG = (
    np.array([int.from_bytes(space.encode(), "big") for space in _SPACES if len(space.encode()) == size])
    for size in (2, 3)
)
_FIRST, _LAST = (np.isin(np.arange(256), [space.encode()[place] for space in _SPACES]) for place in (0, -1))
Bytes = NDArray[np.uint8]


def letters(texts: Any) -> tuple[Bytes, NDArray[np.int64]]:
    """The bytes of an Arrow array of strings and where each text begins in them, shape (texts + 1,).

    A null has no length, since Arrow writes none for it; ``texts`` is (large) string.
    """
    wide = pa.types.is_large_string(texts.type)
    _, offsets, data = texts.buffers()
    kind = np.int64 if wide else np.int32
    begins = np.frombuffer(offsets or bytes(8), kind)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(data or b"", np.uint8), begins.astype(np.int64, copy=False)


def may_hide(texts: Any, *, paragraphs: bool) -> bool:
    """Whether there may be control characters or changes of writing direction; ``paragraphs`` may have line breaks."""
    return any(_block_may_hide(block, paragraphs) for block in _blocks(texts))


def may_have_edges(texts: Any) -> bool:
    """Whether some text may begin or end with white space."""
    return any(_has_edges(*letters(chunk)) for chunk in _chunks(texts))


def holds_letter(texts: Any, letter: str) -> bool:
    """Whether an ASCII letter occurs anywhere."""
    return any(bool((block == ord(letter)).any()) for block in _blocks(texts))


def prints(texts: Any) -> NDArray[np.uint64]:
    """A number for each text, by its length and first bytes: FNV-1a of Fowler, Noll and Vo, a byte of all at a time.

    Two of ten million different short texts have the same once in four hundred thousand times.
    """
    data, offsets = letters(texts)
    begins, lengths = offsets[:-1], np.diff(offsets)
    numbers: NDArray[np.uint64] = lengths.astype(np.uint64) ^ np.uint64(_BASIS)
    for place in range(min(_READ, int(lengths.max(initial=0)))):
        longer = slice(None) if lengths.min() > place else np.flatnonzero(lengths > place)
        numbers[longer] = (numbers[longer] ^ data[begins[longer] + place]) * _PRIME
    return numbers


def may_repeat(pieces: Sequence[NDArray[np.uint64]], part: int, parts: int) -> bool:
    """Whether two texts with these ``prints`` may be the same; False is for certain.

    One of ``parts`` is looked at, counted from 0: texts that are the same are in the same one.
    """
    which, count = np.uint64(part), np.uint64(parts)
    together = np.concatenate([piece[piece % count == which] for piece in pieces])
    together.sort()
    return bool((together[1:] == together[:-1]).any())


def may_be_among(pieces: Sequence[NDArray[np.uint64]], wanted: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which texts with these ``prints`` may be among those with the wanted ones; False is for certain."""
    last = np.uint64((1 << (_SPARSE * len(wanted)).bit_length()) - 1)
    there = np.zeros(int(last) + 1, np.bool_)
    there[wanted & last] = True
    return np.concatenate([there[piece & last] for piece in pieces])


def are_web(texts: Any) -> NDArray[np.bool_]:
    """Which texts begin as most web addresses do: http:// or https:// and an ASCII letter or digit."""
    return np.concatenate([np.zeros(0, np.bool_), *(_are_web(*letters(chunk)) for chunk in _chunks(texts))])


def _are_web(data: Bytes, offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    begins, lengths = offsets[:-1], np.diff(offsets)
    good = np.zeros(len(begins), np.bool_)
    for scheme in (b"https://", b"http://"):
        rows = np.flatnonzero(~good & (lengths > len(scheme)))
        at = begins[rows]
        same = np.ones(len(rows), np.bool_)
        for place, letter in enumerate(scheme):
            same &= data[at + place] == letter
        host = data[at + len(scheme)]
        lower = host | np.uint8(0x20)
        same &= ((host >= ord("0")) & (host <= ord("9"))) | ((lower >= ord("a")) & (lower <= ord("z")))
        good[rows[same]] = True
    return good


def _chunks(texts: Any) -> list[Any]:
    return list(texts.chunks) if isinstance(texts, pa.ChunkedArray) else [texts]


def _blocks(texts: Any) -> Any:
    """All bytes, in blocks that overlap by the length of a letter."""
    for chunk in _chunks(texts):
        data, offsets = letters(chunk)
        for begin in range(int(offsets[0]), int(offsets[-1]), _BLOCK):
            yield data[begin : min(begin + _BLOCK + 2, int(offsets[-1]))]


def _block_may_hide(block: Bytes, paragraphs: bool) -> bool:
    if block.min() < 0x20 and not (paragraphs and np.isin(block[block < 0x20], _BREAKS).all()):
        return True
    data = block.tobytes()  # looking for one letter is quickest in bytes
    if b"\x7f" in data:
        return True
    if not (b"\xc2" in data or b"\xe2" in data):
        return False
    second = block[1:]
    control = (block[:-1] == 0xC2) & (second < 0xA0)
    three = np.flatnonzero((block[:-2] == 0xE2) & (second[:-1] <= 0x81) & (second[:-1] >= 0x80))
    last = block[three + 2]
    unseen = np.where(second[three] == 0x80, (last >= 0xA8) & (last <= 0xAE), (last >= 0xA6) & (last <= 0xA9))
    return bool(control.any() or unseen.any())


def _has_edges(data: Bytes, offsets: NDArray[np.int64]) -> bool:
    begin, end = offsets[:-1], offsets[1:]
    if (begin == end).any():
        filled = np.flatnonzero(begin < end)
        begin, end = begin[filled], end[filled]
    last = end - 1
    first_byte, last_byte = data.take(begin), data.take(last)
    if first_byte.min(initial=255) <= 0x20 or last_byte.min(initial=255) <= 0x20:
        return True
    if first_byte.max(initial=0) < 0x80 and last_byte.max(initial=0) < 0x80:
        return False
    begin, last = begin[_FIRST[first_byte]], last[_LAST[last_byte]]
    return _is_space(data, begin, begin + 1, begin + 2) or _is_space(data, last - 1, last, last - 2)


def _is_space(data: Bytes, one: NDArray[np.int64], two: NDArray[np.int64], three: NDArray[np.int64]) -> bool:
    """Whether some two bytes are a space, or some three, of which the third stands after or before them."""
    if not len(one):
        return False
    short = data[one].astype(np.int64) << 8 | data[two]
    outer = data[np.clip(three, 0, len(data) - 1)].astype(np.int64)
    long = np.where(three > two, short << 8 | outer, outer << 16 | short)
    return bool(np.isin(short, _SHORT).any() or np.isin(long, _LONG).any())
