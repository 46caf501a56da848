# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An election's own key authority: root, territories, signers, revocation lists (RFC 5280).

Authorities sign certificates and revocation lists only; people sign with leaves.  All keys are
EC P-256.  Times come in as arguments; keys and certificate numbers are random.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding

from precinct_app.domain.commission import Member
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import SignatureError
from precinct_app.signing import raw_signature
from precinct_app.signing.authorities import is_list_of, load_list, read_list
from precinct_app.signing.subject import Subject, authority_name, signer_name

_ARCHIVE_YEARS: Final = 10
_SERIAL_BITS: Final = 63


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when certificates and revocation lists of an election hold."""

    begins: datetime
    ends: datetime

    @classmethod
    def of_election(cls, day: date, built: datetime) -> "Validity":
        """1 January of the election year to ten years after the later of election day and `built`.

        An archive must verify for years, and a mock election of a past year must verify today.
        """
        polling = datetime(day.year, day.month, day.day, tzinfo=UTC)
        later = max(polling, built.astimezone(UTC).replace(microsecond=0))
        leap_day = (later.month, later.day) == (2, 29)
        ends = later.replace(year=later.year + _ARCHIVE_YEARS, day=28 if leap_day else later.day)
        return cls(datetime(day.year, 1, 1, tzinfo=UTC), ends)

    @classmethod
    def of_authority(cls, certificate: bytes) -> "Validity":
        """As long as the authority's own: for keys and lists that are made later."""
        parent = x509.load_der_x509_certificate(certificate)
        return cls(parent.not_valid_before_utc, parent.not_valid_after_utc)


@dataclass(frozen=True, slots=True)
class Authority:
    """A root or territorial authority with its key."""

    certificate: bytes
    key: ec.EllipticCurvePrivateKey
    chain: tuple[bytes, ...]
    """What its signers carry: the territorial certificate; empty for a root."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A signer's certificate with its key and the authorities up to the root, root left out."""

    certificate: bytes
    key: ec.EllipticCurvePrivateKey
    chain: tuple[bytes, ...]


def make_root(election_id: str, mode: Mode, valid: Validity) -> Authority:
    """Make an election's root; its name says when it is for training."""
    key = ec.generate_private_key(ec.SECP256R1())
    kind = "TRAINING root, not real" if mode is Mode.TRAINING else "Root"
    name = authority_name(election_id, "root", kind)
    draft = _draft(name, name, key.public_key(), key.public_key(), valid)
    certificate = _as_authority(draft, path_length=1).sign(key, hashes.SHA256())
    return Authority(certificate.public_bytes(Encoding.DER), key, ())


def make_territorial(root: Authority, territory_id: str, name: str, valid: Validity) -> Authority:
    """Make the authority of a territory under the root."""
    key = ec.generate_private_key(ec.SECP256R1())
    parent = x509.load_der_x509_certificate(root.certificate)
    subject = authority_name(_organization(parent), territory_id, name)
    draft = _draft(subject, parent.subject, key.public_key(), root.key.public_key(), valid)
    certificate = _as_authority(draft, path_length=0).sign(root.key, hashes.SHA256())
    der = certificate.public_bytes(Encoding.DER)
    return Authority(der, key, (der,))


