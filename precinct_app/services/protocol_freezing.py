# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""From checked figures to a final record: every reason against it at once, then who is to sign."""

from dataclasses import replace

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import CERTIFIERS, Actor, Right
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.errors import NotAllowedError, Reason
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.status import Status
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.ballot_sheet import sheet_cells
from precinct_app.services.circumstances import Signing, presence
from precinct_app.services.entries_at_hand import comparison_of, protocol_of, refuse_frozen, stands
from precinct_app.services.ports import Press, StoredProtocol, Work
from precinct_app.services.protocol_notes import unanswered
from precinct_app.services.protocol_record import Night, record_of
from precinct_app.services.registers.night import night as night_taken
from precinct_app.services.registers.night import step_name
from precinct_app.services.sheet_report import report_of
from precinct_app.services.signing_set import missing_of
from precinct_app.services.two_people import Agreed, refuse_alone
from precinct_app.services.workspace import Workspace, record_event, require


def freeze(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    night: Night,
    signers: tuple[ExpectedSigner, ...],
    *,
    agreed: Agreed,
) -> StoredProtocol:
    """Make the figures final by two people, and fix who signs; nothing while an error stands.

    NotAllowedError with every reason: ``freeze.not_entered_twice``, ``freeze.empty_cells``,
    ``freeze.error`` a failed relation, ``freeze.unanswered`` a finding without its act or
    explanation, ``freeze.night`` each step before the boxes that is not recorded, ``freeze.certifier``,
    ``freeze.not_signing``; ``entry.frozen`` when they are final already; what `refuse_alone` has.
    """
    require(actor, Right.FREEZE)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        refuse_frozen(protocol)
        night = replace(night, presence=presence(workspace, work, night.presence))
        if reasons := _unready(workspace, work, protocol, ballot, night, signers):
            raise NotAllowedError(*reasons)
        said = refuse_alone(actor, agreed, Right.SIGN)
        report = report_of(workspace, work, ballot, _signing(night, signers))
        record = record_of(workspace, work, protocol, ballot, night, report)
        frozen = replace(
            protocol, status=Status.CHECKED, record=record, record_json=record.to_json(),
            signers=signers,
        )  # fmt: skip
        work.protocols.save(frozen)
        record_event(
            workspace, work, actor, "protocol.frozen", ballot_id, version=protocol.version,
            happened=None, sha256=sha256(frozen.record_json), **said,
        )  # fmt: skip
    return frozen


def draft(workspace: Workspace, actor: Actor, ballot_id: str, night: Night, press: Press) -> bytes:
    """A draft of the agreed figures for reading aloud: no codes, no signature lines."""
    require(actor, Right.EXPLAIN)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        report = report_of(workspace, work, ballot)
        record = record_of(workspace, work, protocol, ballot, night, report)
    return press.draft(record, workspace.form_of(ballot), ())


def waiting_for_final(
    workspace: Workspace, work: Work, ballot: Ballot, signing: Signing | None = None
) -> list[Reason]:
    """What a ballot's figures wait for; of the figures themselves only once both entries are in.

    `signing` is what is said of presence and signers when they are to be made final.
    """
    reasons = []
    if not stands(workspace, work, ballot):
        reasons.append(Reason("freeze.not_entered_twice"))
    if comparison_of(workspace, work, ballot) is not None:
        reasons += _unready_figures(workspace, work, ballot, signing)
    if workspace.info.level is not Level.COUNT_ONLY:
        missing = night_taken(work).missing_for_count
        reasons += [Reason("freeze.night", {"step": step_name(step)}) for step in missing]
    return reasons


def _unready(
    workspace: Workspace,
    work: Work,
    protocol: StoredProtocol,
    ballot: Ballot,
    night: Night,
    signers: tuple[ExpectedSigner, ...],
) -> list[Reason]:
    """Every reason why the figures cannot be final."""
    reasons = waiting_for_final(workspace, work, ballot, _signing(night, signers))
    if not signers or signers[0].role not in CERTIFIERS:
        reasons.append(Reason("freeze.certifier"))
    gone = {one.member_id for one in missing_of(work, protocol)}
    found = [signer.member_id for signer in signers if signer.member_id in gone]
    return reasons + [Reason("freeze.not_signing", {"member": member}) for member in found]


_TOLD_BESIDE = frozenset({"entries_agree", "certifier_role"})
"""Errors that have a sentence of their own at freezing."""


def _unready_figures(
    workspace: Workspace, work: Work, ballot: Ballot, signing: Signing | None
) -> list[Reason]:
    report = report_of(workspace, work, ballot, signing)
    sheet = agreed_sheet(workspace, work, ballot)
    empty = [
        spec for spec in sheet_cells(workspace, work, ballot) if spec.cell not in sheet.figures
    ]
    reasons = []
    if empty:
        first = empty[0].official
        reasons.append(Reason("freeze.empty_cells", {"count": len(empty), "line": first}))
    errors = [f for f in report.findings if f.grade is Grade.ERROR]
    reasons += [
        Reason("freeze.error", {"code": f.code, "gap": abs(f.gap)})
        for f in errors
        if f.relation.function not in _TOLD_BESIDE
    ]
    open_findings = unanswered(work, ballot.ballot_id, report)
    return reasons + [Reason("freeze.unanswered", {"code": f.code}) for f in open_findings]


def _signing(night: Night, signers: tuple[ExpectedSigner, ...]) -> Signing:
    return Signing(tuple(signer.role for signer in signers), night.presence)
