"""Tests about the house: the rules that keep it simple are checked by a machine, not by good will."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TREE = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
MODULES = sorted((ROOT / "viewer").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
README = (ROOT / "README.md").read_text("utf-8")


def relative(path):
    return path.relative_to(ROOT).as_posix()


def test_top_level_holds_only_what_a_newcomer_expects():
    """No folder at the top but the agreed ones."""
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".") and p.name != "__pycache__"}
    assert folders <= {"viewer", "resources", "data", "tests", "packaging", "dist", "build", "htmlcov"}


def test_import_contracts_hold():
    """Rooms import to their right only, Qt and pandas stay where they belong, nothing is circular."""
    code = "from importlinter.cli import lint_imports_command as c; c()"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("path", MODULES + TESTS, ids=relative)
def test_files_fit_in_one_head(path):
    """No file is longer than 400 lines."""
    assert len(path.read_text("utf-8").splitlines()) <= 400


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_length(function):
    """Lines of a function without its docstring."""
    first = function.body[0]
    doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if doc else 0)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_functions_and_classes_stay_small(path):
    """Functions have at most 40 lines, classes at most 15 public methods of their own making."""
    tree = ast.parse(path.read_text("utf-8"))
    long = {f.name: body_length(f) for f in functions(tree) if body_length(f) > 40}
    wide = {}
    for cls in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
        own = [f for f in cls.body if isinstance(f, ast.FunctionDef) and re.fullmatch(r"[a-z][a-z0-9_]*", f.name)]
        if len(own) > 15:
            wide[cls.name] = len(own)
    assert not long
    assert not wide


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_say_why_they_exist(path):
    """Every module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_names_are_nouns_of_the_field():
    """No module is called utils, helpers, common, core or manager."""
    banned = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc", "base"}
    assert not [relative(p) for p in MODULES if set(p.stem.split("_")) & banned]


def test_the_project_speaks_of_itself_alone():
    """No path of a machine and no address of a package registry is in any text file."""
    wrong = re.compile(r"pypi\.org|pythonhosted|deb\.debian|registry\.npmjs|/root/|/home/\w|/work/")
    found = []
    for name in TREE:
        path = ROOT / name
        if name == "tests/test_house.py" or path.suffix in {".png", ".ttf", ".icns", ".ico"} or not path.is_file():
            continue
        found += [f"{name}: {m.group()}" for m in wrong.finditer(path.read_text("utf-8"))]
    assert not found


def test_qt_binding_is_the_one_that_does_not_abort():
    """PySide6 6.12.0 takes a reference off None on Python below 3.12; 6.11.3 is pinned until a sound one is out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "PySide6-Essentials==6.11.3" in project["project"]["dependencies"]
    import PySide6

    assert PySide6.__version__ == "6.11.3"


def pins(lock):
    text = (ROOT / lock).read_text("utf-8")
    return set(re.findall(r"^([a-z0-9-]+==[^ \\;]+)", text, re.MULTILINE))


def test_locks_agree_and_carry_hashes():
    """The test lock holds every pin of the run-time lock, and every pin has a hash."""
    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text("utf-8").strip())
        assert all("--hash=sha256:" in block for block in blocks)


def test_every_dependency_is_locked():
    """A dependency added to the project without renewing the locks is noticed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.match(r"[A-Za-z0-9-]+", w).group().lower() for w in wanted}
    assert names <= {p.split("==")[0] for p in pins("requirements-dev.lock")}


def test_every_command_is_documented():
    """README names each command with its keys."""
    from viewer.session.commands import COMMANDS

    missing = [c.title for c in COMMANDS if f"| {c.title} |" not in README]
    assert not missing


def test_every_setting_is_documented():
    """README names each setting, with its default."""
    from viewer.session.settings import SETTINGS

    missing = [s.name for s in SETTINGS if f"| `{s.name}` |" not in README]
    assert not missing


def test_readme_begins_with_a_picture_and_two_commands():
    """A newcomer sees the program first, then the two commands that do all the set-up."""
    assert README.index("![") < README.index("python3 run.py") < README.index("python3 run.py test")
    for image in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / image).is_file(), image


def test_every_format_is_documented_and_its_parts_exist():
    """README names how the files of each format end; readers, detectors and writers are found when they are needed."""
    from importlib import import_module

    from viewer.formats import FORMATS

    missing = [suffix for entry in FORMATS for suffix in entry.suffixes if f"`{suffix}`" not in README]
    assert not missing
    names = re.findall(r'"([a-z_]+)\.([a-z_]+)"', (ROOT / "viewer/formats/__init__.py").read_text("utf-8"))
    assert len(names) > 2 * len(FORMATS)
    for module, function in names:
        assert callable(getattr(import_module(f"viewer.formats.{module}"), function))
