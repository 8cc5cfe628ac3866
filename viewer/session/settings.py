"""What the reader may set once and for all: a literal table, and the values kept in a storage of plain text.

The storage is injected (any mapping of text to text), so that tests need no file and the program needs no
registry.  A stored value that this version does not understand falls back to the default, and says so once.
"""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from viewer.errors import ViewerError

Value = bool | str
LOOKS = ("light", "dark", "greyscale", "contrast")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set.  ``choices`` is empty for a yes-or-no, whose default is a bool."""

    name: str
    title: str
    default: Value
    sentence: str
    choices: tuple[str, ...] = ()

    def text_of(self, value: Value) -> str:
        """The value as it is stored; raises ViewerError when it is none of the choices."""
        if self.choices:
            if value in self.choices:
                return str(value)
        elif isinstance(value, bool):
            return "yes" if value else "no"
        allowed = ", ".join(self.choices) or "yes, no"
        raise ViewerError(f"“{value}” is not a value of the setting “{self.title}”.", f"Choose one of: {allowed}.")

    def value_of(self, text: str) -> Value:
        """The value that a stored text stands for; raises ViewerError like ``text_of``."""
        value: Value = text if self.choices else {"yes": True, "no": False}.get(text, text)
        self.text_of(value)
        return value


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "Theme", "system", "Light, dark, or whatever the system prefers.", ("system", "light", "dark")),
    Setting("wheel", "Mouse wheel", "zoom", "What the wheel does over the timeline.", ("zoom", "scroll")),
    Setting("animate", "Animate changes", True, "Glide after panning, and move events gently when rows change."),
    Setting("show_filters", "Show filters", True, "Show the filter panel at the left."),
    Setting("show_details", "Show details", True, "Show the panel with the selected event at the right."),
    Setting("show_overview", "Show overview", True, "Show the strip with the whole extent below the timeline."),
    Setting("show_tracks", "Show indicators", True, "Show numbers over time, such as trade, below the lanes."),
    Setting("picture_look", "Pictures", "light", "Colours of exports, whatever the window has; as last chosen.", LOOKS),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


class Settings:
    """The values in force.  Names that are not in ``SETTINGS`` are mistakes of the program: KeyError."""

    def __init__(self, storage: MutableMapping[str, str], report: Callable[[Exception], None] = lambda _: None) -> None:
        self._storage = storage
        self._values: dict[str, Value] = {}
        bad = [setting.title for setting in SETTINGS if not self._restore(setting)]
        if bad:
            names = ", ".join(bad)
            report(ViewerError(f"Some saved settings could not be read: {names}.", "Their defaults are used instead."))

    def _restore(self, setting: Setting) -> bool:
        text = self._storage.get(setting.name)
        self._values[setting.name] = setting.default
        if text is None:
            return True
        try:
            self._values[setting.name] = setting.value_of(text)
        except ViewerError:
            del self._storage[setting.name]  # else the same complaint would come back at every start
            return False
        return True

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def set(self, name: str, value: Value) -> bool:
        """Keep a value; True when it differs from before.  Raises ViewerError for a value that is not allowed."""
        text = _BY_NAME[name].text_of(value)
        if self._values[name] == value:
            return False
        self._values[name] = value
        self._storage[name] = text
        return True
