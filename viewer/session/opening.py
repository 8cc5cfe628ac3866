"""From a path to a store that is ready to answer."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from viewer.errors import FileProblem
from viewer.events.comparing import Comparison
from viewer.formats import read
from viewer.store.frame import FrameStore
from viewer.store.questions import EventStore

SMALL = 2_000_000  # bytes up to which a file is read while the reader waits


Progress = Callable[[float], None]
Opener = Callable[[Path, Progress], EventStore]
Stamp = tuple[int, int]


class Opened(NamedTuple):
    """A file that was read.

    Attributes:
        path, store: where it is and what is in it.
        stamp: of the file before it was read, see ``stamp_of``.
        comparison: with the store that was made of it before; None when it is read for the first time.
    """

    path: Path
    store: EventStore
    stamp: Stamp | None
    comparison: Comparison | None


class GivenUp(Exception):  # noqa: N818 - nothing went wrong: the reader wanted something else
    """Raised by a progress function to end the reading of a file that nobody waits for any more."""


def open_store(path: Path, progress: Progress) -> EventStore:
    """Read a file; ``progress`` is told from time to time which share is done, 0 to 1, on the thread that reads.

    Raises:
        FileProblem: nothing of the file can be shown.  Bad rows are in the store's problems instead.
    """
    return FrameStore(read(path, progress))


def read_again(path: Path, progress: Progress, opener: Opener, older: EventStore | None) -> Opened:
    """Read a file, and compare it with what it held before.

    Raises:
        FileProblem: it cannot be read; or, where there is something to lose, it was written to meanwhile.
    """
    stamp = stamp_of(path)
    store = opener(path, progress)
    if older is None:
        return Opened(path, store, stamp, None)
    if stamp_of(path) != stamp:
        said = f"{path.name} was being written while it was read; what was open stays."
        raise FileProblem(said, "Reload once the program that writes it has finished.")
    return Opened(path, store, stamp, store.compared(older))


def stamp_of(path: Path) -> Stamp | None:
    """What tells that a file was written to: when that was, in nanoseconds, and its size; None when it is gone."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def is_small(path: Path) -> bool:
    """Whether reading the file is quick enough to be done at once; a file that is not there fails at once, too."""
    try:
        return path.stat().st_size <= SMALL
    except OSError:
        return True
