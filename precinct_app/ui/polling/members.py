# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Members as choices: whoever may issue ballots first."""

from precinct_app.services.registers import issuers
from precinct_app.ui.desk import Session


def issuing(session: Session) -> tuple[str, ...]:
    """Ids of those who may issue."""
    with session.workspace.store.begin() as work:
        return issuers.may_issue(session.workspace, work)


def issuers_first(session: Session) -> tuple[tuple[str, str], ...]:
    """Every member by id and short name."""
    first = issuing(session)
    members = sorted(session.members(), key=lambda member: member.member_id not in first)
    return tuple((member.member_id, member.short_name) for member in members)
