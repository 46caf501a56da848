# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list on paper: as delivered, the rows added since, and the marked list as it stands.

A list printed here may give each voter his place (table, page, row), which search then answers; a row's
height does not depend on its notes, so a list printed again has its rows where they were.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.papers.voter_list import (
    REFUSED,
    ListKind,
    ListPaper,
    ListRow,
    PrintedList,
    RowPlace,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.voter_changes import ENTITLED, Inclusion, Standing
from precinct_app.domain.voters import Voter, place_in_figures
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.papers.heading import clock, heading_of, now, printed
from precinct_app.services.ports import Press, Work
from precinct_app.services.registers.mark_times import leaving
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.registers.standings import everybody
from precinct_app.services.workspace import Workspace, require

MOST_TABLES, MOST_EMPTY = 20, 500


@dataclass(frozen=True, slots=True)
class TablePart:
    """The part of the list that lies on one table."""

    table: str
    printed: PrintedList


def print_list(workspace: Workspace, actor: Actor, press: Press, table: str = "") -> PrintedList:
    """The delivered list with columns to sign, whole or one table's part.

    InputError ``list_paper.nobody`` when that has no row.
    """
    require(actor, Right.EDIT_VOTERS)
    people = _everybody(workspace)
    voters = [v for v in people.delivered() if not table or v.paper_table == table]
    if not voters:
        raise InputError.of("list_paper.nobody", table=table)
    found = press.voter_list(_main(people, voters, table))
    _note(workspace, actor, "voter_list", table=table, rows=len(voters))
    return found


def print_tables(
    workspace: Workspace, actor: Actor, press: Press, tables: int, *, again: bool = False
) -> tuple[TablePart, ...]:
    """Part the list among tables ``1`` upward, print each part, keep where every voter stands.

    NotAllowedError ``list_paper.places_known`` when the list brought places or has them by an earlier
    printing, unless `again`; ``list.closed``; InputError ``list_paper.tables``, ``list_paper.nobody``.
    """
    require(actor, Right.EDIT_VOTERS)
    if not 1 <= tables <= MOST_TABLES:
        raise InputError.of("list_paper.tables", most=MOST_TABLES)
    people = _everybody(workspace, list_open=True)
    voters = people.delivered()
    if not voters:
        raise InputError.of("list_paper.nobody", table="")
    if not again and any(voter.paper_page for voter in voters):
        raise NotAllowedError.of("list_paper.places_known")
    placed: list[Voter] = []
    parts = []
    for number, part in enumerate(_parts(voters, tables), 1):
        printed_part = press.voter_list(_main(people, part, str(number)))
        places = zip(part, printed_part.places, strict=True)
        placed += [_placed(voter, str(number), where) for voter, where in places]
        parts.append(TablePart(str(number), printed_part))
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        work.voters.place_all(placed)
        printed(workspace, work, actor, "voter_list_tables", tables=tables, rows=len(voters))
    return tuple(parts)


def print_supplementary(
    workspace: Workspace, actor: Actor, press: Press, empty_rows: int = 0
) -> PrintedList:
    """Those entered after delivery in the order of entry, and empty rows to be filled by hand."""
    require(actor, Right.EDIT_VOTERS)
    people = _everybody(workspace)
    rows = [
        replace(people.row(voter), number=str(number))
        for number, voter in enumerate(people.added(), 1)
    ]
    paper = _paper(workspace, ListKind.SUPPLEMENTARY, rows, "")
    found = press.voter_list(replace(paper, empty_rows=max(0, min(empty_rows, MOST_EMPTY))))
    _note(workspace, actor, "supplementary_list", rows=len(rows))
    return found


def print_marked(workspace: Workspace, actor: Actor, press: Press) -> PrintedList:
    """Everybody with what he was given, each time rounded up to a turnout report (field: C8)."""
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:
        people = _Everybody(workspace, work)
        marks = {e.content.voter_id: e for e in leaving(workspace, work) if e.stands}
    voters = [*people.delivered(), *people.added()]
    rows = [people.marked_row(voter, marks.get(voter.voter_id)) for voter in voters]
    found = press.voter_list(_paper(workspace, ListKind.MARKED, rows, ""))
    _note(workspace, actor, "marked_list", rows=len(rows))
    return found


def _everybody(workspace: Workspace, *, list_open: bool = False) -> "_Everybody":
    """All voters, read in one short transaction: drawing takes seconds and holds nobody up."""
    with workspace.store.begin() as work:
        if list_open:
            refuse_closed_list(work)
        return _Everybody(workspace, work)


def _main(people: "_Everybody", voters: Sequence[Voter], table: str) -> ListPaper:
    rows = [people.row(voter) for voter in voters]
    return _paper(people.workspace, ListKind.MAIN, rows, table)


def _note(workspace: Workspace, actor: Actor, paper: str, **details: str | int) -> None:
    with workspace.store.begin() as work:
        printed(workspace, work, actor, paper, **details)


class _Everybody:
    """All voters with their standings, read once: thousands of rows are not asked one by one."""

    def __init__(self, workspace: Workspace, work: Work) -> None:
        self.workspace = workspace
        rows = list(everybody(work))
        self.voters = {voter.voter_id: voter for voter, _ in rows}
        self.standings = {voter.voter_id: standing for voter, standing in rows}
        self.inclusions: dict[str, list[Entry[Inclusion]]] = {}
        for entry in work.registers.all(Inclusion):
            self.inclusions.setdefault(entry.content.voter_id, []).append(entry)
        self.at_home = {
            e.content.voter_id: e.content.number for e in work.registers.all(HomeApplication)
        }
        self._accepted = work.certificates.all(CertificateDirection.ACCEPTED)

    def delivered(self) -> list[Voter]:
        """Rows of the delivered list in its own order."""
        found = [voter for voter in self.voters.values() if voter.list_number]
        return sorted(found, key=lambda voter: voter.list_number)

    def added(self) -> list[Voter]:
        """Rows entered since, in the order of entry; an undone inclusion has none."""
        moments = {c.voter_id: c.happened for c in self._accepted}
        moments |= {voter: entries[0].happened for voter, entries in self.inclusions.items()}
        found = [v for v in moments if not self.voters[v].list_number]
        return [self.voters[v] for v in sorted(found, key=lambda v: (moments[v], v))]

    def row(self, voter: Voter) -> ListRow:
        """A voter's row as it is printed to be signed."""
        standing = self.standings[voter.voter_id]
        birth = f"{voter.birth:%d.%m.%Y}" if voter.birth else ""
        return ListRow(
            str(voter.list_number or "+"), voter.full_name, birth, voter.iin[-4:], voter.address,
            notes=self._notes(voter.voter_id, standing), closed=standing not in ENTITLED,
        )  # fmt: skip

    def marked_row(self, voter: Voter, mark: Entry[Mark] | None) -> ListRow:
        """A voter's row with what he was given, and where the paper list has him."""
        row = replace(self.row(voter), place=place_in_figures(voter))
        if mark is None:
            return row
        when, said = clock(self.workspace, mark.happened), mark.content
        ballots = self.workspace.election.ballots_of(self.workspace.info.precinct_id)
        given = tuple(_given(ballot.ballot_id, said, when) for ballot in ballots)
        issued_by = self.workspace.member(said.issued_by).short_name
        return replace(row, given=given, given_by=issued_by)

    def _notes(self, voter_id: str, standing: Standing) -> tuple[Wording, ...]:
        """At most one note of two lines, so that a row never grows by it."""
        if standing is not Standing.LISTED:
            return (wording(f"list_note.{standing.value}"),)
        if number := self.at_home.get(voter_id):
            return (wording("list_note.home", number=number),)
        entries = self.inclusions.get(voter_id, [])
        return (wording(f"list_note.{entries[-1].content.ground.value}"),) if entries else ()


def _placed(voter: Voter, table: str, where: RowPlace) -> Voter:
    return replace(voter, paper_table=table, paper_page=where.page, paper_row=where.row)


def _paper(
    workspace: Workspace, kind: ListKind, rows: Collection[ListRow], table: str
) -> ListPaper:
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    names = tuple(ballot.short_name for ballot in ballots)
    return ListPaper(heading_of(workspace), kind, table, names, tuple(rows), now(workspace))


def _parts(voters: Sequence[Voter], tables: int) -> list[Sequence[Voter]]:
    """Parts of nearly equal length, none of them empty."""
    tables = min(tables, len(voters))
    bounds = [len(voters) * number // tables for number in range(tables + 1)]
    return [voters[first:last] for first, last in pairwise(bounds)]


def _given(ballot_id: str, mark: Mark, when: str) -> str:
    if ballot_id in mark.given:
        return when
    return REFUSED if ballot_id in mark.refused else ""
