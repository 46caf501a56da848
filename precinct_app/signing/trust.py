# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who may be believed: signers' certificates judged by one election's root and revocation lists.

Judged as of the claimed signing time; a revocation list only adds.  A list is required of the root
and of the signer's authority; of several by one authority the highest number wins.  A training
election differs from a real one by its root, and by nothing else.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import Reason, SignatureError
from precinct_app.services.ports import SignedBy, Trust
from precinct_app.signing import raw_signature
from precinct_app.signing.authorities import (
    LARGEST_CERTIFICATE,
    KnownAuthority,
    has_sound_form,
    is_issued_by,
    read_root,
    read_territorial,
)
from precinct_app.signing.subject import Subject, read_signer

PROTOCOL_SIGNERS: Final = frozenset({Role.CHAIR, Role.DEPUTY, Role.SECRETARY, Role.MEMBER})
"""Roles that may sign protocols and hand-overs of a precinct."""

KEY_ID_SIZE: Final = 8
REVOKED_LATER: Final = "signer.revoked_later"


def key_id(certificate: bytes) -> bytes:
    """A signer certificate's short name in a seal: 8 bytes of its SHA-256."""
    return hashlib.sha256(certificate).digest()[:KEY_ID_SIZE]


def serial_text(serial: int) -> str:
    """A certificate's number as printed: upper-case hex, at least 16 digits."""
    return f"{serial:016X}"


@dataclass(frozen=True, slots=True)
class SignerCertificate:
    """A signer's certificate of sound form by a known issuer; dates and revocation not judged."""

    der: bytes
    subject: Subject
    public_key: raw_signature.PublicKey
    serial: int
    begins: datetime
    ends: datetime
    issuer_name: x509.Name
    issuer: KnownAuthority


