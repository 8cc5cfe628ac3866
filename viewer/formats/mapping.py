"""How the columns of somebody's table become the fields of our events: plain data, so that it can be saved and edited.

A mapping names columns and says what their values mean; it holds no code.  ``applying`` carries it out, ``guessing``
proposes one, ``foreign`` keeps those the reader saved, found again by the fingerprint of a header.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

import msgspec

from viewer.errors import FileProblem

ORDERS = ("day-month", "month-day")
NUMBERS = ("year", "yyyymm", "yyyymmdd", "serial", "seconds", "milliseconds", "microseconds")
PRECISIONS = ("day", "month", "year", "approximate")
CODE_SYSTEMS = ("", "cow", "gw", "cameo")  # "" stands for names and ISO 3166 in any spelling
SENTINELS = (
    *("NA", "N/A", "NaN", "null", "None", "NULL", ".", "..", "-", "--", "?", "-9", "-99", "-999", "-9999", "#N/A"),
    *("9999-12-31", "9999-12-01", "9999-NA-NA", "0000-00-00"),
)


@dataclass(frozen=True, slots=True)
class When:
    """Where a date stands.

    Attributes:
        columns: one column of whole dates; or the columns of year, month and day, or of year and month.  With
            ``instead`` the first of several columns that holds a date.
        order: which of ``ORDERS`` "7/1/1989" is in; "" lets the whole column decide.
        number: which of ``NUMBERS`` a bare number is; "" lets the whole column decide.
        precision: a column that says how well the date is known.
        precisions: its values, and which of ``PRECISIONS`` each means; values not named here say nothing.
        instead: whether the columns are alternatives to each other rather than parts of one date.
        time: a column of the time of day; of an end without a day, on that of the start.
    """

    columns: tuple[str, ...] = ()
    order: str = ""
    number: str = ""
    precision: str = ""
    precisions: dict[str, str] = field(default_factory=dict)
    instead: bool = False
    time: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """A column of countries or organisations.

    Attributes:
        column: its name.
        kind: "country", "organisation", or "either": names that are no country are organisations or tags.
        role: one of ``vocabulary.ROLES``.
        separator: what stands between several in one cell; "" when a cell holds one.
        codes: one of ``CODE_SYSTEMS``: how numbers and three-letter codes are read.
    """

    column: str
    kind: str = "country"
    role: str = "participant"
    separator: str = ""
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by the field they fill; "" and () where a field stays empty.

    Attributes:
        name: what the reader, or the preset, calls it.
        id: a column of unique ids, or a template; without one they are made of title and date.
        title: a text with column names in braces, such as "{side_a} – {side_b}"; without any it is the same for all.
        summary: columns, joined by empty lines; a template when it holds braces.
        start, end: first and last date; an event without an end is an instant.
        start_latest, end_earliest: where the table gives the bounds of either.
        end_is_open: whether an end that is missing or of the year 9999 means that it goes on.
        category, status: a column; its values are codes, names, or explained in ``categories`` and ``statuses``.
        who: columns of participants.
        place, lat, lon: columns; several names of a place are joined by commas.
        importance: a column of numbers from 1 to 5.
        tags: columns; each is split at ``tag_separator`` when that is given.
        url, publisher, source_title, source_date: columns of the source.
        constant: values the same for all rows, by field: category, status, publisher, country, organisation, tag,
            importance.
        labels: what to write for the values of a column in titles, summaries and tags: {column: {value: text}}.
        sentinels: values that mean "nothing", beside empty cells.
        names: the reader's own answers for names nobody knows: {spelling: code}.
        part: which table of the file, such as a sheet or a path in JSON; "" for the largest.
        headed: whether the first row names the columns; None where that shows.
    """

    name: str = ""
    id: str = ""
    title: str = ""
    summary: tuple[str, ...] = ()
    start: When = When()
    start_latest: When = When()
    end_earliest: When = When()
    end: When = When()
    end_is_open: bool = False
    category: str = ""
    categories: dict[str, str] = field(default_factory=dict)
    status: str = ""
    statuses: dict[str, str] = field(default_factory=dict)
    who: tuple[Who, ...] = ()
    place: tuple[str, ...] = ()
    lat: str = ""
    lon: str = ""
    importance: str = ""
    tags: tuple[str, ...] = ()
    tag_separator: str = ""
    url: str = ""
    publisher: str = ""
    source_title: str = ""
    source_date: str = ""
    constant: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    sentinels: tuple[str, ...] = SENTINELS
    names: dict[str, str] = field(default_factory=dict)
    part: str = ""
    headed: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data; fields at their defaults are left out."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        default: dict[str, Any] = msgspec.to_builtins(Mapping())
        return {key: value for key, value in plain.items() if value != default[key]}

    @classmethod
    def from_json(cls, value: object) -> "Mapping":
        """The mapping that ``to_json`` gave; raises FileProblem for anything else."""
        unknown = set(value) - {f.name for f in fields(cls)} if isinstance(value, dict) else set()
        try:
            mapping = msgspec.convert(value, cls)
        except msgspec.ValidationError as error:
            raise FileProblem("This is no mapping of columns.", "Make it anew.", str(error)) from error
        if unknown:
            raise FileProblem(f"A mapping has no “{min(map(str, unknown))}”.", "Make it anew.")
        return mapping

    def columns(self) -> tuple[str, ...]:
        """Every column it needs, each once."""
        named = [*(braced(self.id) or (self.id,)), self.category, self.status, self.lat, self.lon, self.importance]
        named += [self.url, self.publisher, self.source_title, self.source_date]
        named += [*self.place, *self.tags, *(who.column for who in self.who), *braced(self.title)]
        for text in self.summary:
            named += braced(text) or (text,)
        for when in (self.start, self.start_latest, self.end_earliest, self.end):
            named += [*when.columns, when.precision, when.time]
        return tuple(dict.fromkeys(filter(None, named)))


def braced(template: str) -> tuple[str, ...]:
    """The columns a template names, in order."""
    return tuple(part.partition("}")[0] for part in template.split("{")[1:])


def fingerprint(columns: Iterable[str]) -> str:
    """The same for the same header, whatever the case of its letters and the spaces around them: 16 hex digits."""
    text = "\x1f".join(" ".join(column.casefold().split()) for column in columns)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
