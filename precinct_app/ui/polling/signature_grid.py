# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The signatures as the page shows them: tables with their pages, gaps by ballot, what to recount."""

from dataclasses import dataclass

from precinct_app.domain.election import Ballot
from precinct_app.domain.night import Step
from precinct_app.domain.registers.signatures import ListTable, MemberSum, PageCount
from precinct_app.services.registers import night, signatures
from precinct_app.services.registers.signatures import Grid
from precinct_app.ui.desk import Session
from precinct_app.ui.polling.members import issuers_first
from precinct_app.ui.widgets.page_grid import GridRow


@dataclass(frozen=True, slots=True)
class Counted:
    """The grid, the precinct's ballots, and whether the step was taken."""

    grid: Grid
    ballots: tuple[Ballot, ...]
    names: dict[str, str]
    """Short names of the members, whoever may issue first."""
    proposed: dict[str, tuple[int, int]]
    """First and last page by table, as the imported list has them."""
    announced: bool

    @property
    def tables(self) -> tuple[ListTable, ...]:
        """Tables in their order."""
        return tuple(entry.content for entry in self.grid.tables)

    def page(self, row: int, column: int) -> int:
        """The page in a column of a table's row."""
        return self.tables[row].first_page + column - 1

    def count_of(self, table: ListTable, page: int) -> PageCount | None:
        """What was counted on a page."""
        for entry in self.grid.pages:
            if (entry.content.table, entry.content.page) == (table.table, page):
                return entry.content
        return None

    def entry_of(self, table: ListTable, page: int) -> str:
        """Id of the entry of a page; empty while nobody has counted it."""
        for entry in self.grid.pages:
            if (entry.content.table, entry.content.page) == (table.table, page):
                return entry.entry_id
        return ""

    @property
    def total(self) -> int:
        """All signatures counted, those on applications at home with them."""
        return sum(entry.content.signatures for entry in self.grid.pages) + self.at_home

    @property
    def at_home(self) -> int:
        """Whoever signed for most ballots at home: one number, as of a page."""
        by_ballot = [self._home(b.ballot_id) for b in self.ballots]
        return max((sum(s.signatures for s in found) for found in by_ballot), default=0)

    def home_gap(self, ballot_id: str, member_id: str = "") -> int:
        """Signatures at home less ballots gone there, of one carrier or of all."""
        found = [s for s in self._home(ballot_id) if member_id in {"", s.member_id}]
        return sum(s.signatures - s.ballots for s in found)

    def _home(self, ballot_id: str) -> tuple[MemberSum, ...]:
        return tuple(s for s in self.grid.home if s.ballot_id == ballot_id)

    @property
    def exceptions(self) -> tuple[PageCount, ...]:
        """Pages with fewer signatures for some ballot."""
        return tuple(e.content for e in self.grid.pages if e.content.fewer)


def counted(session: Session) -> Counted:
    """Ask how far the counting is."""
    workspace, actor = session.workspace, session.actor
    steps = {view.step: view.happened for view in night.steps(workspace)}
    return Counted(
        signatures.grid(workspace, actor),
        workspace.election.ballots_of(workspace.info.precinct_id),
        dict(issuers_first(session)),
        signatures.pages_in_list(workspace, actor),
        steps[Step.SIGNATURES_COUNTED] is not None,
    )  # fmt: skip


def rows_of(found: Counted, table_word: str, home: tuple[str, str]) -> list[GridRow]:
    """A row a table, then one of those who voted at home; `table_word` has a placeholder."""
    rows = [_row(found, table, table_word) for table in found.tables]
    if found.tables and found.grid.home:
        gaps = tuple(found.home_gap(ballot.ballot_id) for ballot in found.ballots)
        rows.append(GridRow(home[0], home[1], 0, {}, gaps, found.at_home))
    return rows


def _row(found: Counted, table: ListTable, word: str) -> GridRow:
    """What does not meet at home is told there, not again at the carrier's table."""
    figures = {
        entry.content.page - table.first_page + 1: entry.content.signatures
        for entry in found.grid.pages
        if entry.content.table == table.table
    }
    sums = {(s.member_id, s.ballot_id): s for s in found.grid.sums}
    gaps = []
    for ballot in found.ballots:
        one = sums.get((table.member_id, ballot.ballot_id))
        away = found.home_gap(ballot.ballot_id, table.member_id)
        gaps.append(None if one is None else one.signatures - one.ballots - away)
    return GridRow(
        word.format(table=table.table), found.names[table.member_id], len(table.pages), figures,
        tuple(gaps),
    )  # fmt: skip


def keep_page(
    session: Session, found: Counted, place: tuple[int, int], number: int | None, reason: str
) -> Counted:
    """Keep, change or take away the number of a page; its exceptions stay."""
    table, page = found.tables[place[0]], found.page(*place)
    former, workspace, actor = found.count_of(table, page), session.workspace, session.actor
    if number is None:
        if former is not None:
            signatures.undo_page(workspace, actor, found.entry_of(table, page), reason)
    elif former is None or former.signatures != number:
        fewer = former.fewer if former else ()
        count = PageCount(table.table, page, table.member_id, number, fewer)
        signatures.count_page(workspace, actor, count, again=reason if former else "")
    return counted(session)


def keep_exception(
    session: Session,
    found: Counted,
    place: tuple[int, int],
    ballot_id: str,
    fewer: int,
    reason: str,
) -> Counted:
    """Say by how many signatures a page has fewer for a ballot; 0 takes the exception away."""
    table, page = found.tables[place[0]], found.page(*place)
    former = found.count_of(table, page)
    if former is not None:
        others = tuple(pair for pair in former.fewer if pair[0] != ballot_id)
        told = (*others, (ballot_id, fewer)) if fewer else others
        count = PageCount(table.table, page, former.member_id, former.signatures, told)
        signatures.count_page(session.workspace, session.actor, count, again=reason)
    return counted(session)


def zeros(session: Session, found: Counted, row: int) -> Counted:
    """0 on every page of a table that nobody has counted."""
    table = found.tables[row]
    for page in table.pages:
        if found.count_of(table, page) is None:
            signatures.count_page(
                session.workspace, session.actor, PageCount(table.table, page, table.member_id, 0)
            )  # fmt: skip
    return counted(session)


def set_table(session: Session, table: ListTable) -> Counted:
    """Say which pages a table has and who issued there."""
    signatures.set_table(session.workspace, session.actor, table)
    return counted(session)
