# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The bytes of a workspace's database as whoever has the key could read them: free space and WAL too.

SQLCipher 4 under a raw key: AES-256-CBC page by page, the IV after the page's content, the file's
salt in the place of the first sixteen bytes; a frame of the WAL is a header and a page.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from precinct_app.storage.cipher import PAGE_BYTES
from precinct_app.storage.keyring import read_keyring
from precinct_app.storage.workspace_card import DATABASE, KEYRING

_RESERVED, _IV, _SALT = 80, 16, 16
_WAL_HEADER, _FRAME_HEADER = 32, 24


def decrypted(folder: Path, member_id: str, secret: str) -> bytes:
    """Every page of the database and of its WAL, in the order in which they lie there."""
    key = read_keyring(folder / KEYRING).open(member_id, secret)
    return b"".join(_plain(page, key) for page in _pages(folder / DATABASE))


def _pages(file: Path) -> Iterator[bytes]:
    data = file.read_bytes()
    for start in range(0, len(data), PAGE_BYTES):
        yield data[start : start + PAGE_BYTES]
    wal = file.with_name(file.name + "-wal")
    frames = wal.read_bytes()[_WAL_HEADER:] if wal.exists() else b""
    for start in range(_FRAME_HEADER, len(frames), _FRAME_HEADER + PAGE_BYTES):
        yield frames[start : start + PAGE_BYTES]


def _plain(page: bytes, key: bytes) -> bytes:
    body, reserved = page[:-_RESERVED], page[-_RESERVED:]
    cipher = Cipher(algorithms.AES256(key), modes.CBC(reserved[:_IV]))
    whole = cipher.decryptor().update(body)
    # The first page begins with the salt instead; sixteen bytes less shift the blocks not at all.
    first = cipher.decryptor().update(body[_SALT:])
    return first if first[:4] == PAGE_BYTES.to_bytes(2, "big") + b"\x02\x02" else whole
