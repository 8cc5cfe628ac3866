"""Whatever file is chosen, the program says in one message what is wrong with it, and lives on."""

import json
import os
import resource

import pytest

from tests.builders import a_table
from viewer.errors import FileProblem
from viewer.formats import read, write_events
from viewer.formats.reading import contents

HEAD = b'{"format":"diplomatic-timeline","version":1,"events":'


def refused(folder, data, name="x.json"):
    """The message for a file that holds these bytes."""
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(FileProblem) as caught:
        read(path)
    assert caught.value.message.startswith(name)
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\x00" * 5000, "zeros"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "picture"),
        (b"abc\x00def", "not a text file"),
        ('{"a":1}'.encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"\xff\xfe{", "damaged UTF-16"),
        (b"hello", "line 1, column 1"),
        (HEAD + b'[\n{"id":"a",\n "title":"caf', "ends too early, at line 3, column 14"),
        (HEAD + b'[\n{"id":"a" "b"}]}', "line 2, column 11"),
        (HEAD + b'[\n{"lat":NaN}]}', "line 2, column 8 holds NaN"),
        (HEAD + b"[-Infinity]}", "Infinity"),
        (HEAD + rb'["\ud800"]}', "half a character"),
        (HEAD + b"{}}", "no list of events"),
        (b"[1, 2]", "not a chronology"),
        (b'{"type":"FeatureCollection"}', "“type”"),
        (b'{"format":"diplomatic-timeline","events":[]}', "version"),
        (b'{"format":"diplomatic-timeline","version":2,"events":[]}', "version 2"),
        (b'{"format":"diplomatic-timeline","version":1}', "no list of events"),
        (b"{", "ends too early"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_place_and_reason(tmp_path, data, said):
    """Empty, binary, cut short, not JSON, not ours, too new: each has its own message."""
    assert said in refused(tmp_path, data)


def test_windows_encoding_is_recognised(tmp_path):
    """Text in CP1252 is refused with the place of the first wrong byte and the encoding it seems to have."""
    text = '{"title":\n"Déclaration de Genève, signée à l’hôtel; Übereinkunft über Länder – größer"}'
    said = refused(tmp_path, text.encode("cp1252"))
    assert "line 2, column 3 holds the byte 0xe9" in said
    assert "Windows-1252" in said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_the_encoding(tmp_path, encoding):
    """UTF-8, UTF-16 and UTF-32 with a mark open like plain UTF-8."""
    path = tmp_path / "x.json"
    path.write_bytes((HEAD.decode() + '[{"id":"a","title":"Türkiye ایران"}]}').encode(encoding))
    assert read(path).event(0).title == "Türkiye ایران"


@pytest.mark.parametrize("opening", [b"[", b'{"a":', HEAD + b"[", HEAD + b'[{"id":', HEAD + b'[{"x":['])
def test_deep_nesting_is_refused(tmp_path, opening):
    """Megabytes of brackets do not crash; how long they take is measured by ``tests/benchmarks/hostile.py``."""
    refused(tmp_path, opening + b"[" * 5_000_000)


def test_a_deep_event_is_left_out_and_the_others_open(tmp_path):
    """Nesting inside one well-formed event costs that event alone."""
    deep = b"[" * 900 + b"]" * 900
    path = tmp_path / "x.json"
    path.write_bytes(HEAD + b'[{"id":"a","title":"A"},{"id":"b","title":"B","tags":' + deep + b"}]}")
    table = read(path)
    assert table.events["id"].tolist()[0] == "a"
    assert table.problems[0].row == 2


def test_what_is_no_file_is_refused(tmp_path):
    """Folders, missing files, pipes and devices are refused at once instead of blocking."""
    os.mkfifo(tmp_path / "pipe")
    for path, said in (
        (tmp_path, "folder"),
        (tmp_path / "none.json", "does not exist"),
        (tmp_path / "pipe", "pipe"),
        (tmp_path / ("x" * 300), "long"),
        (tmp_path / "none.json" / "x", "does not exist"),
    ):
        with pytest.raises(FileProblem, match=said):
            read(path)


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    """Forbidden files are told from missing ones (also when the tests run as root)."""

    def forbid(*_):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "x.json"
    path.write_bytes(b"{}")
    monkeypatch.setattr("viewer.formats.reading.os.open", forbid)
    with pytest.raises(FileProblem, match="may not be read"):
        read(path)


def test_a_file_cut_short_while_it_is_read_is_refused(tmp_path):
    """Half of it would look like the whole; once it is read, shortening the file changes nothing."""
    path = tmp_path / "x.json"
    path.write_bytes(b"[" + b"1," * 5_000_000 + b"1]")
    text = contents(path)
    with pytest.raises(FileProblem, match=r"x\.json became shorter"):
        contents(path, progress=lambda _: os.truncate(path, 4_194_304))
    os.truncate(path, 0)
    assert bytes(text.data[:3]) == b"[1,"


def test_too_large_a_file_is_refused_with_advice(tmp_path):
    """The bound is checked before anything is read."""
    path = tmp_path / "x.json"
    path.write_bytes(b"[1]  ")
    with pytest.raises(FileProblem, match="Divide it"):
        contents(path, limit=4)


def test_reading_can_be_given_up(tmp_path):
    """What the progress function raises ends the reading."""
    path = tmp_path / "x.json"
    write_events(a_table(), path)
    told = []
    read(path, told.append)
    assert told
    assert all(0 <= done.share <= 1 for done in told)
    with pytest.raises(KeyboardInterrupt):
        read(path, lambda _: (_ for _ in ()).throw(KeyboardInterrupt))


def test_a_million_faults_are_counted_not_listed(tmp_path):
    """The list of problems stays short however bad the file, and says how many more there are."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": [{"title": "A"}] * 20_000}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # of all tests so far
    table = read(path)
    assert len(table.problems) == 10_001
    assert "10,000 more" in table.problems[-1].message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before + 300_000


def test_a_text_of_no_known_kind_is_not_blamed_for_being_no_json(tmp_path):
    """What to do about it is said instead."""
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n\nTalks in Geneva\n", "utf-8")
    with pytest.raises(FileProblem, match=r"notes.md holds text of no kind that is known. If it is a table"):
        read(path)
