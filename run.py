#!/usr/bin/env python3
"""One command from a fresh machine to the running program: standard library only.

    python3 run.py [arguments]         set up what is missing, then start the viewer
    python3 run.py test [arguments]    set up what is missing, then run the tests (arguments go to pytest)

Set-up means: Qt's system libraries (named in one apt line; installed at once when root), a private
``.venv`` beside this file, and the locked, hashed packages in it.  It is done once per lock.
``--no-system`` leaves the system's packages alone.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt opens at run time: shared library → the Debian and Ubuntu package that has it.
FOR_PICTURES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FOR_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FOR_WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}


def say(sentence: str) -> None:
    """Tell the user something, apart from the program's own output."""
    print(f"diplomatic-timeline: {sentence}", file=sys.stderr, flush=True)


# Settings of the caller's Python that would reach into the private environment.
FOREIGN = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",  # without byte code a start takes twice as long
    "__PYVENV_LAUNCHER__",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
)


def main() -> int:
    """Set up, then hand over; the exit code is that of the program or of the tests."""
    arguments = [a for a in sys.argv[1:] if a != "--no-system"]
    testing = arguments[:1] == ["test"]
    python = suitable_python()
    ensure_system(python, may_install="--no-system" not in sys.argv)
    ensure_packages(python, HOME / ("requirements-dev.lock" if testing else "requirements.lock"))
    if testing:
        os.chdir(str(HOME))
        return hand_over("-m", "pytest", *(arguments[1:] or ["-n", "auto"]))
    return hand_over("-m", "viewer", *arguments)


def hand_over(*arguments: str) -> int:
    """Let the private interpreter take the place of this one, so that signals and exit codes are its own.

    Windows has nothing of the kind: there this process waits, and leaves Ctrl-C to the other.
    """
    command = [str(venv_python()), *arguments]
    environment = {**own_environment(), "PYTHONPATH": str(HOME)}
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment)
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.run(command, env=environment, check=False).returncode


def own_environment() -> dict:
    """The environment without what belongs to another Python."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN}


def suitable_python() -> str:
    """An interpreter the locked packages are made for: this one, or another on the path."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}") or known_to_launcher(f"-3.{minor}")
        if found:
            return found
    if shutil.which("uv"):
        return f"{NEWEST[0]}.{NEWEST[1]}"  # which it finds or fetches
    raise SystemExit(
        f"diplomatic-timeline needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}; "
        f"this is {sys.version.split()[0]}. Install one of them and run this again with it."
    )


def known_to_launcher(version: str) -> str:
    """Where the ``py`` launcher of Windows has this version; "" when it has not, or is not there."""
    if os.name != "nt" or not shutil.which("py"):
        return ""
    command = ["py", version, "-c", "import sys; print(sys.executable)"]
    run = subprocess.run(command, stdout=PIPE, stderr=DEVNULL, check=False)
    return run.stdout.decode("utf-8", "replace").strip()


def missing_packages(python: str) -> list:
    """System packages that are needed and not there; empty on macOS and Windows, whose wheels bring all."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = dict(FOR_PICTURES)
    if os.environ.get("DISPLAY"):
        wanted.update(FOR_X11)
    if os.environ.get("WAYLAND_DISPLAY"):
        wanted.update(FOR_WAYLAND)
    missing = [package for library, package in wanted.items() if not loads(library)]
    has_venv = importlib.util.find_spec("ensurepip") if python == sys.executable else True
    if not has_venv and not shutil.which("uv") and not venv_python().exists():
        missing.append("python3-venv")
    return missing


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_system(python: str, *, may_install: bool) -> None:
    """Install the missing system packages when root on an apt system; else name them in one line."""
    missing = missing_packages(python)
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if may_install and is_root and shutil.which("apt-get"):
        say(f"installing system libraries that Qt needs: {' '.join(missing)}")
        for command in (["apt-get", "update"], line.split()):
            run = subprocess.run(
                command,
                check=False,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdout=PIPE,
                stderr=STDOUT,
            )
            if run.returncode:
                say(f"'{' '.join(command)}' failed:")
                print(run.stdout.decode("utf-8", "replace"), file=sys.stderr)
        missing = missing_packages(python)
    if missing:
        packages = " ".join(missing)
        say(f"these system packages are missing: {packages}")
        say(f"install them with:  sudo apt-get update && sudo {line}")
        say("on another distribution, install the packages that hold the same libraries; then run this again.")
        raise SystemExit(4)


def venv_python() -> Path:
    """The interpreter inside the private environment, whether or not it exists yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_packages(python: str, lock: Path) -> None:
    """Make the private environment and install the lock into it, unless that was done for this very lock."""
    digest, version = hashlib.sha256(lock.read_bytes()).hexdigest(), venv_version()
    stamp = VENV / f"{lock.name}.installed"
    if version and stamp.exists() and stamp.read_text("ascii", "replace") == f"{digest} {version}":
        return
    folder = VENV if VENV.exists() else HOME
    if not os.access(str(folder), os.W_OK):
        raise SystemExit(f"diplomatic-timeline: {folder} is read-only; set-up needs a folder that can be written to.")
    say("setting up, once: about 250 MB of packages go into .venv")
    uv = shutil.which("uv")
    if not version or not (uv or has_pip()):
        if VENV.exists():
            shutil.rmtree(str(VENV))
        call([uv, "venv", "--quiet", "--python", python, str(VENV)] if uv else [python, "-m", "venv", str(VENV)])
    if uv:
        install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(venv_python())]
    else:
        install = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The lock is complete: a resolver would only find that "coverage[toml]" has a newer release than the locked one.
    call([*install, "--no-deps", "--require-hashes", "--requirement", str(lock)])
    stamp.write_text(f"{digest} {venv_version()}", "ascii")


def venv_version() -> str:
    """The version of the private interpreter, such as "3.11"; "" when there is none that runs and is suitable.

    It is asked anew every time: an upgrade of the system can take it away, or put another in its place.
    """
    code = "import sys; print('%d.%d' % sys.version_info[:2] if {} <= sys.version_info[:2] <= {} else '')"
    return answer("-I", "-S", "-c", code.format(OLDEST, NEWEST))


def has_pip() -> bool:
    """Whether the private environment was finished; an interrupted one has an interpreter, but no pip yet."""
    return answer("-I", "-c", "import pip; print(1)") == "1"


def answer(*arguments: str) -> str:
    """What the private interpreter prints; "" when it does not run."""
    try:
        run = subprocess.run(
            [str(venv_python()), *arguments], env=own_environment(), stdout=PIPE, stderr=DEVNULL, check=False
        )
    except OSError:
        return ""
    return "" if run.returncode else run.stdout.decode("utf-8", "replace").strip()


def call(command: list) -> None:
    """Run one step of the set-up; a failure ends it with a sentence instead of a traceback."""
    if subprocess.run(command, check=False, env=own_environment()).returncode:
        raise SystemExit(
            "diplomatic-timeline: the set-up step above failed. It needs the network the first time, and room on the "
            "disk; behind a proxy set HTTPS_PROXY. Run the same command again to go on."
        )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"diplomatic-timeline: the set-up failed: {error}")
