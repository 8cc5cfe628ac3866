"""What is told while a file is read."""

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