class Verifier:
    """Judges signatures against one election's trust and keeps what it has parsed.

    One object a package and thread: 10,000 bundles share its parsed authorities and revocation
    lists and the latest `kept` signers' certificates.  SignatureError ``trust.*`` when the trust
    itself is not sound.
    """

    def __init__(self, trust: Trust, kept: int = 2048) -> None:
        self.trust = trust
        self._kept = kept
        self._signers: OrderedDict[bytes, SignerCertificate] = OrderedDict()
        self._root = read_root(trust)
        self._authorities = read_territorial(trust, self._root)
        self._by_key_id = {key_id(der): der for der in trust.signers}

    def knows_authority(self, der: bytes) -> bool:
        """Say whether this is a territorial authority's certificate of the election."""
        return any(authority.der == der for authority in self._authorities)

    def by_key_id(self, short: bytes) -> bytes | None:
        """The signer's certificate that a seal names by its 8 bytes; None if not in the package."""
        return self._by_key_id.get(short)

    def signer(self, der: bytes) -> SignerCertificate:
        """Read a signer's certificate; SignatureError when form or issuer is not good."""
        known = self._signers.get(der)
        if known is None:
            known = self._read(der)
            self._signers[der] = known
            if len(self._signers) > self._kept:
                self._signers.popitem(last=False)
        return known

    def judge(
        self, der: bytes, at: datetime, roles: Collection[Role] = PROTOCOL_SIGNERS
    ) -> SignedBy:
        """Judge a signer's certificate as of the claimed time; SignatureError with all reasons.

        Revoked after the claimed time is no refusal but a doubt: nothing proves when it was signed,
        so a person compares with the paper.
        """
        signer = self.signer(der)
        told = [*self._reasons(signer, at), *_role_reasons(signer.subject, roles)]
        reasons = [reason for reason in told if reason.key != REVOKED_LATER]
        if reasons:
            raise SignatureError(*reasons)
        return SignedBy(
            member_id=signer.subject.member_id,
            name=signer.subject.name,
            role=signer.subject.role,
            precinct_id=signer.subject.unit,
            claimed=at,
            serial=serial_text(signer.serial),
            doubt=next(iter(told), None),
        )

    def _read(self, der: bytes) -> SignerCertificate:
        try:
            if len(der) > LARGEST_CERTIFICATE:
                raise ValueError("too large")
            certificate = x509.load_der_x509_certificate(der)
            exact = certificate.public_bytes(Encoding.DER) == der
            sound = exact and has_sound_form(certificate, is_authority=False)
            name = certificate.subject.rfc4514_string()
            key = certificate.public_key()
        except Exception as error:  # hostile bytes: whatever the parser says, it is no certificate
            raise SignatureError.of("signer.unreadable") from error
        if not sound or not isinstance(key, raw_signature.PublicKey):
            raise SignatureError.of("signer.form", name=name)
        issuer = next((a for a in self._authorities if is_issued_by(certificate, a)), None)
        if issuer is None:
            raise SignatureError.of("signer.unknown_issuer", name=name)
        return SignerCertificate(
            der=der,
            subject=self._subject(certificate),
            public_key=key,
            serial=certificate.serial_number,
            begins=certificate.not_valid_before_utc,
            ends=certificate.not_valid_after_utc,
            issuer_name=certificate.issuer,
            issuer=issuer,
        )

    def _subject(self, certificate: x509.Certificate) -> Subject:
        subject = read_signer(certificate.subject)
        organization = x509.oid.NameOID.ORGANIZATION_NAME
        own = self._root.certificate.subject.get_attributes_for_oid(organization)
        if [attribute.value for attribute in own] != [subject.election_id]:
            raise SignatureError.of("signer.other_election", name=subject.name)
        return subject

    def _reasons(self, signer: SignerCertificate, at: datetime) -> Iterator[Reason]:
        name = signer.subject.name
        if not signer.begins <= at <= signer.ends:
            yield Reason("signer.outside", {"name": name, "time": _shown(at)})
        for authority in (signer.issuer, self._root):
            if not authority.begins <= at <= authority.ends:
                yield Reason("signer.authority_outside", {"name": name, "time": _shown(at)})
        yield from _list_reasons(signer.issuer, at, name)
        yield from _list_reasons(self._root, at, name)
        yield from self._revocations(signer, at)

    def _revocations(self, signer: SignerCertificate, at: datetime) -> Iterator[Reason]:
        """A signer's revocation counts from its time on, an authority's always.

        Whoever holds a lost authority's key can make signers of any date.
        """
        name = signer.subject.name
        revoked = _revoked(signer.issuer, signer.serial)
        if revoked is not None:
            key = "signer.revoked" if revoked <= at else REVOKED_LATER
            yield Reason(key, {"name": name, "time": _shown(revoked)})
        above = _revoked(self._root, signer.issuer.certificate.serial_number)
        if above is not None:
            yield Reason("signer.authority_revoked", {"name": name, "time": _shown(above)})


def judge_chain(
    leaf: bytes, trust: Trust, at: datetime, roles: Collection[Role] = PROTOCOL_SIGNERS
) -> SignedBy:
    """Judge a single certificate; for many, keep a `Verifier`."""
    return Verifier(trust).judge(leaf, at, roles)


def _list_reasons(authority: KnownAuthority, at: datetime, name: str) -> Iterator[Reason]:
    """An authority must have a revocation list that was not yet out of date."""
    if authority.revocation is None:
        yield Reason("signer.no_revocation_list", {"name": name})
    elif at > authority.revocation.ends:
        yield Reason("signer.old_revocation_list", {"name": name})


def _revoked(authority: KnownAuthority, serial: int) -> datetime | None:
    return authority.revocation.revoked.get(serial) if authority.revocation else None


def _role_reasons(subject: Subject, roles: Collection[Role]) -> Iterator[Reason]:
    if subject.role not in roles:
        yield Reason("signer.role", {"name": subject.name, "role": subject.role.value})


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%d.%m.%Y %H:%M UTC")
