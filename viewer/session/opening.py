"""From a path to a store that is ready to answer, or to the question which column of a table is what."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from viewer.errors import FileProblem
from viewer.events.comparing import Comparison
from viewer.formats import format_of, read
from viewer.formats.mapping import Mapping
from viewer.formats.progress import Progress, after_looking, looking
from viewer.formats.saved_mappings import SavedMappings
from viewer.store.frame import FrameStore
from viewer.store.questions import EventStore

if TYPE_CHECKING:
    from viewer.formats.foreign import Sheet

SMALL = 300_000  # bytes of our own JSON up to which it is read while the reader waits: about 150 events


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A stranger's table whose columns are to be mapped, by a mapping to begin with."""

    sheet: "Sheet"
    mapping: Mapping


@dataclass(frozen=True, slots=True)
class Mapped:
    """A store made of a stranger's table by a mapping."""

    store: EventStore
    sheet: "Sheet"
    mapping: Mapping


Found = EventStore | Unmapped | Mapped
Opener = Callable[[Path, Progress], Found]
Stamp = tuple[int, int]


class Opened(NamedTuple):
    """A file that was read.

    Attributes:
        path, found: where it is and what is in it.
        stamp: of the file before it was read, see ``stamp_of``.
        comparison: with the store that was made of it before; None when it is read for the first time.
    """

    path: Path
    found: Found
    stamp: Stamp | None
    comparison: Comparison | None


def open_store(path: Path, progress: Progress) -> EventStore:
    """Read a file; ``progress`` is told from time to time what is done, on the thread that reads.

    Raises:
        FileProblem: nothing of the file can be shown.  Bad rows are in the store's problems instead.
    """
    return FrameStore(read(path, progress))


def read_again(
    path: Path, progress: Progress, opener: Opener, older: EventStore | None, stamp: Stamp | None = None
) -> Opened:
    """Read a file, and compare it with what it held before; without a ``stamp`` it gets that of the file as it is now.

    Raises:
        FileProblem: it cannot be read; or, where there is something to lose, it was written to meanwhile.
    """
    stamp = stamp or stamp_of(path)
    found = opener(path, progress)
    if older is None or isinstance(found, Unmapped):
        return Opened(path, found, stamp, None)
    if stamp_of(path) != stamp:
        said = f"{path.name} was being written while it was read; what was open stays."
        raise FileProblem(said, "Reload once the program that writes it has finished.")
    store = found.store if isinstance(found, Mapped) else found
    return Opened(path, found, stamp, store.compared(older))


def stamp_of(path: Path) -> Stamp | None:
    """What tells that a file was written to: when that was, in nanoseconds, and its size; None when it is gone."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def open_or_ask(path: Path, progress: Progress, saved: SavedMappings) -> Found:
    """As ``open_store``, but by a saved mapping where there is one, and a table that is not clear is to be mapped."""
    if not format_of(path).foreign:
        return open_store(path, progress)
    from viewer.formats import strangers  # noqa: PLC0415 - most files need none of it

    if not strangers.takes(path):
        return open_store(path, progress)
    from viewer.formats import foreign  # noqa: PLC0415

    sheet = foreign.inspect(path, saved=saved, progress=looking(progress))
    if not sheet.guess.certain:
        return Unmapped(sheet, sheet.guess.mapping)
    table = foreign.read_sheet(sheet, sheet.guess.mapping, after_looking(progress))
    return Mapped(FrameStore(table), sheet, sheet.guess.mapping)


def mapped_again(path: Path, progress: Progress, mapped: Mapped) -> Found:
    """Read a table again by the mapping it was read by; raises FileProblem."""
    from viewer.formats import foreign  # noqa: PLC0415

    part, headed = mapped.mapping.part, mapped.mapping.headed
    sheet = foreign.inspect(path, part=part, headed=headed, progress=looking(progress))
    return Mapped(FrameStore(foreign.read_sheet(sheet, mapped.mapping, after_looking(progress))), sheet, mapped.mapping)


def is_small(path: Path) -> bool:
    """Whether reading the file is quick enough to be done at once; a file that is not there fails at once, too."""
    try:
        return path.stat().st_size <= (SMALL if path.suffix.lower() in ("", ".json") else 0)
    except OSError:
        return True
