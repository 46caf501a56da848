# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Handing results up: one bundle for each receiver, verified again after it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.handover import FileEntry, HandedProtocol, Manifest
from precinct_app.domain.ladder import rungs
from precinct_app.domain.protocol.missing import Missing
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.handing import BundlePacked, Packed
from precinct_app.domain.registers.signing import Obstacle
from precinct_app.services.acts.making import paper_of
from precinct_app.services.acts.on_sheets import acts_on
from precinct_app.services.obstacles import standing
from precinct_app.services.outside_signatures import outside_files
from precinct_app.services.ports import Press, Signer, StoredProtocol, Work
from precinct_app.services.protocol_signing import replace_former
from precinct_app.services.registers.keeping import keep
from precinct_app.services.signing_conditions import acts_not_made, handed
from precinct_app.services.signing_set import ABOUT_SIGNATURES, missing_of, roles_of
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, require

_READY = {Status.SIGNED, Status.PARTLY_SIGNED, Status.HANDED_OVER}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A bundle as written: its receiver, a file name that says what it is, its bytes."""

    receiver_id: str
    file_name: str
    data: bytes
    manifest: Manifest


def hand_over(
    workspace: Workspace,
    actor: Actor,
    receiver_id: str,
    signers: Sequence[Signer],
    tools: Toolbox,
) -> HandedOver:
    """Make the bundle with every protocol that this receiver expects and that is ready to go.

    Ready is what is signed; once it is said that there is no key, what is final too: its paper is
    signed in ink and vouches for it.  NotAllowedError ``handover.nothing``, ``handover.no_signer``
    for a bundle that nobody signs though nobody said that there is no key, ``sign.act_not_made``.
    """
    require(actor, Right.HAND_OVER)
    protocols = signed_for(workspace, receiver_id)
    if not protocols:
        raise NotAllowedError.of("handover.nothing", receiver=receiver_id)
    files = _files(workspace, protocols, tools.press)
    with workspace.store.begin() as work:
        told = _told(workspace, work, protocols, manifest_signed=bool(signers))
        number = 1 + len(work.registers.history(BundlePacked))
        head = work.journal.head()
    manifest = _manifest(workspace, receiver_id, told, files, number, head, tools.renderer)
    data = tools.pack_bundle(manifest, _signatures(workspace, manifest, signers, tools), files)
    name = f"{workspace.info.precinct_id}_{number:02d}_{receiver_id}.zip"
    handed_over = HandedOver(receiver_id, name, data, manifest)
    with workspace.store.begin() as work:
        for protocol in protocols:
            work.protocols.save(replace(protocol, status=Status.HANDED_OVER))
            replace_former(work, protocol)
        _keep_packed(workspace, work, actor, handed_over)
    return handed_over


def _keep_packed(workspace: Workspace, work: Work, actor: Actor, handed_over: HandedOver) -> None:
    manifest = handed_over.manifest
    packed = BundlePacked(
        handed_over.receiver_id, manifest.handover_no, handed_over.file_name,
        sha256(handed_over.data), sha256(manifest.to_json()),
        tuple(Packed(p.ballot_id, p.version, p.rungs) for p in manifest.protocols),
    )  # fmt: skip
    keep(
        workspace, work, actor, packed, number=packed.number, sha256=packed.manifest_sha256,
        file_sha256=packed.file_sha256,
    )  # fmt: skip


def signed_for(workspace: Workspace, receiver_id: str) -> list[StoredProtocol]:
    """Protocols ready to go of the ballots whose receiver this is, in the day's order."""
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    wanted = [b.ballot_id for b in ballots if b.receiver_id == receiver_id]
    with workspace.store.begin() as work:
        found = [work.protocols.get(ballot_id) for ballot_id in wanted]
        ready = _READY | ({Status.CHECKED} if Obstacle.NO_KEY in standing(work) else set())
    return [p for p in found if p is not None and p.record and p.status in ready]


