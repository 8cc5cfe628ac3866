"""The key stays between the margins however its items fall."""

import pytest

from viewer.ui.fonts import Fonts
from viewer.ui.legend import Item, arrange
from viewer.ui.lettering import Lettering
from viewer.ui.theme import load_theme


def nothing(_painter):
    """Draw no sample."""


@pytest.mark.parametrize("width", range(300, 700, 20))
def test_no_line_is_longer_than_there_is_room(qapp, width):
    """Heads stand before their first item and a little apart from what is before them: that room counts too."""
    lettering = Lettering(Fonts(""), load_theme("light"))
    lettering.begin(1.0, vector=True)
    kinds = [[Item("Verbal conflict", 0, nothing, heads=True), Item("Demand", 14, nothing)] for _ in range(8)]
    lines = arrange([[item for kind in kinds for item in kind], [Item("disputed", 14, nothing)]], lettering, width)
    for line in lines:
        x, item = line[-1]
        assert x + item.begins + lettering.width(item.words, "small") <= width
        assert not item.heads
