"""Workbooks become tables as their readers see them."""

import xlsxwriter

from viewer.formats.spreadsheets import read_workbook


def test_a_cell_merged_over_rows_belongs_to_each_of_them(tmp_path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((("Country", "Event"), ("", "Frozen"), ("", "Embargo"), ("France", "Talks"))):
            sheet.write_row(at + 2, 1, row)
        sheet.merge_range("B4:B5", "Iran")
        sheet.merge_range("B1:C1", "Sanctions")
    assert read_workbook(path).columns["Country"].to_pylist() == ["Iran", "Iran", "France"]
