"""Widths of labels without a font."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.events.marks import Texts
from viewer.timeline import text
from viewer.timeline.text import Advances, widths

ADVANCES = Advances.measured(lambda word: sum(12.0 if ord(c) > 0x3000 else 5.0 + ord(c) % 3 for c in word))


@given(st.lists(st.text("abc XYZ.,", max_size=30), max_size=20))
def test_plain_text_is_measured_exactly(words):
    """The sum of its characters, empty texts included."""
    expected = [sum(5.0 + ord(c) % 3 for c in word) for word in words]
    assert np.allclose(widths(Texts.of(words), ADVANCES), expected)


def test_characters_of_other_scripts_count_once():
    """Not once for each byte."""
    assert widths(Texts.of(["外长会谈"]), ADVANCES).tolist() == [48.0]


def test_many_texts_are_measured_block_by_block(monkeypatch):
    """The size of the blocks does not show."""
    words = ["a" * (k % 7) for k in range(100)]
    whole = widths(Texts.of(words), ADVANCES)
    monkeypatch.setattr(text, "_BLOCK", 5)
    assert np.array_equal(widths(Texts.of(words), ADVANCES), whole)


def test_texts_in_several_pieces_are_measured_like_one():
    """Each in its place, those that are meant in theirs."""
    pieces = [*Texts.of(["a", "bb"]).pieces, *Texts.of([]).pieces, *Texts.of(["", "dddd"]).pieces]
    one = widths(Texts.of(["a", "bb", "", "dddd"]), ADVANCES)
    assert widths(Texts(pieces), ADVANCES).tolist() == one.tolist()
    assert widths(Texts(pieces, np.array([3, 0], np.int32)), ADVANCES).tolist() == one[[3, 0]].tolist()
