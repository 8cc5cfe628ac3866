"""The head of a file: what it says of itself, its organisations and indicators, each fault reported."""

import json

import pytest

from viewer.events.about import About
from viewer.events.dates import parse
from viewer.events.event import Source
from viewer.events.indicators import Point, Series
from viewer.events.vocabulary import Organisation
from viewer.formats import read


def opened(folder, **head):
    path = folder / "x.json"
    path.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": []} | head), "utf-8")
    return read(path)


def test_a_good_head_is_read_whole(tmp_path):
    """Metadata, declared organisations and indicator points arrive as values."""
    coverage = {"from": "1964", "to": "2026-01", "note": "Later events are out of scope."}
    point = {"date": "2023-07-01/2024-06-30", "value": 1810, "kind": "reported", "source": {"publisher": "Arab News"}}
    table = opened(
        tmp_path,
        metadata={"title": "T", "description": "D", "coverage": coverage, "license": "L", "updated": "2026-01-31"},
        organisations=[{"id": "X-Y", "name": "Some body", "acronym": "XY", "aliases": ["Body"]}],
        indicators=[{"id": "s", "name": "S", "unit": "km", "points": [point]}],
    )
    assert not table.problems
    assert table.about == About("T", "D", "1964", "2026-01", "Later events are out of scope.", "L", "2026-01-31")
    assert table.about.coverage == "1964 to 2026-01. Later events are out of scope."
    assert table.organisations == (Organisation("X-Y", "Some body", "XY", ("Body",)),)
    held = Point(parse("2023-07-01/2024-06-30"), 1810.0, "reported", "", Source("Arab News"))
    assert table.series == (Series("s", "S", "km", "", (held,)),)


@pytest.mark.parametrize(
    ("head", "where"),
    [
        ({"metadata": []}, "metadata"),
        ({"metadata": {"titel": "T"}}, "metadata.titel"),
        ({"metadata": {"updated": "soon"}}, "metadata.updated"),
        ({"metadata": {"coverage": {"from": 1964}}}, "metadata.coverage.from"),
        ({"organisations": {}}, "organisations"),
        ({"organisations": [7]}, "organisations[0]"),
        ({"organisations": [{"id": "X"}]}, "organisations[0]"),
        ({"organisations": [{"id": "X", "name": "N"}] * 2}, "organisations[1]"),
        ({"indicators": [{"id": "s"}]}, "indicators[0]"),
        ({"indicators": [{"id": "s", "name": "S"}] * 2}, "indicators[1]"),
        ({"indicators": [{"id": "s", "name": "S", "points": [{"value": 1}]}]}, "indicators[0].points[0].date"),
        ({"indicators": [{"id": "s", "name": "S", "points": [{"date": "2025"}]}]}, "indicators[0].points[0].value"),
        (
            {
                "indicators": [
                    {"id": "s", "name": "S", "points": [{"date": "2025", "value": 1, "source": {"url": "x:"}}]}
                ]
            },
            "indicators[0].points[0].source.url",
        ),
        ({"extra": 1}, "extra"),
    ],
)
def test_each_fault_of_the_head_is_reported(tmp_path, head, where):
    """The file opens all the same; the fault is told once, as one of the file."""
    (problem,) = opened(tmp_path, **head).problems
    assert (problem.row, problem.field) == (0, where)
    assert str(problem).startswith("file, ")
