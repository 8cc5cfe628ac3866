"""The hardest tables at full size: ``python -m pytest tests/benchmarks/test_hard_tables.py``, some minutes."""

import pytest

from tests.stories import hard_tables
from tests.stories.test_hard_tables import a_session, assert_sound

LARGE = 1_000_000
LONG = 2_000  # of labels of 100 kB


@pytest.mark.parametrize("shape", hard_tables.SHAPES, ids=lambda shape: shape.__name__)
def test_a_million_of_them(shape):
    """Every event is there, and the picture is sound."""
    count = LONG if shape is hard_tables.long_labels else LARGE
    session = a_session(hard_tables.table_of(shape, count))
    assert session.answers.totals.value.shown == count
    assert_sound(session)
