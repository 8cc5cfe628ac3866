"""Parquet and Arrow hold what JSON holds, and nothing in them is believed unchecked."""

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from tests.builders import a_table
from tests.formats.test_writing import HEADS, events
from viewer.bundled import bundled
from viewer.cli import main
from viewer.errors import FileProblem
from viewer.formats import columnar, read, write_events

SUFFIXES = ("parquet", "arrow")
HEAD = {"format": "diplomatic-timeline", "version": 1}


def said(table):
    """All that a table says."""
    return [table.event(row) for row in range(len(table))], table.about, table.organisations, table.series


def of_columns(path, head=HEAD, **columns):
    """Write a Parquet file by hand; events "a", "b", … unless columns say otherwise."""
    count = max((len(value) for value in columns.values() if value is not None), default=1)
    names = [chr(97 + number) for number in range(count)]
    made = pa.table({"id": names, "title": names} | {key: value for key, value in columns.items() if value is not None})
    for name in (key for key, value in columns.items() if value is None):
        made = made.drop_columns([name])
    with pq.ParquetWriter(path, made.schema) as writer:
        writer.write_table(made)
        if head is not None:
            writer.add_key_value_metadata({"diplomatic-timeline": json.dumps(head)})
    return path


@given(events(), HEADS)
@settings(deadline=None)  # three files are made safe on the disk, which is the disk's time
def test_table_to_columns_to_table(made, head):
    """Every event, the head and the indicators come back as they were, and as they come back from JSON."""
    table = a_table(*made, **head) if made else a_table(**head)
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (*SUFFIXES, "json"):
            path = Path(folder) / f"x.{suffix}"
            write_events(table, path)
            back = read(path)
            assert not back.problems
            assert said(back) == said(table)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_bundled_chronology_survives(suffix, tmp_path):
    """JSON to columns and back to JSON gives the same file, byte by byte; the contents tell what a file is."""
    write_events(read(bundled("data/events.json")), tmp_path / "a.json")
    write_events(read(tmp_path / "a.json"), tmp_path / f"b.{suffix}")
    (tmp_path / f"b.{suffix}").rename(tmp_path / "b.json")
    write_events(read(tmp_path / "b.json"), tmp_path / "c.json")
    assert (tmp_path / "c.json").read_bytes() == (tmp_path / "a.json").read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_chronology_stays_one(suffix, tmp_path):
    """No events, no problem."""
    write_events(a_table().build([]), tmp_path / f"x.{suffix}")
    assert len(read(tmp_path / f"x.{suffix}")) == 0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_cut_short_or_damaged_is_told_so(suffix, tmp_path):
    """Wherever it is cut, one message; whatever byte is wrong, a message or a table, never another failure."""
    path = tmp_path / f"x.{suffix}"
    write_events(read(bundled("data/events.json")), path)
    whole = path.read_bytes()
    for end in range(8, len(whole), len(whole) // 20):
        path.write_bytes(whole[:end])
        with pytest.raises(FileProblem, match="no whole"):
            read(path)
    for at in range(8, len(whole), len(whole) // 100):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with suppress(FileProblem):
            read(path)


@pytest.mark.parametrize(
    ("columns", "where", "dropped"),
    [
        ({"id": ["a", "a"]}, (2, "id"), "event"),
        ({"title": ["T", None]}, (2, "title"), "event"),
        ({"date": ["2025-06-22", "2025-02-30"]}, (2, "date"), "field"),
        ({"date": ["2025-06-24/2025-06-13"]}, (1, "date"), "field"),
        ({"category": ["agre"]}, (1, "category"), ""),
        ({"importance": [3, 9]}, (2, "importance"), "field"),
        ({"lat": [float("nan")], "lon": [1.0]}, (1, "lat"), "field"),
        ({"part_of": ["b", "a"]}, (2, "part_of"), "field"),
        ({"part_of": ["nobody"]}, (1, "part_of"), "field"),
        ({"summary": ["a\x07b"]}, (1, "summary"), ""),
        ({"tags": [["x", None]]}, (1, "tags[1]"), "field"),
        ({"participants": [[{"country": "FRA"}, {"country": "ZZZ"}]]}, (1, "participants[1].country"), "field"),
        ({"participants": [[], [None]]}, (2, "participants[0]"), "field"),
        ({"participants": [[{"country": "FRA"}] * 2]}, (1, "participants[1].role"), "field"),
        ({"relations": [[{"type": "follows", "id": "nobody"}]]}, (1, "relations[0].id"), "field"),
        ({"sources": [[{"url": "javascript:alert(1)"}]]}, (1, "sources[0].url"), "field"),
        ({"alternative_dates": [[{"date": "soon"}]]}, (1, "alternative_dates[0].date"), "field"),
        ({"colour": ["red"]}, (0, "colour"), "field"),
    ],
)
def test_each_fault_is_reported_as_in_json(columns, where, dropped, tmp_path):
    """The same checks with the same row and field; the other events open."""
    table = read(of_columns(tmp_path / "x.parquet", **columns))
    first = table.problems[0]
    assert ((first.row, first.field), first.dropped) == (where, dropped)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (None, "columns are not clear"),
        ({}, "version"),
        ({"version": True}, "version"),
        ({"version": 2}, "version 2"),
        (["x"], "damaged"),
    ],
)
def test_tables_of_others_and_of_times_to_come_are_refused(head, message, tmp_path):
    """Not ours, no version, a newer version, a head that is none: each has its own message."""
    with pytest.raises(FileProblem, match=message):
        read(of_columns(tmp_path / "x.parquet", head=head))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"id": None}, "no column “id”"),
        ({"title": None}, "no column “title”"),
        ({"date": [20250622]}, "“date” holds int64"),
        ({"importance": [2.5]}, "“importance” holds double"),
        ({"participants": ["FRA"]}, "“participants” holds string"),
        ({"participants": [["FRA"]]}, "“participants” holds list"),
        ({"sources": [[{"url": 5}]]}, "“sources.url” holds int64"),
        ({"tags": [[5]]}, "“tags” holds list"),
    ],
)
def test_missing_columns_and_wrong_types_are_named(columns, message, tmp_path):
    """The column, what it holds and what it should hold."""
    with pytest.raises(FileProblem, match=message):
        read(of_columns(tmp_path / "x.parquet", **columns))


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    """Arrow takes the word of a file for its encoding; we do not."""
    bad = pa.array([b"\xff\xfe"]).view(pa.string())
    with pytest.raises(FileProblem, match="no whole"):
        read(of_columns(tmp_path / "x.parquet", title=bad))


