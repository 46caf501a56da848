# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list: taken in as a whole or not at all, and searched."""

from collections.abc import Sequence

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.voters import Voter
from precinct_app.services.progress import Pulse, quiet
from precinct_app.services.workspace import Workspace, record_event, require

_AT_ONCE = 500


def take_in_list(
    workspace: Workspace,
    actor: Actor,
    voters: Sequence[Voter],
    file: bytes,
    refused_rows: int,
    pulse: Pulse = quiet,
) -> int:
    """Keep the rows of a voter file in one transaction; the number kept.

    NotAllowedError ``voters.list_present`` when the workspace has its list already.  Whatever
    `pulse` raises undoes all of it.
    """
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:
        present = work.voters.count()
        if present:
            raise NotAllowedError.of("voters.list_present", count=present)
        for start in range(0, len(voters), _AT_ONCE):
            pulse(start / len(voters))
            work.voters.add_all(voters[start : start + _AT_ONCE])
        record_event(
            workspace, work, actor, "voters.imported", sha256(file),
            kept=len(voters), refused=refused_rows,
        )  # fmt: skip
    return len(voters)


def refuse_list(workspace: Workspace, actor: Actor, file: bytes, key: str) -> None:
    """Leave a row in the journal for a voter file that was refused as a whole."""
    with workspace.store.begin() as work:
        record_event(workspace, work, actor, "voters.refused", sha256(file), reason=key)


def search(workspace: Workspace, actor: Actor, text: str, limit: int = 6) -> list[Voter]:
    """Find voters by name, address, list number or the end of the personal number."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        return work.voters.search(text, limit)
