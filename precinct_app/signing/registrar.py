# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The keeper of an election's keys at work; fulfils `services.registrar.Registrar`."""

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import CRLEntryExtensionOID, NameOID

from precinct_app.domain.commission import Member
from precinct_app.domain.errors import PrecinctError, SignatureError
from precinct_app.services.ports import Signer, Trust
from precinct_app.services.registrar import (
    AskPin,
    CertificateCard,
    IssuedKey,
    RevocationCard,
    RevocationReason,
    RevokedCertificate,
    TokenCard,
    TokenHolder,
)
from precinct_app.signing import authority, keys, request
from precinct_app.signing.authorities import (
    LARGEST_CERTIFICATE,
    LARGEST_LIST,
    is_list_of,
    load_list,
    read_list,
    read_root,
    read_territorial,
)
from precinct_app.signing.subject import read_signer
from precinct_app.signing.trust import serial_text

_ARMOUR: Final = 2
"""Text in PEM armour is longer than the DER in it, at most by this."""


class KeyRegistrar:
    """Opens an authority's key file for each act and keeps nothing."""

    def __init__(self, rounds: int = keys.ROUNDS) -> None:
        self._rounds = rounds

    def issue(
        self, authority_file: bytes, secret: str, member: Member, unit: str, passphrase: str
    ) -> IssuedKey:
        """A further signer's key."""
        above = keys.open_authority(authority_file, secret)
        leaf = authority.make_leaf(above, member, unit, _validity(above))
        return IssuedKey(leaf.certificate, keys.write_key_file(leaf, passphrase, self._rounds))

    def certify(
        self, authority_file: bytes, secret: str, member: Member, unit: str, asked: bytes
    ) -> bytes:
        """A certificate for a key that was made elsewhere."""
        key = request.read_request(asked)
        above = keys.open_authority(authority_file, secret)
        return authority.certify(above, key, member, unit, _validity(above))

    def revoke(
        self, authority_file: bytes, secret: str, lists: Sequence[bytes], serial: str,
        at: datetime, reason: RevocationReason, issued: datetime,
    ) -> bytes:  # fmt: skip
        """The authority's next revocation list."""
        above = keys.open_authority(authority_file, secret)
        try:
            number = int(serial, 16)
        except ValueError as error:
            raise SignatureError.of("revocation.serial", serial=serial) from error
        return authority.revoke(above, lists, number, at, reason.value, issued)

    def certificate(self, data: bytes) -> CertificateCard:
        """What a certificate says; SignatureError ``signer.unreadable``."""
        try:
            return _card(_load_certificate(data))
        except Exception as error:  # hostile bytes: whatever the parser says, it is no certificate
            raise SignatureError.of("signer.unreadable") from error

    def revocations(self, data: bytes) -> RevocationCard:
        """What a revocation list says; SignatureError ``revocation.unreadable``."""
        try:
            return _list_card(_load_list(data))
        except Exception as error:  # hostile bytes: whatever the parser says, it is no list
            raise SignatureError.of("revocation.unreadable") from error

    def update(self, trust: Trust, data: bytes) -> tuple[bytes, RevocationCard]:
        """A later list of one of the election's authorities; SignatureError ``revocation.*``."""
        card = self.revocations(data)
        found = _load_list(data)
        root = read_root(trust)
        for known in (root, *read_territorial(trust, root)):
            if is_list_of(found, known.certificate):
                held = known.revocation.number if known.revocation else 0
                if card.number <= held:
                    raise SignatureError.of("revocation.older", number=card.number, held=held)
                return found.public_bytes(Encoding.DER), card
        raise SignatureError.of("revocation.stranger", issuer=card.issuer)

    def issued(self, certificate: bytes, above: bytes) -> bool:
        """Say whether the authority has issued the certificate."""
        found, parent = (x509.load_der_x509_certificate(der) for der in (certificate, above))
        return found.issuer == parent.subject

    def request(self, data: bytes, passphrase: str, name: str) -> bytes:
        """A certificate request for a key file from outside."""
        return keys.request_of(data, passphrase, name)

    def with_certificate(
        self, data: bytes, passphrase: str, certificates: Sequence[bytes]
    ) -> bytes:
        """A key file with the election's certificate around a key from outside."""
        signer = keys.open_key_file(data, passphrase, certificates)
        return keys.write_key_file(signer, passphrase, self._rounds)

    def tokens(self, module: str) -> Sequence[TokenCard]:
        """Tokens that the module sees."""
        from precinct_app.signing import token  # noqa: PLC0415  the library loads when it is used

        return token.tokens(module)

    def token_holders(self, module: str) -> Sequence[TokenHolder]:
        """Whose keys the tokens hold."""
        from precinct_app.signing import token  # noqa: PLC0415

        return token.holders(module)

    def token_request(self, module: str, ask: AskPin, label: str, key_label: str) -> bytes:
        """A certificate request for a key inside a token."""
        from precinct_app.signing import token  # noqa: PLC0415

        return token.token_request(module, ask, label, key_label)

    def open_token(
        self, module: str, ask: AskPin, label: str = "", certificates: Sequence[bytes] = (),
        wanted: str = "",
    ) -> AbstractContextManager[Signer]:  # fmt: skip
        """A signer inside a token."""
        from precinct_app.signing import token  # noqa: PLC0415

        return token.open_token(module, ask, label, certificates, wanted)


