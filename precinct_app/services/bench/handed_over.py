# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Protocols made, signed and bundled for the measurements, as a precinct does it."""

from collections.abc import Mapping, Sequence
from secrets import token_hex

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Role
from precinct_app.domain.handover import ExpectedSigner, FileEntry, HandedProtocol, Manifest
from precinct_app.services.bench.mock_protocol import MockProtocol
from precinct_app.services.ports import Signer

SIGNERS = (ExpectedSigner("m1", Role.CHAIR), ExpectedSigner("m3", Role.SECRETARY))


def signed_papers(mock: MockProtocol, signers: Sequence[Signer]) -> dict[str, bytes]:
    """Data, seal, PDF and XLSX by ending, both papers signed by all."""
    press, record, form = mock.tools.press, mock.record, mock.form
    seal = press.seal(record, form, signers[0])
    pdf, xlsx = press.pdf(record, form, seal, SIGNERS).pdf, press.xlsx(record, form)
    for place, signer in enumerate(signers):
        pdf = press.sign_pdf(pdf, signer, mock.when, certify=place == 0)
        xlsx = press.sign_xlsx(xlsx, signer, mock.when)
    return {"json": record.to_json(), "seal": seal, "pdf": pdf, "xlsx": xlsx}


def bundle_of(
    mock: MockProtocol, papers: Mapping[str, bytes], signers: Sequence[Signer], number: int = 1
) -> bytes:
    """A bundle of one protocol with a manifest signed by all."""
    ballot = mock.record.ballot_id
    files = {f"{ballot}.{ending}": data for ending, data in papers.items()}
    manifest = _manifest(mock, files, number)
    content, cms = manifest.to_json(), b""
    for signer in signers:
        cms = mock.tools.press.sign_manifest(content, signer, mock.when, cms)
    return mock.tools.pack_bundle(manifest, cms, files)


def _manifest(mock: MockProtocol, files: Mapping[str, bytes], number: int) -> Manifest:
    record, election = mock.record, mock.package.election
    handed = HandedProtocol(
        record.ballot_id, 1, "", "", (1,), sha256(files[f"{record.ballot_id}.json"]), SIGNERS
    )
    return Manifest(
        mode=record.mode, election_id=record.election_id, package_sha256=record.package_sha256,
        package_sequence=record.package_sequence, precinct_id=record.precinct_id,
        instance_id=record.instance_id, generation=record.generation, handover_no=number,
        receiver_id=election.ballot(record.ballot_id).receiver_id, created=mock.when,
        renderer=mock.tools.renderer, journal_head=record.journal_head, nonce=token_hex(16),
        protocols=(handed,),
        files=tuple(FileEntry(n, len(d), sha256(d)) for n, d in sorted(files.items())),
    )  # fmt: skip
