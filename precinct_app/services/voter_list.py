# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list: taken in as a whole or not at all."""

from collections.abc import Sequence

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import Work
from precinct_app.services.progress import Pulse, quiet
from precinct_app.services.registers.keeping import keep
from precinct_app.services.workspace import Workspace, record_event, require

_AT_ONCE = 500


def take_in_list(
    workspace: Workspace,
    actor: Actor,
    voters: Sequence[Voter],
    file: bytes,
    refused_rows: int,
    pulse: Pulse = quiet,
    act: str = "",
) -> int:
    """Keep the rows of a voter file in one transaction, as delivered by an act; the number kept.

    NotAllowedError ``voters.list_present`` when the workspace has its list already.  Whatever
    `pulse` raises undoes all of it.
    """
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:
        refuse_second_list(work)
        for start in range(0, len(voters), _AT_ONCE):
            pulse(start / len(voters))
            work.voters.add_all(voters[start : start + _AT_ONCE])
        digest = sha256(file)
        record_event(
            workspace, work, actor, "voters.imported", digest,
            kept=len(voters), refused=refused_rows,
        )  # fmt: skip
        keep(workspace, work, actor, DeliveredList(1, len(voters), digest, act.strip()))
    return len(voters)


def refuse_list(workspace: Workspace, actor: Actor, file: bytes, key: str) -> None:
    """Leave a row in the journal for a voter file that was refused as a whole."""
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:
        record_event(workspace, work, actor, "voters.refused", sha256(file), reason=key)


def refuse_second_list(work: Work) -> None:
    """NotAllowedError ``voters.list_present``: a later list comes as a difference (`later_list`)."""
    lists = work.registers.all(DeliveredList)
    if lists:
        raise NotAllowedError.of("voters.list_present", count=lists[-1].content.rows)
