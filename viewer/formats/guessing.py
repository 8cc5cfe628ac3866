"""Which column is what: a mapping proposed from the names of the columns and from what stands in them.

A name alone is not believed: a column called "date" must hold dates.  What remains open is asked.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from viewer.events import vocabulary
from viewer.events.naming import codes_of
from viewer.events.texts import is_web
from viewer.formats import header_words
from viewer.formats.dates_in_tables import Layout, decided, edtf_of, is_month
from viewer.formats.grid import Grid
from viewer.formats.mapped_names import members
from viewer.formats.mapping import ORDERS, SENTINELS, Mapping, When, Who
from viewer.formats.times_of_day import clock_of

CERTAIN = 0.75  # a guess at least so sure is used without asking
_LOOKED_AT = 2_000  # rows
_DISTINCT = 300  # texts tried of each column
_COLUMNS = 400
_SEPARATORS = (" ; ", ";", "|", "\n", " / ", "/", ", ", ",", "-")
_YEAR = re.compile(r"-?\d{1,4}(\.0+)?")
_DAY = re.compile(r"\d\d?")
_BARE = re.compile(r"-?\d{1,7}(\.\d+)?")  # a year, a month or a number of anything
_OF_TIME = re.compile(
    r"year|date|start|begin|end|since|until|when|datum|fecha|jahr|annee|ano|год|дата|年|日|تاريخ|from|to\b"
)
_PARTS = (
    *(("year", "month", "day"), ("year", "mon", "day"), ("yr", "mo", "day"), ("yr", "mon", "day")),
    *(("jahr", "monat", "tag"), ("annee", "mois", "jour")),
    *(("ano", "mes", "dia"), ("год", "месяц", "день"), ("年", "月", "日")),
)
_NUMBERS_OF_STATES = re.compile(r"(?i).*(gwno|gwcode|gw\b|c(ow)?code|cow\b|statenme|stateabb|sender|target|\bmem\d).*")
_OF_THE_ROW = re.compile(r"updat|modif|edited|access|retriev|entry|download|version")  # not when anything happened
_YES_OR_NO = re.compile(r"(?i)yes|no?|y|true|false")  # "No" is Norway elsewhere


@dataclass(frozen=True, slots=True)
class Question:
    """What the columns leave open.

    Attributes:
        field: of the mapping: "order", "start", "title", "part".
        column: which column it is about, "" for none.
        text: the question, one sentence.
        choices: (value, what it is called) to choose from, the default first; () when any column may be chosen.
    """

    field: str
    column: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed mapping, how sure it is (0 to 1), what it leaves open, and where it comes from.

    ``origin`` is "preset", "saved" or "guess".
    """

    mapping: Mapping
    confidence: float
    questions: tuple[Question, ...] = ()
    origin: str = "guess"

    @property
    def certain(self) -> bool:
        """Whether it can be used without asking."""
        return self.confidence >= CERTAIN and not self.questions


@dataclass
class _Column:
    """What a column looks like."""

    name: str
    texts: list[str]  # distinct, filled
    filled: float  # share of the rows
    rows: int
    unique: bool
    layout: Layout = field(default_factory=Layout)

    @property
    def plain(self) -> str:
        """Its name without case, accents and the spaces around it."""
        folded = unicodedata.normalize("NFKD", self.name.casefold().strip())
        return "".join(c for c in folded if not unicodedata.combining(c))

    def share(self, test: Callable[[str], object]) -> float:
        """The share of the texts that pass."""
        return sum(map(bool, map(test, self.texts))) / len(self.texts) if self.texts else 0.0

    def dates(self) -> float:
        """The share of texts that are dates, bare years only where the name speaks of them."""
        if _OF_TIME.search(self.plain):
            return self.share(lambda text: edtf_of(text, self.layout).edtf)
        return self.share(lambda text: not _BARE.fullmatch(text) and edtf_of(text, self.layout).edtf)

    def numbers(self) -> float:
        """The share of texts that are numbers."""
        return self.share(lambda text: re.fullmatch(r"-?[\d.]+(e[-+]?\d+)?", text))

    def length(self) -> float:
        """The mean number of characters."""
        return sum(map(len, self.texts)) / max(1, len(self.texts))


