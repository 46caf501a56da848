# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Fifteen kills in a day; two hundred are a task of their own (``python -m tests.faults.kills``)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")


def report_of(*arguments: str) -> tuple[int, dict[str, Any]]:
    """Run the harness apart from the tests' own threads."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kills", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout)


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_in_fifteen_kills() -> None:
    status, report = report_of("--count", "15", "--seed", "5", "--small")
    assert (report["lost"], report["wrong"], report["refusals"]) == ([], [], {})
    assert status == 0
    assert report["kills"] == 15
    assert report["acknowledged"] > 200
    assert sum(report["points"].values()) == 15
    assert report["liar_found_out"]
