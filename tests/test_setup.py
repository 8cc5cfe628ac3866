"""``run.py``: what it does on a machine that nobody has prepared, or where something went wrong half-way."""

import ast
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[1] / "run.py"
STUB = """#!/bin/sh
echo "$0 $*" >> "{log}"
case "$*" in
  *version_info*) echo {version};;
  *"import pip"*) echo {pip};;
esac
exit {code}
"""


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """``run.py`` as a module, at home in a folder with a space in its name, with nothing but ``sh`` on the path."""
    spec = importlib.util.spec_from_file_location("run_py", RUN)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    home = tmp_path / "my checkout"
    home.mkdir()
    (home / "requirements.lock").write_text("x==1")
    monkeypatch.setattr(module, "HOME", home)
    monkeypatch.setattr(module, "VENV", home / ".venv")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    return module


def stub(path, log, version="3.11", pip="1", code=0):
    """A program that notes how it was called."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STUB.format(log=log, version=version, pip=pip, code=code))
    path.chmod(0o755)
    return path


@pytest.fixture
def calls(setup, tmp_path, monkeypatch):
    """What the set-up calls; making an environment makes one with a stub in it."""
    made = []

    def call(command):
        made.append([str(part) for part in command])
        if "venv" in command:
            stub(setup.venv_python(), tmp_path / "log")

    monkeypatch.setattr(setup, "call", call)
    return made


def prepared(setup, log, **stubbed):
    """An environment with the lock installed, as its stamp says."""
    stub(setup.venv_python(), log, **stubbed)
    digest = hashlib.sha256(b"x==1").hexdigest()
    (setup.VENV / "requirements.lock.installed").write_text(f"{digest} 3.11")


def install(setup):
    setup.ensure_packages(sys.executable, setup.HOME / "requirements.lock")


def test_any_python_3_can_read_it():
    """An old interpreter is told in a sentence what is needed: it must not stumble over the syntax."""
    ast.parse(RUN.read_text("utf-8"), feature_version=(3, 6))


def test_a_fresh_machine_gets_an_environment_and_the_lock(setup, calls):
    """Made once, with hashes; the next time nothing is done."""
    install(setup)
    assert calls[0] == [sys.executable, "-m", "venv", str(setup.VENV)]
    assert calls[1][1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in calls[1]
    assert "--no-deps" in calls[1]
    install(setup)
    assert len(calls) == 2


def test_uv_is_used_where_it_is(setup, calls, tmp_path):
    """It makes and fills the environment, which then needs no pip."""
    uv = str(stub(tmp_path / "bin" / "uv", tmp_path / "log"))
    install(setup)
    assert [call[:2] for call in calls] == [[uv, "venv"], [uv, "pip"]]


def test_another_lock_is_installed_into_the_same_environment(setup, calls, tmp_path):
    """New versions do not cost a new environment."""
    prepared(setup, tmp_path / "log")
    (setup.HOME / "requirements.lock").write_text("x==2")
    install(setup)
    assert [call[1:3] for call in calls] == [["-m", "pip"]]


@pytest.mark.parametrize("broken", [{"pip": "0"}, {"code": 1}, {"version": ""}])
def test_a_broken_environment_is_made_anew(setup, calls, tmp_path, broken):
    """Interrupted before pip was there, no longer running, or of a Python that the lock is not for."""
    stub(setup.venv_python(), tmp_path / "log", **broken)
    install(setup)
    assert [call[1:3] for call in calls] == [["-m", "venv"], ["-m", "pip"]]


@pytest.mark.parametrize("gone", [lambda python: python.unlink(), lambda python: python.chmod(0o644)])
def test_an_environment_without_its_interpreter_is_made_anew(setup, calls, tmp_path, gone):
    """As when the system's Python was replaced, or the folder came from another machine."""
    prepared(setup, tmp_path / "log")
    gone(setup.venv_python())
    install(setup)
    assert [call[1:3] for call in calls] == [["-m", "venv"], ["-m", "pip"]]


