"""Many strings in one buffer, without a Python object each."""

import numpy as np

from tests.builders import a_table, an_event
from viewer.events.marks import Strings, Texts


def test_texts_give_back_every_string():
    """Any script, empty strings included, by index."""
    titles = ["Peace", "ایران", "山", "Łódź — “x”"]
    texts = a_table(*(an_event(f"e{n}", title) for n, title in enumerate(titles))).marks().titles
    assert [texts[n] for n in range(len(texts))] == titles
    (piece,) = texts.pieces
    assert piece.data.dtype == np.uint8
    assert piece.offsets.dtype == np.int64


def test_texts_in_several_pieces_are_counted_through():
    """Empty pieces hold none; those that are meant may be few, and in any order."""
    pieces = [piece for words in ([], ["Peace", ""], [], ["山"]) for piece in Texts.of(words).pieces]
    assert list(Texts(pieces)) == ["Peace", "", "山"]
    assert list(Texts(pieces, np.array([2, 0], np.int32))) == ["山", "Peace"]
    part = Strings(pieces[1].data, pieces[1].offsets[1:])  # a slice: its first string begins later
    assert list(Texts([pieces[3], part, pieces[0]])) == ["山", ""]
    assert (len(Texts(pieces)), len(Texts(pieces, np.array([2], np.int32))), len(Texts([]))) == (3, 1, 0)
