# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A workspace is one folder: the encrypted database, the keyring, a card for the start page."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import randbelow, token_bytes

from precinct_app.domain.attempts import Attempts
from precinct_app.domain.commission import CERTIFIERS, Role
from precinct_app.domain.errors import InputError, NotAllowedError, StorageError
from precinct_app.runtime.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    private_folder,
    sync_folder,
)
from precinct_app.services.ports import WorkspaceInfo
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.services.workspace_card import WorkspaceCard
from precinct_app.storage.attempts import note_failure, note_success, read_attempts
from precinct_app.storage.database import make_database, open_database
from precinct_app.storage.keyring import (
    KEY_BYTES,
    PAPER,
    Cost,
    Keyring,
    Owner,
    Person,
    read_keyring,
    wrap,
    write_keyring,
)
from precinct_app.storage.store import DatabaseStore, Home
from precinct_app.storage.workspace_card import DATABASE, KEYRING, write_card

ATTEMPTS = "signin.json"
LEADERS = (*CERTIFIERS, Role.DISTRICT_CHAIR, Role.DISTRICT_OPERATOR)
"""Without one of them a workspace would be nobody's."""


def create_workspace(
    folder: Path,
    info: WorkspaceInfo,
    package: bytes,
    card: WorkspaceCard,
    users: Sequence[WorkspaceUser],
    cost: Cost | None = None,
) -> str:
    """Make a workspace in a new folder, whole or not at all; the code to be sealed on paper.

    The code opens the workspace too, under the name ``paper-code``.  StorageError
    ``storage.folder_used`` when the folder holds anything, ``storage.read_only``.
    """
    part = folder.with_name(f".{folder.name}.part")
    try:
        _refuse_used(folder)
        shutil.rmtree(part, ignore_errors=True)
        private_folder(part)
        code = _fill(part, info, package, card, users, cost or Cost())
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise StorageError.of("storage.read_only") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return code


def open_workspace(
    folder: Path, member_id: str, passphrase: str, now: datetime | None = None
) -> DatabaseStore:
    """Open a workspace; with `now` failures are counted, and after some each costs time.

    NotAllowedError ``signin.wrong``, ``signin.unknown``, ``signin.wait`` with the seconds;
    StorageError as `open_database` has them.
    """
    key = _key(folder, member_id, passphrase, now)
    file = folder / DATABASE
    engine = open_database(file, key)
    make_private_again(folder)
    return DatabaseStore(engine, Home(folder, file, key))


def seconds_to_wait(folder: Path, member_id: str, now: datetime) -> int:
    """How long somebody should wait before the next attempt to sign in; 0 to 60."""
    return read_attempts(folder / ATTEMPTS).get(member_id, Attempts()).wait(now)


def change_passphrase(
    folder: Path, member_id: str, old: str, new: str, now: datetime | None = None
) -> None:
    """Wrap somebody's copy of the key anew; the data stay as they are.

    NotAllowedError as `open_workspace`; InputError ``signin.empty``.
    """
    key = _key(folder, member_id, old, now)
    keyring = read_keyring(folder / KEYRING)
    _rewrap(folder, keyring, key, keyring.owner(member_id), new)


def add_user(
    folder: Path,
    by_member_id: str,
    passphrase: str,
    user: WorkspaceUser,
    now: datetime | None = None,
) -> None:
    """Let one more person open the workspace, by the pass phrase of somebody who may.

    InputError ``signin.user_known``; NotAllowedError as `open_workspace`.
    """
    key = _key(folder, by_member_id, passphrase, now)
    keyring = read_keyring(folder / KEYRING)
    giver = keyring.owner(by_member_id)
    if keyring.knows(user.member_id):
        raise InputError.of("signin.user_known", member=user.member_id)
    person = Person(user.member_id, user.name, user.role)
    added = keyring.with_owner(wrap(key, person, user.passphrase, giver.cost))
    write_keyring(folder / KEYRING, added)


