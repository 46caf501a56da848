# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The last look before the boxes: each ballot's account beside its signatures, and counts typed again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError
from precinct_app.domain.night import Step
from precinct_app.domain.registers.ballots import BallotAccount
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.signatures import MemberSum
from precinct_app.services.ports import Work
from precinct_app.services.registers import ballots, signatures
from precinct_app.services.registers.night import night
from precinct_app.services.workspace import Workspace, require

TYPED = (Movement.SURPLUS, Movement.RETURNED, Movement.UNUSED, Movement.LOST,
         Movement.WITHOUT_SIGNATURE, Movement.WITHOUT_BALLOT)  # fmt: skip
"""What is counted after the close; what else moved was recorded when it did."""


@dataclass(frozen=True, slots=True)
class Column:
    """One type of ballot."""

    ballot: Ballot
    account: BallotAccount
    returned: Mapping[str, int]
    """By member, of those who brought something back."""
    sums: tuple[MemberSum, ...]
    """Signatures against ballots, of members at whose tables no page is missing."""
    signatures: int | None
    """In the whole list and at home; None while a page is missing."""

    @property
    def mismatch(self) -> MemberSum | None:
        """The first member whose signatures and ballots do not meet."""
        return next((one for one in self.sums if not one.meets), None)


@dataclass(frozen=True, slots=True)
class BeforeBoxes:
    """The grid as it stands."""

    columns: tuple[Column, ...]
    members: tuple[tuple[str, str], ...]
    """Who issued, each with his table."""
    list_closed: bool
    cancelled: datetime | None
    """When the unused were cancelled; None while that step is not taken."""


def before_boxes(workspace: Workspace, actor: Actor) -> BeforeBoxes:
    """Everything that must agree before a box is opened."""
    require(actor, Right.KEEP_REGISTERS)
    found = signatures.grid(workspace, actor)
    with workspace.store.begin() as work:
        types = workspace.election.ballots_of(workspace.info.precinct_id)
        columns = tuple(_column(workspace, work, ballot, found.sums) for ballot in types)
        known = dict.fromkeys(
            m for b in types for m in ballots.issuers(workspace, work, b.ballot_id)
        )
        taken = night(work)
    tables = {e.content.member_id: e.content.table for e in found.tables}
    members = sorted(known, key=lambda m: (m not in tables, tables.get(m, "")))
    return BeforeBoxes(
        columns, tuple((member, tables.get(member, "")) for member in members),
        taken.list_is_closed, taken.times.get(Step.UNUSED_CANCELLED),
    )  # fmt: skip


def set_count(workspace: Workspace, actor: Actor, counted: BallotMovement, reason: str) -> None:
    """Make a count be this number; a former one is undone with the reason.

    InputError ``before.not_typed`` for what is not counted here, ``before.with_members`` for less than
    what stands with members; and what `ballots.move` has.
    """
    require(actor, Right.KEEP_REGISTERS)
    if counted.movement not in TYPED:
        raise InputError.of("before.not_typed")
    with workspace.store.begin() as work:
        same = [e for e in work.registers.all(BallotMovement, counted.ballot_id)
                if e.content.movement is counted.movement]  # fmt: skip
    ours = [e for e in same if e.content.member_id == counted.member_id]
    beside = 0 if counted.member_id else _total(same) - _total(ours)
    if counted.count < beside:
        raise InputError.of("before.with_members", count=beside)
    new = BallotMovement(
        counted.movement, counted.ballot_id, counted.count - beside, counted.member_id
    )
    is_unused = counted.movement is Movement.UNUSED
    if _total(ours) == new.count and (ours or not is_unused):
        return
    if is_unused:
        ballots.move(workspace, actor, new, again=reason)
    else:
        former = [entry.entry_id for entry in ours]
        ballots.replace_movements(workspace, actor, former, new if new.count else None, reason)


def _column(
    workspace: Workspace, work: Work, ballot: Ballot, sums: tuple[MemberSum, ...]
) -> Column:
    mine = tuple(one for one in sums if one.ballot_id == ballot.ballot_id)
    moves = [e.content for e in work.registers.all(BallotMovement, ballot.ballot_id)]
    returned = dict[str, int]()
    for move in moves:
        if move.movement is Movement.RETURNED:
            returned[move.member_id] = returned.get(move.member_id, 0) + move.count
    line = signatures.lines(workspace, work, ballot).get("voters_received_ballots")
    account = ballots.account(work, ballot.ballot_id)
    return Column(ballot, account, returned, mine, line.figure if line else None)


def _total(entries: list[Entry[BallotMovement]]) -> int:
    return sum(entry.content.count for entry in entries)
