# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificate requests (PKCS#10, RFC 2986): a key made elsewhere asks for an election's certificate.

Name and role in a request count for nothing: the authority writes what it knows of the person.
"""

from typing import Final

from asn1crypto import csr, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from precinct_app.domain.errors import SignatureError
from precinct_app.signing import raw_signature
from precinct_app.signing.authorities import STRONG_HASHES
from precinct_app.signing.raw_signature import PublicKey, SignRaw

LARGEST: Final = 16_000
"""Bytes of a request; a larger one is not read."""


def make_request(key: PublicKey, sign: SignRaw, name: str) -> bytes:
    """Ask for a certificate for a public key, DER; `sign` is its private key at work."""
    encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    info = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": asn1_x509.Name.build({"common_name": name}),
            "subject_pk_info": keys.PublicKeyInfo.load(encoded),
            "attributes": csr.CRIAttributes([]),
        }
    )
    is_rsa = isinstance(key, rsa.RSAPublicKey)
    signature = sign(info.dump())
    request = csr.CertificationRequest(
        {
            "certification_request_info": info,
            "signature_algorithm": {"algorithm": "sha256_rsa" if is_rsa else "sha256_ecdsa"},
            "signature": signature if is_rsa else raw_signature.to_der(signature),
        }
    )
    return bytes(request.dump())


def read_request(data: bytes) -> CertificatePublicKeyTypes:
    """The public key of a request, DER or PEM, whose owner holds the private one.

    SignatureError ``request.unreadable``, ``request.signature``, ``key.unsupported``.
    """
    if len(data) > LARGEST:
        raise SignatureError.of("request.unreadable")
    is_pem = data.lstrip().startswith(b"-----BEGIN")
    try:
        load = x509.load_pem_x509_csr if is_pem else x509.load_der_x509_csr
        request = load(data)
        is_strong = isinstance(request.signature_hash_algorithm, STRONG_HASHES)
        good = is_strong and request.is_signature_valid
        key = request.public_key()
    except Exception as error:  # hostile bytes: whatever the parser says, it is no request
        raise SignatureError.of("request.unreadable") from error
    if not good:
        raise SignatureError.of("request.signature")
    if not raw_signature.is_usable(key):
        raise SignatureError.of("key.unsupported")
    return key
