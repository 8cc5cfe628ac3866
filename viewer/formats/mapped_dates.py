"""The dates of a mapped table: cells into EDTF, parts into wholes, first and last into one."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from viewer.errors import DateError
from viewer.events.dates import is_edtf, parse
from viewer.events.problems import Problems
from viewer.formats.dates_in_tables import Cell, decided, edtf_of, from_parts
from viewer.formats.distinct import Distinct, column, combined, nothing
from viewer.formats.grid import Grid
from viewer.formats.mapping import Mapping, When
from viewer.formats.times_of_day import at, clock_of, in_days

_FOREVER = "9999"
_OPEN = ".."
_REMEDY = "Correct the cell, for example as 2024-12-31."
_UNCERTAIN = "?"
_MONTH_BEGINS = re.compile(r"[-+]?\d{4,}-(\d\d)-01T00:00:00(?:\.0+)?Z?")
_YEARS, _SHARE = 20, 0.1  # different ones and their share of the dates, from which on such midnights are years
_CLOCK = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:Z|[-+]\d\d(?::\d\d)?)?")


class Dated(NamedTuple):
    """EDTF of each row, and a note on what else its cells say; "" where there is none."""

    dates: Distinct
    notes: Distinct


class _Span(NamedTuple):
    date: str
    note: str = ""
    fault: str = ""


def dates_of(grid: Grid, mapping: Mapping, problems: Problems) -> Dated:
    """The date of each record; every cell that is none is reported with its row."""
    if not mapping.start.columns and not mapping.end.columns:
        return Dated(nothing(len(grid)), nothing(len(grid)))
    notes = _Notes(grid, problems)
    whens = (mapping.start, mapping.start_latest, mapping.end_earliest, mapping.end)
    order = _order(grid, mapping, whens)
    read = [_read(grid, mapping, replace(when, order=when.order or order), notes) for when in whens]
    if any(when.time for when in whens):
        read = _timed(grid, mapping, whens, read, notes)
    index, spans = combined(read, partial(_span, open_=mapping.end_is_open))
    for number, span in enumerate(spans):
        if span.fault:
            name = (*mapping.end.columns, *mapping.start.columns)[0]
            notes.report(Distinct(index, []).rows_of(number), name, span.date, span.fault, "order")
    dates = Distinct(index, [span.date for span in spans])
    if not any(span.note for span in spans):
        return Dated(dates, notes.column())
    own = Distinct(index, [span.note for span in spans])
    both = combined([own, notes.column()], lambda a, b: " ".join(filter(None, (a, b))))
    return Dated(dates, Distinct(*both))


def _order(grid: Grid, mapping: Mapping, whens: tuple[When, ...]) -> str:
    """The order of day and month that any column of dates shows, "" when none does: one table is written one way."""
    for when in whens:
        for name in when.columns if when.instead or len(when.columns) == 1 else ():
            layout = decided(filter(None, column(grid, name, mapping.sentinels).texts))
            if layout.evident:
                return layout.order
    return ""


class _Notes:
    """Faults of dates: reported, and kept in a note of their event."""

    def __init__(self, grid: Grid, problems: Problems) -> None:
        self._grid = grid
        self._problems = problems
        self._index = np.zeros(len(grid), np.int64)
        self._texts = [""]

    def cell(self, rows: np.ndarray, name: str, value: str, fault: str) -> None:
        """A cell that is no date."""
        self.report(rows, name, value, fault, "date")
        self._index[rows] = len(self._texts)
        self._texts.append(f"{name} in the file: “{value[:200]}”.")

    def report(self, rows: np.ndarray, name: str, value: str, fault: str, kind: str) -> None:
        """A fault without a note."""
        for number in self._grid.numbers[rows].tolist():
            self._problems.add(number, name, value, fault, _REMEDY, dropped="field", kind=kind)

    def undecided(self, name: str) -> None:
        """A column whose dates could be read both ways."""
        said = f"No date of “{name}” says whether day or month comes first; the first number is read as the day."
        self._problems.add(0, name, "", said, "Write the dates as year-month-day to be sure.", kind="layout")

    def midnights(self, name: str, count: int) -> None:
        """Last days that are written as the midnight after them."""
        which = "One event ends" if count == 1 else f"{count:,} events end"
        said = f"{which} at a midnight of “{name}”, as events of whole days do; the day before is their last."
        self._problems.add(0, name, "", said, "Leave out the times of day where that day belongs to it.", kind="layout")

    def years(self, name: str, count: int) -> None:
        """A column in which years stand as their first midnight."""
        said = f"{count:,} dates of “{name}” are the first midnight of a year; being so many they are read as years."
        remedy = "Write a day that is meant without a time of day."
        self._problems.add(0, name, "", said, remedy, kind="layout")

    def column(self) -> Distinct:
        """The note of each row."""
        return Distinct(self._index, self._texts)


def _read(grid: Grid, mapping: Mapping, when: When, notes: _Notes) -> Distinct:
    """One of the four dates of each row as EDTF."""
    columns = [column(grid, name, mapping.sentinels) for name in when.columns]
    if not columns:
        return nothing(len(grid))
    if when.columns == mapping.end.columns:  # the sentinel of a last date may mean that there is none
        columns = [_with_forever(grid, name, texts) for name, texts in zip(when.columns, columns, strict=True)]
    if when.instead or len(columns) == 1:
        whole = [_whole(texts, name, when, notes) for name, texts in zip(when.columns, columns, strict=True)]
        dates = whole[0] if len(whole) == 1 else Distinct(*combined(whole, lambda *all_: next(filter(None, all_), "")))
    else:
        dates = _parts(columns, when, notes)
    if not when.precision:
        return dates
    precision = column(grid, when.precision, ())
    return Distinct(
        *combined(
            [dates, precision], lambda date, known: _as_known(date, when.precisions.get(known.removesuffix(".0"), ""))
        )
    )


def _timed(
    grid: Grid, mapping: Mapping, whens: tuple[When, ...], read: list[Distinct], notes: _Notes
) -> list[Distinct]:
    """The dates with the times of day that other columns give; an end without a day is on that of the start."""
    cells = [column(grid, name, mapping.sentinels) for name in mapping.end.columns]
    same = Distinct(*combined([read[0], *cells], lambda day, *end: "" if any(end) else day))
    instead = (*[nothing(len(grid))] * 3, same)
    first, *others, last = [
        _at_times(dates, day, column(grid, when.time, mapping.sentinels), when.time, notes) if when.time else dates
        for dates, day, when in zip(read, instead, whens, strict=True)
    ]
    first, last = _in_days(first, last, mapping, notes)
    return [first, *others, last]


def _at_times(dates: Distinct, instead: Distinct, times: Distinct, name: str, notes: _Notes) -> Distinct:
    clocks = times.changed(clock_of)
    for number, (text, clock) in enumerate(zip(times.texts, clocks.texts, strict=True)):
        if text and not clock:
            notes.cell(times.rows_of(number), name, text, "This is no time of day of a known form; the day is kept.")
    return Distinct(*combined([dates, clocks, instead], at))


def _in_days(start: Distinct, end: Distinct, mapping: Mapping, notes: _Notes) -> tuple[Distinct, Distinct]:
    index, times = combined([start, end], in_days)
    late = np.array([time.midnight for time in times], bool)
    if late.any():
        notes.midnights(mapping.end.time, int(late[index].sum()))
    return Distinct(index, [time.start for time in times]), Distinct(index, [time.end for time in times])


def _with_forever(grid: Grid, name: str, texts: Distinct) -> Distinct:
    raw = column(grid, name, ())
    return Distinct(
        texts.at, [_OPEN if r.startswith(_FOREVER) else t for r, t in zip(raw.texts, texts.texts, strict=True)]
    )


def _whole(texts: Distinct, name: str, when: When, notes: _Notes) -> Distinct:
    layout = decided(filter(None, texts.texts), when.order, when.number)
    if layout.undecided:
        notes.undecided(name)
    dates = _checked(texts, name, notes, lambda text: edtf_of(text, layout))
    counts = np.bincount(texts.at, minlength=len(texts.texts))
    if years := [] if when.precision else _years(texts, counts):
        notes.years(name, int(counts[years].sum()))
        for at in years:
            dates.texts[at] = dates.texts[at].removesuffix("-01-01")
    return dates


def _years(texts: Distinct, counts: np.ndarray) -> list[int]:
    """The texts that are the first midnight of a year, where that is how a source writes years; else none.

    Treaties begin on the first of January, too, but then also on that of other months.
    """
    found = [(at, match[1]) for at, text in enumerate(texts.texts) if (match := _MONTH_BEGINS.fullmatch(text))]
    years = [at for at, month in found if month == "01"]
    months = [at for at, month in found if month != "01"]
    dated = sum(count for text, count in zip(texts.texts, counts.tolist(), strict=True) if text)
    rows = counts[years].sum()
    meant = len(years) >= _YEARS and rows > dated * _SHARE and rows > counts[months].sum()
    return years if meant else []


def _checked(texts: Distinct, name: str, notes: _Notes, read: Callable[[str], Cell]) -> Distinct:
    dates = []
    for number, text in enumerate(texts.texts):
        cell = read(text) if text and text != _OPEN else Cell(text)
        if cell.fault:
            notes.cell(texts.rows_of(number), name, text, cell.fault)
        dates.append(cell.edtf)
    return Distinct(texts.at, dates)


def _parts(columns: list[Distinct], when: When, notes: _Notes) -> Distinct:
    """Year, month and day; or year and month."""
    padded = (*columns, nothing(len(columns[0].at)))[:3]
    index, texts = combined(padded, lambda *parts: "\x1f".join(parts))
    separated = Distinct(index, ["" if set(text) <= {"\x1f"} else text for text in texts])
    shown = ", ".join(when.columns)

    def read(text: str) -> Cell:
        return from_parts(*text.split("\x1f"))

    dates = []
    for number, text in enumerate(separated.texts):
        cell = read(text) if text else Cell("")
        if cell.fault:
            notes.cell(separated.rows_of(number), shown, " ".join(text.split("\x1f")).strip(), cell.fault)
        dates.append(cell.edtf)
    return Distinct(index, dates)


def _as_known(date: str, known: str) -> str:
    """A plain date cut down, or marked, to how well it is said to be known."""
    if not date or not known or date == _OPEN or known == "day":
        return date
    if known == "approximate":
        return date if date[-1] in "~?%" or "/" in date else f"{date}~"
    sign = 1 if date.startswith("-") else 0
    kept = date[: sign + (7 if known == "month" else 4)]
    return kept if is_edtf(kept) else date


def _span(start: str, latest: str, earliest: str, end: str, *, open_: bool) -> _Span:
    """The four dates in one, as far as EDTF can say it; what it cannot is in the note."""
    start = start or latest
    end = end or earliest
    if not start and not end:
        return _Span("")
    if not end:
        if latest and latest != start:
            return _checked_span(f"[{start}..{latest}]", start)
        return _Span(f"{start}/{_OPEN}") if open_ and "/" not in start else _Span(start)
    if not start:
        return _Span("") if end == _OPEN else _checked_span(f"/{end}", "")
    if start == end and latest in ("", start) and earliest in ("", end):
        return _Span(start)
    note = _uncertain("began", start, latest) + _uncertain("ended", earliest, end)
    first = start.partition("/")[0] + (_UNCERTAIN if latest and latest != start and start[-1].isdigit() else "")
    last = end.rpartition("/")[2] + (_UNCERTAIN if earliest and earliest != end and end[-1].isdigit() else "")
    span = _checked_span(f"{first}/{last}", start)
    return span._replace(note=" ".join(filter(None, (note.strip(), span.note))))


def _uncertain(verb: str, early: str, late: str) -> str:
    return f"It {verb} between {early} and {late}. " if early and late and early != late else ""


def _checked_span(text: str, instead: str) -> _Span:
    """The interval; without the times of day where they do not fit; where it runs backwards, what it began with."""
    days = _CLOCK.sub("", text)
    for candidate in dict.fromkeys((text, days, f"{days}-XX", f"{days}-XX-XX")):
        try:
            parse(candidate)
        except DateError:
            continue
        first, _, last = candidate.partition("/")
        date = first if first == last else candidate
        if candidate == text or "T" not in text:
            return _Span(date)
        if _is_backwards(text):
            break
        return _Span(date, _in_words(text))
    return _Span(instead, fault=f"It ends before it starts ({text}); the end is left out.")


def _is_backwards(text: str) -> bool:
    """Whether an interval of moments of one day ends before it starts."""
    (first, begins), (last, ends) = (moment.partition("T")[::2] for moment in text.split("/"))
    if first != last or not (begins and ends):
        return False
    zones = [clock.lstrip("0123456789:") for clock in (begins, ends)]
    if zones[0] == zones[1]:
        clocks = [clock.removesuffix(zones[0]) for clock in (begins, ends)]
        size = min(map(len, clocks))
        return clocks[0][:size] > clocks[1][:size]
    return parse(f"{first}T{begins}").start_min >= parse(f"{last}T{ends}").end_max


def _in_words(text: str) -> str:
    first, _, last = text.replace("T", " ").partition("/")
    return f"From {first} to {last}." if first else f"Until {last}."
