"""How a scene gets on the screen: drawn as it is, or from the film while its scale stays; and what idle time is for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QPainter

from viewer.timeline.scale import TimeSpan
from viewer.timeline.scene import Layout, Scene
from viewer.ui.film import Film, Left, Look, Part, alike
from viewer.ui.fonts import Fonts
from viewer.ui.painter import Emphasis, Painter
from viewer.ui.theme import Theme

SLICE_MS = 4.0  # of spare time taken at once


class Projector:
    """Shows scenes of one layout after the other with one painter.

    Args:
        theme: its colours.
        fonts: its fonts.
        title_of: the title of an entry of the layout's ``Marks``.

    Attributes:
        painter: draws all there is.
        moving: whether one pans, as far as the last scene tells.
        lacking: whether titles are missing in what is on the screen.
    """

    def __init__(self, theme: Theme, fonts: Fonts, title_of: Callable[[int], str]) -> None:
        self._fonts = fonts
        self._title_of = title_of
        self._film = Film()
        self._before: TimeSpan | None = None  # what was painted last
        self.painter = Painter(theme, fonts)
        self.moving = False
        self.lacking = False

    def wear(self, theme: Theme) -> None:
        """Other colours."""
        self.painter = Painter(theme, self._fonts)

    def snapped(self, span: TimeSpan) -> TimeSpan:
        """The span to show for one that is asked for: at most half a px away."""
        return self._film.snapped(span)

    def paint(self, painter: QPainter, layout: Layout, outline: Scene, emphasis: Emphasis, scroll: float) -> Scene:
        """Paint a view of a layout, whose lanes are moved up by ``scroll`` px, on the screen.

        Returns:
            What was painted; while one pans only what is not on the film.
        """
        ratio = painter.device().devicePixelRatioF()
        before, self._before = self._before, outline.span
        self.moving = self._from_film(before, layout, outline, scroll, ratio)
        if not self.moving:
            scene = layout.raising(layout.filled(outline, 0.0), emphasis.lit)  # places are found in spare time
            self.painter.paint(painter, scene, self._title_of, emphasis)
        else:
            self.painter.begin(ratio)
            self._film.paint(painter, outline, lambda a, b: self._part(layout.stretch(outline, a, b, 0.0)))
            overlay = layout.overlay(outline, emphasis.lit)
            self.painter.paint_over(painter, overlay, self._title_of, emphasis, partial(self._film.uncover, painter))
            scene = overlay.scene
        self.lacking = not self.painter.complete
        return scene

    def _from_film(self, before: TimeSpan | None, layout: Layout, scene: Scene, scroll: float, ratio: float) -> bool:
        """Whether a scene should come from the film: what it shows is on it, or one begins to pan."""
        if not scene.lanes or ratio != int(ratio):
            return False
        look = self._look(layout, scene, scroll, ratio)
        if self._film.shows(look, scene.span):
            return True
        if before is None or before.begin == scene.span.begin or not alike(before, scene.span):
            return False
        self._film.begin(look, scene.span)
        return True

    def use_spare_time(self, layout: Layout, scene: Scene, scroll: float, ratio: float) -> Left:
        """Do a little of what there is to do; what is left."""
        if self.lacking:
            self.lacking = not self.painter.make_missing(self._title_of, SLICE_MS)
            return "more" if self.lacking else "paint"
        if not scene.lanes or ratio != int(ratio):
            return ""
        look = self._look(layout, scene, scroll, ratio)
        if not self._film.shows(look, scene.span):
            self._film.begin(look, scene.span)
            self.lacking = False

        def prepare(first: float, last: float) -> bool:
            titles = self.painter.complete or self.painter.make_missing(self._title_of, SLICE_MS)
            return titles and layout.prepare(scene, first, last, SLICE_MS)

        def draw(first: float, last: float) -> Part:
            self.painter.begin(ratio)
            return self._part(layout.stretch(scene, first, last, SLICE_MS))

        return self._film.use_spare_time(scene, prepare, draw)

    def _look(self, layout: Layout, scene: Scene, scroll: float, ratio: float) -> Look:
        plot = scene.header_width, 0.0, scene.width, scene.lanes_bottom  # with the lower level of the axis
        return Look((layout, self.painter), plot, scroll, ratio)

    def _part(self, part: Scene) -> Part:
        return Part(
            lambda painter: self.painter.paint_bare(painter, part),
            lambda painter: self.painter.paint_words(painter, part) and part.complete,
        )
