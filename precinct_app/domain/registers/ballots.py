# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where every ballot paper of the day is: in stock, with a member, with a voter, spoiled, cancelled.

All counts are whole papers, counted by people.  A ballot that went out on a trip is with the member
who carried it.  What the account cannot explain is never rounded away: it stays as a residual.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from precinct_app.domain.protocol.sheet import cell_name
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, counted
from precinct_app.domain.registers.movements import BallotMovement, Movement


@dataclass(frozen=True, slots=True)
class MemberAccount:
    """One type of ballot with one member: what he took and what he can still show for it."""

    taken: int = 0
    surplus: int = 0
    spoiled: int = 0
    returned: int = 0
    lost: int = 0

    @property
    def issued(self) -> int:
        """What left with voters (E119); below 0 when he shows more than he took."""
        return self.taken + self.surplus - self.spoiled - self.returned - self.lost

    def __add__(self, other: "MemberAccount") -> "MemberAccount":
        return MemberAccount(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(MemberAccount))
        )


@dataclass(frozen=True, slots=True)
class Carried:
    """What one member took out on a trip and brought back, of one type of ballot."""

    member_id: str
    ballot_id: str
    account: MemberAccount


@dataclass(frozen=True, slots=True)
class BallotAccount:
    """One type of ballot in the precinct."""

    ballot_id: str
    received: int | None = None
    """None while no delivery is recorded."""
    withdrawn: int = 0
    stock_surplus: int = 0
    stock_lost: int = 0
    unused: int | None = None
    """Counted and cancelled; None while nobody has counted."""
    issued_without_signature: int = 0
    signed_without_ballot: int = 0
    members: Mapping[str, MemberAccount] = field(default_factory=dict)
    started: bool = False
    """Something was recorded; else the register says nothing about this ballot."""

    @property
    def together(self) -> MemberAccount:
        """All members added up."""
        return sum(self.members.values(), MemberAccount())

    @property
    def in_stock(self) -> int:
        """What must be left by the account; below 0 while a delivery is not recorded yet."""
        inside = (self.received or 0) + self.stock_surplus - self.withdrawn - self.stock_lost
        return inside - self.together.taken + self.together.returned

    @property
    def residual(self) -> int | None:
        """What must be left less what was counted as unused (the gap of E102); None before."""
        known = self.received is not None and self.unused is not None
        return self.in_stock - (self.unused or 0) if known else None

    @property
    def surplus(self) -> int:
        """Above the act, in stock and with members."""
        return self.stock_surplus + self.together.surplus

    @property
    def lost(self) -> int:
        """Missing, in stock and with members."""
        return self.stock_lost + self.together.lost

    @property
    def overdrawn(self) -> tuple[str, ...]:
        """Members who show more ballots than they took: a pack or a return is not recorded."""
        return tuple(name for name, account in self.members.items() if account.issued < 0)


def account_of(
    ballot_id: str,
    entries: Iterable[Entry[BallotMovement]],
    trips: Iterable[Carried] = (),
    unsigned_at_home: int = 0,
) -> BallotAccount:
    """Add up the standing movements of one type of ballot, and what went out on trips.

    `unsigned_at_home`: ballots given at home to voters who did not sign.
    """
    moves = [e.content for e in entries if e.stands and e.content.ballot_id == ballot_id]
    carried = [trip for trip in trips if trip.ballot_id == ballot_id]
    stock = _totals(move for move in moves if not move.member_id)
    everywhere = _totals(moves)
    kinds = {move.movement for move in moves}
    replaced = sum(move.replaced for move in moves)
    return BallotAccount(
        ballot_id,
        stock[Movement.RECEIVED] + replaced if Movement.RECEIVED in kinds else None,
        stock[Movement.WITHDRAWN],
        stock[Movement.SURPLUS],
        stock[Movement.LOST],
        stock[Movement.UNUSED] if Movement.UNUSED in kinds else None,
        everywhere[Movement.WITHOUT_SIGNATURE] + unsigned_at_home,
        everywhere[Movement.WITHOUT_BALLOT],
        _members(moves, carried),
        bool(moves or carried),
    )


def lines(account: BallotAccount, members: Sequence[str]) -> dict[str, RegisterFigure]:
    """What the account gives to the ballot's sheet, with a row for each of the members.

    Nothing while nothing was recorded; a delivery and the unused only when somebody counted them.
    """
    if not account.started:
        return {}
    cells = {
        "ballots_surplus": account.surplus,
        "ballots_spoiled": account.together.spoiled,
        "ballots_withdrawn": account.withdrawn,
        "ballots_lost": account.lost,
        "issued_without_signature": account.issued_without_signature,
        "signed_without_ballot": account.signed_without_ballot,
    }
    once_counted = {"ballots_received": account.received, "ballots_unused": account.unused}
    cells |= {line: count for line, count in once_counted.items() if count is not None}
    for member in members:
        cells |= _member_cells(member, account.members.get(member, MemberAccount()))
    return counted(cells)


def leaders_issued(account: BallotAccount, leaders: Collection[str]) -> int:
    """Ballots that left by the hand of the chair or the secretary (A605; Art. 41(5))."""
    return sum(max(0, account.members[m].issued) for m in account.members if m in leaders)


def _member_cells(member: str, account: MemberAccount) -> dict[str, int]:
    found = {cell_name(f"member.{f.name}", member): getattr(account, f.name)
             for f in fields(MemberAccount)}  # fmt: skip
    # A figure is never negative: E119 then fails and tells the gap.
    return found | {cell_name("member.issued", member): max(0, account.issued)}


def _totals(moves: Iterable[BallotMovement]) -> dict[Movement, int]:
    found = dict.fromkeys(Movement, 0)
    for move in moves:
        found[move.movement] += move.count
    return found


def _members(
    moves: Sequence[BallotMovement], carried: Sequence[Carried]
) -> dict[str, MemberAccount]:
    found: dict[str, MemberAccount] = {}
    for member in dict.fromkeys(move.member_id for move in moves if move.member_id):
        total = _totals(move for move in moves if move.member_id == member)
        found[member] = MemberAccount(
            total[Movement.TO_MEMBER], total[Movement.SURPLUS], total[Movement.SPOILED],
            total[Movement.RETURNED], total[Movement.LOST],
        )  # fmt: skip
    for trip in carried:
        found[trip.member_id] = found.get(trip.member_id, MemberAccount()) + trip.account
    return found
