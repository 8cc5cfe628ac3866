"""Files that ship with the program: vocabularies, fonts, icons, schema, the bundled chronology."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """The path of a shipped file, such as ``resources/fonts/NotoSans-Regular.ttf`` or ``data/events.json``.

    An installed wheel carries ``resources`` and ``data`` inside the package; a checkout has them beside it.

    Raises:
        FileNotFoundError: the file is in neither place, which means a broken installation.
    """
    for root in (_HERE, _HERE.parent):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is missing from this installation")
