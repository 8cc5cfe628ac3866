"""What a picture is to show and how large it is to be: everything ``export`` was told, as one value."""

from dataclasses import dataclass, field
from pathlib import Path

from viewer.events.query import Query


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture to be drawn without a window.

    Attributes:
        target: the file to write; its ending says which format, ``.png``, ``.svg`` or ``.pdf``.
        source: the chronology, None for the bundled one.
        query: which events; its range is also the span shown when ``whole`` is False.
        lanes_by: a facet name, "quad" or "none".
        width, height: in px at 96 dpi, the size of the drawing before ``dpi`` enlarges it.
        dpi: dots per inch of a PNG.
        theme: "light" or "dark".
        whole: show the whole extent of what matches even though the query has a range.
        title: heading of the picture, "" for the title of the chronology.
        force: replace an existing file.
    """

    target: Path
    source: Path | None = None
    query: Query = field(default_factory=Query)
    lanes_by: str = "country"
    width: int = 1600
    height: int = 900
    dpi: int = 96
    theme: str = "light"
    whole: bool = False
    title: str = ""
    force: bool = False
