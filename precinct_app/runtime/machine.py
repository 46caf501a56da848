# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""This machine: a random name by which it is told apart from others, and its free disk space."""

import shutil
from pathlib import Path
from secrets import token_hex

from precinct_app.runtime.files import PRIVATE_FILE, write_whole
from precinct_app.runtime.paths import data_folder

_LENGTH = 32


def machine_name(folder: Path | None = None) -> str:
    """The machine's name, made when it is first asked for; another each time where none can be kept."""
    file = (folder or data_folder()) / "machine"
    try:
        kept = file.read_bytes()[: _LENGTH + 1].decode("ascii")
        if len(kept) == _LENGTH and set(kept) <= set("0123456789abcdef"):
            return kept
    except (OSError, ValueError):
        pass
    name = token_hex(_LENGTH // 2)
    try:
        write_whole(file, name.encode("ascii"), PRIVATE_FILE)
    except OSError:
        return name
    return name


def free_bytes(folder: Path) -> int:
    """Room on the disk of a folder; OSError where there is none such."""
    return shutil.disk_usage(folder).free
