"""A chronology into a file: the old file stays whole until the new one is safe on the disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from viewer.events.indicators import Series
from viewer.events.records import (
    CoverageRecord,
    MetadataRecord,
    OrganisationRecord,
    PointRecord,
    SeriesRecord,
    record_of_source,
)
from viewer.events.table import EventTable
from viewer.formats.head import FORMAT, VERSION
from viewer.formats.saving import replace


def write_json(table: EventTable, path: Path) -> None:
    """Write the table as a JSON file of the current version; an existing file is replaced.

    Raises:
        FileProblem: the folder is missing, read-only or full; the old file is as it was.
    """
    replace(path, _pieces(table))


def head_of(table: EventTable) -> bytes:
    """What a file says beside its events, as a JSON object."""
    top = {
        "format": FORMAT,
        "version": VERSION,
        "metadata": _metadata(table),
        "organisations": list(map(_organisation, table.organisations)),
        "indicators": list(map(_series, table.series)),
    }
    return msgspec.json.encode(top)


def _pieces(table: EventTable) -> Iterator[bytes]:
    """The file piece by piece: one line per organisation, event and indicator, so that versions compare well."""
    encode = msgspec.json.Encoder().encode
    yield b'{"format":%s,"version":%d,\n"metadata":%s' % (encode(FORMAT), VERSION, encode(_metadata(table)))
    for key, members in (
        ("organisations", map(_organisation, table.organisations)),
        ("events", table.records()),
        ("indicators", map(_series, table.series)),
    ):
        yield b",\n%s:[" % encode(key)
        separator = b"\n"
        for member in members:
            yield separator + encode(member)
            separator = b",\n"
        yield b"]"
    yield b"}\n"


def _metadata(table: EventTable) -> MetadataRecord:
    about = table.about
    coverage = CoverageRecord(about.covers_from or None, about.covers_to or None, about.coverage_note or None)
    return MetadataRecord(
        title=about.title or None,
        description=about.description or None,
        coverage=coverage if coverage != CoverageRecord() else None,
        license=about.license or None,
        updated=about.updated or None,
    )


def _organisation(body: Any) -> OrganisationRecord:
    return OrganisationRecord(body.code, body.name, body.acronym or None, list(body.aliases) or None)


def _series(series: Series) -> SeriesRecord:
    points = [
        PointRecord(p.date.text, p.value, p.kind, p.note or None, record_of_source(p.source) if p.source else None)
        for p in series.points
    ]
    return SeriesRecord(series.id, series.name, series.unit or None, series.description or None, points or None)
