# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates, revocation lists and key files that nobody honest makes."""

import hmac
import os
from collections.abc import Iterator

from asn1crypto import algos, cms, core, keys, pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import Encoding

from precinct_app.signing import der, pkcs12_mac
from precinct_app.signing.subject import Subject, signer_name
from tests.signing.pki import BUILT, CHAIR, ELECTION, PRECINCT, VALID, Pki

_SHROUDED_KEY, _CERTIFICATE = "1.2.840.113549.1.12.10.1.2", "1.2.840.113549.1.12.10.1.3"
_X509 = "1.2.840.113549.1.9.22.1"


def _oid(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


def nested(depth: int) -> bytes:
    """SEQUENCE in SEQUENCE in SEQUENCE: what kills parsers that call themselves."""
    data = b""
    for _ in range(depth):
        size = len(data)
        head = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4, "big")
        data = b"\x30" + head + data
    return data


def certificates(pki: Pki) -> Iterator[tuple[str, bytes]]:
    """Certificates that the territory's own key has signed, and yet none of an election's."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    yield "wrong curve", _signed(pki, ec.generate_private_key(ec.SECP384R1()).public_key())
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  that is the point
    yield "rsa of 1024 bits", _signed(pki, weak.public_key())
    yield "sha-1", _patched_hash(pki, "sha1_ecdsa")
    yield "may certify", _signed(pki, key, ca=True)
    yield "no basic constraints", _signed(pki, key, ca=None)
    yield "no key usage", _signed(pki, key, usage=False)
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    yield "unknown extension", _signed(pki, key, extra=(unknown, False))
    yield "unknown critical extension", _signed(pki, key, extra=(unknown, True))
    names = x509.NameConstraints([x509.DNSName("kz")], None)
    yield "name constraints", _signed(pki, key, extra=(names, True))
    yield "subject without a role", _signed(pki, key, subject=x509.Name([]))
    subject = signer_name(Subject(ELECTION, PRECINCT, CHAIR.role, CHAIR.name, "m1"))
    doubled = x509.Name([*subject, *subject])
    yield "every name twice", _signed(pki, key, subject=doubled)
    yield "extension twice", _doubled_extension(pki)
    good = pki.leaves["m1"].certificate
    yield "cut", good[:-1]
    yield "lengthened", good + b"\0"
    yield "huge", good + b"\0" * 100_000
    yield "nested", nested(2000)
    yield "empty", b""
    yield "pem", x509.load_der_x509_certificate(good).public_bytes(Encoding.PEM)


def revocation_lists(pki: Pki) -> Iterator[tuple[str, bytes]]:
    """Lists of the territory that must spoil the trust, not be passed over."""
    good = pki.trust.revocation_lists[1]
    yield "cut", good[:-1]
    yield "lengthened", good + b"\0"
    yield "huge", good + b"\0" * 5_000_000
    yield "nested", nested(2000)
    yield "empty", b""
    yield "without a number", _list(pki, number=None)
    yield "delta list", _list(pki, extra=x509.DeltaCRLIndicator(1), critical=True)
    partial = x509.IssuingDistributionPoint(None, None, True, False, None, False, False)
    yield "for users only", _list(pki, extra=partial, critical=True)
    removed = x509.CRLReason(x509.ReasonFlags.remove_from_crl)
    yield "takes back", _list(pki, entry=removed)
    yield (
        "entry of another issuer",
        _list(
            pki, entry=x509.CertificateIssuer([x509.DirectoryName(x509.Name([]))]), critical=True
        ),
    )


def _signed(
    pki: Pki, key: CertificatePublicKeyTypes, *, subject: x509.Name | None = None,
    ca: bool | None = False, usage: bool = True,
    extra: tuple[x509.ExtensionType, bool] | None = None,
) -> bytes:  # fmt: skip
    own = signer_name(Subject(ELECTION, PRECINCT, CHAIR.role, CHAIR.name, "m1"))
    builder = (
        x509.CertificateBuilder()
        .subject_name(own if subject is None else subject)
        .issuer_name(x509.load_der_x509_certificate(pki.territory.certificate).subject)
        .public_key(key)
        .serial_number(4711)
        .not_valid_before(VALID.begins)
        .not_valid_after(VALID.ends)
    )
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca, None), critical=True)
    if usage:
        signs = x509.load_der_x509_certificate(pki.leaves["m1"].certificate)
        allowed = signs.extensions.get_extension_for_class(x509.KeyUsage).value
        builder = builder.add_extension(allowed, critical=True)
    if extra is not None:
        builder = builder.add_extension(extra[0], critical=extra[1])
    return builder.sign(pki.territory.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _resigned(pki: Pki, certificate: asn1_x509.Certificate, digest: hashes.HashAlgorithm) -> bytes:
    """The certificate with its changed content signed anew by the territory's key."""
    content = certificate["tbs_certificate"].dump(force=True)
    certificate["signature_value"] = pki.territory.key.sign(content, ec.ECDSA(digest))
    return bytes(certificate.dump(force=True))


