# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signing a final record: the certifier seals and signs first, the others in any order."""

from dataclasses import replace
from datetime import datetime

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import CERTIFIERS, Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.missing import Missing, refusing
from precinct_app.domain.protocol.record import ProtocolRecord
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
    if actor.member_id != signer.member_id:
        raise NotAllowedError.of("sign.other_person", member=signer.member_id)
    with workspace.store.begin() as work:
        protocol = final_protocol(work, ballot_id)
        missing = missing_of(work, protocol)
        if signer.member_id in {one.member_id for one in missing}:
            raise NotAllowedError.of("sign.not_signing", member=signer.member_id)
        refuse_signer(protocol, signer)
        refuse_unready(workspace, work, protocol, missing)
    form = workspace.forms[data_of(protocol).form_id]
    now = local(workspace, workspace.clock.now())
    signed = with_signature(protocol, form, signer, press, now, refusing(missing))
    with workspace.store.begin() as work:
        work.protocols.save(signed)
        if signed.status is Status.SIGNED:
            replace_former(work, signed)
        record_event(
            workspace, work, actor, "protocol.signed", ballot_id, version=signed.version,
            pdf_sha256=sha256(signed.pdf), xlsx_sha256=sha256(signed.xlsx),
        )  # fmt: skip
    return signed


def final_protocol(work: Work, ballot_id: str) -> StoredProtocol:
    """The latest version, final; NotAllowedError ``sign.not_frozen`` before that."""
    protocol = work.protocols.get(ballot_id)
    if protocol is None or protocol.record is None:
        raise NotAllowedError.of("sign.not_frozen")
    return protocol


def data_of(protocol: StoredProtocol) -> ProtocolRecord:
    """The record of a final protocol; NotAllowedError ``sign.not_frozen`` before that."""
    if protocol.record is None:
        raise NotAllowedError.of("sign.not_frozen")
    return protocol.record


def with_signature(
    protocol: StoredProtocol, form: Form, signer: Signer, press: Press, when: datetime,
    refused: tuple[Missing, ...],
) -> StoredProtocol:  # fmt: skip
    """The same with one more signature; the first seals the data and has the papers drawn."""
    certify = not protocol.signed_by
    if certify:
        protocol = _drawn(protocol, form, signer, press, refused)
    signed_by = (*protocol.signed_by, signer.member_id)
    complete = len(signed_by) == len(protocol.signers)
    return replace(
        protocol,
        pdf=press.sign_pdf(protocol.pdf, signer, when, certify=certify),
        xlsx=press.sign_xlsx(protocol.xlsx, signer, when),
        signed_by=signed_by,
        status=Status.SIGNED if complete else Status.PARTLY_SIGNED,
    )


def replace_former(work: Work, signed: StoredProtocol) -> None:
    """A correction that all have signed, or that was handed over, stands for the version before it."""
    former = work.protocols.version(signed.ballot_id, signed.version - 1)
    if former is not None:
        work.protocols.save(replace(former, status=Status.SUPERSEDED))


def refuse_signer(protocol: StoredProtocol, signer: Signer) -> None:
    """NotAllowedError for whose turn it is not, or never."""
    expected = {s.member_id: s.role for s in protocol.signers}
    if expected.get(signer.member_id) is not signer.role:
        raise NotAllowedError.of("sign.not_expected", member=signer.member_id)
    if signer.member_id in protocol.signed_by:
        raise NotAllowedError.of("sign.twice", member=signer.member_id)
    if not protocol.signed_by and signer.member_id != protocol.signers[0].member_id:
        raise NotAllowedError.of("sign.certifier_first", member=protocol.signers[0].member_id)
    if not protocol.signed_by and signer.role not in CERTIFIERS:
        raise NotAllowedError.of("freeze.certifier")


def _drawn(
    protocol: StoredProtocol, form: Form, signer: Signer, press: Press,
    refused: tuple[Missing, ...],
) -> StoredProtocol:  # fmt: skip
    record = data_of(protocol)
    seal = protocol.seal or press.seal(record, form, signer)
    paper = press.pdf(record, form, seal, protocol.signers, refused)
    return replace(protocol, seal=seal, pdf=paper.pdf, xlsx=press.xlsx(record, form))