def make_leaf(authority: Authority, member: Member, unit: str, valid: Validity) -> Leaf:
    """Make a signer's key; `unit` is the precinct's id, or the territory's for those above."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = certify(authority, key.public_key(), member, unit, valid)
    return Leaf(certificate, key, authority.chain)


def certify(
    authority: Authority, key: CertificatePublicKeyTypes, member: Member, unit: str, valid: Validity
) -> bytes:
    """Certify a signer's public key that was made elsewhere, for instance in a token; DER.

    SignatureError ``key.unsupported`` for a key that could not sign here.
    """
    if not raw_signature.is_usable(key):
        raise SignatureError.of("key.unsupported")
    parent = x509.load_der_x509_certificate(authority.certificate)
    organization = _organization(parent)
    name = signer_name(Subject(organization, unit, member.role, member.name, member.member_id))
    draft = _draft(name, parent.subject, key, authority.key.public_key(), valid)
    draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    draft = draft.add_extension(_key_usage(signs_documents=True), critical=True)
    return draft.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)


def make_revocation_list(
    authority: Authority,
    number: int,
    revoked: Mapping[int, datetime],
    issued: datetime,
    valid: Validity,
) -> bytes:
    """Make an authority's revocation list, DER: certificate number to time of revocation.

    The highest number wins wherever several lists of one authority meet.
    """
    entries = [
        x509.RevokedCertificateBuilder().serial_number(serial)
        .revocation_date(moment.astimezone(UTC)).build()
        for serial, moment in sorted(revoked.items())
    ]  # fmt: skip
    return _list(authority, number, entries, issued, valid.ends)


def revoke(
    authority: Authority, lists: Iterable[bytes], serial: int, at: datetime, reason: str,
    issued: datetime,
) -> bytes:  # fmt: skip
    """The authority's next revocation list: all that its lists have revoked, and one more.

    `reason` is a word of RFC 5280 (``keyCompromise``).  SignatureError ``revocation.already`` when
    the certificate is revoked, ``revocation.no_list`` when the authority's present list is missing.
    """
    parent = x509.load_der_x509_certificate(authority.certificate)
    own = [found for data in lists if is_list_of(found := load_list(data), parent)]
    if not own:
        raise SignatureError.of("revocation.no_list")
    own.sort(key=lambda found: read_list(found).number)
    kept = {entry.serial_number: entry for found in own for entry in found}
    if serial in kept:
        raise SignatureError.of("revocation.already", serial=f"{serial:016X}")
    kept[serial] = (
        x509.RevokedCertificateBuilder().serial_number(serial)
        .revocation_date(at.astimezone(UTC).replace(microsecond=0))
        .add_extension(x509.CRLReason(x509.ReasonFlags(reason)), critical=False).build()
    )  # fmt: skip
    entries = [kept[number] for number in sorted(kept)]
    number = read_list(own[-1]).number + 1
    return _list(authority, number, entries, issued, parent.not_valid_after_utc)


def _list(
    authority: Authority, number: int, entries: Iterable[x509.RevokedCertificate],
    issued: datetime, ends: datetime,
) -> bytes:  # fmt: skip
    parent = x509.load_der_x509_certificate(authority.certificate)
    key_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(parent.subject)
        .last_update(issued.astimezone(UTC))
        .next_update(ends)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(key_id, critical=False)
    )
    for entry in entries:
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)


def serial_of(certificate: bytes) -> int:
    """A certificate's number, for instance to revoke it."""
    return x509.load_der_x509_certificate(certificate).serial_number


def _draft(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: CertificatePublicKeyTypes,
    issuer_key: ec.EllipticCurvePublicKey,
    valid: Validity,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(secrets.randbits(_SERIAL_BITS - 1) | 1 << (_SERIAL_BITS - 1))
        .not_valid_before(valid.begins)
        .not_valid_after(valid.ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
    )


def _as_authority(draft: x509.CertificateBuilder, path_length: int) -> x509.CertificateBuilder:
    draft = draft.add_extension(x509.BasicConstraints(True, path_length), critical=True)
    return draft.add_extension(_key_usage(signs_documents=False), critical=True)


def _key_usage(*, signs_documents: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_documents,
        content_commitment=signs_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs_documents,
        crl_sign=not signs_documents,
        encipher_only=False,
        decipher_only=False,
    )


def _organization(certificate: x509.Certificate) -> str:
    oid = x509.oid.NameOID.ORGANIZATION_NAME
    return str(certificate.subject.get_attributes_for_oid(oid)[0].value)