def _patched_hash(pki: Pki, algorithm: str) -> bytes:
    certificate = asn1_x509.Certificate.load(pki.leaves["m1"].certificate).copy()
    certificate["tbs_certificate"]["signature"]["algorithm"] = algorithm
    certificate["signature_algorithm"]["algorithm"] = algorithm
    return _resigned(pki, certificate, hashes.SHA1())  # noqa: S303  that is the point


def _doubled_extension(pki: Pki) -> bytes:
    certificate = asn1_x509.Certificate.load(pki.leaves["m1"].certificate).copy()
    extensions = certificate["tbs_certificate"]["extensions"]
    twice = asn1_x509.Extensions([*extensions, extensions[0]])
    certificate["tbs_certificate"]["extensions"] = twice
    return _resigned(pki, certificate, hashes.SHA256())


def _list(
    pki: Pki, *, number: int | None = 9, extra: x509.ExtensionType | None = None,
    entry: x509.ExtensionType | None = None, critical: bool = False,
) -> bytes:  # fmt: skip
    authority = x509.load_der_x509_certificate(pki.territory.certificate)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.subject)
        .last_update(BUILT)
        .next_update(VALID.ends)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(pki.territory.key.public_key()),
            critical=False,
        )
    )
    if number is not None:
        builder = builder.add_extension(x509.CRLNumber(number), critical=False)
    if extra is not None:
        builder = builder.add_extension(extra, critical=critical)
    if entry is not None:
        revoked = x509.RevokedCertificateBuilder().serial_number(5).revocation_date(BUILT)
        builder = builder.add_revoked_certificate(revoked.add_extension(entry, critical).build())
    return builder.sign(pki.territory.key, hashes.SHA256()).public_bytes(Encoding.DER)


def key_file_around(key: bytes, certificate: bytes, passphrase: str, rounds: int = 100) -> bytes:
    """A PKCS#12 around any PKCS#8 and certificate, also such as no library writes (RFC 7292)."""
    salt, vector = os.urandom(16), os.urandom(16)
    derived = PBKDF2HMAC(hashes.SHA256(), 32, salt, 100).derive(passphrase.encode())
    pad = padding.PKCS7(128).padder()
    encryptor = Cipher(AES(derived), modes.CBC(vector)).encryptor()
    secret = encryptor.update(pad.update(key) + pad.finalize()) + encryptor.finalize()
    algorithm = algos.EncryptionAlgorithm({
        "algorithm": "pbes2",
        "parameters": {
            "key_derivation_func": {"algorithm": "pbkdf2", "parameters": {
                "salt": algos.Pbkdf2Salt("specified", core.OctetString(salt)),
                "iteration_count": rounds, "prf": {"algorithm": "sha256"}}},
            "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": vector},
        },
    })  # fmt: skip
    shrouded = keys.EncryptedPrivateKeyInfo(
        {"encryption_algorithm": algorithm, "encrypted_data": secret}
    )
    held = der.sequence(_oid(_X509), der.tagged(0, der.octets(certificate)))
    bags = der.sequence(
        der.sequence(_oid(_SHROUDED_KEY), der.tagged(0, shrouded.dump())),
        der.sequence(_oid(_CERTIFICATE), der.tagged(0, held)),
    )
    safe = pkcs12.AuthenticatedSafe([
        cms.ContentInfo({"content_type": "data", "content": core.OctetString(bags)})
    ]).dump()  # fmt: skip
    code = hmac.digest(pkcs12_mac._derive("sha256", passphrase, salt, 100), safe, "sha256")
    return bytes(pkcs12.Pfx({
        "version": "v3",
        "auth_safe": {"content_type": "data", "content": core.OctetString(safe)},
        "mac_data": {"mac": {"digest_algorithm": {"algorithm": "sha256"}, "digest": code},
                     "mac_salt": salt, "iterations": 100},
    }).dump())  # fmt: skip
