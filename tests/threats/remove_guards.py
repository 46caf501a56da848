# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Remove each guard of the threat model on a copy of the tree, and see the named test fail.

``python -m tests.threats.remove_guards [NAME ...]``: with names, those guards alone.  First every named
test must pass on the untouched copy.  Exit status 1 when a guard can go without its test noticing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.threats.guards import ROOT, Guard, guards

COPIED = ("precinct_app", "resources", "translations", "tests", "installer")
FILES = ("pyproject.toml", "CONTRIBUTING.md")
LONGEST = 600
"""Seconds that a test may take."""


def main(names: Sequence[str]) -> int:
    """Try every guard, or those that are named; a line each."""
    wanted = [guard for guard in guards() if not names or guard.name in names]
    with tempfile.TemporaryDirectory(prefix="guards-") as made:
        tree = copied(Path(made))
        tests = sorted({guard.test for guard in wanted})
        if (status := ran(tree, *tests)) != 0:
            print(f"not even the untouched copy passes: {status}")
            return 1
        print(f"{len(tests)} tests pass on the untouched copy", flush=True)
        missed = [guard.name for guard in wanted if not is_missed(tree, guard)]
    print(f"{len(wanted) - len(missed)} of {len(wanted)} guards are missed when they are gone")
    if missed:
        print("nobody notices: " + " ".join(missed))
    return 1 if missed else 0


def copied(place: Path) -> Path:
    """The parts of the tree that tests need, without what they leave behind."""
    leave = shutil.ignore_patterns("__pycache__", ".git", "*.pyc")
    for name in COPIED:
        shutil.copytree(ROOT / name, place / name, ignore=leave)
    for name in FILES:
        shutil.copy2(ROOT / name, place / name)
    return place


def is_missed(tree: Path, guard: Guard) -> bool:
    """Say whether the guard's test fails without it; the copy is as it was afterwards."""
    file = tree / guard.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(guard.removed_from(whole), encoding="utf-8")
    started = time.monotonic()
    try:
        status = ran(tree, guard.test)
    finally:
        file.write_text(whole, encoding="utf-8")
    noticed = status == 1  # 2 and above: nothing was tried, as with a file that cannot be imported
    verdict = "fails" if noticed else f"does not fail ({status})"
    took = time.monotonic() - started
    print(f"{guard.threat:4} {guard.name:16} {verdict}: {guard.test} ({took:.0f} s)", flush=True)
    return noticed


def ran(tree: Path, *tests: str) -> int:
    """Run tests on the copy; pytest's exit status, 1 when a test failed."""
    values = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1",
              "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}  # fmt: skip
    call = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", *tests]
    done = subprocess.run(
        call, cwd=tree, env=values, capture_output=True, text=True, check=False, timeout=LONGEST
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
