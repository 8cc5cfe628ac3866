"""Back and forward through views, as in a browser; movements in quick succession count as one."""

from viewer.session.view import View, changed

MEMORY = 200  # views kept
PAUSE = 1.0  # seconds without moving after which a movement is one of its own

_NO_STEP = frozenset({"selection", "lane", "range"})  # these alone are carried by the current view
_MOVE = _NO_STEP | {"span"}


class History:
    """The views that were shown.  The current one is always among them."""

    def __init__(self, view: View) -> None:
        self._views = [view]
        self._at = 0
        self._moved: float | None = None  # when the current view last moved

    @property
    def current(self) -> View:
        """The view that is shown."""
        return self._views[self._at]

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier view."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether a later view was left by going back."""
        return self._at < len(self._views) - 1

    def record(self, view: View, when: float) -> None:
        """Note that ``view`` is shown from now on (``when`` in seconds): a new step, or part of the current one."""
        names = changed(self.current, view)
        moves = "span" in names and names <= _MOVE
        goes_on = moves and self._moved is not None and when - self._moved < PAUSE
        self._moved = when if moves else None if names - _NO_STEP else self._moved
        if goes_on or names <= _NO_STEP:
            self._views[self._at] = view
            return
        self._views = [*self._views[max(0, self._at + 2 - MEMORY) : self._at + 1], view]
        self._at = len(self._views) - 1

    def amend(self, view: View) -> None:
        """Let ``view`` take the place of the current one: it belongs to the same step."""
        self._views[self._at] = view

    def back(self) -> View:
        """Step to the earlier view, or stay at the first."""
        return self._go(max(0, self._at - 1))

    def forward(self) -> View:
        """Step to the later view, or stay at the last."""
        return self._go(min(len(self._views) - 1, self._at + 1))

    def _go(self, at: int) -> View:
        self._at = at
        self._moved = None
        return self.current