def test_another_python_in_the_same_place_is_noticed(setup, calls, tmp_path):
    """After an upgrade of the system the packages of the old version cannot be seen any more."""
    prepared(setup, tmp_path / "log", version="3.12")
    install(setup)
    assert calls


def test_an_interrupted_installation_goes_on(setup, tmp_path, monkeypatch):
    """Only a lock that was installed to the end counts as installed."""

    def interrupted(command):
        raise KeyboardInterrupt

    stub(setup.venv_python(), tmp_path / "log")
    monkeypatch.setattr(setup, "call", interrupted)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            install(setup)


def test_a_read_only_checkout_is_told_in_a_sentence(setup, monkeypatch):
    """Nothing is tried that cannot work."""
    monkeypatch.setattr(setup.os, "access", lambda *_: False)
    with pytest.raises(SystemExit, match="read-only"):
        install(setup)


def test_a_failed_step_ends_in_a_sentence(setup, tmp_path):
    """What to look at and what to do, and no traceback."""
    with pytest.raises(SystemExit, match="Run the same command again"):
        setup.call([str(stub(tmp_path / "bin" / "pip", tmp_path / "log", code=1))])


def test_the_environment_of_another_python_stays_out(setup, tmp_path, monkeypatch):
    """PYTHONHOME and PYTHONPATH of the caller would break the private environment."""
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_USER"):
        monkeypatch.setenv(name, "/elsewhere")
    handed = []
    monkeypatch.setattr(setup.os, "execve", lambda *given: handed.append(given) or sys.exit(0))
    with pytest.raises(SystemExit):
        setup.hand_over("-m", "viewer", "a b.json")
    program, command, environment = handed[0]
    assert (program, command[1:]) == (str(setup.venv_python()), ["-m", "viewer", "a b.json"])
    assert environment["PYTHONPATH"] == str(setup.HOME)
    assert not {"PYTHONHOME", "PIP_USER"} & environment.keys()


@pytest.mark.parametrize("code", [0, 4, 130])
def test_the_exit_code_is_that_of_the_program(setup, tmp_path, monkeypatch, code):
    """Where one process cannot take the place of another, its code is handed on."""
    stub(setup.venv_python(), tmp_path / "log", code=code)
    monkeypatch.setattr(setup.os, "execve", lambda *_: None)
    monkeypatch.setattr(setup.signal, "signal", lambda *_: None)
    assert setup.hand_over("-m", "viewer") == code


def test_an_unsuitable_python_looks_for_another(setup, tmp_path, monkeypatch):
    """The newest suitable one on the path; uv, which can fetch one; or else a sentence."""
    monkeypatch.setattr(setup, "OLDEST", (3, 98))
    monkeypatch.setattr(setup, "NEWEST", (3, 99))
    with pytest.raises(SystemExit, match=r"needs Python 3\.98 to 3\.99"):
        setup.suitable_python()
    stub(tmp_path / "bin" / "uv", tmp_path / "log")
    assert setup.suitable_python() == "3.99"
    found = stub(tmp_path / "bin" / "python3.98", tmp_path / "log")
    assert setup.suitable_python() == str(found)


def test_missing_libraries_are_named_in_one_line(setup, monkeypatch, capsys):
    """Without the right to install them, the line that does it is shown."""
    monkeypatch.setattr(setup, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(setup.sys, "platform", "linux")
    with pytest.raises(SystemExit) as caught:
        setup.ensure_system(sys.executable, may_install=False)
    assert caught.value.code == 4
    assert "sudo apt-get install -y --no-install-recommends libegl1\n" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is looked for before the set-up")
def test_ctrl_c_ends_without_a_traceback(tmp_path):
    """Interrupted before anything was handed over: code 130 and silence."""
    (tmp_path / "ctypes.py").write_text("def CDLL(name): raise KeyboardInterrupt")
    code = f"import runpy; runpy.run_path({str(RUN)!r}, run_name='__main__')"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", code, "--no-system"]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stderr) == (130, "")
