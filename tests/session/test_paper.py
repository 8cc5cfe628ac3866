"""Paper sizes: what the standards say, in px at 96 dpi; what cannot be is refused."""

import pytest

from viewer.errors import QueryError, ViewerError
from viewer.session.paper import PAPERS, page_margin, page_size, text_scale, usual_text


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("a4", (1123, 794)),
        ("A4-portrait", (794, 1123)),
        ("a0-landscape", (4494, 3179)),
        ("210x297mm", (794, 1123)),
        ("210 mm × 297 mm", (794, 1123)),
        ("21x29.7cm", (794, 1123)),
        ("8,5x11in", (816, 1056)),
        ("letter-portrait", (816, 1056)),
        ("slide-16x9", (1280, 720)),
        ("slide-4x3-portrait", (720, 960)),
        ("1600x900", (1600, 900)),
        ("1600×900px", (1600, 900)),
    ],
)
def test_sizes_by_name_and_by_measure(text, size):
    """Names, turned names, and measures in every unit."""
    assert page_size(text) == size


def test_each_a_size_is_half_of_the_one_before():
    """ISO 216: the long side of one is the short side of the next larger."""
    for number in range(5):
        assert PAPERS[f"a{number}"][1] == PAPERS[f"a{number + 1}"][0]


@pytest.mark.parametrize("text", ["", "big", "a9", "a4-sideways", "1600", "x", "1600x", "1e3x900", "slide"])
def test_what_is_no_size_is_told_what_is(text):
    """The message names sizes that can be meant."""
    with pytest.raises(QueryError, match="slide-16x9"):
        page_size(text)


@pytest.mark.parametrize("text", ["0x0", "-5x900", "1600x0", "10x10mm"])
def test_nothing_and_less_is_refused(text):
    """There must be room for a picture."""
    with pytest.raises(QueryError, match="too small"):
        page_size(text)


def test_a_million_px_are_refused_with_the_memory_they_would_need():
    """A number the reader can compare with the machine."""
    with pytest.raises(QueryError, match=r"4,000\.0 GB of memory"):
        page_size("1000000x1000000")


def test_no_text_is_finer_than_print_holds():
    """The notes of a picture have at least 6 pt."""
    assert text_scale(9.75) == pytest.approx(1)
    assert 12 * text_scale(6.5) * 72 / 96 >= 6
    for points in (6, 0, -1, 1000):
        with pytest.raises(ViewerError, match="out of range"):
            text_scale(points)


def test_text_and_margins_grow_with_the_paper():
    """A poster is read from afar; a page turned keeps its text, a picture in px has that of the screen."""
    texts = [usual_text(*page_size(f"a{number}")) for number in range(5, -1, -1)]
    assert texts == sorted(texts)
    assert all(text_scale(text) for text in texts)
    assert usual_text(*page_size("a4-portrait")) == usual_text(*page_size("a4"))
    assert usual_text(1600, 900) == 9.75
    assert page_margin(*page_size("a0")) > page_margin(*page_size("a4")) > page_margin(320, 240) == 8
