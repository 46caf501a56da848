# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A workspace is one folder: the encrypted database, the keyring, a card for the start page."""

import json
from collections.abc import Sequence
from pathlib import Path
from secrets import randbelow, token_bytes
from typing import Any

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import StorageError
from precinct_app.runtime.files import PRIVATE_FILE, private_folder, write_whole
from precinct_app.services.ports import WorkspaceInfo
from precinct_app.services.toolbox import WorkspaceCard, WorkspaceUser
from precinct_app.storage.database import open_engine
from precinct_app.storage.keyring import (
    KEY_BYTES,
    PAPER,
    Cost,
    owner_of,
    read_keyring,
    unwrap,
    wrap,
    write_keyring,
)
from precinct_app.storage.store import DatabaseStore

DATABASE = "workspace.db"
KEYRING = "keyring.json"
CARD = "workspace.json"


def create_workspace(
    folder: Path,
    info: WorkspaceInfo,
    package: bytes,
    card: WorkspaceCard,
    users: Sequence[WorkspaceUser],
    cost: Cost | None = None,
) -> str:
    """Make a workspace in a new folder; the code to be sealed on paper, which opens it too.

    StorageError ``storage.folder_used`` when the folder holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StorageError.of("storage.folder_used", folder=folder.name)
    private_folder(folder)
    cost = cost or Cost()
    key, code = token_bytes(KEY_BYTES), _paper_code()
    owners = [wrap(key, u.member_id, u.name, u.role, u.passphrase, cost) for u in users]
    owners.append(wrap(key, PAPER, "", None, code, cost))
    store = DatabaseStore(open_engine(folder / DATABASE, key))
    with store.begin() as work:
        work.workspace.save_info(info)
        work.workspace.save_package(package)
    store.close()
    content = {name: getattr(card, name) for name in WorkspaceCard.__dataclass_fields__}
    write_whole(folder / CARD, json.dumps(content, ensure_ascii=False).encode(), PRIVATE_FILE)
    write_keyring(folder / KEYRING, owners)
    return code


def open_workspace(folder: Path, member_id: str, passphrase: str) -> DatabaseStore:
    """Open a workspace; the paper code opens it under the name ``paper-code``."""
    owner = owner_of(read_keyring(folder / KEYRING), member_id)
    key = unwrap(owner, passphrase)
    if not (folder / DATABASE).is_file():
        raise StorageError.of("storage.not_workspace")
    return DatabaseStore(open_engine(folder / DATABASE, key))


def people(folder: Path) -> list[tuple[str, str, Role]]:
    """Who may open the workspace: member id, name, role."""
    return [(o.member_id, o.name, o.role) for o in read_keyring(folder / KEYRING) if o.role]


def role_in(folder: Path, member_id: str) -> Role:
    """The role of a user; NotAllowedError ``signin.unknown`` for a stranger."""
    role = owner_of(read_keyring(folder / KEYRING), member_id).role
    if role is None:
        raise StorageError.of("storage.keyring")
    return role


def describe(folder: Path) -> WorkspaceCard:
    """The workspace's card; StorageError ``storage.not_workspace`` when there is none."""
    try:
        content: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        content["ballots"] = tuple(content["ballots"])
        return WorkspaceCard(**content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError.of("storage.not_workspace") from error


def _paper_code() -> str:
    return " ".join(f"{randbelow(10_000):04d}" for _ in range(8))