def receivers_of(workspace: Workspace) -> tuple[str, ...]:
    """Receivers of this precinct's protocols, each once, in the order of the ballots."""
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    return tuple(dict.fromkeys(ballot.receiver_id for ballot in ballots))


def _files(
    workspace: Workspace, protocols: Sequence[StoredProtocol], press: Press
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for protocol in protocols:
        name = protocol.ballot_id
        files[f"{name}.json"] = protocol.record_json
        if protocol.signed_by:
            files[f"{name}.seal"] = protocol.seal
            files[f"{name}.pdf"] = protocol.pdf
            files[f"{name}.xlsx"] = protocol.xlsx
        files |= act_papers(workspace, protocol, press)
        with workspace.store.begin() as work:
            files |= outside_files(work, protocol)
    return files


def act_papers(workspace: Workspace, protocol: StoredProtocol, press: Press) -> dict[str, bytes]:
    """The acts attached to a protocol as papers, by file name; those about its signatures too."""
    record = protocol.record
    if record is None:
        return {}
    form = workspace.forms[record.form_id]
    with workspace.store.begin() as work:
        drawn_up = {e.content.number: e for e in acts_on(work, protocol.ballot_id)}
    papers = {}
    for act in record.acts:
        entry = drawn_up.get(act.number)
        drawn = press.paper(paper_of(workspace, entry)) if entry else press.act(record, form, act)
        papers[f"act-{act.number}.pdf"] = drawn
    about = [e for e in drawn_up.values() if e.content.kind in ABOUT_SIGNATURES]
    papers |= {f"act-{e.content.number}.pdf": press.paper(paper_of(workspace, e)) for e in about}
    return papers


def _manifest(
    workspace: Workspace,
    receiver_id: str,
    protocols: tuple[HandedProtocol, ...],
    files: Mapping[str, bytes],
    number: int,
    head: str,
    renderer: str,
) -> Manifest:
    return Manifest(
        mode=workspace.election.mode,
        election_id=workspace.election.election_id,
        package_sha256=workspace.package.sha256,
        package_sequence=workspace.election.sequence,
        precinct_id=workspace.info.precinct_id,
        instance_id=workspace.info.instance_id,
        generation=workspace.info.generation,
        handover_no=number,
        receiver_id=receiver_id,
        created=workspace.clock.now(),
        renderer=renderer,
        journal_head=head,
        nonce=token_hex(16),
        protocols=protocols,
        files=tuple(
            FileEntry(path, len(data), sha256(data)) for path, data in sorted(files.items())
        ),
    )


def _told(
    workspace: Workspace,
    work: Work,
    protocols: Sequence[StoredProtocol],
    *,
    manifest_signed: bool,
) -> tuple[HandedProtocol, ...]:
    """Each protocol as the manifest speaks of it: who is missing, on which rungs it stands."""
    without = standing(work)
    if not manifest_signed and Obstacle.NO_KEY not in without:
        raise NotAllowedError.of("handover.no_signer")
    found, gone = [], dict[str, Missing]()
    for protocol in protocols:
        missing = missing_of(work, protocol)
        gone |= {one.member_id: one for one in missing}
        stands = rungs(
            protocol.signers, protocol.signed_by, missing, roles_of(workspace),
            sealed=bool(protocol.seal), printed=Obstacle.NO_PRINTER not in without,
            manifest_signed=manifest_signed,
        )  # fmt: skip
        found.append(handed(protocol, missing, stands))
    if reasons := list(acts_not_made(workspace, work, tuple(gone.values()))):
        raise NotAllowedError(*reasons)
    return tuple(found)


def _signatures(
    workspace: Workspace, manifest: Manifest, signers: Sequence[Signer], tools: Toolbox
) -> bytes:
    content, cms = manifest.to_json(), b""
    for signer in signers:
        cms = tools.press.sign_manifest(content, signer, workspace.clock.now(), cms)
    return cms
