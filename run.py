#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Set everything up, then run: ``python3 run.py demo``, ``python3 run.py test``, ``python3 run.py app``.

Standard library only.  Makes ``.venv`` beside this file, installs what ``requirements.lock`` names
(by hash), finds missing shared libraries, compiles the text catalogs, and passes every other
argument on to the program.  What is already there is skipped.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed.sha256"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
NEWEST = (3, 14)
WINDOWS = ["tests/ui", "tests/journeys/window"]
"""Tests that open windows."""


def main(arguments: list[str]) -> int:
    """Prepare the machine, then do what was asked; the exit status of what was run."""
    if not (3, 11) <= sys.version_info[:2] < NEWEST:
        return refuse(
            "precinct-app needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0]
        )
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(__doc__)
        return 0
    if not (shared_libraries() and environment()):
        return 2
    compile_catalogs()
    return run(arguments)


def run(arguments: list[str]) -> int:
    """Run the tests, the window or any command of the program."""
    command, *rest = arguments
    if command == "test":
        return test(rest)
    if command == "app":
        call = [str(PYTHON), "-m", "precinct_app", "window", *rest]
    else:
        call = [str(PYTHON), "-m", "precinct_app", *arguments]
    return subprocess.call(call, env=settings())


def test(chosen: list[str]) -> int:
    """Run the tests that are chosen, else all: windows in processes of their own, as in life.

    There Python's own collection is off, and what other tests left would lie beside them for long.
    """
    call = [str(PYTHON), "-m", "pytest", "-n", "auto", "--dist", "worksteal"]
    runs = [chosen] if chosen else [[f"--ignore={folder}" for folder in WINDOWS], WINDOWS]
    ended = [subprocess.call([*call, *run], cwd=ROOT, env=settings()) for run in runs]
    return next((status for status in ended if status), 0)


def settings() -> dict[str, str]:
    """The environment of the program: its own packages first, no display needed."""
    values = {**os.environ, "PYTHONUTF8": "1"}
    values["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [values.get("PYTHONPATH")])])
    if sys.platform == "linux" and not (values.get("DISPLAY") or values.get("WAYLAND_DISPLAY")):
        values.setdefault("QT_QPA_PLATFORM", "offscreen")
    return values


def shared_libraries() -> bool:
    """See that the window's shared libraries are there; install them where that is allowed."""
    if sys.platform != "linux":
        return True
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    return not missing or install_packages(missing)


def loads(library: str) -> bool:
    """Say whether a shared library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> bool:
    """Install Debian packages when we are root on Debian, else print the one line to run."""
    line = "apt-get install --no-install-recommends -y " + " ".join(packages)
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        refuse(f"Missing: {', '.join(packages)}. Run this once, then try again:\n  sudo {line}")
        return False
    print("Installing:", " ".join(packages), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call(line.split(), env=quiet, stdout=subprocess.DEVNULL) == 0:
        return True
    subprocess.call(["apt-get", "update"], env=quiet, stdout=subprocess.DEVNULL)
    return subprocess.call(line.split(), env=quiet, stdout=subprocess.DEVNULL) == 0


def environment() -> bool:
    """Make ``.venv`` and install the locked packages, unless that has been done."""
    wanted = (
        hashlib.sha256(LOCK.read_bytes()).hexdigest()
        + f" {sys.version_info[0]}.{sys.version_info[1]}"
    )
    if STAMP.exists() and PYTHON.exists() and STAMP.read_text() == wanted:
        return True
    if not (PYTHON.exists() and has_pip()) and not make_environment():
        return False
    print("Installing the pinned packages into .venv (once, about a minute) ...", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The lock is complete, so nothing is resolved again; old pip trips over extras otherwise.
    if subprocess.call([*pip, "--no-deps", "--require-hashes", "-r", str(LOCK)], cwd=ROOT) != 0:
        refuse("The packages could not be installed. Is a package index reachable? Then try again.")
        return False
    STAMP.write_text(wanted)
    return True


def has_pip() -> bool:
    """Say whether the environment can install packages."""
    call = [str(PYTHON), "-m", "pip", "--version"]
    return subprocess.call(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def make_environment() -> bool:
    """Make ``.venv``; on Debian this may first need the package python3-venv."""
    call = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not has_venv() and not install_packages(["python3-venv"]):
        return False
    if subprocess.call(call) == 0:
        return True
    refuse("The environment .venv could not be made; see the lines above.")
    return False


def has_venv() -> bool:
    """Say whether this Python brings what a virtual environment with pip needs."""
    call = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.call(call, stderr=subprocess.DEVNULL) == 0


def compile_catalogs() -> None:
    """Compile the text catalogs that are newer than what was compiled before."""
    folder = ROOT / "translations"
    stale = [
        source
        for source in folder.glob("*/LC_MESSAGES/*.po")
        if not (target := source.with_suffix(".mo")).exists()
        or target.stat().st_mtime_ns < source.stat().st_mtime_ns
    ]
    if stale:
        code = "from precinct_app.runtime.texts import compile_catalogs; compile_catalogs()"
        subprocess.check_call([str(PYTHON), "-c", code], cwd=ROOT, env=settings())


def refuse(message: str) -> int:
    """Say why nothing was run."""
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
