# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What becomes of the data when the day is over (field: C12): it is a school's laptop.

Handing in archives protocols and journal and wipes the people (`registers.hand_in`).  With it go the
copies that still hold them: what restores kept beside the database, backups on the stick.  After the
terms the workspace itself ends: its keys first, so that nothing that a disk still holds can be read.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import NotAllowedError
from precinct_app.services.papers.heading import now
from precinct_app.services.registers.hand_in import handed_in
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.two_people import Agreed, refuse_alone
from precinct_app.services.workspace import Workspace, record_event, require

KEPT_FOR = timedelta(days=90)
"""From polling day: until then recount and repeat voting may still ask for the workspace (field: C4)."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """Copies that were taken away."""

    kept: int
    """Files that restores and steps of the schema had kept beside the database."""
    backups: int


def clear_copies(workspace: Workspace, actor: Actor, stick: Path | None, tools: Toolbox) -> Cleared:
    """Take away every copy with people in it; a backup is known by its database, not by its name.

    NotAllowedError ``end.not_handed_in``; StorageError ``backup.no_folder``, ``backup.read_only``.
    """
    require(actor, Right.LEAD_DAY)
    if handed_in(workspace, actor) is None:
        raise NotAllowedError.of("end.not_handed_in")
    mine = [
        file for file in (tools.vault.find(stick) if stick else ())
        if tools.vault.held(workspace.store, file) is not None
    ]  # fmt: skip
    for file in mine:
        tools.vault.remove(file)
    cleared = Cleared(tools.vault.tidy(workspace.store), len(mine))
    with workspace.store.begin() as work:
        record_event(
            workspace, work, actor, "workspace.copies_cleared", workspace.info.instance_id,
            kept=cleared.kept, backups=cleared.backups,
        )  # fmt: skip
    return cleared


def ends_from(workspace: Workspace) -> date:
    """The first day on which the workspace may be destroyed; training has no terms."""
    election = workspace.election
    return election.day + (KEPT_FOR if election.mode is Mode.REAL else timedelta())


def destroy(workspace: Workspace, actor: Actor, agreed: Agreed | None, tools: Toolbox) -> None:
    """Destroy the workspace, its keys first; two people do it, and nothing brings it back.

    NotAllowedError ``end.not_handed_in`` and ``end.too_early`` for a real election, and as
    `refuse_alone` has them; StorageError ``storage.read_only``.
    """
    require(actor, Right.LEAD_DAY)
    refuse_alone(actor, agreed, Right.LEAD_DAY)
    if workspace.election.mode is Mode.REAL:
        if handed_in(workspace, actor) is None:
            raise NotAllowedError.of("end.not_handed_in")
        if now(workspace).date() < ends_from(workspace):
            raise NotAllowedError.of("end.too_early", day=f"{ends_from(workspace):%d.%m.%Y}")
    tools.vault.destroy(workspace.store)
