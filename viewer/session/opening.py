"""From a path to a store that is ready to answer."""

from pathlib import Path

from viewer.formats import read
from viewer.store.frame import FrameStore

SMALL = 2_000_000  # bytes up to which a file is read while the reader waits


def open_store(path: Path) -> FrameStore:
    """Read a file.  Raises FileProblem when nothing of it can be shown; bad rows are in the store's problems."""
    return FrameStore(read(path))


def is_small(path: Path) -> bool:
    """Whether reading the file is quick enough to be done at once; a file that is not there fails at once, too."""
    try:
        return path.stat().st_size <= SMALL
    except OSError:
        return True
