# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""From checked figures to signed papers: freeze, certify, sign in any order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import CERTIFIERS, Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.errors import NotAllowedError, Reason
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.record import (
    ActNote,
    ExplanationNote,
    NamedOption,
    Presence,
    ProtocolRecord,
    Times,
    Value,
)
from precinct_app.domain.protocol.sheet import Sheet, Source
from precinct_app.domain.protocol.status import Status
from precinct_app.services.acts.on_sheets import notes_on
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.ballot_sheet import sheet_cells
from precinct_app.services.circumstances import Signing, presence
from precinct_app.services.entries_at_hand import comparison_of, protocol_of, refuse_frozen, stands
from precinct_app.services.ports import Press, Signer, StoredNote, StoredProtocol, Work
from precinct_app.services.protocol_notes import unanswered
from precinct_app.services.registers.night import night as night_taken
from precinct_app.services.registers.night import step_name
from precinct_app.services.sheet_report import report_of
from precinct_app.services.workspace import Workspace, record_event, require


@dataclass(frozen=True, slots=True)
class Night:
    """What the commission says of the night beside the figures."""

    presence: Presence
    count_started: datetime
    count_ended: datetime
    opinions: int = 0
    complaints: int = 0


def freeze(
    workspace: Workspace,
    actor: Actor,
    ballot_id: str,
    night: Night,
    signers: tuple[ExpectedSigner, ...],
) -> StoredProtocol:
    """Make the figures final and fix who signs; nothing is frozen while an error stands.

    NotAllowedError with every reason: ``freeze.not_entered_twice``, ``freeze.empty_cells``,
    ``freeze.error`` a failed relation, ``freeze.unanswered`` a finding without its act or
    explanation, ``freeze.night`` each step before the boxes that is not recorded, ``freeze.certifier``;
    ``entry.frozen`` when they are final already.
    """
    require(actor, Right.FREEZE)
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        refuse_frozen(protocol)
        night = replace(night, presence=presence(workspace, work, night.presence))
        if reasons := _unready(workspace, work, protocol, ballot, night, signers):
            raise NotAllowedError(*reasons)
        sheet = agreed_sheet(workspace, work, ballot)
        record = _record(workspace, work, protocol, ballot, sheet, night)
        frozen = replace(
            protocol, status=Status.CHECKED, record=record, record_json=record.to_json(),
            signers=signers,
        )  # fmt: skip
        work.protocols.save(frozen)
        record_event(
            workspace, work, actor, "protocol.frozen", ballot_id, version=protocol.version,
            sha256=sha256(frozen.record_json),
        )  # fmt: skip
    return frozen


def sign(
    workspace: Workspace, actor: Actor, ballot_id: str, signer: Signer, press: Press
) -> StoredProtocol:
    """Put one signature on PDF and XLSX; the first must be the certifier's, who also seals.

    NotAllowedError ``sign.not_frozen``, ``sign.not_expected``, ``sign.twice``,
    ``sign.certifier_first``, ``sign.other_person``.
    """
    require(actor, Right.SIGN)
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id)
    if protocol is None or protocol.record is None:
        raise NotAllowedError.of("sign.not_frozen")
    _refuse_signer(protocol, actor, signer)
    now = _local(workspace, workspace.clock.now())
    certify = not protocol.signed_by
    if certify:
        protocol = _certified(workspace, protocol, signer, press)
    signed_by = (*protocol.signed_by, signer.member_id)
    complete = len(signed_by) == len(protocol.signers)
    signed = replace(
        protocol,
        pdf=press.sign_pdf(protocol.pdf, signer, now, certify=certify),
        xlsx=press.sign_xlsx(protocol.xlsx, signer, now),
        signed_by=signed_by,
        status=Status.SIGNED if complete else Status.PARTLY_SIGNED,
    )
    with workspace.store.begin() as work:
        work.protocols.save(signed)
        record_event(
            workspace, work, actor, "protocol.signed", ballot_id, version=signed.version,
            pdf_sha256=sha256(signed.pdf), xlsx_sha256=sha256(signed.xlsx),
        )  # fmt: skip
    return signed


def draft(workspace: Workspace, ballot_id: str, night: Night, press: Press) -> bytes:
    """A draft of the agreed figures for reading aloud: no codes, no signature lines."""
    ballot = workspace.election.ballot(ballot_id)
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id) or StoredProtocol(ballot_id, 1, Status.DRAFT)
        sheet = agreed_sheet(workspace, work, ballot)
        record = _record(workspace, work, protocol, ballot, sheet, night)
    return press.draft(record, workspace.form_of(ballot), ())


def _unready(
    workspace: Workspace,
    work: Work,
    protocol: StoredProtocol,
    ballot: Ballot,
    night: Night,
    signers: tuple[ExpectedSigner, ...],
) -> list[Reason]:
    """Every reason why the figures cannot be final; of the figures only once both entries are in."""
    reasons = []
    if not stands(workspace, work, ballot):
        reasons.append(Reason("freeze.not_entered_twice"))
    if comparison_of(workspace, work, ballot) is not None:
        reasons += _unready_figures(workspace, work, protocol, ballot, night, signers)
    if workspace.info.level is not Level.COUNT_ONLY:
        missing = night_taken(work).missing_for_count
        reasons += [Reason("freeze.night", {"step": step_name(step)}) for step in missing]
    if not signers or signers[0].role not in CERTIFIERS:
        reasons.append(Reason("freeze.certifier"))
    return reasons


_TOLD_BESIDE = frozenset({"entries_agree", "certifier_role"})
"""Errors that have a sentence of their own at freezing."""


