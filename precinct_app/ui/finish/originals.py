# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Originals on paper: printed, or copied by hand from the copying sheet, and signed in ink."""

from precinct_app.domain.registers.signing import Original
from precinct_app.services.finish import finish_of, original_made
from precinct_app.services.papers.copying import copying_sheet
from precinct_app.ui.desk import Session

COPYING = "copying"
"""The side of a ballot's paper that is copied by hand."""
ORIGINALS = 2
"""One goes up, one stays."""
_NOT_THERE = frozenset({"finish.refuses", "finish.ill", "finish.away"})
"""Who signs neither in ink."""


def record_original(session: Session, ballot_id: str, how: Original) -> None:
    """Originals were made and signed in ink by everybody who is not known to be missing."""
    workspace, actor = session.workspace, session.actor
    way = finish_of(workspace, actor, ballot_id).way
    gone = {reason.values.get("member") for reason in way.why if reason.key in _NOT_THERE}
    signed_by = [m.member_id for m in session.members() if m.member_id not in gone]
    original_made(workspace, actor, ballot_id, how, ORIGINALS, signed_by)


def copying_paper(session: Session, ballot_id: str) -> bytes:
    """The copying sheet of a ballot."""
    return copying_sheet(session.workspace, session.actor, ballot_id, session.tools.press)
