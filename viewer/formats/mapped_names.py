"""The participants of a mapped table: cells split, names into codes, and a list of those that nobody knows."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pandas as pd

from viewer.events.naming import Dated, code_at, codes_of
from viewer.events.problems import Problems
from viewer.events.texts import one_line
from viewer.events.vocabulary import Organisation, organisations
from viewer.formats.distinct import Distinct, Rows, column
from viewer.formats.grid import Grid
from viewer.formats.mapping import Mapping, Who

_NAME_LIMIT = 200
_QUOTE = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_LIST = re.compile(rf"\[\s*(?:(?:{_QUOTE})\s*(?:,\s*|(?=\])))*\]")
_QUOTED = re.compile(_QUOTE)
_ESCAPE = re.compile(r"\\(.)")
_APART = re.compile(r"\s*[;/&|]\s*")
_ACRONYM = re.compile(r"[A-Z]{2,3}")
_STATES = frozenset({"USA", "US", "UK", "UAE", "GDR", "DDR", "FRG", "DRC", "CAR", "PRC", "ROC", "ROK"})  # as if names


class Listed(NamedTuple):
    """The members of a cell's list in each row: row and number of the text, one pair for each member."""

    row: Rows
    at: Rows
    texts: list[str]


class Unknown(NamedTuple):
    """A name without a code: where it stands and how often.

    ``kept`` says as what it is kept, "tag", "organisation" or "nothing"; ``field`` what it was taken for,
    "participant", "category" or "status".
    """

    column: str
    name: str
    times: int
    kept: str
    field: str = "participant"


class Participants(NamedTuple):
    """Who takes part, one entry each: row, code, role and whether it is an organisation; and what stays unknown.

    ``tags`` are names without a code, kept that way; ``declared`` the organisations the table brings with it; and
    ``unknown`` both of these, once each with their counts, the most frequent first.
    """

    row: Rows
    codes: list[str]
    code: Rows
    role: "pd.Series[str]"
    organisation: Any
    tags: Listed
    declared: tuple[Organisation, ...]
    unknown: tuple[Unknown, ...]


def split(texts: Distinct, separator: str) -> Listed:
    """Each cell's members; without a separator the cell is its only member."""
    lists = [members(text, separator) for text in texts.texts]
    return in_rows(texts.at, [list(dict.fromkeys(filter(None, map(one_line, parts)))) for parts in lists])


def members(text: str, separator: str) -> list[str]:
    """What a cell lists; a list as Python or JSON writes it is known as one whatever the separator."""
    if text.startswith("["):
        with suppress(ValueError):
            return msgspec.json.decode(text, type=list[str])
        if _LIST.fullmatch(text):
            return [_ESCAPE.sub(r"\1", quoted[1:-1]) for quoted in _QUOTED.findall(text)]
    return text.split(separator) if separator else [text]


def in_rows(at: Rows, members: Sequence[Sequence[str]]) -> Listed:
    """The members of each row's list; ``at[row]`` says which of the lists it is."""
    lengths = np.array([len(parts) for parts in members], np.int64)
    starts = np.cumsum(lengths) - lengths
    of_row = lengths[at] if len(members) else np.zeros(0, np.int64)
    row = np.repeat(np.arange(len(at)), of_row)
    within = np.arange(len(row)) - np.repeat(np.cumsum(of_row) - of_row, of_row)
    names = [name for parts in members for name in parts]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    place = np.array([numbers[name] for name in names], np.int64)
    index = place[starts[at][row] + within] if len(row) else np.zeros(0, np.int64)
    return Listed(row, index, list(numbers))


def participants_of(grid: Grid, mapping: Mapping, dates: Distinct, problems: Problems) -> Participants:
    """Everybody who takes part, each once per row and role; unknown names are listed once each with their counts."""
    makers = [_Column(grid, mapping, who, dates) for who in mapping.who]
    declared: dict[str, Organisation] = {}
    unknown: Counter[tuple[str, str, str]] = Counter()
    frames, tags = [], []
    for maker in makers:
        frames.append(maker.frame(declared))
        tags.append(maker.unknown())
        unknown += maker.counts()
    frames += _constant(grid, mapping)
    listed = tuple(Unknown(*key[:2], count, key[2]) for key, count in unknown.most_common())
    for where, name, times, kept, _ in listed:
        if kept == "tag":
            often = "once" if times == 1 else f"{times:,} times"
            said = f"“{name[:80]}” is no country that is known; it occurs {often} and is kept as a tag."
            problems.add(0, where, name, said, "Say what it stands for, or leave it.", kind="name")
    whole = pd.concat(frames) if frames else _frame([], [], "", [])
    whole = whole.drop_duplicates().sort_values("row", kind="stable")
    code, codes = pd.factorize(whole["code"])
    return Participants(
        row=whole["row"].to_numpy().astype(np.int64),
        codes=[str(name) for name in codes],
        code=code.astype(np.int64),
        role=whole["role"],
        organisation=whole["organisation"].to_numpy().astype(bool),
        tags=_joined(tags),
        declared=tuple(declared.values()),
        unknown=listed,
    )


def _joined(parts: Sequence[Listed]) -> Listed:
    texts: list[str] = []
    rows, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for part in parts:
        rows.append(part.row)
        numbers.append(part.at + len(texts))
        texts += part.texts
    return Listed(np.concatenate(rows), np.concatenate(numbers), texts)


