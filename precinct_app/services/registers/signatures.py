# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The signatures of the paper list counted after the close, page by page and table by table."""

from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.night import Step
from precinct_app.domain.registers import signatures as domain
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import home_sums, signed_at_home
from precinct_app.domain.registers.lines import Lines
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.movements import BallotMovement
from precinct_app.domain.registers.signatures import ListTable, MemberSum, MissingPage, PageCount
from precinct_app.services.ports import Work
from precinct_app.services.registers.ballots import account, issuers
from precinct_app.services.registers.home_trips import trips_in
from precinct_app.services.registers.issuers import refuse_stranger
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import night
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid as the screen shows it: what is counted, what is missing, where it does not meet."""

    tables: tuple[Entry[ListTable], ...]
    pages: tuple[Entry[PageCount], ...]
    missing: tuple[MissingPage, ...]
    unexpected: tuple[MissingPage, ...]
    """Pages counted that no table has: an added sheet, or a slip in the number."""
    sums: tuple[MemberSum, ...]
    """By ballot and member, of those at whose tables no page is missing."""
    home: tuple[MemberSum, ...] = ()
    """Of `sums` what was signed on applications at home, by ballot and carrier."""

    @property
    def mismatches(self) -> tuple[MemberSum, ...]:
        """Members whose signatures and ballots do not meet."""
        return tuple(one for one in self.sums if not one.meets)

    @property
    def complete(self) -> bool:
        """Every page of every table is counted."""
        return bool(self.tables) and not self.missing


def set_table(
    workspace: Workspace, actor: Actor, table: ListTable, happened: datetime | None = None
) -> Entry[ListTable]:
    """Say which pages a table has and who issues there.

    Tables may have books of their own, each with a page 1; an added sheet is a table too.
    InputError ``signatures.table`` for a table without a name or pages; NotAllowedError
    ``signatures.table_twice``.
    """
    require(actor, Right.KEEP_REGISTERS)
    refuse_stranger(workspace, table.member_id)
    table = replace(table, table=table.table.strip())
    if not table.table or not 1 <= table.first_page <= table.last_page <= LAST_PAGE:
        raise InputError.of("signatures.table", most=LAST_PAGE)
    with workspace.store.begin() as work:
        if work.registers.all(ListTable, table.table):
            raise NotAllowedError.of("signatures.table_twice", table=table.table)
        return keep(workspace, work, actor, table, happened)


LAST_PAGE = 2000
"""A list of 3000 voters has some hundred pages; more is a slip."""


def undo_table(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo a table; its pages stay counted and are then unexpected."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, ListTable, entry_id, reason)


def pages_in_list(workspace: Workspace, actor: Actor) -> dict[str, tuple[int, int]]:
    """First and last page by table as the imported list has them; a proposal for `set_table`."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        places = [(v.paper_table, v.paper_page) for v in work.voters.all() if v.paper_page]
    tables = sorted({table for table, _ in places})
    pages = {table: [page for other, page in places if other == table] for table in tables}
    return {table: (min(found), max(found)) for table, found in pages.items()}


def count_page(
    workspace: Workspace,
    actor: Actor,
    count: PageCount,
    happened: datetime | None = None,
    *,
    again: str = "",
) -> Entry[PageCount]:
    """Keep the signatures of a page; `again` is the reason when it was counted before.

    NotAllowedError ``signatures.before_close``, ``signatures.page_twice`` with the former number;
    InputError with every fault of what was typed (``signatures.…``).
    """
    require(actor, Right.KEEP_REGISTERS)
    refuse_stranger(workspace, count.member_id)
    count = replace(count, table=count.table.strip())
    if found := domain.faults(count, workspace.precinct.ballot_ids):
        raise InputError(*found)
    with workspace.store.begin() as work:
        if not night(work).done(Step.VOTING_CLOSED):
            raise NotAllowedError.of("signatures.before_close")
        if not work.registers.all(ListTable, count.table):
            raise InputError.of("signatures.table_unknown", table=count.table)
        _replace(workspace, work, actor, count, again)
        return keep(workspace, work, actor, count, happened, signatures=count.signatures)


def undo_page(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """Undo the count of a page with its reason."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        undo(workspace, work, actor, PageCount, entry_id, reason)


def grid(workspace: Workspace, actor: Actor) -> Grid:
    """The grid of pages by table, with the pages missing and the tables that do not meet."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        tables, pages = work.registers.all(ListTable), work.registers.all(PageCount)
        missing = domain.missing_pages(tables, pages)
        ballots = workspace.election.ballots_of(workspace.info.precinct_id)
        waiting = domain.waiting_members(tables, missing)
        sums = [s for b in ballots for s in member_sums(work, b.ballot_id)]
        found = [s for s in sums if s.member_id not in waiting]
        trips, marks = trips_in(work), work.registers.all(Mark)
        home = [s for b in ballots for s in home_sums(b.ballot_id, trips, marks)]
    strange = domain.unexpected_pages(tables, pages)
    return Grid(tuple(tables), tuple(pages), missing, strange, tuple(found), tuple(home))


def member_sums(work: Work, ballot_id: str) -> tuple[MemberSum, ...]:
    """Each member's signatures against his ballots, for one ballot."""
    marks = work.registers.all(Mark)
    return domain.member_sums(
        work.registers.all(PageCount), signed_at_home(marks, ballot_id), account(work, ballot_id),
        work.registers.all(BallotMovement, ballot_id), marks,
    )  # fmt: skip


def pages_missing(work: Work) -> tuple[MissingPage, ...]:
    """Pages of the tables that nobody has counted, in order."""
    return domain.missing_pages(work.registers.all(ListTable), work.registers.all(PageCount))


def lines(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    """What the signatures give to the ballot's sheet: nothing while a page is missing."""
    home = signed_at_home(work.registers.all(Mark), ballot.ballot_id)
    members = issuers(workspace, work, ballot.ballot_id)
    pages = work.registers.all(PageCount)
    return domain.lines(pages, pages_missing(work), home, ballot.ballot_id, members)


def _replace(workspace: Workspace, work: Work, actor: Actor, count: PageCount, again: str) -> None:
    before = [e for e in work.registers.all(PageCount, count.subject)
              if e.content.member_id == count.member_id]  # fmt: skip
    if not before:
        return
    if not again.strip():
        raise NotAllowedError.of(
            "signatures.page_twice", table=count.table, page=count.page,
            count=before[-1].content.signatures,
        )  # fmt: skip
    undo(workspace, work, actor, PageCount, before[-1].entry_id, again)
