"""The published schema and the reader say the same."""

import json

import pytest

from tests.formats.schemas import valid
from viewer.bundled import bundled
from viewer.events.vocabulary import CATEGORIES, RELATIONS, ROLES, STATUSES
from viewer.formats import read

SCHEMA = json.loads(bundled("resources/schema/events.schema.json").read_text("utf-8"))


def an_object(**fields):
    return {"id": "a", "title": "A"} | fields


GOOD = [
    an_object(),
    an_object(date=None, place=None, tags=None, importance=None),
    an_object(date="2025-06-13/2025-06-24", importance=5, category="agree", status="disputed"),
    an_object(participants=[{"country": "PAK", "role": "host"}, {"organisation": "ECO"}]),
    an_object(place={"name": "Islamabad", "lat": 33.7, "lon": 73.1}),
    an_object(place={"name": "Islamabad"}),
    an_object(sources=[{"publisher": "APP", "title": None, "url": "https://app.com.pk/x", "published": "2025-07"}]),
    an_object(alternative_dates=[{"date": "2025-06-21", "basis": "Washington"}]),
    an_object(tags=["steel"]),
]
BAD = [
    {"title": "A"},
    {"id": "a"},
    an_object(id=""),
    an_object(title=" "),
    an_object(title=7),
    an_object(titel="A"),
    an_object(title="A" * 501),
    an_object(date=20250622),
    an_object(date=""),
    an_object(importance=0),
    an_object(importance=6),
    an_object(importance="3"),
    an_object(importance=True),
    an_object(importance=2.5),
    an_object(category="agrees"),
    an_object(status="sure"),
    an_object(tags="steel"),
    an_object(tags=[""]),
    an_object(tags=[None]),
    an_object(participants=[{}]),
    an_object(participants=[{"country": "PAK", "organisation": "ECO"}]),
    an_object(participants=[{"country": "Pakistan"}]),
    an_object(participants=[{"country": "PAK", "role": "guest"}]),
    an_object(participants={"country": "PAK"}),
    an_object(place={"lat": 91, "lon": 0}),
    an_object(place={"lat": 33}),
    an_object(place="Islamabad"),
    an_object(sources=[{"url": "javascript:alert(1)"}]),
    an_object(sources=[{"url": "file:///etc/passwd"}]),
    an_object(relations=[{"type": "precedes", "id": "b"}]),
    an_object(relations=[{"id": "b"}]),
    an_object(alternative_dates=[{"basis": "none"}]),
    7,
    None,
    [],
]


@pytest.mark.parametrize("record", GOOD, ids=str)
def test_both_accept(record, tmp_path):
    """A good record satisfies the schema and opens without a problem."""
    assert valid(record, SCHEMA["$defs"]["event"], SCHEMA)
    assert not opened(tmp_path, record).problems


@pytest.mark.parametrize("record", BAD, ids=lambda record: str(record)[:60])
def test_both_object(record, tmp_path):
    """A bad record violates the schema and is reported by the reader."""
    assert not valid(record, SCHEMA["$defs"]["event"], SCHEMA)
    assert opened(tmp_path, record).problems


def opened(folder, record):
    path = folder / "events.json"
    path.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": [record]}), "utf-8")
    return read(path)


def test_choices_are_those_of_the_vocabulary():
    """Categories, statuses, roles and relations are listed in the schema as the program knows them."""
    event, parts = SCHEMA["$defs"]["event"]["properties"], SCHEMA["$defs"]["participant"]["oneOf"]
    assert event["category"]["enum"] == [*(c.code for c in CATEGORIES), None]
    assert event["status"]["enum"] == [*STATUSES, None]
    assert all(part["properties"]["role"]["enum"] == [*ROLES, None] for part in parts)
    assert SCHEMA["$defs"]["relation"]["properties"]["type"]["enum"] == list(RELATIONS)


def test_the_bundled_chronology_satisfies_the_schema():
    """What ships with the program is an example of its format, without a single problem."""
    path = bundled("data/events.json")
    assert valid(json.loads(path.read_text("utf-8")), SCHEMA, SCHEMA)
    assert not read(path).problems
