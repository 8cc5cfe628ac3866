"""The reader's own mappings, one small file each in a folder, found again by the header they were made for."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from viewer.errors import FileProblem
from viewer.formats.mapping import Mapping, fingerprint
from viewer.formats.reading import contents
from viewer.formats.saving import replace

SIZE_LIMIT = 2**24  # bytes


def read_mapping(path: Path) -> Mapping:
    """A mapping from a file; raises FileProblem where there is none."""
    try:
        return Mapping.from_json(msgspec.json.decode(bytes(contents(path, limit=SIZE_LIMIT).data)))
    except (msgspec.DecodeError, RecursionError) as error:
        raise FileProblem(f"{path.name} is no mapping of columns.", "Save one from the window.", repr(error)) from error


def write_mapping(path: Path, mapping: Mapping) -> None:
    """Keep a mapping in a file; raises FileProblem when it cannot be written."""
    replace(path, [msgspec.json.format(msgspec.json.encode(mapping.to_json()), indent=1)])


class SavedMappings:
    """Mappings in a folder, which is made when the first one is saved; without one they last as long as this object."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._kept: dict[str, Mapping] = {}  # where there is no folder

    def find(self, columns: Iterable[str]) -> Mapping | None:
        """The mapping saved for a header, None when there is none or it cannot be read any more."""
        if self._folder is None:
            return self._kept.get(fingerprint(columns))
        return _found(self._folder / f"{fingerprint(columns)}.json")

    def all(self) -> tuple[Mapping, ...]:
        """Every mapping that can be read, by name."""
        files = self._folder.glob("*.json") if self._folder and self._folder.is_dir() else ()
        found = [*self._kept.values(), *filter(None, map(_found, files))]
        return tuple(sorted(found, key=lambda mapping: mapping.name.casefold()))

    def save(self, columns: Iterable[str], mapping: Mapping) -> None:
        """Keep a mapping for a header in place of an earlier one; raises FileProblem when the folder refuses."""
        if self._folder is None:
            self._kept[fingerprint(columns)] = mapping
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileProblem(f"{self._folder} cannot be made.", "Check the permissions.", repr(error)) from error
        write_mapping(self._folder / f"{fingerprint(columns)}.json", mapping)


def _found(path: Path) -> Mapping | None:
    try:
        return read_mapping(path)
    except FileProblem:
        return None
