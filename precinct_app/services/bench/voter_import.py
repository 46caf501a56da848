# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A voter list taken in: read, checked and kept encrypted, beside openpyxl only reading the file."""

import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from precinct_app.domain.commission import Actor
from precinct_app.domain.deadlines import aware
from precinct_app.runtime.clock import SetClock
from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_precinct_list import empty_workspace, people_of
from precinct_app.services.election_spec import build_election
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.opening import open_workspace
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.voter_import import import_list

VOTERS = 3000
_TARGET = 1.5


def measure(room: Room) -> Iterator[Measured]:
    """Seconds from the file's bytes to the committed rows; the best of the room's runs."""
    election = build_election(mock_spec("city", 1, 1))
    tools = room.tools.with_clock(SetClock(aware(election.deadlines.voting_opens, "UTC")))
    empty = empty_workspace(room.folder / "empty", election, tools)
    people = people_of(election, room.size(VOTERS))
    data = tools.write_voters(people, election.precincts[0], 0)
    theirs = min(_seconds_openpyxl(data) for _ in range(room.runs))
    ours = min(
        _seconds_import(empty, room.folder / f"run{run}", data, tools) for run in range(room.runs)
    )
    yield Measured(
        "voter_import", ours, "seconds", Beside("openpyxl_reads", theirs),
        Target(at_most=_TARGET, of_ratio=True), {"voters": len(people)},
    )  # fmt: skip


def _seconds_import(empty: Path, folder: Path, data: bytes, tools: Toolbox) -> float:
    shutil.copytree(empty, folder)
    user = tools.people(folder)[0]
    workspace = open_workspace(folder, user[0], PASSPHRASE, tools)
    try:
        start = time.perf_counter()
        import_list(workspace, Actor(user[0], user[2]), tools, data, "list.xlsx")
        return time.perf_counter() - start
    finally:
        workspace.store.close()
        shutil.rmtree(folder)


def _seconds_openpyxl(data: bytes) -> float:
    start = time.perf_counter()
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        if len(row) == 0:
            raise AssertionError(row)
    return time.perf_counter() - start


BENCH = Bench("voter_import", measure)
