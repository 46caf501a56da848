# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The emergency pack: printed before the day, sealed, opened only if the laptop does not work (C2).

It needs nothing but the package: an empty workspace prints it.
"""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.papers.blank import BlankActPaper, BlankPaper, TablePages
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.papers.table import TableColumn, TablePaper
from precinct_app.domain.registers.signatures import ListTable
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.ballot_sheet import row_names, sheet_rows
from precinct_app.services.papers.heading import heading_of, now, printed
from precinct_app.services.papers.personal import home_application
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, require

TABLES, PAGES = 5, 30
"""Tables and pages of each where nobody has said them yet."""
ACTS = 3
"""Empty acts in the pack."""


def emergency_pack(workspace: Workspace, actor: Actor) -> tuple[Paper, ...]:
    """A blank for each ballot, empty acts, an empty application, telephone numbers to be filled in."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        tables = _tables(work)
        mine = workspace.election.ballots_of(workspace.info.precinct_id)
        blanks = [
            _blank(workspace, work, ballot, number, tables) for number, ballot in enumerate(mine, 1)
        ]
        printed(workspace, work, actor, "emergency_pack", blanks=len(blanks))
    acts = [BlankActPaper(heading_of(workspace), now(workspace))] * ACTS
    return (*blanks, *acts, home_application(workspace, actor), phones(workspace, actor))


def phones(workspace: Workspace, actor: Actor) -> TablePaper:
    """Whom to call: higher commissions, and the members; the numbers are written by hand."""
    require(actor, Right.KEEP_REGISTERS)
    election, precinct = workspace.election, workspace.precinct
    receivers = dict.fromkeys(b.receiver_id for b in election.ballots_of(precinct.precinct_id))
    who = [election.receiver(receiver_id).name for receiver_id in receivers]
    who += [wording(f"phones.{key}") for key in ("akimat", "police", "ambulance", "support")]
    who += [_member(member.name, member.role.value) for member in precinct.members]
    columns = (
        TableColumn(wording("phones.who"), 8),
        TableColumn(wording("phones.number"), 6, to_sign=True),
        TableColumn(wording("phones.note"), 5, to_sign=True),
    )
    rows = tuple((name, "", "") for name in who)
    return TablePaper(
        heading_of(workspace), wording("phones.title"), columns, rows, now(workspace),
        empty_rows=0, to_sign=False,
    )  # fmt: skip


def _member(name: str, role: str) -> Wording:
    said = wording(f"paper.role.{role}")
    return Wording(f"{name}, {said.kk}", f"{name}, {said.ru}", f"{name}, {said.en}")


def _blank(
    workspace: Workspace, work: Work, ballot: Ballot, number: int, tables: tuple[TablePages, ...]
) -> BlankPaper:
    form, rows = workspace.form_of(ballot), sheet_rows(workspace, work, ballot)
    cells = form.cells(rows, Level.COUNT_ONLY, row_names(workspace, ballot))
    return BlankPaper(
        heading_of(workspace), number, ballot.name, form, cells, tables, now(workspace)
    )


def _tables(work: Work) -> tuple[TablePages, ...]:
    """Tables as they were set, else as the list's own pages have them, else as many as is usual."""
    named = [e.content for e in work.registers.all(ListTable)]
    if named:
        return tuple(TablePages(t.table, t.first_page, t.last_page) for t in named)
    pages: dict[str, list[int]] = {}
    for voter in work.voters.all():
        if voter.paper_page:
            pages.setdefault(voter.paper_table, []).append(voter.paper_page)
    if pages:
        return tuple(
            TablePages(table or "1", min(found), max(found))
            for table, found in sorted(pages.items())
        )
    return tuple(TablePages(str(n), 1, PAGES) for n in range(1, TABLES + 1))
