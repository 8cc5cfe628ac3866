"""A file says the same and has the same faults, however it is cut into pieces."""

from itertools import chain

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.events.gathering import gathered
from viewer.events.problems import Problems
from viewer.events.records import EventRecord, ParticipantRecord, PlaceRecord, RelationRecord, SourceRecord
from viewer.events.table import EventTable

FRAMES = ("events", "participants", "sources", "tags", "relations", "alternatives")
NAMES = st.sampled_from(["a", "b", "c", "d", " a", "", "z\x07", None])
RECORDS = st.builds(
    EventRecord,
    id=st.sampled_from("abcdefghijkl") | NAMES,
    title=st.sampled_from(["T", "U", "\u202eT", " ", "x" * 600]),
    summary=st.sampled_from([None, "Some\nwords", "\x00"]),
    date=st.sampled_from([None, "2025-06-22", "2025-02-30", "soon", "1900~"]),
    category=st.sampled_from([None, "agree", "agre"]),
    participants=st.lists(
        st.builds(ParticipantRecord, country=st.sampled_from(["PAK", "Iran", "ZZZ", None]), role=st.just("host")),
        max_size=2,
    ),
    place=st.none() | st.builds(PlaceRecord, name=NAMES, lat=st.sampled_from([None, 1.0])),
    tags=st.lists(st.sampled_from(["x", "y", ""]), max_size=2),
    part_of=NAMES,
    relations=st.lists(st.builds(RelationRecord, type=st.sampled_from(["follows", "x"]), id=NAMES), max_size=1),
    sources=st.lists(
        st.builds(
            SourceRecord,
            publisher=NAMES,
            url=st.sampled_from([None, "https://a.b/c", "ftp://x"]),
            published=st.sampled_from([None, "2025", "July"]),
        ),
        max_size=2,
    ),
)


def of_pieces(records, size, unreadable, most):
    """A table of records that come so many at a time."""
    parts = (records[at : at + size] for at in range(0, len(records), size))
    pieces = chain.from_iterable(map(gathered, parts))
    return EventTable.checked(pieces, problems=Problems(most), unreadable=unreadable)


@given(st.lists(RECORDS, max_size=12), st.integers(1, 5), st.sets(st.integers(0, 11)), st.sampled_from([3, 10_000]))
@settings(deadline=None, max_examples=40)  # each makes three tables
def test_however_it_is_cut(records, size, unreadable, most):
    """Tables, the number of records and the problems are those of one piece."""
    lost = sorted(number for number in unreadable if number < len(records))
    one, several = (of_pieces(records, many, lost, 10_000) for many in (100, size))
    assert one.problems == several.problems
    assert one.read == several.read == len(records)
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(several, name))
    again = of_pieces(records, size, lost, most).problems
    assert sum(problem.times for problem in again) == sum(problem.times for problem in one.problems)


def test_what_a_reader_raises_ends_the_checks():
    """A reading that is given up, or fails, does not wait for anything and leaves nothing behind."""

    def pieces():
        yield from gathered([EventRecord(id="a", title="T")])
        raise InterruptedError

    with pytest.raises(InterruptedError):
        EventTable.checked(pieces())