def remove_user(folder: Path, member_id: str) -> None:
    """Let somebody open the workspace no more; a copy that was made before is not reached by it.

    NotAllowedError ``signin.unknown``, ``signin.last_leader`` for the last who may lead the day here.
    """
    keyring = read_keyring(folder / KEYRING)
    gone = keyring.owner(member_id)
    left = [owner for owner in keyring.owners if owner.member_id != gone.member_id]
    if gone.role is None:
        raise NotAllowedError.of("signin.unknown", member=member_id)
    if not any(owner.role in LEADERS for owner in left):
        raise NotAllowedError.of("signin.last_leader")
    write_keyring(folder / KEYRING, Keyring(tuple(left)))


def recover(
    folder: Path, code: str, member_id: str, passphrase: str, now: datetime | None = None
) -> None:
    """Give somebody a new pass phrase by the code sealed on paper; the code stays good.

    NotAllowedError ``signin.wrong`` for another code, ``signin.unknown``, ``signin.wait``.
    """
    key = _key(folder, PAPER, code, now)
    keyring = read_keyring(folder / KEYRING)
    _rewrap(folder, keyring, key, keyring.owner(member_id), passphrase)


def renew_paper_code(
    folder: Path, member_id: str, passphrase: str, now: datetime | None = None
) -> str:
    """A new code to be sealed on paper; the former one opens nothing any more."""
    key, code = _key(folder, member_id, passphrase, now), _paper_code()
    keyring = read_keyring(folder / KEYRING)
    _rewrap(folder, keyring, key, keyring.owner(PAPER), code)
    return code


def demand_secret(
    folder: Path, member_id: str, passphrase: str, now: datetime | None = None
) -> None:
    """NotAllowedError as `open_workspace` for a pass phrase that opens nothing."""
    _key(folder, member_id, passphrase, now)


def role_in(folder: Path, member_id: str) -> Role:
    """The role of a user; NotAllowedError ``signin.unknown`` for a stranger."""
    role = read_keyring(folder / KEYRING).owner(member_id).role
    if role is None:
        raise NotAllowedError.of("signin.unknown", member=member_id)
    return role


def make_private_again(folder: Path) -> None:
    """Shut folder and files to everybody else, however they were copied here."""
    with suppress(OSError):  # a file system that knows no rights
        private_folder(folder)
        for path in folder.iterdir():
            path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)


def _fill(
    folder: Path,
    info: WorkspaceInfo,
    package: bytes,
    card: WorkspaceCard,
    users: Sequence[WorkspaceUser],
    cost: Cost,
) -> str:
    key, code = token_bytes(KEY_BYTES), _paper_code()
    owners = [wrap(key, Person(u.member_id, u.name, u.role), u.passphrase, cost) for u in users]
    owners.append(wrap(key, Person(PAPER, "", None), code, cost))
    store = DatabaseStore(make_database(folder / DATABASE, key))
    try:
        with store.begin() as work:
            work.workspace.save_info(info)
            work.workspace.save_package(package)
    finally:
        store.close()
    write_card(folder, card)
    write_keyring(folder / KEYRING, Keyring(tuple(owners)))
    return code


def _key(folder: Path, member_id: str, passphrase: str, now: datetime | None) -> bytes:
    keyring = read_keyring(folder / KEYRING)
    if now is not None and (seconds := seconds_to_wait(folder, member_id, now)):
        raise NotAllowedError.of("signin.wait", seconds=seconds)
    try:
        key = keyring.open(member_id, passphrase)
    except NotAllowedError:
        if now is not None and keyring.knows(member_id):
            note_failure(folder / ATTEMPTS, member_id, now)
        raise
    if now is not None:
        note_success(folder / ATTEMPTS, member_id)
    return key


def _rewrap(folder: Path, keyring: Keyring, key: bytes, owner: Owner, secret: str) -> None:
    person = Person(owner.member_id, owner.name, owner.role)
    changed = keyring.with_owner(wrap(key, person, secret, owner.cost))
    write_keyring(folder / KEYRING, changed)


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StorageError.of("storage.folder_used", folder=folder.name)


def _paper_code() -> str:
    return " ".join(f"{randbelow(10_000):04d}" for _ in range(8))