@pytest.mark.parametrize(("limit", "most"), [("ROWS_LIMIT", 2), ("SIZE_LIMIT", 100), ("VALUES_LIMIT", 2)])
def test_claims_beyond_all_bounds_are_refused(limit, most, tmp_path, monkeypatch):
    """Neither rows nor bytes nor values without end, whatever the file itself is."""
    monkeypatch.setattr(columnar, limit, most)
    with pytest.raises(FileProblem, match="more than"):
        read(of_columns(tmp_path / "x.parquet", id=["a", "b", "c"]))


def test_a_small_file_of_one_long_text_does_not_fill_the_memory(tmp_path, monkeypatch):
    """A text of a megabyte named a thousand times by a dictionary is refused before it is written out."""
    monkeypatch.setattr(columnar, "SIZE_LIMIT", 10**8)
    long = pa.array(["x" * 10**6] * 1000).dictionary_encode()
    path = of_columns(tmp_path / "x.parquet", id=[str(number) for number in range(1000)], title=long, summary=long)
    assert path.stat().st_size < 3 * 10**6
    with pytest.raises(FileProblem, match="more than"):
        read(path)


def test_faults_beyond_the_first_rows_are_told_of_their_rows(tmp_path, monkeypatch):
    """Wherever a file is cut into pieces, rows are counted through; lists begin anew in each."""
    monkeypatch.setattr(columnar, "PIECE", 2)
    path = of_columns(
        tmp_path / "x.parquet",
        title=["T", "T", "T", "T", None],
        importance=[1, 2, 3, 9, 5],
        tags=[["x"], None, ["x", None], [], [*map(str, range(300)), None]],
        participants=[None, [{"country": "FRA"}], [], [{"country": "FRA"}, None, {"country": "ZZZ"}], None],
    )
    said = [(problem.row, problem.field) for problem in read(path).problems]
    assert said == [
        (3, "tags[1]"),
        (4, "importance"),
        (4, "participants[1]"),
        (4, "participants[2].country"),
        (5, "tags[300]"),
        (5, "title"),
    ]


