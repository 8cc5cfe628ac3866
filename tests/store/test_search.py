"""A scan for a word finds it in whatever case, with whatever accents, and takes every other sign literally."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store import oracle
from viewer.store import search
from viewer.store.search import Scan, SearchColumn, plain

LETTERS = "aAeEéÉkKsSzZ .(^\\Ёёйñ\u0301مُ中ß"


def column(texts):
    """Texts as a data frame holds them."""
    return pd.Series(pd.array(pa.array(texts, pa.large_string()), dtype=pd.ArrowDtype(pa.large_string())))


def in_pieces(texts, size):
    """The same, so many texts to a piece, as they are read from a file."""
    parts = [texts[at : at + size] for at in range(0, len(texts), size)]
    chunked = pa.chunked_array([part for text in parts for part in (text, [])], pa.large_string())
    return pd.Series(pd.array(chunked, dtype=pd.ArrowDtype(pa.large_string())))


def find(column, needle, size, among=None, progress=None):
    """Which rows of a table of ``size`` rows have a text that contains a needle."""
    scan = Scan(needle, among, size)
    scan.over(column, progress)
    return scan.found


FOUND = [
    ("tehran", "Talks in TEHRAN"),
    ("téhéran", "Teheran"),
    ("Teheran", "à Téhéran"),
    ("ε", "Έ"),
    ("елка", "Ёлка"),
    ("محمد", "مُحَمَّد"),
    ("e\u0301te", "été"),
    ("angstrom", "Ångström"),
    ("中", "在中国"),
    ("a.b", "xA.By"),
    ("(sic)", "so (SIC)"),
    ("k", "\N{KELVIN SIGN}"),
    ("50 % [net]", "50 % [net]"),
]


@pytest.mark.parametrize(("needle", "text"), FOUND)
def test_found(needle, text):
    """Case and accents do not matter, in the needle or in the text."""
    assert find(SearchColumn.build(column(["", text, "other"])), needle, 3).tolist() == [False, True, False]


@pytest.mark.parametrize(("needle", "text"), [("a.b", "axb"), ("te", "t e"), (".*", "text"), ("é", "f"), ("ж", "z")])
def test_not_found(needle, text):
    """No sign has a special meaning."""
    assert not find(SearchColumn.build(column([text])), needle, 1).any()


@given(st.lists(st.none() | st.text(LETTERS, max_size=6), max_size=40), st.text(LETTERS, min_size=1, max_size=3))
def test_agrees_with_plain_python(texts, needle):
    """The same rows as by stripping accents and looking; null is found by nothing."""
    expected = [text is not None and oracle.plain(needle) in oracle.plain(text) for text in texts]
    assert find(SearchColumn.build(column(texts)), needle, len(texts)).tolist() == expected


@given(st.lists(st.text(LETTERS, max_size=3), max_size=40), st.text(LETTERS, min_size=1, max_size=2))
def test_repeating_columns_are_searched_once_for_each_text(texts, needle):
    """A column known to repeat itself answers the same."""
    once, many = SearchColumn.build(column(texts).astype("category")), SearchColumn.build(column(texts))
    assert len(once.texts) == len(set(texts))
    assert find(once, needle, len(texts)).tolist() == find(many, needle, len(texts)).tolist()


def test_texts_belong_to_rows():
    """Several texts of one row, as sources have; a row without a text is not found."""
    sources = SearchColumn.build(column(["Dawn", "TASS", "Dawn"]), np.array([2, 2, 0], np.int32))
    assert find(sources, "dawn", 4).tolist() == [True, False, True, False]
    assert find(sources, "tass", 4).tolist() == [False, False, True, False]


@pytest.mark.parametrize("every", [1, 3, 7_919])
def test_many_texts(every):
    """Beyond the number from which the work is shared, common and rare words are found where they are."""
    count = 120_001
    texts = [f"nothing {number}" if number % every else f"Steel {number}" for number in range(count)]
    for made in (column(texts), in_pieces(texts, 50_000)):
        found = find(SearchColumn.build(made), "steel", count)
        assert np.flatnonzero(found).tolist() == list(range(0, count, every))


def test_neighbours_do_not_run_together():
    """A needle across the end of one text and the beginning of the next is not found."""
    assert not find(SearchColumn.build(column(["ste", "el"] * 40)), "steel", 80).any()


@pytest.mark.parametrize("needle", ["a" * 100_000, "é" * 100_000, "(" * 100_000, "\0", "ﬁ"])
def test_strange_needles_do_no_harm(needle):
    """Whatever is pasted into the box, there is an answer."""
    assert not find(SearchColumn.build(column(["some text", "du thé"])), needle, 2).any()


@pytest.mark.parametrize("letters", ["договор ", "é", "treaty of "])
def test_a_long_needle_is_read_to_its_end(letters):
    """What is pasted into the box may be longer than the matcher's longest pattern."""
    needle = (letters * 60)[:250]
    texts = [needle.upper(), needle[:-1], needle[:-1] + "ж", f"à {needle} ж"]
    assert find(SearchColumn.build(column(texts)), needle, 4).tolist() == [True, False, False, True]


def test_plain_letters():
    """Accents go, letters stay."""
    assert plain("ÀÉîõü Ёлка ǅ") == "aeiou елка ǆ"


@given(
    st.lists(st.none() | st.text(LETTERS, max_size=6), max_size=60),
    st.text(LETTERS, min_size=1, max_size=3),
    st.text(LETTERS, max_size=1),
    st.booleans(),
    st.integers(1, 100),
)
def test_a_longer_needle_is_looked_for_where_the_shorter_one_was(texts, needle, more, before, piece):
    """Looking among the rows of a part of the needle finds what looking everywhere does."""
    made = SearchColumn.build(in_pieces(texts * 8, piece))
    size = 8 * len(texts)
    longer = more + needle if before else needle + more
    among = find(made, needle, size)
    everywhere = find(SearchColumn.build(column(texts * 8)), longer, size)
    assert find(made, longer, size, among).tolist() == find(made, longer, size).tolist() == everywhere.tolist()


@pytest.mark.parametrize("piece", [7, 400])
def test_any_number_of_rows_is_shared_out(piece, monkeypatch):
    """Whatever is left for the second of two threads, nothing included."""
    monkeypatch.setattr(search, "_MANY", 16)
    made = SearchColumn.build(in_pieces([f"Steel {number}" for number in range(400)], piece))
    for count in range(80):
        among = np.zeros(400, np.bool_)
        among[5 * np.arange(count)] = True
        assert find(made, "steel", 400, among).tolist() == among.tolist()


def test_a_search_that_nobody_waits_for_ends():
    """What the progress function raises ends the scan between two parts of the column."""
    told = []

    def tell(share):
        told.append(share)
        raise KeyError

    with pytest.raises(KeyError):
        find(SearchColumn.build(column(["some text"] * 300_000)), "steel", 300_000, progress=tell)
    assert len(told) == 1
    assert 0 < told[0] < 1
