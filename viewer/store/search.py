"""Which texts contain some words, ignoring case and accents: a scan by Arrow's matcher, without an index to build.

Scanning 400 MB takes some 150 ms and no preparation, while a full-text index takes twenty seconds to build.
Measured: RE2 is fast on patterns of plain letters in both cases, ``[sS][tT]``, but three to five times slower on its
own case-blind mode (which also accepts the Kelvin sign for k and the long s for s) and on letters with accents.
Hence every text is scanned for plain letters, and only texts in which it can make a difference for all the others.
"""

import re
import unicodedata
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.events.columns import one
from viewer.store.questions import Progress

# Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel signs of Arabic.
_MARKS = r"\x{300}-\x{36f}\x{591}-\x{5bd}\x{64b}-\x{65f}"
_IS_MARK = re.compile("[\u0300-\u036f\u0591-\u05bd\u064b-\u065f]")
# Where Unicode keeps letters with a decomposition, the signs for kelvin, ohm and ångström included.
_ACCENTED = (*range(0xC0, 0x2000), 0x2126, 0x212A, 0x212B)
_LONGEST = 100  # accented letters: RE2 gives up on programs much larger
_BUNDLE, _FEW_TEXTS = 16, 4_096  # texts of a bundle; up to so many in all each is looked at
_MANY = 1 << 16  # texts scanned at a time
_FEW = 4  # times as many texts as are worth a look make it worth to pick those

Places = NDArray[np.integer]


def plain(text: str) -> str:
    """``text`` in lower case and without accents, letter by letter."""
    return "".join(map(_plain, _IS_MARK.sub("", text)))


@dataclass(frozen=True, slots=True, eq=False)
class SearchColumn:
    """One column of texts.

    Attributes:
        texts: Arrow large strings in the pieces in which they were read, null where there is none.
        beyond_ascii: positions of the texts that hold more than ASCII, ascending.
        accented: those of them that hold forms of the plain letters a to z, or marks.
        codes: where a column repeats itself, the position in ``texts`` of each of its texts; else None.
        rows: the row of the table that each text of the column belongs to; None where they are in step.
    """

    texts: pa.ChunkedArray
    beyond_ascii: NDArray[np.int32]
    accented: NDArray[np.int32]
    codes: NDArray[np.integer] | None
    rows: NDArray[np.int32] | None

    @classmethod
    def build(cls, column: "pd.Series[str]", rows: NDArray[np.int32] | None = None) -> Self:
        """From a text column of a data frame; of a categorical one, in which no text is null, each text once."""
        codes = column.cat.codes.to_numpy() if isinstance(column.dtype, pd.CategoricalDtype) else None
        texts = arrow_texts(column if codes is None else pd.Series(column.cat.categories)).cast(pa.large_string())
        longer = [_flags(pc.not_equal(pc.utf8_length(piece), pc.binary_length(piece))) for piece in texts.chunks]
        beyond = np.flatnonzero(np.concatenate([np.zeros(0, np.bool_), *longer])).astype(np.int32)
        return cls(texts, beyond, beyond[_scan(texts, beyond, _form_of_ascii())], codes, rows)


class Scan:
    """One search, column after column.

    Attributes:
        found: the rows of the table that hold the needle in a column scanned so far, shape (size,).
    """

    def __init__(self, needle: str, among: NDArray[np.bool_] | None, size: int) -> None:
        """For ``needle``, literally, in a table of ``size`` rows; no other rows than ``among`` can hold it."""
        letters = self._letters = plain(needle)
        self.found = np.zeros(size, np.bool_)
        self._among = among
        self._plain = "".join(map(_either_case, letters)) if letters.isascii() else None
        self._accented = "".join(f"{_any_accent(letter)}[{_MARKS}]*" for letter in letters[:_LONGEST])

    def over(self, column: SearchColumn, progress: Progress | None = None) -> None:
        """Scan another column; ``progress`` is told of the share of it that is done, and may end it by raising."""
        found = np.zeros(len(column.texts), np.bool_)
        left = ~self.found if self._among is None else self._among & ~self.found
        worth = None
        if column.codes is None and _FEW * np.count_nonzero(left) < len(left):
            worth = left if column.rows is None else left[column.rows]
        if self._plain is not None:
            places = None if worth is None else np.flatnonzero(worth)
            _note(found, places, _scan(column.texts, places, self._plain, progress))
        others = column.beyond_ascii if self._plain is None else column.accented
        others = others[~found[others] if worth is None else worth[others] & ~found[others]]
        matches = _scan(column.texts, others, self._accented, progress)
        if len(self._letters) > _LONGEST:
            matches[matches] = [self._letters in plain(column.texts[at].as_py()) for at in others[matches].tolist()]
        _note(found, others, matches)
        if not found.any():
            return
        if column.codes is not None:
            found = found[column.codes]
        if column.rows is None:
            self.found |= found
        else:
            self.found[column.rows[found]] = True


def _note(found: NDArray[np.bool_], places: Places | None, matches: NDArray[np.bool_]) -> None:
    """Take over what was found in some places, all of them if None."""
    if places is None:
        found |= matches
    else:
        found[places[matches]] = True


