"""The command line: open a chronology, check it, or draw a picture of it without a window.

Exit codes: 0 done, 1 ``check`` found problems, 2 the command line cannot be understood, 3 a file cannot be read or
written, 70 a fault of the program, 130 interrupted.  Every failure is one line on standard error.  Whatever is not
needed to print the help is imported only when it is.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import viewer
from viewer.errors import DateError, FileProblem, QueryError, ViewerError

if TYPE_CHECKING:
    from viewer.events.query import Query

NAME = "diplomatic-timeline"
DONE, PROBLEMS, USAGE, FILE, FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130
LANES = ("country", "organisation", "category", "role", "status", "tag", "quad", "none")
PICTURES = (".png", ".svg", ".pdf")
_SMALLEST, _LARGEST = 200, 20_000  # px


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # names in any script must not end a run
    command = COMMANDS.get(given[0]) if given else None
    try:
        return command(given[1:]) if command else _open(given)
    except (QueryError, DateError) as error:
        return _failed(error, USAGE)
    except FileProblem as error:
        return _failed(error, FILE)
    except ViewerError as error:
        return _failed(error, PROBLEMS)
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: the user gets a line, not a traceback
        return _failed(f"unexpected {type(error).__name__}: {error}. Please report this.", FAULT)


def _failed(error: object, code: int) -> int:
    print(f"{NAME}: {' '.join(str(error).split())}", file=sys.stderr)
    return code


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{NAME}: {message}; see {self.prog} --help\n")


def _open(arguments: Sequence[str]) -> int:
    parser = _Parser(
        prog=NAME,
        description="View a chronology of diplomatic events on a zoomable timeline.",
        epilog=f"commands:\n  {NAME} check FILE ...        list what is wrong in files of events\n"
        f"  {NAME} export [FILE] OUT     draw a picture without a window\n"
        "each has a --help of its own",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a chronology; without it the last one")
    parser.add_argument("--version", action="version", version=f"{NAME} {viewer.__version__}")
    chosen = parser.parse_args(arguments)
    from viewer.app import launch

    return launch(chosen.file)


def _check(arguments: Sequence[str]) -> int:
    parser = _Parser(prog=f"{NAME} check", description="List what is wrong in files of events.")
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object per file")
    chosen = parser.parse_args(arguments)
    from viewer.formats import report

    return max(report.check(path, as_json=chosen.json) for path in chosen.files)


def _export(arguments: Sequence[str]) -> int:
    chosen = _export_parser().parse_intermixed_args(arguments)
    if len(chosen.paths) > 2:
        raise QueryError("Name at most one file to read and one picture to write.")
    source, target = (None, *chosen.paths)[-2:]
    if target.suffix.lower() not in PICTURES:
        raise QueryError(f"{target.name} must end in {', '.join(PICTURES)}.", "The ending says which format.")
    query = _query(chosen, source)
    from viewer.app import export
    from viewer.session.picture_request import PictureRequest

    width, height = chosen.size
    return export(
        PictureRequest(
            target=target,
            source=source,
            query=query,
            lanes_by=chosen.lanes,
            width=width,
            height=height,
            dpi=chosen.dpi,
            theme=chosen.theme,
            whole=chosen.whole,
            title=chosen.title,
            force=chosen.force,
        )
    )


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"check": _check, "export": _export}


def _export_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=f"{NAME} export", description="Draw a picture of a chronology; needs no display.")
    add = parser.add_argument
    add("paths", metavar="[FILE] OUT", nargs="+", type=Path, help="chronology to read; picture.png, .svg or .pdf")
    add("--country", action="append", default=[], metavar="NAME", help="name or ISO 3166 code; may be repeated")
    add("--org", dest="organisation", action="append", default=[], metavar="NAME", help="name or acronym; repeatable")
    add("--category", action="append", default=[], metavar="NAME", help="such as agree or sanction; repeatable")
    add("--status", action="append", default=[], metavar="NAME", help="confirmed, claimed, disputed or planned")
    add("--tag", action="append", default=[], metavar="TAG", help="repeatable")
    add("--match", choices=("any", "all"), default="any", help="how repeated values of one kind combine")
    add("--text", default="", metavar="WORDS", help="words that must occur")
    add("--from", dest="after", metavar="DATE", help="EDTF, such as 2024-12")
    add("--to", dest="before", metavar="DATE", help="EDTF; the whole of it is included")
    add("--whole", action="store_true", help="show the whole extent of the events, not only the range")
    add("--lanes", choices=LANES, default="country", help="what a lane stands for (default: country)")
    add("--size", type=_size, default=(1600, 900), metavar="WxH", help="in px (default: 1600x900)")
    add("--dpi", type=_dpi, default=96, metavar="N", help="resolution of a PNG, 48 to 1200 (default: 96)")
    add("--theme", choices=("light", "dark"), default="light")
    add("--title", default="", help="heading; without it the title of the chronology")
    add("--force", action="store_true", help="replace an existing picture")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().replace("×", "x").partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size such as 1600x900")
    if not all(_SMALLEST <= int(side) <= _LARGEST for side in (width, height)):
        raise argparse.ArgumentTypeError(f"a picture measures {_SMALLEST} to {_LARGEST} px each way")
    return int(width), int(height)


def _dpi(text: str) -> int:
    if not text.isdecimal() or not 48 <= int(text) <= 1200:
        raise argparse.ArgumentTypeError(f"“{text}” is not a resolution from 48 to 1200 dpi")
    return int(text)


def _query(chosen: argparse.Namespace, source: Path | None) -> "Query":
    """What the options ask for, every name resolved to its code."""
    from viewer.events.query import FacetFilter, Query
    from viewer.events.vocabulary import STATUSES

    facets = {
        "country": [_code("country", name) for name in chosen.country],
        "organisation": [_organisation(name, source) for name in chosen.organisation],
        "category": [_code("category", name) for name in chosen.category],
        "status": [_status(name, STATUSES) for name in chosen.status],
        "tag": chosen.tag,
    }
    filters = ((name, FacetFilter(tuple(sorted(set(values))), chosen.match)) for name, values in facets.items())
    query = Query(text=chosen.text, facets=tuple(pair for pair in filters if pair[1].values))
    return query.with_range(chosen.after, chosen.before)


def _code(kind: str, name: str) -> str:
    """The code of a country, organisation or category; raises QueryError naming the nearest."""
    from viewer.events.vocabulary import find, resolve

    if code := resolve(name, kind):
        return code
    near = find(name, kind, 3)
    hint = "Did you mean " + " or ".join(f"{match.name} ({match.code})" for match in near) + "?" if near else ""
    raise QueryError(f"There is no {kind} “{name}”.", hint)


def _organisation(name: str, source: Path | None) -> str:
    """As ``_code``, also among the organisations that the file declares."""
    try:
        return _code("organisation", name)
    except QueryError:
        from viewer.bundled import bundled
        from viewer.events.vocabulary import folded
        from viewer.formats import read

        for body in read(source or bundled("data/events.json")).organisations:
            if folded(name) in map(folded, (body.code, body.name, body.acronym, *body.aliases)):
                return body.code
        raise


def _status(name: str, known: Sequence[str]) -> str:
    if name.lower() in known:
        return name.lower()
    raise QueryError(f"There is no status “{name}”.", f"Use one of: {', '.join(known)}.")
