"""What is remembered between two runs: recent files with their last views, settings, the place of the window.

One JSON file, written whole or not at all.  A folder that cannot be written to is reported once, and the program
goes on without a memory; a file that cannot be understood is set aside, never repaired and never fatal.
"""

import json
from collections.abc import Callable
from pathlib import Path

from viewer.errors import FileProblem, ViewerError
from viewer.formats.saving import replace
from viewer.session.named_views import NamedViews
from viewer.session.view import View

NAME = "workspace.json"
VERSION = 1
RECENT = 10  # files kept


class Workspace:
    """The memory in a folder; with None for a folder it lasts as long as the program.

    Attributes:
        folder: where it is, None for a memory that does not last.
        settings: the storage of ``settings.Settings``.
        window: texts that the window wants back, such as its geometry.
        named: the views that the reader has named.
    """

    def __init__(self, folder: Path | None, report: Callable[[Exception], None]) -> None:
        self.settings: dict[str, str] = {}
        self.window: dict[str, str] = {}
        self.named = NamedViews()
        self._views: dict[str, object] = {}  # by path, the latest file last
        self.folder = folder
        self._report = report
        self._failed = False
        if folder is not None:
            self._load(folder / NAME)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened lately, the latest first."""
        return tuple(Path(path) for path in reversed(self._views))

    def view_of(self, path: Path) -> View | None:
        """The view in which a file was last seen; None when it is not known or not understood."""
        try:
            return View.from_json(self._views[_name(path)])
        except (KeyError, ViewerError):
            return None

    def remember(self, path: Path, view: View) -> None:
        """Note a view of a file and make it the most recent one."""
        self._views.pop(_name(path), None)
        self._views[_name(path)] = view.to_json()
        for old in list(self._views)[:-RECENT]:
            del self._views[old]

    def save(self) -> None:
        """Write everything to disk."""
        if self.folder is None:
            return
        content = {
            "version": VERSION,
            "settings": self.settings,
            "window": self.window,
            "files": [{"path": path, "view": view} for path, view in self._views.items()],
            "views": self.named.to_json(),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace(self.folder / NAME, [json.dumps(content, indent=1).encode()])
        except (OSError, FileProblem) as error:
            if not self._failed:
                self._failed = True
                self._report(
                    FileProblem(
                        f"Settings and recent files cannot be saved in {self.folder}.",
                        "Everything else works; this will be forgotten when the program ends.",
                        str(error),
                    )
                )

    def _load(self, path: Path) -> None:
        try:
            self._take(json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            return
        except OSError as error:
            self._report(FileProblem(f"{path} cannot be read.", "Settings and recent files start afresh.", str(error)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            self.settings, self.window, self._views, self.named = {}, {}, {}, NamedViews()
            aside = path.with_suffix(".broken.json")
            try:
                path.replace(aside)
            except OSError:
                aside = path
            hint = f"Settings and recent files start afresh; the old file is kept as {aside}."
            self._report(FileProblem(f"{path} is damaged.", hint, repr(error)))

    def _take(self, content: dict[str, object]) -> None:
        if content["version"] != VERSION:
            raise ValueError(f"version {content['version']}")
        self.settings = _texts(content["settings"])
        self.window = _texts(content["window"])
        self.named.take(content.get("views", []))
        files = content["files"]
        if not isinstance(files, list):
            raise TypeError("files")
        self._views = {str(file["path"]): file["view"] for file in files[-RECENT:]}


def _name(path: Path) -> str:
    return str(path.absolute())


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise TypeError("texts expected")
    return dict(value)
