"""A table on its way in, without a window: real files of others, what is asked, what is kept, and what is given up."""

import gc
import weakref
from dataclasses import replace

import pytest

from tests.session.fakes import NOW, ROOM, AtOnce, OnDemand
from viewer.errors import FileProblem
from viewer.formats.mapping import When
from viewer.session.importing import Import, ask_again, ask_for, ask_for_pasted
from viewer.session.session import Session


@pytest.fixture
def session():
    """A session over real files that does everything at once and lets no failure pass."""

    def fail(error):
        raise error

    made = Session(AtOnce(), lambda done: done(), lambda: NOW, fail)
    made.give_room(ROOM)
    return listened(made)


def listened(session):
    """The session with ``asked``, which hands over the table that was to be mapped last, None when there is none."""
    asked = [None]
    session.listen(lambda notice: asked.append(notice.unmapped) if notice.unmapped else None)
    session.asked = lambda: asked.pop() if len(asked) > 1 else None
    return session


def begun(session, heed=lambda _: None):
    work = Import(session, session.asked(), heed)
    work.begin()
    return work


REAL = (
    ("unga/derived/un_roll_calls.csv", 6_203, 2, "AMENDMENTS, RULES OF PROCEDURE (R/1/66)", "1 Jan 1946"),
    ("ucdp/ucdp-peace-agreements-221.xlsx", 374, 2, "Peshawar Accord", "24 Apr 1992"),
    ("simile/japanese-eras.xls", 247, 1, None, None),
    ("ucdp/GEDEvent_v23_1.geojson", 1_848, 1, None, None),
    ("gdelt/20191024143000.export.CSV", 2_111, 1, None, None),
    ("timesketch/mapping_limit_exceed.csv", 1, 2, None, None),
)


@pytest.mark.parametrize("file", REAL, ids=[row[0] for row in REAL])
def test_real_files_are_previewed_and_read_whole(session, shared_data, file):
    """What the preview shows of the first row is what the row becomes."""
    name, count, number, title, when = file
    ask_for(session, shared_data(name))
    work = begun(session)
    first = work.preview.value.rows[0]
    assert first.number == number
    assert title is None or first.title.startswith(title)
    assert when in (None, first.when)
    assert work.proposals.value[0].origin == "guess"
    work.finish()
    assert len(session.store.table) == count
    assert session.store.table.event(0).title == first.title


def test_what_is_open_is_asked_until_it_is_answered(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("what,when,until\nTalks,1/2/2001,3/2/2001\nWar,4/5/2001,\n", "utf-8")
    session.open(path)
    assert session.store is None
    work = begun(session)
    assert [question.field for question in work.questions] == ["order"]
    mapping = work.mapping
    work.change(replace(mapping, start=replace(mapping.start, order="day-month"), end=When()))
    assert list(work.questions) == []
    work.change(replace(work.mapping, start=When()))
    assert [question.field for question in work.questions] == ["start"]


def test_a_guess_that_is_not_sure_is_to_be_checked(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y\n1990-10-03,Unity of Germany is declared\n1991-12-26,The Soviet Union ends\n", "utf-8")
    ask_for(session, path)
    asked = session.asked()
    unsure = replace(asked.sheet, guess=replace(asked.sheet.guess, confidence=0.5, questions=()))
    work = Import(session, replace(asked, sheet=unsure), lambda _: None)
    assert [question.text for question in work.questions] == [
        "Not every column is clear. Please check what was guessed."
    ]
    work.change(replace(work.mapping, place=("y",)))
    assert list(work.questions) == []


def test_a_mapping_is_kept_for_the_header_that_the_file_shows(session, tmp_path):
    """Even where the reader denied that it is one: that is how the file is known again."""
    path = tmp_path / "a.csv"
    path.write_text("Congress,Vienna\nTreaty,Paris\nTalks,Rome\n", "utf-8")
    ask_for(session, path)
    work = begun(session)
    assert work.can_keep
    work.look(part="", headed=False)
    assert work.sheet.columns == ("Column 1", "Column 2")
    work.change(replace(work.mapping, title="{Column 1}", place=("Column 2",)))
    work.keep("Mine")
    work.finish()
    session.open(path)
    assert [record.title for record in session.store.table.records()] == ["Congress", "Treaty", "Talks"]
    assert [mapping.name for mapping in session.mappings.all()] == ["Mine"]


def test_a_table_without_a_header_cannot_be_known_again(session):
    ask_for_pasted(session, "1990-10-03\tUnity of Germany\n1991-12-26\tEnd of the Soviet Union\n")
    work = begun(session)
    assert not work.can_keep
    work.finish()
    assert session.path is None
    ask_again(session)
    assert session.asked().mapping == work.mapping


def test_work_that_is_given_up_says_nothing_any_more(tmp_path):
    told = []
    executor = OnDemand()
    session = listened(Session(executor, lambda done: done(), lambda: NOW, told.append))
    ask_for_pasted(session, "date\ttitle\tcountry\n1990\tUnity\tRuritania\n")
    executor.go_on()
    work = begun(session, told.append)
    work.ask_names()
    work.stop()
    executor.go_on()
    assert told == []
    assert work.preview.value is None


def test_what_is_no_table_is_told_and_nothing_is_asked(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("only one column\n", "utf-8")
    with pytest.raises(FileProblem, match="no table"):
        ask_for(session, path)
    assert session.asked() is None


def test_a_table_to_be_mapped_is_held_by_whoever_asks_for_it_alone(session):
    """It may be large; the session does not hold it."""
    ask_for_pasted(session, "date\ttitle\tcountry\n1990\tUnity\tDEU\n")
    sheet = weakref.ref(session.asked().sheet)
    gc.collect()
    assert sheet() is None


def test_nothing_can_be_opened_while_another_table_is_looked_at(tmp_path):
    """What would be opened is not what is shown."""
    executor = OnDemand()
    session = listened(Session(executor, lambda done: done(), lambda: NOW, lambda _: None))
    ask_for_pasted(session, "date\ttitle\tcountry\n1990\tUnity\tDEU\n")
    executor.go_on()
    work = begun(session)
    work.look(part="", headed=False)
    assert work.looking
    executor.go_on()
    assert not work.looking
    assert work.sheet.columns == ("Column 1", "Column 2", "Column 3")
