"""Workbooks become tables as their readers see them."""

import re
import struct
import zipfile

import pytest
import xlsxwriter

from tests.benchmarks.hostile import workbook
from viewer.errors import FileProblem
from viewer.events.problems import Problems
from viewer.formats.cell_errors import CellErrors
from viewer.formats.spreadsheets import read_workbook

LABEL = b"\xfd\x00\x0a\x00"  # of BIFF8: a cell with a shared text, ten bytes; its row and column come first


def test_a_cell_merged_over_rows_belongs_to_each_of_them(tmp_path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((("Country", "Event"), ("", "Frozen"), ("", "Embargo"), ("France", "Talks"))):
            sheet.write_row(at + 2, 1, row)
        sheet.merge_range("B4:B5", "Iran")
        sheet.merge_range("B1:C1", "Sanctions")
    grid = read_workbook(path)
    assert grid.columns["Country"].to_pylist() == ["Iran", "Iran", "France"]
    assert not grid.problems.listed()


@pytest.mark.parametrize("place", [b'r="xfd19425"', b"r='A99999999'", b'r = "ABCDEFG12"', b's="1"\nr="A4294967295"'])
def test_a_cell_beyond_reach_is_refused_however_its_place_is_written(tmp_path, place):
    """Room for all cells up to it would be asked for, and the program ended where there is none."""
    path = tmp_path / "x.xlsx"
    workbook([b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row><c %s><v>1</v></c></row>' % place])(
        path
    )
    with pytest.raises(FileProblem, match="too large a workbook"):
        read_workbook(path)


@pytest.mark.parametrize("count", [1, 40_000])
def test_errors_in_place_of_values_are_told_though_they_read_as_empty(tmp_path, count):
    """Many lie across the pieces in which a sheet is looked through."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Date", "Title"))
        for at in range(1, count + 1):
            sheet.write_formula(at, 0, "=NA()", None, "#N/A")
            sheet.write(at, 1, "Talks #N/A")
    grid = read_workbook(path)
    assert set(grid.columns["Date"].to_pylist()) == {""}
    [problem] = grid.problems.listed()
    assert problem.times == count
    assert re.search("counts? as empty: A2", problem.message)


def test_errors_are_told_of_the_sheet_that_is_read(tmp_path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, errors in (("Sums & more", 3), ("Events", 1), ("Notes", 0)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("Date", "Title"))
            sheet.write_row(5, 0, ("2024-03-15", "Talks"))
            for at in range(1, errors + 1):
                sheet.write_formula(at, 1, "=#REF!", None, "#REF!")
    told = [
        [p.message for p in read_workbook(path, part=n).problems.listed()] for n in ("Sums & more", "Events", "Notes")
    ]
    said = "of the sheet {} an error such as #REF! in place of a value and {} as empty: {}."
    assert told == [
        ["3 cells " + said.format("hold", "count", "B2, B3, B4")],
        ["One cell " + said.format("holds", "counts", "B2")],
        [],
    ]


@pytest.mark.parametrize("cell", [b'<x:c r="B2" t="e">', b"<c t='e' s='1' r='B2'>", b'<c t="e">'])
def test_errors_are_found_however_their_cell_is_written(cell):
    errors, problems = CellErrors(), Problems()
    errors.note("xl/worksheets/sheet1.xml", cell + b"<v>#REF!</v>", 0)
    errors.tell("Events", problems)
    [problem] = problems.listed()
    assert problem.message.endswith("counts as empty: B2." if b"B2" in cell else "counts as empty.")


@pytest.mark.parametrize("formula", [False, True])
def test_errors_in_an_old_workbook_are_told(shared_data, tmp_path, formula):
    """Two cells beside each other become one with an error and a record that says nothing."""
    data = bytearray(shared_data("simile/japanese-eras.xls").read_bytes())
    at = data.index(LABEL)
    while data[at + 14 : at + 18] != LABEL or data[at + 4 : at + 6] < b"\x03":
        at = data.index(LABEL, at + 14)
    place = data[at + 4 : at + 10]
    error = b"\x05\x02\x08\x00" + place + b"\x2a\x01"
    if formula:
        error = b"\x06\x00\x18\x00" + place + b"\x02\x00\x2a\x00\x00\x00\xff\xff" + bytes(10)
    nothing = struct.pack("<HH", 0x1FFF, 24 - len(error)).ljust(28 - len(error), b"\0") if not formula else b""
    data[at : at + 28] = error + nothing
    path = tmp_path / "x.xls"
    path.write_bytes(data)
    told = [problem.message for problem in read_workbook(path).problems.listed() if problem.field == "cells"]
    assert told == [
        "One cell of the workbook holds an error such as #REF! in place of a value and counts as empty: B4."
    ]


def test_errors_in_an_open_document_are_told(tmp_path):
    row = "<table:table-row>{}</table:table-row>"
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    error = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    rows = row.format(text.format("Date") + text.format("Title")) + row.format(error + text.format("Talks"))
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    path = tmp_path / "x.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content{names} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:'
            f'calcext:1.0"><office:body><office:spreadsheet><table:table table:name="Events">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    grid = read_workbook(path)
    assert grid.columns["Date"].to_pylist() == [""]
    assert "One cell of the workbook holds an error" in grid.problems.listed()[0].message


def test_times_in_a_format_that_counts_beyond_a_day_are_read(tmp_path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Title", "Time"))
        for at, days in enumerate((10.5 / 24, 1.5), 1):
            sheet.write(at, 0, "Talks")
            sheet.write_number(at, 1, days, book.add_format({"num_format": "[h]:mm"}))
    assert read_workbook(path).columns["Time"].to_pylist() == ["10:30:00", "36:00:00"]


def test_an_old_workbook_that_would_end_the_program_is_refused(shared_data, tmp_path):
    """It is tried by another process, which calamine may end for lack of memory."""
    whole = shared_data("simile/japanese-eras.xls")
    assert len(read_workbook(whole))
    data = bytearray(whole.read_bytes())
    at = data.index(LABEL) + len(LABEL)
    data[at : at + 4] = struct.pack("<HH", 0xFFFF, 0xFFFF)
    path = tmp_path / "far.xls"
    path.write_bytes(data)
    with pytest.raises(FileProblem, match="too large a workbook"):
        read_workbook(path)
