"""Paper and screen sizes by name or by measure: "a4", "a4-portrait", "210x297mm", "8.5x11in", "slide-16x9", "1600x900".

Sizes come out in px at 96 dpi, the unit in which a page is composed, so that text set in px has a size in points.
"""

import re
from typing import Final

from viewer.errors import QueryError, ViewerError

PX_PER_INCH: Final = 96
SMALLEST: Final = (320, 240)  # px
LARGEST: Final = 30_000  # px of any side
POINT: Final = PX_PER_INCH / 72  # px
FINEST_PRINT: Final = 6.0  # pt: no text of a picture is smaller
_MM = PX_PER_INCH / 25.4
_UNITS = {"mm": _MM, "cm": 10 * _MM, "in": float(PX_PER_INCH), "pt": POINT, "px": 1.0, "": 1.0}

# Width and height in mm as they lie when nothing is said: landscape, like time.  ISO 216, ANSI/ASME Y14.1, and the
# slides of the common presentation programs (13.333 × 7.5 and 10 × 7.5 inches).
PAPERS: Final[dict[str, tuple[float, float]]] = {
    "a5": (210, 148),
    "a4": (297, 210),
    "a3": (420, 297),
    "a2": (594, 420),
    "a1": (841, 594),
    "a0": (1189, 841),
    "letter": (279.4, 215.9),
    "legal": (355.6, 215.9),
    "slide-16x9": (338.667, 190.5),
    "slide-4x3": (254, 190.5),
}
# Text in pt for the distance it is read from: in the hand, on a desk, on a wall, on a screen across a room.
_TEXTS: Final = {"a5": 7.0, "a4": 8.0, "letter": 8.0, "legal": 8.0, "a3": 9.0, "a2": 10.5, "a1": 12.5, "a0": 16.0,
                 "slide-16x9": 11.0, "slide-4x3": 11.0}  # fmt: skip
_OTHER_TEXT = 9.75  # pt
_GRID = 8  # px


def page_size(text: str) -> tuple[int, int]:
    """Width and height in px at 96 dpi.

    Raises:
        QueryError: not a size, or none that can hold a picture.
    """
    wanted = re.sub(r"\s+", "", text.lower()).replace("×", "x")
    name, turned = wanted.removesuffix("-portrait").removesuffix("-landscape"), wanted.endswith("-portrait")
    if name in PAPERS:
        wide, high = (round(side * _MM) for side in PAPERS[name])
        return (high, wide) if turned else (wide, high)
    number = r"-?\d+(?:[.,]\d+)?"
    measures = re.fullmatch(rf"({number})(mm|cm|in|pt|px)?x({number})(mm|cm|in|pt|px)?", wanted)
    if not measures:
        known = ", ".join(PAPERS)
        raise QueryError(f"“{text}” is not a size.", f"Write 1600x900, 210x297mm or one of {known} (-portrait).")
    wide, high = (
        round(float(measures[i].replace(",", ".")) * _UNITS[measures[i + 1] or measures[4] or ""]) for i in (1, 3)
    )
    check_size(wide, high)
    return wide, high


def usual_text(width: float, height: float) -> float:
    """Size in pt of the titles of events on a page of so many px, if nothing is said: it grows with the paper."""
    sizes = {tuple(sorted(page_size(name))): text for name, text in _TEXTS.items()}
    return sizes.get(tuple(sorted((round(width), round(height)))), _OTHER_TEXT)


def page_margin(width: float, height: float) -> int:
    """Px left free around a page: a twentieth of its shorter side, on a grid of 8 px."""
    return max(_GRID, round(0.045 * min(width, height) / _GRID) * _GRID)


def check_size(width: int, height: int) -> None:
    """Refuse sizes (px) that cannot hold a picture; a QueryError says which would do."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        raise QueryError(
            f"A picture of {width:,} × {height:,} px is too small.",
            f"It takes at least {SMALLEST[0]} × {SMALLEST[1]} px (85 × 64 mm).",
        )
    if max(width, height) > LARGEST:
        raise QueryError(
            f"A picture of {width:,} × {height:,} px is too large: it would need {in_gigabytes(width * height * 4)}.",
            f"No side may be longer than {LARGEST:,} px.",
        )


def text_scale(points: float, normal: float = 13.0) -> float:
    """How much larger than composed a page is drawn so that titles, ``normal`` px high, are ``points`` high.

    Raises:
        ViewerError: the smallest text, 12 px beside 13, would be finer than print can hold.
    """
    scale = points * POINT / normal
    if not FINEST_PRINT * POINT <= 12 * scale <= 96:
        raise ViewerError(
            f"Text of {points:g} pt is out of range.", f"Choose 6.5 to 78 pt; notes are a little smaller ({6:g} pt)."
        )
    return scale


def in_gigabytes(count: float) -> str:
    """Bytes in words, such as "3.6 GB of memory"."""
    return f"{count / 1e9:,.1f} GB of memory"
