"""The command line: open a chronology, check it, or draw a picture of it without a window.

Exit codes: 0 done, 1 ``check`` found problems, 2 the command line cannot be understood, 3 a file cannot be read or
written, 4 there is no display, 70 a fault of the program, 130 interrupted.  Every failure is one line on standard
error.  Whatever is not needed to print the help is imported only when it is.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import viewer
from viewer.errors import FileProblem, QueryError, ViewerError

if TYPE_CHECKING:
    from viewer.session.picture_options import Option
    from viewer.session.picture_request import Drawn, PictureRequest
    from viewer.session.view import View

NAME = "diplomatic-timeline"
DONE, PROBLEMS, USAGE, FILE, FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _ready_streams()
    command = COMMANDS.get(given[0]) if given else None
    try:
        code = command(given[1:]) if command else _open(given)
        sys.stdout.flush()  # here, where a failure can still be told
    except ViewerError as error:
        return _failed(error, _code_of(error))
    except BrokenPipeError:  # whoever was to read it has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - until the end
        return DONE
    except OSError as error:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - until the end
        return _failed(f"{error.filename or 'the output'} cannot be read or written: {error.strerror or error}.", FILE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: the user gets a line, not a traceback
        return _failed(f"unexpected {type(error).__name__}: {error}. Please report this.", FAULT)
    return code


def _ready_streams() -> None:
    """Names in any script must not end a run, nor must a stream that is closed or, as below pythonw, not there."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115, PTH123 - until the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


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
        f"  {NAME} export [FILE] OUT     draw pictures without a window\n"
        f"  {NAME} convert FILE OUT      write events in another format\n"
        "each has a --help of its own\n\n"
        "exit codes: 0 done, 1 check found problems, 2 the command line is wrong, 3 a file cannot be read or written,\n"
        "  4 there is no display, 70 a fault of the program, 130 interrupted",
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


def _convert(arguments: Sequence[str]) -> int:
    parser = _Parser(
        prog=f"{NAME} convert",
        description="Write a file of events as JSON (.json), Parquet (.parquet) or Arrow (.arrow, .feather), without a "
        "loss; or as .csv, .xlsx, .ics, .timelinejs.json or .mw, and say what they cannot hold.",
    )
    parser.add_argument("source", metavar="FILE", type=Path, help="any file of events")
    parser.add_argument("target", metavar="OUT", type=Path, help="its ending says which format")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    parser.add_argument(
        "--mapping", type=Path, metavar="JSON", help="which column of a table is what; saved in the window"
    )
    chosen = parser.parse_args(arguments)
    from viewer.formats.converting import convert

    convert(chosen.source, chosen.target, force=chosen.force, mapping=chosen.mapping)
    return DONE


def _export(arguments: Sequence[str]) -> int:
    given = vars(_export_parser().parse_intermixed_args(_with_values(arguments)))
    from viewer.session.picture_options import request_of
    from viewer.session.recipe import read_recipe, write_recipe

    paths, saved, as_json = given.pop("paths"), given.pop("save_recipe"), given.pop("json")
    today, source = given.pop("today"), given.pop("recipe")
    if len(paths) > (0 if source else 2):
        raise QueryError(
            "A recipe names its files itself." if source else "Name at most one file to read and one picture to write."
        )
    named = dict(zip(("output", "file"), reversed(paths), strict=False))
    pictures = [{**one, **named, **given} for one in (read_recipe(source) if source else [{}])]
    requests = [request_of(one, today, _named_view) for one in pictures]
    targets = [request.target for request in requests]
    if twice := next((target for target in targets if targets.count(target) > 1), None):
        raise QueryError(f"Two pictures would both be written to {twice}.", "Give each an output of its own.")
    for request in requests:
        _refuse_own_source(request)
    if saved:
        return _save(saved, write_recipe(pictures), force=bool(given.get("force")))
    from viewer.app import export

    return max((_told(drawn, as_json=as_json) for drawn in export(_counted(requests, as_json=as_json))), default=DONE)


