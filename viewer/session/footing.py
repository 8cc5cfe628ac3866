"""What every layout of the same marks stands on: their ground, and how wide their titles are."""

from collections.abc import Callable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from viewer.events.marks import Marks, Texts
from viewer.session.loader import Executor, outcome
from viewer.timeline.items import Ground

Measure = Callable[[Texts], NDArray[np.float32]]


class Footing:
    """Both are found once, by the first thread that wants them; others that want the same wait for it."""

    def __init__(self, marks: Marks, clock: Callable[[], float]) -> None:
        self._marks = marks
        self._clock = clock
        self._ground: Ground | None = None
        self._widths: tuple[Measure, NDArray[np.float32]] | None = None
        self._finding, self._measuring = Lock(), Lock()
        self._begun = False

    def begin(self, executor: Executor, measure: Measure | None) -> None:
        """Have both found elsewhere, so that they are there when the first lanes are; asked again it does nothing."""
        if measure is not None and not self._begun:
            self._begun = True
            executor.submit(lambda: self._find(measure))

    def ground(self) -> Ground:
        """What is known of the marks, whatever matches."""
        with self._finding:
            if self._ground is None:
                self._ground = Ground(self._marks, self._clock())
            return self._ground

    def widths(self, measure: Measure) -> NDArray[np.float32]:
        """Px of each title, shape (marks,); those of the latest measure are kept."""
        with self._measuring:
            if self._widths is None or self._widths[0] != measure:
                self._widths = measure, measure(self._marks.titles)
            return self._widths[1]

    def _find(self, measure: Measure) -> None:
        outcome(self.ground)  # what fails here fails again where it is asked for, and is told there
        outcome(lambda: self.widths(measure))
