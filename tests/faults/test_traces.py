# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole day under watch: no file is made elsewhere, no socket, nothing kept without an event."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.protocol.status import Status
from precinct_app.services.ports import StoredProtocol
from tests.faults.unjournalled import Unjournalled
from tests.services.conftest import SECRET, Made

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a whole day left, lived in a process of its own."""
    folders = [tmp_path_factory.mktemp(name) for name in ("place", "temporary", "home")]
    place, temporary, home = folders
    values = {
        **os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary),
        "XDG_DATA_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.traces", str(place)],
        cwd=ROOT, env=values, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    known = ("/dev/", "/proc/", str(home))
    found["elsewhere"] = [path for path in found["elsewhere"] if not path.startswith(known)]
    return found


def test_every_deed_of_the_day_leaves_its_fact(told: dict[str, list[str]]) -> None:
    assert told["wrong"] == []


def test_nothing_is_made_outside_the_workspace(told: dict[str, list[str]]) -> None:
    assert told["changed"] == []
    assert told["left"] == []
    assert told["elsewhere"] == []


def test_a_precinct_makes_no_socket_and_loads_no_servers_driver(
    told: dict[str, list[str]],
) -> None:
    assert told["sockets"] == []
    assert told["drivers"] == []


def test_nothing_is_kept_without_an_event(told: dict[str, list[str]]) -> None:
    assert told["unjournalled"] == []


def test_what_is_kept_without_an_event_would_be_heard(small: Made, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small.folder, tmp_path / "w"))
    store = Tools().open_workspace(folder, "m1", SECRET)
    listening = Unjournalled()
    try:
        with store.begin() as work:
            info = work.workspace.info()
        assert listening.found == set()
        with store.begin() as work:
            work.workspace.save_info(replace(info, generation=2))
        with suppress(KeyError), store.begin() as work:
            work.protocols.save(StoredProtocol("mazhilis_list", 1, Status.DRAFT))
            raise KeyError
    finally:
        listening.close()
        store.close()
    assert listening.found == {"workspace"}
