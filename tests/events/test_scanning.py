"""A look at the bytes of a column that spares most columns a closer one."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from viewer.events.scanning import may_repeat

CHUNKS = st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=4)


def chunked(chunks):
    return pa.chunked_array(chunks, pa.large_string())


@given(CHUNKS)
def test_a_text_that_repeats_is_never_missed(chunks):
    """And one that does not is told from others of a few letters."""
    texts = [text for chunk in chunks for text in chunk]
    assert may_repeat(chunked(chunks)) == (len(set(texts)) < len(texts))


def test_slices_and_long_texts():
    """A chunk may begin in the middle of its memory; what differs late is looked at closely."""
    ids = pa.array(["same", "one", "two", "same"], pa.large_string())
    assert not may_repeat(pa.chunked_array([ids[1:]]))
    assert may_repeat(pa.chunked_array([ids]))
    assert may_repeat(chunked([["x" * 400 + "a", "x" * 400 + "b"]]))