def _frame(row: Any, code: Any, role: str, organisation: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": np.asarray(row, np.int64),
            "code": np.asarray(code, object),
            "role": role,
            "organisation": np.asarray(organisation, bool),
        }
    )


def _constant(grid: Grid, mapping: Mapping) -> list[pd.DataFrame]:
    """Those who take part in everything."""
    frames = []
    for kind in ("country", "organisation"):
        for code in filter(None, mapping.constant.get(kind, "").split(";")):
            rows = np.arange(len(grid))
            frames.append(_frame(rows, [code] * len(rows), "participant", [kind == "organisation"] * len(rows)))
    return frames


class _Column:
    """One column of participants."""

    def __init__(self, grid: Grid, mapping: Mapping, who: Who, dates: Distinct) -> None:
        self._who = who
        self._dates = dates
        self._own = mapping.names
        cells = column(grid, who.column, ())
        cells = _without(cells, mapping.sentinels)
        self._listed = in_rows(cells.at, [self._members(text) for text in cells.texts])
        acronyms = sum(_ACRONYM.fullmatch(name) is not None for name in self._listed.texts)
        self._has_codes = bool(who.codes) or acronyms > len(self._listed.texts) / 2
        self._states: list[Dated] = []
        self._kinds: list[str] = []  # "country", "organisation" or "" for each distinct name
        for name in self._listed.texts:
            kind, states = self._resolved(name)
            self._kinds.append(kind)
            self._states.append(states)

    def _members(self, text: str) -> list[str]:
        """The names in a cell; where one is known only by its parts, separated otherwise than elsewhere, these."""
        names = dict.fromkeys(filter(None, map(one_line, members(text, self._who.separator))))
        return list(dict.fromkeys(one for name in names for one in (self._apart(name) or [name])))

    def _apart(self, name: str) -> list[str]:
        parts = list(filter(None, _APART.split(name)))
        if len(parts) < 2 or name in self._own or _code(name, self._who.codes):
            return []
        return parts if all(_code(part, self._who.codes) for part in parts) else []

    def _resolved(self, name: str) -> tuple[str, Dated]:
        if code := self._own.get(name):
            return ("organisation" if code in organisations() else "country"), ((code, ""),)
        kinds = ("country", "organisation") if self._who.kind != "organisation" else ("organisation",)
        if self._who.kind == "either" and not self._has_codes and _ACRONYM.fullmatch(name) and name not in _STATES:
            kinds = ("organisation",)  # in a column of names BRA is an army of Bougainville, not Brazil
        for kind in kinds:
            if states := codes_of(name, kind, self._who.codes):
                return kind, states
        if self._who.kind != "country":
            return "organisation", ((name[:_NAME_LIMIT], ""),)
        return "", ()

    def frame(self, declared: dict[str, Organisation]) -> pd.DataFrame:
        """Those with a code; organisations of the table's own are added to ``declared``."""
        row, index = self._listed.row, self._listed.at
        for kind, states in zip(self._kinds, self._states, strict=True):
            if kind == "organisation" and (code := states[0][0]) not in organisations():
                declared.setdefault(code, Organisation(code, code))
        last = np.array([states[-1][0] if states else "" for states in self._states], object)
        codes = last[index] if len(index) else np.zeros(0, object)
        for number, states in enumerate(self._states):
            if len(states) > 1:
                here = np.flatnonzero(index == number)
                at = {d: code_at(states, self._dates.texts[d]) for d in pd.unique(self._dates.at[row[here]]).tolist()}
                codes[here] = [at[d] for d in self._dates.at[row[here]].tolist()]
        kinds = np.array(self._kinds, object)[index] if len(index) else np.zeros(0, object)
        known = kinds != ""
        return _frame(row[known], codes[known], self._who.role, kinds[known] == "organisation")

    def unknown(self) -> Listed:
        """Names without a code."""
        kinds = np.array([kind == "" for kind in self._kinds], bool)
        index = self._listed.at
        mask = kinds[index] if len(index) else np.zeros(0, bool)
        return Listed(self._listed.row[mask], index[mask], self._listed.texts)

    def counts(self) -> Counter[tuple[str, str, str]]:
        """How often each name stands here that has no code of the vocabulary: column, name, what it is kept as."""
        times = np.bincount(self._listed.at, minlength=len(self._listed.texts)).tolist()
        found: Counter[tuple[str, str, str]] = Counter()
        for name, kind, states, count in zip(self._listed.texts, self._kinds, self._states, times, strict=True):
            if kind == "":
                found[self._who.column, name, "tag"] += count
            elif kind == "organisation" and states[0][0] not in organisations():
                found[self._who.column, name, "organisation"] += count
        return found


def _code(name: str, system: str) -> bool:
    return any(codes_of(name, kind, system) for kind in ("country", "organisation"))


def _without(cells: Distinct, sentinels: Sequence[str]) -> Distinct:
    """Sentinels out, but not the code of Namibia among codes of two letters."""
    filled = [text for text in cells.texts if text]
    letters = sum(len(text) == 2 and text.isalpha() for text in filled)
    kept = {"NA"} if letters > 2 and letters > len(filled) // 2 else set()
    gone = set(sentinels) - kept
    return cells.changed(lambda text: "" if text in gone else text)
