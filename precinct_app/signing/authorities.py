# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reading the authorities of an election: their certificates and revocation lists (RFC 5280)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import CRLEntryExtensionOID, ExtensionOID

from precinct_app.domain.errors import SignatureError
from precinct_app.services.ports import Trust
from precinct_app.signing import raw_signature

LARGEST_CERTIFICATE: Final = 16_000
"""Bytes; a certificate of an election has about 700."""
LARGEST_LIST: Final = 4_000_000
"""Bytes of a revocation list; an entry has about 40."""

STRONG_HASHES: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_KNOWN_EXTENSIONS: Final = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.SUBJECT_KEY_IDENTIFIER,
        ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    }
)


_LIST_EXTENSIONS: Final = frozenset(
    {ExtensionOID.CRL_NUMBER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER}
)
_ENTRY_EXTENSIONS: Final = frozenset({CRLEntryExtensionOID.CRL_REASON})


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
    if not isinstance(certificate.signature_hash_algorithm, STRONG_HASHES):
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
    if len(der) > LARGEST_CERTIFICATE:
        raise ValueError("too large")
    certificate = x509.load_der_x509_certificate(der)
    if certificate.public_bytes(Encoding.DER) != der:
        raise ValueError("not the certificate's own bytes")
    return certificate


def _demand_authority(certificate: x509.Certificate) -> None:
    if not has_sound_form(certificate, is_authority=True):
        raise ValueError("not a certificate of an authority")


def _known(der: bytes, certificate: x509.Certificate, lists: Iterable[bytes]) -> KnownAuthority:
    own = [found for data in lists if (found := _read_own(data, certificate)) is not None]
    return KnownAuthority(
        der=der,
        certificate=certificate,
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        revocation=_together(own),
    )


def _together(lists: Iterable[RevocationList]) -> RevocationList | None:
    """The list with the highest number; what an earlier one revoked stays revoked."""
    in_order = sorted(lists, key=lambda found: found.number)
    if not in_order:
        return None
    revoked: dict[int, datetime] = {}
    for found in in_order:
        revoked |= found.revoked
    return RevocationList(in_order[-1].number, revoked, in_order[-1].ends)


def _read_own(data: bytes, issuer: x509.Certificate) -> RevocationList | None:
    """Read a revocation list if it is this authority's; one of another authority gives None."""
    try:
        found = load_list(data)
        return read_list(found) if is_list_of(found, issuer) else None
    except Exception as error:  # hostile bytes: whatever the parser says, it is no list
        raise SignatureError.of("trust.revocation_list") from error


def load_list(data: bytes) -> x509.CertificateRevocationList:
    """Parse a revocation list, DER; ValueError when it is too large or not its own bytes."""
    if len(data) > LARGEST_LIST:
        raise ValueError("too large")
    found = x509.load_der_x509_crl(data)
    if found.public_bytes(Encoding.DER) != data:
        raise ValueError("not the list's own bytes")
    return found


def is_list_of(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Say whether an authority has signed the list, with a hash that may be used."""
    key = issuer.public_key()
    if not raw_signature.is_usable(key) or found.issuer != issuer.subject:
        return False
    if not isinstance(found.signature_hash_algorithm, STRONG_HASHES):
        return False
    return found.is_signature_valid(key)  # type: ignore[arg-type]


def read_list(found: x509.CertificateRevocationList) -> RevocationList:
    """Read a list's entries; ValueError for what no list of an election has."""
    extensions = {extension.oid: extension.value for extension in found.extensions}
    number = extensions.get(ExtensionOID.CRL_NUMBER)
    ends = found.next_update_utc
    if extensions.keys() != _LIST_EXTENSIONS or not isinstance(number, x509.CRLNumber):
        raise ValueError("extensions")
    if ends is None:
        raise ValueError("no next update")
    revoked = dict(_entries(found))
    return RevocationList(number.crl_number, revoked, ends)


def _entries(found: x509.CertificateRevocationList) -> Iterator[tuple[int, datetime]]:
    for entry in found:
        extensions = {extension.oid: extension.value for extension in entry.extensions}
        if not _ENTRY_EXTENSIONS.issuperset(extensions):
            raise ValueError("an entry's extensions")
        reason = extensions.get(CRLEntryExtensionOID.CRL_REASON)
        if reason == x509.CRLReason(x509.ReasonFlags.remove_from_crl):
            raise ValueError("nothing is taken back")
        yield entry.serial_number, entry.revocation_date_utc
