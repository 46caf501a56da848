# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The account of the ballot papers: each movement kept, each type's account, its lines on the sheet."""

from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers import ballots as domain
from precinct_app.domain.registers.ballots import BallotAccount
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import Lines
from precinct_app.domain.registers.marks import Mark, by_member
from precinct_app.domain.registers.movements import (
    NOTHING_AFTER_UNUSED,
    BallotMovement,
    Movement,
    faults,
)
from precinct_app.domain.registers.trips import TripBack, TripOut, carried, trips_of
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import night
from precinct_app.services.workspace import Workspace, issuing_members, require


def move(
    workspace: Workspace,
    actor: Actor,
    movement: BallotMovement,
    happened: datetime | None = None,
    *,
    forced: bool = False,
) -> Entry[BallotMovement]:
    """Keep a movement of ballots.

    InputError with every fault of what was typed (``ballots.…``), also for strangers.
    NotAllowedError ``ballots.leader`` when the chair or the secretary is to issue, unless `forced`
    (then A605 tells it); ``ballots.list_open`` and ``ballots.unused_twice`` for the unused;
    ``ballots.cancelled`` for what cannot happen after they were cancelled.
    """
    require(actor, Right.KEEP_REGISTERS)
    _refuse_faults(workspace, movement)
    if movement.movement is Movement.TO_MEMBER and not forced:
        refuse_leader(workspace, movement.member_id)
    with workspace.store.begin() as work:
        if movement.movement is Movement.UNUSED:
            _refuse_unused(work, movement.ballot_id)
        elif movement.movement in NOTHING_AFTER_UNUSED:
            _refuse_late(workspace, work, movement.ballot_id, happened)
        return keep(
            workspace, work, actor, movement, happened, movement=movement.movement.value,
            count=movement.count, member=movement.member_id,
        )  # fmt: skip


def undo_movement(
    workspace: Workspace,
    actor: Actor,
    entry_id: str,
    reason: str,
    happened: datetime | None = None,
) -> None:
    """Undo a movement with its reason; InputError as `keeping.undo`."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, BallotMovement, entry_id, reason, happened)


def movements(workspace: Workspace, actor: Actor, ballot_id: str) -> list[Entry[BallotMovement]]:
    """Every movement of a type of ballot as recorded, undone ones too."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return work.registers.history(BallotMovement, ballot_id)


def accounts(workspace: Workspace, actor: Actor) -> tuple[BallotAccount, ...]:
    """The account of each of the precinct's ballots, in the day's order."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        ballots = workspace.election.ballots_of(workspace.info.precinct_id)
        return tuple(account(work, ballot.ballot_id) for ballot in ballots)


def account(work: Work, ballot_id: str) -> BallotAccount:
    """The account of a ballot, trips with it, inside a transaction."""
    trips = trips_of(work.registers.all(TripOut), work.registers.all(TripBack))
    return domain.account_of(
        ballot_id, work.registers.all(BallotMovement, ballot_id), carried(trips)
    )


def issuers(workspace: Workspace, work: Work, ballot_id: str) -> tuple[str, ...]:
    """Rows of the table of members: who may issue, and who had this ballot in hand all the same."""
    had = account(work, ballot_id).members
    regular = issuing_members(workspace.precinct)
    return (*regular, *(member for member in had if member not in regular))


def lines(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    """What the account gives to the ballot's sheet; nothing while nothing was recorded."""
    found = account(work, ballot.ballot_id)
    return domain.lines(found, issuers(workspace, work, ballot.ballot_id))


def leaders_issued(workspace: Workspace, work: Work, ballot: Ballot) -> int:
    """Ballots of this type that the chair or the secretary issued, by account or by mark (A605)."""
    leaders = _leaders(workspace)
    by_account = domain.leaders_issued(account(work, ballot.ballot_id), leaders)
    marked = by_member(work.registers.all(Mark))
    by_mark = sum(marked[leader, ballot.ballot_id] for leader in leaders)
    return max(by_account, by_mark)


def unused_missing(workspace: Workspace, work: Work) -> tuple[Ballot, ...]:
    """Ballots whose unused nobody has counted and cancelled yet: before any box is opened."""
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    return tuple(b for b in ballots if account(work, b.ballot_id).unused is None)


def refuse_leader(workspace: Workspace, member_id: str) -> None:
    """NotAllowedError ``ballots.leader``: chair and secretary issue no ballots (Art. 41(5))."""
    if member_id in _leaders(workspace):
        name = workspace.member(member_id).short_name
        raise NotAllowedError.of("ballots.leader", member=name)


def refuse_stranger(workspace: Workspace, member_id: str) -> None:
    """InputError ``ballots.member_unknown`` for who is not of this commission."""
    if member_id not in {member.member_id for member in workspace.precinct.members}:
        raise InputError.of("ballots.member_unknown")


def _leaders(workspace: Workspace) -> frozenset[str]:
    members = {member.member_id for member in workspace.precinct.members}
    return frozenset(members - set(issuing_members(workspace.precinct)))


def _refuse_faults(workspace: Workspace, movement: BallotMovement) -> None:
    if movement.ballot_id not in workspace.precinct.ballot_ids:
        raise InputError.of("ballots.ballot_unknown")
    if movement.member_id:
        refuse_stranger(workspace, movement.member_id)
    if found := faults(movement):
        raise InputError(*found)


def _unused(work: Work, ballot_id: str) -> Entry[BallotMovement] | None:
    entries = work.registers.all(BallotMovement, ballot_id)
    return next((e for e in entries if e.content.movement is Movement.UNUSED), None)


def _refuse_unused(work: Work, ballot_id: str) -> None:
    if not night(work).list_is_closed:
        raise NotAllowedError.of("ballots.list_open")
    if before := _unused(work, ballot_id):
        raise NotAllowedError.of("ballots.unused_twice", count=before.content.count)


def _refuse_late(
    workspace: Workspace, work: Work, ballot_id: str, happened: datetime | None
) -> None:
    cancelled = _unused(work, ballot_id)
    if cancelled and (happened or workspace.clock.now()) > cancelled.happened:
        raise NotAllowedError.of("ballots.cancelled")
