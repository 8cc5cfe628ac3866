"""Everything that can be asked of ``export``, as one table: behind its ``--help``, its command line, and recipes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from viewer.errors import QueryError
from viewer.events.query import Query
from viewer.session.asking import query_of
from viewer.session.paper import page_size, text_scale, usual_text
from viewer.session.picture_request import EXTRAS, PARTS, PictureRequest
from viewer.session.relative import moment, stretch

if TYPE_CHECKING:  # what prints the help must not wait for arrays
    from viewer.session.view import View
    from viewer.timeline.scale import TimeSpan

Value = str | int | float | bool | list[str]
Values = Mapping[str, Value]
Views = Callable[[Path | None, str], "View"]
Kind = Literal["text", "names", "switch", "count", "number"]
DRAWN: Final = (".png", ".svg", ".pdf", ".html")
WRITTEN: Final = (".csv", ".xlsx", ".table.html", ".bib", ".csl.json", ".txt")


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
    Option("role", "names", [], "such as host or signatory; may be repeated", placeholder="NAME"),
    Option("status", "names", [], "confirmed, claimed, disputed or planned", placeholder="NAME"),
    Option("tag", "names", [], "may be repeated", placeholder="TAG"),
    Option("match", "text", "any", "how repeated values of one kind combine", ("any", "all", "none")),
    Option("text", "text", "", "words that must occur", placeholder="WORDS"),
    Option("event", "names", [], "only the event of this id; may be repeated", placeholder="ID"),
    Option("view", "text", "", "filters, time and lanes of a view saved in the window", placeholder="NAME"),
    Option("from", "text", "", "EDTF such as 2024-12, or “3 months ago”", placeholder="DATE"),
    Option("to", "text", "", "EDTF or “today”; the whole of it is included", placeholder="DATE"),
    Option("range", "text", "", "both at once: “last 90 days”, “this year”, 2025-06", placeholder="WORDS"),
    Option("show", "text", "", "the time drawn, where that is not the range; written like it", placeholder="WORDS"),
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
    Option("tiles", "text", "", "spread a page over sheets of this size, to be put together (PDF)", placeholder="SIZE"),
    Option("font", "text", "", "an installed family; without it the one that comes along", placeholder="FAMILY"),
    *(Option(part, "switch", True, f"leave out: {words}") for part, words in PARTS.items()),
    Option("numbers", "switch", False, "number the events, as the appendix does"),
    Option("appendix", "switch", False, "list every event with its sources after the picture (PDF, HTML)"),
    Option("now", "switch", False, "mark today, and draw up to it what is still going on"),
    Option("force", "switch", False, "replace an existing file"),
)
BY_NAME: Final = {option.name: option for option in OPTIONS}
_FACETS = {"country": "country", "organisation": "org", "category": "category",
           "role": "role", "status": "status", "tag": "tag"}  # fmt: skip
_OF_A_VIEW = (*_FACETS.values(), "text", "event")  # what a view says itself
PLACES: Final = ("file", "output")  # in a recipe as options, on the command line as they stand


def request_of(values: Values, today: date, views: Views) -> PictureRequest:
    """The request that options stand for; what is not given has its default.

    Args:
        values: options by name.
        today: the day that relative dates count from.
        views: gives the named view of a file, None for the bundled one; raises QueryError when there is none.

    Raises:
        QueryError: a name, date, size or combination that cannot be meant.
    """
    given = {**{option.name: option.default for option in OPTIONS}, **values}
    source = Path(str(given["file"])) if given.get("file") else None
    target = _target(str(given.get("output", "")), today)
    _check_pages(given, target)
    width, height = page_size(str(given["size"]))
    text_size = float(str(given["text-size"])) or usual_text(width, height)
    text_scale(text_size)
    view = _view(given, source, views)
    query = _query(given, source, today)
    if view:
        query = view.query.with_range(query.after, query.before) if _has_range(given) else view.query
    return PictureRequest(
        target=target,
        source=source,
        query=query,
        span=_span(given, today, view),
        view=str(given["view"]),
        lanes_by=view.lanes_by if view and "lanes" not in values else str(given["lanes"]),
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
        tiles=str(given["tiles"]),
        font=str(given["font"]),
        force=bool(given["force"]),
        today=today,
    )


def options_of(request: PictureRequest) -> dict[str, Value]:
    """The options that stand for a request: ``request_of`` gives it again; those with their default are left out.

    Raises:
        QueryError: a filter that no option stands for.
    """
    query, named = request.query, {option: facet for facet, option in _FACETS.items()}
    modes = {chosen.mode for _, chosen in query.facets}
    if len(modes) > 1 and not request.view:
        raise QueryError(
            "A recipe cannot hold these filters.", "Combine all values alike, or save this view and export it by name."
        )
    asked: dict[str, Value] = {
        **{option: list(chosen.values) for option, facet in named.items() if (chosen := query.facet(facet))},
        "match": next(iter(modes), "any"),
        "text": query.text,
        "from": query.after or "",
        "to": query.before or "",
        "event": list(query.ids),
    }
    values: dict[str, Value] = {
        "output": str(request.target),
        **({"view": request.view} if request.view else asked),
        "show": "" if request.view else _in_words(request.span),
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
        "tiles": request.tiles,
        "font": request.font,
        **{part: part in request.parts for part in (*PARTS, *EXTRAS)},
        "force": request.force,
    }
    source: dict[str, Value] = {"file": str(request.source)} if request.source else {}
    said = {name for name in values if name in PLACES or values[name] != BY_NAME[name].default}
    said |= {"lanes"} if request.view else set()  # the view has others
    return source | {name: value for name, value in values.items() if name in said}


def _check_pages(given: Values, target: Path) -> None:
    """Only some formats have pages, and a poster is one page."""
    name = target.name.lower()
    pages = given["pages"] != 1 or given["tiles"]
    if (given["appendix"] and not name.endswith((".pdf", ".html"))) or (pages and not name.endswith(".pdf")):
        raise QueryError(f"{target.name} can have one page only.", "Pages, tiles and an appendix take a PDF.")
    if given["tiles"]:
        page_size(str(given["tiles"]))
        if given["pages"] != 1:
            raise QueryError(
                "Tiles and pages exclude each other.", "Spread one page over tiles, or the time over pages."
            )


def _has_range(given: Values) -> bool:
    return bool(given["range"] or given["from"] or given["to"])


def _view(given: Values, source: Path | None, views: Views) -> "View | None":
    if not given["view"]:
        return None
    if twice := [name for name in _OF_A_VIEW if given[name]]:
        raise QueryError(f"A view has its own {twice[0]}.", "Beside a view only the time can be given anew.")
    return views(source, str(given["view"]))


def _span(given: Values, today: date, view: "View | None") -> "TimeSpan | None":
    """The time shown: as given, else that of the view; None where the range of the query or the events decide."""
    if given["show"]:
        if given["whole"]:
            raise QueryError("show and whole exclude each other.", "Name the time shown, or show all of it.")
        from viewer.session.time_shown import span_called  # noqa: PLC0415 - what prints the help must not wait for arrays

        return span_called(str(given["show"]), today)
    return view.span if view and not _has_range(given) else None


def _in_words(span: "TimeSpan | None") -> str:
    from viewer.session.time_shown import called  # noqa: PLC0415 - as above

    return called(span) if span else ""


def _query(given: Values, source: Path | None, today: date) -> Query:
    if given["range"] and (given["from"] or given["to"]):
        raise QueryError("range stands for from and to.", "Give either the one or the others.")
    ends = [moment(str(given[end]), today) if given[end] else None for end in ("from", "to")]
    after, before = stretch(str(given["range"]), today) if given["range"] else ends
    asked = query_of(
        {facet: names for facet, option in _FACETS.items() if isinstance(names := given[option], list)},
        source=source,
        text=str(given["text"]),
        after=after,
        before=before,
        match=str(given["match"]),
    )
    return replace(asked, ids=tuple(given["event"])) if isinstance(given["event"], list) else asked


def _target(name: str, today: date) -> Path:
    if not name:
        raise QueryError("There is no output.", "Name the file to write, such as timeline.png.")
    if wrong := re.search(r"\{(?!date\})[^}]*\}", Path(name).name):
        raise QueryError(f"{wrong[0]} in “{name}” means nothing.", "Only {date} is replaced.")
    target = Path(name.replace("{date}", today.isoformat()))
    if not target.name.lower().endswith((*DRAWN, *WRITTEN)):
        raise QueryError(f"{target.name} must end in {', '.join((*DRAWN, *WRITTEN))}.", "The ending says which format.")
    return target


def check_value(option: Option, value: Value) -> Value:
    """A value within the choices and bounds of its option; raises QueryError that names them."""
    if option.choices and value not in option.choices:
        raise QueryError(f"{option.name}: “{value}” is no choice.", f"Use one of: {', '.join(option.choices)}.")
    if option.high and isinstance(value, int | float) and not option.low <= value <= option.high:
        raise QueryError(f"{option.name}: {value:g} is out of range.", f"Use {option.low:g} to {option.high:g}.")
    return value
