"""Cells of a workbook that hold an error such as #REF! in place of a value: its reader takes them for empty."""

import html
import re
import zipfile
from dataclasses import dataclass, field

from viewer.events.problems import Problems

_NAMED = 5  # places
_XLSX = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]{0,80}\bt=["']e["'])(?:[^<>]{0,80}?\br=["']([A-Z]{1,9}\d{1,9})["'])?[^<>]{0,80}>"""
)
_XLS = (
    re.compile(  # BIFF8: a cell with an error, or a formula with one for its result; row and column as two bytes each
        rb"(?:\x05\x02\x08\x00(..)(.\x00)..[\x00\x07\x0f\x17\x1d\x24\x2a]\x01"
        rb"|\x06\x00.[\x00-\x20](..)(.\x00)..\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff)",
        re.DOTALL,
    )
)
_ODS = re.compile(rb'\bcalcext:value-type="error"()')  # it does not say where it stands
_TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s[^>]*>")
_ATTRIBUTE = re.compile(r"""\s(name|r:id|Id|Target)\s*=\s*["']([^"']*)["']""")


@dataclass
class _Found:
    count: int = 0
    first: list[str] = field(default_factory=list)


class CellErrors:
    """How many cells of each sheet hold an error, and the places of the first."""

    def __init__(self) -> None:
        self._found: dict[str, _Found] = {}  # by file in the archive
        self._files: dict[str, str] = {}  # by name of the sheet

    def note(self, file: str, text: bytes, known: int) -> None:
        """Look through a piece of a file of the archive, of which so many bytes were looked through before."""
        pattern = _ODS if file == "content.xml" else _XLSX
        if not any(sign in text for sign in (b'"e"', b"'e'", b'"error"')):
            return
        for cell in pattern.finditer(text):
            if cell.end() > known:
                self._add(file, (cell[1] or b"").decode())

    def note_old(self, data: bytes) -> None:
        """Look through a workbook of the kind before 2007."""
        for cell in _XLS.finditer(data):
            row, column = (int.from_bytes(part, "little") for part in cell.groups() if part is not None)
            before, last = divmod(column, 26)
            self._add("", (chr(64 + before) if before else "") + chr(65 + last) + str(row + 1))

    def _add(self, file: str, place: str) -> None:
        found = self._found.setdefault(file, _Found())
        found.count += 1
        found.first += [place] if place and len(found.first) < _NAMED else []

    def find_sheets(self, archive: zipfile.ZipFile) -> None:
        """Read which sheet stands in which file, where that matters; to be called when its size is known."""
        if self._found and {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
            targets = {tag.get("Id", ""): tag.get("Target", "") for tag in _tags(archive, "xl/_rels/workbook.xml.rels")}
            for tag in _tags(archive, "xl/workbook.xml"):
                target = targets.get(tag.get("r:id", ""), "")
                self._files[tag.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    def tell(self, sheet: str, problems: Problems) -> None:
        """Report the errors of a sheet; of the workbook where it is not known which are."""
        file = self._files.get(sheet)
        found = [self._found[name] for name in self._found if file in (None, name)]
        count, where = sum(each.count for each in found), "sheet" if file else "workbook"
        if not count:
            return
        places = [place for each in found for place in each.first][:_NAMED] if file or len(found) == 1 else []
        listed = f": {', '.join(places)}{' …' if count > len(places) else ''}" if places else ""
        which = f"One cell of the {where} holds" if count == 1 else f"{count:,} cells of the {where} hold"
        counts = "counts" if count == 1 else "count"
        said = f"{which} an error such as #REF! in place of a value and {counts} as empty{listed}."
        problems.add(0, "cells", "", said, "Correct the formula, or write the value.", kind="value", times=count)


def _tags(archive: zipfile.ZipFile, file: str) -> list[dict[str, str]]:
    """The attributes of the tags that tie sheets to files."""
    text = archive.read(file).decode("utf-8", "replace")
    return [{name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)} for tag in _TAG.findall(text)]
