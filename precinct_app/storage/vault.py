# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Backups of workspaces: written and read back, found in a folder, opened as a copy, proven."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from hmac import compare_digest, digest
from pathlib import Path

from precinct_app.domain.backups import ENDING, BackupLabel, Contents
from precinct_app.domain.errors import NotAllowedError, PrecinctError, StorageError
from precinct_app.runtime.backup_choice import FILE as CHOICE
from precinct_app.runtime.files import PRIVATE_FILE, overwrite, write_whole
from precinct_app.services.ports import Store
from precinct_app.storage import restoring
from precinct_app.storage.backup_file import (
    CARD,
    DATABASE,
    KEYRING,
    Beside,
    read_beside,
    take_database,
    write_backup,
)
from precinct_app.storage.cipher import cipher_engine, connect, damaged_pages
from precinct_app.storage.copying import clear_left_behind, private_copy
from precinct_app.storage.database import refusing
from precinct_app.storage.keyring import read_keyring
from precinct_app.storage.restoring import REPLACED, OpenedCopy
from precinct_app.storage.schema import Schema
from precinct_app.storage.store import DatabaseStore, Home
from precinct_app.storage.workspace import ATTEMPTS

_PROOF = b"precinct-app restore drill\0"
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ENOTCONN}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class BackupVault:
    """Backups as files, on a stick or in any folder."""

    def write(
        self, store: Store, folder: Path, precinct_id: str, zone: str, made: datetime
    ) -> tuple[Path, BackupLabel]:
        """Write a backup, read it back from where it lies and compare; the file and its label.

        StorageError ``backup.no_folder``, ``backup.full``, ``backup.read_only``,
        ``backup.not_written``, ``backup.differs``.
        """
        opened, home = _at_home(store)
        with private_copy(home.folder) as private:
            copy = private / DATABASE
            opened.snapshot(copy)
            held = _contents(copy, home.key)
            label = BackupLabel.of(held, precinct_id, made, Schema().head)
            card, keyring = ((home.folder / name).read_bytes() for name in (CARD, KEYRING))
            target = folder / label.file_name(zone)
            with _refusing(folder):
                write_backup(target, Beside(label, card, keyring), copy)
                copy.unlink()
                if _read_back(target, copy, home.key) != held:
                    target.unlink(missing_ok=True)
                    raise StorageError.of("backup.differs")
        return target, label

    def find(self, folder: Path) -> dict[Path, BackupLabel]:
        """Backups in a folder, each with its label; what is no backup is passed over."""
        found: dict[Path, BackupLabel] = {}
        with _refusing(folder):
            files = [path for path in sorted(folder.iterdir()) if path.name.endswith(ENDING)]
        for file in files:
            try:
                found[file] = read_beside(file).label
            except (PrecinctError, OSError):
                continue
        return found

    def remove(self, file: Path) -> None:
        """Take a backup away; one that is gone already is no matter."""
        with _refusing(file.parent):
            file.unlink(missing_ok=True)

    def open(
        self, file: Path, member_id: str, secret: str, near: Path, here: Path | None = None
    ) -> OpenedCopy:
        """Open a copy of a backup in a private folder near a place; `here` has later pass phrases.

        NotAllowedError ``signin.wrong``, ``signin.unknown``; StorageError ``backup.unreadable``
        and what `open_database` has.
        """
        with _reading():
            beside = read_beside(file)
        with private_copy(near, keep=True) as private:
            write_whole(private / KEYRING, beside.keyring, PRIVATE_FILE)
            write_whole(private / CARD, beside.card, PRIVATE_FILE)
            key = _key(private, here, member_id, secret)
            with _reading():
                take_database(file, private / DATABASE)
            return OpenedCopy(private, key, beside.label)

    def held(self, store: Store, file: Path) -> Contents | None:
        """What a backup holds, by an open workspace's key; None where it is another's, or damaged."""
        _, home = _at_home(store)
        try:
            with private_copy(home.folder) as private:
                return _read_back(file, private / DATABASE, home.key)
        except (PrecinctError, OSError):
            return None

    def place(self, copy: Store, folder: Path, stamp: str) -> None:
        """Put an opened copy in a workspace's place, or make a workspace of it in a new folder.

        StorageError ``storage.locked`` while another window has the workspace open,
        ``storage.folder_used`` for a folder with something else, ``storage.full``,
        ``storage.read_only``: then everything is as it was.
        """
        if not isinstance(copy, OpenedCopy):
            raise TypeError(copy)
        restoring.place(copy, folder, stamp)

    def prove(self, store: Store, told: bytes) -> bytes:
        """A proof that whoever tells this had the workspace open."""
        return digest(_at_home(store)[1].key, _PROOF + told, "sha256")

    def proves(self, store: Store, told: bytes, proof: bytes) -> bool:
        """Say whether a proof is one of this workspace's."""
        return compare_digest(self.prove(store, told), proof)

    def tidy(self, store: Store) -> int:
        """Take away what restores and steps of the schema kept beside the database; how many files."""
        _, home = _at_home(store)
        clear_left_behind(home.folder, older=0)
        kept = [*home.folder.glob(f"{REPLACED}/*"), *home.folder.glob(f"{DATABASE}.before-*")]
        for path in kept:
            path.unlink()
        return len(kept)

    def destroy(self, store: Store) -> None:
        """Close a workspace and take it away, its keys first: what a disk still holds stays sealed.

        Files that are not the program's stay, and their folder.  StorageError ``storage.read_only``.
        """
        opened, home = _at_home(store)
        opened.close()
        with refusing():
            overwrite(home.folder / KEYRING)
            for path in _files_of(home.folder):
                path.unlink(missing_ok=True)
            shutil.rmtree(home.folder / REPLACED, ignore_errors=True)
            if not any(home.folder.iterdir()):
                home.folder.rmdir()