def _validity(above: authority.Authority) -> authority.Validity:
    return authority.Validity.of_authority(above.certificate)


def _load_certificate(data: bytes) -> x509.Certificate:
    if len(data) > _ARMOUR * LARGEST_CERTIFICATE:
        raise ValueError("too large")
    if data.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(data)
    return x509.load_der_x509_certificate(data)


def _load_list(data: bytes) -> x509.CertificateRevocationList:
    if len(data) > _ARMOUR * LARGEST_LIST:
        raise ValueError("too large")
    if data.lstrip().startswith(b"-----BEGIN"):
        data = x509.load_pem_x509_crl(data).public_bytes(Encoding.DER)
    return load_list(data)


def _card(certificate: x509.Certificate) -> CertificateCard:
    der = certificate.public_bytes(Encoding.DER)
    card = CertificateCard(
        serial=serial_text(certificate.serial_number),
        election_id=_first(certificate.subject, NameOID.ORGANIZATION_NAME),
        unit=_first(certificate.subject, NameOID.ORGANIZATIONAL_UNIT_NAME),
        role="root" if certificate.issuer == certificate.subject else "authority",
        name=_first(certificate.subject, NameOID.COMMON_NAME),
        member_id="",
        issuer=_first(certificate.issuer, NameOID.COMMON_NAME),
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        key=_kind(certificate.public_key()),
        sha256=hashlib.sha256(der).hexdigest(),
    )
    try:
        subject = read_signer(certificate.subject)
    except PrecinctError:
        return card
    return replace(
        card, role=subject.role.value, name=subject.name, member_id=subject.member_id
    )  # fmt: skip


def _list_card(found: x509.CertificateRevocationList) -> RevocationCard:
    read = read_list(found)
    entries = (
        RevokedCertificate(
            serial_text(entry.serial_number), entry.revocation_date_utc, _reason(entry)
        )
        for entry in found
    )
    issuer = _first(found.issuer, NameOID.COMMON_NAME)
    return RevocationCard(issuer, read.number, found.last_update_utc, read.ends, tuple(entries))


def _reason(entry: x509.RevokedCertificate) -> str:
    for extension in entry.extensions:
        is_reason = extension.oid == CRLEntryExtensionOID.CRL_REASON
        if is_reason and isinstance(extension.value, x509.CRLReason):
            return str(extension.value.reason.value)
    return ""


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _kind(key: object) -> str:
    if isinstance(key, ec.EllipticCurvePublicKey):
        is_usual = isinstance(key.curve, ec.SECP256R1)
        return "EC P-256" if is_usual else f"EC {key.curve.name}"
    return f"RSA {key.key_size}" if isinstance(key, rsa.RSAPublicKey) else type(key).__name__
