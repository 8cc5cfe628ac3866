"""The only place where things are put together: what is remembered, the session, the window."""

import ctypes
import faulthandler
import gc
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from viewer.session.picture_request import Drawn, PictureRequest
    from viewer.session.view import View
    from viewer.session.workspace import Workspace
    from viewer.ui.notices import Door, MessageBar
    from viewer.ui.window import MainWindow

NAME = "diplomatic-timeline"
NO_DISPLAY = 4  # exit code
_ARENA_MAX = -8  # as in malloc.h of glibc
NO_DISPLAY_WORDS = f"""{NAME}: there is no display to open a window on.
To make a picture without one, run:  {NAME} export timeline.png   (in a checkout: python3 run.py export timeline.png)
"""


def has_display() -> bool:
    """Whether a window can be opened: always, but on a Linux with neither X11 nor Wayland."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


@contextmanager
def _swift_imports() -> "Iterator[None]":
    """For a cold start: what is imported stays, so the collector need not look at it, and nothing multiplies matrices.

    Pandas comes before Qt in it: the hook that Qt puts into imports slows down all that follow.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def share_one_heap() -> None:
    """Have all threads to come allocate from one heap: glibc gives each its own, whose holes are a tenth of memory."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform.startswith("linux") else None
    if mallopt:  # musl has none
        mallopt(_ARENA_MAX, 1)


def launch(path: Path | None = None) -> int:
    """Open the window on a file, on the one seen last, or on the bundled chronology; the exit code of the program."""
    if not has_display():
        sys.stderr.write(NO_DISPLAY_WORDS)
        return NO_DISPLAY
    share_one_heap()
    if sys.__stderr__ is not None:
        faulthandler.enable(sys.__stderr__)  # a crash below Python says where it was
    with _swift_imports():
        import viewer.session.session  # noqa: F401 - with pandas, before Qt
        from viewer.session.workspace import Workspace
        from viewer.ui.collecting import Collector
        from viewer.ui.leaving import Leaving
        from viewer.ui.notices import Door, MessageBar
        from viewer.ui.remembered import memory
        from viewer.ui.window import MainWindow  # noqa: F401 - for ``assemble``
    from PySide6.QtWidgets import QApplication

    application = QApplication([NAME])
    application.setDesktopFileName(NAME)
    bar = MessageBar()
    door = Door(bar)
    door.install()
    window = assemble(Workspace(memory(), door.report), bar, door)
    window.show()
    collector, leaving = Collector(window.session), Leaving(window)
    window.session.open(path or first_file(window.session.workspace), "start")
    try:
        return application.exec()
    finally:
        collector.stop()
        leaving.stop()
        window.pool.finish()
        door.uninstall()


def named_view(source: Path | None, name: str) -> "View":
    """A view saved in the window, of a file or else of the bundled chronology; QueryError where there is none."""
    from viewer.ui import remembered

    return remembered.named_view(source, name)


def first_file(workspace: "Workspace") -> Path:
    """The file seen last if it is still there, else the bundled chronology."""
    return next((path for path in workspace.recent[:1] if path.is_file()), None) or bundled("data/events.json")


def assemble(workspace: "Workspace", bar: "MessageBar", door: "Door") -> "MainWindow":
    """A window over a session without a file; needs a QApplication."""
    from PySide6.QtWidgets import QApplication

    from viewer.session.session import Session
    from viewer.ui.bringing_in import BringingIn
    from viewer.ui.fonts import Fonts
    from viewer.ui.looks import dress
    from viewer.ui.servants import Servants
    from viewer.ui.theme import ThemeSwitch
    from viewer.ui.threads import Pool
    from viewer.ui.upkeep import Upkeep
    from viewer.ui.watching import Watch
    from viewer.ui.window import MainWindow

    pool, fonts = Pool(), Fonts()
    session = Session(pool, pool.hop, time.time, door.report, workspace=workspace, patient=pool.patient)
    switch = ThemeSwitch(str(session.settings["theme"]))  # type: ignore[arg-type]
    application = QApplication.instance()
    if isinstance(application, QApplication):
        dress(application, switch.theme)
    window = MainWindow(session, switch=switch, fonts=fonts, bar=bar, door=door, pool=pool)
    for part in (pool, switch, Servants(window), BringingIn(window), Upkeep(window), Watch(window)):
        part.setParent(window)
    return window


def export(requests: "Iterable[PictureRequest]") -> "Iterator[Drawn]":
    """Draw pictures one by one, without a window or a display; what fails is in its answer, the others are drawn."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    share_one_heap()
    with _swift_imports():
        from viewer.ui.picture_export import draw_all
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([NAME])
    yield from draw_all(requests, bundled("data/events.json"))
    del application  # it had to live until here
