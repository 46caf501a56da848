# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot's sheet in this precinct: its form, its rows and cells, and its check."""

from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import Rows, Sheet, Source
from precinct_app.services.certificates import register_lines
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, row_names, rows_of

BOXES = 1
"""Mobile boxes of a sheet at the level *count only*, where no trips are kept."""


def sheet_rows(workspace: Workspace, ballot: Ballot) -> Rows:
    """Rows of this precinct's sheet for a ballot."""
    form = workspace.form_of(ballot)
    return rows_of(form, workspace.election, workspace.precinct, ballot, BOXES)


def sheet_cells(workspace: Workspace, ballot: Ballot) -> tuple[CellSpec, ...]:
    """Cells of this precinct's sheet for a ballot, in official order."""
    names = row_names(workspace.election, workspace.precinct, ballot)
    rows = sheet_rows(workspace, ballot)
    return workspace.form_of(ballot).cells(rows, workspace.info.level, names)


def is_typed_cell(spec: CellSpec, fixed: frozenset[str]) -> bool:
    """Say whether a cell is typed by hand: neither computed nor given by a register."""
    return spec.source is not Source.COMPUTED and spec.cell not in fixed


def typed_cells(workspace: Workspace, work: Work, ballot: Ballot) -> tuple[str, ...]:
    """Names of the cells that are typed by hand today, in official order."""
    fixed = frozenset(register_lines(workspace, work, ballot))
    cells = sheet_cells(workspace, ballot)
    return tuple(spec.cell for spec in cells if is_typed_cell(spec, fixed))


def form_and_rows(workspace: Workspace, ballot: Ballot) -> tuple[Form, Rows]:
    """A ballot's form and this precinct's rows, as the checks want them."""
    return workspace.form_of(ballot), sheet_rows(workspace, ballot)


def parameters_of(workspace: Workspace, ballot: Ballot) -> dict[str, int]:
    """Form parameters whose value comes from the contest."""
    return {"mandates": workspace.election.contest(ballot.contest_id).mandates}


def check_sheet(workspace: Workspace, ballot: Ballot, sheet: Sheet) -> CheckReport:
    """Check a completed sheet of this precinct."""
    return check(
        workspace.form_of(ballot), sheet, sheet_rows(workspace, ballot),
        level=workspace.info.level, parameters=parameters_of(workspace, ballot),
    )  # fmt: skip
