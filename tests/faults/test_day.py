# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day itself, undisturbed: every deed leaves its fact, at once and by itself."""

import shutil
from pathlib import Path

from tests.faults.day import Day
from tests.faults.deeds import deeds
from tests.faults.facts import broken, facts, run
from tests.services.conftest import PRECINCT, Made


def test_every_deed_leaves_its_fact(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path / PRECINCT)
    day = Day(made, tmp_path)
    done: list[str] = []
    run(day, done.append)
    assert done == [deed.name for deed in deeds(day)]
    assert facts(day) == set(done)
    assert broken(day) == ""
    run(day, done.append)
    day.close()
    assert len(done) == len(set(done))
