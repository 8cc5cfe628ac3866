"""From a path to a store that is ready to answer."""

from collections.abc import Callable
from pathlib import Path

from viewer.formats import read
from viewer.store.frame import FrameStore
from viewer.store.questions import EventStore

SMALL = 2_000_000  # bytes up to which a file is read while the reader waits


Progress = Callable[[float], None]
Opener = Callable[[Path, Progress], EventStore]


class GivenUp(Exception):  # noqa: N818 - nothing went wrong: the reader wanted something else
    """Raised by a progress function to end the reading of a file that nobody waits for any more."""


def open_store(path: Path, progress: Progress) -> EventStore:
    """Read a file; ``progress`` is told from time to time which share is done, 0 to 1, on the thread that reads.

    Raises:
        FileProblem: nothing of the file can be shown.  Bad rows are in the store's problems instead.
    """
    return FrameStore(read(path, progress))


def is_small(path: Path) -> bool:
    """Whether reading the file is quick enough to be done at once; a file that is not there fails at once, too."""
    try:
        return path.stat().st_size <= SMALL
    except OSError:
        return True
