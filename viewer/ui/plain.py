"""Text from files, made safe to show: never live HTML, never a stray control, never endless.

Whoever wrote a file must not be able to change how the rest of the window reads: explicit direction marks are
taken out (right-to-left scripts need none of them), control characters become spaces, a text too long for its
place is cropped, and a word too long for its line may break.
"""

import html
import re
from functools import lru_cache
from unicodedata import bidirectional

TITLE_LIMIT = 600  # characters of a title that are shown; more is a fault of the file
TEXT_LIMIT = 20_000  # characters of a summary or note

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile(r"(?<=\w[-_./])(?=\w)")
WORD_LIMIT = 40  # characters beyond which a word may break
LARGE_WORD_LIMIT = 24  # the same where letters are large and the place is narrow
_ZERO_WIDTH_SPACE = "\u200b"
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def shown(text: str, limit: int = TITLE_LIMIT, word: int = WORD_LIMIT) -> str:
    """The text for a place that shows plain text: at most ``limit`` characters, longer words than ``word`` can break.

    They break where one would part a file name or an address, and in any case after so many characters.
    """
    cropped = text[:limit].rstrip() + "…" if len(text) > limit else text
    clean = _DIRECTIONS.sub("", _CONTROLS.sub(" ", cropped))
    return re.sub(rf"\S{{{word},}}", lambda found: _breakable(found[0], word), clean)


def _breakable(text: str, most: int) -> str:
    parted = _MARKS.sub(_ZERO_WIDTH_SPACE, text)
    return re.sub(rf"([^{_ZERO_WIDTH_SPACE}]{{{most}}})(?=[^{_ZERO_WIDTH_SPACE}])", rf"\1{_ZERO_WIDTH_SPACE}", parted)


@lru_cache(256)
def one_line(text: str, limit: int = 120) -> str:
    """The text for a place of one line: line breaks become spaces."""
    line = " ".join(text[: 4 * limit].split())
    if len(line) <= limit and line.isprintable():  # as nearly every title is: nothing to crop or to take out
        return line
    return shown(line, limit).replace(_ZERO_WIDTH_SPACE, "")


def isolated(text: str, limit: int = 120) -> str:
    """One line to be set inside a sentence of ours, whose direction it must not turn."""
    return f"{_FIRST_STRONG_ISOLATE}{one_line(text, limit)}{_POP_ISOLATE}"


def runs_leftwards(text: str) -> bool:
    """Whether the first letter of a text is one of a right-to-left script: so its line is set, by the Unicode rules."""
    return next((kind != "L" for kind in map(bidirectional, text) if kind in {"L", "R", "AL"}), False)


def in_tooltip(text: str, limit: int = TITLE_LIMIT) -> str:
    """The text for a tool tip, which Qt would otherwise read as HTML whenever it looks like it; wraps."""
    return f"<qt>{html.escape(shown(text, limit))}</qt>".replace("\n", "<br>")


def on_button(text: str, limit: int = 80) -> str:
    """The text for a button or menu, where an ampersand would otherwise underline the next letter."""
    return one_line(text, limit).replace("&", "&&")
