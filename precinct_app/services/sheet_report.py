# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The agreed sheet of a ballot against its form, with all that the workspace knows around it."""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.ballot_sheet import form_and_rows, parameters_of
from precinct_app.services.circumstances import Signing, outside_of
from precinct_app.services.entry_differences import compared
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, require


def current_report(
    workspace: Workspace, actor: Actor, ballot_id: str, signing: Signing | None = None
) -> CheckReport:
    """Check the agreed sheet of a ballot after both entries.

    `signing` is what is said when it is to be made final: who is present, who signs.  NotAllowedError
    ``entry.second_open`` until both entries are finished.
    """
    require(actor, Right.ENTER_COUNTS)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        return report_of(workspace, work, ballot, signing)


def report_of(
    workspace: Workspace, work: Work, ballot: Ballot, signing: Signing | None = None
) -> CheckReport:
    """The same inside a transaction."""
    form, rows = form_and_rows(workspace, work, ballot)
    comparison = compared(workspace, work, ballot)
    sheet = agreed_sheet(workspace, work, ballot)
    outside = outside_of(workspace, work, ballot, sheet, comparison, signing)
    return check(
        form, sheet, rows, level=workspace.info.level,
        parameters=parameters_of(workspace, ballot), outside=outside,
    )  # fmt: skip
