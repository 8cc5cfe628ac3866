"""Files made to harm: one sentence each; the large ones are in ``tests/benchmarks/hostile.py``."""

import gzip
import os
import random
from contextlib import suppress

import pyarrow as pa
import pytest

from tests.benchmarks import hostile
from tests.builders import a_table
from viewer.errors import FileProblem
from viewer.formats import foreign, read, write_events
from viewer.formats.mapping import Mapping, When

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


def test_a_damaged_footer_of_parquet_does_not_end_the_program(tmp_path):
    """Where a column is looked at before it was read, pyarrow ends the process; two hundred damaged footers do not."""
    path, chance = tmp_path / "x.parquet", random.Random(4)
    write_events(a_table(), path)
    whole = path.read_bytes()
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(footer, len(whole) - 8)] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        with suppress(FileProblem):
            read(path)


def test_a_number_in_powers_of_ten_is_no_date(tmp_path):
    """It is said what became of its digits."""
    path = tmp_path / "x.csv"
    path.write_text("date,title\n20010203,Talks\n1e+300,Peace talks\n19990101,Treaty\n")
    table = foreign.read_mapped(path, Mapping(title="{title}", start=When(("date",))))
    assert [p.row for p in table.problems] == [3]
    assert "shortened" in table.problems[0].message


def test_codes_that_point_beyond_their_texts_are_refused(tmp_path):
    """Arrow trusts the numbers in a file until it is told not to."""
    path = tmp_path / "x.arrow"
    titles = pa.DictionaryArray.from_arrays(pa.array([7], pa.int32()), pa.array(["Talks"]), safe=False)
    table = pa.table({"date": ["2001-01-02"], "title": titles})
    with pa.ipc.new_file(path, table.schema) as file:
        file.write_table(table)
    with pytest.raises(FileProblem, match="cannot be read as a table"):
        read(path)
