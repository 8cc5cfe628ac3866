"""Items of vis-timeline."""

import pytest

from tests.formats.foreign_files import dates, events


@pytest.mark.parametrize(
    ("start", "date"),
    [
        ('"2014-04-20"', "2014-04-20"),
        ("1398000000000", "2014-04-20T13:20Z"),
        ('"/Date(1398000000000)/"', "2014-04-20T13:20Z"),
        ('"Sun Apr 20 2014 10:00:00 GMT+0200"', "2014-04-20T10:00+02:00"),
        ("1e400", None),
        ("true", None),
    ],
)
def test_starts(tmp_path, start, date):
    """As text, as milliseconds, as old services write them."""
    assert dates(tmp_path, "a.json", f'[{{"id":1,"content":"X","start":{start}}}]') == [date]


def test_groups_and_backgrounds(tmp_path):
    """A group is a tag by its name; a background contains what lies in it."""
    text = """{"groups":[{"id":7,"content":"<b>Gulf</b>"}],"items":[
      {"id":"w","content":"War","start":"1990-01-01","end":"1991-12-31","type":"background"},
      {"id":"x","content":"Res 678","start":"1990-11-29","group":7}]}"""
    war, vote = events(tmp_path, "a.json", text)
    assert (vote.part_of, vote.tags, war.tags) == ("w", ("Gulf",), ("era",))
