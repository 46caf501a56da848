# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The data key, wrapped once for each person who may open the workspace and once for a paper code.

Argon2id (RFC 9106) turns a pass phrase into a key that wraps the data key with AES-256-GCM.  The
keyring is a file beside the database; it names people, and holds no secret in the clear.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import NotAllowedError, StorageError
from precinct_app.runtime.files import PRIVATE_FILE, write_whole

KEY_BYTES = 32
PAPER = "paper-code"


@dataclass(frozen=True, slots=True)
class Cost:
    """What an attempt costs: passes, memory in KiB, lanes (Argon2id)."""

    passes: int = 3
    memory: int = 65536
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who holds a wrapped copy of the data key."""

    member_id: str
    name: str
    role: Role | None
    salt: bytes
    cost: Cost
    wrapped: bytes


def wrap(key: bytes, member_id: str, name: str, role: Role | None, secret: str, cost: Cost) -> Owner:
    """Wrap the data key under a pass phrase."""
    salt, nonce = token_bytes(16), token_bytes(12)
    wrapped = nonce + AESGCM(_derive(secret, salt, cost)).encrypt(nonce, key, member_id.encode())
    return Owner(member_id, name, role, salt, cost, wrapped)


def unwrap(owner: Owner, secret: str) -> bytes:
    """The data key; NotAllowedError ``signin.wrong`` for another pass phrase."""
    derived = _derive(secret, owner.salt, owner.cost)
    nonce, sealed = owner.wrapped[:12], owner.wrapped[12:]
    try:
        return AESGCM(derived).decrypt(nonce, sealed, owner.member_id.encode())
    except InvalidTag as error:
        raise NotAllowedError.of("signin.wrong") from error


def write_keyring(file: Path, owners: Sequence[Owner]) -> None:
    """Write the keyring as a whole."""
    content = [
        {
            "member_id": o.member_id, "name": o.name, "role": o.role.value if o.role else "",
            "salt": b64encode(o.salt).decode(), "passes": o.cost.passes, "memory": o.cost.memory,
            "lanes": o.cost.lanes, "wrapped": b64encode(o.wrapped).decode(),
        }
        for o in owners
    ]  # fmt: skip
    write_whole(file, json.dumps(content, ensure_ascii=False, indent=1).encode(), PRIVATE_FILE)


def read_keyring(file: Path) -> list[Owner]:
    """Read the keyring; StorageError ``storage.not_workspace`` or ``storage.keyring``."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return [_owner(item) for item in content]
    except FileNotFoundError as error:
        raise StorageError.of("storage.not_workspace") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError.of("storage.keyring") from error


def owner_of(owners: Sequence[Owner], member_id: str) -> Owner:
    """The owner by id; NotAllowedError ``signin.unknown`` for a stranger."""
    for owner in owners:
        if owner.member_id == member_id:
            return owner
    raise NotAllowedError.of("signin.unknown", member=member_id)


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    digits = re.sub(r"[\s-]", "", secret)
    return hash_secret_raw(
        digits.encode(), salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID
    )


def _owner(item: dict[str, Any]) -> Owner:
    role = Role(item["role"]) if item["role"] else None
    cost = Cost(int(item["passes"]), int(item["memory"]), int(item["lanes"]))
    if not (1 <= cost.passes <= 64 and 8 <= cost.memory <= 2**21 and 1 <= cost.lanes <= 64):  # noqa: PLR2004
        raise ValueError(cost)
    return Owner(
        str(item["member_id"]), str(item["name"]), role, b64decode(item["salt"]), cost,
        b64decode(item["wrapped"]),
    )  # fmt: skip
