"""The command line: quick help, honest checks, one line and a code for every failure."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.builders import a_table
from viewer import __version__
from viewer.cli import main
from viewer.events.query import FacetFilter, Query
from viewer.events.vocabulary import Organisation
from viewer.formats import write_events

LIGHT = "import sys; from viewer.cli import main\ntry: main(['{}'])\nexcept SystemExit: pass\n"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_no_heavy_library(option):
    """The answer to a simple question does not wait for Qt, pandas or numpy."""
    code = LIGHT.format(option) + "assert not {'PySide6', 'pandas', 'numpy', 'pyarrow', 'msgspec'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_help_names_the_commands(capsys):
    """All that can be done stands on one page, with the version a call away."""
    with pytest.raises(SystemExit):
        main(["--help"])
    page = capsys.readouterr().out
    assert all(word in page for word in ("check", "export", "FILE"))
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"diplomatic-timeline {__version__}\n"


def test_check_of_a_clean_file(tmp_path, capsys):
    """No problems: one line, code 0."""
    path = tmp_path / "x.json"
    write_events(a_table(), path)
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: opened 3 of 3 events; no problems\n"


def test_check_lists_problems(tmp_path, capsys):
    """Problems are listed by row and field and counted; the code is 1; --json says the same to machines."""
    events = [{"id": "a", "title": "A", "date": "2025-02-30"}, {"id": "b"}]
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": events}))
    assert main(["check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["row", "id", "field", "problem"]
    assert lines[1].split()[:3] == ["1", "a", "date"]
    assert lines[-1].endswith("opened 1 of 2 events; 2 problems, 1 event and 1 field left out")
    assert main(["check", "--json", str(path)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["read"], said["opened"], [p["field"] for p in said["problems"]]) == (2, 1, ["date", "title"])


def test_check_of_an_unreadable_file(tmp_path, capsys):
    """A file that cannot be read gives code 3 and one line; the others are checked all the same."""
    path = tmp_path / "x.json"
    write_events(a_table(), path)
    assert main(["check", str(tmp_path / "none.json"), str(path)]) == 3
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "opened 3 of 3" in told.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "--country", "Pakistn", "o.png"], "Pakistan"),
        (["export", "--org", "Nobody at all", "o.png"], "Nobody at all"),
        (["export", "--status", "sure", "o.png"], "confirmed"),
        (["export", "--from", "2025-02-30", "o.png"], "2025-02-30"),
        (["export", "--from", "2026", "--to", "2025", "o.png"], "2026"),
        (["export", "o.gif"], ".png"),
        (["export"], "no output"),
        (["export", "o.png", "--size", "1x1"], "too small"),
        (["export", "--force", "--size", "-5x100", "o.png"], "-5 × 100 px is too small"),
        (["export", "o.png", "--from", "-0400-01", "--to", "-0480-09"], "ends (-0480-09) before it begins"),
        (["export", "o.png", "--show", "2024/.."], "open at an end"),
        (["export", "o.png", "--show", "2024", "--whole"], "exclude each other"),
        (["export", "o.png", "--size", "big"], "slide-16x9"),
        (["export", "o.png", "--size", "1000000x1000000"], "GB of memory"),
        (["export", "o.png", "--range", "soon"], "last 90 days"),
        (["export", "o.png", "--range", "2025", "--from", "2024"], "either"),
        (["export", "{day}.png"], "{date}"),
        (["export", "a", "b", "c.png"], "at most"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(arguments, said, capsys):
    """A wrong name, date or ending gives code 2 and one line that helps."""
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("option", [["--dpi", "9"], ["--lanes", "x"], ["--no"], ["--today", "x"]])
def test_wrong_options_are_refused(option, capsys):
    """Options that cannot be understood end with code 2 and one line."""
    with pytest.raises(SystemExit) as caught:
        main(["export", "o.png", *option])
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def app(monkeypatch):
    """A stand-in for the program: notes what it was asked to do."""
    asked = []
    stand_in = SimpleNamespace(
        export=lambda requests: asked.extend(requests) or [], launch=lambda path: asked.append(path) or 0
    )
    monkeypatch.setitem(sys.modules, "viewer.app", stand_in)
    return asked


def test_export_understands_names_and_options(app):
    """Names in any spelling become codes; options may stand between the files."""
    line = "export data.json --country Türkiye --country pak --org ECO --match all --category agree --status planned"
    more = "--text steel --from 2024-12 --to 2026-01 --lanes quad --size 800x600 --theme dark --dpi 300 --force out.SVG"
    assert main([*line.split(), *more.split(), "--title", "A title"]) == 0
    (request,) = app
    assert (request.source, request.target) == (Path("data.json"), Path("out.SVG"))
    assert (request.width, request.height, request.dpi, request.theme) == (800, 600, 300, "dark")
    assert (request.lanes_by, request.title, request.force) == ("quad", "A title", True)
    assert request.query == Query(
        text="steel",
        facets=(
            ("country", FacetFilter(("PAK", "TUR"), "all")),
            ("organisation", FacetFilter(("ECO",), "all")),
            ("category", FacetFilter(("agree",), "all")),
            ("status", FacetFilter(("planned",), "all")),
        ),
        after="2024-12",
        before="2026-01",
    )


def test_export_knows_the_organisations_of_the_file(app, tmp_path):
    """An organisation that only the file declares is found by its acronym."""
    path = tmp_path / "x.json"
    write_events(a_table(organisations=(Organisation("X-Y-Z", "Some body", "XYZQ"),)), path)
    assert main(["export", str(path), "--org", "xyzq", "out.png"]) == 0
    assert app[0].query.facet("organisation").values == ("X-Y-Z",)


def test_a_file_or_nothing_opens_the_window(app):
    """Without a command the program starts, with the file named or the last one."""
    assert main(["x.json"]) == main([]) == 0
    assert app == [Path("x.json"), None]


def test_an_unexpected_fault_is_one_line(monkeypatch, capsys):
    """No traceback reaches the user."""
    monkeypatch.setattr("viewer.formats.report.check", lambda *_, **__: 1 / 0)
    assert main(["check", "x"]) == 70
    assert capsys.readouterr().err.count("\n") == 1


def test_a_recipe_draws_many_pictures_and_goes_on_after_a_failure(qapp, tmp_path, capsys):
    """Each picture has its line of JSON; the exit code is that of the worst."""
    recipe = tmp_path / "weekly.toml"
    recipe.write_text(
        'size = "800x600"\nrange = "last 1 year"\n[[picture]]\noutput = "missing/{date}.png"\n'
        '[[picture]]\noutput = "{date}.svg"\n[[picture]]\noutput = "sources.bib"\ncountry = "PAK"\n'
    )
    line = ["export", "--recipe", str(recipe), "--json", "--today", "2026-01-31"]
    assert main(line) == 3
    told = capsys.readouterr()
    summaries = [json.loads(one) for one in told.out.splitlines()]
    assert [one["code"] for one in summaries] == [3, 0, 0]
    assert "31 Jan 2025 – 31 Jan 2026" in summaries[1]["shown"]
    assert summaries[1]["bytes"] == (tmp_path / "2026-01-31.svg").stat().st_size
    assert told.err.count("\n") == 1
    assert "@" in (tmp_path / "sources.bib").read_text("utf-8")


def test_two_pictures_in_one_file_are_refused(tmp_path, capsys):
    """Before anything is drawn."""
    recipe = tmp_path / "weekly.toml"
    recipe.write_text('output = "a.png"\n[[picture]]\ntitle = "1"\n[[picture]]\ntitle = "2"\n')
    assert main(["export", "--recipe", str(recipe)]) == 2
    assert "Two pictures" in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


def test_a_command_line_can_be_kept_as_a_recipe(tmp_path, app):
    """Read again, it asks for the same picture; an existing recipe is kept."""
    recipe, line = tmp_path / "mine.toml", ["--country", "Iran", "--range", "this year", "--no-legend", "--size", "a4"]
    target = str(tmp_path / "out.png")
    assert main(["export", target, *line, "--save-recipe", str(recipe)]) == 0
    assert main(["export", target, *line]) == main(["export", "--recipe", str(recipe)]) == 0
    assert app[0] == app[1]
    assert main(["export", target, "--save-recipe", str(recipe)]) == 3


def test_help_of_export_is_quick():
    """Naming every option needs no heavy library."""
    code = LIGHT.format("export','--help") + "assert not {'PySide6', 'pandas', 'numpy', 'pyarrow'} & set(sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "--recipe" in run.stdout
    assert "--no-legend" in run.stdout


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_chronology_is_never_replaced_by_its_picture(tmp_path, capsys, force):
    """Whatever the file is called and whoever insists."""
    path = tmp_path / "events.png"
    write_events(a_table(), tmp_path / "x.json")
    (tmp_path / "x.json").rename(path)
    before = path.read_bytes()
    assert main(["export", str(path), str(tmp_path / "." / "events.png"), *force]) == 3
    assert "itself" in capsys.readouterr().err
    assert path.read_bytes() == before


def run(arguments, **streams):
    """The program as a process of its own."""
    root = Path(__file__).resolve().parents[1]
    return subprocess.run([sys.executable, "-m", "viewer", *arguments], cwd=root, check=False, text=True, **streams)


def test_a_reader_who_has_seen_enough_is_no_failure():
    """``check … | head -1`` ends in silence."""
    reading, writing = os.pipe()
    os.close(reading)
    ended = run(["check", "data/events.json"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_below_the_output_is_told():
    """What cannot be written is a failure of a file, in one line, not a fault of the program."""
    with Path("/dev/full").open("w") as full:
        ended = run(["check", "data/events.json"], stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 3
    assert "No space left" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_closed_streams_are_no_fault(monkeypatch):
    """As below pythonw, where there is nowhere to print."""
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["check", "nowhere.json"]) == 3
    for stream in (sys.stdout, sys.stderr):
        stream.close()


def test_more_problems_than_are_listed_are_not_called_all(tmp_path, capsys):
    """The summary claims no more than what was counted."""
    path = tmp_path / "x.json"
    events = [{"id": str(number), "title": "t", "date": "soon"} for number in range(10_005)]
    path.write_text(json.dumps({"format": "diplomatic-timeline", "version": 1, "events": events}))
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    assert said.endswith("10,005 problems, 10,005 fields left out\n")
    assert "5 more problems of the kind “Dates” are not listed." in said


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_disk_that_fills_midway_leaves_every_old_file(tmp_path):
    """Whatever is written: the old file is whole, nothing half stands beside it, and each failure is told."""
    names = ["a.png", "a.svg", "a.pdf", "a.html", "a.csv", "a.xlsx", "a.table.html", "a.bib"]
    for name in names:
        (tmp_path / name).write_bytes(b"mine")
    pictures = "".join(f'[[picture]]\noutput = "{name}"\n' for name in names)
    (tmp_path / "all.toml").write_text(f"force = true\n{pictures}")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000));"
        "from viewer.cli import main; sys.exit(main(['export', '--recipe', 'all.toml', '--json']))"
    )
    run = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["code"] for one in said] == [3] * len(names), run.stderr
    assert run.returncode == 3
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".toml"} == dict.fromkeys(
        names, b"mine"
    )