def guess(grid: Grid) -> Guess:
    """The mapping the first rows of a table suggest."""
    columns = [_looked_at(grid, name) for name in list(grid.columns)[:_COLUMNS]]
    filled = [column for column in columns if column.texts]
    start, sure_of_start = _start(filled)
    used = set(start.columns)
    end = _pick(filled, header_words.ENDS, lambda c: c.dates() > 0.6, used)
    parts = _parts(filled, of_end=True) if len(start.columns) > 1 and not start.instead else ()
    start, last = _agreed(start, When(parts) if parts else _when(end), filled)
    start, last = _timed(start, last, filled)
    used |= {*last.columns, start.time, last.time}
    mapping = _with_names(Mapping(start=start, end=last), filled, used)
    title, sure_of_title = _title(filled, used)
    if not title and mapping.who:
        title, sure_of_title = mapping.who[0].column, 0.2
    template = f"{{{title}}}" if title else ""
    if title and mapping.who and _lacks(_column_of(columns, title), _column_of(columns, mapping.who[0].column)):
        template += f": {{{mapping.who[0].column}}}"
    used |= {title}
    mapping = replace(mapping, title=template)
    mapping = _with_the_rest(mapping, filled, used)
    questions = tuple(_questions(mapping, columns))
    return Guess(mapping, round(min(1.0, sure_of_start + sure_of_title), 2), questions)


def _lacks(title: _Column, who: _Column) -> bool:
    """Whether one title stands for many records, and does not say whom they are about."""
    said = "\n".join(title.texts).casefold()
    repeats = title.rows > 20 and len(title.texts) < min(_DISTINCT, title.rows * 0.3)
    return repeats and who.share(lambda name: name.casefold() in said) < 0.5


def _looked_at(grid: Grid, name: str) -> _Column:
    head = grid.columns[name].slice(0, _LOOKED_AT).to_pylist()
    texts = [text for raw in head if (text := raw.strip()) and text not in SENTINELS]
    distinct = list(dict.fromkeys(texts))
    unique = len(distinct) == len(head)
    distinct = distinct[:_DISTINCT]
    return _Column(name, distinct, len(texts) / max(1, len(head)), len(head), unique, decided(distinct))


def _pick(
    columns: Sequence[_Column], patterns: Iterable[str], test: Callable[[_Column], bool], used: set[str]
) -> _Column | None:
    """The fullest of the columns whose names fit the first pattern that any fits, and whose texts pass."""
    for pattern in patterns:
        named = (c for c in columns if c.name not in used and re.fullmatch(pattern, c.plain))
        if fitting := [column for column in named if test(column)]:
            return max(fitting, key=lambda column: round(column.filled, 1))
    return None


def _is_called(name: str, patterns: Iterable[str]) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in patterns)


def _when(column: _Column | None) -> When:
    if column is None:
        return When()
    return When((column.name,), order=column.layout.order if column.layout.evident else "")


def _agreed(start: When, end: When, columns: Sequence[_Column]) -> tuple[When, When]:
    """Both dates in the order that either column shows."""
    layouts = [_column_of(columns, when.columns[0]).layout for when in (start, end) if len(when.columns) == 1]
    order = next((layout.order for layout in layouts if layout.evident), "")
    return replace(start, order=start.order or order), replace(end, order=end.order or order) if end.columns else end


def _timed(start: When, end: When, columns: Sequence[_Column]) -> tuple[When, When]:
    """Both dates with the columns of their times of day."""

    def are_times(column: _Column) -> bool:
        return column.share(clock_of) > 0.8

    used = {*start.columns, *end.columns}
    first, last = (
        _pick(columns, (pattern,), are_times, used) for pattern in (header_words.TIMES, header_words.END_TIMES)
    )
    if not start.columns or first is None:
        return start, end
    return replace(start, time=first.name), replace(end, time=last.name) if last else end


def _start(columns: Sequence[_Column]) -> tuple[When, float]:
    """Where the date stands, and how sure that is: 0 to 0.5."""
    of_events = [column for column in columns if not _OF_THE_ROW.search(column.plain)]
    tried = (_pick(some, header_words.STARTS, _may_be_start, set()) for some in (of_events, columns))
    whole = next(filter(None, tried), None)
    parts = _parts(columns, of_end=False)
    bare = whole is None or whole.share(_YEAR.fullmatch) > 0.9
    if bare and parts:
        return When(parts), 0.5
    if whole is not None:
        return _with_others(whole, of_events), 0.5 * whole.dates()
    dated = [column for column in columns if column.dates() > 0.8 and column.share(_YEAR.fullmatch) < 0.5]
    return (_when(dated[0]), 0.35 if len(dated) > 1 else 0.45) if dated else (When(), 0.0)


