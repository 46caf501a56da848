# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signing at another machine: a protocol is carried there on a stick, signed, and joined again.

The other machine needs the program, the election package and the signer's key; no workspace.  What
comes back must hold the same data, our own drawing of it, and every signature that it left with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from precinct_app.domain.canonical import sha256
from precinct_app.domain.carried import Carried
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import BundleError, NotAllowedError, Reason
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.missing import refusing
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.status import Status
from precinct_app.services.bundle_examination import refuse_foreign
from precinct_app.services.ports import Judge, OpenedPackage, SignedBy, Signer, StoredProtocol, Work
from precinct_app.services.protocol_signing import (
    data_of,
    final_protocol,
    refuse_signer,
    replace_former,
    with_signature,
)
from precinct_app.services.signing_conditions import (
    ABOUT_SET,
    handed,
    refuse_unready,
    unready,
)
from precinct_app.services.signing_set import missing_of
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, forms_of, record_event, require


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file to be carried: its name says what it is."""

    file_name: str
    data: bytes


def carry(workspace: Workspace, actor: Actor, ballot_id: str, tools: Toolbox) -> CarriedFile:
    """Make the file that whoever signs elsewhere takes along.

    NotAllowedError ``sign.not_frozen``, ``signing.complete``, and what stands against signing.
    """
    require(actor, Right.SIGN)
    with workspace.store.begin() as work:
        protocol = final_protocol(work, ballot_id)
        if len(protocol.signed_by) == len(protocol.signers):
            raise NotAllowedError.of("signing.complete")
        missing = missing_of(work, protocol)
        refuse_unready(workspace, work, protocol, missing)
        record_event(
            workspace, work, actor, "protocol.carried", ballot_id, version=protocol.version
        )
    election = workspace.election
    carried = Carried(
        election.mode, election.election_id, workspace.package.sha256, workspace.info.precinct_id,
        handed(protocol, missing),
    )  # fmt: skip
    name = f"{workspace.info.precinct_id}_{ballot_id}_v{protocol.version}_to-sign.zip"
    return CarriedFile(name, tools.pack_carried(_parts(carried, protocol)))


def sign_carried(data: bytes, package: OpenedPackage, signer: Signer, tools: Toolbox) -> bytes:
    """Put one more signature on a carried protocol, at any machine that trusts the package.

    BundleError ``carried.unreadable``, ``carried.other_package``, whatever is wrong with the papers;
    NotAllowedError as `sign`.
    """
    carried, protocol = _opened(data, tools)
    _refuse_package(carried.package_sha256, package)
    record, judge = data_of(protocol), tools.judge(package.trust)
    form = refuse_foreign(record, package, forms_of(package))
    reasons = unready(record, form, carried.protocol, package.election, tuple(sorted(ABOUT_SET)))
    if reasons:
        raise NotAllowedError(*reasons)
    protocol = replace(protocol, signed_by=_signed(protocol, form, judge, tools.renderer))
    refuse_signer(protocol, signer)
    zone = ZoneInfo(package.election.precinct(carried.precinct_id).timezone)
    signed = with_signature(
        protocol, form, signer, tools.press, tools.clock.now().astimezone(zone),
        refusing(carried.protocol.missing),
    )  # fmt: skip
    _refuse_strangers(_judged(signed, form, judge, tools.renderer), carried.precinct_id)
    return tools.pack_carried(_parts(carried, signed))


def take_back(workspace: Workspace, actor: Actor, data: bytes, tools: Toolbox) -> StoredProtocol:
    """Join what was signed elsewhere; nothing that is held here is lost.

    BundleError ``carried.unreadable``, ``carried.other_data``, ``carried.behind`` where somebody
    signed here meanwhile, ``carried.nothing_new``, and whatever is wrong with the papers.
    """
    require(actor, Right.SIGN)
    carried, back = _opened(data, tools)
    judge = tools.judge(workspace.package.trust)
    with workspace.store.begin() as work:
        held = final_protocol(work, carried.protocol.ballot_id)
        back = _refuse_other(back, held)
        form = workspace.forms[data_of(held).form_id]
        signers = _judged(back, form, judge, tools.renderer)
        _refuse_strangers(signers, workspace.info.precinct_id)
        signed_by = tuple(signer.member_id for signer in signers)
        new = _refuse_loss(held, back, signed_by)
        missing = missing_of(work, held)
        for member_id in new:
            if member_id in {one.member_id for one in missing}:
                raise NotAllowedError.of("sign.not_signing", member=member_id)
        refuse_unready(workspace, work, held, missing)
        complete = len(signed_by) == len(held.signers)
        status = Status.SIGNED if complete else Status.PARTLY_SIGNED
        joined = replace(
            held, seal=back.seal, pdf=back.pdf, xlsx=back.xlsx, signed_by=signed_by, status=status
        )
        _keep(workspace, work, actor, joined, [s for s in signers if s.member_id in new])
    return joined


def countersign(data: bytes, package: OpenedPackage, signer: Signer, tools: Toolbox) -> bytes:
    """Add one more signature to a whole bundle, at any machine that trusts the package.

    BundleError ``bundle.*`` for what is no good bundle of this package; NotAllowedError
    ``sign.not_expected``, ``sign.twice``.
    """
    content = tools.open_bundle(data)
    manifest = content.manifest
    _refuse_package(manifest.package_sha256, package)
    judge = tools.judge(package.trust)
    signed = judge.cms(content.cms, content.manifest_bytes) if content.cms else ()
    expected = {(s.member_id, s.role) for p in manifest.protocols for s in p.signers}
    if (signer.member_id, signer.role) not in expected:
        raise NotAllowedError.of("sign.not_expected", member=signer.member_id)
    if signer.member_id in {one.member_id for one in signed}:
        raise NotAllowedError.of("sign.twice", member=signer.member_id)
    when = tools.clock.now()
    cms = tools.press.sign_manifest(content.manifest_bytes, signer, when, content.cms)
    _refuse_strangers(judge.cms(cms, content.manifest_bytes), manifest.precinct_id)
    return tools.pack_bundle(manifest, cms, content.files)


def _parts(carried: Carried, protocol: StoredProtocol) -> dict[str, bytes]:
    parts = {
        "carried.json": carried.to_json(), "protocol.json": protocol.record_json,
        "protocol.seal": protocol.seal, "protocol.pdf": protocol.pdf,
        "protocol.xlsx": protocol.xlsx,
    }  # fmt: skip
    return {name: content for name, content in parts.items() if content}


def _opened(data: bytes, tools: Toolbox) -> tuple[Carried, StoredProtocol]:
    """What a file says it is; its signatures are not believed yet."""
    files = tools.open_carried(data)
    carried = Carried.from_json(files["carried.json"])
    told, record_json = carried.protocol, files["protocol.json"]
    record = ProtocolRecord.from_json(record_json)
    same = (record.ballot_id, record.version) == (told.ballot_id, told.version)
    if not same or sha256(record_json) != told.protocol_sha256:
        raise BundleError.of("carried.other_data")
    return carried, StoredProtocol(
        told.ballot_id, told.version, Status.CHECKED, record, record_json,
        files.get("protocol.seal", b""), told.signers, files.get("protocol.pdf", b""),
        files.get("protocol.xlsx", b""),
    )  # fmt: skip


def _refuse_package(sha256_named: str, package: OpenedPackage) -> None:
    if sha256_named != package.sha256:
        raise BundleError.of("carried.other_package")


def _refuse_strangers(signers: Sequence[SignedBy], precinct_id: str) -> None:
    """A good key of another commission, or one that was revoked, signs nothing here."""
    for signer in signers:
        if signer.precinct_id != precinct_id:
            values = {"member": signer.member_id, "precinct": signer.precinct_id}
            raise BundleError.of("bundle.signer", **values, role=signer.role.value)
        if signer.doubt is not None:
            raise BundleError(signer.doubt)


def _signed(protocol: StoredProtocol, form: Form, judge: Judge, renderer: str) -> tuple[str, ...]:
    """Who has signed the papers so far; nobody where there are none yet."""
    if not protocol.pdf and not protocol.xlsx:
        return ()
    return tuple(signer.member_id for signer in _judged(protocol, form, judge, renderer))


def _judged(
    protocol: StoredProtocol, form: Form, judge: Judge, renderer: str
) -> tuple[SignedBy, ...]:
    """Signers of the papers in their order; BundleError with every reason when a paper is not good."""
    record, signers = data_of(protocol), protocol.signers
    judge.seal(protocol.seal, protocol.record_json, form)
    pdf = judge.pdf(protocol.pdf, record, form, protocol.seal, signers, renderer)
    xlsx = judge.xlsx(protocol.xlsx, record, form, signers, renderer)
    reasons = [
        check.reason or Reason("carried.other_data")
        for check in (*pdf.checks, *xlsx.checks)
        if check.good is False
    ]
    same = {s.member_id for s in pdf.signed_by} == {s.member_id for s in xlsx.signed_by}
    if not reasons and not same:
        reasons.append(Reason("carried.unequal"))
    if reasons:
        raise BundleError(*reasons)
    return pdf.signed_by


def _refuse_other(back: StoredProtocol, held: StoredProtocol) -> StoredProtocol:
    """What came back is of the very version that is held here, under the signers fixed here."""
    if back.record_json != held.record_json or (held.seal and back.seal != held.seal):
        raise BundleError.of("carried.other_data")
    return replace(back, signers=held.signers)


def _refuse_loss(
    held: StoredProtocol, back: StoredProtocol, signed_by: tuple[str, ...]
) -> tuple[str, ...]:
    """Signatures that came new; everything that is held here must be in what came back."""
    count = len(held.signed_by)
    if signed_by[:count] != held.signed_by or not back.pdf.startswith(held.pdf):
        lost = [member for member in held.signed_by if member not in signed_by]
        raise BundleError.of("carried.behind", members=" ".join(lost or held.signed_by))
    if len(signed_by) == count:
        raise BundleError.of("carried.nothing_new")
    return signed_by[count:]


def _keep(
    workspace: Workspace, work: Work, actor: Actor, joined: StoredProtocol, new: list[SignedBy]
) -> None:
    work.protocols.save(joined)
    if joined.status is Status.SIGNED:
        replace_former(work, joined)
    for signer in new:
        claimed = signer.claimed.isoformat() if signer.claimed else ""
        record_event(
            workspace, work, actor, "protocol.joined", joined.ballot_id, version=joined.version,
            signed_by=signer.member_id, claimed=claimed, pdf_sha256=sha256(joined.pdf),
        )  # fmt: skip
