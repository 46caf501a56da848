# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot after both entries: its figures, what was found in them, what still waits for words."""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import Figure, Rows
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.ballot_sheet import form_and_rows, sheet_cells
from precinct_app.services.circumstances import Signing
from precinct_app.services.protocol_notes import unanswered
from precinct_app.services.sheet_report import report_of
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class BallotCheck:
    """The agreed figures against their form."""

    ballot: Ballot
    report: CheckReport
    waiting: tuple[Finding, ...]
    """What still needs an act or an explanation."""
    figures: Mapping[str, Figure]
    form: Form
    rows: Rows
    cells: tuple[CellSpec, ...]


def check_ballot(
    workspace: Workspace, actor: Actor, ballot_id: str, signing: Signing | None = None
) -> BallotCheck:
    """Check the agreed sheet; `signing` as in `current_report`.

    NotAllowedError ``entry.second_open`` until both entries are finished.
    """
    require(actor, Right.ENTER_COUNTS)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        report = report_of(workspace, work, ballot, signing)
        form, rows = form_and_rows(workspace, work, ballot)
        return BallotCheck(
            ballot, report, tuple(unanswered(work, ballot_id, report)),
            dict(agreed_sheet(workspace, work, ballot).figures), form, rows,
            sheet_cells(workspace, work, ballot),
        )  # fmt: skip
