"""Views that the reader has given a name, for each file: to come back to, and to export by name."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from viewer.errors import QueryError, ViewerError
from viewer.session.view import View

LONGEST = 80  # characters of a name
MOST = 500  # views of one file


class NamedViews:
    """The named views of all files; one that cannot be understood any more is kept but not offered."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, object]] = {}

    def of(self, path: Path | None) -> Mapping[str, View]:
        """The views of a file by name, in order of their names."""
        kept = self._kept.get(str(path.absolute()), {}) if path else {}
        found = ((name, _understood(kept[name])) for name in sorted(kept, key=str.casefold))
        return {name: view for name, view in found if view}

    def get(self, path: Path, name: str) -> View:
        """One view; raises QueryError that names the nearest one."""
        views = self.of(path)
        if name in views:
            return views[name]
        near = difflib.get_close_matches(name, views, 1, 0.5)
        known = f"Known are {', '.join(views)}." if views else "Save one in the window: Go, Saved views…."
        raise QueryError(f"There is no view “{name}” of {path.name}.", f"Did you mean “{near[0]}”?" if near else known)

    def keep(self, path: Path, name: str, view: View) -> str:
        """Put a view under a name, in place of one that has it; the name as it is kept.

        Raises:
            QueryError: the name is empty, or there are too many.
        """
        kept, name = self._kept.setdefault(str(path.absolute()), {}), _cleaned(name)
        if name not in kept and len(kept) >= MOST:
            raise QueryError(f"There are {MOST} views of this file already.", "Delete one that is not needed.")
        kept[name] = view.to_json()
        return name

    def rename(self, path: Path, old: str, new: str) -> str:
        """Give a view another name; raises QueryError when that is empty or taken."""
        kept, name = self._kept.get(str(path.absolute()), {}), _cleaned(new)
        self.get(path, old)
        if name in kept:
            raise QueryError(f"There is a view “{name}” already.", "Choose another name.")
        kept[name] = kept.pop(old)
        return name

    def delete(self, path: Path, name: str) -> None:
        """Forget a view."""
        kept = self._kept.get(str(path.absolute()), {})
        kept.pop(name, None)
        if not kept:
            self._kept.pop(str(path.absolute()), None)

    def to_json(self) -> list[dict[str, object]]:
        """All of them as plain data."""
        return [
            {"path": path, "name": name, "view": view}
            for path, kept in self._kept.items()
            for name, view in kept.items()
        ]

    def take(self, data: object) -> None:
        """What ``to_json`` gave; raises TypeError or KeyError where it is something else."""
        if not isinstance(data, list):
            raise TypeError("views")
        self._kept = {}
        for one in data:
            self._kept.setdefault(str(one["path"]), {})[str(one["name"])] = one["view"]


def _cleaned(name: str) -> str:
    """A name as it is kept: one line, not too long."""
    cleaned = " ".join(name.split())[:LONGEST].rstrip()
    if not cleaned:
        raise QueryError("A view needs a name.", "Type a few words.")
    return cleaned


def _understood(data: object) -> View | None:
    try:
        return View.from_json(data)
    except ViewerError:
        return None
