"""Categories and statuses of a mapped table: cells into codes of the vocabulary, and a list of what means none."""

from collections.abc import Mapping

import numpy as np

from viewer.events import vocabulary
from viewer.formats.distinct import Distinct
from viewer.formats.mapped_names import Unknown


def code_of(text: str, meanings: Mapping[str, str], field: str) -> str:
    """The code that a cell means: by ``meanings``, as it stands, or by its name; "" for none.

    Args:
        text: the cell; a number may end in ".0".
        meanings: codes by values, or by the first two letters of them and an asterisk.
        field: "category" or "status".
    """
    known = vocabulary.CATEGORY_CODE if field == "category" else vocabulary.STATUS_CODE
    if code := meanings.get(text.removesuffix(".0")) or meanings.get(f"{text[:2]}*"):
        return code
    if text.lower() in known:
        return text.lower()
    return (vocabulary.resolve(text, "category") or "") if field == "category" and text else ""


def unknown_codes(texts: Distinct, name: str, meanings: Mapping[str, str], field: str) -> tuple[Unknown, ...]:
    """The values of a column that mean no code, once each with their counts, the most frequent first."""
    counts = np.bincount(texts.at, minlength=len(texts.texts)).tolist()
    found = (
        Unknown(name, text.removesuffix(".0"), count, "tag" if field == "category" else "nothing", field)
        for text, count in zip(texts.texts, counts, strict=False)
        if text and count and not code_of(text, meanings, field)
    )
    return tuple(sorted(found, key=lambda one: -one.times))
