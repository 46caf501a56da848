# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who signs a ballot's protocol: the set, and members who refuse, are ill, away or without a key.

The set stands beside the data, so a smaller one keeps control number and seal.  While nobody has
signed, the page is drawn for those who are left; afterwards only when those who signed sign again.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import CERTIFIERS, Actor, Right, Role
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.ladder import certifier_first, left_to_sign, usual_signers
from precinct_app.domain.protocol.missing import Missing, WhyNot
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.acts import Act, ActKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.signing import NotSigning, missing_on
from precinct_app.services.entries_at_hand import protocol_of
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.registers.issuers import refuse_stranger
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, record_event, require

ABOUT_SIGNATURES = frozenset({ActKind.REFUSED_TO_SIGN, ActKind.NOT_SIGNED})
"""Acts about signatures that are missing."""


def missing_of(work: Work, protocol: StoredProtocol) -> tuple[Missing, ...]:
    """Who does not sign this version, each with the number of the act about it."""
    entries = work.registers.all(NotSigning, protocol.ballot_id)
    acts = {
        entry.content.thing: entry.content.number
        for entry in work.registers.all(Act)
        if entry.content.kind in ABOUT_SIGNATURES and protocol.ballot_id in entry.content.ballot_ids
    }
    return missing_on(entries, protocol.version, acts)


def usual_set(workspace: Workspace, actor: Actor, ballot_id: str) -> tuple[ExpectedSigner, ...]:
    """Chair and secretary, or whoever signs for the chair; nobody who is known not to sign."""
    require(actor, Right.SIGN)
    with workspace.store.begin() as work:
        missing = missing_of(work, protocol_of(work, ballot_id))
    return usual_signers(roles_of(workspace), missing)


def roles_of(workspace: Workspace) -> dict[str, Role]:
    """Roles of the commission's members."""
    return {member.member_id: member.role for member in workspace.precinct.members}


def not_signing(
    workspace: Workspace,
    actor: Actor,
    ballot_ids: Sequence[str],
    member_id: str,
    why: WhyNot,
    happened: datetime | None = None,
) -> tuple[Entry[NotSigning], ...]:
    """Record that a member does not sign these ballots' protocols; the reason stands on paper.

    InputError ``ballots.member_unknown``; NotAllowedError ``signing.has_signed``.
    """
    require(actor, Right.LEAD_DAY)
    refuse_stranger(workspace, member_id)
    kept = []
    with workspace.store.begin() as work:
        for ballot_id in ballot_ids:
            protocol = protocol_of(work, ballot_id)
            if member_id in protocol.signed_by:
                raise NotAllowedError.of("signing.has_signed", member=member_id)
            content = NotSigning(ballot_id, protocol.version, member_id, why)
            kept.append(
                keep(
                    workspace, work, actor, content, happened, version=protocol.version,
                    member=member_id, why=why.value,
                )
            )  # fmt: skip
            if protocol.record is not None and not protocol.signed_by:
                _shrink(work, protocol)
    return tuple(kept)


def undo_not_signing(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> None:
    """The member signs after all; who was left out of a set that nobody has signed is in it again."""
    require(actor, Right.LEAD_DAY)
    with workspace.store.begin() as work:
        said = undo(workspace, work, actor, NotSigning, entry_id, reason).content
        protocol = protocol_of(work, said.ballot_id)
        open_set = protocol.record is not None and not protocol.signed_by and not protocol.seal
        if not open_set or protocol.version != said.version:
            return
        usual = usual_signers(roles_of(workspace), missing_of(work, protocol))
        if said.member_id in {signer.member_id for signer in usual}:
            others = [s for s in protocol.signers if s not in usual]
            _redrawn(work, replace(protocol, signers=certifier_first([*usual, *others])))


def choose_signers(
    workspace: Workspace, actor: Actor, ballot_id: str, signers: Sequence[ExpectedSigner]
) -> StoredProtocol:
    """Another set for figures that are final and that nobody has signed.

    NotAllowedError ``sign.not_frozen``, ``signing.begun``, and what `refuse_set` has.
    """
    require(actor, Right.FREEZE)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        if protocol.record is None:
            raise NotAllowedError.of("sign.not_frozen")
        if protocol.signed_by or protocol.seal:
            raise NotAllowedError.of("signing.begun")
        refuse_set(signers, roles_of(workspace), missing_of(work, protocol))
        chosen = _redrawn(work, replace(protocol, signers=certifier_first(signers)))
        record_event(
            workspace, work, actor, "protocol.signers", ballot_id, version=protocol.version,
            signers=" ".join(signer.member_id for signer in chosen.signers),
        )  # fmt: skip
    return chosen


def refuse_set(
    signers: Sequence[ExpectedSigner], roles: dict[str, Role], missing: Collection[Missing]
) -> None:
    """NotAllowedError ``freeze.certifier`` without anybody who may certify, or with a stranger;
    ``sign.not_signing`` with a member who does not sign."""
    gone = {one.member_id for one in missing}
    for signer in signers:
        if roles.get(signer.member_id) is not signer.role:
            raise InputError.of("ballots.member_unknown", member=signer.member_id)
        if signer.member_id in gone:
            raise NotAllowedError.of("sign.not_signing", member=signer.member_id)
    if not any(signer.role in CERTIFIERS for signer in signers):
        raise NotAllowedError.of("freeze.certifier")


def draw_anew(workspace: Workspace, actor: Actor, ballot_id: str) -> StoredProtocol:
    """Draw the page for those who are left, with refusals on it: whoever has signed signs again.

    The control number stays, and the seal while its certifier does.  NotAllowedError
    ``sign.not_frozen``, ``signing.complete`` when all have signed or it was handed over,
    ``signing.same_set`` when nobody is to be left out.
    """
    require(actor, Right.FREEZE)
    with workspace.store.begin() as work:
        protocol = protocol_of(work, ballot_id)
        if protocol.record is None:
            raise NotAllowedError.of("sign.not_frozen")
        if protocol.status not in {Status.CHECKED, Status.PARTLY_SIGNED}:
            raise NotAllowedError.of("signing.complete")
        left = left_to_sign(protocol.signers, missing_of(work, protocol))
        if len(left) == len(protocol.signers):
            raise NotAllowedError.of("signing.same_set")
        record_event(
            workspace, work, actor, "protocol.drawn_anew", ballot_id, version=protocol.version,
            signed_by=" ".join(protocol.signed_by), pdf_sha256=sha256(protocol.pdf),
        )  # fmt: skip
        sealed_by = protocol.signed_by[:1]
        same = sealed_by == tuple(signer.member_id for signer in left[:1])
        seal = protocol.seal if same else b""
        return _redrawn(work, replace(protocol, signers=left, seal=seal))


def _shrink(work: Work, protocol: StoredProtocol) -> None:
    left = left_to_sign(protocol.signers, missing_of(work, protocol))
    if left != protocol.signers:
        _redrawn(work, replace(protocol, signers=left))


def _redrawn(work: Work, protocol: StoredProtocol) -> StoredProtocol:
    """Without papers: they are drawn when the certifier signs."""
    again = replace(protocol, pdf=b"", xlsx=b"", signed_by=(), status=Status.CHECKED)
    work.protocols.save(again)
    return again
