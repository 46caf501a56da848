# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reading the authorities of an election: their certificates and revocation lists (RFC 5280)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtensionOID

from precinct_app.domain.errors import SignatureError
from precinct_app.services.ports import Trust
from precinct_app.signing import raw_signature

_STRONG_HASHES: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_KNOWN_EXTENSIONS: Final = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.SUBJECT_KEY_IDENTIFIER,
        ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    }
)


@dataclass(frozen=True, slots=True)
class RevocationList:
    """What an authority has revoked."""

    number: int
    revoked: Mapping[int, datetime]
    """Certificate number to time of revocation."""
    ends: datetime


@dataclass(frozen=True, slots=True)
class KnownAuthority:
    """An authority of the election with the latest of its revocation lists."""

    der: bytes
    certificate: x509.Certificate
    begins: datetime
    ends: datetime
    revocation: RevocationList | None


def read_root(trust: Trust) -> KnownAuthority:
    """Read the root; SignatureError ``trust.root`` when it is not a root of authorities."""
    try:
        certificate = _load(trust.root)
        certificate.verify_directly_issued_by(certificate)
        _demand_authority(certificate)
    except Exception as error:  # the trust may come from a file that nobody has judged yet
        raise SignatureError.of("trust.root") from error
    return _known(trust.root, certificate, trust.revocation_lists)


def read_territorial(trust: Trust, root: KnownAuthority) -> tuple[KnownAuthority, ...]:
    """Read the territorial authorities; SignatureError ``trust.authority`` if not the root's."""
    found = []
    for der in trust.authorities:
        try:
            certificate = _load(der)
            certificate.verify_directly_issued_by(root.certificate)
            _demand_authority(certificate)
        except Exception as error:
            raise SignatureError.of("trust.authority") from error
        found.append(_known(der, certificate, trust.revocation_lists))
    return tuple(found)


def has_sound_form(certificate: x509.Certificate, *, is_authority: bool) -> bool:
    """Say whether algorithms, key and extensions are those of an election's certificate."""
    key = certificate.public_key()
    if not isinstance(certificate.signature_hash_algorithm, _STRONG_HASHES):
        return False
    if not raw_signature.is_usable(key):
        return False
    extensions = {extension.oid: extension.value for extension in certificate.extensions}
    if not _KNOWN_EXTENSIONS.issuperset(extensions):
        return False
    basic = extensions.get(ExtensionOID.BASIC_CONSTRAINTS)
    usage = extensions.get(ExtensionOID.KEY_USAGE)
    if not isinstance(basic, x509.BasicConstraints) or not isinstance(usage, x509.KeyUsage):
        return False
    signs_documents = usage.digital_signature or usage.content_commitment
    if is_authority:
        return basic.ca and usage.key_cert_sign and usage.crl_sign and not signs_documents
    return not basic.ca and usage.digital_signature and not usage.key_cert_sign


def is_issued_by(certificate: x509.Certificate, authority: KnownAuthority) -> bool:
    """Say whether names and signature make the authority the certificate's issuer."""
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _load(der: bytes) -> x509.Certificate:
    certificate = x509.load_der_x509_certificate(der)
    if certificate.public_bytes(Encoding.DER) != der:
        raise ValueError("not the certificate's own bytes")
    return certificate


def _demand_authority(certificate: x509.Certificate) -> None:
    if not has_sound_form(certificate, is_authority=True):
        raise ValueError("not a certificate of an authority")


def _known(der: bytes, certificate: x509.Certificate, lists: Iterable[bytes]) -> KnownAuthority:
    own = [found for data in lists if (found := _read_list(data, certificate)) is not None]
    return KnownAuthority(
        der=der,
        certificate=certificate,
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        revocation=max(own, key=lambda r: r.number, default=None),
    )


def _read_list(data: bytes, issuer: x509.Certificate) -> RevocationList | None:
    """Read a revocation list if it is this authority's; one of another authority gives None."""
    try:
        found = x509.load_der_x509_crl(data)
        key = issuer.public_key()
        if not raw_signature.is_usable(key) or found.issuer != issuer.subject:
            return None
        if not isinstance(found.signature_hash_algorithm, _STRONG_HASHES):
            return None
        if not found.is_signature_valid(key):  # type: ignore[arg-type]
            return None
        ends = found.next_update_utc
        number = found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        revoked = {entry.serial_number: entry.revocation_date_utc for entry in found}
    except Exception as error:
        raise SignatureError.of("trust.revocation_list") from error
    return None if ends is None else RevocationList(number, revoked, ends)
