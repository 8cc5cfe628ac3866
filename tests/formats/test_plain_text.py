"""HTML becomes text, whatever it is."""

import time

import pytest

from viewer.formats.plain_text import LONGEST, plain


def test_text_and_links():
    """Paragraphs break lines, entities are letters, scripts are nothing, links are found."""
    html = '<p>Fish &amp; <b>chips</b></p><script>x()</script><a href="https://a.org/?a=1&amp;b=2">a <i>b</i></a> 3 < 4'
    assert plain(html) == ("Fish & chips\na b 3 < 4", [("https://a.org/?a=1&b=2", "a b")])


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<![", "<a href='", '<a b="', "</a ", "<script>", "&#", "<?", "<p>", "<a>"]
)
def test_no_html_takes_long(piece):
    """A megabyte of anything is read in a moment."""
    began = time.perf_counter()
    plain(piece * (LONGEST // len(piece)))
    assert time.perf_counter() - began < 5
