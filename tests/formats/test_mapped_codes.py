"""What the cells of a column of categories mean, and which of them mean nothing."""

import numpy as np
import pytest

from viewer.formats.distinct import Distinct
from viewer.formats.mapped_codes import code_of, unknown_codes

MEANINGS = {"1": "threaten", "04*": "consult", "Gipfel": "consult"}


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("1.0", "category", "threaten"),
        ("043", "category", "consult"),
        ("Gipfel", "category", "consult"),
        ("AGREE", "category", "agree"),
        ("Trade", "category", "trade"),
        ("Disputed", "status", "disputed"),
        ("agree", "status", ""),
        ("zzz", "category", ""),
        ("", "category", ""),
    ],
)
def test_a_cell_means_what_the_mapping_says_or_what_it_is_called(text, field, code):
    assert code_of(text, MEANINGS, field) == code


def test_what_means_nothing_is_counted_once_the_most_frequent_first():
    texts = Distinct(np.array([0, 1, 2, 1, 3, 4]), ["agree", "foo", "bar.0", "", "unused", "never"])
    found = unknown_codes(texts, "Kind", MEANINGS, "category")
    assert [(one.name, one.times, one.kept, one.field) for one in found] == [
        ("foo", 2, "tag", "category"),
        ("bar", 1, "tag", "category"),
        ("unused", 1, "tag", "category"),
    ]
