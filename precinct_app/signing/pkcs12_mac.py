# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whether a pass phrase opens a PKCS#12 file, asked without opening the key (RFC 7292, RFC 9579).

The library gives the same error for a wrong pass phrase and for a key it cannot use (the national
GOST keys); the file's integrity code tells them apart.  Used for the message only, never to sign.
"""

import hashlib
import hmac
from typing import Final

from asn1crypto import pkcs12

_MAC_PURPOSE: Final = 3
_MOST_ROUNDS: Final = 10_000_000
_HASHES: Final = {"sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}
"""Hash names and their block sizes in bytes."""


def fits(data: bytes, passphrase: str) -> bool | None:
    """Say whether the pass phrase is the file's; None when the file does not let that be known."""
    try:
        return _fits(data, passphrase)
    except Exception:  # whatever a hostile file does to the parser, nothing is known then
        return None


def _fits(data: bytes, passphrase: str) -> bool | None:
    file = pkcs12.Pfx.load(data)
    mac = file["mac_data"]
    algorithm = mac["mac"]["digest_algorithm"]["algorithm"].native
    rounds = mac["iterations"].native
    if algorithm not in _HASHES or not 1 <= rounds <= _MOST_ROUNDS:
        return None
    content = file["auth_safe"]["content"].native
    key = _derive(algorithm, passphrase, mac["mac_salt"].native, rounds)
    expected: bytes = mac["mac"]["digest"].native
    return hmac.compare_digest(hmac.digest(key, content, algorithm), expected)


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
