# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet on which both entries agree, and its check with all that the workspace knows besides."""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.check import CheckReport, check, completed
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.services.ballot_sheet import (
    form_and_rows,
    given_lines,
    parameters_of,
    sheet_cells,
)
from precinct_app.services.entry_differences import compared
from precinct_app.services.ports import Work
from precinct_app.services.protocol_entry import typed_source
from precinct_app.services.workspace import Workspace, require


def agreed_sheet(workspace: Workspace, work: Work, ballot: Ballot) -> Sheet:
    """The figures that count, with the registers' lines and the computed ones filled in.

    A cell that is still open stays empty.  NotAllowedError ``entry.second_open`` until both entries
    are finished.
    """
    agreed = compared(workspace, work, ballot).agreed
    given = given_lines(workspace, work, ballot)
    specs = {spec.cell: spec for spec in sheet_cells(workspace, work, ballot)}
    sources = {cell: typed_source(specs[cell]) for cell in agreed}
    sheet = Sheet(
        agreed | {cell: line.figure for cell, line in given.items()},
        sources | {cell: line.source for cell, line in given.items()},
    )
    form, rows = form_and_rows(workspace, work, ballot)
    return completed(form, sheet, rows)


def current_report(workspace: Workspace, actor: Actor, ballot_id: str) -> CheckReport:
    """Check the agreed sheet of a ballot after both entries."""
    require(actor, Right.ENTER_COUNTS)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        return check_sheet(workspace, work, ballot, agreed_sheet(workspace, work, ballot))


def check_sheet(workspace: Workspace, work: Work, ballot: Ballot, sheet: Sheet) -> CheckReport:
    """Check a completed sheet of this precinct."""
    form, rows = form_and_rows(workspace, work, ballot)
    return check(
        form, sheet, rows, level=workspace.info.level, parameters=parameters_of(workspace, ballot)
    )
