"""A few whole pictures, compared with those a person has looked at."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui.scenes import AXIS, HEADER, Spot, a_group, a_scene
from viewer.events.dates import DateFlag
from viewer.events.vocabulary import CATEGORIES, STATUSES
from viewer.timeline.picture import Axis, Band, Bands, Groups, Scene, Tick, Track, TrackPoint
from viewer.ui.fonts import Fonts
from viewer.ui.painter import Emphasis, Painter
from viewer.ui.theme import load_theme

TITLES = (
    "Ceasefire draft at the UN", "Monsoon floods", "Talks since about 2024", "Military operation, ongoing",
    "Claimed campaign", "Disputed blockade", "Planned exercise", "جلسه شورای امنیت", "Some time in March",
)  # fmt: skip
MONTHS = ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]


def everything() -> Scene:
    """One of each: bars of every certainty, a month, badges, bands, tracks, density, now."""

    def bar(entry, row, bounds, category, **more):
        return Spot(entry=entry, row=row, bounds=bounds, lasts=True, category=category, label=bounds[1] + 6, **more)

    spots = (
        Spot(entry=0, x=420, label=434),
        Spot(entry=0, lane=1, x=420, label=434),
        bar(1, 1, (180.0, 220.0, 380.0, 460.0), "disaster"),
        bar(2, 2, (500.0, 500.0, 700.0, 700.0), "trade", flags=DateFlag.APPROXIMATE),
        replace(
            bar(3, 1, (-400.0, -400.0, 620.0, 620.0), "mobilize", flags=DateFlag.OPEN_END, lane=1), label=HEADER + 6
        ),
        bar(4, 0, (160.0, 160.0, 330.0, 330.0), "assault", status="claimed", lane=2),
        bar(5, 1, (160.0, 160.0, 330.0, 330.0), "coerce", status="disputed", lane=2),
        bar(6, 2, (160.0, 160.0, 330.0, 330.0), "mobilize", status="planned", lane=2),
        Spot(entry=7, lane=2, row=0, x=600, category="demand", label=612),
        Spot(entry=8, lane=2, row=1, x=540, bounds=(500.0, 500.0, 580.0, 580.0), category="consult", label=592),
    )
    lanes = ("Pakistan", "Russia", "United States of America")
    density = np.zeros((3, 85), np.float32)
    density[:, ::9] = np.linspace(0.1, 1, 10)[None, :]
    scene = a_scene(*spots, lanes=lanes, density=density, now_x=720.0, axis_height=AXIS + 22)
    moved = replace(scene.glyphs, y=scene.glyphs.y + 22 + 20 * scene.glyphs.lane)
    boxes = tuple(replace(box, top=box.top + 22 + 20 * box.index, height=80.0) for box in scene.lanes)
    bottom = boxes[-1].top + 80
    name = "Trade of Pakistan with Russia"
    periods = (TrackPoint(140, 400, bottom + 36, "", "920"), TrackPoint(400, 700, bottom + 22, "", "1,810"))
    return replace(
        scene,
        glyphs=moved,
        lanes=boxes,
        lanes_bottom=bottom,
        height=bottom + 56,
        axis=Axis(
            (Tick(-40, "2024", 300), Tick(260, "2025", 540)),
            tuple(Tick(140 + 60 * i, name, 60) for i, name in enumerate(MONTHS)),
        ),
        groups=Groups.of((a_group(x=240.0, y=124.0), a_group(count=1_234, x=480.0, y=206.0, width=50.0))),
        bands=Bands.of([Band(0, "Twelve-day war", 410.0, 440.0, 17), Band(1, "Summit season", 560.0, 690.0, 1)]),
        tracks=(Track("trade", name, "USD million", bottom, 56.0, periods, "0", "1,810", more=3),),
    )


def painted(scene: Scene, theme: str, ratio: int = 1, *, vector: bool = False) -> QImage:
    image = QImage(int(scene.width) * ratio, int(scene.height) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    brush = QPainter(image)
    lit = Emphasis(frozenset({0}))
    painter = Painter(load_theme(theme), Fonts())
    while not painter.paint(brush, scene, TITLES.__getitem__, lit, vector=vector):
        painter.make_missing(TITLES.__getitem__, 1e6)
    brush.end()
    image.setDevicePixelRatio(1)
    return image


@pytest.mark.parametrize(("theme", "ratio"), [("light", 1), ("dark", 1), ("light", 2)])
def test_one_of_each(qapp, looks_like, theme, ratio):
    """Everything the painter can draw, in both themes and on a sharp screen."""
    looks_like(painted(everything(), theme, ratio), f"everything-{theme}-{ratio}")


def test_print(qapp, looks_like):
    """The same as paths and text."""
    looks_like(painted(everything(), "light", 2, vector=True), "everything-print")


def test_all_marks(qapp, looks_like):
    """Every category in every status."""
    rows = [
        Spot(entry=0, x=140.0 + 28 * i, row=row, category=category.code, status=status)
        for row, status in enumerate(STATUSES)
        for i, category in enumerate(CATEGORIES)
    ]
    scene = a_scene(*rows, lanes=("All",), lanes_bottom=150.0, height=150.0)
    image = QImage(800, 150, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    brush = QPainter(image)
    Painter(load_theme("light"), Fonts()).paint(brush, scene, lambda _: "")
    brush.end()
    looks_like(image, "marks")
