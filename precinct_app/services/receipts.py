# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Receipts: the district makes one for a hand-over that it took in, the precinct checks and keeps it."""

from dataclasses import dataclass

from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.canonical import control_number, sha256
from precinct_app.domain.commission import Actor, Right, Role
from precinct_app.domain.election import Election
from precinct_app.domain.errors import BundleError, NotAllowedError, Reason
from precinct_app.domain.receipt import Receipt, ReceivedLine
from precinct_app.domain.registers.handing import BundlePacked, Outcome, ReceiptTaken
from precinct_app.services.bundle_examination import Examination
from precinct_app.services.ports import Judge, SignedBy, Signer, Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require

_RECEIVED = frozenset({Acceptance.ACCEPTED, Acceptance.COMPARE, Acceptance.KNOWN})


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """A good receipt and who signed it."""

    receipt: Receipt
    signed_by: SignedBy


def make_receipt(
    workspace: Workspace, actor: Actor, examination: Examination, signer: Signer, tools: Toolbox
) -> bytes:
    """A signed receipt for a hand-over that was taken in.

    NotAllowedError ``receipt.not_taken_in`` for one that was refused, ``receipt.key`` for any key
    but the district's receipt key.
    """
    require(actor, Right.IMPORT_BUNDLES)
    if examination.acceptance not in _RECEIVED or examination.manifest is None:
        raise NotAllowedError.of("receipt.not_taken_in")
    if signer.role is not Role.DISTRICT_RECEIPT:
        raise NotAllowedError.of("receipt.key")
    now = workspace.clock.now()
    manifest = examination.manifest
    content = Receipt(
        workspace.election.mode, manifest.election_id, workspace.package.sha256,
        manifest.precinct_id, manifest.receiver_id, manifest.handover_no,
        examination.manifest_sha256, now, _lines(workspace, examination),
    ).to_json()  # fmt: skip
    with workspace.store.begin() as work:
        record_event(
            workspace, work, actor, "receipt.made", manifest.precinct_id,
            number=manifest.handover_no, sha256=sha256(content),
        )  # fmt: skip
    return tools.pack_receipt(content, tools.press.sign_manifest(content, signer, now))


def _lines(workspace: Workspace, examination: Examination) -> tuple[ReceivedLine, ...]:
    """Each protocol as it is held now: a known one may have been completed before."""
    lines = []
    with workspace.store.begin() as work:
        for protocol in examination.protocols:
            record = protocol.record
            held = work.received.get(record.precinct_id, record.ballot_id)
            number = control_number(protocol.files["json"])
            outcome = held.acceptance if held else Acceptance.COMPARE.value
            lines.append(ReceivedLine(record.ballot_id, record.version, number, outcome))
    return tuple(lines)


def check_receipt(data: bytes, election: Election, judge: Judge, tools: Toolbox) -> CheckedReceipt:
    """Open a receipt of this election; BundleError or SignatureError with every reason."""
    content, cms = tools.open_receipt(data)
    signed_by = judge.receipt(cms, content)
    if signed_by.doubt is not None:
        raise BundleError(signed_by.doubt)
    receipt = Receipt.from_json(content)
    reasons = []
    if receipt.mode is not election.mode:
        reasons.append(Reason("bundle.mode", {"mode": receipt.mode.value}))
    if receipt.election_id != election.election_id:
        reasons.append(Reason("bundle.election", {"election": receipt.election_id}))
    if reasons:
        raise BundleError(*reasons)
    return CheckedReceipt(receipt, signed_by)


def take_receipt(workspace: Workspace, actor: Actor, data: bytes, tools: Toolbox) -> CheckedReceipt:
    """Check a receipt for one of this precinct's own hand-overs and keep what it says.

    Besides, BundleError ``receipt.other`` for another precinct's, ``receipt.not_ours`` for a
    hand-over that this workspace never made.
    """
    require(actor, Right.HAND_OVER)
    judge = tools.judge(workspace.package.trust)
    checked = check_receipt(data, workspace.election, judge, tools)
    receipt = checked.receipt
    if receipt.precinct_id != workspace.info.precinct_id:
        raise BundleError.of("receipt.other", precinct=receipt.precinct_id)
    with workspace.store.begin() as work:
        made = [entry.content for entry in work.registers.all(BundlePacked)]
        if (receipt.manifest_sha256, receipt.handover_no) not in {
            (packed.manifest_sha256, packed.number) for packed in made
        }:
            raise BundleError.of("receipt.not_ours", number=receipt.handover_no)
        _keep_once(workspace, work, actor, receipt, sha256(data))
    return checked


def _keep_once(
    workspace: Workspace, work: Work, actor: Actor, receipt: Receipt, file_sha256: str
) -> None:
    """The same file taken in again changes nothing."""
    held = work.registers.all(ReceiptTaken, str(receipt.handover_no))
    if file_sha256 in {entry.content.file_sha256 for entry in held}:
        return
    taken = ReceiptTaken(
        receipt.handover_no, receipt.receiver_id, receipt.imported,
        tuple(Outcome(p.ballot_id, p.version, p.outcome) for p in receipt.protocols), file_sha256,
    )  # fmt: skip
    keep(
        workspace, work, actor, taken, number=taken.number,
        imported=receipt.imported.isoformat(), sha256=file_sha256,
    )  # fmt: skip
