"""Titles on the screen: made once, in spare time, and cropped at a letter."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from viewer.ui.fonts import Fonts
from viewer.ui.theme import load_theme
from viewer.ui.titles import Titles

TITLES = ["Treaty of friendship and cooperation", "Переговоры о прекращении огня", "محادثات وقف إطلاق النار", "", "II"]


def drawn(titles, entry, room, text=None):
    """Columns that have ink."""
    image = QImage(600, 40, QImage.Format.Format_RGB32)
    for _ in range(3):  # a cropped title in an intricate script is missing twice
        image.fill(0xFFFFFFFF)
        brush = QPainter(image)
        titles.begin(1.0)
        titles.draw(brush, (20.0, 20.0), entry, room)
        brush.end()
        titles.make_missing(lambda k: TITLES[k] if text is None else text, 1e6)
    bits = np.frombuffer(image.constBits(), np.uint8).reshape(40, 600, 4)[:, :, :3]
    return np.flatnonzero((bits < 200).any(axis=(0, 2)))


@pytest.fixture
def titles(qapp):
    return Titles(Fonts(), load_theme("light"))


@pytest.mark.parametrize("entry", [0, 1, 2])
@pytest.mark.parametrize("room", [24, 40, 90, 131, 400])
def test_a_title_stays_within_its_room(titles, entry, room):
    """Whatever the script; where there is room all of it is drawn."""
    ink = drawn(titles, entry, room)
    assert len(ink)
    assert ink.min() >= 19
    assert ink.max() <= 20 + room + 1


def test_more_room_shows_more(titles):
    """Letter by letter, without another pixmap."""
    widths = [int(drawn(titles, 0, room).max()) for room in range(30, 260, 10)]
    assert widths == sorted(widths)
    assert len(set(widths)) > 15
    assert len(titles._known) == 1


def test_empty_and_endless_titles_are_no_trouble(titles):
    """Nothing is drawn of the one, the beginning of the other."""
    assert not len(drawn(titles, 3, 100))
    assert drawn(titles, 4, 410, "wide " * 20_000).max() <= 431


def test_a_frame_remembers_what_is_missing(titles):
    """It is made in spare time, as much as there is of that."""
    image = QImage(100, 40, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    titles.begin(1.0)
    for entry in range(3):
        titles.draw(brush, (0.0, 20.0), entry, 90)
    brush.end()
    assert len(titles.missing) == 3
    assert not titles.make_missing(str, 0.0)
    assert titles.make_missing(str, 1e6)
    assert not titles.missing


def test_old_titles_make_room(titles, monkeypatch):
    """What is remembered is bounded."""
    monkeypatch.setattr("viewer.ui.titles._BYTES", 40_000)
    for entry in range(60):
        drawn(titles, entry, 300, f"Title number {entry}")
    assert titles._bytes <= 40_000
    assert 0 < len(titles._known) < 60


def test_titles_of_one_frame_stay_however_many(titles, monkeypatch):
    """Else each would be drawn anew in every frame, as its place was taken by the next one."""
    monkeypatch.setattr("viewer.ui.titles._BYTES", 40_000)
    image = QImage(600, 40, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    for missing in (60, 0):
        titles.begin(1.0)
        for entry in range(60):
            titles.draw(brush, (20.0, 20.0), entry, 300)
        assert len(titles.missing) == missing
        titles.make_missing(lambda entry: f"Title number {entry}", 1e6)
    brush.end()
