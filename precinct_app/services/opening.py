# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Setting up a workspace from a trusted package, and opening it by a pass phrase."""

from collections.abc import Sequence
from pathlib import Path

from precinct_app.domain.commission import BESIDE_THE_COMMISSION, CERTIFIERS, Actor, Role
from precinct_app.domain.election import Level, Mode
from precinct_app.domain.errors import NotAllowedError, PackageError
from precinct_app.runtime.clock import NO_DIFFERENCE, StationClock
from precinct_app.services.backups import is_superseded
from precinct_app.services.passphrases import new_passphrase
from precinct_app.services.ports import OpenedPackage, Store, Work
from precinct_app.services.registers.station_time import clock_offset
from precinct_app.services.revocation_updates import with_lists
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.workspace import Workspace, forms_of, record_clock, record_event

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


def leaders_of(package: OpenedPackage, precinct_id: str) -> list[WorkspaceUser]:
    """Who may open a precinct's workspace, each with a new pass phrase that is kept nowhere.

    PackageError ``package.precinct_unknown`` for a precinct that the package does not have.
    """
    try:
        members = package.election.precinct(precinct_id).members
    except KeyError as error:
        raise PackageError.of("package.precinct_unknown", precinct=precinct_id) from error
    return [
        WorkspaceUser(m.member_id, m.name, m.role, new_passphrase())
        for m in members
        if m.role in CERTIFIERS
    ]


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
    try:
        workspace = workspace_in(store, tools)
        _record_opening(workspace, actor_of(workspace, folder, member_id, tools))
    except BaseException:
        store.close()
        raise
    return workspace


def _record_opening(workspace: Workspace, actor: Actor) -> None:
    info = workspace.info
    if info.superseded:
        workspace.store.protect(is_superseded(info.superseded))
        return
    workspace.clock.moved()
    with workspace.store.begin() as work:
        _record_set_back(workspace, work, actor)
        record_event(workspace, work, actor, "workspace.opened", info.instance_id)


def _record_set_back(workspace: Workspace, work: Work, actor: Actor) -> None:
    """A clock that is earlier than what was recorded was set back while nobody looked."""
    last = work.journal.last()
    if last is None or last.kind == "register.clock_read":  # written by the time before it
        return
    now = workspace.clock.now()
    if last.recorded - now >= NO_DIFFERENCE:
        record_clock(work, actor, now, now - last.recorded)


def workspace_in(store: Store, tools: Toolbox) -> Workspace:
    """The workspace that a store holds, with its package; nothing is recorded."""
    with store.begin() as work:
        info = work.workspace.info()
        raw = work.workspace.package()
        lists = work.workspace.revocation_lists()
        clock = StationClock(tools.clock.now, clock_offset(work), tools.clock.steady)
    package = with_lists(tools.open_package(raw), lists)
    return Workspace(store, clock, package, info, forms_of(package))


def actor_of(workspace: Workspace, folder: Path, member_id: str, tools: Toolbox) -> Actor:
    """The signed-in user in the role that the package gives, or beside the commission the workspace.

    The paper code opens without counts; a trainer where nothing is real: NotAllowedError
    ``signin.only_training``.
    """
    if member_id == PAPER_CODE:
        return Actor(member_id, Role.TECHNICIAN)
    if workspace.info.kind == PRECINCT:
        for member in workspace.precinct.members:
            if member.member_id == member_id:
                return Actor(member_id, member.role)
    role = tools.role_in(folder, member_id)
    if workspace.info.kind == PRECINCT and role not in BESIDE_THE_COMMISSION:
        raise NotAllowedError.of("signin.unknown", member=member_id)
    if role is Role.TRAINER and workspace.info.mode is not Mode.TRAINING:
        raise NotAllowedError.of("signin.only_training")
    return Actor(member_id, role)


def _refuse_foreign_precinct(package: OpenedPackage, precinct_id: str) -> None:
    try:
        ballots = package.election.ballots_of(precinct_id)
    except KeyError:
        ballots = ()
    if not ballots:
        raise PackageError.of("package.precinct_unknown", precinct=precinct_id)