def _unready_figures(
    workspace: Workspace,
    work: Work,
    protocol: StoredProtocol,
    ballot: Ballot,
    night: Night,
    signers: tuple[ExpectedSigner, ...],
) -> list[Reason]:
    signing = Signing(tuple(signer.role for signer in signers), night.presence)
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
    open_findings = unanswered(work, ballot.ballot_id, protocol.version, report)
    return reasons + [Reason("freeze.unanswered", {"code": f.code}) for f in open_findings]


def _refuse_signer(protocol: StoredProtocol, actor: Actor, signer: Signer) -> None:
    expected = {s.member_id: s.role for s in protocol.signers}
    if actor.member_id != signer.member_id:
        raise NotAllowedError.of("sign.other_person", member=signer.member_id)
    if expected.get(signer.member_id) is not signer.role:
        raise NotAllowedError.of("sign.not_expected", member=signer.member_id)
    if signer.member_id in protocol.signed_by:
        raise NotAllowedError.of("sign.twice", member=signer.member_id)
    if not protocol.signed_by and signer.member_id != protocol.signers[0].member_id:
        raise NotAllowedError.of("sign.certifier_first", member=protocol.signers[0].member_id)


def _certified(
    workspace: Workspace, protocol: StoredProtocol, signer: Signer, press: Press
) -> StoredProtocol:
    record = protocol.record
    if record is None:
        raise NotAllowedError.of("sign.not_frozen")
    form = workspace.forms[record.form_id]
    seal = press.seal(record, form, signer)
    paper = press.pdf(record, form, seal, protocol.signers)
    return replace(protocol, seal=seal, pdf=paper.pdf, xlsx=press.xlsx(record, form))


def _record(
    workspace: Workspace,
    work: Work,
    protocol: StoredProtocol,
    ballot: Ballot,
    sheet: Sheet,
    night: Night,
) -> ProtocolRecord:
    election, precinct = workspace.election, workspace.precinct
    contest = election.contest(ballot.contest_id)
    notes = work.protocols.notes(ballot.ballot_id, protocol.version)
    return ProtocolRecord(
        mode=election.mode,
        election_id=election.election_id,
        election_name=election.name,
        day=election.day.isoformat(),
        package_sha256=workspace.package.sha256,
        package_sequence=election.sequence,
        precinct_id=precinct.precinct_id,
        precinct_number=precinct.number,
        region=election.region(precinct.region_id).name,
        settlement=precinct.settlement,
        address=precinct.address,
        ballot_id=ballot.ballot_id,
        ballot_number=ballot.number,
        ballot_name=ballot.name,
        contest_id=contest.contest_id,
        mandates=contest.mandates,
        form_id=ballot.form_id,
        form_sha256=workspace.form_of(ballot).sha256,
        version=protocol.version,
        previous="",
        reason="",
        instance_id=workspace.info.instance_id,
        generation=workspace.info.generation,
        level=workspace.info.level,
        options=tuple(NamedOption(o.option_id, o.name) for o in contest.options),
        members=precinct.members,
        values=_values(workspace, work, ballot, sheet),
        presence=night.presence,
        times=_times(workspace, work, night),
        acts=_acts(workspace, work, ballot.ballot_id, notes),
        explanations=tuple(
            _explanation(workspace, note) for note in notes if note.kind == "explanation"
        ),
        opinions=night.opinions,
        complaints=night.complaints,
        journal_head=work.journal.head(),
    )


def _values(workspace: Workspace, work: Work, ballot: Ballot, sheet: Sheet) -> tuple[Value, ...]:
    return tuple(
        Value(spec.cell, sheet.figures[spec.cell], _source(sheet, spec.cell, spec.source))
        for spec in sheet_cells(workspace, work, ballot)
        if spec.cell in sheet.figures
    )


def _source(sheet: Sheet, cell: str, declared: Source) -> Source:
    return sheet.sources.get(cell, declared)


def _times(workspace: Workspace, work: Work, night: Night) -> Times:
    """Of the voting as recorded, else as the law sets them."""
    deadlines, zone = workspace.election.deadlines, workspace.precinct.timezone
    opened, taken = aware(deadlines.voting_opens, zone), night_taken(work).times
    closed = taken.get(Step.VOTING_CLOSED, aware(deadlines.voting_closes, zone))
    return Times(
        voting_opened=taken.get(Step.OPENED, opened).astimezone(opened.tzinfo),
        voting_closed=closed.astimezone(opened.tzinfo),
        count_started=night.count_started.astimezone(opened.tzinfo),
        count_ended=night.count_ended.astimezone(opened.tzinfo),
        protocol_made=workspace.clock.now().astimezone(opened.tzinfo),
    )


def _acts(
    workspace: Workspace, work: Work, ballot_id: str, notes: Sequence[StoredNote]
) -> tuple[ActNote, ...]:
    """Acts drawn up from the registers and those written on the sheet alone, by number."""
    found = notes_on(workspace, work, ballot_id)
    found += [_act(workspace, note) for note in notes if note.kind == "act"]
    return tuple(sorted(found, key=lambda act: act.number))


def _act(workspace: Workspace, note: StoredNote) -> ActNote:
    return ActNote(note.number, _local(workspace, note.happened), note.codes, note.text)


def _explanation(workspace: Workspace, note: StoredNote) -> ExplanationNote:
    name = workspace.member(note.member_id).name
    return ExplanationNote(note.number, note.codes, note.text, name)


def _local(workspace: Workspace, moment: datetime) -> datetime:
    zone = workspace.precinct.timezone
    return moment.astimezone(aware(workspace.election.deadlines.voting_opens, zone).tzinfo)
