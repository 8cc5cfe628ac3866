"""Small helps for whole columns."""

import numpy as np
import pyarrow as pa
import pytest

from viewer.events.columns import worded

KINDS = (pa.string(), pa.large_string())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("texts", [[], [None], ["a", None, "", "ж", None], ["a", "b"]])
def test_null_becomes_an_empty_text(texts, kind):
    """Of a whole array and of a part of one; the letters are not copied."""
    whole = pa.array(["before", *texts, "after"], kind)
    made = worded(whole[1:-1])
    assert made.to_pylist() == [text or "" for text in texts]
    assert made.buffers()[2].address == whole.buffers()[2].address
    assert worded(pa.array(texts, kind)).to_pylist() == [text or "" for text in texts]


def test_what_stands_under_a_null_is_not_shown():
    """Other programs may leave letters where a text is null."""
    buffers = [pa.py_buffer(np.array(part).tobytes()) for part in (np.uint8(0b101), np.int32([0, 1, 2, 3]))]
    texts = pa.StringArray.from_buffers(3, buffers[1], pa.py_buffer(b"abc"), buffers[0])
    assert texts.to_pylist() == ["a", None, "c"]
    assert worded(texts).to_pylist() == ["a", "", "c"]
