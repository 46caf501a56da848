# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The data key under a pass phrase: Argon2id, then AES-256-GCM.

By itself, so that the ciphers are loaded with the first pass phrase and not with the window.
"""

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from precinct_app.domain.errors import NotAllowedError, StorageError

KEY_BYTES = 32
How = tuple[bytes, int, int, int]
"""Salt, passes, memory in KiB, lanes."""


def seal(key: bytes, secret: str, how: How, nonce: bytes, bound: bytes) -> bytes:
    """Wrap the key; what is bound stands beside it in the clear and cannot be changed."""
    return AESGCM(_derive(secret, how)).encrypt(nonce, key, bound)


def unseal(sealed: bytes, secret: str, how: How, nonce: bytes, bound: bytes) -> bytes:
    """The data key; NotAllowedError ``signin.wrong`` for another pass phrase."""
    derived = _derive(secret, how)
    try:
        return AESGCM(derived).decrypt(nonce, sealed, bound)
    except InvalidTag as error:
        raise NotAllowedError.of("signin.wrong") from error


def _derive(secret: str, how: How) -> bytes:
    salt, passes, memory, lanes = how
    try:
        return hash_secret_raw(secret.encode(), salt, passes, memory, lanes, KEY_BYTES, Type.ID)
    except UnicodeEncodeError as error:  # half a surrogate pair, from a paste
        raise NotAllowedError.of("signin.wrong") from error
    except HashingError as error:
        raise StorageError.of("storage.keyring") from error
