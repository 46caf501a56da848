# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The house stands: imports point down, adapters do not know each other, only screens know Qt."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_import_contracts_hold() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(script), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


LATE = ("alembic", "openpyxl", "pikepdf", "pyhanko", "pypdfium2", "reportlab",
        "sqlalchemy", "sqlmodel", "precinct_app.cli", "precinct_app.documents", "precinct_app.exchange",
        "precinct_app.services.ports", "precinct_app.signing", "precinct_app.ui.desk")  # fmt: skip
"""What must not be loaded before somebody signs in: each would be waited for at every start."""


def test_the_window_stands_before_its_libraries_are_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from precinct_app.bootstrap import open_window;"
        f"told = open_window(Path({str(tmp_path)!r}), ['start']);"
        f"early = set({LATE!r}) & set(sys.modules);"
        "sys.exit(repr(early) if early else told)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_program_does_not_import_what_it_never_needs() -> None:
    code = (
        "import sys, precinct_app.bootstrap as b;"
        "bad = {'psycopg', 'asyncpg', 'PySide6', 'hypothesis'} & set(sys.modules);"
        "sys.exit(repr(bad) if bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
