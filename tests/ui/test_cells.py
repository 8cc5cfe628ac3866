"""A small table: other rows keep the widths of the columns, and leave nothing chosen that is not there."""

from viewer.ui.cells import Cells, table_of

COLUMNS = ("Title", "When")


def test_fewer_rows_leave_widths_and_no_choice_beyond_them(qtbot):
    cells = Cells(COLUMNS)
    table = table_of(cells, "Rows")
    qtbot.addWidget(table)
    cells.show(COLUMNS, [(str(row), "1990") for row in range(50)])
    table.setColumnWidth(0, 123)
    table.selectRow(45)
    cells.show(COLUMNS, [("a", "1990"), ("b", "1991")])
    assert not table.currentIndex().isValid()
    assert table.selectedIndexes() == []
    assert table.columnWidth(0) == 123
    table.selectRow(1)
    cells.show(COLUMNS, [("c", "1990"), ("d", "1991")])
    assert [index.data() for index in table.selectedIndexes()] == ["d", "1991"]


def test_the_table_keeps_to_qts_rules(qtmodeltester):
    cells = Cells(COLUMNS)
    cells.show(COLUMNS, [("a", "1990"), ("<b>", "")])
    qtmodeltester.check(cells)
