# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Key files: PKCS#12 (or PEM) under a pass phrase, and the signer that they open to."""

import re
from dataclasses import dataclass
from typing import Final

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import SignatureError
from precinct_app.signing import pkcs12_mac, raw_signature
from precinct_app.signing.authority import Authority, Leaf
from precinct_app.signing.subject import Subject, read_signer

ROUNDS: Final = 200_000
"""Rounds of key derivation for a written key file; about 0.1 s to open."""
LARGEST: Final = 100_000
"""Bytes of a key file; a larger one is not read."""

_PEM_PART: Final = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.+?-----END \1-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class KeyFileSigner:
    """A signer from a key file; fulfils `services.ports.Signer`."""

    certificate: bytes
    chain: tuple[bytes, ...]
    subject: Subject
    key: raw_signature.PrivateKey

    @property
    def member_id(self) -> str:
        """Who signs, as the certificate says."""
        return self.subject.member_id

    @property
    def role(self) -> Role:
        """In which role, as the certificate says."""
        return self.subject.role

    def sign(self, data: bytes) -> bytes:
        """Sign: raw r||s (64 bytes) for P-256, PKCS#1 v1.5 with SHA-256 for RSA."""
        return raw_signature.sign(self.key, data)

    def __repr__(self) -> str:
        return f"KeyFileSigner({self.member_id}, {self.role.value})"


def signer_of(leaf: Leaf) -> KeyFileSigner:
    """A signer from a key that was just made, without a file between."""
    return _signer(x509.load_der_x509_certificate(leaf.certificate), leaf.key, leaf.chain)


def write_key_file(owner: Leaf | Authority, passphrase: str, rounds: int = ROUNDS) -> bytes:
    """Write a key with its certificates as PKCS#12 (AES-256, PBKDF2, HMAC-SHA-256)."""
    if not passphrase:
        raise SignatureError.of("key.no_passphrase")
    own = x509.load_der_x509_certificate(owner.certificate)
    above = [x509.load_der_x509_certificate(d) for d in owner.chain if d != owner.certificate]
    protection = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
    return pkcs12.serialize_key_and_certificates(b"key", owner.key, own, above, protection)


def open_key_file(data: bytes, passphrase: str) -> KeyFileSigner:
    """Open a signer's key file.

    SignatureError: ``key.passphrase`` (wrong pass phrase), ``key.unsupported`` (the pass phrase is
    right, but the key cannot sign here, such as a national GOST key), ``key.unreadable``,
    ``key.not_of_an_election`` (the certificate names no member and role).
    """
    certificate, key, chain = _open(data, passphrase)
    try:
        return _signer(certificate, key, chain)
    except SignatureError as error:
        raise SignatureError.of("key.not_of_an_election") from error


def open_authority(data: bytes, passphrase: str) -> Authority:
    """Open an authority's key file; the same errors as `open_key_file`."""
    certificate, key, _ = _open(data, passphrase)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not _is_authority(certificate):
        raise SignatureError.of("key.not_an_authority")
    der = certificate.public_bytes(Encoding.DER)
    is_root = certificate.issuer == certificate.subject
    return Authority(der, key, () if is_root else (der,))


def _open(
    data: bytes, passphrase: str
) -> tuple[x509.Certificate, raw_signature.PrivateKey, tuple[bytes, ...]]:
    if not data or len(data) > LARGEST:
        raise SignatureError.of("key.unreadable")
    is_pem = data.lstrip().startswith(b"-----BEGIN")
    certificate, key, above = (_open_pem if is_pem else _open_pkcs12)(data, passphrase)
    if not isinstance(key, raw_signature.PrivateKey) or not raw_signature.is_usable(key):
        raise SignatureError.of("key.unsupported")
    if certificate.public_key() != key.public_key():
        raise SignatureError.of("key.unreadable")
    chain = tuple(c.public_bytes(Encoding.DER) for c in above if c.issuer != c.subject)
    return certificate, key, chain


_Parts = tuple[x509.Certificate, object, list[x509.Certificate]]


def _open_pkcs12(data: bytes, passphrase: str) -> _Parts:
    try:
        key, certificate, above = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except UnsupportedAlgorithm as error:
        raise SignatureError.of("key.unsupported") from error
    except Exception as error:
        key_name = {True: "key.unsupported", False: "key.passphrase", None: "key.unreadable"}
        raise SignatureError.of(key_name[pkcs12_mac.fits(data, passphrase)]) from error
    if key is None or certificate is None:
        raise SignatureError.of("key.unreadable")
    return certificate, key, above


def _open_pem(data: bytes, passphrase: str) -> _Parts:
    parts = [(m.group(1), m.group(0)) for m in _PEM_PART.finditer(data)]
    keys = [text for label, text in parts if label.endswith(b"PRIVATE KEY")]
    certificates = [text for label, text in parts if label == b"CERTIFICATE"]
    if len(keys) != 1 or not certificates:
        raise SignatureError.of("key.unreadable")
    _refuse_foreign_kind(certificates[0])
    try:
        loaded = [x509.load_pem_x509_certificate(text) for text in certificates]
        key = load_pem_private_key(keys[0], passphrase.encode())
    except UnsupportedAlgorithm as error:
        raise SignatureError.of("key.unsupported") from error
    except TypeError as error:  # a pass phrase was given, but the key stands open in the file
        raise SignatureError.of("key.not_protected") from error
    except Exception as error:
        raise SignatureError.of("key.passphrase") from error
    return loaded[0], key, loaded[1:]


def _refuse_foreign_kind(certificate: bytes) -> None:
    try:
        der = pem.unarmor(certificate)[2]
        kind = asn1_x509.Certificate.load(der).public_key["algorithm"]["algorithm"].native
    except Exception as error:
        raise SignatureError.of("key.unreadable") from error
    if kind not in ("ec", "rsa"):
        raise SignatureError.of("key.unsupported")


def _signer(
    certificate: x509.Certificate, key: raw_signature.PrivateKey, chain: tuple[bytes, ...]
) -> KeyFileSigner:
    der = certificate.public_bytes(Encoding.DER)
    return KeyFileSigner(der, chain, read_signer(certificate.subject), key)


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
