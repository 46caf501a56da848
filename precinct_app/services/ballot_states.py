# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How far every ballot of a precinct is: which step comes next, and who typed."""

from dataclasses import dataclass

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.services.entries_at_hand import find_entry, protocol_of, stands
from precinct_app.services.ports import StoredEntry, StoredProtocol, Work
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class BallotState:
    """How far a ballot is: ``first second differences checks done``."""

    ballot: Ballot
    step: str
    first_member: str
    second_member: str
    protocol: StoredProtocol | None


def ballot_states(workspace: Workspace, actor: Actor) -> list[BallotState]:
    """Every ballot of the precinct with its next step; no figure that is not final."""
    require(actor, Right.SEE_DAY)
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    with workspace.store.begin() as work:
        return [_state(workspace, work, ballot) for ballot in ballots]


def _state(workspace: Workspace, work: Work, ballot: Ballot) -> BallotState:
    protocol = work.protocols.get(ballot.ballot_id)
    latest = protocol_of(work, ballot.ballot_id)
    first, second = (find_entry(work, latest, kind) for kind in ("first", "second"))
    if protocol is not None and protocol.record is not None:
        step = "done"
    elif not _finished(first):
        step = "first"
    elif not _finished(second):
        step = "second"
    else:
        step = "checks" if stands(workspace, work, ballot) else "differences"
    return BallotState(ballot, step, _typist(first), _typist(second), protocol)


def _finished(entry: StoredEntry | None) -> bool:
    return entry is not None and entry.finished is not None


def _typist(entry: StoredEntry | None) -> str:
    return entry.member_id if entry is not None else ""