@pytest.mark.parametrize("rows", [1, 7, 50])
def test_row_groups_may_have_any_size(rows, tmp_path):
    """Other programs write groups of other sizes than ours, with dictionaries of their own in each."""
    ours, theirs = tmp_path / "ours.parquet", tmp_path / "theirs.parquet"
    table = read(bundled("data/events.json"))
    write_events(table, ours)
    pq.write_table(pq.read_table(ours), theirs, row_group_size=rows, use_dictionary=True)
    assert pq.ParquetFile(theirs).metadata.num_row_groups > 1
    assert said(read(theirs)) == said(table)


def test_what_reading_very_much_does_to_arrow_is_undone(tmp_path, monkeypatch):
    """Whatever hands out memory meanwhile, the same comes in, and afterwards all is as it was; also after a failure."""
    monkeypatch.setattr(columnar, "_VERY_MANY", 1)
    before = pa.default_memory_pool().backend_name
    table, path = read(bundled("data/events.json")), tmp_path / "x.parquet"
    write_events(table, path)
    assert said(read(path)) == said(table)
    monkeypatch.setattr(columnar, "SIZE_LIMIT", 1_000_000)
    monkeypatch.setattr(columnar, "_size", lambda _: 2_000_000)
    with pytest.raises(FileProblem):
        read(path)
    assert pa.default_memory_pool().backend_name == before


def test_plain_tables_of_other_programs_open_with_our_head(tmp_path):
    """Large strings, dictionaries, narrow floats and missing columns are as good as ours."""
    columns = {
        "title": pa.array(["T", "U"], pa.large_string()),
        "category": pa.array(["agree", "aid"]).dictionary_encode(),
        "lat": pa.array([1.5, None], pa.float32()),
        "lon": pa.array([2, None], pa.int16()),
        "importance": pa.array([5, None], pa.int64()),
        "tags": pa.array([["x"], None], pa.large_list(pa.string())),
    }
    table = read(of_columns(tmp_path / "x.parquet", **columns))
    assert not table.problems
    first = table.event(0)
    assert (first.category, first.place.lat, first.importance, first.tags) == ("agree", 1.5, 5, ("x",))
    assert table.event(1).importance == 3


@pytest.mark.parametrize("name", ["x.arrows", "x.arrow"])
def test_a_stream_of_arrow_is_read_as_a_file_is(name, tmp_path):
    """Ours and a stranger's, of several pieces; one that was cut short is told."""
    write_events(read(bundled("data/events.json")), tmp_path / "a.arrow")
    ours = pa.ipc.open_file(tmp_path / "a.arrow").read_all()
    theirs = pa.table({"title": ["Talks", "More talks"], "date": ["1999-03-05", "1999-04-05"], "n": [1, 2]})
    for made, count in ((ours, 115), (theirs, 2)):
        with pa.ipc.new_stream(tmp_path / name, made.schema) as writer:
            writer.write_table(made, max_chunksize=max(1, count // 2))
        table = read(tmp_path / name)
        assert (len(table), table.problems) == (count, ())
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[: len(whole) // 2])
        with pytest.raises(FileProblem, match="cannot be read"):
            read(tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_convert_says_what_came_through(suffix, tmp_path, capsys):
    """There and back from the command line; an existing file is kept unless forced."""
    source, target = tmp_path / "a.json", tmp_path / f"b.{suffix}"
    write_events(a_table(), source)
    assert main(["convert", str(source), str(target)]) == 0
    assert "opened 3 of 3 events; no problems" in capsys.readouterr().out
    assert main(["convert", str(target), str(source)]) == 3
    assert "--force" in capsys.readouterr().err
    assert main(["convert", str(target), str(source), "--force"]) == 0
    assert said(read(source)) == said(a_table())


def test_convert_refuses_unknown_endings_before_it_reads(tmp_path, capsys):
    """Nothing is read for hours only to be refused at the end."""
    assert main(["convert", str(tmp_path / "missing.json"), "b.xyz"]) == 3
    assert ".parquet" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_our_own_files_open_without_what_strangers_tables_need(suffix, tmp_path):
    """Guessing at columns and reading workbooks cost a tenth of a second and memory, only to be imported."""
    write_events(a_table(), tmp_path / f"a.{suffix}")
    code = "import sys, pathlib, viewer.formats as f; f.read(pathlib.Path(sys.argv[1])); print(*sys.modules)"
    asked = [sys.executable, "-c", code, tmp_path / f"a.{suffix}"]
    loaded = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert "viewer.formats.columnar" in loaded
    assert not {"viewer.formats.foreign", "python_calamine"} & set(loaded)
