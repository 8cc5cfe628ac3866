"""Sums and notes below a table are no events, and that is told."""

import pytest

from viewer.formats.footers import below
from viewer.formats.tables import read_pasted

TABLE = "title\tdate\twhere\nTalks\t1999-03-05\tRome\nMore talks\t1999-04-05\tBonn\n"


@pytest.mark.parametrize(
    ("end", "left_out"),
    [
        ("Total\t2\t\n", 1),
        ("\nAll dates are local\t\t\n", 1),
        ("Total:\t\t1,234\nSource: the Ministry\n", 2),
        ("\nCompiled in 2004\t\t\nby the archive\t\t\n", 2),
        ("Quelle: Archiv\t\t\n", 1),
        ("* Working visits\t\t\n", 1),
        ("Without a date\t\t\n", 0),
        ("Total war declared\t\t\n", 0),
        ("Total\t1943-02-18\tBerlin\n", 0),
        ("Source: the Ministry\t\t\nTalks again\t1999-05-05\tRome\n", 0),
        ("\nTalks again\t1999-05-05\tRome\n", 0),
    ],
)
def test_what_stands_below_a_table_is_left_out_and_told(end, left_out):
    grid = read_pasted(TABLE + end)
    records = len([line for line in end.splitlines() if line.strip()]) + 2
    assert len(grid) == records - left_out
    told = [problem for problem in grid.problems.listed() if "below the table" in problem.message]
    assert len(told) == left_out
    assert {problem.row for problem in told}.isdisjoint(grid.numbers.tolist())


def test_a_table_of_two_columns_or_with_nothing_else_stays_as_it_is():
    assert below([["Talks", "1999"], ["Total", "1"]], [2, 3]) == 0
    assert len(read_pasted("a\tb\tc\nTotal\t1\t\n")) == 1
