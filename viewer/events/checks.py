"""What a file's values must be, checked a column at a time: each fault is reported once, with what was done about it.

``checked`` takes the gathered tables and gives them back with only good values in them.  It works on whole columns
because a loop over a million events would take longer than reading them.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.errors import DateError
from viewer.events import codes, links
from viewer.events.codes import Verdict
from viewer.events.columns import Mask, encoded, holds, mask_of, numbers, others, plain_text
from viewer.events.dates import UncertainDate, parse
from viewer.events.plain_dates import PLACED, place_plain
from viewer.events.problems import Problems, shown
from viewer.events.scanning import are_web, holds_letter, may_have_edges, may_hide
from viewer.events.texts import CONTROL, DIRECTION, LINE_BREAK, WEB

TITLE_LIMIT = 500
_FEW_PARTS = 16  # of one event, up to which each is compared with the others
_AT_THE_EDGE = r"^[\s\p{Z}]|[\s\p{Z}]$"
_TEXTS = {
    "events": ("title", "summary", "date_note", "part_of", "place"),
    "sources": ("publisher", "title", "url", "note"),
    "relations": ("id",),
    "alternative_dates": ("basis",),
}
_PARAGRAPHS = {"summary", "date_note", "note", "basis"}  # may hold line breaks


class Checks:
    """The tables while they are being checked.

    Attributes:
        tables: ``pyarrow`` tables by name.
        record: 0-based position in the file of each remaining event, shape (events,).
    """

    def __init__(self, tables: dict[str, Any], problems: Problems) -> None:
        self.tables = tables
        self.problems = problems
        self.record = np.arange(len(tables["events"]))

    def run(self, declared: Iterable[str], unreadable: Iterable[int]) -> None:
        """All checks, in an order that lets later ones rely on earlier ones."""
        self._text("events", "id")
        with ThreadPoolExecutor(1) as other:  # Arrow lets go of the interpreter while it counts
            distinct = other.submit(pc.count_distinct, self.tables["events"]["id"])
            self._texts()
            self._titles()
            self._identity(np.fromiter(unreadable, np.int64), distinct.result().as_py())
        self._codes(frozenset(declared))
        self._dates()
        self._places()
        self._sources()
        self._tags()
        self._containers()
        self._relations()

    # How faults are reported and bad values taken out

    def _report(self, table: str, mask: Mask, field: str, message: str, remedy: str, *, dropped: str = "") -> None:
        """Report every row of ``table`` where ``mask`` holds."""
        self._report_rows(table, np.flatnonzero(mask), field, lambda _row: Verdict(None, message, remedy, dropped))

    def _report_rows(self, table: str, rows: NDArray[np.int64], field: str, judge: Callable[[int], Verdict]) -> None:
        """Report these rows of ``table``; ``judge`` says what is wrong with the n-th of them, if it is to be listed."""
        frame, events = self.tables[table], self.tables["events"]
        owners = None if table == "events" else frame["row"].to_numpy()
        values = frame[field]
        listed = rows[: self.problems.room]
        if more := len(rows) - len(listed):
            self.problems.count(more, field, judge(len(listed)).dropped)
        for number, at in enumerate(listed.tolist()):
            row, path = at, field
            if owners is not None:
                row = int(owners[at])
                path = f"{table}[{frame['nth'][at].as_py()}].{field}"
            value, id_ = values[at].as_py() or "", events["id"][row].as_py() or ""
            _, message, remedy, dropped = judge(number)[:4]
            said = message.replace("{value}", shown(value))
            self.problems.add(int(self.record[row]) + 1, path, value, said, remedy, id_=id_, dropped=dropped)

    def _set(self, table: str, column: str, values: Any) -> None:
        frame = self.tables[table]
        if isinstance(values, pa.ChunkedArray):
            values = values.combine_chunks()
        self.tables[table] = frame.set_column(frame.column_names.index(column), column, values)

    def _blank(self, table: str, column: str, mask: Mask) -> None:
        """Take the values out where ``mask`` holds."""
        if mask.any():
            values = self.tables[table][column]
            self._set(table, column, pc.if_else(pa.array(mask), pa.scalar(None, values.type), values))

    def _keep(self, table: str, mask: Mask) -> None:
        if not mask.all():
            self.tables[table] = self.tables[table].filter(pa.array(mask)).combine_chunks()

    def _keep_events(self, keep: Mask) -> None:
        """Leave events out, and renumber what belongs to the others."""
        if keep.all():
            return
        place = np.cumsum(keep, dtype=np.int32) - np.int32(1)
        self.record = self.record[keep]
        self._keep("events", keep)
        for name in self.tables.keys() - {"events"}:
            rows = self.tables[name]["row"].to_numpy()
            self._keep(name, keep[rows])
            self._set(name, "row", pa.array(place[rows[keep[rows]]]))

    # The checks

    def _texts(self) -> None:
        for table, columns in _TEXTS.items():
            for column in columns:
                self._text(table, column)

    def _text(self, table: str, column: str) -> None:
        """Control characters and changes of writing direction are made harmless; white space around is trimmed."""
        values = self.tables[table][column]
        if may_have_edges(values) and holds(pc.match_substring_regex(values, _AT_THE_EDGE)).any():
            self._set(table, column, pc.utf8_trim_whitespace(values))
        self._harmless(table, column)

    def _harmless(self, table: str, column: str) -> None:
        values = self.tables[table][column]
        if not may_hide(values, paragraphs=column in _PARAGRAPHS):
            return
        gaps = CONTROL if column in _PARAGRAPHS else f"{CONTROL}|{LINE_BREAK}"
        mask = holds(pc.match_substring_regex(values, f"{gaps}|{DIRECTION}"))
        if not mask.any():
            return
        message = "The text holds control characters or changes of writing direction; they were taken out."
        self._report(table, mask, column, message, "Remove them from the file.")
        plain = pc.replace_substring_regex(pc.replace_substring_regex(values, gaps, " "), DIRECTION, "")
        self._set(table, column, pc.utf8_trim_whitespace(plain))

    def _titles(self) -> None:
        titles = self.tables["events"]["title"]
        long = holds(pc.greater(pc.utf8_length(titles), TITLE_LIMIT))
        if not long.any():
            return
        message = f"The title is longer than {TITLE_LIMIT} characters; it was cut, the whole stands in the summary."
        self._report("events", long, "title", message, "Shorten the title and keep the rest in the summary.")
        whole = pc.utf8_trim_whitespace(
            pc.binary_join_element_wise(
                titles, self.tables["events"]["summary"], pa.scalar("\n\n", titles.type), null_handling="skip"
            )
        )
        cut = pc.binary_join_element_wise(
            pc.utf8_slice_codeunits(titles, 0, TITLE_LIMIT - 1), pa.scalar("…", titles.type), pa.scalar("", titles.type)
        )
        self._set("events", "summary", pc.if_else(pa.array(long), whole, self.tables["events"]["summary"]))
        self._set("events", "title", pc.if_else(pa.array(long), cut, titles))

    def _identity(self, unreadable: NDArray[np.int64], distinct: int) -> None:
        """An event needs an id of its own (there are so many ``distinct`` ones) and a title."""
        events = self.tables["events"]
        readable = np.ones(len(events), np.bool_)
        readable[unreadable] = False
        nameless = readable & ~holds(pc.not_equal(events["id"], ""))
        self._report("events", nameless, "id", "The event has no id.", "Give it an id of its own.", dropped="event")
        untitled = readable & ~nameless & ~holds(pc.not_equal(events["title"], ""))
        self._report("events", untitled, "title", "The event has no title.", "Give it a title.", dropped="event")
        keep = readable & ~nameless & ~untitled
        again = np.zeros(len(events), np.bool_)
        if distinct < len(events):
            again[keep] = events["id"].to_pandas()[keep].duplicated().to_numpy()
        message = "An earlier event has the same id “{value}”."
        self._report("events", again, "id", message, "Give every event an id of its own.", dropped="event")
        self._keep_events(keep & ~again)

    def _codes(self, declared: frozenset[str]) -> None:
        self._recode("events", "category", codes.category)
        self._recode("events", "status", codes.status)
        untyped = holds(pc.is_null(self.tables["relations"]["type"]))
        self._report(
            "relations", untyped, "type", "The relation has no type.", "Say how they are related.", dropped="field"
        )
        self._recode("relations", "type", codes.relation)
        self._keep("relations", holds(pc.is_valid(self.tables["relations"]["type"])))
        parts = self.tables["participants"]
        both = holds(pc.equal(pc.is_valid(parts["country"]), pc.is_valid(parts["organisation"])))
        message = "A participant is either a country or an organisation."
        self._report(
            "participants", both, "country", message, 'Write {"country": …} or {"organisation": …}.', dropped="field"
        )
        self._keep("participants", ~both)
        self._recode("participants", "role", codes.role)
        self._recode("participants", "country", codes.country)
        self._recode("participants", "organisation", lambda text: codes.organisation(text, declared))
        parts = self.tables["participants"]
        known = holds(pc.or_(pc.is_valid(parts["country"]), pc.is_valid(parts["organisation"])))
        self._keep("participants", known)
        twice = self._repeated("participants", "country", "organisation", "role")
        message = "The same participant is listed twice in the same role."
        self._report("participants", twice, "role", message, "Remove one of them.", dropped="field")
        self._keep("participants", ~twice)

    def _recode(self, table: str, column: str, judge: Callable[[str], Verdict]) -> None:
        """Replace what a column's few distinct values stand for; report every row that holds a faulty one."""
        index, texts = encoded(self.tables[table][column])
        used = np.bincount(index + 1, minlength=len(texts) + 1)[1:].tolist()
        verdicts = [judge(text) if often else Verdict(text) for text, often in zip(texts, used, strict=True)]
        faulty = np.array([*(bool(verdict.message) for verdict in verdicts), False])  # the last is for no value
        rows = np.flatnonzero(faulty[index])
        self._report_rows(table, rows, column, lambda n: codes.advised(verdicts[index[rows[n]]], texts[index[rows[n]]]))
        if [verdict.code for verdict in verdicts] == texts and len(set(texts)) == len(texts):
            return
        meanings = pa.array([*(verdict.code for verdict in verdicts), None], pa.string())
        self._set(table, column, meanings.dictionary_encode().take(pa.array(index % len(meanings))))

    def _dates(self) -> None:
        """Parse each distinct date once; the bounds of the events' dates become columns of theirs."""
        self._place()
        missing = holds(pc.is_null(self.tables["alternative_dates"]["date"]))
        message = "The alternative has no date."
        self._report("alternative_dates", missing, "date", message, "Give it one, or remove it.", dropped="field")
        self._unparsable("alternative_dates", "date")
        self._keep("alternative_dates", holds(pc.is_valid(self.tables["alternative_dates"]["date"])))
        self._unparsable("sources", "published")

    def _place(self) -> None:
        dates = plain_text(self.tables["events"]["date"])
        placed = place_plain(dates)
        rows, index, texts = others(dates, placed.plain)
        columns = {name: np.zeros(len(texts), kind) for name, kind in PLACED.items()}
        faults: dict[int, DateError] = {}
        for number, text in enumerate(texts):
            date = _parsed(text)
            if isinstance(date, DateError):
                faults[number] = date
            else:
                for name, column in columns.items():
                    column[number] = getattr(date, name)
        remark = "The event opens without a date; the text is kept in its note."
        bad = self._misdated("events", "date", rows, index, faults, remark=remark)
        self._note(bad, rows, [f"Date in the file: “{text[:TITLE_LIMIT]}”." for text in texts], index)
        self._set("events", "date", dates)
        self._blank("events", "date", bad)
        for name, column in placed.columns.items():
            column[rows] = columns[name][index]
            self.tables["events"] = self.tables["events"].append_column(name, pa.array(column))

    def _unparsable(self, table: str, column: str) -> None:
        """Take out what is no date."""
        dates = plain_text(self.tables[table][column])
        rows, index, texts = others(dates, place_plain(dates).plain)
        parsed = map(_parsed, texts)
        faults = {number: date for number, date in enumerate(parsed) if isinstance(date, DateError)}
        self._blank(table, column, self._misdated(table, column, rows, index, faults))

    def _misdated(
        self,
        table: str,
        column: str,
        rows: NDArray[np.int64],
        index: NDArray[np.int32],
        faults: Mapping[int, DateError],
        *,
        remark: str = "",
    ) -> Mask:
        """Report the rows whose text, by its number in ``index``, is no date; which of all rows they are."""

        def judge(number: int) -> Verdict:
            fault = faults[int(index[at[number]])]
            remedy = fault.hint or 'Write it as EDTF, such as "2025-06-22", "2025-06~" or "1979/1985".'
            return Verdict(None, f"{fault.message} {remark}".strip(), remedy, "field")

        at = np.flatnonzero(np.isin(index, np.fromiter(faults, np.int32)))
        self._report_rows(table, rows[at], column, judge)
        return mask_of(len(self.tables[table]), rows[at])

    def _note(self, mask: Mask, rows: NDArray[np.int64], sentences: list[str], index: NDArray[np.int32]) -> None:
        """Add to the note of each event where ``mask`` holds the sentence that ``rows`` and ``index`` say."""
        if not mask.any():
            return
        notes = self.tables["events"]["date_note"]
        which = np.zeros(len(mask), np.int32)
        which[rows] = index
        more = pa.array(sentences, notes.type).take(pa.array(which))
        longer = pc.utf8_trim_whitespace(
            pc.binary_join_element_wise(notes, more, pa.scalar(" ", notes.type), null_handling="skip")
        )
        self._set("events", "date_note", pc.if_else(pa.array(mask), longer, notes))

    def _places(self) -> None:
        events = self.tables["events"]
        half = holds(pc.xor(pc.is_valid(events["lat"]), pc.is_valid(events["lon"])))
        message = "Latitude and longitude belong together; one of them is missing."
        self._report("events", half, "place", message, "Give both or neither.", dropped="field")
        self._blank("events", "lat", half)
        self._blank("events", "lon", half)

    def _sources(self) -> None:
        urls = self.tables["sources"]["url"]
        bad = _unsafe(urls)
        self._report(
            "sources", bad, "url", "Only http and https links are opened.", "Give a web address.", dropped="field"
        )
        self._blank("sources", "url", bad | holds(pc.equal(urls, "")))
        self._blank("sources", "title", holds(pc.equal(self.tables["sources"]["title"], "")))

    def _tags(self) -> None:
        self._recode("tags", "tag", codes.tag)
        self._keep("tags", holds(pc.is_valid(self.tables["tags"]["tag"])))
        self._keep("tags", ~self._repeated("tags", "tag"))

    def _repeated(self, table: str, *columns: str) -> Mask:
        """Which rows say of their event what an earlier row says, too."""
        frame = self.tables[table]
        key = frame["row"].to_numpy().astype(np.int64)
        for column in columns:
            values = frame[column].combine_chunks()
            key *= len(values.dictionary) + 1
            key += values.indices.fill_null(len(values.dictionary)).to_numpy()
        # The parts of an event stand together: what repeats stands no further away than the most that one has.
        most = int(np.bincount(frame["row"].to_numpy()).max(initial=0))
        if most <= _FEW_PARTS and not any((key[apart:] == key[:-apart]).any() for apart in range(1, most)):
            return np.zeros(len(frame), np.bool_)
        again: Mask = pd.Series(key).duplicated().to_numpy()
        return again

    def _rows_of(self, ids: Any) -> NDArray[np.int32]:
        """Rows of the events with these ids, -1 where there is none; few events are named, so those are looked for."""
        named = pc.unique(ids.drop_null())
        number = numbers(pc.index_in(self.tables["events"]["id"], value_set=named))
        row_of = np.full(len(named) + 1, -1, np.int32)  # the last is for what names nothing
        rows = np.flatnonzero(number >= 0)
        row_of[number[rows]] = rows
        found: NDArray[np.int32] = row_of[numbers(pc.index_in(ids, value_set=named))]
        return found

    def _containers(self) -> None:
        named = self.tables["events"]["part_of"]
        target = self._rows_of(named)
        row = np.arange(len(target), dtype=np.int32)
        self._refuse("events", "part_of", holds(pc.not_equal(named, "")), row, target)
        self._set("events", "part_of", pa.array(target))

    def _relations(self) -> None:
        frame = self.tables["relations"]
        row, target = frame["row"].to_numpy(), self._rows_of(frame["id"])
        bad = self._refuse("relations", "id", np.ones(len(row), np.bool_), row, target)
        self._set("relations", "id", pa.array(target))
        self._keep("relations", ~bad)

    def _refuse(self, table: str, field: str, given: Mask, row: NDArray[np.int32], target: NDArray[np.int32]) -> Mask:
        """Report links that lead nowhere, to themselves or round in a circle; their ``target`` becomes -1."""
        dangling, own = given & (target < 0), given & (target == row)
        message = "“{value}” is no event of this file."
        self._report(table, dangling, field, message, "Correct the id, or add the event.", dropped="field")
        self._report(table, own, field, "The event is linked to itself.", "Remove the link.", dropped="field")
        open_ = np.flatnonzero((target >= 0) & ~own)
        circular = np.zeros(len(target), np.bool_)
        circular[open_[links.closing(row[open_], target[open_])]] = True
        message = "The link to “{value}” closes a circle."
        self._report(table, circular, field, message, "Remove one link of the circle.", dropped="field")
        target[own | circular] = -1
        refused: Mask = dangling | own | circular
        return refused


def _unsafe(urls: Any) -> Mask:
    """Which addresses are not of the web."""
    unsure = holds(pc.not_equal(urls, ""))
    if not holds_letter(urls, " "):
        unsure &= ~are_web(urls)
    rows = np.flatnonzero(unsure)
    unsure[rows] = ~holds(pc.match_substring_regex(urls.take(pa.array(rows)), WEB))
    return unsure


def _parsed(text: str) -> UncertainDate | DateError:
    try:
        return parse(text)
    except DateError as error:
        return error
