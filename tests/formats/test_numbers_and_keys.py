"""Numbers of any size and keys that stand twice: nothing is lost without a word."""

import json

import pytest

from viewer.formats import read

EVENT = {"id": "a", "title": "A", "date": "2025"}
HEAD = '{"format":"diplomatic-timeline","version":1,'


def opened(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    return read(path)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 10_000, "1e30", "true", "6", "2.5"])
def test_an_impossible_importance_costs_nothing_else(tmp_path, number):
    """The event opens with the usual importance, and the field is named."""
    event = json.dumps(EVENT)[:-1] + f',"importance":{number}}}'
    table = opened(tmp_path, f'{HEAD}"events":[{event}]}}')
    assert [(p.row, p.id, p.field, p.dropped) for p in table.problems] == [(1, "a", "importance", "field")]
    assert table.event(0).importance == 3


def test_a_whole_number_may_be_written_as_a_fraction(tmp_path):
    """Spreadsheets write 4 as 4.0."""
    table = opened(tmp_path, f'{HEAD}"events":[{json.dumps({**EVENT, "importance": 4.0})}]}}')
    assert (table.event(0).importance, table.problems) == (4, ())


def test_a_figure_beyond_all_bounds_is_left_out(tmp_path):
    """A point has a finite value or none; the others stay."""
    points = '[{"date":"2024","value":1e400},{"date":"2025","value":1e308}]'
    table = opened(tmp_path, f'{HEAD}"events":[],"indicators":[{{"id":"i","name":"I","points":{points}}}]}}')
    assert [p.field for p in table.problems] == ["indicators[0].points[0].value"]
    assert [point.value for point in table.series[0].points] == [1e308]


def test_a_key_that_stands_twice_is_told(tmp_path):
    """JSON keeps the last value only: whoever wrote the first one hears of it."""
    twice = f'{HEAD}"events":[{json.dumps(EVENT)}], "e\\"x" : "{{" ,"events" : [ ] }}'
    assert ("events", "field") in [(p.field, p.dropped) for p in opened(tmp_path, twice).problems]
    once = f' {{ "format" : "diplomatic-timeline" , "version":1,\n"events" :\t[{json.dumps(EVENT)}] }} '
    assert opened(tmp_path, once).problems == ()
