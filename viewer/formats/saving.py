"""A file written whole or not at all: the old one stays until the new one is safe on the disk."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from viewer.formats.reading import unreachable

_PERMISSIONS = 0o666


def replace(path: Path, pieces: Iterable[bytes]) -> None:
    """Put the pieces into a file in place of what it held, all of them or none.

    The new file takes the permissions of the old one; where ``path`` is a link, what it leads to is replaced.

    Raises:
        FileProblem: the folder is missing, read-only or full; the old file is as it was.
    """
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
        temporary = None
    except OSError as error:
        raise unreachable(path, error, doing="written") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _mode(target: Path) -> int:
    """Permissions for the new file: those of the old one, or what the user's mask allows."""
    try:
        return target.stat().st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return _PERMISSIONS & ~mask
