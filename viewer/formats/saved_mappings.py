"""The reader's own mappings, one small file each in a folder, found again by the header they were made for."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from viewer.errors import FileProblem
from viewer.formats.mapping import Mapping, fingerprint
from viewer.formats.saving import replace


class SavedMappings:
    """Mappings in a folder, which is made when the first one is saved."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, columns: Iterable[str]) -> Mapping | None:
        """The mapping saved for a header, None when there is none or it cannot be read any more."""
        try:
            return Mapping.from_json(msgspec.json.decode(self._path(columns).read_bytes()))
        except (OSError, msgspec.DecodeError, FileProblem, RecursionError):
            return None

    def save(self, columns: Iterable[str], mapping: Mapping) -> None:
        """Keep a mapping for a header in place of an earlier one; raises FileProblem when the folder refuses."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileProblem(f"{self._folder} cannot be made.", "Check the permissions.", repr(error)) from error
        replace(self._path(columns), [msgspec.json.encode(mapping.to_json())])

    def forget(self, columns: Iterable[str]) -> None:
        """Remove the mapping of a header, if there is one."""
        self._path(columns).unlink(missing_ok=True)

    def _path(self, columns: Iterable[str]) -> Path:
        return self._folder / f"{fingerprint(columns)}.json"
