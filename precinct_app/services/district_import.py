# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The district takes in what precincts handed over: a file at a time, or a whole folder."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from precinct_app.domain.acceptance import Acceptance, Known, KnownProtocol
from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Election
from precinct_app.domain.errors import InputError
from precinct_app.domain.handover import Manifest
from precinct_app.services.bundle_examination import Examination, examine_bundle
from precinct_app.services.ports import (
    Judge,
    Progress,
    ReceivedProtocol,
    Work,
)
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require

LARGEST = 64_000_000
"""Bytes of a file that is looked at during an import."""
_IGNORED = (".lnk", ".tmp", ".part", ".ini", ".db")


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of the folder and what became of it."""

    name: str
    examination: Examination


def import_folder(
    workspace: Workspace,
    actor: Actor,
    folder: Path,
    tools: Toolbox,
    progress: Progress = lambda done, total: True,
) -> Iterator[ImportedFile]:
    """Take in every bundle of a folder; one bad file never stops the others."""
    require(actor, Right.IMPORT_BUNDLES)
    files = [path for path in sorted(folder.rglob("*")) if _is_candidate(path)]
    judge = tools.judge(workspace.package.trust)
    for done, path in enumerate(files, start=1):
        examination = import_bundle(workspace, actor, path.read_bytes(), tools, judge)
        yield ImportedFile(path.name, examination)
        if not progress(done, len(files)):
            return


def import_bundle(
    workspace: Workspace, actor: Actor, data: bytes, tools: Toolbox, judge: Judge
) -> Examination:
    """Examine one bundle and keep its protocols when it is accepted or to be compared.

    One without any digital signature is not kept here: first the paper must vouch for it.
    """
    require(actor, Right.IMPORT_BUNDLES)
    examination = _examine(workspace, data, tools, judge)
    try:
        _keep_and_record(workspace, actor, data, examination)
    except InputError:  # another operator took the same version in between
        examination = _examine(workspace, data, tools, judge)
        _keep_and_record(workspace, actor, data, examination)
    return examination


def _examine(workspace: Workspace, data: bytes, tools: Toolbox, judge: Judge) -> Examination:
    return examine_bundle(
        data, workspace.package, workspace.forms, judge, tools, partial(_known, workspace),
        workspace.earlier,
    )  # fmt: skip


def _keep_and_record(
    workspace: Workspace, actor: Actor, data: bytes, examination: Examination
) -> None:
    with workspace.store.begin() as work:
        if examination.acceptance in {Acceptance.ACCEPTED, Acceptance.COMPARE}:
            keep_protocols(workspace, work, examination, examination.acceptance)
        record_event(
            workspace, work, actor, f"bundle.{examination.acceptance.value}", sha256(data),
            reasons=" ".join(reason.key for reason in examination.reasons),
        )  # fmt: skip


def keep_protocols(
    workspace: Workspace, work: Work, examination: Examination, acceptance: Acceptance
) -> None:
    """Keep a bundle's protocols as what they are worth; what is held already only gets better."""
    now = workspace.clock.now()
    for protocol in examination.protocols:
        held = work.received.get(protocol.record.precinct_id, protocol.record.ballot_id)
        same = held is not None and held.protocol_sha256 == protocol.handed.protocol_sha256
        if same and acceptance is Acceptance.COMPARE:
            continue
        keep = work.received.complete if same else work.received.add
        keep(
            ReceivedProtocol(
                precinct_id=protocol.record.precinct_id,
                ballot_id=protocol.record.ballot_id,
                version=protocol.record.version,
                protocol_sha256=protocol.handed.protocol_sha256,
                manifest_sha256=examination.manifest_sha256,
                acceptance=acceptance.value,
                rungs=protocol.handed.rungs,
                record=protocol.record,
                imported=now,
                findings=tuple(finding.code for finding in protocol.report.findings),
            )
        )


def _known(workspace: Workspace, manifest: Manifest) -> Known:
    """What is held of a manifest's precinct, found by keys: its protocols, and others of their circle."""
    held: dict[tuple[str, str], KnownProtocol] = {}
    named = {protocol.ballot_id for protocol in manifest.protocols}
    with workspace.store.begin() as work:
        for protocol in manifest.protocols:
            received = work.received.get(manifest.precinct_id, protocol.ballot_id)
            if received is not None:
                held[received.precinct_id, received.ballot_id] = KnownProtocol(
                    received.version, received.protocol_sha256, received.manifest_sha256,
                    received.record.generation,
                    received.acceptance == Acceptance.ACCEPTED.value,
                )  # fmt: skip
        asked = beside(workspace.election, manifest.precinct_id, named)
        others = [work.received.get(manifest.precinct_id, ballot_id) for ballot_id in asked]
    return Known(held, tuple(other.record for other in others if other is not None))


def beside(election: Election, precinct_id: str, named: Collection[str]) -> list[str]:
    """The precinct's ballots that stand in a circle with one of those named."""
    own = [p for p in election.precincts if p.precinct_id == precinct_id]
    ballots = [election.ballot(ballot_id) for p in own for ballot_id in p.ballot_ids]
    circles = {ballot.circle for ballot in ballots if ballot.ballot_id in named}
    return [b.ballot_id for b in ballots if b.circle in circles and b.ballot_id not in named]


def _is_candidate(path: Path) -> bool:
    if not path.is_file() or path.is_symlink() or path.name.startswith((".", "~")):
        return False
    return path.suffix.lower() not in _IGNORED and path.stat().st_size <= LARGEST
