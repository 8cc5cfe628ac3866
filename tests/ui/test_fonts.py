"""Fonts ship with the program."""

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QRawFont

from tests.ui.scenes import texts
from viewer.ui.fonts import LARGE, NORMAL, SMALL, Fonts


def test_the_family_is_the_bundled_one(qapp):
    """All fonts are Noto Sans, in three sizes."""
    fonts = Fonts()
    every = (fonts.small, fonts.normal, fonts.bold, fonts.large)
    assert {QFontInfo(font).family() for font in every} == {"Noto Sans"}
    assert [font.pixelSize() for font in every] == [SMALL, NORMAL, NORMAL, LARGE]
    assert QFontInfo(fonts.bold).bold()


@pytest.mark.parametrize("text", ["Tehran", "Čačak Şırnak", "Сочи", "Αθήνα", "جلسه شورای امنیت", "پاکستان"])
def test_scripts_of_the_chronology_have_letters(qapp, text):
    """Latin, Cyrillic, Greek, Persian and Urdu are covered by the bundled files."""
    families = [QRawFont.fromFont(_of_family(name)) for name in ("Noto Sans", "Noto Sans Arabic")]
    assert all(any(raw.supportsCharacter(ord(c)) for raw in families) for c in text)


def _of_family(name):
    font = Fonts().normal
    font.setFamilies([name])
    return font


def test_widths_are_measured_or_well_estimated(qapp, monkeypatch):
    """Few titles are measured exactly; the estimate for many is within 7 px of a long Latin title."""
    fonts = Fonts()
    titles = texts("Four-day armed clash", "", "Eighteenth session of the Joint Commission on trade and transit")
    exact = fonts.measure(titles)
    assert exact.tolist() == pytest.approx([QFontMetricsF(fonts.normal).horizontalAdvance(titles[i]) for i in range(3)])
    monkeypatch.setattr("viewer.ui.fonts._MEASURED", 0)
    assert fonts.measure(titles) == pytest.approx(exact, abs=7)
