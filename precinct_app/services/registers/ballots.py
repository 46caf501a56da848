# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The account of the ballot papers: each movement kept, each type's account, its lines on the sheet."""

from collections.abc import Sequence
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers import ballots as domain
from precinct_app.domain.registers.ballots import BallotAccount
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.lines import Lines
from precinct_app.domain.registers.marks import Mark, by_member, unsigned_at_home
from precinct_app.domain.registers.movements import (
    NOTHING_AFTER_UNUSED,
    BallotMovement,
    Movement,
    faults,
)
from precinct_app.domain.registers.signatures import PageCount
from precinct_app.domain.registers.trips import TripBack, TripOut, carried, trips_of
from precinct_app.services.ports import Work
from precinct_app.services.registers.issuers import leaders, refuse_issuer, refuse_stranger
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.levels import kept_here
from precinct_app.services.registers.night import night
from precinct_app.services.workspace import Workspace, issuing_members, require


def move(
    workspace: Workspace,
    actor: Actor,
    movement: BallotMovement,
    happened: datetime | None = None,
    *,
    forced: bool = False,
    again: str = "",
) -> Entry[BallotMovement]:
    """Keep a movement of ballots; `again` is the reason when the unused were counted before.

    InputError with every fault of what was typed (``ballots.…``), also for strangers.
    NotAllowedError as `refuse_issuer` when ballots go to a member, unless `forced`; for the unused
    ``ballots.list_open`` and ``ballots.unused_twice``; ``ballots.cancelled`` for what cannot
    happen after they were cancelled.
    """
    (entry,) = move_all(workspace, actor, [movement], happened, forced=forced, again=again)
    return entry


def move_all(
    workspace: Workspace,
    actor: Actor,
    movements: Sequence[BallotMovement],
    happened: datetime | None = None,
    *,
    forced: bool = False,
    again: str = "",
) -> tuple[Entry[BallotMovement], ...]:
    """Keep movements of several types of ballot that happen together: all of them, or none.

    InputError ``ballots.nothing`` without any, and refusals as `move`.
    """
    require(actor, Right.KEEP_REGISTERS)
    if not movements:
        raise InputError.of("ballots.nothing")
    for movement in movements:
        _refuse_faults(workspace, movement)
    with workspace.store.begin() as work:
        return tuple(
            _move(workspace, work, actor, movement, happened, forced=forced, again=again)
            for movement in movements
        )


def _move(
    workspace: Workspace, work: Work, actor: Actor, movement: BallotMovement,
    happened: datetime | None, *, forced: bool, again: str,
) -> Entry[BallotMovement]:  # fmt: skip
    if movement.movement is Movement.TO_MEMBER and not forced:
        refuse_issuer(workspace, work, movement.member_id)
    if movement.movement is Movement.UNUSED:
        _make_room(workspace, work, actor, movement.ballot_id, again)
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
    """Undo a movement with its reason; InputError as `keeping.undo`.

    NotAllowedError ``ballots.unused_stands`` for the unused once that step of the night was taken:
    they are counted again instead.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        entry = undo(workspace, work, actor, BallotMovement, entry_id, reason, happened)
        if entry.content.movement is Movement.UNUSED and night(work).may_count:
            raise NotAllowedError.of("ballots.unused_stands")


def replace_movements(
    workspace: Workspace,
    actor: Actor,
    former: Sequence[str],
    new: BallotMovement | None,
    reason: str,
) -> None:
    """Undo entries with their reason and keep what was counted instead, all of it or nothing.

    InputError with every fault of what was typed, and as `keeping.undo`.
    """
    require(actor, Right.KEEP_REGISTERS)
    if new is not None:
        _refuse_faults(workspace, new)
    with workspace.store.begin() as work:
        for entry_id in former:
            undo(workspace, work, actor, BallotMovement, entry_id, reason)
        if new is not None:
            keep(
                workspace, work, actor, new, movement=new.movement.value, count=new.count,
                member=new.member_id,
            )  # fmt: skip


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
    unsigned = unsigned_at_home(work.registers.all(Mark))
    return domain.account_of(
        ballot_id, work.registers.all(BallotMovement, ballot_id), carried(trips),
        sum(count for (_, ballot), count in unsigned.items() if ballot == ballot_id),
    )  # fmt: skip


def issuers(workspace: Workspace, work: Work, ballot_id: str) -> tuple[str, ...]:
    """Rows of the table of members: who may issue, and who had ballots or signatures all the same."""
    had = [*account(work, ballot_id).members,
           *(page.content.member_id for page in work.registers.all(PageCount))]  # fmt: skip
    return tuple(dict.fromkeys([*issuing_members(workspace.precinct), *had]))


def lines(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    """What the account gives to the ballot's sheet; nothing while nothing was recorded."""
    found = account(work, ballot.ballot_id)
    return domain.lines(found, issuers(workspace, work, ballot.ballot_id))


def leaders_issued(workspace: Workspace, work: Work, ballot: Ballot) -> int:
    """Ballots of this type that the chair or the secretary issued, by account or by mark (A605)."""
    barred = leaders(workspace)
    by_account = domain.leaders_issued(account(work, ballot.ballot_id), barred)
    marked = by_member(work.registers.all(Mark))
    by_mark = sum(marked[leader, ballot.ballot_id] for leader in barred)
    return max(by_account, by_mark)


def unused_missing(workspace: Workspace, work: Work) -> tuple[Ballot, ...]:
    """Ballots that are accounted for here and whose unused nobody has counted and cancelled yet."""
    if Kept.BALLOTS not in kept_here(workspace, work):
        return ()
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    return tuple(b for b in ballots if _unused_is_missing(account(work, b.ballot_id)))


def _unused_is_missing(account: BallotAccount) -> bool:
    return account.started and account.unused is None


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


def _make_room(workspace: Workspace, work: Work, actor: Actor, ballot_id: str, again: str) -> None:
    """Undo a former count of the unused; refuse it without a reason, or before the list is closed."""
    if not night(work).list_is_closed:
        raise NotAllowedError.of("ballots.list_open")
    before = _unused(work, ballot_id)
    if before is None:
        return
    if not again.strip():
        raise NotAllowedError.of("ballots.unused_twice", count=before.content.count)
    undo(workspace, work, actor, BallotMovement, before.entry_id, again)


def _refuse_late(
    workspace: Workspace, work: Work, ballot_id: str, happened: datetime | None
) -> None:
    cancelled = _unused(work, ballot_id)
    if cancelled and (happened or workspace.clock.now()) > cancelled.happened:
        raise NotAllowedError.of("ballots.cancelled")
