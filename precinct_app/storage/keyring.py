# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The data key, wrapped once for each person who may open the workspace and once for a paper code.

Argon2id (RFC 9106) turns a pass phrase into a key that wraps the data key with AES-256-GCM.  The
keyring is a file beside the database; it names people, and holds no secret in the clear.  Name and
role are bound into the wrapping: who edits them in the file, locks himself out.
"""

import json
import re
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError, NotAllowedError, StorageError
from precinct_app.runtime.files import PRIVATE_FILE, write_whole

FORMAT = "precinct-keyring-1"
KEY_BYTES = 32
PAPER = "paper-code"
"""The name under which the code sealed on paper opens the workspace."""
_SALT_BYTES = 16
_NONCE_BYTES = 12
_WRAPPED_BYTES = _NONCE_BYTES + KEY_BYTES + 16
_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What an attempt costs: passes, memory in KiB, lanes (Argon2id)."""

    passes: int = 3
    memory: int = 65536
    lanes: int = 4

    def refuse_absurd(self) -> None:
        """ValueError for what RFC 9106 forbids or a laptop cannot give (256 MiB, 16 passes)."""
        if not (1 <= self.passes <= 16 and 1 <= self.lanes <= 16):  # noqa: PLR2004
            raise ValueError(self)
        if not 8 * self.lanes <= self.memory <= 2**18:
            raise ValueError(self)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who holds a wrapped copy of the data key."""

    member_id: str
    name: str
    role: Role | None
    """None for the paper code, which is nobody's."""
    salt: bytes
    cost: Cost
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Person:
    """Whose copy it is: bound into the wrapping."""

    member_id: str
    name: str
    role: Role | None

    @property
    def bound(self) -> bytes:
        """What is authenticated beside the key."""
        role = self.role.value if self.role else ""
        return json.dumps([FORMAT, self.member_id, self.name, role]).encode()


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every wrapped copy of one workspace's data key."""

    owners: tuple[Owner, ...]

    def owner(self, member_id: str) -> Owner:
        """The owner by id; NotAllowedError ``signin.unknown`` for a stranger."""
        for owner in self.owners:
            if owner.member_id == member_id:
                return owner
        raise NotAllowedError.of("signin.unknown", member=member_id)

    def open(self, member_id: str, secret: str) -> bytes:
        """The data key; NotAllowedError ``signin.wrong`` for another pass phrase."""
        return unwrap(self.owner(member_id), secret)

    def with_owner(self, owner: Owner) -> "Keyring":
        """The keyring with one more owner, or with another copy for one that it has."""
        others = tuple(o for o in self.owners if o.member_id != owner.member_id)
        return replace(self, owners=(*others, owner))

    def knows(self, member_id: str) -> bool:
        """Say whether somebody of that id may open the workspace."""
        return any(owner.member_id == member_id for owner in self.owners)


def wrap(key: bytes, person: Person, secret: str, cost: Cost) -> Owner:
    """Wrap the data key under a pass phrase; InputError ``signin.empty`` for one without a sign."""
    if not _significant(secret):
        raise InputError.of("signin.empty")
    from secrets import token_bytes  # noqa: PLC0415  with the first pass phrase

    from precinct_app.storage.key_wrapping import seal  # noqa: PLC0415

    salt, nonce = token_bytes(_SALT_BYTES), token_bytes(_NONCE_BYTES)
    how = (salt, cost.passes, cost.memory, cost.lanes)
    sealed = seal(key, _significant(secret), how, nonce, person.bound)
    return Owner(person.member_id, person.name, person.role, salt, cost, nonce + sealed)


def unwrap(owner: Owner, secret: str) -> bytes:
    """The data key; NotAllowedError ``signin.wrong`` for another pass phrase."""
    from precinct_app.storage.key_wrapping import unseal  # noqa: PLC0415  as above

    nonce, sealed = owner.wrapped[:_NONCE_BYTES], owner.wrapped[_NONCE_BYTES:]
    person = Person(owner.member_id, owner.name, owner.role)
    how = (owner.salt, owner.cost.passes, owner.cost.memory, owner.cost.lanes)
    return unseal(sealed, _significant(secret), how, nonce, person.bound)


def write_keyring(file: Path, keyring: Keyring) -> None:
    """Write the keyring as a whole, or leave the former one; StorageError ``storage.read_only``."""
    content = {"format": FORMAT, "owners": [_mapping(owner) for owner in keyring.owners]}
    data = json.dumps(content, ensure_ascii=False, indent=1).encode()
    try:
        write_whole(file, data, PRIVATE_FILE)
    except OSError as error:
        raise StorageError.of("storage.read_only") from error


def read_keyring(file: Path) -> Keyring:
    """Read the keyring; StorageError ``storage.keyring``, ``storage.file_missing`` beside other files
    of a workspace, else ``storage.not_workspace``.
    """
    try:
        with file.open("rb") as opened:
            content = json.loads(opened.read(_LARGEST_FILE).decode("utf-8"))
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        return Keyring(tuple(_owner(item) for item in content["owners"]))
    except FileNotFoundError as error:
        if any(beside.suffix == ".db" for beside in file.parent.glob("workspace.*")):
            raise StorageError.of("storage.file_missing", name=file.name) from error
        raise StorageError.of("storage.not_workspace") from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StorageError.of("storage.keyring") from error


def _significant(secret: str) -> str:
    """A pass phrase without the gaps between its groups, however they were typed."""
    return re.sub(r"[\s\-‐‑–]", "", unicodedata.normalize("NFKC", secret))


def _mapping(owner: Owner) -> dict[str, str | int]:
    return {
        "member_id": owner.member_id,
        "name": owner.name,
        "role": owner.role.value if owner.role else "",
        "salt": b64encode(owner.salt).decode(),
        "passes": owner.cost.passes,
        "memory": owner.cost.memory,
        "lanes": owner.cost.lanes,
        "wrapped": b64encode(owner.wrapped).decode(),
    }


def _owner(item: dict[str, Any]) -> Owner:
    owner = Owner(
        _typed(item["member_id"], str), _typed(item["name"], str),
        Role(item["role"]) if item["role"] else None,
        b64decode(item["salt"], validate=True),
        Cost(*(_typed(item[name], int) for name in ("passes", "memory", "lanes"))),
        b64decode(item["wrapped"], validate=True),
    )  # fmt: skip
    owner.cost.refuse_absurd()
    if len(owner.salt) != _SALT_BYTES or len(owner.wrapped) != _WRAPPED_BYTES:
        raise ValueError(owner.member_id)
    return owner


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value
