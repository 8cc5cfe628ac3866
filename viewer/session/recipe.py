"""Pictures as options: the one table behind ``export --help``, the command line, and recipes in TOML.

A recipe holds options for one picture, or for many: what stands at the top holds for all of them.

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
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from viewer.errors import FileProblem, QueryError
from viewer.events.query import Query
from viewer.session.asking import query_of
from viewer.session.paper import page_size, text_scale, usual_text
from viewer.session.picture_request import EXTRAS, PARTS, PictureRequest
from viewer.session.relative import moment, stretch

Value = str | int | float | bool | list[str]
Values = Mapping[str, Value]
Kind = Literal["text", "names", "switch", "count", "number"]
DRAWN: Final = (".png", ".svg", ".pdf", ".html")
WRITTEN: Final = (".bib", ".csl.json", ".txt")
_LARGEST_RECIPE = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its name in a recipe (``--name`` on the command line), what it takes and what it means.

    Attributes:
        low, high: bounds of a count or number.
    """

    name: str
    kind: Kind
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    placeholder: str = ""
    low: float = 0
    high: float = 0

    @property
    def flag(self) -> str:
        """As it is typed; what is on by itself can only be switched off."""
        return f"--no-{self.name}" if self.kind == "switch" and self.default else f"--{self.name}"


LANES = ("country", "organisation", "category", "role", "status", "tag", "quad", "none")
THEMES = ("light", "dark", "greyscale", "contrast")
OPTIONS: Final = (
    Option("country", "names", [], "name or ISO 3166 code; may be repeated", placeholder="NAME"),
    Option("org", "names", [], "name or acronym; may be repeated", placeholder="NAME"),
    Option("category", "names", [], "such as agree or sanction; may be repeated", placeholder="NAME"),
    Option("status", "names", [], "confirmed, claimed, disputed or planned", placeholder="NAME"),
    Option("tag", "names", [], "may be repeated", placeholder="TAG"),
    Option("match", "text", "any", "how repeated values of one kind combine", ("any", "all", "none")),
    Option("text", "text", "", "words that must occur", placeholder="WORDS"),
    Option("from", "text", "", "EDTF such as 2024-12, or “3 months ago”", placeholder="DATE"),
    Option("to", "text", "", "EDTF or “today”; the whole of it is included", placeholder="DATE"),
    Option("range", "text", "", "both at once: “last 90 days”, “this year”, 2025-06", placeholder="WORDS"),
    Option("whole", "switch", False, "show the whole extent of the events, not only the range"),
    Option("lanes", "text", "country", "what a lane stands for (default: country)", LANES),
    Option("size", "text", "1600x900", "a4, a4-portrait, slide-16x9, 210x297mm, 1600x900 px …", placeholder="SIZE"),
    Option("dpi", "count", 96, "resolution of a PNG, 48 to 1200 (default: 96)", (), "N", 48, 1200),
    Option("theme", "text", "light", "light, dark, greyscale (print) or contrast (high)", THEMES),
    Option("text-size", "number", 0.0, "of titles, pt (default: by the paper, 8 on A4; least: 6.5)", (), "PT", 6.5, 78),
    Option("title", "text", "", "heading; without it the title of the chronology", placeholder="WORDS"),
    Option("subtitle", "text", "", "a line below the title", placeholder="WORDS"),
    Option("rows", "count", 1, "fold the time into so many strips on a page", (), "N", 1, 12),
    Option("pages", "count", 1, "spread the time over so many pages of a PDF", (), "N", 1, 200),
    *(Option(part, "switch", True, f"leave out the {part}") for part in PARTS),
    Option("numbers", "switch", False, "number the events, as the appendix does"),
    Option("appendix", "switch", False, "list every event with its sources after the picture (PDF, HTML)"),
    Option("force", "switch", False, "replace an existing file"),
)
BY_NAME: Final = {option.name: option for option in OPTIONS}
_FACETS = {"country": "country", "organisation": "org", "category": "category", "status": "status", "tag": "tag"}
PLACES: Final = ("file", "output")  # in a recipe as options, on the command line as they stand


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