def _files_of(folder: Path) -> Iterator[Path]:
    """Everything that the program itself keeps in a workspace's folder."""
    yield folder / KEYRING
    for pattern in (f"{DATABASE}*", CARD, ATTEMPTS, CHOICE):
        yield from folder.glob(pattern)


def _at_home(store: Store) -> tuple[DatabaseStore, Home]:
    """The store with its home; StorageError ``backup.server`` for a server's database."""
    if not isinstance(store, DatabaseStore) or store.home is None:
        raise StorageError.of("backup.server")
    return store, store.home


def _contents(file: Path, key: bytes) -> Contents:
    """Count what a database file holds; StorageError ``backup.unreadable`` when a page is damaged."""
    with closing(connect(file, key)) as connection:
        if damaged_pages(connection):
            raise StorageError.of("backup.unreadable")
    store = DatabaseStore(cipher_engine(file, key))
    try:
        return store.contents()
    finally:
        store.close()


def _read_back(file: Path, copy: Path, key: bytes) -> Contents | None:
    """What a backup holds that was just written; None when it cannot be read."""
    try:
        take_database(file, copy)
        return _contents(copy, key)
    except PrecinctError:
        return None


def _key(private: Path, here: Path | None, member_id: str, secret: str) -> bytes:
    try:
        return read_keyring(private / KEYRING).open(member_id, secret)
    except NotAllowedError:
        if here is None or not (here / KEYRING).is_file():
            raise
        return read_keyring(here / KEYRING).open(member_id, secret)


@contextmanager
def _refusing(folder: Path) -> Iterator[None]:
    """Whatever a stick may do, told by what the person can do."""
    try:
        yield
    except OSError as error:
        values = {"folder": str(folder)}
        if error.errno in _FULL:
            raise StorageError.of("backup.full", **values) from error
        if error.errno in _CLOSED:
            raise StorageError.of("backup.read_only", **values) from error
        if error.errno in _GONE or not folder.is_dir():
            raise StorageError.of("backup.no_folder", **values) from error
        raise StorageError.of("backup.not_written", **values) from error


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError.of("backup.not_read") from error
