"""Files made to harm: one sentence each; the large ones are in ``tests/benchmarks/hostile.py``."""

import gzip
import os

import pytest

from tests.benchmarks import hostile
from viewer.errors import FileProblem
from viewer.formats import foreign, read

SAID = {
    "entities within entities": "declares entities",
    "entity of another file": "declares entities",
    "entity of the web": "declares entities",
    "entities in SIMILE": "declares entities",
    "cell at the far corner": "too large a workbook",
    "formulas in a workbook": "opened 1 of 1",
    "formulas in a table": "opened 2 of 2",
    "gzip of rubbish": "damaged gzip",
    "NUL in every cell": "not a text file",
    "NUL in a calendar": "opened 1 of 1",
    "mixed encodings": "opened 52 of 52",
    "half of UTF-16": "opened 1 of 1",
    "endless rule, FREQ=SECONDLY": "opened 20 of 20",
    "endless rule, FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=300": "opened 20 of 20",
    "years without end, JSON": "2 have dates that cannot be read",
    "years without end, calendar": "2 have dates that cannot be read",
    "link to itself": "symbolic links",
    "link to a device": "device or a pipe",
    "link to memory": "cannot be read",
    "folder": "is a folder",
    "pipe": "device or a pipe",
    "nothing": "does not exist",
}


@pytest.mark.parametrize("what", hostile.SMALL)
def test_what_nobody_should_send_is_told_in_one_sentence(tmp_path, what):
    """Whether it opens or not."""
    name, data = hostile.SMALL[what]
    path = tmp_path / name
    _ = path.write_bytes(data) if isinstance(data, bytes) else data(path)
    said, good = hostile.told(path, None)
    assert SAID.get(what, "") in said
    assert good


def test_what_unpacks_to_many_times_its_size_is_not_read(tmp_path, monkeypatch):
    """A table of real records never does, however alike they are."""
    monkeypatch.setattr("viewer.formats.encodings.BOMB_FREE", 2**22)
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(b"2001-01-02,Talks\n" * 500_000))
    with pytest.raises(FileProblem, match="unpacks to more than 100 times"):
        read(path)


@pytest.mark.parametrize("kept", [1_000, 0])
def test_a_table_that_shrinks_while_it_is_read_is_refused(tmp_path, kept):
    """Half a table that looks like a whole one is worse than none."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"date,title\n" + b"2001-01-02,Talks\n" * 60_000)
    with pytest.raises(FileProblem, match=r"x\.csv became shorter"):
        read(path, lambda _: os.truncate(path, kept))


def test_cells_are_cut_where_nobody_writes_on(tmp_path):
    """With the row and the column."""
    path = tmp_path / "x.csv"
    path.write_text("date,title,summary\n2001-01-02,Talks,Short\n2001-01-03,More talks," + "a" * 200_000)
    table = foreign.read(path)
    assert len(table.event(1).summary) == 100_000
    assert [(p.row, p.field) for p in table.problems] == [(3, "summary")]


def test_rare_keys_are_left_out_where_all_would_make_too_many_cells(tmp_path, monkeypatch):
    """A key of its own in every record is no column."""
    monkeypatch.setattr("viewer.formats.json_tables._CELLS", 10_000)
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(f'{{"date":"2001-01-02","title":"Talks {n}","k{n}":1}}' for n in range(1_000)))
    grid = foreign.inspect(path).sample
    assert list(grid.columns) == ["date", "title"]
    assert "1,000 values under rare keys" in grid.problems.listed()[0].message


def test_a_series_of_one_id_without_a_rule_keeps_its_events(tmp_path):
    """Programs that give all their events the same id lose none."""
    path = tmp_path / "x.ics"
    path.write_bytes(hostile.CALENDAR % b"".join(hostile.meeting(1, b"Talks %d" % n) for n in range(3)))
    assert [read(path).event(n).title for n in range(3)] == ["Talks 0", "Talks 1", "Talks 2"]
