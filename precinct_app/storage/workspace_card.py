# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the start page reads of a workspace without any pass phrase: its card, and who may open it.

Nothing here needs the database, so that the window is there before its libraries are loaded.
"""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import StorageError
from precinct_app.runtime.files import PRIVATE_FILE, write_whole
from precinct_app.services.workspace_card import WorkspaceCard
from precinct_app.storage.keyring import read_keyring

DATABASE = "workspace.db"
KEYRING = "keyring.json"
CARD = "workspace.json"
_LARGEST_CARD = 100_000


def people(folder: Path) -> list[tuple[str, str, Role]]:
    """Who may open the workspace: member id, name, role."""
    owners = read_keyring(folder / KEYRING).owners
    return [(o.member_id, o.name, o.role) for o in owners if o.role]


def describe(folder: Path) -> WorkspaceCard:
    """The workspace's card; StorageError ``storage.not_workspace`` where there is no workspace.

    ``storage.card`` where only the card is missing or damaged: `write_card` makes it anew.
    """
    try:
        with (folder / CARD).open("rb") as opened:
            content: dict[str, Any] = json.loads(opened.read(_LARGEST_CARD).decode("utf-8"))
        content["ballots"] = tuple(content["ballots"])
        card = WorkspaceCard(**content)
        _refuse_other_types(card)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if (folder / DATABASE).exists() or (folder / KEYRING).exists():
            raise StorageError.of("storage.card", folder=folder.name) from error
        raise StorageError.of("storage.not_workspace") from error
    return card


def write_card(folder: Path, card: WorkspaceCard) -> None:
    """Write a workspace's card anew; StorageError ``storage.read_only``."""
    try:
        write_whole(
            folder / CARD, json.dumps(asdict(card), ensure_ascii=False).encode(), PRIVATE_FILE
        )
    except OSError as error:
        raise StorageError.of("storage.read_only") from error


def _refuse_other_types(card: WorkspaceCard) -> None:
    """TypeError where the start page would find something else than it can show."""
    for field in fields(card):
        value = getattr(card, field.name)
        if field.type in (str, int) and type(value) is not field.type:
            raise TypeError(field.name)
    for texts in (card.place, card.election, *card.ballots):
        if not isinstance(texts, dict) or not all(isinstance(t, str) for t in texts.values()):
            raise TypeError("texts")
