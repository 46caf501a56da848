# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot's sheet in this precinct: its form, its rows and cells, and what the registers give."""

from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import Rows, Source
from precinct_app.domain.registers.lines import Lines
from precinct_app.domain.wording import Wording
from precinct_app.services import register_lines
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace


def sheet_rows(workspace: Workspace, work: Work, ballot: Ballot) -> Rows:
    """Rows of this precinct's sheet: options, issuing members, mobile boxes, kinds of certificate."""
    key = remembered("rows", workspace, ballot)
    return work.memory.of(key, lambda: _sheet_rows(workspace, work, ballot))


def remembered(what: str, workspace: Workspace, ballot: Ballot) -> tuple[str, str, str]:
    """The key of something of a ballot in a transaction's memory."""
    return what, workspace.info.level, ballot.ballot_id


def _sheet_rows(workspace: Workspace, work: Work, ballot: Ballot) -> Rows:
    contest = workspace.election.contest(ballot.contest_id)
    return workspace.form_of(ballot).rows(
        tuple(option.option_id for option in contest.options),
        member=register_lines.issuers(workspace, work, ballot),
        box=register_lines.boxes(workspace, work),
        kind=register_lines.kinds(workspace, work),
        struck=frozenset(o.option_id for o in contest.options if o.struck),
    )


def sheet_cells(workspace: Workspace, work: Work, ballot: Ballot) -> tuple[CellSpec, ...]:
    """Cells of this precinct's sheet for a ballot, in official order."""
    key = remembered("cells", workspace, ballot)
    return work.memory.of(key, lambda: _sheet_cells(workspace, work, ballot))


def _sheet_cells(workspace: Workspace, work: Work, ballot: Ballot) -> tuple[CellSpec, ...]:
    rows = sheet_rows(workspace, work, ballot)
    return workspace.form_of(ballot).cells(rows, workspace.info.level, row_names(workspace, ballot))


def given_lines(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    """What the registers give to this sheet; those of its cells are not typed."""
    key = remembered("given", workspace, ballot)
    return work.memory.of(key, lambda: _given_lines(workspace, work, ballot))


def _given_lines(workspace: Workspace, work: Work, ballot: Ballot) -> Lines:
    known = {spec.cell for spec in sheet_cells(workspace, work, ballot)}
    given = register_lines.register_lines(workspace, work, ballot)
    return {cell: line for cell, line in given.items() if cell in known}


def typed_cells(workspace: Workspace, work: Work, ballot: Ballot) -> tuple[CellSpec, ...]:
    """The cells that are typed by hand today, in official order."""
    given = given_lines(workspace, work, ballot)
    cells = sheet_cells(workspace, work, ballot)
    return tuple(spec for spec in cells if is_typed_cell(spec, given))


def is_typed_cell(spec: CellSpec, given: Lines) -> bool:
    """Say whether a cell is typed by hand: neither computed nor given by a register."""
    return spec.source is not Source.COMPUTED and spec.cell not in given


def form_and_rows(workspace: Workspace, work: Work, ballot: Ballot) -> tuple[Form, Rows]:
    """A ballot's form and this precinct's rows, as the checks want them."""
    return workspace.form_of(ballot), sheet_rows(workspace, work, ballot)


def parameters_of(workspace: Workspace, ballot: Ballot) -> dict[str, int]:
    """Form parameters whose value comes from the contest."""
    return {"mandates": workspace.election.contest(ballot.contest_id).mandates}


def row_names(workspace: Workspace, ballot: Ballot) -> dict[str, Wording]:
    """Captions of the rows that the precinct brings, by row name."""
    election = workspace.election
    options = election.contest(ballot.contest_id).options
    names = {option.option_id: option.name for option in options}
    names |= {m.member_id: Wording.same(m.name) for m in workspace.precinct.members}
    return names | {kind.kind_id: kind.name for kind in election.certificate_kinds}