def _may_be_start(column: _Column) -> bool:
    """Dates in most rows, which are no serial numbers, nor days of a month whose year stands elsewhere."""
    if column.layout.number == "serial" or ("day" in column.plain and column.share(_DAY.fullmatch) > 0.9):
        return False
    return column.dates() > 0.6 and column.filled > 0.4


def _parts(columns: Sequence[_Column], *, of_end: bool) -> tuple[str, ...]:
    """Columns such as "year", "month" and "day", or "iyear", "imonth" and "iday"; () where there is no month."""
    named = {column.plain: column.name for column in columns if column.share(_part_of_date) > 0.9}
    for name in sorted(named, key=len):
        if bool(re.search(r"(?<!cal)end|until|last", name)) != of_end:
            continue
        for year, month, day in _PARTS:
            others = [name.replace(year, part) for part in (month, day)] if year in name else [""]
            if others[0] in named:
                return named[name], *(named[other] for other in others if other in named)
    return ()


def _with_others(whole: _Column, columns: Sequence[_Column]) -> When:
    """A column of dates that is often empty, with those that may stand in for it: when a treaty was ratified, say."""
    when = _when(whole)
    if whole.filled > 0.9:
        return when
    ends = [c for c in columns if _is_called(c.plain, header_words.ENDS)]
    named = [c for c in columns if re.search(r"date|time|start|begin", c.plain) and c is not whole and c not in ends]
    names = (whole.name, *(c.name for c in named if c.layout.number != "serial" and c.dates() > 0.8))
    return replace(when, columns=names, instead=True) if len(names) > 1 else when


def _part_of_date(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,5}(\.0+)?", text) is not None or is_month(text)


def _title(columns: Sequence[_Column], used: set[str]) -> tuple[str, float]:
    """Which column is the title, and how sure that is: 0 to 0.5."""

    def is_text(column: _Column) -> bool:
        if column.filled < 0.5 or column.numbers() > 0.3:
            return False
        return column.dates() < 0.3 and column.share(is_web) < 0.3 and column.length() > 3

    if found := _pick(columns, header_words.TITLES, is_text, used):
        return found.name, 0.5 if len(found.texts) > min(20, found.rows * 0.3) else 0.3
    texts = [column for column in columns if column.name not in used and is_text(column) and column.length() < 300]
    if not texts:
        return "", 0.0
    best = max(texts, key=lambda column: len(column.texts) * min(column.length(), 60))
    rivals = [column for column in texts if column.length() > best.length() / 4 and len(column.texts) > 1]
    return best.name, 0.2 if len(rivals) > 1 else 0.3


def _with_names(mapping: Mapping, columns: Sequence[_Column], used: set[str]) -> Mapping:
    """Columns of countries and organisations."""
    found: list[Who] = []
    for column in columns:
        if column.name in used or len(found) >= 6:
            continue
        name = column.plain
        who = _countries(column, named=_is_called(name, header_words.COUNTRIES))
        if who is None and _is_called(name, header_words.ORGANISATIONS) and column.numbers() < 0.2:
            who = Who(column.name, "organisation", separator=_separator(column, "organisation"))
        if who is not None:
            found.append(who)
            used.add(column.name)
    return replace(mapping, who=tuple(found))


def _countries(column: _Column, *, named: bool) -> Who | None:
    if _NUMBERS_OF_STATES.match(column.name) and column.numbers() > 0.8:
        system = "gw" if "gw" in column.name.lower() else "cow"
        return Who(column.name, codes=system) if column.share(lambda t: codes_of(t, "country", system)) > 0.7 else None
    if column.numbers() > 0.3 or column.length() < 2 or (not named and column.share(_YES_OR_NO.fullmatch) == 1):
        return None
    separator = _separator(column, "country")
    known = _known(column, "country", separator)
    if named and known <= 0.4:  # who imposes sanctions may be an organisation as well
        known += _known(column, "organisation", separator)
    return Who(column.name, separator=separator) if known > (0.4 if named else 0.8) else None


