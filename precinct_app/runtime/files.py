# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Files that matter are written whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def write_whole(target: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file by way of a temporary one beside it: flush, fsync, replace, fsync the folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _set_mode(temporary, mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def clear_parts(folder: Path) -> None:
    """Remove what a program that was cut off has left half written; one that stays is no matter."""
    for part in folder.glob(".????????.part"):
        with suppress(OSError):
            part.unlink()


def _set_mode(file: Path, mode: int) -> None:
    """A stick's file system (FAT) knows no rights and refuses; what must be private is refused too."""
    try:
        file.chmod(mode)
    except PermissionError:
        if not mode & 0o077:
            raise


def overwrite(file: Path) -> None:
    """Write other bytes over a file's own, down to the disk; one that is gone is no matter."""
    if not file.is_file():
        return
    with file.open("rb+") as opened:
        opened.write(os.urandom(file.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())


def sync_file(file: Path) -> None:
    """Let a file's content outlive a power cut."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def ask_the_disk(file: Path) -> None:
    """Drop the machine's own memory of a file, so that what is read next lies on disk or stick."""
    if not hasattr(os, "posix_fadvise"):
        return
    with file.open("rb") as opened, suppress(OSError):
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def sync_folder(folder: Path) -> None:
    """Let the names of a folder outlive a power cut."""
    if os.name != "posix":  # Windows cannot open a folder for fsync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
