# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whether a pass phrase opens a PKCS#12 file, asked without opening the key (RFC 7292, RFC 9579).

The library gives the same error for a wrong pass phrase and for a key it cannot use (the national
GOST keys); the file's integrity code tells them apart.  Used for the message only, never to sign.
"""

import hashlib
import hmac
from enum import StrEnum
from typing import Final

from asn1crypto import pkcs12

_MAC_PURPOSE: Final = 3
_MOST_ROUNDS: Final = 2_000_000
_HASHES: Final = {"sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}
"""Hash names and their block sizes in bytes."""


class Fit(StrEnum):
    """What the integrity code says of a pass phrase."""

    RIGHT = "right"
    WRONG = "wrong"
    STRANGE = "strange"
    """The code is made by a hash that is not known here, as national programs do."""
    UNKNOWN = "unknown"
    """Not a key file, or one without a code."""


def judge(data: bytes, passphrase: str) -> Fit:
    """Say whether the pass phrase is the file's; never raises."""
    try:
        return _judge(data, passphrase)
    except Exception:  # whatever a hostile file does to the parser, nothing is known then
        return Fit.UNKNOWN


def _judge(data: bytes, passphrase: str) -> Fit:
    file = pkcs12.Pfx.load(data, strict=True)
    mac = file["mac_data"]
    if mac.native is None:
        return Fit.UNKNOWN
    algorithm = mac["mac"]["digest_algorithm"]["algorithm"].native
    rounds = mac["iterations"].native
    if algorithm not in _HASHES:
        return Fit.STRANGE
    if not 1 <= rounds <= _MOST_ROUNDS:
        return Fit.UNKNOWN
    content = file["auth_safe"]["content"].native
    key = _derive(algorithm, passphrase, mac["mac_salt"].native, rounds)
    expected: bytes = mac["mac"]["digest"].native
    fits = hmac.compare_digest(hmac.digest(key, content, algorithm), expected)
    return Fit.RIGHT if fits else Fit.WRONG


def _derive(algorithm: str, passphrase: str, salt: bytes, rounds: int) -> bytes:
    """RFC 7292, appendix B.2, for one block of output, which is all that the code's key needs."""
    block = _HASHES[algorithm]
    password = passphrase.encode("utf-16-be") + b"\0\0"
    digest = bytes([_MAC_PURPOSE]) * block + _filled(salt, block) + _filled(password, block)
    for _ in range(rounds):
        digest = hashlib.new(algorithm, digest).digest()
    return digest


def _filled(text: bytes, block: int) -> bytes:
    length = block * -(-len(text) // block)
    return (text * (length // len(text) + 1))[:length] if text else b""
