# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One mock day for all journeys: made once, read by many."""

import json
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.ports import OpenedPackage

SEED = 11


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a mock day of two precincts, run through the command line."""
    folder = tmp_path_factory.mktemp("day") / "demo"
    arguments = ["demo", "--out", str(folder), "--seed", str(SEED), "--precincts", "2"]
    assert main([*arguments, "--json"], Tools()) == 0
    return folder


@pytest.fixture(scope="session")
def summary(day: Path) -> dict[str, Any]:
    """The day's summary."""
    content: dict[str, Any] = json.loads((day / "summary.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def package(day: Path) -> OpenedPackage:
    """The day's package, trusted by its fingerprint file."""
    opened = Tools().open_package((day / "package.zip").read_bytes())
    return trust_by_fingerprint(opened, (day / "package.fingerprint").read_text())
