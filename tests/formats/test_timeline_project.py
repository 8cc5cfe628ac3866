"""The Timeline Project: whole days, fuzzy ends, containers, eras."""

import pytest

from tests.formats.foreign_files import dates, events


def project(*members, eras=""):
    return f"<timeline><version>2.3.0</version><events>{''.join(members)}</events><eras>{eras}</eras></timeline>"


def event(start, end, text="X", more=""):
    return f"<event><start>{start}</start><end>{end}</end><text>{text}</text>{more}</event>"


@pytest.mark.parametrize(
    ("start", "end", "more", "date"),
    [
        ("2013-07-07 00:00:00", "2013-07-07 00:00:00", "", "2013-07-07"),
        ("2013-07-07 00:00:00", "2013-07-09 23:59:59", "", "2013-07-07/2013-07-09"),
        ("2013-03-30 11:16:00", "2013-03-30 11:16:00", "", "2013-03-30T11:16"),
        ("-489-09-12 00:00:00", "-489-09-12 00:00:00", "", "-0489-09-12"),
        ("2013-07-07 00:00:00", "2013-07-09 00:00:00", "<fuzzy>True</fuzzy>", "2013-07-07~/2013-07-09~"),
        ("2013-07-07 00:00:00", "2013-07-09 00:00:00", "<fuzzy_end>True</fuzzy_end>", "2013-07-07/2013-07-09~"),
        ("2013-07-07 00:00:00", "2013-07-09 00:00:00", "<ends_today>True</ends_today>", "2013-07-07/.."),
    ],
)
def test_dates(tmp_path, start, end, more, date):
    """Midnight is a day, fuzzy is about, what ends today goes on."""
    assert dates(tmp_path, "a.timeline", project(event(start, end, more=more))) == [date]


def test_containers_and_eras(tmp_path):
    """What is in a container or an era is part of it."""
    day = "2013-07-07 00:00:00"
    era = "<era><name>E</name><start>2013-01-01 00:00:00</start><end>2014-01-01 00:00:00</end></era>"
    text = project(event(day, day, "[1]War"), event(day, day, "(1)Battle"), eras=era)
    war, battle, around = events(tmp_path, "a.timeline", text)
    assert (war.title, battle.title, battle.part_of, war.part_of) == ("War", "Battle", war.id, around.id)
