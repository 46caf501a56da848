# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where this laptop puts backups of a workspace by itself, and how often: a file beside the database.

It stays on this machine: another laptop has other sticks.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from precinct_app.domain.backups import EVERY_MINUTES, KEPT
from precinct_app.runtime.files import PRIVATE_FILE, write_whole

FILE = "backup.json"
_LARGEST = 100_000
_MOST_MINUTES, _MOST_KEPT = 24 * 60, 1000


@dataclass(frozen=True, slots=True)
class BackupChoice:
    """The choice of a workspace's leaders."""

    folder: str = ""
    """Empty while nobody has chosen one."""
    minutes: int = EVERY_MINUTES
    kept: int = KEPT


def read_choice(workspace: Path) -> BackupChoice:
    """The choice for a workspace; what is damaged or strange counts as none."""
    try:
        with (workspace / FILE).open("rb") as opened:
            told = json.loads(opened.read(_LARGEST).decode("utf-8"))
        choice = BackupChoice(str(told["folder"]), int(told["minutes"]), int(told["kept"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return BackupChoice()
    fits = 1 <= choice.minutes <= _MOST_MINUTES and 1 <= choice.kept <= _MOST_KEPT
    return choice if fits else BackupChoice(choice.folder)


def keep_choice(workspace: Path, choice: BackupChoice) -> None:
    """Remember a choice."""
    write_whole(workspace / FILE, json.dumps(asdict(choice)).encode(), PRIVATE_FILE)
