"""Widths of labels without a font."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.worlds import texts
from viewer.timeline import text
from viewer.timeline.text import Advances, widths

ADVANCES = Advances.measured(lambda word: sum(12.0 if ord(c) > 0x3000 else 5.0 + ord(c) % 3 for c in word))


@given(st.lists(st.text("abc XYZ.,", max_size=30), max_size=20))
def test_plain_text_is_measured_exactly(words):
    """The sum of its characters, empty texts included."""
    expected = [sum(5.0 + ord(c) % 3 for c in word) for word in words]
    assert np.allclose(widths(texts(words), ADVANCES), expected)


def test_characters_of_other_scripts_count_once():
    """Not once for each byte."""
    assert widths(texts(["外长会谈"]), ADVANCES).tolist() == [48.0]


def test_many_texts_are_measured_block_by_block(monkeypatch):
    """The size of the blocks does not show."""
    words = ["a" * (k % 7) for k in range(100)]
    whole = widths(texts(words), ADVANCES)
    monkeypatch.setattr(text, "_BLOCK", 5)
    assert np.array_equal(widths(texts(words), ADVANCES), whole)
