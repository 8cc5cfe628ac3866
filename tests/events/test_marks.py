"""Many strings in one buffer, without a Python object each."""

import numpy as np

from tests.builders import a_table, an_event


def test_texts_give_back_every_string():
    """Any script, empty strings included, by index."""
    titles = ["Peace", "ایران", "山", "Łódź — “x”"]
    texts = a_table(*(an_event(f"e{n}", title) for n, title in enumerate(titles))).marks().titles
    assert [texts[n] for n in range(len(texts))] == titles
    assert texts.data.dtype == np.uint8
    assert texts.offsets.dtype == np.int64
