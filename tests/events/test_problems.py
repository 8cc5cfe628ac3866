"""Problems say where they are, and stay printable."""

from viewer.events.problems import LISTED, Problem, Problems, in_words, lost, shown


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
