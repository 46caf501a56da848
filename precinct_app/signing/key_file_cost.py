# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How much work a key file asks for before its pass phrase is known, read without doing it.

A file may name any number of rounds; at two thousand million the program would stand still.
"""

from collections.abc import Iterator
from typing import Final

from asn1crypto import algos, keys, pem, pkcs12

MOST_ROUNDS: Final = 5_000_000
"""About two seconds on an old laptop; key files of today have at most a million."""


def is_bearable(data: bytes) -> bool:
    """Say whether opening a PKCS#12 file costs at most `MOST_ROUNDS`; never raises.

    True for what cannot be parsed: the opener says so itself.
    """
    try:
        rounds = list(_rounds(pkcs12.Pfx.load(data)))
    except Exception:  # hostile bytes; nothing derives a key from what nobody can parse
        return True
    return all(1 <= found <= MOST_ROUNDS for found in rounds) and sum(rounds) <= 2 * MOST_ROUNDS


def is_bearable_pem(text: bytes) -> bool:
    """The same of an encrypted private key in PEM armour."""
    try:
        info = keys.EncryptedPrivateKeyInfo.load(pem.unarmor(text)[2])
        return 1 <= _of(info["encryption_algorithm"]) <= MOST_ROUNDS
    except Exception:  # an older armour, whose single round the opener knows
        return True


def _rounds(file: pkcs12.Pfx) -> Iterator[int]:
    if file["mac_data"].native is not None:
        yield int(file["mac_data"]["iterations"].native)
    for part in file.authenticated_safe:
        content = part["content"]
        if part["content_type"].native == "encrypted_data":
            yield _of(content["encrypted_content_info"]["content_encryption_algorithm"])
        elif part["content_type"].native == "data":
            yield from _of_bags(content.native)


def _of_bags(content: bytes) -> Iterator[int]:
    for bag in pkcs12.SafeContents.load(content):
        if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
            yield _of(bag["bag_value"]["encryption_algorithm"])


def _of(algorithm: algos.EncryptionAlgorithm) -> int:
    if algorithm["algorithm"].native == "pbes2" and algorithm.kdf != "pbkdf2":
        return MOST_ROUNDS + 1  # memory-hard ones cost otherwise, and no token's maker uses them
    return int(algorithm.kdf_iterations)
