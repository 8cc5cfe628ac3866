"""Problems say where they are, and stay printable."""

import pytest

from viewer.events.problems import LISTED, Problem, Problems, foreseen, in_words, lost, shown


def test_values_are_short_and_visible():
    """Long values are shortened, invisible characters are written out."""
    assert shown("a\x1b\u202eb") == "a\\u001b\\u202eb"
    assert len(shown("x" * 1000)) == 120
    assert shown(7) == "7"


def test_problems_come_in_order_of_rows():
    """However they are found, the list follows the file."""
    found = Problems()
    for row in (3, 1, 2):
        found.add(row, "title", "", "Wrong.", "Right it.", id_=f"e{row}", dropped="field")
    assert [problem.row for problem in found.listed()] == [1, 2, 3]
    assert str(found.listed()[0]) == "row 1 (e1), title: Wrong. Right it. [field left out]"


def test_beyond_the_bound_problems_are_counted():
    """The last line of a long list says how many are not on it."""
    found = Problems()
    for row in range(LISTED + 5):
        found.add(row, "title", "", "Wrong.", "Right it.")
    assert len(found.listed()) == LISTED + 1
    assert found.listed()[-1].message.startswith("5 more")


def test_problems_are_told_in_one_sentence():
    """Kinds with their counts, those that are not listed included; records are lost once, however much is wrong."""
    found = Problems()
    for row in range(1, LISTED + 3):
        found.add(row, "date", "soon", "This is no date.", "Correct it.")
    found.add(7, "until", "", "It ends before it starts.", "Correct it.", kind="order", dropped="event")
    found.add(7, "until", "", "It ends before it starts.", "Correct it.", kind="order", dropped="event")
    said = in_words(5, found.listed())
    assert said == "Opened 5 of 7 events; 10,002 have dates that cannot be read; 2 end before they start."
    assert in_words(3, ()) == "Opened all 3 events."
    twice = [Problem(7, "", f, "", "Wrong.", "Right it.", "event") for f in "ab"]
    assert lost([*twice, Problem(0, "", "", "", "More.", "", "event", times=5)]) == 6


def test_an_id_that_a_reader_made_tells_nobody_anything():
    assert str(Problem(3, "e0123456789abcdef", "date", "", "Wrong.", "Right it.")) == "row 3, date: Wrong. Right it."


@pytest.mark.parametrize(
    ("events", "more", "said"),
    [
        (1, False, "The one row becomes an event; 1 has a date that cannot be read."),
        (1_000, False, "All 1,000 rows become events; 1 has a date that cannot be read."),
        (2_000, True, "The first 2,000 rows become events; 1 has a date that cannot be read."),
    ],
)
def test_what_a_table_will_be_is_told_before_it_is_open(events, more, said):
    assert foreseen(events, [Problem(2, "", "date", "", "", "", "field", "date")], more=more) == said


def test_rows_that_become_no_event_are_counted_beforehand():
    lost_row = Problem(2, "", "record", "", "", "", "event", "record")
    assert foreseen(9, [lost_row], more=False) == "9 of 10 rows become events; 1 cannot be read at all."
    assert foreseen(9, [lost_row], more=True) == "9 of the first 10 rows become events; 1 cannot be read at all."
