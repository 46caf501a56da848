# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whether a signed bundle may be counted: by election, precinct, receiver, package, version, signers."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from precinct_app.domain.commission import CERTIFIERS, Role
from precinct_app.domain.election import Election
from precinct_app.domain.errors import Reason
from precinct_app.domain.handover import HandedProtocol, Manifest
from precinct_app.domain.protocol.record import ProtocolRecord


class Acceptance(StrEnum):
    """What becomes of a bundle."""

    ACCEPTED = "accepted"
    COMPARE = "compare"
    """Real, but not signed by the whole set: figures are compared with the paper, never refused."""
    PAPER = "paper"
    """Without any digital signature: only the paper's control number can vouch for it."""
    REFUSED = "refused"
    KNOWN = "known"
    """Taken in before, byte for byte: nothing changes."""


@dataclass(frozen=True, slots=True)
class KnownProtocol:
    """What the district holds of a protocol."""

    version: int
    protocol_sha256: str
    manifest_sha256: str
    generation: int
    complete: bool = True
    """Signed by the whole set; if not, a bundle with the missing signatures completes it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the district holds, by precinct and ballot."""

    protocols: Mapping[tuple[str, str], KnownProtocol]
    others: tuple[ProtocolRecord, ...] = ()
    """The precinct's other protocols, those that the manifest does not name."""
    alone: bool = False
    """One file is looked at by somebody who holds none: whether a correction follows is not known."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The outcome of the identity stage with its reasons."""

    acceptance: Acceptance
    reasons: tuple[Reason, ...] = ()


SignerKey = tuple[str, Role, str]
"""Member id, role and precinct of a good signature."""
Chain = Mapping[str, Collection[str]]
"""Earlier packages by SHA-256: the ballots whose lines are others in the package held now."""


def judge_identity(
    manifest: Manifest,
    election: Election,
    package_sha256: str,
    known: Known,
    signed_by: Collection[SignerKey],
    earlier: Chain = MappingProxyType({}),
) -> Identity:
    """Judge what a bundle says it is; every reason of the stage at once."""
    reasons = [*_place_reasons(manifest, election, package_sha256, earlier)]
    if not reasons:
        reasons = [*_signer_reasons(manifest, election, signed_by)]
    if not reasons:
        reasons = [*_version_reasons(manifest, known)]
    if reasons:
        return Identity(Acceptance.REFUSED, tuple(reasons))
    compare = [*_compare_reasons(manifest, signed_by), *_chain_reasons(manifest, earlier)]
    if known.alone:
        compare += _first_missing(manifest, known)
    if manifest.protocols and all(
        _is_known(manifest, p, known, bool(compare)) for p in manifest.protocols
    ):
        return Identity(Acceptance.KNOWN)
    if not signed_by:
        return Identity(Acceptance.PAPER, (Reason("bundle.unsigned"), *compare))
    return Identity(Acceptance.COMPARE if compare else Acceptance.ACCEPTED, tuple(compare))


def own_claims(manifest: Manifest, election: Election) -> tuple[Reason, ...]:
    """What a bundle says of itself that explains why its signatures are strange here."""
    reasons = []
    if manifest.mode is not election.mode:
        reasons.append(Reason("bundle.mode", {"mode": manifest.mode.value}))
    if manifest.election_id != election.election_id:
        reasons.append(Reason("bundle.election", {"election": manifest.election_id}))
    return tuple(reasons)


def _place_reasons(
    manifest: Manifest, election: Election, package_sha256: str, earlier: Chain
) -> Iterator[Reason]:
    yield from own_claims(manifest, election)
    if manifest.election_id != election.election_id:
        return
    if manifest.package_sha256 not in {package_sha256, *earlier}:
        yield _package_reason(manifest, election)
    precinct = next((p for p in election.precincts if p.precinct_id == manifest.precinct_id), None)
    if precinct is None or not precinct.ballot_ids:
        yield Reason("bundle.precinct", {"precinct": manifest.precinct_id})
        return
    if not manifest.protocols:
        yield Reason("bundle.empty")
    for protocol in manifest.protocols:
        if protocol.ballot_id not in precinct.ballot_ids:
            yield Reason("bundle.ballot", {"ballot": protocol.ballot_id})
        elif election.ballot(protocol.ballot_id).receiver_id != manifest.receiver_id:
            values = {"ballot": protocol.ballot_id, "receiver": manifest.receiver_id}
            yield Reason("bundle.receiver", values)
    ids = [protocol.ballot_id for protocol in manifest.protocols]
    if len(set(ids)) < len(ids):
        yield Reason("bundle.ballot_twice")