def _with_values(arguments: Sequence[str]) -> list[str]:
    """The arguments, but a value such as -0480-09 or -5x100 joined to its option: by itself it looks like one."""
    joined: list[str] = []
    for one in arguments:
        if re.match(r"-\d", one) and joined and re.fullmatch(r"--[a-z-]+", joined[-1]):
            joined[-1] += f"={one}"
        else:
            joined.append(one)
    return joined


def _named_view(source: Path | None, name: str) -> "View":
    from viewer.app import named_view

    return named_view(source, name)


def _counted(requests: "Sequence[PictureRequest]", *, as_json: bool) -> "Iterator[PictureRequest]":
    """The requests one by one; which one is being drawn is said to whoever sits at a terminal."""
    watched = sys.stderr.isatty() and not as_json
    for number, request in enumerate(requests, 1):
        if watched:
            print(f"\r\x1b[K{number}/{len(requests)} {request.target}", end="", file=sys.stderr, flush=True)
        yield request
    if watched:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _told(drawn: "Drawn", *, as_json: bool) -> int:
    """Say how one picture went; its exit code."""
    code = DONE if drawn.error is None else _code_of(drawn.error)
    if as_json:
        fields = {"output": str(drawn.target), "bytes": drawn.size, "pages": drawn.pages, "events": drawn.events}
        more = {"shown": drawn.shown, "seconds": round(drawn.seconds, 3), "code": code}
        print(json.dumps({**fields, **more, "error": str(drawn.error) if drawn.error else None}, ensure_ascii=False))
    if drawn.note:
        print(f"{NAME}: {drawn.target.name}: {drawn.note}", file=sys.stderr)
    if drawn.error:
        _failed(drawn.error, code)
    return code


def _code_of(error: Exception) -> int:
    return FILE if isinstance(error, FileProblem) else USAGE


def _refuse_own_source(request: "PictureRequest") -> None:
    source, target = request.source, request.target
    if source and source.exists() and target.exists() and source.samefile(target):
        raise FileProblem(f"{target} is the chronology itself.", "Give the picture another name.")


def _save(path: Path, recipe: str, *, force: bool) -> int:
    from viewer.formats.saving import replace

    if path.exists() and not force:
        raise FileProblem(f"“{path}” exists already.", "Choose another name, or say --force.")
    replace(path, [recipe.encode()])
    return DONE


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"check": _check, "convert": _convert, "export": _export}


def _export_parser() -> argparse.ArgumentParser:
    from viewer.session.picture_options import DRAWN, OPTIONS, WRITTEN

    parser = _Parser(
        prog=f"{NAME} export", description="Draw pictures of a chronology, or list its sources; needs no display."
    )
    add = parser.add_argument
    endings = ", ".join((*DRAWN, *WRITTEN))
    add("paths", metavar="[FILE] OUT", nargs="*", default=[], help=f"chronology to read; file to write: {endings}")
    for option in OPTIONS:
        dest = option.name
        if option.kind == "switch":
            action = "store_false" if option.default else "store_true"
            add(option.flag, dest=dest, action=action, default=argparse.SUPPRESS, help=option.help)
        else:
            add(
                option.flag,
                dest=dest,
                action="append" if option.kind == "names" else "store",
                default=argparse.SUPPRESS,
                type=_number_of(option) if option.kind in {"count", "number"} else str,
                choices=option.choices or None,
                metavar=option.placeholder or None,
                help=option.help,
            )
    add("--recipe", type=Path, metavar="TOML", help="draw the pictures of a recipe; other options override it")
    add("--save-recipe", type=Path, metavar="TOML", help="write these options as a recipe instead of drawing")
    add("--today", type=_day, default=_day(""), metavar="DATE", help="the day that relative dates count from")
    add("--json", action="store_true", help="say how each picture went, one JSON object a line")
    return parser


def _number_of(option: "Option") -> Callable[[str], "int | float"]:
    """A reader of numbers within the bounds of an option."""

    def number(text: str) -> int | float:
        from viewer.session.picture_options import check_value

        try:
            value = check_value(option, int(text) if option.kind == "count" else float(text))
        except QueryError as error:
            raise argparse.ArgumentTypeError(str(error)) from error
        assert isinstance(value, int | float)
        return value

    number.__name__ = "number"
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now().astimezone().date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day such as 2026-01-31") from error
