# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet on which both entries agree, with the registers' lines and the computed ones."""

from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.check import completed
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.services.ballot_sheet import form_and_rows, given_lines, remembered, sheet_cells
from precinct_app.services.entry_differences import compared
from precinct_app.services.ports import Work
from precinct_app.services.protocol_entry import typed_source
from precinct_app.services.workspace import Workspace


def agreed_sheet(workspace: Workspace, work: Work, ballot: Ballot) -> Sheet:
    """The figures that count; a cell that is still open stays empty.

    NotAllowedError ``entry.second_open`` until both entries are finished.
    """
    key = remembered("agreed", workspace, ballot)
    return work.memory.of(key, lambda: _agreed_sheet(workspace, work, ballot))


def _agreed_sheet(workspace: Workspace, work: Work, ballot: Ballot) -> Sheet:
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
