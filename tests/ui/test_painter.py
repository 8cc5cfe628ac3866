"""What stands on the picture: told by its pixels."""

import itertools
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui.scenes import AXIS, DAY, HEADER, Spot, a_group, a_scene
from viewer.events.dates import DateFlag
from viewer.events.vocabulary import QUADS
from viewer.timeline.picture import Axis, Band, Bands, Groups, Tick, Track, TrackPoint
from viewer.timeline.scale import TimeSpan
from viewer.ui.bars import BODY, COVER
from viewer.ui.fonts import Fonts
from viewer.ui.headers import two_lines
from viewer.ui.lettering import Lettering
from viewer.ui.painter import Emphasis, Painter
from viewer.ui.theme import contrast, load_theme

ROW_Y = int(AXIS + 14)


def pixels(scene, *, emphasis=None, vector=False, theme="light", painter=None, ratio=1, titles=None):
    """Shape (height, width, 3) of 0..255: the scene as painted."""
    image = QImage(int(scene.width * ratio), int(scene.height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("magenta"))
    brush = QPainter(image)
    painter = painter or Painter(load_theme(theme), Fonts())
    title_of = (titles or {}).get
    paint = partial(painter.paint, brush, scene, lambda entry: title_of(entry, "Summit"), emphasis or Emphasis())
    while not paint(vector=vector):
        painter.make_missing(lambda entry: title_of(entry, "Summit"), 1e6)
    brush.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[:, :, 2::-1].astype(int)


def distance(pixel, token, theme="light"):
    """How far a pixel is from a token's colour, 0 to 765."""
    colour = load_theme(theme)[token]
    return int(np.abs(pixel - (colour.red(), colour.green(), colour.blue())).sum())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vector", [False, True])
def test_every_pixel_is_painted(qapp, theme, vector):
    """Nothing of what was there before shines through."""
    shown = pixels(a_scene(Spot()), theme=theme, vector=vector)
    magenta = (shown == (255, 0, 255)).all(axis=2)
    assert not magenta.any()


def test_a_mark_has_the_colour_of_its_class_and_stands_at_its_instant(qapp):
    """The centre of a mark is its quad class's colour."""
    shown = pixels(a_scene(Spot(x=300, category="assault"), Spot(entry=1, lane=1, x=500, category="aid")))
    assert distance(shown[ROW_Y, 300], "material-conflict") == 0
    assert distance(shown[ROW_Y + 60, 500], "material-cooperation") == 0
    assert distance(shown[ROW_Y, 500], "paper") == 0


def test_a_bar_is_strong_where_certain_and_fades_where_only_possible(qapp):
    """From the earliest to the latest start the colour grows, then it stays, then it fades again."""
    shown = pixels(a_scene(Spot(bounds=(200, 300, 400, 500), lasts=True, category="assault")))
    strength = [distance(shown[ROW_Y - 4, x], "paper") for x in (195, 210, 250, 290, 350, 390, 450, 490, 505)]
    assert strength[0] == strength[-1] == 0
    assert 0 < strength[1] < strength[2] < strength[3]
    assert strength[4] == strength[5] > strength[6] > strength[7]


def test_bounds_that_cross_leave_nothing_certain(qapp):
    """A start that may be later than the end may be has no solid part."""
    shown = pixels(a_scene(Spot(bounds=(200, 400, 300, 500), lasts=True, category="assault")))
    peak = distance(shown[ROW_Y + 8, 350], "paper")
    assert all(distance(shown[ROW_Y + 8, x], "paper") < peak for x in (220, 280, 420, 480))


def test_a_month_is_covered_faintly_with_its_mark_in_the_middle(qapp):
    """A date known to the month does not pretend to be the first of it."""
    shown = pixels(a_scene(Spot(x=300, bounds=(250, 250, 350, 350), category="assault")))
    assert distance(shown[ROW_Y, 300], "material-conflict") == 0
    for x in (255, 345):
        assert 0 < distance(shown[ROW_Y, x], "paper") < 120
    assert distance(shown[ROW_Y, 245], "paper") == distance(shown[ROW_Y, 355], "paper") == 0


def test_what_is_not_sure_or_not_over_looks_different(qapp):
    """Plain, hatched, arrowed, claimed, disputed and planned bars are six different pictures."""
    bar = {"bounds": (200.0, 200.0, 400.0, 400.0), "lasts": True}
    spots = [
        Spot(**bar),
        Spot(**bar, flags=DateFlag.APPROXIMATE),
        Spot(**bar, flags=DateFlag.OPEN_END),
        *(Spot(**bar, status=status) for status in ("claimed", "disputed", "planned")),
    ]
    shown = [pixels(a_scene(spot)) for spot in spots]
    assert all((one != other).any() for one, other in itertools.combinations(shown, 2))


def test_a_bar_far_wider_than_the_screen_is_drawn(qapp):
    """A millennium at an hour's zoom still fills the view."""
    wide = 2.0**20
    shown = pixels(a_scene(Spot(bounds=(-wide, -wide, wide, wide), lasts=True, flags=DateFlag.APPROXIMATE)))
    assert all(distance(shown[ROW_Y - 7, x], "paper") > 30 for x in (125, 400, 795))


def test_selection_is_ringed_in_every_lane(qapp):
    """An event of two countries is lit in both lanes, others are not."""
    scene = a_scene(Spot(x=300), Spot(lane=1, x=300), Spot(entry=1, x=500))
    plain, lit = pixels(scene), pixels(scene, emphasis=Emphasis(frozenset({0})))
    changed = (plain != lit).any(axis=2)
    assert changed[ROW_Y - 12 : ROW_Y + 12, 285:315].any()
    assert changed[ROW_Y + 48 : ROW_Y + 72, 285:315].any()
    assert not changed[:, 485:515].any()


def test_hover_is_lighter_than_selection(qapp):
    """The ring of the pointer differs from that of the selection."""
    scene = a_scene(Spot(x=300))
    hovered, selected = (pixels(scene, emphasis=e) for e in (Emphasis(hovered=0), Emphasis(frozenset({0}))))
    assert (hovered != selected).any()
    assert (hovered != pixels(scene)).any()


def test_a_lit_title_never_leaves_the_picture(qapp):
    """Beside the right edge the whole title stands left of its mark."""
    scene = a_scene(Spot(x=780))
    lit = pixels(scene, emphasis=Emphasis(frozenset({0})), titles={0: "A title of some length"})
    left_of_mark = lit[ROW_Y - 5 : ROW_Y + 5, 600:760]
    assert min(distance(pixel, "ink") for row in left_of_mark for pixel in row) < 60


def test_the_chosen_stretch_is_washed(qapp):
    """Shift+drag shows where it will search."""
    scene = a_scene()
    lit = pixels(scene, emphasis=Emphasis(chosen=TimeSpan(40 * DAY, 60 * DAY)))
    inside, outside = int(HEADER + 0.5 * 680), int(HEADER + 0.2 * 680)
    assert distance(lit[ROW_Y, inside], "paper") > 0 == distance(lit[ROW_Y, outside], "paper")


def test_titles_are_made_after_a_frame_and_at_once_in_print(qapp):
    """A frame says that titles are missing; files miss nothing."""
    scene = a_scene(*(Spot(entry=i, x=200, label=220) for i in range(9)))
    painter, asked = Painter(load_theme("light"), Fonts()), []

    def title_of(entry):
        asked.append(entry)
        return f"Event {entry}"

    def paint(vector=False):
        image = QImage(800, 200, QImage.Format.Format_RGB32)
        brush = QPainter(image)
        asked.clear()
        done = painter.paint(brush, scene, title_of, vector=vector)
        brush.end()
        return done, len(asked)

    assert paint() == (False, 0)
    assert painter.make_missing(title_of, 1e6)
    assert len(asked) == 9
    assert paint() == (True, 0)
    painter.forget_titles()
    assert paint() == (False, 0)
    assert paint(vector=True) == (True, 9)


def test_titles_from_files_cannot_break_the_picture(qapp):
    """Line breaks, controls, overrides and 100 kB are drawn as one cropped line."""
    titles = {0: "a\nb\x00c\u202edef", 1: "x" * 100_000}
    scene = a_scene(Spot(x=300, label=315, room=100), Spot(entry=1, row=1, x=300, label=315, room=100))
    shown = pixels(scene, titles=titles)
    assert (np.abs(shown[:, 430:470] - pixels(a_scene())[:, 430:470]) == 0).all()


def test_badges_bands_tracks_and_now_are_drawn(qapp):
    """Each leaves pixels where it belongs."""
    bare = pixels(a_scene())
    badge = pixels(a_scene(groups=Groups.of((a_group(),))))
    assert (badge != bare)[80:96, 400:434].any()
    band = pixels(a_scene(bands=Bands.of([Band(0, "War", 300.0, 340.0, 17)])))
    assert (band != bare)[100, 305:335].all(axis=0).any()
    now = pixels(a_scene(now_x=500.0))
    assert distance(now[120, 500], "accent") == 0
    track = Track("t", "Trade", "USD", 104.0, 56.0, (TrackPoint(200, 400, 136, ""),), "0", "9")
    tracked = pixels(a_scene(lanes=("Pakistan",), tracks=(track,), height=170.0))
    assert distance(tracked[136, 300], "accent") == 0


def a_track(*points, **more):
    """A scene with one lane and below it a track 104 to 160 px from the top."""
    track = Track("t", "Trade", "USD", 104.0, 56.0, points, "0", "9", **more)
    return a_scene(lanes=("Pakistan",), tracks=(track,), height=160.0)


def test_levels_are_areas_only_from_zero(qapp):
    """Elsewhere they are lines: an area would compare what cannot be compared."""
    point = TrackPoint(200, 400, 130, "")
    area, line = pixels(a_track(point)), pixels(a_track(point, from_zero=False))
    assert distance(area[145, 300], "paper") > 0 == distance(line[145, 300], "paper")
    assert distance(line[130, 300], "accent") == distance(area[130, 300], "accent") == 0


def test_overlapping_periods_are_both_seen(qapp):
    """The shorter one over the longer one, whichever is higher."""
    for long, short in ((126, 140), (140, 126)):
        shown = pixels(a_track(TrackPoint(200, 380, short, ""), TrackPoint(200, 400, long, "")))
        assert distance(shown[short, 300], "accent") == distance(shown[long, 300], "accent") == 0


def test_a_figure_is_never_struck_by_a_level(qapp):
    """It stands above, below, or not at all."""
    point = TrackPoint(200, 400, 132, "", "1,810")
    plain, named = (pixels(a_track(replace(point, figure=figure))) for figure in ("", "1,810"))
    assert (plain != named).any()
    assert (plain[130:135] == named[130:135]).all()
    crowded = [TrackPoint(200, 400, y, "", "1,810") for y in (126, 132, 138, 144, 150)]
    assert (pixels(a_track(*crowded)) == pixels(a_track(*(replace(p, figure="") for p in crowded)))).all()


@pytest.mark.parametrize("x", [HEADER - 15, 780.0])
def test_no_part_of_a_label_of_the_axis_is_left_at_an_edge(qapp, x):
    """The end of "19:40" would be another time."""
    whole, cut, none = (
        pixels(a_scene(axis=Axis((), ticks)))[24:42, int(HEADER) :]
        for ticks in ((Tick(400, "19:40"),), (Tick(x, "19:40", 60), Tick(400, "")), (Tick(400, ""),))
    )
    assert (whole != none).any()
    words = np.delete(cut != none, slice(int(x - HEADER), int(x - HEADER) + 2), axis=1) if x > HEADER else cut != none
    assert not words.any()


def test_now_leaves_the_words_of_the_axis_alone(qapp):
    """It steps aside, or is a knob."""
    bare = pixels(a_scene())
    words = (bare[24:42] != pixels(a_scene(axis=Axis((), ())))[24:42]).any(axis=2)
    for x in range(int(HEADER), 360, 3):
        shown = pixels(a_scene(now_x=float(x)))[24:42]
        struck = (shown != bare[24:42]).any(axis=2) & words
        struck[:, x - 4 : x + 5] = False
        assert not struck.any(), x


def test_bands_are_named_where_there_is_room_the_first_ones_first(qapp):
    """Sixty px of a name or none; what is shorter than two px is a line."""
    named, bare = (
        pixels(
            a_scene(
                bands=Bands.of(Band(i, title, x, x + 50.0, 17) for i, x in enumerate((300.0, 352.0))), axis_height=66
            )
        )[48:64]
        for title in ("A war of many names and years", "")
    )
    changed = (named != bare).any(axis=(0, 2))
    assert not changed[:402].any()
    assert changed[402:].any()
    line = pixels(a_scene(bands=Bands.of([Band(0, "War", 300.0, 300.4, 17)])))
    assert (line != pixels(a_scene()))[100].any(axis=1).sum() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_every_tint(qapp, theme):
    """Ink on the tints of bars, covers and bands; muted words on panels and badges: at least 4.5 to 1."""
    look = load_theme(theme)
    for quad in QUADS:
        for share in (BODY, COVER, 0.11):
            assert contrast(look["ink"], look.mix(quad, share)) >= 4.5
    for ground in ("paper", "panel", "band"):
        assert contrast(look["muted"], look[ground]) >= 4.5


def test_density_columns_stand_at_the_foot_of_their_lane(qapp):
    """More hidden events make a higher column."""
    density = np.zeros((2, 100), np.float32)
    density[0, 10], density[1, 50] = 1.0, 0.2
    changed = (pixels(a_scene(density=density)) != pixels(a_scene())).any(axis=2)
    rows, columns = np.nonzero(changed)
    step = 8
    first = rows[columns < HEADER + 20 * step]
    assert len(np.unique(first)) > len(np.unique(rows[columns > HEADER + 40 * step])) > 0
    assert first.max() < AXIS + 60


def test_screen_and_print_are_the_same_picture(qapp):
    """Cached pixmaps and paths differ by no more than the edges of letters and marks."""
    scene = a_scene(
        Spot(x=300, label=315),
        Spot(entry=1, lane=1, bounds=(200, 260, 400, 420), lasts=True),
        groups=Groups.of((a_group(),)),
    )
    screen, printed = pixels(scene), pixels(scene, vector=True)
    assert np.abs(screen - printed).mean() < 1.0


def test_a_sharper_screen_gets_a_sharper_picture(qapp):
    """At scale factor 2 the same scene has the same content in four times the pixels."""
    scene = a_scene(Spot(x=300, label=315))
    painter = Painter(load_theme("light"), Fonts())
    once, twice = pixels(scene, painter=painter), pixels(scene, painter=painter, ratio=2)
    assert twice.shape[0] == 2 * once.shape[0]
    halved = twice.reshape(once.shape[0], 2, once.shape[1], 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - once).mean() < 1.5


def test_a_header_too_narrow_for_its_name_crops_it(qapp):
    """A long name of a lane never reaches into the plot."""
    long = pixels(a_scene(lanes=("International Organisation for " * 9,)))
    assert (long[AXIS_ROWS, int(HEADER) + 2 :] == pixels(a_scene(lanes=("X",)))[AXIS_ROWS, int(HEADER) + 2 :]).all()


AXIS_ROWS = slice(int(AXIS) + 1, int(AXIS) + 50)


def test_a_long_lane_name_takes_two_lines(qapp):
    """Parted between words; a short one stays whole, and a single long word is left to be cropped."""
    lettering = Lettering(Fonts(), load_theme("light"))
    name = "Economic Cooperation Organization"
    lines = two_lines(name, 96, lettering)
    assert len(lines) == 2
    assert " ".join(lines) == name
    assert lettering.width(lines[0], "bold") <= 96
    assert two_lines("Pakistan", 96, lettering) == ("Pakistan",)
    assert two_lines("Organizationorganization", 20, lettering) == ("Organizationorganization",)
