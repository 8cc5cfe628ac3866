"""Workbooks become tables as their readers see them."""

import struct

import pytest
import xlsxwriter

from tests.benchmarks.hostile import workbook
from viewer.errors import FileProblem
from viewer.formats.spreadsheets import read_workbook


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
    assert "count as empty: A2" in problem.message


LABEL = b"\xfd\x00\x0a\x00"  # of BIFF8: a cell with a shared text, ten bytes; its row and column come first


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
