# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The signatures of the paper list counted after the close: a grid of pages by table (field: M2).

One number a page and, where a page has fewer for one ballot, by how many.  The table whose
signatures and ballots do not meet is named with both numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, cell_name
from precinct_app.domain.registers.ballots import BallotAccount, MemberAccount
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, counted
from precinct_app.domain.registers.marks import Mark, unsigned_at_home
from precinct_app.domain.registers.marks import by_member as marked_by_member
from precinct_app.domain.registers.movements import BallotMovement, Movement


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table of the polling room: its pages of the list and who issues ballots there."""

    register_name: ClassVar[str] = "list_table"
    table: str
    member_id: str
    first_page: int
    last_page: int

    @property
    def subject(self) -> str:
        """The table."""
        return self.table

    @property
    def pages(self) -> range:
        """Its pages."""
        return range(self.first_page, self.last_page + 1)


@dataclass(frozen=True, slots=True)
class PageCount:
    """The signatures on one page; a page on which two members issued is counted for each."""

    register_name: ClassVar[str] = "signature_page"
    table: str
    page: int
    member_id: str
    signatures: int
    fewer: tuple[tuple[str, int], ...] = ()
    """Ballot and by how many its signatures are fewer."""

    @property
    def subject(self) -> str:
        """Table and page."""
        return f"{self.table}/{self.page}"

    def of(self, ballot_id: str) -> int:
        """Signatures for one ballot."""
        return self.signatures - dict(self.fewer).get(ballot_id, 0)


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A page that nobody has counted yet."""

    table: str
    page: int


@dataclass(frozen=True, slots=True)
class MemberSum:
    """A member's signatures against his ballots, for one ballot: "table 3: 212, 213 gone"."""

    tables: tuple[str, ...]
    member_id: str
    ballot_id: str
    signatures: int
    """Signatures at his tables and on his trips, with the ballots known to be unsigned."""
    ballots: int
    """Ballots gone from him, with the signatures known to be without a ballot."""
    marked: int = 0
    """Ballots marked as his, where voters are marked: it says on which side to look first."""

    @property
    def meets(self) -> bool:
        """Nothing is missing on either side."""
        return self.signatures == self.ballots


def faults(count: PageCount, ballot_ids: Sequence[str]) -> tuple[Reason, ...]:
    """Why a page cannot be kept as it is typed; empty when it can."""
    found = []
    if not count.table.strip() or count.page < 1:
        found.append(Reason("signatures.place"))
    if not 0 <= count.signatures <= LARGEST_FIGURE:
        found.append(Reason("signatures.count"))
    ballots = [ballot for ballot, _ in count.fewer]
    if len(set(ballots)) < len(ballots) or not set(ballots) <= set(ballot_ids):
        found.append(Reason("signatures.ballot"))
    if any(not 1 <= number <= count.signatures for _, number in count.fewer):
        found.append(Reason("signatures.fewer"))
    return tuple(found)


def missing_pages(
    tables: Iterable[Entry[ListTable]], pages: Iterable[Entry[PageCount]]
) -> tuple[MissingPage, ...]:
    """Pages of the tables that nobody has counted, in order."""
    done = _places(pages)
    return tuple(place for place in _expected(tables) if place not in done)


def waiting_members(
    tables: Iterable[Entry[ListTable]], missing: Iterable[MissingPage]
) -> frozenset[str]:
    """Members at whose tables a page is still to be counted: their sums say nothing yet."""
    open_tables = {page.table for page in missing}
    return frozenset(
        e.content.member_id for e in tables if e.stands and e.content.table in open_tables
    )  # fmt: skip


def unexpected_pages(
    tables: Iterable[Entry[ListTable]], pages: Iterable[Entry[PageCount]]
) -> tuple[MissingPage, ...]:
    """Pages counted that no table has: an added sheet, or a slip in the number."""
    return tuple(sorted(_places(pages) - set(_expected(tables)), key=lambda p: (p.table, p.page)))


def by_member(
    pages: Iterable[Entry[PageCount]], home: Mapping[str, int], ballot_id: str
) -> dict[str, int]:
    """Signatures for one ballot by who issued it; `home`: those on applications, by member."""
    found = dict(home)
    for entry in pages:
        if entry.stands:
            member = entry.content.member_id
            found[member] = found.get(member, 0) + entry.content.of(ballot_id)
    return found


def member_sums(
    pages: Sequence[Entry[PageCount]],
    home: Mapping[str, int],
    account: BallotAccount,
    movements: Iterable[Entry[BallotMovement]],
    marks: Sequence[Entry[Mark]] = (),
) -> tuple[MemberSum, ...]:
    """Each member's signatures against his ballots; nothing while those are not accounted for."""
    if not account.started:
        return ()
    ballot = account.ballot_id
    signed = by_member(pages, home, ballot)
    known = _known(movements, marks, ballot)
    marked = marked_by_member(marks)
    found = []
    for member in dict.fromkeys([*account.members, *signed]):
        unsigned, no_ballot = known.get(member, (0, 0))
        gone = account.members.get(member, MemberAccount()).issued
        both = signed.get(member, 0) + unsigned, gone + no_ballot
        at = _tables_of(pages, member)
        found.append(MemberSum(at, member, ballot, *both, marked[member, ballot]))
    return tuple(found)


def lines(
    pages: Sequence[Entry[PageCount]],
    missing: Sequence[MissingPage],
    home: Mapping[str, int],
    ballot_id: str,
    members: Sequence[str],
) -> dict[str, RegisterFigure]:
    """What the signatures give to a ballot's sheet: nothing while a page is missing."""
    if missing or not any(entry.stands for entry in pages):
        return {}
    signed = by_member(pages, home, ballot_id)
    cells = {cell_name("member.signed", member): signed.get(member, 0) for member in members}
    return counted({"voters_received_ballots": sum(signed.values()), **cells})


def _expected(tables: Iterable[Entry[ListTable]]) -> tuple[MissingPage, ...]:
    standing = (entry.content for entry in tables if entry.stands)
    return tuple(MissingPage(table.table, page) for table in standing for page in table.pages)


def _places(pages: Iterable[Entry[PageCount]]) -> set[MissingPage]:
    return {MissingPage(e.content.table, e.content.page) for e in pages if e.stands}


def _tables_of(pages: Iterable[Entry[PageCount]], member: str) -> tuple[str, ...]:
    mine = (e.content.table for e in pages if e.stands and e.content.member_id == member)
    return tuple(dict.fromkeys(mine))


def _known(
    movements: Iterable[Entry[BallotMovement]], marks: Iterable[Entry[Mark]], ballot_id: str
) -> dict[str, tuple[int, int]]:
    """Ballots without a signature and signatures without a ballot that were told, by member."""
    at_home = unsigned_at_home(marks)
    found = {member: (count, 0) for (member, b), count in at_home.items() if b == ballot_id}
    for entry in movements:
        move = entry.content
        if entry.stands and move.ballot_id == ballot_id:
            unsigned, no_ballot = found.get(move.member_id, (0, 0))
            unsigned += move.count * (move.movement is Movement.WITHOUT_SIGNATURE)
            no_ballot += move.count * (move.movement is Movement.WITHOUT_BALLOT)
            found[move.member_id] = unsigned, no_ballot
    return found
