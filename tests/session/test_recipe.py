"""Recipes: what is written is read again; what cannot be meant is named."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import FileProblem, QueryError
from viewer.events.query import FacetFilter, Query
from viewer.session.picture_options import BY_NAME, OPTIONS, options_of, request_of
from viewer.session.picture_request import PARTS, PictureRequest
from viewer.session.recipe import read_recipe, write_recipe

TODAY = date(2026, 1, 31)


def no_views(_source, name):
    """Nothing was saved in the window."""
    raise QueryError(f"There is no view {name}.")


@pytest.fixture
def recipe(tmp_path):
    """A function that puts words into a recipe and gives its path."""

    def written(words: str) -> Path:
        path = tmp_path / "weekly.toml"
        path.write_text(words, "utf-8")
        return path

    return written


def test_many_pictures_share_what_stands_at_the_top(recipe):
    """Options of a picture come before those of all; files are named from the folder of the recipe."""
    path = recipe(
        'file = "e.json"\nrange = "last 90 days"\nlegend = false\n'
        '[[picture]]\noutput = "a-{date}.png"\ncountry = "Pakistan"\n'
        '[[picture]]\noutput = "b.svg"\nrange = "2025-06"\nlegend = true\nsize = "a4"\ntext-size = 8\n'
    )
    first, second = (request_of(one, TODAY, no_views) for one in read_recipe(path))
    assert first.source == path.parent / "e.json"
    assert first.target == path.parent / "a-2026-01-31.png"
    pakistan = Query().with_facet("country", FacetFilter(("PAK",)))
    assert first.query == pakistan.with_range("2025-11-02", "2026-01-31")
    assert "legend" not in first.parts
    assert second.query == Query().with_range("2025-06", "2025-06")
    assert (second.width, second.height, second.text_size) == (1123, 794, 8)
    assert "legend" in second.parts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("outptu = 'a.png'", "Did you mean “output”"),
        ("no-legend = true", "Did you mean “legend”"),
        ("[[picture]]\nthme = 'dark'", "Did you mean “theme”"),
        ("dpi = '300'", "whole number"),
        ("dpi = true", "whole number"),
        ("dpi = 5000", "48 to 1200"),
        ("legend = 'no'", "true or false"),
        ("country = [1]", "list of texts"),
        ("theme = 'pink'", "greyscale"),
        ("picture = 3", r"\[\[picture\]\]"),
        ("picture = []", r"\[\[picture\]\]"),
    ],
)
def test_what_a_recipe_cannot_mean_is_named(recipe, words, said):
    """With the nearest valid name or the values that would do."""
    with pytest.raises(QueryError, match=said):
        read_recipe(recipe(words))


@pytest.mark.parametrize("words", ["= 3", "a = [", "x = 1\nx = 2", "a" * 2_000_000])
def test_what_is_no_toml_is_a_problem_of_the_file(recipe, words):
    """So is a file beyond reason."""
    with pytest.raises(FileProblem, match="weekly"):
        read_recipe(recipe(words))


def test_a_recipe_that_is_not_there(tmp_path):
    """One line that names it."""
    with pytest.raises(FileProblem, match="none"):
        read_recipe(tmp_path / "none.toml")


@given(st.fixed_dictionaries({}, optional={
    "title": st.text(st.characters(exclude_categories=["Cs"])),
    "country": st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
    "legend": st.booleans(),
    "dpi": st.integers(48, 1200),
    "text-size": st.floats(6.5, 78),
}))  # fmt: skip
def test_what_is_written_is_read_again(values):
    """Any text, also with quotes, controls and line breaks."""
    assert tomllib.loads(write_recipe([values])) == values
    assert tomllib.loads(write_recipe([values, values])) == {"picture": [values, values]}


def test_every_option_has_a_flag_of_its_own_and_a_default_that_is_allowed():
    """The table is sound."""
    assert len(BY_NAME) == len(OPTIONS) == len({option.flag for option in OPTIONS})
    assert request_of({"output": "a.png"}, TODAY, no_views).query.is_empty


def test_a_request_comes_back_from_its_options():
    """Whatever a dialog asks for can be kept as a recipe."""
    asked = PictureRequest(
        Path("a.pdf"),
        query=Query(text="steel", after="2024-12", before="2025").with_facet("country", FacetFilter(("PAK",), "none")),
        width=794,
        height=1123,
        theme="greyscale",
        parts=frozenset({"heading", "appendix"}),
        text_size=8,
        pages=2,
        force=True,
        today=TODAY,
    )
    options = options_of(asked)
    assert request_of(tomllib.loads(write_recipe([options])), TODAY, no_views) == asked
    assert set(options_of(PictureRequest(Path("a.png")))) == {"output"}


def test_filters_that_no_option_stands_for_are_refused():
    """Rather than a recipe that means something else."""
    mixed = Query().with_facet("tag", FacetFilter(("a",))).with_facet("country", FacetFilter(("PAK",), "all"))
    with pytest.raises(QueryError, match="cannot hold"):
        options_of(PictureRequest(Path("a.png"), query=mixed))


@given(
    st.builds(
        PictureRequest,
        st.sampled_from([Path("a.pdf"), Path("b.csv")]),
        query=st.builds(
            Query,
            st.sampled_from(["", "steel", '"a phrase" more']),
            st.sampled_from(
                [(), (("country", FacetFilter(("PAK", "RUS"), "all")), ("tag", FacetFilter(("a",), "all")))]
            ),
            ids=st.lists(st.text("abc", min_size=1), max_size=3).map(tuple),
        ),
        lanes_by=st.sampled_from(["country", "quad", "none"]),
        dpi=st.integers(48, 1200),
        theme=st.sampled_from(["light", "contrast"]),
        whole=st.booleans(),
        title=st.text(st.characters(exclude_categories=["Cs"])),
        subtitle=st.text(st.characters(exclude_categories=["Cs"])),
        parts=st.frozensets(st.sampled_from([*PARTS, "numbers", "now"])),
        text_size=st.floats(6.5, 78),
        rows=st.integers(1, 12),
        font=st.sampled_from(["", "DejaVu Serif"]),
        force=st.booleans(),
        today=st.just(TODAY),
    )
)
def test_any_request_comes_back_from_its_recipe(asked):
    """Every field has an option that stands for it."""
    said = tomllib.loads(write_recipe([options_of(asked)]))
    assert request_of(said, TODAY, no_views) == asked


def test_posters_and_pages_exclude_each_other():
    """So do posters and formats of one page; a size that is none is said before anything is drawn."""
    for wrong in ({"output": "a.pdf", "pages": 2}, {"output": "a.png"}, {"output": "a.pdf", "tiles": "a9"}):
        with pytest.raises(QueryError, match=r"page|size"):
            request_of({"tiles": "a4", **wrong}, TODAY, no_views)
    assert request_of({"output": "a.pdf", "tiles": "a4"}, TODAY, no_views).tiles == "a4"
