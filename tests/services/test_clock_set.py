# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A laptop's clock that was set back or forward stands in the journal, before the next act."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from precinct_app.domain.commission import Role
from precinct_app.domain.night import Step
from precinct_app.runtime.clock import StationClock
from precinct_app.services.opening import open_workspace
from precinct_app.services.registers import station_time, steps
from precinct_app.services.workspace import CLOCK_SET, Workspace
from tests.services.conftest import PRECINCT, SECRET, Station


def told(workspace: Workspace) -> list[tuple[str, str, int]]:
    """Kind of the next event, and what was told of the clock before it."""
    with workspace.store.begin() as work:
        events = list(work.journal.all())
    return [
        (after.kind, event.subject, int(event.details["seconds"]))
        for event, after in pairwise(events)
        if event.kind == CLOCK_SET
    ]


def test_a_clock_set_while_the_workspace_is_open(station: Station) -> None:
    steady = [0.0]
    clock = StationClock(station.clock.now, steady=lambda: steady[0])
    workspace = replace(station.workspace, clock=clock)
    assert clock.moved() == timedelta()
    chair = station.actor(Role.CHAIR)
    station.at(8)
    steady[0] = 3600
    steps.take_step(workspace, chair, Step.OPENED)
    assert told(workspace) == []
    station.at(11)
    steady[0] = 2 * 3600
    station_time.read_wall_clock(workspace, chair, clock.machine())
    ((kind, subject, seconds),) = told(workspace)
    assert (kind, subject) == ("register.clock_read", "forward")
    assert 7190 < seconds < 7210


def test_a_clock_set_back_while_nobody_looked(station: Station, tmp_path: Path) -> None:
    station.at(12)
    steps.take_step(station.workspace, station.actor(Role.CHAIR), Step.OPENED)
    station.workspace.store.close()
    station.at(11)
    again = open_workspace(tmp_path / PRECINCT, "m1", SECRET, station.tools)
    ((kind, subject, seconds),) = told(again)
    assert (kind, subject) == ("workspace.opened", "back")
    assert 3590 < seconds < 3610
    again.store.close()


def test_the_wall_that_was_read_is_no_clock_that_was_set(station: Station, tmp_path: Path) -> None:
    laptop = station.at(11)
    chair = station.actor(Role.CHAIR)
    station_time.read_wall_clock(station.workspace, chair, laptop - timedelta(hours=1))
    station.workspace.store.close()
    again = open_workspace(tmp_path / PRECINCT, "m1", SECRET, station.tools)
    assert told(again) == []
    again.store.close()
