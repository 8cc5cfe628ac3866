"""What is told while a file is read."""

import pytest

from viewer.formats import foreign
from viewer.formats.mapping import Mapping, When
from viewer.formats.progress import Done, Pace


def test_the_pace_is_taken_when_the_last_row_came():
    """Work that follows on the rows does not make them slower in hindsight."""
    now = [10.0]
    pace = Pace("x.csv", lambda: now[0])
    assert pace.words(Done(0.0)) == "Reading x.csv"
    now[0] = 12.0
    assert pace.words(Done(0.5, 3_000)) == "Reading x.csv · 50 % · 3,000 rows · 1,500 rows/s"
    now[0] = 20.0
    assert pace.words(Done(0.9, 3_000)) == "Reading x.csv · 90 % · 3,000 rows · 1,500 rows/s"


def test_rows_and_share_of_a_table_only_grow(tmp_path):
    """From the first line to the last event."""
    path = tmp_path / "x.csv"
    path.write_text("date,title\n" + "2001-01-02,Talks\n" * 40_000)
    told = []
    foreign.read_mapped(path, Mapping(title="{title}", start=When(("date",))), told.append)
    assert [done.share for done in told] == sorted(done.share for done in told)
    assert [done.rows for done in told] == sorted(done.rows for done in told)
    assert told[-1].rows == 40_000


def test_the_first_look_is_told_and_can_be_ended(tmp_path):
    """A large table that nobody mapped yet is given up while it is looked at, not after."""
    path = tmp_path / "x.csv"
    path.write_text("date,title\n" + "2001-01-02,Talks\n" * 100_000)
    told = []
    assert len(foreign.read(path, told.append)) == 100_000
    assert [done.share for done in told] == sorted(done.share for done in told)
    assert not told[0].rows
    assert told[0].share < 0.1

    def give_up(_done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        foreign.inspect(path, progress=give_up)
