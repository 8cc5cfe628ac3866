"""Text from files never does more than be read."""

from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.plain import in_tooltip, isolated, on_button, one_line, shown


@given(st.text())
def test_no_control_and_no_direction_mark_survives(text):
    kept = shown(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in kept)
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f")


@given(st.text(alphabet="a", min_size=601, max_size=2_000))
def test_a_long_text_is_cropped_and_a_long_word_can_break(text):
    kept = shown(text, 600)
    assert kept.endswith("…")
    assert len(kept.replace("\u200b", "")) == 601
    assert max(map(len, kept.split("\u200b"))) <= 41


def test_a_long_name_breaks_at_its_marks_and_a_short_one_does_not():
    name = "20191024143000.export_of-the/council.csv"
    assert shown(name, word=24).split("\u200b") == ["20191024143000.", "export_", "of-", "the/", "council.", "csv"]
    assert shown("UN-Votes.csv", word=24) == "UN-Votes.csv"


def test_one_line_has_no_breaks():
    assert one_line("a\nb\r\n  c") == "a b c"


def test_markup_is_shown_and_not_obeyed_in_a_tooltip():
    assert in_tooltip("<b>x</b>\n&") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>&amp;</qt>"


def test_an_ampersand_on_a_button_is_an_ampersand():
    assert on_button("Trade & aid") == "Trade && aid"


def test_a_name_in_a_sentence_is_isolated():
    assert isolated("\u202eabc") == "\u2068abc\u2069"
