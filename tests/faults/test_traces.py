# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""No temporary file ever holds personal data: nothing is made but where the workspace or one asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_is_made_outside_the_workspace(tmp_path: Path) -> None:
    place, temporary, home = tmp_path / "place", tmp_path / "temporary", tmp_path / "home"
    for folder in (place, temporary, home):
        folder.mkdir()
    values = {
        **os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary),
        "XDG_DATA_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.traces", str(place)],
        cwd=ROOT, env=values, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == [], "every deed of the day leaves its fact"
    assert told["changed"] == []
    assert told["left"] == []
    known = ("/dev/", "/proc/", str(home))
    assert [path for path in told["elsewhere"] if not path.startswith(known)] == []
