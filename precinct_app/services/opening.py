# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Setting up a workspace from a trusted package, and opening it by a pass phrase."""

from collections.abc import Sequence
from pathlib import Path

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import PackageError
from precinct_app.runtime.clock import StationClock
from precinct_app.services.backups import is_superseded
from precinct_app.services.ports import OpenedPackage, Store
from precinct_app.services.registers.station_time import clock_offset
from precinct_app.services.revocation_updates import with_lists
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.workspace import Workspace, forms_of, record_event

PRECINCT = "precinct"
DISTRICT = "district"
PAPER_CODE = "paper-code"
"""Whoever opens the sealed letter: may look after the workspace, not after counts."""


def set_up_precinct(
    folder: Path,
    package: OpenedPackage,
    precinct_id: str,
    level: Level,
    users: Sequence[WorkspaceUser],
    tools: Toolbox,
) -> str:
    """Make a precinct's workspace; the recovery code to be sealed on paper.

    PackageError ``package.precinct_unknown`` when the package has no ballots for that precinct.
    """
    _refuse_foreign_precinct(package, precinct_id)
    return tools.create_workspace(
        folder, package, kind=PRECINCT, precinct_id=precinct_id, level=level, users=users
    )


def set_up_district(
    folder: Path, package: OpenedPackage, users: Sequence[WorkspaceUser], tools: Toolbox
) -> str:
    """Make a district's workspace; the recovery code to be sealed on paper."""
    return tools.create_workspace(
        folder, package, kind=DISTRICT, precinct_id="", level=Level.COUNT_ONLY, users=users
    )


def open_workspace(folder: Path, member_id: str, passphrase: str, tools: Toolbox) -> Workspace:
    """Open a workspace and the package that it was made by; the opening stands in the journal.

    Its clock is the station's wall as it was last read.  Where another laptop has taken over from this
    one it can only be read.
    """
    store = tools.open_workspace(folder, member_id, passphrase)
    workspace = workspace_in(store, tools)
    info = workspace.info
    if info.superseded:
        store.protect(is_superseded(info.superseded))
        return workspace
    with store.begin() as work:
        actor = actor_of(workspace, folder, member_id, tools)
        record_event(workspace, work, actor, "workspace.opened", info.instance_id)
    return workspace


def workspace_in(store: Store, tools: Toolbox) -> Workspace:
    """The workspace that a store holds, with its package; nothing is recorded."""
    with store.begin() as work:
        info = work.workspace.info()
        raw = work.workspace.package()
        lists = work.workspace.revocation_lists()
        clock = StationClock(tools.clock.now, clock_offset(work))
    package = with_lists(tools.open_package(raw), lists)
    return Workspace(store, clock, package, info, forms_of(package))


def actor_of(workspace: Workspace, folder: Path, member_id: str, tools: Toolbox) -> Actor:
    """The signed-in user in the role that the workspace gives; the paper code opens without counts."""
    if member_id == PAPER_CODE:
        return Actor(member_id, Role.TECHNICIAN)
    if workspace.info.kind == PRECINCT:
        return Actor(member_id, workspace.member(member_id).role)
    return Actor(member_id, tools.role_in(folder, member_id))


def _refuse_foreign_precinct(package: OpenedPackage, precinct_id: str) -> None:
    try:
        ballots = package.election.ballots_of(precinct_id)
    except KeyError:
        ballots = ()
    if not ballots:
        raise PackageError.of("package.precinct_unknown", precinct=precinct_id)
