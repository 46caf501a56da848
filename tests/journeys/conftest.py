# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One mock day for all journeys: made once, read by many."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.election import Election
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.ports import Clock, OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.storage.keyring import Cost
from tests.masters import made_once

SEED = 11


class RecordingTools(Tools):
    """The tools of a mock day, which keep its keys for tests of what an insider could do."""

    def __init__(
        self, clock: Clock | None = None, cost: Cost | None = None,
        made: list[ElectionKeys] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(clock, cost)
        self.made: list[ElectionKeys] = [] if made is None else made

    def with_clock(self, clock: Clock) -> "RecordingTools":
        return RecordingTools(clock, Cost(passes=1, memory=1024, lanes=1), self.made)

    def make_keys(
        self, election: Election, built: datetime, passphrase: Callable[[str, str], str]
    ) -> ElectionKeys:
        self.made.append(super().make_keys(election, built, passphrase))
        return self.made[-1]


@dataclass(frozen=True)
class Day:
    """A mock day's folder, its keys, and what was said."""

    folder: Path
    keys: ElectionKeys
    said: str
    """What the command told on its way."""


@pytest.fixture(scope="session")
def whole_day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A mock day of two precincts, run through the command line."""

    def live(folder: Path) -> tuple[ElectionKeys, str]:
        tools = RecordingTools()
        arguments = ["demo", "--out", str(folder / "demo"), "--seed", str(SEED), "--precincts", "2"]
        with redirect_stdout(io.StringIO()) as said:
            assert main([*arguments, "--json"], tools) == 0
        return tools.made[0], said.getvalue()

    folder, (keys, said) = made_once(tmp_path_factory, "day", live)
    return Day(folder / "demo", keys, said)


@pytest.fixture(scope="session")
def day(whole_day: Day) -> Path:
    """The folder of the mock day."""
    return whole_day.folder


@pytest.fixture(scope="session")
def day_keys(whole_day: Day) -> ElectionKeys:
    """The keys of the mock day."""
    return whole_day.keys


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
