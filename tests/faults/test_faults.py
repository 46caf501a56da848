# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Fifteen kills in a day and each trouble of a disk; hundreds are a task (``python -m tests.faults``)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.troubles import in_mount_space

ROOT = Path(__file__).parents[2]
HARNESS = "--kills 15 --rounds 1 --seed 5 --small --until step:list_closed"
TROUBLES = ["disk full", "page damaged", "read-only", "stick pulled", "wal cut"]


@pytest.mark.timeout(300)
@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")
def test_nothing_acknowledged_is_lost() -> None:
    """Apart from the tests' own threads, since it forks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *HARNESS.split()],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    kills = report["kills"]
    assert (kills["lost"], kills["wrong"], kills["refusals"]) == ([], [], {})
    assert (kills["kills"], sum(kills["points"].values())) == (15, 15)
    assert kills["acknowledged"] > 200
    assert report["liar_found_out"]
    if in_mount_space():
        troubles = report["troubles"]
        assert (troubles["lost"], troubles["wrong"]) == ([], [])
        assert sorted(troubles["troubles"]) == TROUBLES
        assert {*troubles["said"]["page damaged"]} <= {"storage.damaged", "storage.wrong_key"}
        assert troubles["said"]["stick pulled"] == {"backup.no_folder": 1}
        assert troubles["said"]["read-only"] == {"storage.read_only": 1}
    assert done.returncode == 0
