"""Records are found in JSON wherever they lie."""

import json

from viewer.formats.json_tables import read_records


def test_of_several_lists_of_records_that_with_most_values_is_taken(tmp_path):
    path = tmp_path / "x.json"
    talks = [
        {"title": f"Talks {at}", "date": {"created": f"2021-06-1{at}"}, "country": [{"name": "Iran"}]}
        for at in range(3)
    ]
    path.write_text(json.dumps({"facets": [{"k": at} for at in range(4)], "data": {"results": talks}}), "utf-8")
    assert read_records(path).part == "data.results"
