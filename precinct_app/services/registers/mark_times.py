# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The times of marks: counted for turnout, rounded in what leaves, taken away when the list closes."""

from collections.abc import Sequence
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.registers import marks as domain
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.marks import Mark
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, record_event, require


def received_by(workspace: Workspace, actor: Actor, hours: Sequence[datetime]) -> tuple[int, ...]:
    """For turnout, at level *marks*: how many voters had received a ballot by each moment."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return domain.received_until(work.registers.all(Mark), hours)


def intervals(workspace: Workspace) -> tuple[datetime, ...]:
    """Moments to which the times of marks are rounded up: turnout reports, the close, now."""
    election, zone = workspace.election, workspace.precinct.timezone
    hours = {*election.turnout_hours, election.closes}
    day = [aware(datetime.combine(election.day, hour), zone) for hour in hours]
    now = workspace.clock.now()
    return (*sorted(moment for moment in day if moment < now), now)


def leaving(workspace: Workspace, work: Work) -> list[Entry[Mark]]:
    """The marks as exports may show them: no exact times, in no order of voting."""
    bounds = intervals(workspace)
    found = [domain.coarsened(entry, bounds) for entry in work.registers.history(Mark)]
    return sorted(found, key=lambda entry: (entry.recorded, entry.entry_id))


def coarsen_times(workspace: Workspace, work: Work, actor: Actor) -> int:
    """Take the exact times of all marks away for good; how many.

    To be called in the transaction that closes the list (field: C8).  Counts up to a turnout hour
    stay what they were.
    """
    bounds = intervals(workspace)
    count = work.registers.coarsen(Mark, lambda moment: domain.coarse(moment, bounds))
    record_event(workspace, work, actor, "marks.coarsened", "marks", count=count)
    return count
