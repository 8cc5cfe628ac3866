"""Fonts ship with the program."""

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QRawFont

from tests.ui.scenes import texts
from viewer.bundled import bundled
from viewer.ui.fonts import FILES, LARGE, NORMAL, SMALL, Fonts


def test_the_family_is_the_bundled_one(qapp):
    """All fonts are Noto Sans, in three sizes."""
    fonts = Fonts()
    every = (fonts.small, fonts.normal, fonts.bold, fonts.large)
    assert {QFontInfo(font).family() for font in every} == {"Noto Sans"}
    assert [font.pixelSize() for font in every] == [SMALL, NORMAL, NORMAL, LARGE]
    assert QFontInfo(fonts.bold).bold()


@pytest.mark.parametrize(
    "text",
    ["Tehran", "Čačak Şırnak", "Сочи", "Αθήνα", "جلسه شورای امنیت", "پاکستان", "ירושלים", "भारत", "ঢাকা", "กรุงเทพ",
     "Երևան", "თბილისი", "联合国安理会", "聯合國", "日中韓サミットひらがな", "서울회의", "🕊🤝✅", "→"],
)  # fmt: skip
def test_scripts_have_letters(qapp, text):
    """Whatever fonts the machine has: the bundled files alone draw what stands in titles from Europe to Japan."""
    Fonts()
    files = [QRawFont(str(bundled(f"resources/fonts/{name}.ttf")), 13.0) for name in FILES]
    assert all(any(raw.supportsCharacter(ord(c)) for raw in files) for c in text)
    assert not Fonts().undrawable([text, "plain", "with\u200djoiner"])


def test_what_no_font_has_is_named(qapp):
    """Each character once, in order."""
    assert Fonts().undrawable(["b\U0001f9ff\U00050002 \U00050001", "\U00050001"]) == "\U00050001\U00050002"


def test_widths_are_measured_or_well_estimated(qapp, monkeypatch):
    """Few titles are measured exactly; the estimate for many is within 7 px of a long Latin title."""
    fonts = Fonts()
    titles = texts("Four-day armed clash", "", "Eighteenth session of the Joint Commission on trade and transit")
    exact = fonts.measure(titles)
    assert exact.tolist() == pytest.approx([QFontMetricsF(fonts.normal).horizontalAdvance(titles[i]) for i in range(3)])
    monkeypatch.setattr("viewer.ui.fonts._MEASURED", 0)
    assert fonts.measure(titles) == pytest.approx(exact, abs=7)
