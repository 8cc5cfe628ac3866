"""What the window remembers between two runs, and where: the same folder for the command line and for notebooks."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

from viewer.bundled import bundled
from viewer.session.view import View
from viewer.session.workspace import Workspace

_FOLDER: Final = "diplomatic-timeline"


def memory() -> Path:
    """The folder of what is remembered."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / _FOLDER


def named_view(source: Path | None, name: str) -> View:
    """A view saved in the window, of a file or else of the bundled chronology; QueryError where there is none."""

    def fail(error: Exception) -> None:
        raise error

    return Workspace(memory(), fail).named.get(source or bundled("data/events.json"), name)
