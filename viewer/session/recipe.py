"""Recipes in TOML: options for one picture, or for many; what stands at the top holds for all of them.

    file = "events.json"
    range = "last 90 days"
    size = "a4"

    [[picture]]
    output = "asia-{date}.pdf"
    country = ["PAK", "Iran"]

    [[picture]]
    output = "overview.svg"
    range = "this year"
    legend = false

Files are named from the folder of the recipe; ``{date}`` is the day it is used.
"""

import difflib
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from viewer.errors import FileProblem, QueryError
from viewer.session.picture_options import BY_NAME, PLACES, Kind, Option, Value, Values, check_value

_LARGEST_RECIPE = 1_000_000  # bytes


def read_recipe(path: Path) -> list[dict[str, Value]]:
    """The pictures of a recipe, each with all its options checked by name and type.

    Raises:
        FileProblem: it cannot be read or is not TOML.
        QueryError: an unknown option, with the nearest valid one, or a value of the wrong kind.
    """
    try:
        if path.stat().st_size > _LARGEST_RECIPE:
            raise FileProblem(f"“{path}” is too large for a recipe.", "A recipe is a short TOML file.")
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise FileProblem(f"“{path}” cannot be read: {error.strerror}.", "Name a recipe that is there.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileProblem(f"“{path}” is not TOML: {error}.", "Correct that place.") from error
    pictures = said.pop("picture", [{}])
    if not isinstance(pictures, list) or not all(isinstance(one, dict) for one in pictures) or not pictures:
        raise QueryError("picture is not a list of tables.", "Begin each picture with a line [[picture]].")
    return [_placed({**_checked(said), **_checked(one)}, path.parent) for one in pictures]


def write_recipe(pictures: Sequence[Values]) -> str:
    """TOML that ``read_recipe`` understands; one picture stands at the top by itself."""
    if len(pictures) == 1:
        return _lines(pictures[0])
    return "\n".join(f"[[picture]]\n{_lines(one)}" for one in pictures)


def _checked(said: Mapping[str, object]) -> dict[str, Value]:
    """Options of a table of TOML."""
    return {name: _value(name, value) for name, value in said.items()}


def _value(name: str, value: object) -> Value:
    option = BY_NAME.get(name) or (Option(name, "text", "", "") if name in PLACES else None)
    if option is None:
        near = difflib.get_close_matches(name, [*BY_NAME, *PLACES, "picture"], 1, 0.5)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known are {', '.join((*PLACES, *BY_NAME))}."
        raise QueryError(f"A recipe has no option “{name}”.", hint)
    if option.kind == "names" and isinstance(value, str):
        value = [value]
    kinds: dict[Kind, tuple[type | tuple[type, ...], str]] = {
        "text": (str, "a text"),
        "names": (list, "a list of texts"),
        "switch": (bool, "true or false"),
        "count": (int, "a whole number"),
        "number": ((int, float), "a number"),
    }
    wanted, words = kinds[option.kind]
    wrong = not isinstance(value, wanted) or (isinstance(value, bool) and option.kind != "switch")
    if wrong or (isinstance(value, list) and not all(isinstance(one, str) for one in value)):
        raise QueryError(f"{name} must be {words}.", f"In a recipe: {option.help}.")
    return check_value(option, value)  # type: ignore[arg-type]


def _placed(values: dict[str, Value], folder: Path) -> dict[str, Value]:
    return {name: str(folder / str(value)) if name in PLACES else value for name, value in values.items()}


def _lines(values: Values) -> str:
    """Lines of TOML, in the order of the table."""
    named = [name for name in (*PLACES, *BY_NAME) if name in values]
    return "".join(f"{name} = {_toml(values[name])}\n" for name in named)


def _toml(value: Value) -> str:
    """A value as TOML; its basic strings are those of JSON, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