def separator_in(texts: Sequence[str], kind: str) -> str:
    """What stands between several names in one cell of a column of some values, "" when a cell holds one."""
    found = _separator(_Column("", list(texts), 1.0, len(texts), False), "country" if kind == "either" else kind)
    return found.strip() or found  # members lose the spaces around them anyway


def _separator(column: _Column, kind: str) -> str:
    best = _known(column, kind, "")
    chosen = ""
    for separator in _SEPARATORS:
        if column.share(lambda text, by=separator: by in text) > 0.02:  # type: ignore[misc]
            known = _known(column, kind, separator)
            if known > best + 0.02:
                best, chosen = known, separator
    return chosen


def _known(column: _Column, kind: str, separator: str) -> float:
    """The share of the names that have a code."""
    names = {part.strip() for text in column.texts[:100] for part in members(text, separator)} - {""}
    return sum(bool(codes_of(name, kind)) for name in names) / max(1, len(names))


def _with_the_rest(mapping: Mapping, columns: Sequence[_Column], used: set[str]) -> Mapping:
    def take(patterns: Iterable[str], test: Callable[[_Column], bool]) -> str:
        found = _pick(columns, patterns, test, used)
        used.update({found.name} if found else set())
        return found.name if found else ""

    def few(column: _Column) -> bool:
        return 1 < len(column.texts) <= 60 and column.length() < 60 and column.numbers() < 0.5

    def within(limit: float) -> Callable[[_Column], bool]:
        return lambda c: c.numbers() > 0.9 and all(abs(_float(t)) <= limit for t in c.texts)

    summary = take(header_words.SUMMARIES, lambda c: c.length() > 15 and c.numbers() < 0.3)
    category = take(header_words.CATEGORIES, few)
    is_ours = category and _column_of(columns, category).share(_category) > 0.5
    tags = [name for name in (take(header_words.TAGS, few) for _ in range(3)) if name]
    return replace(
        mapping,
        id=take((r"(event_?)?id|uuid|.*_id|globaleventid",), lambda c: c.unique),
        summary=(summary,) if summary else (),
        category=category if is_ours else "",
        tags=tuple(([category] if category and not is_ours else []) + tags),
        place=tuple(filter(None, [take(header_words.PLACES, lambda c: c.numbers() < 0.3 and c.length() < 120)])),
        lat=take((r"lat(itude)?|.*_lat(itude)?",), within(90)),
        lon=take((r"lon(g|gitude)?|lng|.*_lon(g|gitude)?",), within(180)),
        importance=take((r"importance|priority",), lambda c: set(c.texts) <= set("12345")),
        status=take((r"status",), lambda c: c.share(lambda t: t.lower() in vocabulary.STATUS_CODE) > 0.5),
        url=take((r".*(url|link|href|article|website).*", r".*"), lambda c: c.share(_is_page) > 0.6),
        publisher=take(header_words.SOURCES, lambda c: c.numbers() < 0.3 and c.length() < 80 and c.share(is_web) < 0.2),
    )


def _column_of(columns: Sequence[_Column], name: str) -> _Column:
    return next(column for column in columns if column.name == name)


def _category(text: str) -> bool:
    return text.lower() in vocabulary.CATEGORY_CODE or vocabulary.resolve(text, "category") is not None


def _is_page(text: str) -> bool:
    return is_web(text) and not re.search(r"(?i)\.(jpe?g|png|svg|gif)$", text)


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("inf")


def _questions(mapping: Mapping, columns: Sequence[_Column]) -> Iterable[Question]:
    if not mapping.start.columns:
        yield Question("start", "", "Which column holds the date?")
    if not mapping.title:
        yield Question("title", "", "Which column names the event?")
    for when in (mapping.start, mapping.end):
        layout = _column_of(columns, when.columns[0]).layout if len(when.columns) == 1 else Layout()
        if layout.undecided and not when.order:
            name = when.columns[0]
            example = next((t for t in _column_of(columns, name).texts if re.match(r"\d\d?[/.-]\d", t)), "")
            text = f"What comes first in “{example}”: the day or the month?"
            yield Question("order", name, text, ((ORDERS[0], "The day"), (ORDERS[1], "The month")))