def arrow_texts(column: "pd.Series[str]") -> pa.ChunkedArray:
    """The Arrow array behind a text column, in the pieces in which it is."""
    texts = pa.array(column)
    return texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])


def _scan(
    texts: pa.ChunkedArray, places: Places | None, pattern: str, progress: Progress | None = None
) -> NDArray[np.bool_]:
    """Which of the texts in some places (all if None) match; by two threads, for Arrow lets go of the interpreter.

    Places ascend.
    """
    count = len(texts) if places is None else len(places)
    if not count:
        return np.zeros(0, np.bool_)
    begins = np.cumsum([0, *map(len, texts.chunks)])

    def part(begin: int, *, bundled: bool) -> tuple[NDArray[np.bool_], bool]:
        here = slice(begin, begin + _MANY)
        some = one(texts[here]) if places is None else _taken(texts, begins, places[here])
        return _scan_part(some, pattern, bundled=bundled)

    if count <= _MANY:
        return part(0, bundled=count > _FEW_TEXTS)[0]
    found, bundled = np.zeros(count, np.bool_), True
    with ThreadPoolExecutor(1) as other:
        for begin in range(0, count, 2 * _MANY):
            middle, end = begin + _MANY, begin + 2 * _MANY
            second = other.submit(part, middle, bundled=bundled)
            found[begin:middle], bundled = part(begin, bundled=bundled)
            found[middle:end] = second.result()[0]
            if progress:
                progress(min(1.0, end / count))
    return found


def _taken(texts: pa.ChunkedArray, begins: Places, places: Places) -> pa.Array:
    """The texts in some places, which ascend, as one array; Arrow itself would look into all pieces."""
    cuts = np.searchsorted(places, begins)
    here = np.flatnonzero(np.diff(cuts)).tolist()
    parts = [texts.chunk(at).take(pa.array(places[cuts[at] : cuts[at + 1]] - begins[at])) for at in here]
    return parts[0] if len(parts) == 1 else pa.concat_arrays([pa.array([], texts.type), *parts])


def _scan_part(texts: pa.Array, pattern: str, *, bundled: bool) -> tuple[NDArray[np.bool_], bool]:
    """Which texts match, and whether it was worth while to look at bundles first.

    Each call of the matcher costs as much as a hundred letters, so a bundle of texts without a match is cheap.
    """
    if not bundled:
        return _flags(pc.match_substring_regex(texts, pattern)), False
    bundles = _flags(pc.match_substring_regex(_bundled(texts), pattern))
    if 4 * np.count_nonzero(bundles) > len(bundles):
        return _flags(pc.match_substring_regex(texts, pattern)), False
    near = np.flatnonzero(np.repeat(bundles, _BUNDLE)[: len(texts)])
    found = np.zeros(len(texts), np.bool_)
    found[near] = _flags(pc.match_substring_regex(texts.take(pa.array(near)), pattern))
    return found, True


def _bundled(texts: pa.Array) -> pa.Array:
    """Neighbouring texts run together, some at a time, as strings over the same bytes."""
    _, offsets, data = texts.buffers()
    begins = np.frombuffer(offsets or bytes(8), np.int64)[texts.offset : texts.offset + len(texts) + 1]
    bundles = np.append(begins[:-1:_BUNDLE], begins[-1])
    return pa.LargeStringArray.from_buffers(len(bundles) - 1, pa.py_buffer(bundles), data)


def _flags(answer: pa.Array) -> NDArray[np.bool_]:
    """Arrow's answer as an array that can be written to; null is no."""
    known = pc.fill_null(answer, fill_value=False) if answer.null_count else answer
    return np.array(known.to_numpy(zero_copy_only=False))


def _plain(letter: str) -> str:
    """A letter in lower case and without its accents, where that leaves one letter."""
    bare = _IS_MARK.sub("", unicodedata.normalize("NFD", letter))
    lower = (bare if len(bare) == 1 else letter).lower()
    return lower if len(lower) == 1 else letter


@cache
def _families() -> Mapping[str, str]:
    """All accented and capital forms of each plain letter."""
    families: dict[str, str] = {}
    for letter in map(chr, _ACCENTED):
        if not _IS_MARK.match(letter):
            plain = _plain(letter)
            families[plain] = families.get(plain, "") + letter
    return families


@cache
def _form_of_ascii() -> str:
    """A pattern for one letter that has a plain ASCII form, or for a mark."""
    forms = "".join(forms for plain, forms in _families().items() if plain.isascii())
    return "[" + "".join(f"\\x{{{ord(form):x}}}" for form in forms) + _MARKS + "]"


def _either_case(letter: str) -> str:
    """A pattern for an ASCII letter in both cases, or for another character as it stands."""
    return f"[{letter}{letter.upper()}]" if letter.isalpha() else re.escape(letter)


@cache
def _any_accent(letter: str) -> str:
    """A pattern for a letter in both cases with whatever accent."""
    forms = {letter, *_families().get(letter, "")}
    forms |= {form.upper() for form in forms if len(form.upper()) == 1 and _plain(form.upper()) == letter}
    return "[" + "".join(f"\\x{{{ord(form):x}}}" for form in sorted(forms)) + "]"
