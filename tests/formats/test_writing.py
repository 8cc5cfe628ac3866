"""What is written is what was there, and a failed writing changes nothing."""

import dataclasses
import errno
import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_table, an_event
from viewer.bundled import bundled
from viewer.errors import FileProblem
from viewer.events.about import About
from viewer.events.dates import parse
from viewer.events.event import AlternativeDate, Participant, Place, Relation, Source
from viewer.events.indicators import Point, Series
from viewer.events.vocabulary import CATEGORIES, ROLES, STATUSES, Organisation
from viewer.formats import read, write_events

DATES = ("1919-06-28", "2024-12", "197X", "2025-06-13/2025-06-24", "2020-05-12/..", "-0489~", "2025-06-24T04:00:00Z")
LINE = st.text(string.ascii_letters + "éشж山'\"<>&\\ ", min_size=1, max_size=20).map(str.strip).filter(bool)
TIDY = LINE.map(lambda text: " ".join(text.split()))  # lines of the head and tags are squeezed on reading
DATE = st.sampled_from(DATES).map(parse)
OPTIONAL = st.none() | LINE
SOURCE = st.builds(
    Source, LINE, OPTIONAL, st.sampled_from([None, "https://a.org/x?y=1"]), st.sampled_from([None, "2025-07"]), LINE
)
PARTICIPANT = st.builds(Participant, st.just("country"), st.sampled_from(["PAK", "RUS"]), st.sampled_from(ROLES))
PLACE = st.builds(Place, LINE) | st.builds(Place, LINE, st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def events(draw):
    """A few events with every field, linked backwards."""
    made = []
    for number in range(draw(st.integers(0, 4))):
        earlier = [event.id for event in made]
        made.append(
            an_event(
                f"e{number}",
                draw(LINE),
                at=draw(st.none() | st.sampled_from(DATES)),
                who=tuple(draw(st.lists(PARTICIPANT, unique=True, max_size=3))),
                place=draw(st.none() | PLACE),
                sources=tuple(draw(st.lists(SOURCE, max_size=2))),
                summary=draw(st.just("") | LINE),
                date_note=draw(st.just("") | LINE),
                alternative_dates=tuple(draw(st.lists(st.builds(AlternativeDate, DATE, LINE), max_size=2))),
                category=draw(st.sampled_from([c.code for c in CATEGORIES])),
                status=draw(st.sampled_from(STATUSES)),
                importance=draw(st.integers(1, 5)),
                tags=tuple(draw(st.lists(TIDY, unique=True, max_size=2))),
                part_of=draw(st.sampled_from([None, *earlier])),
                relations=tuple(draw(st.lists(st.builds(Relation, st.just("follows"), st.sampled_from(earlier))))[:2])
                if earlier
                else (),
            )
        )
    return made


HEADS = st.fixed_dictionaries(
    {
        "about": st.builds(About, TIDY, TIDY, st.sampled_from(["", "1964"]), st.sampled_from(["", "2026-01"]), TIDY),
        "organisations": st.just((Organisation("X-Y", "Some body", "XY", ("Body",)),)),
        "series": st.tuples(
            st.builds(
                Series,
                st.just("s"),
                st.just("Series"),
                st.just("km"),
                st.just(""),
                st.lists(
                    st.builds(Point, DATE, st.floats(allow_nan=False, allow_infinity=False), st.just("derived")),
                    max_size=2,
                ).map(tuple),
            )
        ),
    }
)


@settings(deadline=None)
@given(events(), HEADS)
def test_table_to_file_to_table(made, head):
    """Every event, the head and the indicators come back as they were, without a problem."""
    table = a_table(*made, **head) if made else a_table(**head)
    assert not table.problems
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.json"
        write_events(table, path)
        back = read(path)
    assert not back.problems
    assert [back.event(row) for row in range(len(back))] == [table.event(row) for row in range(len(table))]
    assert not made or [table.event(row) for row in range(len(table))] == made
    for name in ("about", "organisations", "series"):
        assert getattr(back, name) == getattr(table, name)


def test_the_bundled_chronology_survives(tmp_path):
    """The real file read, written and read again says the same."""
    table = read(bundled("data/events.json"))
    write_events(table, tmp_path / "x.json")
    back = read(tmp_path / "x.json")
    assert [back.event(row) for row in range(len(back))] == [table.event(row) for row in range(len(table))]
    assert (back.about, back.series, back.organisations) == (table.about, table.series, table.organisations)


def test_a_failed_writing_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    """A full disk is reported; the old file is whole and no scrap stays behind."""
    path = tmp_path / "x.json"
    path.write_text("old")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("viewer.formats.saving.os.fsync", full)
    with pytest.raises(FileProblem, match="full"):
        write_events(a_table(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_versions_compare_line_by_line(tmp_path):
    """Every event has a line of its own, so that a changed one shows as one changed line."""
    table = a_table()
    write_events(table, tmp_path / "a.json")
    head = dataclasses.replace(table.about, title="Other")
    write_events(dataclasses.replace(table, about=head), tmp_path / "b.json")
    one, two = ((tmp_path / name).read_text("utf-8").splitlines() for name in ("a.json", "b.json"))
    assert sum(a != b for a, b in zip(one, two, strict=True)) == 1
