# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Station time: what the wall clock said, kept beside the laptop's, and followed by the workspace."""

from datetime import datetime, timedelta

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.night import ClockRead
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.workspace import Workspace, require


def read_wall_clock(workspace: Workspace, actor: Actor, wall: datetime) -> Entry[ClockRead]:
    """Keep what the wall clock says; the laptop's own clock is left alone, the workspace follows.

    The line in the journal is the last one by the former time.
    """
    require(actor, Right.LEAD_DAY)
    behind = round((wall - workspace.clock.machine()).total_seconds())
    content = ClockRead(max(behind, 0), max(-behind, 0))
    with workspace.store.begin() as work:
        entry = keep(
            workspace, work, actor, content,
            behind=content.behind_seconds, ahead=content.ahead_seconds,
        )  # fmt: skip
    workspace.clock.offset = content.offset
    return entry


def clock_offset(work: Work) -> timedelta:
    """What to add to the laptop's time to have the station's, as last read."""
    entries = work.registers.all(ClockRead)
    return entries[-1].content.offset if entries else timedelta()
