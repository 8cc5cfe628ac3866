"""Actors of a table: names, acronyms that look like codes, and titles in which somebody is missing."""

import pytest

from viewer.formats.applying import apply
from viewer.formats.mapped_names import members
from viewer.formats.mapping import Mapping, When, Who
from viewer.formats.tables import read_pasted

ACTORS = Mapping(title="{who}", start=When(("date",)), who=(Who("who", "either", separator=", "),))


def events(mapping, text):
    table = apply(mapping, read_pasted(text))
    return [table.event(at) for at in range(len(table))]


def test_acronyms_of_actors_are_no_codes_of_countries():
    """BRA signs for Bougainville and PF for a front."""
    found = events(ACTORS, "date\twho\n1994\tSolomon Islands, BRA\n1979\tUnited Kingdom, PF, USA, Government of Iran\n")
    assert [[(p.kind, p.code) for p in event.participants] for event in found] == [
        [("country", "SLB"), ("organisation", "BRA")],
        [("country", "GBR"), ("organisation", "PF"), ("country", "USA"), ("country", "IRN")],
    ]


def test_where_a_column_holds_codes_they_are_countries():
    [first, _] = events(ACTORS, "date\twho\n1994\tSLB, BRA\n1979\tGBR, FRA\n")
    assert [(p.kind, p.code) for p in first.participants] == [("country", "SLB"), ("country", "BRA")]


def test_numbers_of_states_are_named_in_titles():
    mapping = Mapping(title="{a} – {b}", start=When(("date",)), who=(Who("a", codes="cow"), Who("b", codes="cow")))
    [first] = events(mapping, "date\ta\tb\n1950\t2\t365\n")
    assert first.title == "United States – Russian Empire / Soviet Union / Russia"
    assert [p.code for p in first.participants] == ["USA", "SUHH"]


def test_nothing_dangles_in_a_title_made_of_columns():
    mapping = Mapping(title="{a} → {b}: {c}", start=When(("date",)))
    found = events(mapping, "date\ta\tb\tc\n2001\tChina\t\tconsults\n2002\t\tIran\tvisits\n")
    assert [event.title for event in found] == ["China: consults", "Iran: visits"]


@pytest.mark.parametrize(
    ("cell", "listed"),
    [
        ('["France", "T\\u00fcrkiye"]', ["France", "Türkiye"]),  # JSON
        ("['France', \"Côte d'Ivoire\"]", ["France", "Côte d'Ivoire"]),  # Python
        ("['O\\'Higgins', ]", ["O'Higgins"]),
        ("[]", []),
        ("[1914] France;Spain", ["[1914] France", "Spain"]),
        ("['France'; 'Spain']", ["['France'", " 'Spain']"]),
        ('["' + "a" * 100_000, ['["' + "a" * 100_000]),
    ],
)
def test_a_list_within_a_cell_is_known_by_its_brackets(cell, listed):
    assert members(cell, ";") == listed


def test_names_known_only_by_their_parts_are_several_though_others_are_listed_otherwise():
    found = events(
        Mapping(title="{who}", start=When(("date",)), who=(Who("who", separator=", "),)),
        ("date\twho\n1954\tFrance, Iran\n1955\tRussia; Turkey & USSR\n1956\tFrance; Ruritania\n"),
    )
    assert [[p.code for p in event.participants] for event in found] == [["FRA", "IRN"], ["RUS", "TUR", "SUHH"], []]
    assert found[2].tags == ("France; Ruritania",)
