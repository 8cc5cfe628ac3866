"""Dates of a whole column: what first midnights mean."""

import pytest

from viewer.formats.applying import apply
from viewer.formats.mapping import Mapping, When
from viewer.formats.tables import read_pasted

START = Mapping(title="{what}", start=When(("date",)))
MIDNIGHT = "T00:00:00Z"


def opened(days, mapping=START):
    rows = "".join(f"Event {number}\t{day}\n" for number, day in enumerate(days))
    return apply(mapping, read_pasted(f"what\tdate\n{rows}"))


def test_years_that_stand_as_first_midnights_are_years():
    """As knowledge bases write them; days beside them stay days, and so do new years without a time."""
    years = [f"{year}-01-01{MIDNIGHT}" for year in range(1900, 1925)]
    table = opened([*years, f"1905-03-02{MIDNIGHT}", "1906-01-01", f"-0480-01-01{MIDNIGHT}", "1907-01-01T09:30:00Z"])
    found = list(table.events["date"])
    assert found[:25] == [str(year) for year in range(1900, 1925)]
    assert found[25:] == ["1905-03-02", "1906-01-01", "-0480", "1907-01-01T09:30:00Z"]
    [problem] = table.problems
    assert problem.message.startswith("26 dates of “date” are the first midnight of a year")


def test_first_midnights_stay_days_where_a_day_is_plausible():
    """Few of them; those of few years; and those of treaties, which begin on the first of other months as well."""
    others = [f"{year}-{month:02}-11{MIDNIGHT}" for year in range(1900, 1930) for month in range(1, 13)]
    few = [f"{year}-01-01{MIDNIGHT}" for year in range(1900, 1925)]
    again = [f"1990-01-01{MIDNIGHT}"] * 400
    months = [f"{year}-{month:02}-01{MIDNIGHT}" for year in range(1900, 1930) for month in (1, 4, 7)]
    for days in (others + few, others + again, months):
        table = opened(days)
        assert list(table.events["date"]) == [day.removesuffix(MIDNIGHT) for day in days]
        assert not [problem for problem in table.problems if problem.kind != "repeat"]


def test_a_column_of_precision_knows_better():
    days = [f"{year}-01-01{MIDNIGHT}\tday" for year in range(1900, 1925)]
    rows = "".join(f"Event {number}\t{day}\n" for number, day in enumerate(days))
    when = When(("date",), precision="known", precisions={"day": "day"})
    table = apply(Mapping(title="{what}", start=when), read_pasted(f"what\tdate\tknown\n{rows}"))
    assert list(table.events["date"])[:2] == ["1900-01-01", "1901-01-01"]


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [
        ("2024-03-15T22:00", "2024-03-15T21:59", "2024-03-15T22:00"),
        ("2024-03-15T22:00:30", "2024-03-15T22:00:10", "2024-03-15T22:00:30"),
        ("2024-03-15T22:00:30Z", "2024-03-15T22:00Z", "2024-03-15"),
        ("2024-03-15T22:00+05:00", "2024-03-15T21:00+03:00", "2024-03-15"),
        ("2024-03-15T22:00+03:00", "2024-03-15T21:00+05:00", "2024-03-15T22:00+03:00"),
        ("2024-03-15T22:00", "2024-03", "2024-03-15/2024-03-XX"),
    ],
)
def test_a_span_of_moments_runs_forwards(start, end, date):
    mapping = Mapping(title="{what}", start=When(("from",)), end=When(("to",)))
    table = apply(mapping, read_pasted(f"what\tfrom\tto\nTalks\t{start}\t{end}"))
    assert list(table.events["date"]) == [date]
    assert bool(table.problems) == ("T" in date)


def test_a_span_of_moments_without_seconds_is_one_of_days_with_a_note():
    mapping = Mapping(title="{what}", start=When(("from",)), end=When(("to",)))
    table = apply(mapping, read_pasted("what\tfrom\tto\nTalks\t2024-03-15 10:00\t2024-03-16 11:30"))
    assert list(table.events["date"]) == ["2024-03-15/2024-03-16"]
    assert list(table.events["date_note"]) == ["From 2024-03-15 10:00 to 2024-03-16 11:30."]
    assert not table.problems
