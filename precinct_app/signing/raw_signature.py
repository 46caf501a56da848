# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One form of a signature: raw r||s with the lower s for P-256, PKCS#1 v1.5 for RSA, SHA-256.

For each ECDSA signature (r, s) the pair (r, n-s) is good too; only the one with the lower s is
accepted here, so that nobody can change a byte of a signed file without its being refused.
"""

from collections.abc import Callable
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
SignRaw = Callable[[bytes], bytes]
"""A private key at work: data in, signature in its one accepted form out."""

SIZE: Final = 64
"""Bytes of a raw P-256 signature."""

_HALF: Final = SIZE // 2
_ORDER: Final = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
"""Order of the group of P-256 (FIPS 186-4, D.1.2.3)."""
_LEAST_RSA_BITS: Final = 2048


def is_usable(key: object) -> bool:
    """Say whether keys of this kind sign here: EC P-256, or RSA of 2048 bits and more."""
    if isinstance(key, ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey):
        return isinstance(key.curve, ec.SECP256R1)
    return isinstance(key, rsa.RSAPublicKey | rsa.RSAPrivateKey) and key.key_size >= _LEAST_RSA_BITS


def sign(key: PrivateKey, data: bytes) -> bytes:
    """Sign; the same key and data give the same bytes (RFC 6979 for P-256)."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return from_der(key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))


def from_der(signature: bytes) -> bytes:
    """Turn an ECDSA signature in DER into raw r||s with the lower s."""
    r, s = decode_dss_signature(signature)
    return r.to_bytes(_HALF, "big") + min(s, _ORDER - s).to_bytes(_HALF, "big")


def to_der(raw: bytes) -> bytes:
    """Turn raw r||s into DER, as CMS wants it."""
    return encode_dss_signature(
        int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big")
    )


def with_lower_s(raw: bytes) -> bytes:
    """The same signature in its one accepted form, for tokens that know nothing of it."""
    return from_der(to_der(raw)) if len(raw) == SIZE else raw


def is_good(key: PublicKey, raw: bytes, data: bytes) -> bool:
    """Say whether the signature is this key's over the data, and in its one accepted form."""
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(raw, data, padding.PKCS1v15(), hashes.SHA256())
            return True
        if len(raw) != SIZE or int.from_bytes(raw[_HALF:], "big") > _ORDER // 2:
            return False
        key.verify(to_der(raw), data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
