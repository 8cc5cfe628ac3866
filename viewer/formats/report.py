"""The problem list of a file as text for people or JSON for machines."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from viewer.errors import FileProblem
from viewer.events.problems import KINDS, Problem, shown
from viewer.formats import read
from viewer.formats.saving import replace
from viewer.formats.tabular_writing import csv_lines

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 3


def check(path: Path, *, as_json: bool) -> int:
    """Print what is wrong with a file; 0 when nothing is, 1 for problems, 3 when it cannot be read at all."""
    try:
        table = read(path)
    except FileProblem as error:
        if as_json:
            _print({"file": str(path), "error": error.message, "hint": error.hint})
        else:
            sys.stderr.write(f"diplomatic-timeline: {error}\n")
        return UNREADABLE
    problems = table.problems
    if as_json:
        listed = [asdict(problem) for problem in problems]
        _print({"file": str(path), "read": table.read, "opened": len(table), "problems": listed})
    else:
        lines = (*_lines(problems), summary(shown(str(path)), len(table), table.read, problems))
        sys.stdout.write("\n".join(lines) + "\n")
    return PROBLEMS if problems else CLEAN


def write_problems(problems: Iterable[Problem], file: str, path: Path) -> None:
    """Write a problem list as CSV that no spreadsheet program takes for formulas.

    Args:
        problems: what is wrong.
        file: the name of the file it is wrong in.
        path: the file to write; one that exists is replaced.

    Raises:
        FileProblem: it cannot be written.
    """
    head = ("file", "row", "id", "column", "value", "kind", "what is wrong", "what to do", "left out")
    rows = (
        (file, p.row or "", p.id, p.field, p.value, KINDS[p.kind][0], p.message, p.remedy, p.dropped) for p in problems
    )
    replace(path, csv_lines((head, *rows)))


def summary(name: str, opened: int, read_: int, problems: tuple[Problem, ...]) -> str:
    """Such as "events.json: opened 112 of 115 events; 5 problems, 3 events and 1 field left out"."""
    lost = {kind: sum(p.times for p in problems if p.dropped == kind) for kind in ("event", "field")}
    said = " and ".join(_count(number, kind) for kind, number in lost.items() if number)
    found = _count(sum(p.times for p in problems), "problem") if problems else "no problems"
    left_out = f", {said} left out" if said else ""
    return f"{name}: opened {opened:,} of {_count(read_, 'event')}; {found}{left_out}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lines(problems: tuple[Problem, ...]) -> list[str]:
    """Row, id and field in columns, then what is wrong, what was done and what to do."""
    if not problems:
        return []
    cells = [(str(p.row) if p.row else "file", _short(p.id), p.field) for p in problems]
    heads = ("row", "id", "field")
    widths = [max(len(heads[n]), *(len(row[n]) for row in cells)) for n in range(3)]
    said = [f"{p.message} {p.remedy}" + (f" [{p.dropped} left out]" if p.dropped else "") for p in problems]
    rows = [*zip((heads, *cells), ("problem", *said), strict=True)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(c, widths, strict=True)), text]) for c, text in rows]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _print(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
