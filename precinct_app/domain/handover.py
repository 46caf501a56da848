# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The manifest of a hand-over: what one precinct gives to one receiver, and in which signed state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from precinct_app.domain import canonical
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import BundleError
from precinct_app.domain.protocol.missing import Missing

FORMAT = "precinct-bundle-1"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the bundle: its plain name, size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExpectedSigner:
    """A member of the frozen signer set."""

    member_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class HandedProtocol:
    """One protocol in the bundle and how it is signed (rungs of the ladder to the finish, 1 to 5)."""

    ballot_id: str
    version: int
    previous: str
    reason: str
    rungs: tuple[int, ...]
    protocol_sha256: str
    signers: tuple[ExpectedSigner, ...]
    missing: tuple[Missing, ...] = ()
    """Members whose signature is missing, each with the kind of reason."""

    @property
    def on_paper(self) -> bool:
        """Signed in ink alone: there was no key, or no laptop (rungs 3 and 5)."""
        return bool({3, 5} & set(self.rungs))


@dataclass(frozen=True, slots=True)
class Manifest:
    """One hand-over of one precinct to one receiver; the CMS signature stands over its bytes."""

    mode: Mode
    election_id: str
    package_sha256: str
    package_sequence: int
    precinct_id: str
    instance_id: str
    generation: int
    handover_no: int
    receiver_id: str
    created: datetime
    renderer: str
    journal_head: str
    nonce: str
    """32 hex digits, random: two hand-overs never have equal bytes."""
    protocols: tuple[HandedProtocol, ...]
    files: tuple[FileEntry, ...]

    def to_json(self) -> bytes:
        """Encode canonically: these are the bytes that are signed."""
        return canonical.encode(
            {
                "format": FORMAT,
                "mode": self.mode.value,
                "election_id": self.election_id,
                "package_sha256": self.package_sha256,
                "package_sequence": self.package_sequence,
                "precinct_id": self.precinct_id,
                "instance_id": self.instance_id,
                "generation": self.generation,
                "handover_no": self.handover_no,
                "receiver_id": self.receiver_id,
                "created": self.created.isoformat(),
                "renderer": self.renderer,
                "journal_head": self.journal_head,
                "nonce": self.nonce,
                "protocols": [protocol_mapping(p) for p in self.protocols],
                "files": [{"path": f.path, "size": f.size, "sha256": f.sha256} for f in self.files],
            }
        )

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """Read a canonical manifest; BundleError ``bundle.manifest`` when it is not one."""
        try:
            content = canonical.decode(data)
            manifest = _from_mapping(content)
        except Exception as error:  # hostile content: whatever is wrong, the manifest is not one
            raise BundleError.of("bundle.manifest") from error
        if manifest.to_json() != data:
            raise BundleError.of("bundle.manifest")
        return manifest


def protocol_mapping(protocol: HandedProtocol) -> dict[str, Any]:
    """One protocol as a manifest says it."""
    return {
        "ballot_id": protocol.ballot_id,
        "version": protocol.version,
        "previous": protocol.previous,
        "reason": protocol.reason,
        "rungs": list(protocol.rungs),
        "protocol_sha256": protocol.protocol_sha256,
        "signers": [{"member_id": s.member_id, "role": s.role.value} for s in protocol.signers],
        "missing": [one.to_mapping() for one in protocol.missing],
    }


def protocol_from(content: Any) -> HandedProtocol:
    """Read it back; KeyError, TypeError or ValueError for anything else."""
    return HandedProtocol(
        content["ballot_id"],
        content["version"],
        content["previous"],
        content["reason"],
        tuple(content["rungs"]),
        content["protocol_sha256"],
        tuple(ExpectedSigner(s["member_id"], Role(s["role"])) for s in content["signers"]),
        tuple(Missing.from_mapping(one) for one in content["missing"]),
    )


def _from_mapping(content: Any) -> Manifest:
    return Manifest(
        mode=Mode(content["mode"]),
        election_id=content["election_id"],
        package_sha256=content["package_sha256"],
        package_sequence=content["package_sequence"],
        precinct_id=content["precinct_id"],
        instance_id=content["instance_id"],
        generation=content["generation"],
        handover_no=content["handover_no"],
        receiver_id=content["receiver_id"],
        created=datetime.fromisoformat(content["created"]),
        renderer=content["renderer"],
        journal_head=content["journal_head"],
        nonce=content["nonce"],
        protocols=tuple(protocol_from(p) for p in content["protocols"]),
        files=tuple(FileEntry(f["path"], f["size"], f["sha256"]) for f in content["files"]),
    )
