"""XML of strangers: nothing of it explodes, nothing is fetched."""

import pytest

from tests.formats.foreign_files import opened
from viewer.errors import FileProblem

BOMB = '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><TEI>&b;</TEI>'
OUTSIDE = '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI>&a;</TEI>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE], ids=["bomb", "outside"])
def test_entities_are_refused(tmp_path, text):
    """A file that declares entities is refused with one clear message."""
    with pytest.raises(FileProblem, match="declares entities"):
        opened(tmp_path, "a.xml", text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<TEI>" + "<div>" * 100_000, "nested too deeply"),
        ("<TEI><div></TEI>", "not well-formed"),
        ('<?xml version="1.0" encoding="x-nothing"?><TEI/>', "not well-formed"),
        ("<TEI>\x00</TEI>", "not well-formed"),
        ("<territory><id>x</id></territory>", "of a kind that is not read"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, text, words):
    """Each in one sentence, none with a crash."""
    with pytest.raises(FileProblem, match=words):
        opened(tmp_path, "a.xml", text)
