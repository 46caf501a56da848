# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What every paper of this precinct begins with, and its local times."""

from datetime import datetime
from zoneinfo import ZoneInfo

from precinct_app.domain.commission import Actor
from precinct_app.domain.election import Election, Precinct
from precinct_app.domain.papers.heading import Heading
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, record_event


def heading_of(workspace: Workspace) -> Heading:
    """Precinct, election and commission as the package names them."""
    return heading_in(workspace.election, workspace.precinct)


def heading_in(election: Election, precinct: Precinct) -> Heading:
    """The same where no workspace is open yet."""
    return Heading(
        election.mode, election.election_id, election.name, election.day, precinct.number,
        election.region(precinct.region_id).name, precinct.settlement, precinct.address,
        precinct.members,
    )  # fmt: skip


def local(workspace: Workspace, moment: datetime) -> datetime:
    """A moment in the station's own time."""
    return moment.astimezone(ZoneInfo(workspace.precinct.timezone))


def now(workspace: Workspace) -> datetime:
    """The present in the station's own time."""
    return local(workspace, workspace.clock.now())


def clock(workspace: Workspace, moment: datetime) -> str:
    """A time of the polling day; with its date on any other day."""
    found = local(workspace, moment)
    if found.date() == workspace.election.day:
        return f"{found:%H:%M}"
    return f"{found:%d.%m.%Y, %H:%M}"


def printed(
    workspace: Workspace, work: Work, actor: Actor, paper: str, **details: str | int
) -> None:
    """Leave a line in the journal that a paper was printed; `details` name no voter."""
    record_event(workspace, work, actor, "paper.printed", paper, happened=None, **details)
