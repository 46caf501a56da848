# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Lines of a ballot's sheet that the voter list gives; all about certificates is in `registers`."""

from precinct_app.domain.election import Ballot
from precinct_app.services.ports import Work
from precinct_app.services.registers.list_totals import totals
from precinct_app.services.workspace import Workspace


def register_lines(workspace: Workspace, work: Work, ballot: Ballot) -> dict[str, int]:
    """Lines that the list gives; empty while none is here: then they are typed twice from papers."""
    found = totals(work, ballot)
    if found is None:
        return {}
    return {
        "voters_delivered": found.delivered,
        "certificates_out": found.certificates_out,
        "certificates_in": found.certificates_in,
    }
