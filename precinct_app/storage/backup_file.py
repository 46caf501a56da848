# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A backup as one file: label, card, keyring and the encrypted database, stored side by side in a ZIP.

Whoever finds it reads what the label and the card say, and names of those who may open it; all else
is under their pass phrases.  A backup from a stick may be any file at all.
"""

import shutil
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.backups import BackupLabel
from precinct_app.domain.errors import StorageError
from precinct_app.runtime.files import ask_the_disk, sync_file, sync_folder

LABEL, CARD, KEYRING, DATABASE = "label.json", "workspace.json", "keyring.json", "workspace.db"
_LARGEST = {LABEL: 10_000, CARD: 100_000, KEYRING: 1_000_000, DATABASE: 4_000_000_000}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in a backup beside the database."""

    label: BackupLabel
    card: bytes
    keyring: bytes


def write_backup(target: Path, beside: Beside, database: Path) -> None:
    """Write a backup as a whole, or leave what was there."""
    part = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(LABEL, beside.label.to_json())
            archive.writestr(CARD, beside.card)
            archive.writestr(KEYRING, beside.keyring)
            archive.write(database, DATABASE)
        with suppress(OSError):  # a stick's file system may know no rights
            part.chmod(0o600)
        sync_file(part)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def read_beside(file: Path) -> Beside:
    """Label, card and keyring; StorageError ``backup.unreadable``, or OSError of a stick."""
    try:
        with zipfile.ZipFile(file) as archive:
            label, card, keyring = (_small(archive, name) for name in (LABEL, CARD, KEYRING))
    except _UNREADABLE as error:
        raise StorageError.of("backup.unreadable") from error
    return Beside(BackupLabel.from_json(label), card, keyring)


def take_database(file: Path, target: Path) -> None:
    """Copy the database out; what the machine still has in memory of the file is not asked."""
    ask_the_disk(file)
    try:
        with zipfile.ZipFile(file) as archive, _entry(archive, DATABASE) as source:
            with target.open("xb") as copy:
                target.chmod(0o600)
                shutil.copyfileobj(source, copy, 1 << 20)
            sync_file(target)
    except _UNREADABLE as error:
        raise StorageError.of("backup.unreadable") from error


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with _entry(archive, name) as opened:
        return opened.read()


def _entry(archive: zipfile.ZipFile, name: str) -> "zipfile.ZipExtFile":
    info = archive.getinfo(name)
    if info.compress_type != zipfile.ZIP_STORED or info.file_size > _LARGEST[name]:
        raise StorageError.of("backup.unreadable")
    opened = archive.open(info)
    if not isinstance(opened, zipfile.ZipExtFile):
        raise StorageError.of("backup.unreadable")
    return opened