def request_of(values: Values, today: date) -> PictureRequest:
    """The request that options stand for; what is not given has its default.

    Raises:
        QueryError: a name, date, size or combination that cannot be meant.
    """
    given = {**{option.name: option.default for option in OPTIONS}, **values}
    source = Path(str(given["file"])) if given.get("file") else None
    target = _target(str(given.get("output", "")), today)
    listing = target.name.lower().endswith((".pdf", ".html"))
    if (given["appendix"] and not listing) or (given["pages"] != 1 and target.suffix.lower() != ".pdf"):
        raise QueryError(f"{target.name} can have one page only.", "Pages and an appendix take a PDF.")
    width, height = page_size(str(given["size"]))
    text_size = float(str(given["text-size"])) or usual_text(width, height)
    text_scale(text_size)
    return PictureRequest(
        target=target,
        source=source,
        query=_query(given, source, today),
        lanes_by=str(given["lanes"]),
        width=width,
        height=height,
        dpi=int(str(given["dpi"])),
        theme=str(given["theme"]),
        whole=bool(given["whole"]),
        title=str(given["title"]),
        subtitle=str(given["subtitle"]),
        parts=frozenset(part for part in (*PARTS, *EXTRAS) if given[part]),
        text_size=text_size,
        rows=int(str(given["rows"])),
        pages=int(str(given["pages"])),
        force=bool(given["force"]),
    )


def options_of(request: PictureRequest) -> dict[str, Value]:
    """The options that stand for a request: ``request_of`` gives it again; those with their default are left out.

    Raises:
        QueryError: a filter that no option stands for.
    """
    query, named = request.query, {option: facet for facet, option in _FACETS.items()}
    modes = {chosen.mode for _, chosen in query.facets}
    if len(modes) > 1 or query.facet("role"):
        raise QueryError("A recipe cannot hold these filters.", "Leave out roles, and combine all values alike.")
    values: dict[str, Value] = {
        "output": str(request.target),
        **{option: list(chosen.values) for option, facet in named.items() if (chosen := query.facet(facet))},
        "match": next(iter(modes), "any"),
        "text": query.text,
        "from": query.after or "",
        "to": query.before or "",
        "whole": request.whole,
        "lanes": request.lanes_by,
        "size": f"{request.width}x{request.height}",
        "dpi": request.dpi,
        "theme": request.theme,
        "text-size": 0.0 if request.text_size == usual_text(request.width, request.height) else request.text_size,
        "title": request.title,
        "subtitle": request.subtitle,
        "rows": request.rows,
        "pages": request.pages,
        **{part: part in request.parts for part in (*PARTS, *EXTRAS)},
        "force": request.force,
    }
    source: dict[str, Value] = {"file": str(request.source)} if request.source else {}
    return source | {name: value for name, value in values.items() if name in PLACES or value != BY_NAME[name].default}


def _query(given: Values, source: Path | None, today: date) -> Query:
    if given["range"] and (given["from"] or given["to"]):
        raise QueryError("range stands for from and to.", "Give either the one or the others.")
    ends = [moment(str(given[end]), today) if given[end] else None for end in ("from", "to")]
    after, before = stretch(str(given["range"]), today) if given["range"] else ends
    return query_of(
        {facet: names for facet, option in _FACETS.items() if isinstance(names := given[option], list)},
        source=source,
        text=str(given["text"]),
        after=after,
        before=before,
        match=str(given["match"]),
    )


def _target(name: str, today: date) -> Path:
    if not name:
        raise QueryError("There is no output.", "Name the file to write, such as timeline.png.")
    if wrong := re.search(r"\{(?!date\})[^}]*\}", Path(name).name):
        raise QueryError(f"{wrong[0]} in “{name}” means nothing.", "Only {date} is replaced.")
    target = Path(name.replace("{date}", today.isoformat()))
    if not target.name.lower().endswith((*DRAWN, *WRITTEN)):
        raise QueryError(f"{target.name} must end in {', '.join((*DRAWN, *WRITTEN))}.", "The ending says which format.")
    return target


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


def check_value(option: Option, value: Value) -> Value:
    """A value within the choices and bounds of its option; raises QueryError that names them."""
    if option.choices and value not in option.choices:
        raise QueryError(f"{option.name}: “{value}” is no choice.", f"Use one of: {', '.join(option.choices)}.")
    if option.high and isinstance(value, int | float) and not option.low <= value <= option.high:
        raise QueryError(f"{option.name}: {value:g} is out of range.", f"Use {option.low:g} to {option.high:g}.")
    return value


def _placed(values: dict[str, Value], folder: Path) -> dict[str, Value]:
    return {name: str(folder / str(value)) if name in PLACES else value for name, value in values.items()}


def _lines(values: Values) -> str:
    """Lines of TOML, in the order of the table."""
    named = [name for name in (*PLACES, *BY_NAME) if name in values]
    return "".join(f"{name} = {_toml(values[name])}\n" for name in named)


def _toml(value: Value) -> str:
    """A value as TOML; its basic strings are those of JSON, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
