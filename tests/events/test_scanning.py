"""A look at the bytes of a column that spares most columns a closer one."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from viewer.events.scanning import may_be_among, may_repeat, prints

CHUNKS = st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=4)


def of_several(*pieces):
    """Whether texts that come in pieces may repeat."""
    return repeats([prints(pa.array(piece, pa.large_string())) for piece in (*pieces, [])])


def repeats(pieces):
    """Whether texts with these prints may repeat; in how many parts they are looked at does not matter."""
    whole = may_repeat(pieces, 0, 1)
    assert whole == any(may_repeat(pieces, part, 3) for part in range(3))
    return whole


@given(CHUNKS)
def test_a_text_that_repeats_is_never_missed(chunks):
    """And one that does not is told from others of a few letters."""
    texts = [text for chunk in chunks for text in chunk]
    assert of_several(*chunks) == (len(set(texts)) < len(texts))


def test_slices_and_long_texts():
    """An array may begin in the middle of its memory; what differs late is looked at closely."""
    ids = pa.array(["same", "one", "two", "same"], pa.large_string())
    assert not repeats([prints(ids[1:])])
    assert repeats([prints(ids)])
    assert of_several(["x" * 400 + "a"], ["x" * 400 + "b"])


@given(CHUNKS, st.lists(st.text(max_size=12), max_size=8))
def test_a_text_that_is_wanted_is_never_missed(chunks, wanted):
    """And few others are taken for one."""
    pieces = [prints(pa.array(piece, pa.large_string())) for piece in (*chunks, [])]
    found = may_be_among(pieces, prints(pa.array(wanted, pa.large_string())))
    texts = [text for chunk in chunks for text in chunk]
    assert len(found) == len(texts)
    assert all(may for text, may in zip(texts, found, strict=True) if text in wanted)


def test_few_others_are_taken_for_those_wanted():
    """Of numbered ids, too, which differ in their last letters only."""
    ids = pa.array([f"event-{number}" for number in range(10_000)], pa.string())
    assert may_be_among([prints(ids)], prints(ids[:100])).sum() < 2_000
