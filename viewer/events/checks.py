"""What a file's values must be, checked a column at a time: each fault is reported once, with what was done about it.

Whatever can be said of an event without knowing the others is said here, of some thousand events at a time, so that
threads can share the work; ``checking`` puts the pieces together.  It works on whole columns because a loop over a
million events would take longer than reading them.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from viewer.errors import DateError
from viewer.events import codes
from viewer.events.codes import Verdict
from viewer.events.columns import Mask, encoded, holds, mask_of, numbers, one, others, worded
from viewer.events.dates import UncertainDate, parse
from viewer.events.examining import Examined
from viewer.events.plain_dates import PLACED, place_plain
from viewer.events.scanning import are_web, holds_letter, may_have_edges, may_hide
from viewer.events.texts import CONTROL, DIRECTION, LINE_BREAK, WEB

TITLE_LIMIT = 500
_FEW_PARTS = 16  # of one event, up to which each is compared with the others
_AT_THE_EDGE = r"^[\s\p{Z}]|[\s\p{Z}]$"
_TEXTS = {
    "events": ("id", "title", "summary", "date_note", "part_of", "place"),
    "sources": ("publisher", "title", "url", "note"),
    "relations": ("id",),
    "alternative_dates": ("basis",),
}
_PARAGRAPHS = {"summary", "date_note", "note", "basis"}  # may hold line breaks
_NEVER_NULL = {"events": ("summary", "date_note"), "sources": ("note",), "alternative_dates": ("basis",)}


class Checks(Examined):
    """Some events of a file while they are being checked; ``names`` comes before ``values``."""

    def names(self, unreadable: NDArray[np.int64]) -> None:
        """Every text is made harmless, and events without an id or a title are left out, like the unreadable ones."""
        for table, columns in _TEXTS.items():
            for column in columns:
                self._text(table, column)
        self._titles()
        self._identity(unreadable)

    def repeated(self, again: Mask) -> None:
        """Leave out the events that have the id of an earlier one."""
        message = "An earlier event has the same id “{value}”."
        self.report("events", again, "id", message, "Give every event an id of its own.", dropped="event")
        self.keep_events(~again)

    def values(self, declared: Collection[str]) -> None:
        """Everything else that an event says of itself, in an order that lets later checks rely on earlier ones."""
        self._codes(frozenset(declared))
        self._dates()
        self._places()
        self._sources()
        self._tags()
        for table, columns in _NEVER_NULL.items():
            for column in columns:
                if self.tables[table][column].null_count:
                    self.put(table, column, worded(one(self.tables[table][column])))

    def _text(self, table: str, column: str) -> None:
        """Control characters and changes of writing direction are made harmless; white space around is trimmed."""
        values = one(self.tables[table][column])
        if values.null_count == len(values):
            return
        coded = pa.types.is_dictionary(values.type)

        def put(texts: Any) -> None:
            self.put(table, column, pa.DictionaryArray.from_arrays(values.indices, texts) if coded else texts)

        texts = values.dictionary if coded else values
        if may_have_edges(texts) and holds(pc.match_substring_regex(texts, _AT_THE_EDGE)).any():
            texts = pc.utf8_trim_whitespace(texts)
            put(texts)
        if not may_hide(texts, paragraphs=column in _PARAGRAPHS):
            return
        gaps = CONTROL if column in _PARAGRAPHS else f"{CONTROL}|{LINE_BREAK}"
        mask = holds(pc.match_substring_regex(texts, f"{gaps}|{DIRECTION}"))
        if not mask.any():
            return
        message = "The text holds control characters or changes of writing direction; they were taken out."
        rows = np.append(mask, False)[numbers(values.indices)] if coded else mask  # the last is for no value
        self.report(table, rows, column, message, "Remove them from the file.")
        plain = pc.replace_substring_regex(pc.replace_substring_regex(texts, gaps, " "), DIRECTION, "")
        put(pc.utf8_trim_whitespace(plain))

    def _titles(self) -> None:
        titles = one(self.tables["events"]["title"])
        if (pc.max(pc.binary_length(titles)).as_py() or 0) <= TITLE_LIMIT:
            return
        long = holds(pc.greater(pc.utf8_length(titles), TITLE_LIMIT))
        if not long.any():
            return
        message = f"The title is longer than {TITLE_LIMIT} characters; it was cut, the whole stands in the summary."
        self.report("events", long, "title", message, "Shorten the title and keep the rest in the summary.")
        summaries = worded(one(self.tables["events"]["summary"]))  # where both were null, Arrow would lose the row
        whole = pc.utf8_trim_whitespace(
            pc.binary_join_element_wise(worded(titles), summaries, pa.scalar("\n\n", titles.type))
        )
        cut = pc.binary_join_element_wise(
            pc.utf8_slice_codeunits(titles, 0, TITLE_LIMIT - 1), pa.scalar("…", titles.type), pa.scalar("", titles.type)
        )
        self.put("events", "summary", pc.if_else(pa.array(long), whole, self.tables["events"]["summary"]))
        self.put("events", "title", pc.if_else(pa.array(long), cut, titles))

    def _identity(self, unreadable: NDArray[np.int64]) -> None:
        """An event needs an id and a title."""
        events = self.tables["events"]
        readable = np.ones(len(events), np.bool_)
        readable[unreadable] = False
        nameless = readable & ~holds(pc.not_equal(events["id"], ""))
        self.report("events", nameless, "id", "The event has no id.", "Give it an id of its own.", dropped="event")
        untitled = readable & ~nameless & ~holds(pc.not_equal(events["title"], ""))
        self.report("events", untitled, "title", "The event has no title.", "Give it a title.", dropped="event")
        self.keep_events(readable & ~nameless & ~untitled)

    def _codes(self, declared: frozenset[str]) -> None:
        self._recode("events", "category", codes.category)
        self._recode("events", "status", codes.status)
        untyped = holds(pc.is_null(self.tables["relations"]["type"]))
        self.report(
            "relations", untyped, "type", "The relation has no type.", "Say how they are related.", dropped="field"
        )
        self._recode("relations", "type", codes.relation)
        self.keep("relations", holds(pc.is_valid(self.tables["relations"]["type"])))
        parts = self.tables["participants"]
        both = holds(pc.equal(pc.is_valid(parts["country"]), pc.is_valid(parts["organisation"])))
        message = "A participant is either a country or an organisation."
        self.report(
            "participants", both, "country", message, 'Write {"country": …} or {"organisation": …}.', dropped="field"
        )
        self.keep("participants", ~both)
        self._recode("participants", "role", codes.role)
        self._recode("participants", "country", codes.country)
        self._recode("participants", "organisation", lambda text: codes.organisation(text, declared))
        parts = self.tables["participants"]
        known = holds(pc.or_(pc.is_valid(parts["country"]), pc.is_valid(parts["organisation"])))
        self.keep("participants", known)
        twice = self._repeated("participants", "country", "organisation", "role")
        message = "The same participant is listed twice in the same role."
        self.report("participants", twice, "role", message, "Remove one of them.", dropped="field")
        self.keep("participants", ~twice)

    def _recode(self, table: str, column: str, judge: Callable[[str], Verdict]) -> None:
        """Replace what a column's few distinct values stand for; report every row that holds a faulty one."""
        index, texts = encoded(self.tables[table][column])
        used = np.bincount(index + 1, minlength=len(texts) + 1)[1:].tolist()
        verdicts = [judge(text) if often else Verdict(text) for text, often in zip(texts, used, strict=True)]
        faulty = np.array([*(bool(verdict.message) for verdict in verdicts), False])  # the last is for no value
        rows = np.flatnonzero(faulty[index]) if faulty.any() else np.zeros(0, np.int64)
        self.report_rows(table, rows, column, lambda n: codes.advised(verdicts[index[rows[n]]], texts[index[rows[n]]]))
        if [verdict.code for verdict in verdicts] == texts and len(set(texts)) == len(texts):
            return
        meanings = pa.array([*(verdict.code for verdict in verdicts), None], pa.string())
        self.put(table, column, meanings.dictionary_encode().take(pa.array(index % len(meanings))))

    def _dates(self) -> None:
        """Parse each distinct date once; the bounds of the events' dates become columns of theirs."""
        self._place()
        missing = holds(pc.is_null(self.tables["alternative_dates"]["date"]))
        message = "The alternative has no date."
        self.report("alternative_dates", missing, "date", message, "Give it one, or remove it.", dropped="field")
        self._unparsable("alternative_dates", "date")
        self.keep("alternative_dates", holds(pc.is_valid(self.tables["alternative_dates"]["date"])))
        self._unparsable("sources", "published")

    def _place(self) -> None:
        dates = one(self.tables["events"]["date"])
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
        self.put("events", "date", dates)
        self.blank("events", "date", bad)
        for name, column in placed.columns.items():
            column[rows] = columns[name][index]
            self.tables["events"] = self.tables["events"].append_column(name, pa.array(column))

    def _unparsable(self, table: str, column: str) -> None:
        """Take out what is no date; these repeat, so each is looked at once."""
        index, texts = encoded(self.tables[table][column])
        doubtful = ~place_plain(one(self.tables[table][column]).dictionary).plain
        doubtful &= np.bincount(index + 1, minlength=len(texts) + 1)[1:] > 0
        parsed = ((number, _parsed(texts[number])) for number in np.flatnonzero(doubtful).tolist())
        faults = {number: date for number, date in parsed if isinstance(date, DateError)}
        if faults:
            self.blank(table, column, self._misdated(table, column, np.arange(len(index)), index, faults))

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
        self.report_rows(table, rows[at], column, judge)
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
        self.put("events", "date_note", pc.if_else(pa.array(mask), longer, notes))

    def _places(self) -> None:
        events = self.tables["events"]
        half = holds(pc.xor(pc.is_valid(events["lat"]), pc.is_valid(events["lon"])))
        message = "Latitude and longitude belong together; one of them is missing."
        self.report("events", half, "place", message, "Give both or neither.", dropped="field")
        self.blank("events", "lat", half)
        self.blank("events", "lon", half)

    def _sources(self) -> None:
        urls = self.tables["sources"]["url"]
        bad = _unsafe(urls)
        self.report(
            "sources", bad, "url", "Only http and https links are opened.", "Give a web address.", dropped="field"
        )
        self.blank("sources", "url", bad | holds(pc.equal(urls, "")))
        self.blank("sources", "title", holds(pc.equal(self.tables["sources"]["title"], "")))

    def _tags(self) -> None:
        self._recode("tags", "tag", codes.tag)
        self.keep("tags", holds(pc.is_valid(self.tables["tags"]["tag"])))
        self.keep("tags", ~self._repeated("tags", "tag"))

    def _repeated(self, table: str, *columns: str) -> Mask:
        """Which rows say of their event what an earlier row says, too."""
        frame = self.tables[table]
        key = frame["row"].to_numpy().astype(np.int64)
        for column in columns:
            values = one(frame[column])
            key *= len(values.dictionary) + 1
            key += values.indices.fill_null(len(values.dictionary)).to_numpy()
        # The parts of an event stand together: what repeats stands no further away than the most that one has.
        most = int(np.bincount(frame["row"].to_numpy()).max(initial=0))
        if most <= _FEW_PARTS and not any((key[apart:] == key[:-apart]).any() for apart in range(1, most)):
            return np.zeros(len(frame), np.bool_)
        again: Mask = pd.Series(key).duplicated().to_numpy()
        return again


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
