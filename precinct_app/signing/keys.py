# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Key files: PKCS#12 (or PEM) under a pass phrase, and the signer that they open to."""

import re
from collections.abc import Callable, Sequence
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
from precinct_app.signing import key_file_cost, pkcs12_mac, raw_signature
from precinct_app.signing.authority import Authority, Leaf
from precinct_app.signing.chain import chain_of
from precinct_app.signing.pkcs12_mac import Fit
from precinct_app.signing.request import make_request
from precinct_app.signing.subject import Subject, read_signer

ROUNDS: Final = 200_000
"""Rounds of key derivation for a written key file; about 0.1 s to open."""
LARGEST: Final = 100_000
"""Bytes of a key file; a larger one is not read."""

_REFUSED: Final = {
    Fit.RIGHT: "key.unsupported", Fit.WRONG: "key.passphrase", Fit.STRANGE: "key.strange",
    Fit.UNKNOWN: "key.unreadable",
}  # fmt: skip
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


def write_key_file(
    owner: Leaf | Authority | KeyFileSigner, passphrase: str, rounds: int = ROUNDS
) -> bytes:
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


def open_key_file(
    data: bytes, passphrase: str, certificates: Sequence[bytes] = ()
) -> KeyFileSigner:
    """Open a signer's key file.

    `certificates` may bring the election's certificate for a key from outside, and authorities
    that the file lacks.  SignatureError: ``key.passphrase`` (wrong pass phrase),
    ``key.unsupported`` (the pass phrase is right, but the key cannot sign here, such as a national
    GOST key), ``key.unreadable``, ``key.not_of_an_election`` (no certificate names a member).
    """
    certificate, key, inside = _open(data, passphrase)
    if certificates:
        own = _own_certificate(key, (certificate, *certificates))
        chain = chain_of(own, (*certificates, *inside))
        return _signer(x509.load_der_x509_certificate(own), key, chain)
    return _signer(x509.load_der_x509_certificate(certificate), key, inside)


def request_of(data: bytes, passphrase: str, name: str) -> bytes:
    """A certificate request for the key of a file from outside, DER."""
    _, key, _ = _open(data, passphrase)
    return make_request(key.public_key(), lambda content: raw_signature.sign(key, content), name)


def open_authority(data: bytes, passphrase: str) -> Authority:
    """Open an authority's key file; the same errors as `open_key_file`."""
    der, key, _ = _open(data, passphrase)
    certificate = x509.load_der_x509_certificate(der)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not _is_authority(certificate):
        raise SignatureError.of("key.not_an_authority")
    is_root = certificate.issuer == certificate.subject
    return Authority(der, key, () if is_root else (der,))


def _open(
    data: bytes, passphrase: str
) -> tuple[bytes, raw_signature.PrivateKey, tuple[bytes, ...]]:
    """Certificate, key, and the authorities' certificates in the file, roots left out."""
    if not data or len(data) > LARGEST:
        raise SignatureError.of("key.unreadable")
    is_pem = data.lstrip().startswith(b"-----BEGIN")
    certificate, key, above = _open_spelled(_open_pem if is_pem else _open_pkcs12, data, passphrase)
    if not isinstance(key, raw_signature.PrivateKey) or not raw_signature.is_usable(key):
        raise SignatureError.of("key.unsupported")
    if certificate.public_key() != key.public_key():
        raise SignatureError.of("key.unreadable")
    chain = tuple(c.public_bytes(Encoding.DER) for c in above if c.issuer != c.subject)
    return certificate.public_bytes(Encoding.DER), key, chain


_Parts = tuple[x509.Certificate, object, list[x509.Certificate]]


def _open_spelled(opener: Callable[[bytes, str], _Parts], data: bytes, passphrase: str) -> _Parts:
    """Open by the pass phrase as typed, or in groups of four when it is digits alone."""
    try:
        return opener(data, passphrase)
    except SignatureError:
        digits = re.sub(r"[\s-]", "", passphrase)
        grouped = " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
        if grouped == passphrase or not (digits.isascii() and digits.isdecimal()):
            raise
    return opener(data, grouped)


def _open_pkcs12(data: bytes, passphrase: str) -> _Parts:
    if not key_file_cost.is_bearable(data):
        raise SignatureError.of("key.heavy")
    try:
        key, certificate, above = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except UnsupportedAlgorithm as error:
        raise SignatureError.of("key.unsupported") from error
    except Exception as error:
        raise SignatureError.of(_REFUSED[pkcs12_mac.judge(data, passphrase)]) from error
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
    if not key_file_cost.is_bearable_pem(keys[0]):
        raise SignatureError.of("key.heavy")
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


def _own_certificate(key: raw_signature.PrivateKey, certificates: Sequence[bytes]) -> bytes:
    """The certificate of this very key that names a member of a commission."""
    for der in certificates:
        if _names_owner(der, key):
            return der
    raise SignatureError.of("key.other_certificate")


def _names_owner(der: bytes, key: raw_signature.PrivateKey) -> bool:
    try:
        certificate = x509.load_der_x509_certificate(der)
        read_signer(certificate.subject)
        return certificate.public_key() == key.public_key()
    except Exception:  # certificates that came along may be anything
        return False


def _signer(
    certificate: x509.Certificate, key: raw_signature.PrivateKey, chain: tuple[bytes, ...]
) -> KeyFileSigner:
    der = certificate.public_bytes(Encoding.DER)
    try:
        subject = read_signer(certificate.subject)
    except SignatureError as error:
        raise SignatureError.of("key.not_of_an_election") from error
    return KeyFileSigner(der, chain, subject, key)


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
