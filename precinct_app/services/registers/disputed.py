# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Ballots disputed during the count and decided by vote: kept, undone with a reason, told as an annex."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers import disputed as domain
from precinct_app.domain.registers.disputed import Decided, DisputedBallot, Doubt
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import Lines
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import refuse_count
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Annex:
    """Every disputed ballot of a type, and what was decided by doubt."""

    ballots: tuple[Entry[DisputedBallot], ...]
    decided: Mapping[Doubt, Decided]
    next_number: int
    """Under which the next one is kept."""


def decide(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    doubt: Doubt,
    ground: str,
    *,
    in_favour: int,
    against: int,
    valid: bool,
    happened: datetime | None = None,
) -> Entry[DisputedBallot]:
    """Keep the decision about one ballot under the next number of its type.

    InputError ``ballots.ballot_unknown`` and every fault of what was typed (``disputed.…``);
    NotAllowedError ``entry.frozen`` once the figures are final, ``night.first`` before the walls.
    """
    require(actor, Right.KEEP_REGISTERS)
    if ballot_id not in workspace.precinct.ballot_ids:
        raise InputError.of("ballots.ballot_unknown")
    with workspace.store.begin() as work:
        _refuse_final(work, ballot_id)
        if workspace.info.level is not Level.COUNT_ONLY:
            refuse_count(work)
        number = _next_number(work, ballot_id)
        content = DisputedBallot(
            ballot_id, number, doubt, ground.strip(), in_favour, against, valid
        )
        if found := domain.faults(content, len(workspace.precinct.members)):
            raise InputError(*found)
        return keep(
            workspace, work, actor, content, happened, number=number, doubt=doubt.value,
            in_favour=in_favour, against=against, valid=int(valid),
        )  # fmt: skip


def undo_decision(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo a decision that was written down wrongly; its number is not used again."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        entry = undo(workspace, work, actor, DisputedBallot, entry_id, reason)
        _refuse_final(work, entry.content.ballot_id)


def annex(workspace: Workspace, actor: Actor, ballot_id: str) -> Annex:
    """The disputed ballots of a type."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        entries = work.registers.all(DisputedBallot, ballot_id)
        number = _next_number(work, ballot_id)
    return Annex(tuple(entries), domain.decided(entries), number)


def lines(work: Work, ballot: Ballot) -> Lines:
    """What the register gives to the ballot's sheet: nothing while none was disputed here."""
    return domain.lines(work.registers.all(DisputedBallot, ballot.ballot_id))


def _next_number(work: Work, ballot_id: str) -> int:
    """No number is used twice, undone or not."""
    return len(work.registers.history(DisputedBallot, ballot_id)) + 1


def _refuse_final(work: Work, ballot_id: str) -> None:
    protocol = work.protocols.get(ballot_id)
    if protocol is not None and protocol.record is not None:
        raise NotAllowedError.of("entry.frozen")
