"""Sums and notes below a table are no events, and that is told."""

import pytest

from viewer.formats.footers import below
from viewer.formats.tables import read_pasted, read_table

TABLE = "title\tdate\twhere\nTalks\t1999-03-05\tRome\nMore talks\t1999-04-05\tBonn\n"


@pytest.mark.parametrize(
    ("end", "left_out"),
    [
        ("Total\t2\t\n", 1),
        ("\nAll dates are local\t\t\n", 1),
        ("\nEvery time is that of the place.\t\t\n", 1),
        ("Total:\t\t1,234\nSource: the Ministry\n", 2),
        ("Average\t\t12\n", 1),
        ("[1] Working visits\n[b] After Smith\t\t\n", 2),
        ("\nCompiled in 2004\t\t\nby the archive\t\t\n", 2),
        ("Quelle: Archiv\t\t\n", 1),
        ("* Working visits\t\t\n", 1),
        ("Without a date\t\t\n", 0),
        ("Total war declared\t\t\n", 0),
        ("Total\t1943-02-18\tBerlin\n", 0),
        ("Total\t1943\t2\n", 0),
        ("Somme\t01.07.1916\t57\n", 0),
        ("Note: protest\t1999-05-05\tRome\nNote: reply\t\t\n", 0),
        ("* Visit\t1999-05-05\tRome\n* Another\t\t\n", 0),
        (" \t \t \n", 0),
        ("\nTo be dated:\t\t\nVisit of the minister\t\t\n", 0),
        ("\nTalks again\t1999-05-05\t\n\nTalks for the last time.\t\t\n", 0),
        ("Talks at last.\t\t\n\nTalks for the last time.\t\t\n", 0),
        ("Source: the Ministry\t\t\nTalks again\t1999-05-05\tRome\n", 0),
        ("\nTalks again\t1999-05-05\tRome\n", 0),
    ],
)
def test_what_stands_below_a_table_is_left_out_and_told(end, left_out):
    grid = read_pasted(TABLE + end)
    records = len([line for line in end.splitlines() if line]) + 2
    assert len(grid) == records - left_out
    told = [problem for problem in grid.problems.listed() if "below the table" in problem.message]
    assert len(told) == left_out
    assert {problem.row for problem in told}.isdisjoint(grid.numbers.tolist())


@pytest.mark.parametrize(
    ("end", "left_out"), [("\nAll of them local\t\t", 1), ("\n1999-06-05\t\t", 0), ("\nlate 1999\t\t", 0)]
)
def test_below_a_column_of_dates_a_text_that_stands_apart_is_a_note_and_a_date_none(end, left_out):
    grid = read_pasted(f"date\twhat\twhere\n1999-03-05\tTalks\tRome\n1999-04-05\tMore\tBonn\n{end}\n")
    assert len(grid) == 3 - left_out


def test_the_last_row_of_a_year_is_no_sum_of_years():
    grid = read_pasted("battle\tyear\tdead\nVerdun\t1916\t7\nSomme\t1916\t9\nTotal\t1917\t3\n")
    assert len(grid) == 3


def test_a_row_that_is_left_out_lacks_no_cells():
    grid = read_pasted(f"{TABLE}Source: the Ministry\n")
    [problem] = grid.problems.listed()
    assert problem.row == 4
    grid = read_pasted(f"{TABLE}Talks\t1999\nSource: the Ministry\n")
    assert [problem.row for problem in grid.problems.listed()] == [4, 5]


def test_rows_that_are_read_first_end_at_no_foot(tmp_path):
    (tmp_path / "x.tsv").write_text(f"{TABLE}Total\t\t2\nTalks\t1999-05-05\tRome\n")
    assert len(read_table(tmp_path / "x.tsv", limit=3)) == 3


def test_a_table_of_two_columns_or_with_nothing_else_stays_as_it_is():
    assert below([["Talks", "1999"], ["Total", "1"]], [2, 3]) == 0
    assert len(read_pasted("a\tb\tc\nTotal\t1\t\n")) == 1
