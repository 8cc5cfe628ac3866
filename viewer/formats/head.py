"""What stands in a file beside its events: what it says of itself, the organisations it declares, its indicators."""

from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, TypeVar

import msgspec

from viewer.errors import DateError, FileProblem
from viewer.events.about import About
from viewer.events.dates import is_edtf, parse
from viewer.events.indicators import Point, Series
from viewer.events.mending import mended
from viewer.events.problems import Problems
from viewer.events.records import (
    MetadataRecord,
    OrganisationRecord,
    PointRecord,
    Record,
    SeriesRecord,
    SourceRecord,
    source_of,
)
from viewer.events.texts import is_web, one_line
from viewer.events.vocabulary import Organisation

FORMAT, VERSION = "diplomatic-timeline", 1
R = TypeVar("R", bound=Record)
Report = Callable[[str, object, str, str], None]


def check_version(name: str, version: object) -> None:
    """Refuse a file that does not say its version, or says one to come; ``name`` is that of the file."""
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileProblem(f"{name} does not say the version of its format.", f'Add "version": {VERSION} at its head.')
    if version > VERSION:
        raise FileProblem(
            f"{name} is of version {version} of the format; this program reads version {VERSION}.",
            "Install a newer version of the program.",
        )


def about(value: object, problems: Problems) -> About:
    """The ``metadata`` of a file, decoded; None when it has none."""
    report = _reporter(problems)
    record = mended(MetadataRecord, value, report, "metadata") if value is not None else None
    if record is None:
        return About()
    coverage = record.coverage
    return About(
        title=one_line(record.title),
        description=one_line(record.description),
        covers_from=_edtf(coverage.begin if coverage else None, "metadata.coverage.from", report),
        covers_to=_edtf(coverage.end if coverage else None, "metadata.coverage.to", report),
        coverage_note=one_line(coverage.note if coverage else None),
        license=one_line(record.license),
        updated=_edtf(record.updated, "metadata.updated", report),
    )


def organisations(value: object, problems: Problems) -> tuple[Organisation, ...]:
    """The ``organisations`` a file declares, each code once."""
    report = _reporter(problems)
    found: dict[str, Organisation] = {}
    for path, record in _members(OrganisationRecord, value, "organisations", report):
        code, name = one_line(record.id), one_line(record.name)
        if not code or not name:
            report(path, code, "An organisation needs an id and a name.", "Give it both.")
        elif code in found:
            report(path, code, f"The organisation “{code}” is declared twice.", "Remove one of them.")
        else:
            aliases = tuple(filter(None, map(one_line, record.aliases or ())))
            found[code] = Organisation(code, name, one_line(record.acronym), aliases)
    return tuple(found.values())


def series(value: object, problems: Problems) -> tuple[Series, ...]:
    """The ``indicators`` of a file; points without a date or a value are left out."""
    report = _reporter(problems)
    found: dict[str, Series] = {}
    for path, record in _members(SeriesRecord, value, "indicators", report):
        id_, name = one_line(record.id), one_line(record.name)
        if not id_ or not name:
            report(path, id_, "An indicator needs an id and a name.", "Give it both.")
        elif id_ in found:
            report(path, id_, f"An earlier indicator has the same id “{id_}”.", "Give each an id of its own.")
        else:
            made = (_point(p, f"{path}.points[{n}]", report) for n, p in enumerate(record.points or ()))
            points = tuple(point for point in made if point)
            found[id_] = Series(id_, name, one_line(record.unit), one_line(record.description), points)
    return tuple(found.values())


def _reporter(problems: Problems) -> Report:
    return lambda field, value, message, remedy: problems.add(0, field, value, message, remedy, dropped="field")


def _members(kind: type[R], value: object, path: str, report: Report) -> Iterator[tuple[str, R]]:
    """The members of a list that are objects, each with its path."""
    if value is None:
        return
    if not isinstance(value, list):
        report(path, value, "This is not a list.", "Write it in brackets: […].")
        return
    for number, member in enumerate(value):
        where = f"{path}[{number}]"
        record = mended(kind, member, report, where)
        if record is not None:
            yield where, record


def _point(record: PointRecord, path: str, report: Report) -> Point | None:
    try:
        date = parse(record.date or "")
    except DateError as error:
        report(f"{path}.date", record.date or "", error.message, error.hint or "Write it as EDTF.")
        return None
    if record.value is None or not isfinite(record.value):
        report(f"{path}.value", "", "The point has no value.", "Give it a number, or remove it.")
        return None
    source = source_of(_source(record.source, f"{path}.source", report)) if record.source else None
    return Point(date, record.value, one_line(record.kind) or "reported", one_line(record.note), source)


def _source(record: SourceRecord, path: str, report: Report) -> SourceRecord:
    url = one_line(record.url) or None
    if url and not is_web(url):
        report(f"{path}.url", url, "Only http and https links are opened.", "Give a web address.")
        url = None
    published = _edtf(record.published, f"{path}.published", report) or None
    texts: dict[str, Any] = {name: one_line(getattr(record, name)) or None for name in ("publisher", "title", "note")}
    return msgspec.structs.replace(record, url=url, published=published, **texts)


def _edtf(text: str | None, path: str, report: Report) -> str:
    """The date when it is one, else "" and a report."""
    if text is None or is_edtf(text):
        return text or ""
    report(path, text, "This is not an EDTF date.", 'Write it like "2025-06-22", "2025-06" or "2025".')
    return ""
