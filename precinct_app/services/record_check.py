# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A frozen record checked again by whoever received it, with what record and bundle tell besides.

What only the precinct's own workspace knows (its entries, its turnout, the order of its steps) stays
not checked.
"""

from precinct_app.domain.commission import Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Election, Precinct
from precinct_app.domain.handover import HandedProtocol
from precinct_app.domain.night import Night, Step, order_faults
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.missing import refusing
from precinct_app.domain.protocol.outside import (
    NOTHING_KNOWN,
    Circumstances,
    Outside,
    Quorum,
    circumstantial,
    issued_by,
    paper_lines,
)
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.day_comparison import record_sheet, sheet_of

_LEADERS = frozenset({Role.CHAIR, Role.SECRETARY})


def recheck(
    record: ProtocolRecord,
    form: Form,
    handed: HandedProtocol,
    election: Election,
    day: Outside = NOTHING_KNOWN,
) -> CheckReport:
    """Run the form's relations over a record, as at the precinct.

    `day`: how its sheet stands beside the precinct's others that are known here.
    """
    precinct, sheet = election.precinct(record.precinct_id), sheet_of(record)
    leaders = {member.member_id for member in record.members if member.role in _LEADERS}
    circumstances = Circumstances(
        signers=tuple(signer.role for signer in handed.signers) or None,
        order_faults=_order_faults(record, election, precinct),
        quorum=Quorum(
            record.presence.members, record.presence.members_in_all, len(refusing(handed.missing))
        ),
        leaders_issued=issued_by(sheet, leaders),
        typed_from_paper=paper_lines(form, sheet),
    )
    outside = {**circumstantial(form, circumstances, record.level), **day}
    return check(
        form, sheet, record_sheet(election, record, form).rows, level=record.level,
        parameters={"mandates": record.mandates}, outside=outside,
    )  # fmt: skip


def _order_faults(record: ProtocolRecord, election: Election, precinct: Precinct) -> int | None:
    """Breaches that the record's times show; that they show none proves nothing of the steps."""
    closes = aware(election.deadlines.voting_closes, precinct.timezone)
    times = record.times
    taken = {Step.OPENED: times.voting_opened, Step.VOTING_CLOSED: times.voting_closed}
    found = order_faults(
        Night(taken, all_have_voted=precinct.special), closes, special=precinct.special,
        ended=times.count_ended if record.version == 1 else None,
    )  # fmt: skip
    return len(found) or None
