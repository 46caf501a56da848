# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signing a final record: the certifier seals and signs first, the others in any order."""

from dataclasses import replace

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import CERTIFIERS, Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.protocol.missing import Missing, refusing
from precinct_app.domain.protocol.status import Status
from precinct_app.services.papers.heading import local
from precinct_app.services.ports import Press, Signer, StoredProtocol, Work
from precinct_app.services.signing_conditions import refuse_unready
from precinct_app.services.signing_set import missing_of
from precinct_app.services.workspace import Workspace, record_event, require


def sign(
    workspace: Workspace, actor: Actor, ballot_id: str, signer: Signer, press: Press
) -> StoredProtocol:
    """Put one signature on PDF and XLSX; the first must be the certifier's, who also seals.

    NotAllowedError ``sign.not_frozen``, ``sign.not_expected``, ``sign.twice``,
    ``sign.certifier_first``, ``sign.other_person``, ``sign.not_signing``, and what `refuse_unready` has.
    """
    require(actor, Right.SIGN)
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id)
        if protocol is None or protocol.record is None:
            raise NotAllowedError.of("sign.not_frozen")
        missing = missing_of(work, protocol)
        if signer.member_id in {one.member_id for one in missing}:
            raise NotAllowedError.of("sign.not_signing", member=signer.member_id)
        _refuse_signer(protocol, actor, signer)
        refuse_unready(workspace, work, protocol, missing)
    now = local(workspace, workspace.clock.now())
    certify = not protocol.signed_by
    if certify:
        protocol = _certified(workspace, protocol, signer, press, refusing(missing))
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
        if complete:
            replace_former(work, signed)
        record_event(
            workspace, work, actor, "protocol.signed", ballot_id, version=signed.version,
            pdf_sha256=sha256(signed.pdf), xlsx_sha256=sha256(signed.xlsx),
        )  # fmt: skip
    return signed


def replace_former(work: Work, signed: StoredProtocol) -> None:
    """A correction that all have signed, or that was handed over, stands for the version before it."""
    former = work.protocols.version(signed.ballot_id, signed.version - 1)
    if former is not None:
        work.protocols.save(replace(former, status=Status.SUPERSEDED))


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
    if not protocol.signed_by and signer.role not in CERTIFIERS:
        raise NotAllowedError.of("freeze.certifier")


def _certified(
    workspace: Workspace, protocol: StoredProtocol, signer: Signer, press: Press,
    refused: tuple[Missing, ...],
) -> StoredProtocol:  # fmt: skip
    record = protocol.record
    if record is None:
        raise NotAllowedError.of("sign.not_frozen")
    form = workspace.forms[record.form_id]
    seal = protocol.seal or press.seal(record, form, signer)
    paper = press.pdf(record, form, seal, protocol.signers, refused)
    return replace(protocol, seal=seal, pdf=paper.pdf, xlsx=press.xlsx(record, form))