def _package_reason(manifest: Manifest, election: Election) -> Reason:
    if manifest.package_sequence > election.sequence:
        return Reason("bundle.package_later", {"sequence": manifest.package_sequence})
    return Reason("bundle.package", {"package": manifest.package_sha256[:16]})


def _signer_reasons(
    manifest: Manifest, election: Election, signed_by: Collection[SignerKey]
) -> Iterator[Reason]:
    """Who signed must be of this precinct's commission, in the role that the package gives."""
    members = {m.member_id: m.role for m in election.precinct(manifest.precinct_id).members}
    for member_id, role, precinct_id in sorted(signed_by):
        if precinct_id != manifest.precinct_id or members.get(member_id) is not role:
            values = {"member": member_id, "precinct": precinct_id, "role": role.value}
            yield Reason("bundle.signer", values)
    for protocol in manifest.protocols:
        strangers = [
            s.member_id for s in protocol.signers if members.get(s.member_id) is not s.role
        ]
        strangers += [m.member_id for m in protocol.missing if m.member_id not in members]
        for member_id in strangers:
            values = {"member": member_id, "ballot": protocol.ballot_id}
            yield Reason("bundle.signer_set", values)
        first = protocol.signers[0].role if protocol.signers else None
        if first is not None and first not in CERTIFIERS:
            yield Reason("bundle.certifier", {"ballot": protocol.ballot_id})


def _first_missing(manifest: Manifest, known: Known) -> Iterator[Reason]:
    for protocol in manifest.protocols:
        held = (manifest.precinct_id, protocol.ballot_id) in known.protocols
        if protocol.version > 1 and not held:
            yield Reason(
                "bundle.first_missing", {"ballot": protocol.ballot_id, "version": protocol.version}
            )


def _version_reasons(manifest: Manifest, known: Known) -> Iterator[Reason]:
    if not known.alone:
        yield from _first_missing(manifest, known)
    for protocol in manifest.protocols:
        former = known.protocols.get((manifest.precinct_id, protocol.ballot_id))
        values: dict[str, str | int] = {"ballot": protocol.ballot_id, "version": protocol.version}
        if former is None:
            continue
        key = _version_fault(manifest, protocol, former)
        if key == "generation":
            yield Reason("bundle.generation", values)
        elif key == "conflict":
            yield Reason("bundle.conflict", values)
        elif key == "previous":
            yield Reason("bundle.previous", values)
        elif key == "older_version":
            yield Reason("bundle.older_version", {**values, "known": former.version})
        elif key == "version_gap":
            yield Reason("bundle.version_gap", {**values, "known": former.version})


def _version_fault(manifest: Manifest, protocol: HandedProtocol, former: KnownProtocol) -> str:
    """How a version does not follow the one that is held; empty when it does, or is the same."""
    if protocol.version < former.version:
        return "older_version"
    if protocol.version == former.version:
        if protocol.protocol_sha256 == former.protocol_sha256:
            return "" if manifest.generation == former.generation else "generation"
        return "conflict" if manifest.generation == former.generation else "generation"
    if protocol.version != former.version + 1:
        return "version_gap"
    if protocol.previous != former.protocol_sha256:
        return "previous"
    return "generation" if manifest.generation < former.generation else ""


def _compare_reasons(manifest: Manifest, signed_by: Collection[SignerKey]) -> Iterator[Reason]:
    signed = {member_id for member_id, _, _ in signed_by}
    for protocol in manifest.protocols:
        missing = [s.member_id for s in protocol.signers if s.member_id not in signed]
        if missing and protocol.rungs == (1,):
            values = {"ballot": protocol.ballot_id, "members": " ".join(missing)}
            yield Reason("bundle.signature_missing", values)
        elif protocol.rungs != (1,):
            rungs = " ".join(str(rung) for rung in protocol.rungs)
            yield Reason("bundle.rungs", {"ballot": protocol.ballot_id, "rungs": rungs})


def _chain_reasons(manifest: Manifest, earlier: Chain) -> Iterator[Reason]:
    """Made by an earlier package: as good as now where the ballot's lines are the same."""
    changed = earlier.get(manifest.package_sha256, ())
    for protocol in manifest.protocols:
        if protocol.ballot_id in changed:
            sequence = manifest.package_sequence
            yield Reason(
                "bundle.package_earlier", {"ballot": protocol.ballot_id, "sequence": sequence}
            )


def _is_known(
    manifest: Manifest, protocol: HandedProtocol, known: Known, is_incomplete: bool
) -> bool:
    former = known.protocols.get((manifest.precinct_id, protocol.ballot_id))
    if former is None or former.protocol_sha256 != protocol.protocol_sha256:
        return False
    return former.complete or is_incomplete
