"""The way out of a file that is too large for the window leads through ``convert``."""

import pytest

from viewer.errors import FileProblem
from viewer.events.event import Event
from viewer.events.table import EventTable
from viewer.formats import events_json, read, write_events
from viewer.formats.converting import convert
from viewer.formats.mapping import Mapping, When
from viewer.formats.saved_mappings import write_mapping


def test_what_the_window_refuses_as_too_large_can_be_converted(tmp_path, monkeypatch):
    """The advice of the one is what the other does."""
    source, target = tmp_path / "large.json", tmp_path / "large.parquet"
    write_events(EventTable.of([Event(id="a", title="Talks", date=None)]), source)
    monkeypatch.setattr(events_json, "SIZE_LIMIT", 50)
    with pytest.raises(FileProblem, match=r"large\.json") as refused:
        read(source)
    assert "diplomatic-timeline convert large.json large.parquet" in refused.value.hint
    convert(source, target, force=False)
    assert len(read(target)) == 1


def test_there_is_an_end_to_what_can_be_converted(tmp_path, monkeypatch):
    """Beyond it nothing is promised that would not work."""
    source = tmp_path / "large.json"
    write_events(EventTable.of([Event(id="a", title="Talks", date=None)]), source)
    monkeypatch.setattr(events_json, "LARGE_LIMIT", 50)
    with pytest.raises(FileProblem, match=r"large\.json") as refused:
        convert(source, tmp_path / "large.parquet", force=False)
    assert "convert" not in refused.value.hint


def test_what_was_left_out_is_listed_by_a_command_that_reads_the_same_way(tmp_path, capsys):
    """``check`` guesses what the columns are, and would list other problems than those of a mapping."""
    source, mapping = tmp_path / "talks.csv", tmp_path / "mapping.json"
    source.write_text("date,title\n2001-01-02,Talks\n2001-13-40,Pact\n2002-05-06,War\n")
    write_mapping(mapping, Mapping(title="{title}", start=When(("date",))))
    convert(source, tmp_path / "guessed.json", force=False)
    assert f"diplomatic-timeline check {source}" in capsys.readouterr().err
    convert(source, tmp_path / "mapped.json", force=False, mapping=mapping)
    told = capsys.readouterr().err
    assert "1 has a date that cannot be read" in told
    assert "check" not in told
