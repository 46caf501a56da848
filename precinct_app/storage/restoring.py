# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An opened backup takes a workspace's place: at every moment there is the former or the new one, whole.

What is replaced is kept beside it, under its own key: a restore can be taken back.
"""

import shutil
from contextlib import closing
from pathlib import Path

from precinct_app.domain.backups import BackupLabel
from precinct_app.domain.errors import PrecinctError, StorageError
from precinct_app.runtime.files import (
    PRIVATE_FILE,
    private_folder,
    sync_file,
    sync_folder,
    write_whole,
)
from precinct_app.storage.backup_file import CARD, DATABASE, KEYRING
from precinct_app.storage.cipher import connect
from precinct_app.storage.database import open_database, refusing
from precinct_app.storage.keyring import read_keyring
from precinct_app.storage.store import DatabaseStore, Home

REPLACED = "replaced"
"""Folder of what restores have replaced; it ends with the hand-in."""
_PAIR = ("", "-wal")
_BESIDE = ("-wal", "-shm", "-journal")


class OpenedCopy(DatabaseStore):
    """A backup's database in a private folder, which ends with it."""

    def __init__(self, folder: Path, key: bytes, label: BackupLabel) -> None:
        file = folder / DATABASE
        super().__init__(open_database(file, key), Home(folder, file, key))
        self.folder = folder
        self.label = label
        """What the backup says of itself."""

    def settle(self) -> None:
        """Bring everything into the one file; the folder stays."""
        super().close()

    def close(self) -> None:
        """Let go of the copy."""
        super().close()
        shutil.rmtree(self.folder, ignore_errors=True)


def place(copy: OpenedCopy, folder: Path, stamp: str) -> None:
    """Put the copy in place; it is closed then."""
    copy.settle()
    with refusing():
        if (folder / DATABASE).exists() or (folder / KEYRING).exists():
            _replace(copy, folder, stamp)
        else:
            _make(copy, folder)
    copy.close()


def _make(copy: OpenedCopy, folder: Path) -> None:
    """A new workspace: the copy's folder gets its name."""
    if folder.exists():
        if not folder.is_dir() or any(folder.iterdir()):
            raise StorageError.of("storage.folder_used", folder=folder.name)
        folder.rmdir()
    for path in copy.folder.iterdir():
        if path.name not in {DATABASE, KEYRING, CARD}:
            path.unlink()
    private_folder(copy.folder)
    sync_folder(copy.folder)
    copy.folder.rename(folder)
    sync_folder(folder.parent)


def _replace(copy: OpenedCopy, folder: Path, stamp: str) -> None:
    """Keep the former database aside, then exchange the files in one step."""
    home = copy.home
    if home is None:
        raise TypeError(copy)
    aside = folder / REPLACED
    private_folder(aside)
    same = _settle_former(folder / DATABASE, home.key, aside / f"{stamp}.db")
    if not same or not _keyring_is_whole(folder):
        write_whole(folder / KEYRING, (copy.folder / KEYRING).read_bytes(), PRIVATE_FILE)
    write_whole(folder / CARD, (copy.folder / CARD).read_bytes(), PRIVATE_FILE)
    (copy.folder / DATABASE).replace(folder / DATABASE)
    sync_folder(folder)


def _settle_former(file: Path, key: bytes, aside: Path) -> bool:
    """Copy the former database aside as it is; False when it does not open by this key."""
    if not file.exists():
        return False
    kept = [_keep(file.with_name(file.name + e), aside.with_name(aside.name + e)) for e in _PAIR]
    sync_folder(aside.parent)
    try:
        opens = _bring_together(file, key)
    except PrecinctError:
        for copy in kept:
            copy.unlink(missing_ok=True)
        raise
    if not opens:  # a WAL that stays would be read into the new file
        for ending in _BESIDE:
            file.with_name(file.name + ending).unlink(missing_ok=True)
    return opens


def _keep(former: Path, copy: Path) -> Path:
    if former.exists():
        shutil.copyfile(former, copy)
        copy.chmod(PRIVATE_FILE)
        sync_file(copy)
    return copy


def _bring_together(file: Path, key: bytes) -> bool:
    """Read the WAL into the file while nobody else has it open; False for a file that cannot be read.

    StorageError ``storage.locked`` while another window has it open.
    """
    try:
        with refusing(), closing(connect(file, key, patience=1)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("PRAGMA journal_mode = DELETE")
    except StorageError as error:
        if error.reasons[0].key in {"storage.damaged", "storage.wrong_key"}:
            return False
        raise
    return True


def _keyring_is_whole(folder: Path) -> bool:
    try:
        read_keyring(folder / KEYRING)
    except PrecinctError:
        return False
    return True
